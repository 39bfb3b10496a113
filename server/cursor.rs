//! Where the cursor stands: asked of tree-sitter, on demand, over the section around the cursor. What the captures
//! mean is named in `grammars/*.scm`.

mod folds;

mod selection;

pub use folds::{Fold, FoldKind, Folding};
pub use selection::selection;

use crate::text::Span;
use std::sync::LazyLock;
use tree_sitter::{Language, Node, Parser, Query, QueryCursor, StreamingIterator, Tree};

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
        let tree = self.parse(text, None)?;
        let pieces = self.pieces(&tree, text, Some(offset.saturating_sub(1)..offset + 1));
        let mut innermost: Option<(Place, Span)> = None;
        for piece in pieces {
            let place = Place::named(self.name(&piece));
            let span = piece.span;
            // At the end of a line of prose one still writes that line; behind code one does not.
            let inside = span.start < offset && (offset < span.end || place == Place::Prose && offset == span.end);
            let smaller = innermost.as_ref().is_none_or(|(_, other)| span.len() <= other.len());
            if inside && smaller && text.get(span.clone()).is_some() {
                innermost = Some((place, span));
            }
        }
        innermost
    }

    /// The tree of a text; quicker with that of the text before, once the edit is noted in it.
    fn parse(&self, text: &str, before: Option<&Tree>) -> Option<Tree> {
        let mut parser = Parser::new();
        parser.set_language(&self.language).ok()?;
        parser.parse(text, before)
    }

    /// What the query names in a text, or around a part of it.
    fn pieces(&self, tree: &Tree, text: &str, part: Option<Span>) -> Vec<Piece> {
        let mut cursor = QueryCursor::new();
        if let Some(part) = part {
            cursor.set_byte_range(part);
        }
        let mut matches = cursor.matches(&self.query, tree.root_node(), text.as_bytes());
        let mut pieces = Vec::new();
        while let Some(found) = matches.next() {
            pieces.extend(found.captures().iter().map(|capture| Piece {
                name: capture.index,
                span: capture.node.byte_range(),
                headed: is_headed(capture.node),
            }));
        }
        pieces
    }

    /// What the query calls a piece.
    fn name(&self, piece: &Piece) -> &str {
        self.query.capture_names()[piece.name as usize]
    }
}

/// Something that a query names.
#[derive(Clone, Debug)]
struct Piece {
    /// The number of its name.
    name: u32,
    span: Span,
    /// It begins with a heading.
    headed: bool,
}

fn is_headed(node: Node<'_>) -> bool {
    node.child(0)
        .is_some_and(|first| matches!(first.kind(), "atx_heading" | "setext_heading"))
}

impl Place {
    /// What the captures of `grammars/markdown*.scm` mean.
    fn named(name: &str) -> Place {
        match name {
            "code" => Place::Code,
            "link" => Place::Link,
            "html" => Place::Html,
            "metadata" => Place::Metadata,
            _ => Place::Prose,
        }
    }
}
