//! What folds, and what a selection grows over.

use crate::cursor;
use crate::design::Design;
use crate::text::Span;

pub use crate::cursor::{Fold, FoldKind, Folding};

/// What folds in a document; quicker with what folded in it before its last edits.
pub fn folding(design: &Design, before: Option<&Folding>) -> Folding {
    Folding::read(&design.text, before)
}

/// The spans around a byte, from the word to the whole document; each lies inside the next one.
pub fn selection(design: &Design, offset: usize) -> Vec<Span> {
    let text = &design.text;
    let sections = around(design, offset);
    let near = sections.first().cloned().unwrap_or(0..text.len());
    let inner = cursor::selection(&text[near.clone()], offset - near.start);
    let mut spans: Vec<Span> = inner
        .into_iter()
        .map(|span| near.start + span.start..near.start + span.end)
        .collect();
    let sections = sections
        .into_iter()
        .map(|span| span.start..span.start + text[span.clone()].trim_end().len());
    for span in sections.chain(std::iter::once(0..text.len())) {
        let grows = |inner: &Span| span.start <= inner.start && inner.end <= span.end && *inner != span;
        if span.start <= offset && offset <= span.end && spans.last().is_none_or(grows) {
            spans.push(span);
        }
    }
    spans
}

/// The sections of the headings above a byte, the smallest first.
fn around(design: &Design, offset: usize) -> Vec<Span> {
    let headings = design
        .outline
        .blocks
        .iter()
        .filter_map(|block| Some((block.level()?, block.span.start)));
    let headings: Vec<(u8, usize)> = headings.collect();
    let before = headings.partition_point(|(_, start)| *start <= offset);
    let mut sections = Vec::new();
    let mut lowest = u8::MAX;
    for (level, start) in headings[..before].iter().rev() {
        if *level < lowest {
            lowest = *level;
            let next = headings[before..].iter().find(|(other, _)| other <= level);
            sections.push(*start..next.map_or(design.text.len(), |(_, start)| *start));
        }
    }
    // Before the first heading.
    if sections.is_empty() && !headings.is_empty() {
        sections.push(0..headings[0].1);
    }
    sections
}
