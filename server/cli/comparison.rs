//! Printing what has changed in designs since a revision.

use super::documents::{Document, Reader, is_failure};
use super::rendering::counted;
use super::since::{self, Changes, Moves};
use super::{Output, files};
use crate::workspace::{Problem, is_markdown};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is to be compared.
pub struct Comparison<'a> {
    /// A commit, branch or tag.
    pub revision: &'a str,
    /// Files, folders and patterns.
    pub paths: &'a [PathBuf],
    /// One JSON object a design, in place of sentences.
    pub as_json: bool,
    /// End with 0 whatever is left open.
    pub exit_zero: bool,
}

/// Prints the changes of each design, and ends with 1 where something should have changed too.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(comparison: &Comparison<'_>, output: &mut Output) -> io::Result<ExitCode> {
    let reader = Reader::default();
    let files = files::find(comparison.paths, &reader);
    let first = files.first().and_then(|file| file.parent());
    if let Err(message) = since::verify(comparison.revision, first.map_or(Path::new("."), or_here)) {
        output.flush()?;
        let _ = writeln!(io::stderr(), "error: {message}");
        return Ok(ExitCode::from(2));
    }
    let folders = comparison
        .paths
        .iter()
        .filter(|path| path.is_dir())
        .map(PathBuf::as_path);
    let parents = files.iter().filter_map(|file| file.parent());
    let parents: BTreeSet<&Path> = folders.chain(parents).map(or_here).collect();
    let moves = match Moves::since(comparison.revision, parents.into_iter()) {
        Ok(moves) => moves,
        Err(message) => {
            let _ = writeln!(io::stderr(), "error: {message}");
            return Ok(ExitCode::from(2));
        }
    };
    let (mut changed, mut open, mut read) = (0, 0, 0);
    for path in moves
        .gone_from(comparison.paths)
        .into_iter()
        .filter(|path| is_markdown(path))
    {
        if let Some(name) = gone(comparison.revision, &reader, &moves, path) {
            changed += 1;
            let changes = Changes::of("the design is gone");
            output.text(&written(&name, &changes, comparison.as_json))?;
        }
    }
    let compare = |document: Document| {
        let changes = changes(comparison.revision, &reader, &moves, &document);
        (document.name, changes)
    };
    reader.each(&files, compare, |(name, changes)| {
        read += 1;
        match changes {
            Ok(Some(changes)) => {
                changed += 1;
                open += changes.open.len();
                output.text(&written(&name, &changes, comparison.as_json))
            }
            Ok(None) => Ok(()),
            Err(problem) => {
                reader.problem(problem);
                Ok(())
            }
        }
    })?;
    output.flush()?;
    let problems = reader.problems();
    output.problems(&problems);
    let is_failed = is_failure(&problems);
    if is_failed && read == 0 {
        return Ok(ExitCode::from(2));
    }
    let summary = match changed {
        0 => format!("No design says anything else than at {}.", comparison.revision),
        _ => {
            let designs = counted(changed, "design has", "designs have");
            let left = counted(open, "thing is left open", "things are left open");
            format!("{designs} changed in meaning since {}; {left}.", comparison.revision)
        }
    };
    if comparison.as_json {
        let _ = writeln!(io::stderr(), "{summary}");
    } else {
        output.line(&summary)?;
    }
    Ok(if (open > 0 || is_failed) && !comparison.exit_zero {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The folder itself; what has no name is the one in which the program runs.
fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}

/// The name of a file that is gone, where it was a design.
fn gone(revision: &str, reader: &Reader, moves: &Moves, path: &Path) -> Option<String> {
    let text = moves.text(revision, path).ok()??;
    let document = reader.document(&files::from_here(path), text).ok()?;
    document.verdict.is_design.then_some(document.name)
}

/// What has changed in a document; nothing where it says what it said.
fn changes(revision: &str, reader: &Reader, moves: &Moves, document: &Document) -> Result<Option<Changes>, Problem> {
    if !document.verdict.is_design {
        return Ok(None);
    }
    let before = match moves.name_of(&document.path) {
        Some(name) => moves.text(revision, name),
        None => since::before(revision, &document.path),
    };
    let before = before.map_err(|message| Problem::in_file(&document.path, message))?;
    let Some(before) = before else {
        return Ok(Some(Changes::of("the design is new")));
    };
    if before == document.design.text {
        return Ok(None);
    }
    let changes = since::compare(&reader.document(&document.path, before)?, document);
    Ok((changes != Changes::default()).then_some(changes))
}

fn written(name: &str, changes: &Changes, as_json: bool) -> String {
    if as_json {
        return format!(
            "{}\n",
            json!({"path": name, "changes": changes.changes, "open": changes.open})
        );
    }
    let changed = changes.changes.iter().map(|change| format!("  {change}\n"));
    let open = changes.open.iter().map(|open| format!("  open: {open}\n"));
    format!("{name}\n{}\n", changed.chain(open).collect::<String>())
}
