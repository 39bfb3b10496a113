//! Where the cursor stands: asked of tree-sitter, on demand, over the section around the cursor. What the captures
//! mean is named in `grammars/*.scm`.

use crate::text::Span;
use std::sync::LazyLock;
use tree_sitter::{Language, Parser, Query, QueryCursor, StreamingIterator};

/// What a cursor stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Words: paragraphs, items, headings, cells, or an empty line.
    Prose,
    /// Code, fenced, indented or inline.
    Code,
    /// A link's target, or an address.
    Link,
    /// HTML, comments included.
    Html,
    /// Front matter.
    Metadata,
}

struct Grammar {
    language: Language,
    query: Query,
}

static BLOCKS: LazyLock<Grammar> = LazyLock::new(|| {
    Grammar::new(
        tree_sitter_md::LANGUAGE.into(),
        include_str!("../grammars/markdown.scm"),
    )
});

static INLINES: LazyLock<Grammar> = LazyLock::new(|| {
    Grammar::new(
        tree_sitter_md::INLINE_LANGUAGE.into(),
        include_str!("../grammars/markdown_inline.scm"),
    )
});

/// The innermost thing around byte `offset` of `text`, which is one section: enough to tell, and quick to read.
pub fn place(text: &str, offset: usize) -> Place {
    let Some((place, block)) = BLOCKS.innermost(text, offset) else {
        return Place::Prose;
    };
    if place != Place::Prose {
        return place;
    }
    let inline = INLINES.innermost(&text[block.clone()], offset - block.start);
    inline.map_or(Place::Prose, |(place, _)| place)
}

impl Grammar {
    fn new(language: Language, query: &str) -> Grammar {
        let query = Query::new(&language, query).expect("every test of a cursor reads the queries");
        Grammar { language, query }
    }

    /// The last and smallest capture around a byte. Fences and front matter take in their last line's end.
    fn innermost(&self, text: &str, offset: usize) -> Option<(Place, Span)> {
        let mut parser = Parser::new();
        parser.set_language(&self.language).ok()?;
        let tree = parser.parse(text, None)?;
        let mut cursor = QueryCursor::new();
        cursor.set_byte_range(offset.saturating_sub(1)..offset + 1);
        let mut matches = cursor.matches(&self.query, tree.root_node(), text.as_bytes());
        let mut innermost: Option<(Place, Span)> = None;
        while let Some(found) = matches.next() {
            for capture in found.captures() {
                let span = capture.node.byte_range();
                let place = self.place(capture.index);
                // At the end of a line of prose one still writes that line; behind code one does not.
                let inside = span.start < offset && (offset < span.end || place == Place::Prose && offset == span.end);
                let smaller = innermost.as_ref().is_none_or(|(_, other)| span.len() <= other.len());
                if inside && smaller && text.get(span.clone()).is_some() {
                    innermost = Some((place, span));
                }
            }
        }
        innermost
    }

    fn place(&self, capture: u32) -> Place {
        match self.query.capture_names()[capture as usize] {
            "code" => Place::Code,
            "link" => Place::Link,
            "html" => Place::Html,
            "metadata" => Place::Metadata,
            _ => Place::Prose,
        }
    }
}
