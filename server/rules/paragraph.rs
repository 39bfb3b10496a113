//! A sentence that is broken into lines, as editors break it at a width.

use crate::design::{Design, Requirement};
use crate::markdown::{Block, Kind};
use crate::text::Span;

/// A line of so many bytes was broken because it was full.
const FULL: usize = 60;

/// The words of a block and of the lines that go on with it: a range of the outline's words.
pub fn words(design: &Design, block: usize) -> Span {
    let blocks = &design.outline.blocks;
    blocks[block].words.start..blocks[last_line(design, block)].words.end
}

/// Where the last line ends, in bytes, with which a requirement goes on; nothing where it is one line.
pub fn end(design: &Design, requirement: &Requirement) -> Option<usize> {
    let first = requirement.blocks.start;
    let last = last_line(design, first);
    (last > first).then(|| design.outline.blocks[last].span.end)
}

/// The last of the lines that go on with a block; itself where none does.
fn last_line(design: &Design, block: usize) -> usize {
    let rest = block..design.outline.blocks.len() - 1;
    rest.take_while(|at| goes_on(design, *at))
        .last()
        .map_or(block, |at| at + 1)
}

/// Whether the line behind a line goes on with its sentence.
fn goes_on(design: &Design, at: usize) -> bool {
    let (line, next) = (&design.outline.blocks[at], &design.outline.blocks[at + 1]);
    let is_line = |block: &Block| block.kind == Kind::Line;
    if !is_line(line) || !is_line(next) || line.group != next.group || line.parent != next.parent {
        return false;
    }
    let between = design.text.get(line.span.end..next.span.start).unwrap_or_default();
    let is_hard = between.starts_with("  ") || between.starts_with('\\') || between.contains("<br");
    let (said, more) = (design.outline.words_of(line).trim_end(), design.outline.words_of(next));
    let is_small = more
        .trim_start()
        .starts_with(|c: char| !c.is_uppercase() && !c.is_numeric());
    let is_full = said.len() >= FULL && !said.ends_with(['.', '!', '?', ';', ':']);
    let mut asked = design
        .requirements
        .functional
        .iter()
        .chain(&design.requirements.non_functional);
    !is_hard && next.lead.is_empty() && (is_small || is_full) && !asked.any(|item| item.blocks.start == at + 1)
}
