//! What a selection grows over.

use super::{BLOCKS, INLINES};
use crate::text::Span;
use tree_sitter::Tree;

/// The spans around a byte of a text, which is one section: the word, what marks it up, the line, the item, the list …
/// Each lies inside the next one.
pub fn selection(text: &str, offset: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(word(text, offset));
    let blocks = BLOCKS
        .parse(text, None)
        .map_or_else(Vec::new, |tree| around(&tree, text, offset));
    // Only what holds words has an inside; the grammar of lines would take the rest for words as well.
    let line = blocks.iter().find(|(has_words, _)| *has_words);
    if let Some((_, line)) = line
        && let Some(tree) = INLINES.parse(&text[line.clone()], None)
    {
        let inside = around(&tree, &text[line.clone()], offset - line.start);
        spans.extend(
            inside
                .into_iter()
                .map(|(_, span)| line.start + span.start..line.start + span.end),
        );
    }
    spans.extend(blocks.into_iter().map(|(_, span)| span));
    spans.sort_by_key(Span::len);
    let mut nested: Vec<Span> = Vec::new();
    for span in spans {
        let grows = |inner: &Span| span.start <= inner.start && inner.end <= span.end && *inner != span;
        if !span.is_empty() && nested.last().is_none_or(grows) {
            nested.push(span);
        }
    }
    nested
}

/// The nodes around a byte, the smallest first, without the white space at their ends; and whether they hold words.
fn around(tree: &Tree, text: &str, offset: usize) -> Vec<(bool, Span)> {
    let mut found = Vec::new();
    let mut node = tree.root_node().descendant_for_byte_range(offset, offset);
    while let Some(inner) = node {
        let span = inner.byte_range();
        if let Some(words) = text.get(span.clone()) {
            let span = span.start + (words.len() - words.trim_start().len())..span.start + words.trim_end().len();
            if span.start <= offset && offset <= span.end {
                found.push((matches!(inner.kind(), "inline" | "pipe_table_cell"), span));
            }
        }
        node = inner.parent();
    }
    found
}

fn word(text: &str, offset: usize) -> Option<Span> {
    let before = text.get(..offset)?;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let back: usize = before
        .chars()
        .rev()
        .take_while(|c| is_word(*c))
        .map(char::len_utf8)
        .sum();
    let on: usize = text[offset..]
        .chars()
        .take_while(|c| is_word(*c))
        .map(char::len_utf8)
        .sum();
    (back + on > 0).then(|| offset - back..offset + on)
}
