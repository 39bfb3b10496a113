//! What one editor and we share: its documents, its settings, and what it has been told.

use super::client::Abilities;
use super::convert;
use super::documents::{Documents, Snapshot};
use super::index::Index;
use super::outbox::Outbox;
use super::preferences::Preferences;
use crate::answers::{self, Folding};
use crate::text::{Edit, Text};
use crate::workspace::{self, Problem, Workspace};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tokio::sync::watch;
use tower_lsp::ls_types::notification::PublishDiagnostics;
use tower_lsp::ls_types::{Diagnostic, MessageType, PublishDiagnosticsParams, SemanticToken, Uri};

/// Tokens with the number they were sent under.
type Numbered = (u64, Arc<Vec<SemanticToken>>);

/// The state of the server. All of it may be used from any thread.
pub struct Session {
    /// What is open.
    pub documents: Arc<Documents>,
    /// The settings of the folders.
    pub workspace: Arc<Workspace>,
    /// What is not open.
    pub index: Index,
    /// The way to the editor.
    pub outbox: Outbox,
    abilities: OnceLock<Abilities>,
    preferences: Mutex<Arc<Preferences>>,
    roots: Mutex<Vec<PathBuf>>,
    /// The settings and notes files that the editor shows problems for.
    troubled: Mutex<BTreeMap<PathBuf, Vec<Problem>>>,
    /// The tokens that were sent last, by document, with their numbers.
    tokens: Mutex<HashMap<Uri, Numbered>>,
    /// What was found to fold in each document last.
    foldings: Mutex<HashMap<Uri, Arc<Folding>>>,
    /// Counts what may change the findings in files that are not open.
    changes: watch::Sender<u64>,
}

impl Session {
    /// Knows no editor yet.
    pub fn new(outbox: Outbox) -> Session {
        let documents = Arc::new(Documents::default());
        let unsaved = {
            let documents = documents.clone();
            Box::new(move |path: &Path| documents.at(path).map(|snapshot| String::from(&snapshot.text)))
        };
        Session {
            workspace: Arc::new(Workspace::new(unsaved)),
            index: Index::default(),
            documents,
            outbox,
            abilities: OnceLock::new(),
            preferences: Mutex::default(),
            roots: Mutex::default(),
            troubled: Mutex::default(),
            tokens: Mutex::default(),
            foldings: Mutex::default(),
            changes: watch::Sender::new(0),
        }
    }

    /// What the editor can do.
    pub fn abilities(&self) -> &Abilities {
        static NONE: OnceLock<Abilities> = OnceLock::new();
        self.abilities
            .get()
            .unwrap_or_else(|| NONE.get_or_init(Abilities::default))
    }

    /// The editor has said what it can do. It does so once.
    pub fn meet(&self, abilities: Abilities) {
        let _ = self.abilities.set(abilities);
    }

    /// What the user wants.
    pub fn preferences(&self) -> Arc<Preferences> {
        lock(&self.preferences).clone()
    }

    /// The user has changed what they want, or the folders have.
    pub fn prefer(&self, preferences: Preferences) {
        self.workspace.prefer(workspace::Preferences {
            roots: self.roots(),
            text: preferences.settings.clone(),
        });
        *lock(&self.preferences) = Arc::new(preferences);
    }

    /// The folders of the workspace.
    pub fn roots(&self) -> Vec<PathBuf> {
        lock(&self.roots).clone()
    }

    /// Adds folders and takes some away.
    pub fn change_roots(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        let mut roots = lock(&self.roots);
        roots.retain(|root| !removed.contains(root));
        roots.extend(added);
        drop(roots);
        self.prefer(Preferences::clone(&self.preferences()));
    }

    /// A document has been read: the editor is told, unless it asks by itself or the document has changed since.
    pub fn report(&self, snapshot: &Arc<Snapshot>) {
        let abilities = self.abilities();
        if abilities.pulls {
            // Read ahead of the question that is sure to come.
            snapshot.findings();
        } else {
            let params = PublishDiagnosticsParams {
                uri: snapshot.uri.clone(),
                diagnostics: self.diagnostics(snapshot),
                version: Some(snapshot.version),
            };
            let body = Outbox::body::<PublishDiagnostics>(&params);
            let begun = self.documents.if_current(snapshot, || self.outbox.begin(body));
            if let Some(begun) = begun {
                begun.finish();
            }
        }
    }

    /// What rules out a rule for a document: its settings file, the text of it, and how it has to be changed. The file
    /// need not exist yet; the text is nothing then.
    pub fn switch_off(&self, snapshot: &Snapshot, rule: &str) -> Option<(PathBuf, Option<String>, Edit)> {
        let document = snapshot.path()?;
        let own = snapshot
            .settings()
            .file
            .clone()
            .filter(|file| self.workspace.text(file).is_some());
        let file = own.unwrap_or_else(|| {
            let roots = self.roots().into_iter().filter(|root| document.starts_with(root));
            let root = roots.max_by_key(|root| root.as_os_str().len());
            root.unwrap_or_else(|| document.parent().unwrap_or(&document).to_path_buf())
                .join(workspace::FILE)
        });
        let text = self.workspace.text(&file);
        let edit = workspace::switch_off(&file, text.as_deref().unwrap_or_default(), rule)?;
        Some((file, text, edit))
    }

    /// Everything that is said about an open document: its findings, and what is wrong with it as a settings or notes
    /// file.
    pub fn diagnostics(&self, snapshot: &Snapshot) -> Vec<Diagnostic> {
        let mut diagnostics = convert::diagnostics(snapshot, self.abilities());
        if let Some(path) = snapshot.path()
            && self.workspace.is_source(&path)
        {
            let problems = self.problems().remove(&path).unwrap_or_default();
            let encoding = self.abilities().encoding;
            diagnostics.extend(
                problems
                    .iter()
                    .map(|problem| convert::problem(problem, &snapshot.text, encoding)),
            );
        }
        diagnostics
    }

    /// A document was closed: nothing is said about it any more.
    pub fn clear(&self, uri: &Uri) {
        lock(&self.tokens).remove(uri);
        lock(&self.foldings).remove(uri);
        if !self.abilities().pulls {
            self.publish(uri.clone(), Vec::new());
        }
    }

    /// Tells the editor what is wrong with the settings and notes files that are not open, and what no longer is.
    pub fn report_problems(&self) {
        let mut problems = self.problems();
        problems.retain(|path, _| self.documents.at(path).is_none());
        let mut troubled = lock(&self.troubled);
        for path in troubled.keys().filter(|path| !problems.contains_key(*path)) {
            // In an open document they are told of with its findings; where those are asked for, nothing takes the place
            // of what was told before.
            let is_replaced = self.documents.at(path).is_some() && !self.abilities().pulls;
            if let Some(uri) = Uri::from_file_path(path).filter(|_| !is_replaced) {
                self.publish(uri, Vec::new());
            }
        }
        for (path, problems) in problems
            .iter()
            .filter(|(path, problems)| troubled.get(*path) != Some(problems))
        {
            match Uri::from_file_path(path).filter(|_| path.exists()) {
                Some(uri) => {
                    let text = Text::new(&self.workspace.text(path).unwrap_or_default());
                    let one = |problem| convert::problem(problem, &text, self.abilities().encoding);
                    self.publish(uri, problems.iter().map(one).collect());
                }
                // The preferences of the user stand in no file.
                None => problems.iter().for_each(|problem| {
                    self.outbox.log(
                        MessageType::WARNING,
                        format!("in the settings of the editor: {}", problem.message),
                    );
                }),
            }
        }
        *troubled = problems;
    }

    /// A settings or notes file has changed: everything is read anew. The open documents.
    pub fn renew(&self) -> Vec<Uri> {
        tracing::info!("settings and notes are read anew");
        self.workspace.forget();
        self.index.forget();
        self.touch();
        self.documents.renew()
    }

    /// What folds in a document as it stands now.
    pub fn folding(&self, snapshot: &Snapshot) -> Arc<Folding> {
        let before = lock(&self.foldings).get(&snapshot.uri).cloned();
        let folding = Arc::new(answers::folding(snapshot.design(), before.as_deref()));
        lock(&self.foldings).insert(snapshot.uri.clone(), folding.clone());
        folding
    }

    /// Keeps the tokens that are sent, under a number. Those that were sent before, with theirs.
    pub fn keep_tokens(
        &self,
        uri: &Uri,
        number: u64,
        tokens: &Arc<Vec<SemanticToken>>,
    ) -> Option<(u64, Arc<Vec<SemanticToken>>)> {
        lock(&self.tokens).insert(uri.clone(), (number, tokens.clone()))
    }

    /// A file that is not open may have changed.
    pub fn touch(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// What counts the changes of files that are not open.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// All designs of the workspace but the open ones, each as it is saved, until `see` has enough. It may take a while;
    /// the files that were `seen` are counted.
    pub fn closed(&self, seen: &AtomicUsize, see: &mut dyn FnMut(Arc<Snapshot>) -> bool) {
        let open: BTreeSet<PathBuf> = self
            .documents
            .all()
            .iter()
            .filter_map(|snapshot| snapshot.path())
            .collect();
        let files = self
            .roots()
            .into_iter()
            .flat_map(|root| workspace::markdown_files(&root));
        for path in files.collect::<BTreeSet<_>>().difference(&open) {
            seen.fetch_add(1, Ordering::Relaxed);
            let snapshot = self.index.get(path, &self.workspace);
            if snapshot.is_some_and(|snapshot| !see(snapshot)) {
                return;
            }
        }
    }

    /// The folders in which a settings or notes file may appear, vanish or change without the editor telling of it: one
    /// that watches files watches those of the workspace only.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let roots = self.roots();
        let is_outside = |folder: &Path| !roots.iter().any(|root| folder.starts_with(root));
        let mut folders = BTreeSet::new();
        for path in self
            .documents
            .all()
            .iter()
            .filter_map(|snapshot| snapshot.path())
            .chain(self.workspace.sources())
        {
            for (height, folder) in path.ancestors().skip(1).enumerate() {
                if height > 0 && is_outside(folder) {
                    break;
                }
                folders.insert(folder.to_path_buf());
            }
        }
        folders.retain(|folder| !self.abilities().watches || is_outside(folder));
        folders
    }

    fn problems(&self) -> BTreeMap<PathBuf, Vec<Problem>> {
        let mut problems: BTreeMap<PathBuf, Vec<Problem>> = BTreeMap::new();
        for settings in self.workspace.all() {
            for problem in &settings.problems {
                problems.entry(problem.path.clone()).or_default().push(problem.clone());
            }
        }
        problems
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>) {
        self.outbox.notify::<PublishDiagnostics>(&PublishDiagnosticsParams {
            uri,
            diagnostics,
            version: None,
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
