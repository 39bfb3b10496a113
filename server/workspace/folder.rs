//! The Markdown files of a folder.

use ignore::WalkBuilder;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How many entries of a folder are looked at: enough for any project, and soon done where it is none.
const MOST_ENTRIES: usize = 200_000;

/// How many files are taken.
const MOST_FILES: usize = 10_000;

/// When a file was changed last, and its length in bytes: what tells that it has changed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    changed: SystemTime,
    length: u64,
}

/// The stamp of a file that can be read.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let about = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some(Stamp {
        changed: about.modified().ok()?,
        length: about.len(),
    })
}

/// The Markdown files below a folder, by their paths; ignore files are respected, links are not followed. Of a folder
/// that holds a whole system or all that a person has, none: that is no workspace.
pub fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let home = std::env::home_dir();
    if folder.parent().is_none() || home.is_some_and(|home| home.starts_with(folder)) {
        return Vec::new();
    }
    let walk = WalkBuilder::new(folder).require_git(false).follow_links(false).build();
    let files = walk.take(MOST_ENTRIES).flatten();
    let wanted =
        files.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()) && is_markdown(entry.path()));
    let mut files: Vec<PathBuf> = wanted.take(MOST_FILES).map(ignore::DirEntry::into_path).collect();
    files.sort();
    files
}

/// Whether a file is Markdown by its name.
pub fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["md", "markdown", "mdown", "mkd"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Lays the notes that are built in down as a file, for an editor to open; they may only be read. Nothing where no
/// folder for such files can be found or written.
pub fn lay_down_notes(text: &str) -> Option<PathBuf> {
    let path = notes_file()?;
    if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
        return Some(path);
    }
    std::fs::create_dir_all(path.parent()?).ok()?;
    // A new file, moved into its place: whoever reads never sees half of it.
    let draft = path.with_extension(format!("{}.tmp", std::process::id()));
    std::fs::write(&draft, text).ok()?;
    let mut rights = std::fs::metadata(&draft).ok()?.permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&draft, rights).ok()?;
    std::fs::rename(&draft, &path).ok()?;
    Some(path)
}

/// Whether a file is the one in which the built-in notes are laid down.
pub(super) fn is_built_in(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == NOTES) && notes_file().is_some_and(|notes| notes == path)
}

const NOTES: &str = concat!("draftsman-notes-", env!("CARGO_PKG_VERSION"), ".md");

/// Where the system keeps what can be made again.
fn notes_file() -> Option<PathBuf> {
    let named = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = || std::env::home_dir().filter(|path| path.is_absolute());
    let cache = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        named("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    Some(cache?.join("draftsman").join(NOTES))
}
