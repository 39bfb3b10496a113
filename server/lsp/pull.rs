//! Findings for editors that ask for them.

use super::documents::Snapshot;
use super::session::Session;
use super::{Server, convert, progress};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;
use tower_lsp::ls_types::{
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, ProgressToken, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

/// How many files a part of the answer tells of.
const PART: usize = 64;

/// How long changes are gathered before the workspace is looked through again.
const GATHER: Duration = Duration::from_millis(300);

/// What an editor already knows: results by document.
type Known = HashMap<Uri, String>;

/// The findings of an open document; that nothing has changed, where the editor has them.
pub fn document(snapshot: &Snapshot, session: &Session, previous: Option<&str>) -> DocumentDiagnosticReport {
    let result = snapshot.serial.to_string();
    if previous == Some(&result) {
        return DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: result },
        });
    }
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: Some(result),
            items: session.diagnostics(snapshot),
        },
    })
}

/// What is said about a document that is not open.
pub fn nothing() -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default())
}

/// The findings of all designs of the workspace that are not open. An editor that knows them all already gets its
/// answer when there is something new.
pub async fn workspace(server: &Server, params: WorkspaceDiagnosticParams) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let known: Arc<Known> = Arc::new(
        params
            .previous_result_ids
            .into_iter()
            .map(|known| (known.uri, known.value))
            .collect(),
    );
    let mut changes = server.session.changes();
    let part = params.partial_result_params.partial_result_token;
    let mut token = Some(params.work_done_progress_params.work_done_token);
    loop {
        changes.mark_unchanged();
        let seen = Arc::new(AtomicUsize::new(0));
        let look = {
            let (session, known, part, seen) = (server.session.clone(), known.clone(), part.clone(), seen.clone());
            super::beside(move || look_through(&session, &known, part.as_ref(), &seen))
        };
        // A token is good for one beginning and one end; what is looked at again is known, and quick.
        let looked = match token.take() {
            Some(token) => progress::tell(server, token, &seen, look).await,
            None => look.await,
        };
        let (reports, is_news) = looked.unwrap_or_default();
        if is_news || known.is_empty() {
            return reports;
        }
        // Fails when the server ends.
        let _ = changes.changed().await;
        tokio::time::sleep(GATHER).await;
    }
}

/// All reports that were not sent in parts, and whether there is news among them. Where the answer comes in parts, all
/// of it does, and what has not changed is left out.
fn look_through(
    session: &Session,
    known: &Known,
    part: Option<&ProgressToken>,
    seen: &AtomicUsize,
) -> (Vec<WorkspaceDocumentDiagnosticReport>, bool) {
    let mut reports = Vec::new();
    let mut is_news = false;
    let mut gone = known.clone();
    let send = |reports: &mut Vec<WorkspaceDocumentDiagnosticReport>, least: usize| {
        if let Some(token) = part.filter(|_| reports.len() >= least) {
            session.outbox.part(token, &serde_json::json!({"items": reports}));
            reports.clear();
        }
    };
    session.closed(seen, &mut |snapshot| {
        if !snapshot.verdict().is_design {
            return true;
        }
        let result = snapshot.serial.to_string();
        let previous = gone.remove(&snapshot.uri);
        if previous.as_ref() != Some(&result) {
            is_news = true;
            let items = convert::diagnostics(&snapshot, session.abilities());
            reports.push(full(snapshot.uri.clone(), Some(result), items));
        } else if part.is_none() {
            reports.push(unchanged(snapshot.uri.clone(), result));
        }
        send(&mut reports, PART);
        true
    });
    // What is open now is told of there; what is no design any more, or no file, has no findings.
    is_news |= !gone.is_empty();
    let open = |uri: &Uri| session.documents.get(uri).is_some();
    reports.extend(
        gone.into_keys()
            .filter(|uri| !open(uri))
            .map(|uri| full(uri, None, Vec::new())),
    );
    send(&mut reports, 1);
    (reports, is_news)
}

fn full(
    uri: Uri,
    result_id: Option<String>,
    items: Vec<tower_lsp::ls_types::Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

fn unchanged(uri: Uri, result_id: String) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version: None,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    })
}
