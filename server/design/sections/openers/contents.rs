//! Tables of contents.

use crate::design::Reading;
use crate::knowledge::normal_title;
use crate::markdown::Block;

/// Whether a title or line stands above a table of contents.
pub(super) fn opens_contents(words: &str) -> bool {
    const TITLES: &[&str] = &["table of contents", "table of content", "contents", "toc", "index"];
    let title = words.trim().trim_end_matches(':').trim();
    TITLES
        .iter()
        .any(|known| title.len() == known.len() && crate::markdown::fold(title) == *known)
}

/// A heading above nothing but links to places in the same document groups a table of contents.
pub(super) fn lists_contents(reading: &Reading, heading: usize) -> bool {
    let own = reading.outline.blocks[heading + 1..].iter();
    let mut own = own.take_while(|block| block.level().is_none()).peekable();
    own.peek().is_some_and(|first| first.is_item()) && own.all(|block| block.is_item() && is_anchor(reading, block))
}

/// An item that is nothing but a link to a place in the same document.
pub(super) fn is_anchor(reading: &Reading, block: &Block) -> bool {
    let source = &reading.text[block.span.clone()];
    source.trim_end().ends_with(')') && source.contains("](#")
}

/// "Resources" above the address of what others wrote are none of the system.
pub(super) fn leads_elsewhere(reading: &Reading, heading: usize) -> bool {
    let blocks = &reading.outline.blocks;
    let title = normal_title(reading.outline.words_of(&blocks[heading]));
    let below = blocks.get(heading + 1);
    title == "resources"
        && below.is_some_and(|below| below.level().is_none() && reading.text[below.span.clone()].contains("://"))
}
