//! Putting findings right: applied round by round, until nothing changes.

use super::documents::{Document, Reader};
use super::rendering::Entry;
use crate::rules::{Fix, Rule};
use crate::text::{self, Edit, Span};
use crate::workspace::Problem;
use similar::TextDiff;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// A fix may make room for the next; this many times at most.
const ROUNDS: usize = 10;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Those too that guess, or leave something to fill in.
    pub guesses: bool,
    /// Those of these rules only; of all where there are none.
    pub rules: &'a [&'static Rule],
}

/// The document after its fixes.
///
/// # Errors
///
/// When its settings have become unreadable meanwhile.
pub fn fixed(reader: &Reader, mut document: Document, wanted: Wanted<'_>) -> Result<Document, Problem> {
    for _ in 0..ROUNDS {
        let entries = Entry::of(&document, wanted.rules);
        let edits = edits(&entries, wanted);
        if edits.is_empty() {
            break;
        }
        let after = text::apply(&document.design.text, &edits);
        if after == document.design.text {
            break;
        }
        document = reader.document(&document.path, after)?;
    }
    Ok(document)
}

/// The edits of this round: for each finding its best fix, unless it touches what an earlier one changes.
fn edits(entries: &[Entry], wanted: Wanted<'_>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for finding in Entry::counting(entries) {
        let is_wanted = |fix: &&Fix| fix.certain || wanted.guesses;
        let Some(fix) = finding.fixes.iter().find(is_wanted) else {
            continue;
        };
        let is_free = |edit: &Edit| edits.iter().all(|other| !touch(&edit.span, &other.span));
        if fix.edits.iter().all(is_free) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits
}

fn touch(a: &Span, b: &Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// The change of a file as a patch that `git apply` takes.
pub fn patch(name: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    // A name with blanks ends at a tab.
    let end = if name.contains(' ') { "\t" } else { "" };
    let (old, new) = (format!("a/{name}{end}"), format!("b/{name}{end}"));
    // Lines end where git ends them: a carriage return by itself ends none.
    let (before, after) = (lines(before), lines(after));
    let diff = TextDiff::configure()
        .newline_terminated(true)
        .diff_slices(&before, &after);
    let mut patch = format!("--- {old}\n+++ {new}\n");
    for hunk in diff.unified_diff().iter_hunks() {
        let _ = writeln!(patch, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let line = change.value();
            let _ = write!(patch, "{}{line}", change.tag());
            if !line.ends_with('\n') {
                patch.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    patch
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Writes a file whole or not at all: beside it first, then in its place.
///
/// # Errors
///
/// When it cannot be written; the file is then as it was.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    // Through a link to the file itself: the link stays one.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().unwrap_or(Path::new("."));
    // The error would name the file beside it, which the user does not know.
    if !folder.as_os_str().is_empty() && !folder.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "there is no such folder"));
    }
    let mut file = beside(folder).map_err(|error| io::Error::from(error.kind()))?;
    if let Ok(metadata) = std::fs::metadata(&path) {
        if metadata.permissions().readonly() {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// A file that will take the place of another in this folder. A new one may be read by whom the user lets read.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
