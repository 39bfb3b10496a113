//! The language server: each method is from, ask, to.

mod actions;

mod analyst;

mod client;

mod commands;

mod convert;

mod documents;

mod frames;

mod outbox;

mod panics;

mod transport;

use crate::text::Encoding;
use crate::workspace::Workspace;
use analyst::Analyst;
use client::Abilities;
use documents::{Documents, Snapshot};
use outbox::Outbox;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::notification::PublishDiagnostics;
use tower_lsp::ls_types::*;
use tower_lsp::{LanguageServer, LspService};

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
    let shared = outbox.clone();
    let (service, socket) = LspService::new(move |_| Server::new(shared));
    let in_order = runtime.block_on(transport::serve(
        std::io::stdin(),
        outbox.clone(),
        service,
        socket,
        std::future::pending(),
    ));
    // What is still being worked on has nobody left to tell.
    runtime.shutdown_background();
    outbox.close();
    writer.wait(Duration::from_secs(1));
    if in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// As many threads as work at once on documents and answers.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 4))
}

struct Server {
    documents: Arc<Documents>,
    workspace: Arc<Workspace>,
    abilities: Arc<OnceLock<Abilities>>,
    analyst: Arc<Analyst>,
    outbox: Outbox,
}

impl Server {
    fn new(outbox: Outbox) -> Server {
        let documents = Arc::new(Documents::default());
        let abilities: Arc<OnceLock<Abilities>> = Arc::default();
        let report = {
            let (documents, abilities, outbox) = (documents.clone(), abilities.clone(), outbox.clone());
            Box::new(move |snapshot: &Arc<Snapshot>| {
                let abilities = abilities.get().cloned().unwrap_or_default();
                if abilities.pulls {
                    // Read ahead of the question that is sure to come.
                    snapshot.findings();
                    return;
                }
                let params = PublishDiagnosticsParams {
                    uri: snapshot.uri.clone(),
                    diagnostics: convert::diagnostics(snapshot, &abilities),
                    version: Some(snapshot.version),
                };
                documents.if_current(snapshot, || outbox.notify::<PublishDiagnostics>(&params));
            })
        };
        Server {
            analyst: Analyst::new(documents.clone(), outbox.clone(), threads(), report),
            documents,
            workspace: Arc::new(Workspace::new()),
            abilities,
            outbox,
        }
    }

    fn abilities(&self) -> Abilities {
        self.abilities.get().cloned().unwrap_or_default()
    }

    /// Asks a document, as it stands now, beside the loop. A document that is not open has no answer.
    async fn ask<T: Send + 'static>(
        &self,
        uri: &Uri,
        question: impl FnOnce(&Snapshot, &Abilities) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(snapshot) = self.documents.get(uri) else {
            return Ok(None);
        };
        let abilities = self.abilities();
        let work = Work(tokio::task::spawn_blocking(move || question(&snapshot, &abilities)));
        work.finish().await.map(Some)
    }
}

/// Work beside the loop, given up when the question is withdrawn.
struct Work<T>(tokio::task::JoinHandle<T>);

impl<T> Work<T> {
    async fn finish(mut self) -> Result<T> {
        match (&mut self.0).await {
            Ok(answer) => Ok(answer),
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(Error::request_cancelled()),
        }
    }
}

impl<T> Drop for Work<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params);
        let result = InitializeResult {
            capabilities: capabilities(&abilities),
            server_info: Some(ServerInfo {
                name: "draftsman".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            offset_encoding: None,
        };
        // The service takes only one `initialize`.
        let _ = self.abilities.set(abilities);
        Ok(result)
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let TextDocumentItem { uri, version, text, .. } = params.text_document;
        self.documents.open(uri.clone(), version, &text, &self.workspace);
        self.analyst.look(&uri);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        let changes = params.content_changes.into_iter().map(convert::change).collect();
        if self.documents.change(&uri, version, changes, self.abilities().encoding) {
            self.analyst.look(&uri);
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        if self.documents.close(&uri).is_some() && !self.abilities().pulls {
            self.outbox.notify::<PublishDiagnostics>(&PublishDiagnosticsParams {
                uri: uri.clone(),
                diagnostics: Vec::new(),
                version: None,
            });
        }
        self.analyst.look(&uri);
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.workspace.forget();
        self.documents.renew().iter().for_each(|uri| self.analyst.look(uri));
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        match params.command.as_str() {
            commands::DEBUG_INFORMATION => Ok(Some(commands::debug_information(&self.documents, &self.analyst))),
            other => Err(Error::invalid_params(format!("there is no command `{other}`"))),
        }
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        let items = self.ask(&uri, convert::diagnostics).await?.unwrap_or_default();
        let report = FullDocumentDiagnosticReport { result_id: None, items };
        let report = RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: report,
        };
        Ok(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(
            report,
        )))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |snapshot, abilities| {
            actions::actions(snapshot, &params, abilities)
        })
        .await
    }

    async fn code_action_resolve(&self, mut action: CodeAction) -> Result<CodeAction> {
        let Some(data) = action.data.clone() else {
            return Ok(action);
        };
        let uri =
            serde_json::from_value(data["uri"].clone()).map_err(|_| Error::invalid_params("no action of ours"))?;
        let edit = self
            .ask(&uri, move |snapshot, abilities| {
                actions::resolve(&data, snapshot, abilities)
            })
            .await?;
        match edit.flatten() {
            Some(edit) => action.edit = Some(edit),
            None => return Err(convert::outdated()),
        }
        Ok(action)
    }
}

/// What this server does for an editor of these abilities.
fn capabilities(abilities: &Abilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: (abilities.encoding == Encoding::Utf8).then_some(PositionEncodingKind::UTF8),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        })),
        code_action_provider: abilities.actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(actions::FIX_ALL)]),
                resolve_provider: Some(abilities.resolves_actions),
                ..CodeActionOptions::default()
            })
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: abilities.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(convert::SOURCE.to_owned()),
                ..DiagnosticOptions::default()
            })
        }),
        ..ServerCapabilities::default()
    }
}
