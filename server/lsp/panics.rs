//! What is remembered of a failure: where in draftsman it happened, and nothing of the document.

use std::sync::{Mutex, PoisonError};

/// The place of the last failure.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// From now on a failure is remembered instead of being printed: its message may quote the document.
pub fn remember() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(|place| format!("{}:{}", place.file(), place.line()));
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
}

/// The place of the last failure, as `file:line`.
pub fn last() -> Option<String> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
