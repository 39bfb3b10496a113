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
