//! The folder around a document: its `draftsman.toml`, its notes, and which of its files are designs.
//! Everything that is read from disk for a design is read here.

mod file;

mod folder;

mod switch;

mod text;

pub use self::folder::{Stamp, is_markdown, lay_down_notes, markdown_files, stamp};
pub use self::switch::switch_off;
pub use file::schema;
pub(crate) use text::cannot_read;
pub use text::{Problem, read_input, read_source, read_text};

use crate::design::{Design, Verdict};
use crate::knowledge::{Additions, Knowledge};
use crate::rules::{Level, Levels};
use crate::text::Span;
use file::{Found, Trust};
use globset::GlobSet;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// The name of the settings file.
pub const FILE: &str = "draftsman.toml";

/// What holds for the documents below one `draftsman.toml`, or for those that have none.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What designs are read with.
    pub knowledge: Arc<Knowledge>,
    /// How grave each rule is.
    pub levels: Levels,
    /// The `draftsman.toml` they come from.
    pub file: Option<PathBuf>,
    /// What is wrong with that file and with the notes it names.
    pub problems: Vec<Problem>,
    /// The file could not be understood at all: these are the last settings that could, or else the built-in ones.
    pub is_broken: bool,
    designs: GlobSet,
    ignore: GlobSet,
    notes: Vec<PathBuf>,
}

/// What is known without any file: built once, on first need, and shared.
static BUILT_IN: LazyLock<Arc<Settings>> = LazyLock::new(|| {
    Arc::new(Settings {
        knowledge: Arc::new(Knowledge::embedded()),
        levels: Levels::default(),
        file: None,
        problems: Vec::new(),
        is_broken: false,
        designs: GlobSet::empty(),
        ignore: GlobSet::empty(),
        notes: Vec::new(),
    })
});

impl Settings {
    /// Whether a document is a design: what `draftsman.toml` says about its path, else what the document shows.
    pub fn verdict(&self, path: Option<&Path>, design: &Design) -> Verdict {
        let said = |is_design, why: &str| Verdict {
            is_design,
            why: why.to_owned(),
        };
        if path.is_some_and(folder::is_built_in) {
            return said(false, "it holds the notes that are built in");
        }
        let place = path.and_then(|path| {
            let path = std::path::absolute(path).ok()?;
            let inside = path.strip_prefix(self.folder()?).ok()?.to_path_buf();
            Some((path, inside))
        });
        let Some((path, inside)) = place else {
            return design.verdict.clone();
        };
        if self.ignore.is_match(&inside) {
            said(false, "draftsman.toml ignores it")
        } else if self.designs.is_match(&inside) {
            said(true, "draftsman.toml takes it for a design")
        } else if self.notes.contains(&path) {
            said(false, "it holds the notes that draftsman.toml names")
        } else {
            design.verdict.clone()
        }
    }

    /// The folder of the `draftsman.toml`.
    pub fn folder(&self) -> Option<&Path> {
        self.file.as_deref().and_then(Path::parent)
    }

    /// The notes files that were read, in the order of their precedence.
    pub fn notes(&self) -> &[PathBuf] {
        &self.notes
    }
}

/// The text of a file that is open in an editor, which counts instead of what is saved.
pub type Unsaved = dyn Fn(&Path) -> Option<String> + Send + Sync;

/// Finds and keeps the settings of documents. Shared between threads.
pub struct Workspace {
    known: Mutex<Known>,
    unsaved: Box<Unsaved>,
    /// The settings files and the notes that were asked for so far, found or not.
    sources: Mutex<BTreeSet<PathBuf>>,
    /// What holds in folders without a settings file.
    preferences: Mutex<Preferences>,
}

/// Settings that come from the user, not from a file.
#[derive(Clone, Debug, Default)]
pub struct Preferences {
    /// The folders in which they hold.
    pub roots: Vec<PathBuf>,
    /// What would stand in the settings file of each of them.
    pub text: String,
}

#[derive(Debug, Default)]
struct Known {
    /// The nearest settings file of each folder that was asked for.
    nearest: HashMap<PathBuf, Option<PathBuf>>,
    settings: HashMap<PathBuf, Arc<Settings>>,
    /// The last settings of each file that could be understood: what holds while someone edits it.
    good: HashMap<PathBuf, Arc<Settings>>,
}

impl Default for Workspace {
    fn default() -> Workspace {
        Workspace::new(Box::new(|_| None))
    }
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Workspace")
            .field("sources", &self.sources)
            .finish_non_exhaustive()
    }
}

impl Workspace {
    /// Knows no folder yet. What `unsaved` has is not read from disk.
    pub fn new(unsaved: Box<Unsaved>) -> Workspace {
        Workspace {
            known: Mutex::default(),
            unsaved,
            sources: Mutex::default(),
            preferences: Mutex::default(),
        }
    }

    /// The settings for a document; for one without a path those that are built in, or preferred.
    pub fn settings(&self, document: Option<&Path>) -> Arc<Settings> {
        let mut known = lock(&self.known);
        let document = document.and_then(|path| std::path::absolute(path).ok());
        let file = document
            .as_deref()
            .and_then(Path::parent)
            .and_then(|folder| self.nearest(&mut known, folder));
        let preferences = lock(&self.preferences).clone();
        let (file, preferred) = match file {
            Some(file) => (file, None),
            None if preferences.text.is_empty() => return BUILT_IN.clone(),
            None => (preferences.place(document.as_deref()), Some(preferences.text)),
        };
        if let Some(settings) = known.settings.get(&file) {
            return settings.clone();
        }
        let last = known.good.get(&file).cloned();
        let settings = Arc::new(self.load(&file, preferred, last.as_deref()));
        let notes = settings.notes.iter().cloned();
        lock(&self.sources).extend(notes.chain([file.clone()]));
        known.settings.insert(file.clone(), settings.clone());
        if !settings.is_broken {
            known.good.insert(file, settings.clone());
        }
        settings
    }

    /// All settings that are in use.
    pub fn all(&self) -> Vec<Arc<Settings>> {
        lock(&self.known).settings.values().cloned().collect()
    }

    /// Whether other documents depend on this file: it is a settings file, or notes that one names. Never waits for
    /// files to be read.
    pub fn is_source(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| name == FILE) || lock(&self.sources).contains(path)
    }

    /// The settings files and the notes that were asked for so far.
    pub fn sources(&self) -> Vec<PathBuf> {
        lock(&self.sources).iter().cloned().collect()
    }

    /// The text of a file: what is unsaved, else what is saved; nothing where it cannot be read.
    pub fn text(&self, path: &Path) -> Option<String> {
        (self.unsaved)(path).or_else(|| read_text(path).ok())
    }

    /// Sets what holds in folders without a settings file. Takes effect with the next [`Workspace::forget`].
    pub fn prefer(&self, preferences: Preferences) {
        *lock(&self.preferences) = preferences;
    }

    /// Reads all files again when they are next asked for: a settings or notes file has changed.
    pub fn forget(&self) {
        let mut known = lock(&self.known);
        known.nearest.clear();
        known.settings.clear();
    }

    fn nearest(&self, known: &mut Known, folder: &Path) -> Option<PathBuf> {
        if let Some(file) = known.nearest.get(folder) {
            return file.clone();
        }
        let here = folder.join(FILE);
        let file = if here.exists() || (self.unsaved)(&here).is_some() {
            Some(here)
        } else {
            folder.parent().and_then(|parent| self.nearest(known, parent))
        };
        known.nearest.insert(folder.to_path_buf(), file.clone());
        file
    }

    /// Reads a settings file with everything it names.
    fn load(&self, path: &Path, preferred: Option<String>, last: Option<&Settings>) -> Settings {
        let trust = if preferred.is_some() {
            Trust::User
        } else {
            Trust::Workspace
        };
        let text = preferred
            .or_else(|| (self.unsaved)(path))
            .map_or_else(|| read_source(path), Ok);
        let found = text.and_then(|text| file::read(path, &text, trust, &self.unsaved).map(|found| (text, found)));
        match found {
            Ok((text, found)) => understood(path, &text, found),
            Err(problem) => Settings {
                file: Some(path.to_path_buf()),
                problems: vec![problem],
                is_broken: true,
                ..last.unwrap_or(&BUILT_IN).clone()
            },
        }
    }
}

impl Preferences {
    /// Where a settings file with their text would stand.
    fn place(&self, document: Option<&Path>) -> PathBuf {
        let holds = |root: &&PathBuf| document.is_some_and(|document| document.starts_with(root));
        let root = self
            .roots
            .iter()
            .filter(holds)
            .max_by_key(|root| root.as_os_str().len());
        root.map_or_else(|| PathBuf::from(FILE), |root| root.join(FILE))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a settings file that could be understood comes to.
fn understood(path: &Path, text: &str, found: Found) -> Settings {
    let Found {
        additions,
        levels,
        designs,
        ignore,
        names,
        mut problems,
    } = found;
    let notes: Vec<PathBuf> = additions.notes.iter().map(|(path, _)| path.clone()).collect();
    let knowledge = if additions.is_empty() {
        BUILT_IN.knowledge.clone()
    } else {
        Arc::new(Knowledge::new(additions))
    };
    names.check(path, text, &knowledge, &mut problems);
    for source in &knowledge.sources {
        if let Some(notes) = &source.path
            && source.notes.terms.is_empty()
            && source.notes.framework.is_none()
        {
            problems.push(Problem::in_file(
                notes,
                "these notes hold neither a framework nor a term; write terms as bullets, such as `- Cache - keeps answers in memory`",
            ));
        }
    }
    let own = knowledge.sources.iter().filter(|source| source.path.is_some());
    if own.clone().count() > 0 && own.clone().all(|source| source.notes.framework.is_none()) {
        for source in own.filter(|source| !source.notes.terms.is_empty()) {
            if let Some(notes) = &source.path {
                let mut problem = Problem::in_file(
                    notes,
                    "these notes have no framework, so the built-in one holds; to bring your own, list the sections of a design as bullets and the qualities below `Non-Functional Requirements`",
                );
                // Notes that only define terms are notes all the same.
                problem.level = Level::Information;
                problems.push(problem);
            }
        }
    }
    Settings {
        knowledge,
        levels,
        file: Some(path.to_path_buf()),
        problems,
        is_broken: false,
        designs,
        ignore,
        notes,
    }
}

/// The 1-based line and column, in characters, of a byte.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = text[..line_start].bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line, text[line_start..offset].chars().count() + 1)
}

impl Additions {
    fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.technologies.is_empty() && self.sections.is_empty() && self.words.is_empty()
    }
}

/// A name that a settings file uses, and where.
pub(crate) type Named = (String, Span);
