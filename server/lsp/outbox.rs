//! What goes out to the editor: written by one thread, in the order in which it was sent.

use serde::Serialize;
use std::io::Write;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;
use tower_lsp::ls_types::notification::{LogMessage, Notification};
use tower_lsp::ls_types::{LogMessageParams, MessageType, ProgressToken};

/// Takes messages; never waits for the editor to read them. Clones share one stream.
#[derive(Clone, Debug)]
pub struct Outbox {
    sender: Sender<Option<Vec<u8>>>,
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
        let (sender, receiver) = mpsc::channel();
        let (finish, done) = mpsc::channel();
        std::thread::spawn(move || {
            write(stream, &receiver);
            drop(finish);
        });
        (Outbox { sender }, Writer { done })
    }

    /// Sends a message of the protocol.
    pub fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            // Fails when the editor has closed its end: then nobody is left to tell.
            let _ = self.sender.send(Some(body));
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
        self.send(&Notice {
            jsonrpc: "2.0",
            method: N::METHOD,
            params,
        });
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

fn write(mut stream: impl Write, messages: &Receiver<Option<Vec<u8>>>) {
    for body in messages.iter().map_while(|body| body) {
        let mut message = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        message.extend_from_slice(&body);
        if stream.write_all(&message).and_then(|()| stream.flush()).is_err() {
            return;
        }
    }
}
