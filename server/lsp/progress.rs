//! How far long work is, for editors that have asked to be told.

use super::outbox::Outbox;
use serde_json::json;
use tower_lsp::ls_types::ProgressToken;

/// Work that is going on. Without a token nobody is told.
pub struct Progress<'a> {
    outbox: &'a Outbox,
    token: Option<ProgressToken>,
}

impl<'a> Progress<'a> {
    /// The work begins.
    pub fn begin(outbox: &'a Outbox, token: Option<ProgressToken>, title: &str) -> Progress<'a> {
        if let Some(token) = &token {
            outbox.part(token, &json!({"kind": "begin", "title": title, "cancellable": false}));
        }
        Progress { outbox, token }
    }

    /// The work goes on.
    pub fn report(&self, message: String) {
        if let Some(token) = &self.token {
            self.outbox.part(token, &json!({"kind": "report", "message": message}));
        }
    }

    /// The work is done.
    pub fn end(self) {
        if let Some(token) = &self.token {
            self.outbox.part(token, &json!({"kind": "end"}));
        }
    }
}
