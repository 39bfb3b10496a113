//! What stands at a place of a design.

use crate::cursor::{self, Place};
use crate::design::{Design, Mention, Section};
use crate::knowledge::{ConceptId, Found, QualityId, TechnologyId, Term};
use crate::markdown::Kind;
use crate::quantities::Quantity;
use crate::text::Span;

/// The vocabulary at a place: the longest term, as what the notes and the catalogue have under that name.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// A range of the outline's words.
    pub words: Span,
    pub technology: Option<TechnologyId>,
    pub concept: Option<ConceptId>,
}

/// As much of a section as is read to tell where the cursor stands, in bytes before the cursor.
const NEAR: usize = 4 * 1024;

/// Where the words of the outline are written that stand at a byte, labels of drawings included; nothing in code,
/// addresses, comments and the like.
pub fn words_at(design: &Design, offset: usize) -> Option<usize> {
    let at = design.outline.words_at(offset)?;
    let block = design.outline.block_at(at)?;
    match design.outline.blocks[block].kind {
        Kind::Code { diagram, .. } => diagram.then_some(at),
        _ => (!opaque(design, offset)).then_some(at),
    }
}

/// Whether a byte lies in code, a link's target, an address, HTML or front matter.
pub fn opaque(design: &Design, offset: usize) -> bool {
    let spans = &design.outline.opaque;
    let behind = spans.partition_point(|span| span.start <= offset);
    // They may lie inside one another, but not deep.
    spans[..behind].iter().rev().take(8).any(|span| offset < span.end)
}

/// The longest term at a position of the words.
pub fn named(design: &Design, at: usize) -> Option<Named> {
    let around = |span: &Span| span.start <= at && at <= span.end;
    let near = design.hits.partition_point(|hit| hit.span.start + 120 < at);
    let hits = design.hits[near..].iter().take_while(|hit| hit.span.start <= at);
    let mut terms: Vec<(Span, Term)> = Vec::new();
    for hit in hits.filter(|hit| around(&hit.span)) {
        match hit.found {
            Found::Term(term) => terms.push((hit.span.clone(), term)),
            // The ambiguous names are mentions only where their context makes them so.
            Found::InContext(id) if mention(design, &hit.span).is_some_and(|mention| mention.technology == id) => {
                terms.push((hit.span.clone(), Term::Technology(id)));
            }
            _ => {}
        }
    }
    let words = terms
        .iter()
        .map(|(span, _)| span)
        .max_by_key(|span| (span.len(), span.start))?
        .clone();
    let technology = terms.iter().find_map(|(span, term)| match term {
        Term::Technology(id) if *span == words => Some(*id),
        _ => None,
    });
    let concept = terms.iter().find_map(|(span, term)| match term {
        Term::Concept(id) if *span == words => Some(*id),
        _ => None,
    });
    Some(Named {
        words,
        technology,
        concept,
    })
}

fn mention<'a>(design: &'a Design, words: &Span) -> Option<&'a Mention> {
    let at = design
        .mentions
        .partition_point(|mention| mention.words.start < words.start);
    design.mentions.get(at).filter(|mention| mention.words == *words)
}

/// The figure at a position of the words; of a rate the words of its period too: `100M requests per day`.
pub fn quantity(design: &Design, at: usize) -> Option<&Quantity> {
    const NEAR: usize = 40;
    let behind = design.quantities.partition_point(|quantity| quantity.span.start <= at);
    let quantity = design.quantities[..behind].last()?;
    let between = design.outline.words.get(quantity.span.end.min(at)..at)?;
    let belongs = quantity.per.is_some() && between.len() < NEAR && !between.contains(['\n', ',', '.', ';', '(']);
    (at <= quantity.span.end || belongs).then_some(quantity)
}

/// The quality that a concept of the notes is, or is a part of.
pub fn quality_of(design: &Design, concept: ConceptId) -> Option<QualityId> {
    let concept = &design.knowledge.concepts[concept];
    let is_part = |name: &str| name == concept.name || name.split('/').any(|part| part.trim() == concept.name);
    design
        .knowledge
        .qualities
        .iter()
        .position(|quality| quality.place.is_some() && is_part(&quality.name))
}

/// The section whose title stands at a byte.
pub fn title_at(design: &Design, offset: usize) -> Option<&Section> {
    let mut at = design.sections.iter();
    at.find(|section| section.heading.start <= offset && offset <= section.heading.end)
}

/// What a cursor stands in that may be in the middle of writing.
pub fn at_cursor(design: &Design, offset: usize) -> Place {
    let headings = design.outline.blocks.iter().filter(|block| block.level().is_some());
    let start = headings
        .take_while(|block| block.span.start <= offset)
        .last()
        .map_or(0, |block| block.span.start);
    // Front matter stands before any heading, and a fence that is still open goes on behind one.
    let mut start = start.max(offset.saturating_sub(NEAR));
    while !design.text.is_char_boundary(start) {
        start += 1;
    }
    // A piece of a line could be read as anything.
    if start > 0 && !design.text[..start].ends_with('\n') {
        start += design.text[start..offset].find('\n').map_or(0, |at| at + 1);
    }
    if opaque(design, offset) {
        return Place::Code;
    }
    let end = design.text[offset..]
        .find('\n')
        .map_or(design.text.len(), |end| offset + end);
    cursor::place(&design.text[start..end], offset - start)
}
