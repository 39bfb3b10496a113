//! Answers as long as the document, written as JSON where they are found: the service would make a tree of them first,
//! which takes longer than all the rest.

use serde::Serialize;
use std::cell::Cell;
use std::future::Future;
use tower_lsp::jsonrpc::{Response, Result};

/// The result of a request as it stands on the wire.
pub struct Written(Vec<u8>);

tokio::task_local! {
    /// What the request that is being worked on is answered with instead of what its method returns.
    static ANSWER: Cell<Option<Written>>;
}

impl Written {
    /// Writes an answer down; nothing where it cannot be written.
    pub fn new(answer: &impl Serialize) -> Option<Written> {
        serde_json::to_vec(answer).ok().map(Written)
    }

    /// Answers the request at hand, whose method then returns nothing.
    pub fn send<T>(answer: Option<Written>) -> Result<Option<T>> {
        // Fails outside of a request, where nobody waits.
        let _ = ANSWER.try_with(|place| place.set(answer));
        Ok(None)
    }

    /// The message that takes the place of `response`; nothing where that is an error.
    pub fn message(self, response: &Response) -> Option<Vec<u8>> {
        let id = serde_json::to_vec(response.id()).ok().filter(|_| response.is_ok())?;
        let parts: [&[u8]; 5] = [br#"{"jsonrpc":"2.0","id":"#, &id, br#","result":"#, &self.0, b"}"];
        Some(parts.concat())
    }
}

/// Works on a request; what it returns, and what was written for it.
pub async fn work<F: Future>(request: F) -> (F::Output, Option<Written>) {
    let both = async {
        let returned = request.await;
        (returned, ANSWER.with(Cell::take))
    };
    ANSWER.scope(Cell::new(None), both).await
}
