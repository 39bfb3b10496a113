//! What is remembered of a failure: where in draftsman it happened, and nothing of the document.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// The place of the last failure.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// How many failures there were.
static COUNT: AtomicU64 = AtomicU64::new(0);

/// From now on a failure is remembered instead of being printed: its message may quote the document.
pub fn remember() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(|place| format!("{}:{}", place.file(), place.line()));
        COUNT.fetch_add(1, Ordering::Relaxed);
        tracing::error!(place, "failed:\n{}", std::backtrace::Backtrace::force_capture());
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
}

/// How many failures there were so far, those that cost nothing but a rule's findings among them.
pub fn count() -> u64 {
    COUNT.load(Ordering::Relaxed)
}

/// The place of the last failure, as `file:line`.
pub fn last() -> Option<String> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
