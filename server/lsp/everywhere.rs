//! Questions to all designs of the workspace, open or not.

use super::convert;
use super::documents::Snapshot;
use super::session::Session;
use crate::answers;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use tower_lsp::ls_types::{Location, SymbolInformation, SymbolKind};

/// How many symbols are told at most: nobody reads on.
const MOST: usize = 1000;

/// Every place that speaks of what stands at a byte: in this design, and in the others where it means the same there.
pub fn references(
    snapshot: &Snapshot,
    offset: usize,
    declared: bool,
    session: &Session,
    seen: &AtomicUsize,
) -> Vec<Location> {
    let Some((_, subject)) = answers::subject(snapshot.design(), offset) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut look = |snapshot: &Snapshot| {
        let mut places = answers::references(snapshot.design(), &subject);
        places.retain(|place| declared || !place.definition);
        found.extend(convert::locations(places, snapshot, session.abilities()));
    };
    look(snapshot);
    if subject.is_shared() {
        let others = session
            .documents
            .all()
            .into_iter()
            .filter(|other| other.uri != snapshot.uri);
        others
            .filter(|other| other.verdict().is_design)
            .for_each(|other| look(&other));
        session.closed(seen, &mut |other: Arc<Snapshot>| {
            if other.verdict().is_design {
                look(&other);
            }
            true
        });
    }
    found
}

/// The entries of all designs and the terms of their notes whose names hold the letters of a query.
pub fn symbols(query: &str, session: &Session, seen: &AtomicUsize) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    let mut notes: Vec<SymbolInformation> = Vec::new();
    let mut look = |snapshot: &Snapshot| {
        if snapshot.verdict().is_design {
            let title = snapshot.design().topics.first().map(|topic| topic.title.clone());
            let symbols = answers::workspace_symbols(snapshot.design(), query);
            let one = |symbol| convert::information(symbol, title.as_deref(), snapshot, session.abilities());
            found.extend(symbols.iter().map(one));
            if notes.is_empty() && !query.is_empty() {
                notes = terms(query, snapshot, session);
            }
        }
        found.len() < MOST
    };
    if session.documents.all().iter().all(|open| look(open)) {
        session.closed(seen, &mut |closed: Arc<Snapshot>| look(&closed));
    }
    found.extend(notes);
    found.truncate(MOST);
    found
}

#[expect(deprecated, reason = "the protocol's type has a field that is no longer used")]
fn terms(query: &str, snapshot: &Snapshot, session: &Session) -> Vec<SymbolInformation> {
    let knowledge = &snapshot.design().knowledge;
    let terms = answers::note_symbols(knowledge, query).into_iter();
    let places = terms.filter_map(|term| {
        Some(SymbolInformation {
            location: convert::note(&term.place, knowledge, session.abilities())?,
            name: term.name,
            kind: SymbolKind::KEY,
            tags: None,
            deprecated: None,
            container_name: Some(term.within).filter(|within| !within.is_empty()),
        })
    });
    places.collect()
}
