//! What goes out to the editor, in the order in which it was sent.

use serde::Serialize;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tower_lsp::ls_types::notification::{LogMessage, Notification};
use tower_lsp::ls_types::{LogMessageParams, MessageType, ProgressToken};

/// Takes messages; never waits for the editor to read them. Clones share one stream.
#[derive(Clone)]
pub struct Outbox {
    sender: Sender<Option<Vec<u8>>>,
    way: Arc<Way>,
}

struct Way {
    stream: Mutex<Box<dyn Write + Send>>,
    /// How many messages wait for the thread that writes.
    waiting: AtomicUsize,
}

/// A message that has its place in the order, and is written by whoever sends it: on a busy machine another thread may
/// be long in coming.
#[must_use = "it is written when it is finished"]
pub struct Begun<'a>(Option<(MutexGuard<'a, Stream>, Vec<u8>)>);

/// Where messages are written to.
type Stream = Box<dyn Write + Send>;

impl Begun<'_> {
    /// Writes it, however long the editor takes to read it.
    pub fn finish(self) {
        if let Some((mut stream, body)) = self.0 {
            // Fails when the editor has closed its end: then nobody is left to tell.
            let _ = write(&mut **stream, &body);
        }
    }
}

/// The thread that writes.
pub struct Writer {
    done: Receiver<()>,
}

impl Writer {
    /// Waits until everything up to [`Outbox::close`] is written; not longer than `patience`, for the editor may no
    /// longer read.
    pub fn wait(self, patience: Duration) {
        // Fails when the thread has ended: that is what is waited for.
        let _ = self.done.recv_timeout(patience);
    }
}

impl Outbox {
    /// Begins to write to `stream`.
    pub fn new(stream: impl Write + Send + 'static) -> (Outbox, Writer) {
        let (sender, messages) = mpsc::channel();
        let (finish, done) = mpsc::channel();
        let way = Arc::new(Way {
            stream: Mutex::new(Box::new(stream)),
            waiting: AtomicUsize::new(0),
        });
        let shared = way.clone();
        std::thread::spawn(move || {
            shared.write(&messages);
            drop(finish);
        });
        (Outbox { sender, way }, Writer { done })
    }

    /// Sends a message of the protocol.
    pub fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            self.queue(body);
        }
    }

    /// Sends a message that is written already.
    pub fn queue(&self, body: Vec<u8>) {
        self.way.waiting.fetch_add(1, Ordering::SeqCst);
        // Fails when the editor has closed its end: then nobody is left to tell.
        let _ = self.sender.send(Some(body));
    }

    /// A notification as it is written.
    pub fn body<N: Notification>(params: &N::Params) -> Vec<u8>
    where
        N::Params: Serialize,
    {
        serde_json::to_vec(&notice::<N>(params)).unwrap_or_default()
    }

    /// Gives a message its place in the order. Takes no time; [`Begun::finish`] may.
    pub fn begin(&self, body: Vec<u8>) -> Begun<'_> {
        let free = self.way.waiting.load(Ordering::SeqCst) == 0;
        match free.then(|| self.way.stream.try_lock().ok()).flatten() {
            Some(stream) => Begun(Some((stream, body))),
            None => {
                self.queue(body);
                Begun(None)
            }
        }
    }

    /// Sends nothing more after this.
    pub fn close(&self) {
        let _ = self.sender.send(None);
    }

    /// Sends a notification.
    pub fn notify<N: Notification>(&self, params: &N::Params)
    where
        N::Params: Serialize,
    {
        self.send(&notice::<N>(params));
    }

    /// Sends progress, or a part of an answer, to whoever waits for it by a token.
    pub fn part(&self, token: &ProgressToken, value: &serde_json::Value) {
        self.send(&Notice {
            jsonrpc: "2.0",
            method: "$/progress",
            params: &serde_json::json!({"token": token, "value": value}),
        });
    }

    /// Writes to the editor's log.
    pub fn log(&self, kind: MessageType, message: impl Into<String>) {
        self.notify::<LogMessage>(&LogMessageParams {
            typ: kind,
            message: message.into(),
        });
    }

    /// Tells the log that something failed which must not.
    pub fn log_panic(&self, what: &str) {
        let place = super::panics::last().unwrap_or_else(|| "an unknown place".to_owned());
        self.log(
            MessageType::ERROR,
            format!("draftsman failed at {what}, in {place}; it goes on"),
        );
    }
}

/// A notification as it stands on the wire.
#[derive(Serialize)]
struct Notice<'a, P> {
    jsonrpc: &'static str,
    method: &'static str,
    params: &'a P,
}

fn notice<N: Notification>(params: &N::Params) -> Notice<'_, N::Params> {
    Notice {
        jsonrpc: "2.0",
        method: N::METHOD,
        params,
    }
}

impl Way {
    fn write(&self, messages: &Receiver<Option<Vec<u8>>>) {
        for body in messages.iter().map_while(|body| body) {
            let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
            let written = write(&mut **stream, &body);
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            if written.is_err() {
                return;
            }
        }
    }
}

fn write(stream: &mut dyn Write, body: &[u8]) -> std::io::Result<()> {
    let mut message = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    message.extend_from_slice(body);
    stream.write_all(&message)?;
    stream.flush()
}
