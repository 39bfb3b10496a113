//! Answers in the requirements themselves.

use super::Answer;
use crate::design::Reading;
use crate::design::requirements::Requirement;
use crate::markdown::Kind;
use crate::text::Span;

/// The cell of a table beside a requirement, where its column says how the requirement is met.
pub(super) fn beside(reading: &Reading, requirement: &Requirement) -> Option<Answer> {
    let blocks = &reading.outline.blocks;
    let block = &blocks[requirement.blocks.start];
    let Kind::Row { header: false, cells } = &block.kind else {
        return None;
    };
    let first = &blocks[blocks.partition_point(|other| other.group < block.group)];
    let Kind::Row {
        header: true,
        cells: heads,
    } = &first.kind
    else {
        return None;
    };
    let heads = &reading.outline.cells[heads.clone()];
    let words = |span: &Span| reading.outline.words[span.clone()].trim();
    let says_how = |head: &Span| reading.knowledge.is_column("answer", words(head));
    let cell = &reading.outline.cells[cells.clone()]
        .get(heads.iter().skip(1).position(says_how)? + 1)?
        .clone();
    (words(cell).len() > 3).then(|| Answer {
        span: reading.outline.source(cell),
        section: Some(requirement.section),
    })
}
