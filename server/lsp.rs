//! The language server: each method is from, ask, to.

mod actions;

mod analyst;

mod capabilities;

mod client;

mod commands;

mod convert;

mod documents;

mod everywhere;

mod frames;

mod index;

mod methods;

mod outbox;

mod panics;

mod parent;

mod preferences;

mod progress;

mod pull;

mod session;

mod tokens;

mod transport;

mod watch;

mod written;

use analyst::Analyst;
use documents::Snapshot;
use futures::StreamExt;
use outbox::Outbox;
use preferences::{Preferences, SECTION};
use serde::Serialize;
use serde_json::Value;
use session::Session;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch as channel};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LspService};
use transport::Loop;
use watch::Watcher;
use written::Written;

/// Serves an editor that writes to standard input and reads `output`, until it is done. The exit code is what the
/// protocol asks for: 0 after `shutdown` and `exit`, 1 otherwise.
pub fn serve(output: Box<dyn Write + Send>) -> ExitCode {
    panics::remember();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "serving");
    let (outbox, writer) = Outbox::new(output);
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
    let (mut questions, answers) = socket.split();
    let served = Loop {
        service,
        answers,
        outbox: outbox.clone(),
        runtime: runtime.handle().clone(),
    };
    let (done, ended) = oneshot::channel();
    std::thread::spawn(move || done.send(served.serve(std::io::stdin())));
    let asked = async {
        while let Some(question) = questions.next().await {
            outbox.send(&question);
        }
        std::future::pending().await
    };
    let in_order = runtime.block_on(async {
        tokio::select! {
            in_order = ended => in_order.unwrap_or(false),
            () = parent::gone(process) => false,
            () = asked => false,
        }
    });
    // What is still being worked on has nobody left to tell.
    runtime.shutdown_background();
    tracing::info!(in_order, "done");
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

    /// The same about a place in a document: the question gets its byte.
    async fn ask_at<T: Send + 'static>(
        &self,
        at: TextDocumentPositionParams,
        question: impl FnOnce(&Snapshot, &Session, usize) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let here = move |snapshot: &Snapshot, session: &Session| {
            let offset = session.abilities().view(&snapshot.text).offset(at.position);
            question(snapshot, session, offset)
        };
        self.ask(&at.text_document.uri, here).await
    }

    /// Asks a document for what is as long as itself, and answers the request with it.
    async fn answer<T: Serialize, R>(
        &self,
        uri: &Uri,
        question: impl FnOnce(&Snapshot, &Session) -> T + Send + 'static,
    ) -> Result<Option<R>> {
        let written = self.ask(uri, |snapshot, session| Written::new(&question(snapshot, session)));
        Written::send(written.await?.flatten())
    }

    /// What a command tells of the document that its first argument names.
    async fn told(
        &self,
        arguments: &[Value],
        tell: impl FnOnce(&Snapshot) -> Value + Send + 'static,
    ) -> Result<Option<LSPAny>> {
        let uri = commands::document(arguments).ok_or_else(|| Error::invalid_params("a document is needed"))?;
        let told = self.ask(&uri, |snapshot, _| tell(snapshot)).await?;
        told.map(Some)
            .ok_or_else(|| convert::refused("the document is not open".to_owned()))
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

    /// Watches what the editor does not.
    fn watch(&self) {
        let server = self.clone();
        let start = || Watcher::start(move |paths: BTreeSet<PathBuf>| server.files_changed(paths));
        self.watcher.get_or_init(start);
    }

    /// Shows a place, where the editor can.
    async fn show(&self, place: Option<(Uri, Range)>) -> Result<Option<LSPAny>> {
        let (uri, selection) = place.ok_or_else(|| Error::invalid_params("a document and places in it are needed"))?;
        let params = ShowDocumentParams {
            uri,
            external: None,
            take_focus: Some(true),
            selection: Some(selection),
        };
        if self.session.abilities().shows_documents {
            self.client.show_document(params).await?;
        }
        Ok(None)
    }

    /// Says why a document is taken for a design, or is not.
    async fn why(&self, arguments: &[Value]) -> Result<Option<LSPAny>> {
        let why = self.told(arguments, |snapshot| commands::why(snapshot).into()).await?;
        if let Some(Value::String(why)) = &why {
            self.client.show_message(MessageType::INFO, why).await;
        }
        Ok(why)
    }

    /// Opens the notes that count for a document.
    async fn open_notes(&self, uri: Option<Uri>) -> Result<Option<LSPAny>> {
        let session = self.session.clone();
        let place = beside(move || commands::notes(uri.as_ref(), &session)).await?;
        let place = place.ok_or_else(|| convert::refused("the notes cannot be laid down as a file".to_owned()))?;
        self.show(Some((place.uri.clone(), place.range))).await?;
        Ok(Some(serde_json::json!(place)))
    }

    /// Asks the editor for the user's settings, or takes those it has sent.
    async fn configure(&self, sent: Value) {
        let preferences = if self.session.abilities().configuration {
            let item = ConfigurationItem {
                scope_uri: None,
                section: Some(SECTION.to_owned()),
            };
            let values = self.client.configuration(vec![item]).await.unwrap_or_default();
            values.first().and_then(Preferences::read)
        } else {
            Preferences::find(&sent)
        };
        if let Some(preferences) = preferences
            && preferences != *self.session.preferences()
        {
            self.session.prefer(preferences);
            self.reload();
        }
    }
}
