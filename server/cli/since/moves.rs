//! Which files are gone since a revision, and which have another name.

use super::git;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What git knows of files that are not where they were.
#[derive(Debug, Default)]
pub struct Moves {
    /// The folders of the repositories.
    roots: BTreeSet<PathBuf>,
    /// Files that are gone.
    gone: BTreeSet<PathBuf>,
    /// What files were called, by what they are called now.
    renamed: BTreeMap<PathBuf, PathBuf>,
}

impl Moves {
    /// Those in the repositories of some folders.
    ///
    /// # Errors
    ///
    /// When git cannot be run.
    pub fn since<'a>(revision: &str, folders: impl Iterator<Item = &'a Path>) -> Result<Moves, String> {
        let mut all = Moves::default();
        for folder in folders {
            let Some(root) = git(folder, &["rev-parse", "--show-toplevel"])? else {
                continue;
            };
            let root = real(Path::new(String::from_utf8_lossy(&root).trim_end_matches(['\r', '\n'])));
            if all.roots.insert(root.clone()) {
                all.of(revision, &root)?;
            }
        }
        Ok(all)
    }

    fn of(&mut self, revision: &str, root: &Path) -> Result<(), String> {
        let arguments = [
            "diff",
            "--name-status",
            "-z",
            "--find-renames",
            "--diff-filter=DR",
            "--end-of-options",
            revision,
        ];
        let Some(output) = git(root, &arguments)? else {
            return Ok(());
        };
        let output = String::from_utf8_lossy(&output);
        let mut fields = output.split('\0');
        while let (Some(state), Some(path)) = (fields.next(), fields.next()) {
            if !state.starts_with('R') {
                self.gone.insert(root.join(path));
            } else if let Some(name) = fields.next() {
                self.renamed.insert(root.join(name), root.join(path));
            }
        }
        Ok(())
    }

    /// What a file was called.
    pub fn name_of(&self, path: &Path) -> Option<&Path> {
        self.renamed.get(&real(path)).map(PathBuf::as_path)
    }

    /// The files that are gone from some folders.
    pub fn gone_from(&self, folders: &[PathBuf]) -> Vec<&Path> {
        let folders: Vec<PathBuf> = folders
            .iter()
            .filter(|folder| folder.is_dir())
            .map(|folder| real(folder))
            .collect();
        let is_inside = |path: &&PathBuf| folders.iter().any(|folder| path.starts_with(folder));
        self.gone.iter().filter(is_inside).map(PathBuf::as_path).collect()
    }

    /// The text at the revision of a file that may be gone with its folder.
    ///
    /// # Errors
    ///
    /// When git cannot be run.
    pub fn text(&self, revision: &str, path: &Path) -> Result<Option<String>, String> {
        let mut roots = self.roots.iter();
        let Some((root, inside)) = roots.find_map(|root| Some((root, path.strip_prefix(root).ok()?))) else {
            return Ok(None);
        };
        let inside = crate::cli::files::shown(inside);
        super::show(root, &format!("{revision}:{inside}"))
    }
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
