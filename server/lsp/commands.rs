//! What an editor can have done.

use super::analyst::Analyst;
use super::convert;
use super::documents::{self, Snapshot};
use super::panics;
use super::session::Session;
use crate::knowledge::NotePlace;
use crate::{answers, cli, rules};
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

/// Says how a document stands, for a line at the edge of the window.
pub const STATUS: &str = "draftsman.status";

/// The report of a document as it is written, in Markdown.
pub const REPORT: &str = "draftsman.report";

/// A new design of a title, laid out as the notes want it, in Markdown.
pub const NEW_DESIGN: &str = "draftsman.newDesign";

/// All commands.
pub const ALL: [&str; 7] = [SHOW, WHY, OPEN_NOTES, DEBUG_INFORMATION, STATUS, REPORT, NEW_DESIGN];

/// Whether a document is a design, with how many findings, and what comes next: as data, and in words to show.
pub fn status(snapshot: &Snapshot) -> Value {
    let (verdict, findings) = (snapshot.verdict(), snapshot.findings().len());
    let text = match (verdict.is_design, findings) {
        (false, _) => "No design".to_owned(),
        (true, 0) => "Design: no findings".to_owned(),
        (true, 1) => "Design: 1 finding".to_owned(),
        (true, count) => format!("Design: {count} findings"),
    };
    json!({
        "isDesign": verdict.is_design,
        "findings": findings,
        "text": text,
        "detail": answers::standing(snapshot.design()).unwrap_or_else(|| verdict.why.clone()),
    })
}

/// The report of a document as it is written, saved or not.
pub fn report(snapshot: &Snapshot) -> String {
    let name = name(snapshot);
    let path = snapshot.path().unwrap_or_else(|| name.into());
    let text = String::from(&snapshot.text);
    cli::report::of_text(
        &path,
        name,
        text,
        snapshot.settings().clone(),
        snapshot.verdict().clone(),
    )
}

/// A new design, with a prompt in each section.
pub fn new_design(title: &str, session: &Session) -> String {
    let root = session.roots().into_iter().next();
    let settings = session
        .workspace
        .settings(root.map(|root| root.join("design.md")).as_deref());
    rules::laid_out(title.trim(), &settings.knowledge)
}

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
    format!("{} {is}: {}", name(snapshot), verdict.why)
}

/// The last part of the name of a document.
fn name(snapshot: &Snapshot) -> &str {
    snapshot.uri.as_str().rsplit(['/', ':']).next().unwrap_or_default()
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
