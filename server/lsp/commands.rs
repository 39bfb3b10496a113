//! What an editor can have done.

use super::analyst::Analyst;
use super::panics;
use super::session::Session;
use serde_json::{Value, json};

/// Says what a bug report needs. It quotes no document.
pub const DEBUG_INFORMATION: &str = "draftsman.debugInformation";

/// All commands.
pub const ALL: [&str; 1] = [DEBUG_INFORMATION];

/// What a bug report needs, and nothing of what the documents say.
pub fn debug_information(session: &Session, analyst: &Analyst) -> Value {
    let open = session.documents.all();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "system": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        "documents": open.len(),
        "bytes": open.iter().map(|snapshot| snapshot.text.len()).sum::<usize>(),
        "readings": analyst.done(),
        "lastFailure": panics::last(),
    })
}
