//! Which files a command is about.

use super::documents::Reader;
use crate::workspace::{Problem, cannot_read, is_markdown};
use globset::GlobBuilder;
use ignore::WalkBuilder;
use std::path::{Component, Path, PathBuf};

/// The files that were named, or that lie in the folders that were named: each once, in the order of their paths. What
/// cannot be found is left to `reader`.
///
/// A file that is named is taken as it is; of a folder the Markdown files, ignore files respected; a name with
/// `*`, `?` or `[` that no file has is a pattern.
pub fn find(paths: &[PathBuf], reader: &Reader) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        let path = plain(path);
        if path.is_dir() {
            walk(&path, &is_markdown, &mut files, reader);
        } else if let Some(base) = base(&path) {
            matching(&path, &base, &mut files, reader);
        } else {
            files.push(path);
        }
    }
    files.sort();
    files.dedup();
    files
}

/// A path as seen from the folder in which the program runs.
pub fn from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_path_buf()
}

/// A path as seen from the folder in which the program runs, as it is printed.
pub fn name(path: &Path) -> String {
    shown(&from_here(path))
}

/// A path as it is printed: with `/` on every system.
pub fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        shown.into_owned()
    } else {
        shown.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

fn walk(folder: &Path, wanted: &dyn Fn(&Path) -> bool, files: &mut Vec<PathBuf>, reader: &Reader) {
    // Ignore files count in every folder, whether or not it is a repository.
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
                if is_file && wanted(entry.path()) && entry.path().is_file() {
                    files.push(plain(entry.path()));
                }
            }
            Err(error) => reader.problem(problem(folder, &error)),
        }
    }
}

/// The folder below which everything lies that a pattern can match; nothing for what is a file, or no pattern.
pub fn base(pattern: &Path) -> Option<PathBuf> {
    if pattern.exists() || !is_pattern(pattern) {
        return None;
    }
    let parts = pattern.components();
    let base: PathBuf = parts
        .take_while(|part| !is_pattern(Path::new(part.as_os_str())))
        .collect();
    Some(plain(&base))
}

/// Walks the folder below which a pattern can match something, and keeps what it matches.
fn matching(pattern: &Path, base: &Path, files: &mut Vec<PathBuf>, reader: &Reader) {
    let written = shown(pattern);
    let glob = match GlobBuilder::new(&written).literal_separator(true).build() {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => {
            let message = format!(
                "the pattern is not valid: {}; correct it or quote it less",
                error.kind()
            );
            reader.problem(Problem::in_file(pattern, message));
            return;
        }
    };
    let before = files.len();
    if base.is_dir() {
        walk(base, &|file| glob.is_match(plain(file)), files, reader);
    }
    if files.len() == before {
        reader.problem(Problem::in_file(pattern, "no file matches this pattern; check it"));
    }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

/// `./a/./b` is `a/b`; the folder itself stays `.`.
fn plain(path: &Path) -> PathBuf {
    let parts: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if parts.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        parts
    }
}

fn problem(folder: &Path, error: &ignore::Error) -> Problem {
    let path = place(error).unwrap_or(folder);
    match error.io_error() {
        Some(io) => Problem::in_file(path, cannot_read(path, io)),
        None => Problem::in_file(path, format!("{error}")),
    }
}

fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
