//! What folds.

use super::{Grammar, Piece};
use crate::text::Span;
use std::sync::LazyLock;

/// Something that folds: its first line stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From its first byte to the end of its last line that is not empty.
    pub span: Span,
    /// What sort of thing it is.
    pub kind: FoldKind,
}

/// The sorts of what folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A heading with all that stands below it.
    Section,
    /// Code, a table, a quote, an item with what it holds, front matter.
    Block,
    /// HTML, comments included.
    Comment,
}

static FOLDS: LazyLock<Grammar> = LazyLock::new(|| {
    Grammar::new(
        tree_sitter_md::LANGUAGE.into(),
        include_str!("../../grammars/folds.scm"),
    )
});

/// What folds in a text, in the order of its beginnings; one fold a line, the largest.
pub fn folds(text: &str) -> Vec<Fold> {
    let mut folds: Vec<Fold> = FOLDS
        .pieces(text, None)
        .into_iter()
        .filter_map(|piece| fold(text, piece))
        .collect();
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    folds.dedup_by(|other, first| !text[first.span.start..other.span.start].contains('\n'));
    folds
}

fn fold(text: &str, piece: Piece) -> Option<Fold> {
    let kind = match piece.name.as_str() {
        "section" => FoldKind::Section,
        "comment" => FoldKind::Comment,
        _ => FoldKind::Block,
    };
    let inner = text.get(piece.span.clone())?;
    // What stands before the first heading is a section to the grammar, but has no line of its own that could stay.
    if kind == FoldKind::Section && !piece.headed {
        return None;
    }
    let start = piece.span.start + (inner.len() - inner.trim_start().len());
    let end = piece.span.start + inner.trim_end().len();
    (start < end && text[start..end].contains('\n')).then_some(Fold { span: start..end, kind })
}
