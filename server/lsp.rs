//! The language server: each method is from, ask, to.

mod actions;

mod analyst;

mod capabilities;

mod client;

mod commands;

mod convert;

mod documents;

mod frames;

mod index;

mod outbox;

mod panics;

mod parent;

mod preferences;

mod progress;

mod pull;

mod session;

mod transport;

mod watch;

use analyst::Analyst;
use client::Abilities;
use documents::Snapshot;
use outbox::Outbox;
use preferences::{Preferences, SECTION};
use serde_json::Value;
use session::Session;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch as channel;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer, LspService};
use watch::Watcher;

/// Serves an editor over standard input and output until it is done. The exit code is what the protocol asks for: 0
/// after `shutdown` and `exit`, 1 otherwise.
pub fn serve() -> ExitCode {
    panics::remember();
    let (outbox, writer) = Outbox::new(std::io::stdout());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(threads())
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        eprintln!("draftsman cannot start: the system gives it no thread");
        return ExitCode::FAILURE;
    };
    let (parent, process) = channel::channel(None);
    let (session, handle) = (Arc::new(Session::new(outbox.clone())), runtime.handle().clone());
    let (service, socket) = LspService::new(move |client| Server::new(client, session, handle, parent));
    let in_order = runtime.block_on(transport::serve(
        std::io::stdin(),
        outbox.clone(),
        service,
        socket,
        parent::gone(process),
    ));
    // What is still being worked on has nobody left to tell.
    runtime.shutdown_background();
    outbox.close();
    writer.wait(Duration::from_secs(1));
    if in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// As many threads as work at once on documents, and as many on answers.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 4))
}

/// Does something that takes long beside the loop. It is given up, if it has not begun, when nobody waits for it.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    struct Waiting<T>(tokio::task::JoinHandle<T>);
    impl<T> Drop for Waiting<T> {
        fn drop(&mut self) {
            self.0.abort();
        }
    }
    let mut waiting = Waiting(tokio::task::spawn_blocking(work));
    match (&mut waiting.0).await {
        Ok(answer) => Ok(answer),
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::request_cancelled()),
    }
}

/// Clones share everything.
#[derive(Clone)]
struct Server {
    client: Client,
    session: Arc<Session>,
    analyst: Arc<Analyst>,
    watcher: Arc<OnceLock<Option<Watcher>>>,
    handle: Handle,
    parent: channel::Sender<Option<u32>>,
}

impl Server {
    fn new(client: Client, session: Arc<Session>, handle: Handle, parent: channel::Sender<Option<u32>>) -> Server {
        let watcher: Arc<OnceLock<Option<Watcher>>> = Arc::default();
        let report = {
            let (session, watcher) = (session.clone(), watcher.clone());
            let follow = move |session: &Session| {
                if let Some(Some(watcher)) = watcher.get() {
                    watcher.follow(session.folders());
                }
            };
            Box::new(move |snapshot: Option<&Arc<Snapshot>>| {
                // Before, so that no change is missed; afterwards, for the notes that are known by then.
                follow(&session);
                if let Some(snapshot) = snapshot {
                    session.report(snapshot);
                }
                session.report_problems();
                follow(&session);
            })
        };
        Server {
            analyst: Analyst::new(session.documents.clone(), session.outbox.clone(), threads(), report),
            client,
            session,
            watcher,
            handle,
            parent,
        }
    }

    /// Asks a document, as it stands now, beside the loop. A document that is not open has no answer.
    async fn ask<T: Send + 'static>(
        &self,
        uri: &Uri,
        question: impl FnOnce(&Snapshot, &Session) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(snapshot) = self.session.documents.get(uri) else {
            return Ok(None);
        };
        let session = self.session.clone();
        beside(move || question(&snapshot, &session)).await.map(Some)
    }

    /// A document was opened, changed or closed.
    fn look(&self, uri: &Uri) {
        self.analyst.look(uri);
        if documents::path(uri).is_some_and(|path| self.session.workspace.is_source(&path)) {
            self.reload();
        }
    }

    /// Settings or notes have changed: everything is read anew, and the editor asks anew.
    fn reload(&self) {
        self.session.renew().iter().for_each(|uri| self.analyst.look(uri));
        let (client, abilities) = (self.client.clone(), self.session.abilities().clone());
        self.handle.spawn(async move {
            // An editor that cannot do what it said it could is no worse off.
            if abilities.pulls {
                let _ = client.workspace_diagnostic_refresh().await;
            }
            if abilities.refreshes_lenses {
                let _ = client.code_lens_refresh().await;
            }
            if abilities.refreshes_hints {
                let _ = client.inlay_hint_refresh().await;
            }
            if abilities.refreshes_tokens {
                let _ = client.semantic_tokens_refresh().await;
            }
        });
    }

    /// Files have changed on the disk.
    fn files_changed(&self, paths: impl IntoIterator<Item = PathBuf>) {
        let unsaved = |path: &PathBuf| self.session.documents.at(path).is_some();
        let is_source = |path: &PathBuf| self.session.workspace.is_source(path);
        if paths
            .into_iter()
            .filter(|path| !unsaved(path))
            .any(|path| is_source(&path))
        {
            self.reload();
        } else {
            self.session.touch();
        }
    }

    /// Watches what has to be watched, by itself where the editor does not.
    fn watch(&self) {
        let server = self.clone();
        let start = || Watcher::start(move |paths: BTreeSet<PathBuf>| server.files_changed(paths));
        if !self.session.abilities().watches {
            self.watcher.get_or_init(start);
        }
    }

    /// Asks the editor for the user's settings, or takes those it has sent.
    async fn configure(&self, sent: Value) {
        let mut values = vec![sent];
        if self.session.abilities().configuration {
            let item = ConfigurationItem {
                scope_uri: None,
                section: Some(SECTION.to_owned()),
            };
            values = self.client.configuration(vec![item]).await.unwrap_or_default();
        }
        if let Some(preferences) = values.first().and_then(Preferences::read)
            && preferences != *self.session.preferences()
        {
            self.session.prefer(preferences);
            self.reload();
        }
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params);
        let capabilities = capabilities::offered(&abilities);
        self.session.meet(abilities);
        self.session.change_roots(convert::roots(&params), &[]);
        if let Some(preferences) = params.initialization_options.as_ref().and_then(Preferences::read) {
            self.session.prefer(preferences);
        }
        self.parent.send_replace(params.process_id);
        self.analyst.warm_up(&self.session.workspace);
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "draftsman".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.watch();
        let (server, asked) = (self.clone(), capabilities::asked(self.session.abilities()));
        tokio::spawn(async move {
            if !asked.is_empty()
                && let Err(error) = server.client.register_capability(asked).await
            {
                let refused = format!("the editor takes no registration: {}", error.message);
                server.session.outbox.log(MessageType::WARNING, refused);
            }
            server.configure(Value::Null).await;
        });
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let TextDocumentItem { uri, version, text, .. } = params.text_document;
        self.session
            .documents
            .open(uri.clone(), version, &text, &self.session.workspace);
        self.look(&uri);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        let changes = params.content_changes.into_iter().map(convert::change).collect();
        let encoding = self.session.abilities().encoding;
        if self.session.documents.change(&uri, version, changes, encoding) {
            self.look(&uri);
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let path = documents::path(&params.text_document.uri);
        self.files_changed(path.filter(|path| self.session.documents.at(path).is_none()));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        if self.session.documents.close(&uri) {
            self.session.clear(&uri);
            self.session.touch();
            self.look(&uri);
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| documents::path(&change.uri));
        self.files_changed(paths);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let server = self.clone();
        tokio::spawn(async move { server.configure(params.settings).await });
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> {
            folders
                .iter()
                .filter_map(|folder| documents::path(&folder.uri))
                .collect()
        };
        self.session
            .change_roots(paths(&params.event.added), &paths(&params.event.removed));
        self.reload();
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        match params.command.as_str() {
            commands::DEBUG_INFORMATION => Ok(Some(commands::debug_information(&self.session, &self.analyst))),
            other => Err(Error::invalid_params(format!("there is no command `{other}`"))),
        }
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        let question =
            move |snapshot: &Snapshot, session: &Session| pull::document(snapshot, session, previous.as_deref());
        let report = self.ask(&params.text_document.uri, question).await?;
        Ok(DocumentDiagnosticReportResult::Report(
            report.unwrap_or_else(pull::nothing),
        ))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let items = pull::workspace(self.session.clone(), params).await;
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport {
            items,
        }))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |snapshot, session| {
            actions::actions(snapshot, &params, session.abilities())
        })
        .await
    }

    async fn code_action_resolve(&self, mut action: CodeAction) -> Result<CodeAction> {
        let Some(data) = action.data.clone() else {
            return Ok(action);
        };
        let uri =
            serde_json::from_value(data["uri"].clone()).map_err(|_| Error::invalid_params("no action of ours"))?;
        let question =
            move |snapshot: &Snapshot, session: &Session| actions::resolve(&data, snapshot, session.abilities());
        action.edit = Some(
            self.ask(&uri, question)
                .await?
                .flatten()
                .ok_or_else(convert::outdated)?,
        );
        Ok(action)
    }
}
