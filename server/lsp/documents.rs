//! The documents that are open in the editor.

use crate::design::{Design, Verdict};
use crate::rules::{self, Finding};
use crate::text::{Encoding, Position, Text};
use crate::workspace::{Settings, Workspace};
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tower_lsp::ls_types::Uri;

/// A document as it stood at one moment. It is read once, on first need, by whoever comes first.
#[derive(Debug)]
pub struct Snapshot {
    /// Its name, as the editor wrote it.
    pub uri: Uri,
    /// The editor's version.
    pub version: i32,
    /// Its text.
    pub text: Text,
    /// No other snapshot has this number.
    pub serial: u64,
    workspace: Arc<Workspace>,
    /// An earlier state that has been read: what has not changed is taken over from there. Gone when this one is read.
    before: Mutex<Option<Arc<Snapshot>>>,
    reading: OnceLock<Reading>,
    findings: OnceLock<Vec<Finding>>,
}

/// What a text says, and the settings it was read with.
#[derive(Debug)]
struct Reading {
    design: Design,
    settings: Arc<Settings>,
}

impl Snapshot {
    /// A document that nobody has read yet.
    pub fn new(uri: Uri, version: i32, text: Text, workspace: Arc<Workspace>) -> Snapshot {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Snapshot {
            uri,
            version,
            text,
            serial: COUNT.fetch_add(1, Ordering::Relaxed),
            workspace,
            before: Mutex::default(),
            reading: OnceLock::new(),
            findings: OnceLock::new(),
        }
    }

    /// The file it is saved in; nothing for what is not saved yet or is no file.
    pub fn path(&self) -> Option<PathBuf> {
        path(&self.uri)
    }

    /// What the text says.
    pub fn design(&self) -> &Design {
        &self.reading().design
    }

    /// What holds for the document.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.reading().settings
    }

    /// Whether it is a design, and why: the settings have the last word.
    pub fn verdict(&self) -> &Verdict {
        &self.design().verdict
    }

    /// What the rules find; nothing in a file that is no design.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| {
            if self.verdict().is_design {
                rules::check(self.design(), &self.settings().levels)
            } else {
                Vec::new()
            }
        })
    }

    fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| {
            let settings = self.workspace.settings(self.path().as_deref());
            let before = self.before.lock().unwrap_or_else(PoisonError::into_inner).take();
            let old = before.as_ref().and_then(|before| before.reading.get());
            let old = old.map(|reading| &reading.design);
            let mut design = Design::read_after(String::from(&self.text), settings.knowledge.clone(), old);
            design.verdict = settings.verdict(self.path().as_deref(), &design);
            Reading { design, settings }
        })
    }

    /// The same document with another text, or to be read anew.
    fn next(self: &Arc<Self>, version: i32, text: Text) -> Snapshot {
        let before = match self.reading.get() {
            Some(_) => Some(self.clone()),
            None => self.before.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        };
        let mut next = Snapshot::new(self.uri.clone(), version, text, self.workspace.clone());
        next.before = Mutex::new(before);
        next
    }
}

/// One change of a text: a range and what stands there afterwards, or the whole text.
pub type Change = (Option<Range<Position>>, String);

/// All open documents, each as it stands now. Nothing in here takes long.
#[derive(Debug, Default)]
pub struct Documents {
    open: Mutex<HashMap<Uri, Arc<Snapshot>>>,
}

impl Documents {
    /// A document was opened.
    pub fn open(&self, uri: Uri, version: i32, text: &str, workspace: &Arc<Workspace>) {
        let snapshot = Snapshot::new(uri.clone(), version, Text::new(text), workspace.clone());
        self.lock().insert(uri, Arc::new(snapshot));
    }

    /// A document was changed. Says whether it is open at all.
    pub fn change(&self, uri: &Uri, version: i32, changes: Vec<Change>, encoding: Encoding) -> bool {
        let mut open = self.lock();
        let Some(snapshot) = open.get_mut(uri) else {
            return false;
        };
        let mut text = snapshot.text.clone();
        for (range, new) in changes {
            match range {
                Some(range) => text.edit(range, &new, encoding),
                None => text = Text::new(&new),
            }
        }
        *snapshot = Arc::new(snapshot.next(version, text));
        true
    }

    /// A document was closed. Says whether it was open at all.
    pub fn close(&self, uri: &Uri) -> bool {
        self.lock().remove(uri).is_some()
    }

    /// A document as it stands now.
    pub fn get(&self, uri: &Uri) -> Option<Arc<Snapshot>> {
        self.lock().get(uri).cloned()
    }

    /// All documents as they stand now, by name.
    pub fn all(&self) -> Vec<Arc<Snapshot>> {
        let mut all: Vec<_> = self.lock().values().cloned().collect();
        all.sort_by(|one, other| one.uri.as_str().cmp(other.uri.as_str()));
        all
    }

    /// The document that is saved in a file.
    pub fn at(&self, file: &Path) -> Option<Arc<Snapshot>> {
        self.lock()
            .values()
            .find(|snapshot| snapshot.path().is_some_and(|path| path == file))
            .cloned()
    }

    /// Does something with a snapshot unless it is out of date; nothing changes meanwhile.
    pub fn if_current<T>(&self, snapshot: &Arc<Snapshot>, act: impl FnOnce() -> T) -> Option<T> {
        let open = self.lock();
        let is_current = open.get(&snapshot.uri).is_some_and(|now| Arc::ptr_eq(now, snapshot));
        is_current.then(act)
    }

    /// Settings or notes have changed: everything is to be read anew. The documents concerned.
    pub fn renew(&self) -> Vec<Uri> {
        let mut open = self.lock();
        for snapshot in open.values_mut() {
            *snapshot = Arc::new(snapshot.next(snapshot.version, snapshot.text.clone()));
        }
        open.keys().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, Arc<Snapshot>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file that a name means, where it means one.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path())?.map(|path| path.into_owned())
}
