//! What an editor can have done.

use super::analyst::Analyst;
use super::convert;
use super::documents::{self, Snapshot};
use super::panics;
use super::session::Session;
use crate::knowledge::NotePlace;
use serde_json::{Value, json};
use tower_lsp::ls_types::{Location, Range, Uri};

/// Shows places of a document: the first of them where the editor can show but one. Arguments: the document, where the
/// question was asked, and the places.
pub const SHOW: &str = "draftsman.show";

/// Says why a document is taken for a design, or is not. Argument: the document.
pub const WHY: &str = "draftsman.why";

/// Opens the notes that count for a document. Argument: the document, or nothing.
pub const OPEN_NOTES: &str = "draftsman.openNotes";

/// Says what a bug report needs. It quotes no document.
pub const DEBUG_INFORMATION: &str = "draftsman.debugInformation";

/// All commands.
pub const ALL: [&str; 4] = [SHOW, WHY, OPEN_NOTES, DEBUG_INFORMATION];

/// What a bug report needs, and nothing of what the documents say.
pub fn debug_information(session: &Session, analyst: &Analyst) -> Value {
    let open = session.documents.all();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "system": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        "documents": open.len(),
        "bytes": open.iter().map(|snapshot| snapshot.text.len()).sum::<usize>(),
        "readings": analyst.done(),
        "failures": panics::count(),
        "lastFailure": panics::last(),
        "editor": format!("{:?}", session.abilities()),
    })
}

/// Why a document is taken for a design, or is not, in a sentence.
pub fn why(snapshot: &Snapshot) -> String {
    let verdict = snapshot.verdict();
    let is = if verdict.is_design {
        "is taken for a design"
    } else {
        "is not taken for a design"
    };
    let name = snapshot.uri.as_str().rsplit(['/', ':']).next().unwrap_or_default();
    format!("{name} {is}: {}", verdict.why)
}

/// Where the notes begin that count for a document.
pub fn notes(document: Option<&Uri>, session: &Session) -> Option<Location> {
    let settings = session
        .workspace
        .settings(document.and_then(documents::path).as_deref());
    let first = NotePlace { source: 0, span: 0..0 };
    convert::note(&first, &settings.knowledge, session.abilities())
}

/// The first of the places that are to be shown.
pub fn place(arguments: &[Value]) -> Option<(Uri, Range)> {
    let places: Vec<Range> = serde_json::from_value(arguments.get(2)?.clone()).ok()?;
    Some((document(arguments)?, *places.first()?))
}

/// The document that a command is about.
pub fn document(arguments: &[Value]) -> Option<Uri> {
    serde_json::from_value(arguments.first()?.clone()).ok()
}
