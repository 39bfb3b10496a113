//! Where the list of a section ends that no heading opened.

use super::items::{names_no_requirements, names_people};
use super::scope::is_scope_word;
use crate::design::Reading;
use crate::design::sections;
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};

/// No heading ends what a label opened: prose behind its list does, and the lists after it belong to the prose.
pub(super) fn before_prose(reading: &Reading, body: &[usize]) -> usize {
    const PROSE: usize = 80;
    let blocks = &reading.outline.blocks;
    let listed = body.iter().position(|&at| blocks[at].is_item());
    let prose = |at: usize| {
        let words = reading.outline.words_of(&blocks[at]).trim();
        blocks[at].kind == Kind::Line
            && blocks[at].parent.is_none()
            && blocks[at].lead.is_empty()
            && words.len() > PROSE
            && !words.ends_with(':')
    };
    let told = listed.and_then(|first| body[first..].iter().position(|&at| prose(at)).map(|told| first + told));
    told.unwrap_or(body.len())
}

/// A list right below a label ends where a line that names no quality stands above the next list; of what users do,
/// where the line is a bare title that names no people either.
pub(super) fn before_other_list(reading: &Reading, part: Part, body: &[usize]) -> usize {
    let blocks = &reading.outline.blocks;
    if !body.first().is_some_and(|&first| blocks[first].is_item()) {
        return body.len();
    }
    let heads_list = |at: usize| {
        let block = &blocks[at];
        block.kind == Kind::Line
            && block.parent.is_none()
            && blocks.get(at + 1).is_some_and(Block::is_item)
            && !is_scope_word(reading.outline.words_of(block))
            && !sections::heads_items(reading, &block.words)
            && (super::qualities::cued(reading, &block.words).is_empty() || goes_deep(reading, block))
            && (part == Part::NonFunctional || is_bare_title(reading, at))
    };
    let end = body.iter().position(|&at| heads_list(at)).unwrap_or(body.len());
    // "Actors:" and all that is told behind them, where nothing leads back to what they do.
    let line = |at: &usize| blocks[*at].kind == Kind::Line && blocks[*at].parent.is_none();
    let back =
        |at: &usize| line(at) && (sections::heads_items(reading, &blocks[*at].words) || names_people(reading, *at));
    let aside = body[..end]
        .iter()
        .position(|at| line(at) && names_no_requirements(reading, &blocks[*at].words));
    aside
        .filter(|&aside| !body[aside + 1..end].iter().any(back))
        .unwrap_or(end)
}

/// "scaling & edge cases:" is about more than a quality: one of its sides alone opens a section of something else.
fn goes_deep(reading: &Reading, block: &Block) -> bool {
    let folded = reading.folded(&block.words);
    let mut from = block.words.start;
    let mut sides = folded
        .split_inclusive(" & ")
        .flat_map(|side| side.split_inclusive(" and "))
        .map(|side| {
            let span = from..from + side.len();
            from = span.end;
            span
        });
    folded.trim_end().ends_with(':')
        && sides.any(|side| {
            let parts = reading.knowledge.parts_of_title(&reading.outline.words[side.clone()]);
            super::qualities::cued(reading, &side).is_empty()
                && !parts.is_empty()
                && !parts.iter().any(|part| part.is_requirements())
        })
}

/// `Numbers`: a word or two that lead in to nothing.
fn is_bare_title(reading: &Reading, at: usize) -> bool {
    let block = &reading.outline.blocks[at];
    let words = reading.outline.words_of(block).trim();
    block.lead.is_empty()
        && words.split_whitespace().count() <= 2
        && words.ends_with(char::is_alphanumeric)
        && !names_people(reading, at)
}
