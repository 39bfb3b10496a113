//! Places: where a word leads, where it is spoken of, what a document holds.

use crate::answers::{Reference, Symbol, SymbolRole, Target};
use crate::knowledge::{Knowledge, NotePlace};
use crate::lsp::client::Abilities;
use crate::lsp::convert::View;
use crate::lsp::documents::Snapshot;
use crate::text::{Span, Text};
use crate::workspace;
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentSymbol, DocumentSymbolResponse, GotoDefinitionResponse, Location,
    LocationLink, SymbolInformation, SymbolKind, Uri,
};

/// Where a word leads.
pub fn definition(
    (origin, targets): (Span, Vec<Target>),
    snapshot: &Snapshot,
    abilities: &Abilities,
) -> GotoDefinitionResponse {
    let view = abilities.view(&snapshot.text);
    let knowledge = &snapshot.design().knowledge;
    let places = targets.into_iter().filter_map(|target| match target {
        Target::Here(span) => Some(Location::new(snapshot.uri.clone(), view.range(&span))),
        Target::Notes(place) => note(&place, knowledge, abilities),
    });
    if !abilities.links {
        return GotoDefinitionResponse::Array(places.collect());
    }
    let link = |place: Location| LocationLink {
        origin_selection_range: Some(view.range(&origin)),
        target_uri: place.uri,
        target_range: place.range,
        target_selection_range: place.range,
    };
    GotoDefinitionResponse::Link(places.map(link).collect())
}

/// A place in the notes. Those that are built in are laid down as a file first.
pub fn note(place: &NotePlace, knowledge: &Knowledge, abilities: &Abilities) -> Option<Location> {
    let source = knowledge.sources.get(place.source)?;
    let path = source
        .path
        .clone()
        .or_else(|| workspace::lay_down_notes(&source.notes.text))?;
    let text = Text::new(&source.notes.text);
    let view = View {
        text: &text,
        encoding: abilities.encoding,
    };
    Some(Location::new(Uri::from_file_path(path)?, view.range(&place.span)))
}

/// Places that speak of something.
pub fn locations<'a>(
    references: Vec<Reference>,
    snapshot: &'a Snapshot,
    abilities: &'a Abilities,
) -> impl Iterator<Item = Location> + 'a {
    let view = abilities.view(&snapshot.text);
    references
        .into_iter()
        .map(move |reference| Location::new(snapshot.uri.clone(), view.range(&reference.span)))
}

/// Places that light up.
pub fn highlights(references: Vec<Reference>, snapshot: &Snapshot, abilities: &Abilities) -> Vec<DocumentHighlight> {
    let view = abilities.view(&snapshot.text);
    let highlight = |reference: Reference| DocumentHighlight {
        range: view.range(&reference.span),
        kind: Some(if reference.definition {
            DocumentHighlightKind::WRITE
        } else {
            DocumentHighlightKind::TEXT
        }),
    };
    references.into_iter().map(highlight).collect()
}

/// The outline; flat for editors that know no other.
pub fn symbols(symbols: Vec<Symbol>, snapshot: &Snapshot, abilities: &Abilities) -> DocumentSymbolResponse {
    if abilities.nested_symbols {
        let view = abilities.view(&snapshot.text);
        return DocumentSymbolResponse::Nested(symbols.into_iter().map(|symbol| nested(symbol, view)).collect());
    }
    fn flatten(
        symbol: Symbol,
        within: Option<&str>,
        snapshot: &Snapshot,
        abilities: &Abilities,
        flat: &mut Vec<SymbolInformation>,
    ) {
        flat.push(information(&symbol, within, snapshot, abilities));
        for child in symbol.children {
            flatten(child, Some(&symbol.name), snapshot, abilities, flat);
        }
    }
    let mut flat = Vec::new();
    symbols
        .into_iter()
        .for_each(|symbol| flatten(symbol, None, snapshot, abilities, &mut flat));
    DocumentSymbolResponse::Flat(flat)
}

/// An entry of the outline as a place in the workspace.
#[expect(deprecated, reason = "the protocol's type has a field that is no longer used")]
pub fn information(
    symbol: &Symbol,
    within: Option<&str>,
    snapshot: &Snapshot,
    abilities: &Abilities,
) -> SymbolInformation {
    let view = abilities.view(&snapshot.text);
    SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.role),
        tags: None,
        deprecated: None,
        location: Location::new(snapshot.uri.clone(), view.range(&symbol.name_span)),
        container_name: within.map(str::to_owned),
    }
}

#[expect(deprecated, reason = "the protocol's type has a field that is no longer used")]
fn nested(symbol: Symbol, view: View<'_>) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(child, view)).collect();
    DocumentSymbol {
        range: view.range(&symbol.span),
        selection_range: view.range(&symbol.name_span),
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.role),
        tags: None,
        deprecated: None,
        children: (!children.is_empty()).then_some(children),
    }
}

/// Only kinds that every editor has known from the beginning.
fn kind(role: SymbolRole) -> SymbolKind {
    match role {
        SymbolRole::Title => SymbolKind::MODULE,
        SymbolRole::Section => SymbolKind::NAMESPACE,
        SymbolRole::Heading => SymbolKind::STRING,
        SymbolRole::DeepDive => SymbolKind::PACKAGE,
        SymbolRole::Requirement => SymbolKind::INTERFACE,
        SymbolRole::Entity => SymbolKind::CLASS,
        SymbolRole::Endpoint => SymbolKind::FUNCTION,
        SymbolRole::Choice => SymbolKind::CONSTANT,
    }
}
