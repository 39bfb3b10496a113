//! The outline of a design, each entry with its role and its state.

use super::references::requirements;
use super::{facts, lenses};
use crate::design::{Choice, Design, Requirement, Role, Ruling, Section};
use crate::knowledge::{Concept, Knowledge, NotePlace, Part};
use crate::markdown::Kind;
use crate::text::Span;

/// An entry of the outline. The spans of its children lie inside its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Never empty.
    pub name: String,
    /// Its state in a few words; may be empty.
    pub detail: String,
    /// What it is in the design.
    pub role: SymbolRole,
    /// All of it: bytes of the document.
    pub span: Span,
    /// Its name or title, inside `span`.
    pub name_span: Span,
    /// What it holds, in the order it is written.
    pub children: Vec<Symbol>,
}

/// What an entry of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolRole {
    /// The title of a design.
    Title,
    /// A section of the layout.
    Section,
    /// Any other heading.
    Heading,
    /// A heading inside the deep dives.
    DeepDive,
    /// A requirement of either kind.
    Requirement,
    /// A core entity.
    Entity,
    /// An endpoint or a function of the interface.
    Endpoint,
    /// A technology that the design chooses or weighs.
    Choice,
}

/// A term of the notes, for finding it by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSymbol {
    /// The term.
    pub name: String,
    /// The terms above it, joined.
    pub within: String,
    /// Where it stands.
    pub place: NotePlace,
}

/// The outline of a document.
pub fn symbols(design: &Design) -> Vec<Symbol> {
    let mut flat = headings(design);
    flat.extend(design.sections.iter().filter_map(|section| titled(design, section)));
    flat.extend(requirements(design).filter_map(|item| requirement(design, item)));
    flat.extend(design.entities.iter().map(|entity| {
        let detail = String::new();
        leaf(design, &entity.name, detail, SymbolRole::Entity, &entity.span)
    }));
    flat.extend(design.endpoints.iter().map(|endpoint| {
        let name = format!("{} {}", endpoint.method, endpoint.path);
        leaf(design, name.trim(), String::new(), SymbolRole::Endpoint, &endpoint.span)
    }));
    flat.extend(design.choices.iter().filter_map(|choice| chosen(design, choice)));
    flat.retain(|symbol| !symbol.name.is_empty());
    nest(flat)
}

/// The entries of a document's outline whose name holds the letters of `query` in their order, without their children.
pub fn workspace_symbols(design: &Design, query: &str) -> Vec<Symbol> {
    fn flatten(symbols: Vec<Symbol>, query: &str, found: &mut Vec<Symbol>) {
        for mut symbol in symbols {
            let children = std::mem::take(&mut symbol.children);
            if symbol.role != SymbolRole::Heading && is_like(&symbol.name, query) {
                found.push(symbol);
            }
            flatten(children, query, found);
        }
    }
    let mut found = Vec::new();
    flatten(symbols(design), query, &mut found);
    found
}

/// The terms of the notes whose name holds the letters of `query` in their order; all of them for an empty one.
pub fn note_symbols(knowledge: &Knowledge, query: &str) -> Vec<NoteSymbol> {
    let like =
        |concept: &&Concept| is_like(&concept.name, query) || concept.aliases.iter().any(|alias| is_like(alias, query));
    let found = knowledge.concepts.iter().filter(like);
    found
        .map(|concept| NoteSymbol {
            name: concept.name.clone(),
            within: concept.path.join(" › "),
            place: concept.place.clone(),
        })
        .collect()
}

/// Whether the letters of a query stand in a name, in their order.
fn is_like(name: &str, query: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    let mut wanted = query
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase);
    wanted.all(|wanted| letters.any(|letter| letter == wanted))
}

/// All headings that are no section of the layout, titles of designs included.
fn headings(design: &Design) -> Vec<Symbol> {
    let blocks = &design.outline.blocks;
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut found: Vec<Symbol> = Vec::new();
    for block in blocks {
        let Kind::Heading(level) = block.kind else { continue };
        while open.last().is_some_and(|(other, _)| *other >= level) {
            close(&mut found, &mut open, design, block.span.start);
        }
        open.push((level, found.len()));
        found.push(Symbol {
            name: one_line(design.outline.words_of(block)),
            detail: String::new(),
            role: SymbolRole::Heading,
            span: block.span.clone(),
            name_span: block.span.clone(),
            children: Vec::new(),
        });
    }
    while !open.is_empty() {
        close(&mut found, &mut open, design, design.text.len());
    }
    let opens = |symbol: &Symbol| {
        design
            .sections
            .iter()
            .any(|section| section.heading == symbol.name_span)
    };
    found.retain(|symbol| !opens(symbol));
    for symbol in &mut found {
        if let Some(topic) = design.topics.iter().position(|topic| topic.heading == symbol.name_span) {
            symbol.role = SymbolRole::Title;
            symbol.detail = lenses::state(design, topic).unwrap_or_default();
        } else if let Some(detail) = deep_dive(design, &symbol.name_span) {
            symbol.role = SymbolRole::DeepDive;
            symbol.detail = detail;
        }
    }
    found
}

fn close(found: &mut [Symbol], open: &mut Vec<(u8, usize)>, design: &Design, end: usize) {
    if let Some((_, index)) = open.pop() {
        let span = &mut found[index].span;
        span.end = span
            .end
            .max(span.start + design.text[span.start..end.max(span.start)].trim_end().len());
    }
}

/// What a heading inside the deep dives serves; nothing for headings elsewhere.
fn deep_dive(design: &Design, heading: &Span) -> Option<String> {
    let section = design.section_at(heading.start)?;
    (section.part == Part::DeepDive).then(|| {
        let served = lenses::served(design, heading);
        if served.is_empty() {
            String::new()
        } else {
            format!("serves {}", facts::labels(design, &served))
        }
    })
}

fn titled(design: &Design, section: &Section) -> Option<Symbol> {
    let first = design.sections.iter().find(|other| other.heading == section.heading)?;
    // A title that opens two sections is one entry.
    (first.part == section.part).then(|| Symbol {
        name: one_line(&section.title),
        detail: section_state(design, section),
        role: SymbolRole::Section,
        span: section.span.start.min(section.heading.start)..section.span.end.max(section.heading.end),
        name_span: section.heading.clone(),
        children: Vec::new(),
    })
}

fn section_state(design: &Design, section: &Section) -> String {
    let inside = |item: &&Requirement| section.span.start <= item.span.start && item.span.start < section.span.end;
    match section.part {
        _ if section.empty => "empty".to_owned(),
        Part::Functional => {
            let items: Vec<&Requirement> = design.requirements.functional.iter().filter(inside).collect();
            let answered = items.iter().filter(|item| !item.answers.is_empty()).count();
            if items.is_empty() {
                String::new()
            } else {
                format!("{answered} of {} answered", items.len())
            }
        }
        Part::NonFunctional => {
            let asked = design
                .knowledge
                .qualities
                .iter()
                .enumerate()
                .filter(|(_, quality)| quality.place.is_some());
            let (mut all, mut stated) = (0, 0);
            for (id, _) in asked {
                all += 1;
                stated += usize::from(design.requirements.stated.contains(&id));
            }
            if all > 0 {
                format!("{stated} of {all} qualities")
            } else {
                String::new()
            }
        }
        _ => String::new(),
    }
}

fn requirement(design: &Design, item: &Requirement) -> Option<Symbol> {
    let name = facts::excerpt(&design.outline.words[item.words.clone()]);
    if item.span.is_empty() {
        return None;
    }
    let out = design
        .requirements
        .out_of_scope
        .iter()
        .any(|other| other.span == item.span);
    let mut detail: Vec<String> = Vec::new();
    if out {
        detail.push("out of scope".to_owned());
    }
    if !item.qualities.is_empty() {
        detail.push(facts::labels(design, &item.qualities));
    }
    if !out && lenses::is_designed(design, design.sections[item.section].topic) {
        detail.push(lenses::answered(design, item));
    }
    Some(leaf(
        design,
        &name,
        detail.join(" · "),
        SymbolRole::Requirement,
        &item.span,
    ))
}

fn chosen(design: &Design, choice: &Choice) -> Option<Symbol> {
    let technology = &design.knowledge.technologies[choice.technology];
    let detail = match (&choice.role, &choice.ruling) {
        (Role::Chosen { among }, _) if !among.is_empty() => "one of several, none picked".to_owned(),
        (Role::Chosen { .. }, Ruling::Reason { serves, .. }) if serves.is_empty() => "chosen".to_owned(),
        (Role::Chosen { .. }, Ruling::Reason { serves, .. }) => {
            format!("chosen · serves {}", facts::labels(design, serves))
        }
        (Role::Chosen { .. }, _) if technology.needs_no_reason() || !technology.is_named() => "chosen".to_owned(),
        (Role::Chosen { .. }, _) => "chosen · no reason".to_owned(),
        (Role::Alternative, _) => "alternative".to_owned(),
        _ => return None,
    };
    Some(leaf(
        design,
        &technology.name,
        detail,
        SymbolRole::Choice,
        &choice.deciding,
    ))
}

fn leaf(design: &Design, name: &str, detail: String, role: SymbolRole, span: &Span) -> Symbol {
    let own = &design.text[span.clone()];
    let end = span.start + own.trim_end().len();
    Symbol {
        name: one_line(name),
        detail,
        role,
        span: span.start..end,
        name_span: span.start..end,
        children: Vec::new(),
    }
}

/// Puts each entry into the smallest one that holds its beginning.
fn nest(mut flat: Vec<Symbol>) -> Vec<Symbol> {
    flat.sort_by_key(|symbol| (symbol.span.start, std::cmp::Reverse(symbol.span.end)));
    let mut roots: Vec<Symbol> = Vec::new();
    let mut open: Vec<Symbol> = Vec::new();
    fn settle(open: &mut Vec<Symbol>, roots: &mut Vec<Symbol>) {
        if let Some(done) = open.pop() {
            open.last_mut()
                .map_or(&mut *roots, |parent| &mut parent.children)
                .push(done);
        }
    }
    for mut symbol in flat {
        while open.last().is_some_and(|parent| parent.span.end <= symbol.span.start) {
            settle(&mut open, &mut roots);
        }
        if let Some(parent) = open.last() {
            symbol.span.end = symbol.span.end.min(parent.span.end);
            symbol.name_span.end = symbol.name_span.end.min(symbol.span.end);
        }
        open.push(symbol);
    }
    while !open.is_empty() {
        settle(&mut open, &mut roots);
    }
    roots
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
