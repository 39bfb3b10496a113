//! The reason for a technology that stands before the cursor: `Redis - …`, `… Kafka because …`.

use super::{About, Completion, Item, ItemKind, Line, tables};
use crate::answers::facts;
use crate::knowledge::{Found, QualityId, TechnologyId, Term};
use crate::markdown;
use crate::text::Span;

/// The openings of a reason.
const OPENINGS: &[&str] = &[
    " - ",
    " – ",
    " — ",
    " -> ",
    " because ",
    " since ",
    " bc ",
    " due to ",
    ": ",
    " (",
];
/// Those before which the technology may stand anywhere in the line.
const CONJUNCTIONS: &[&str] = &[" because ", " since ", " bc ", " due to "];
/// What stands behind these is what was not taken, or what something is compared with.
pub const RIVALS: &[&str] = &[
    "over",
    "than",
    "instead of",
    "not",
    "vs",
    "vs.",
    "versus",
    "compared to",
    "unlike",
];

/// The reasons that fit, where the line has come to one.
pub fn reasons(line: &Line) -> Option<Completion> {
    let (opening, at) = OPENINGS
        .iter()
        .filter_map(|opening| line.written.rfind(opening).map(|at| (*opening, at)))
        .max_by_key(|(_, at)| *at)?;
    let reason = &line.written[at + opening.len()..];
    if reason.split_whitespace().count() > 3 {
        return None;
    }
    let technology = last_named(line, &line.written[..at], CONJUNCTIONS.contains(&opening))?;
    // "Cache: …" asks for a product first.
    if opening == ": " && !line.design.knowledge.technologies[technology].is_named() {
        return None;
    }
    let items = of(line, technology);
    (!items.is_empty()).then(|| Completion {
        span: line.offset - reason.len()..line.offset,
        items,
    })
}

/// The reasons for the technology that stands before in a row.
pub fn of_row(line: &Line, before: &[&str], written: &str) -> Completion {
    let mut cells = before.iter().rev();
    let items = cells
        .find_map(|cell| last_named(line, cell, true))
        .map(|id| of(line, id));
    tables::whole(line, written, items.unwrap_or_default())
}

/// The reasons for a technology, those first that the design has a need for.
fn of(line: &Line, technology: TechnologyId) -> Vec<Item> {
    let known = &line.design.knowledge.technologies[technology];
    let unmet = unmet(line);
    let mut ranked: Vec<(bool, usize, &(String, String))> = Vec::new();
    for (rank, served) in known.serves.iter().enumerate() {
        let quality = line.design.knowledge.served(&served.0);
        ranked.push((!quality.is_some_and(|id| unmet.contains(&id)), rank, served));
    }
    ranked.sort_by_key(|(met, rank, _)| (*met, *rank));
    let item = |(_, _, (property, reason)): (bool, usize, &(String, String))| Item {
        about: Some(About::Technology(technology)),
        ..Item::plain(reason, property.replace('_', " "), ItemKind::Reason)
    };
    ranked.into_iter().map(item).collect()
}

/// The technology that a text ends with, or, before a conjunction, the last one in it that is not the rival of another.
pub fn last_named(line: &Line, written: &str, anywhere: bool) -> Option<TechnologyId> {
    let outline = markdown::read(written);
    let hits = line.design.knowledge.find(&outline, &(0..outline.words.len()));
    let mut named = hits.iter().rev().filter_map(|hit| match hit.found {
        Found::Term(Term::Technology(id)) | Found::InContext(id) => Some((id, hit.span.clone())),
        _ => None,
    });
    let is_rival = |span: &Span| {
        let before = outline.folded[..span.start].trim_end();
        let mut rivals = RIVALS.iter().filter_map(|word| before.strip_suffix(word));
        rivals.any(|rest| rest.ends_with(' '))
    };
    let taken = || named.clone().find(|(_, span)| !is_rival(span));
    let (id, span) = taken().filter(|_| anywhere).or_else(|| named.next())?;
    let ends = outline.words[span.end..]
        .trim_matches([' ', '*', '_', '`', '\n'])
        .is_empty();
    (anywhere || ends).then_some(id)
}

/// The qualities that the design requires and none of its choices serves.
pub fn unmet(line: &Line) -> Vec<QualityId> {
    let design = line.design;
    let topic = facts::topic_at(design, line.offset);
    let served: Vec<QualityId> = design
        .choices
        .iter()
        .filter(|choice| choice.topic == topic)
        .flat_map(|choice| match &choice.ruling {
            crate::design::Ruling::Reason { serves, .. } => serves.clone(),
            _ => Vec::new(),
        })
        .collect();
    let stated = design.requirements.stated.iter().copied();
    stated.filter(|quality| !served.contains(quality)).collect()
}
