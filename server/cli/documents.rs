//! Reading documents for a command: many at once, in the order of their paths.

use super::files;
use super::lines::Lines;
use crate::design::{Design, Verdict};
use crate::rules::Level;
use crate::workspace::{Problem, Settings, Workspace, read_input, read_text};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How many files are read side by side before their output is written: what bounds the memory.
const TOGETHER: usize = 512;

/// A document as a command sees it.
#[derive(Debug)]
pub struct Document {
    /// Where it lies.
    pub path: PathBuf,
    /// The path as it is printed.
    pub name: String,
    /// What holds for it.
    pub settings: Arc<Settings>,
    /// What it says.
    pub design: Design,
    /// Whether it is a design at all.
    pub verdict: Verdict,
    /// Its lines.
    pub lines: Lines,
}

/// Reads documents with what their `draftsman.toml` says, and gathers what goes wrong.
#[derive(Debug, Default)]
pub struct Reader {
    workspace: Workspace,
    /// The settings files whose problems are known already.
    known: Mutex<BTreeSet<PathBuf>>,
    problems: Mutex<Vec<Problem>>,
    /// The file that standard input stands for, and what it held.
    input: Option<(PathBuf, Result<String, Problem>)>,
}

impl Reader {
    /// Where one of the paths is `-`, reads standard input now, and takes it for the file of this name.
    pub fn take_input(&mut self, paths: &mut [PathBuf], name: Option<&Path>) {
        if let Some(path) = paths.iter_mut().find(|path| path.as_os_str() == "-") {
            *path = name.unwrap_or(Path::new("-")).to_path_buf();
            self.input = Some((path.clone(), read_input(path)));
        }
    }

    /// The file that standard input stands for.
    pub fn input(&self) -> Option<&Path> {
        self.input.as_ref().map(|(path, _)| path.as_path())
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or the settings that hold for it cannot be understood.
    pub fn read(&self, path: &Path) -> Result<Document, Problem> {
        self.settings(path)?;
        let text = match &self.input {
            Some((input, text)) if input == path => text.clone()?,
            _ => read_text(path)?,
        };
        self.document(path, text)
    }

    /// Reads a text as that of a file, which need not exist.
    ///
    /// # Errors
    ///
    /// When the settings that hold for it cannot be understood.
    pub fn document(&self, path: &Path, text: String) -> Result<Document, Problem> {
        let settings = self.settings(path)?;
        let design = Design::read(text, settings.knowledge.clone());
        let verdict = settings.verdict(Some(path), &design);
        let lines = Lines::new(&design.text);
        Ok(Document {
            path: path.to_path_buf(),
            name: files::shown(path),
            settings,
            design,
            verdict,
            lines,
        })
    }

    /// The settings for a file. What is wrong with them is kept among the problems, once.
    ///
    /// # Errors
    ///
    /// When they cannot be understood: nothing is checked by settings that nobody wrote.
    pub fn settings(&self, path: &Path) -> Result<Arc<Settings>, Problem> {
        let settings = self.workspace.settings(Some(path));
        if settings.is_broken {
            let mut problem = settings.problems[0].clone();
            problem
                .message
                .push_str("; until it is mended the documents below it are not checked");
            return Err(problem);
        }
        if let Some(file) = settings.file.as_ref().filter(|_| !settings.problems.is_empty()) {
            let is_new = self
                .known
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(file.clone());
            if is_new {
                settings
                    .problems
                    .iter()
                    .for_each(|problem| self.problem(problem.clone()));
            }
        }
        Ok(settings)
    }

    /// Keeps a problem.
    pub fn problem(&self, problem: Problem) {
        self.problems
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(problem);
    }

    /// Makes something of each file, many at once, and hands the results on in the order of the files. Files that cannot
    /// be read are left out and kept among the problems.
    ///
    /// # Errors
    ///
    /// Those of `take`, at the first of which it stops.
    pub fn each<T: Send>(
        &self,
        paths: &[PathBuf],
        make: impl Fn(Document) -> T + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        for some in paths.chunks(TOGETHER) {
            let made: Vec<Result<T, Problem>> = some.par_iter().map(|path| self.read(path).map(&make)).collect();
            for one in made {
                match one {
                    Ok(one) => take(one)?,
                    Err(problem) => self.problem(problem),
                }
            }
        }
        Ok(())
    }

    /// Everything that went wrong, each once, by file and place.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner).clone();
        problems.sort_by(|a, b| (&a.path, a.span.start, &a.message).cmp(&(&b.path, b.span.start, &b.message)));
        problems.dedup();
        problems
    }
}

/// Whether something went wrong that a build should not pass over.
pub fn is_failure(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.level >= Level::Warning)
}
