//! What folds.

use super::{Grammar, Piece};
use crate::text::{self, Span};
use std::sync::LazyLock;
use tree_sitter::{InputEdit, Point, Tree};

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

/// A text with all that may fold in it. Of the text that comes of an edit only what the edit touches is looked at.
#[derive(Debug)]
pub struct Folding {
    text: String,
    tree: Option<Tree>,
    pieces: Vec<Piece>,
}

static FOLDS: LazyLock<Grammar> = LazyLock::new(|| {
    Grammar::new(
        tree_sitter_md::LANGUAGE.into(),
        include_str!("../../grammars/folds.scm"),
    )
});

impl Folding {
    /// Looks through a text. Of one that was another `before`, what has not changed is taken over.
    pub fn read(text: &str, before: Option<&Folding>) -> Folding {
        let (tree, pieces) = before.and_then(|before| before.after(text)).unzip();
        let tree = tree.or_else(|| FOLDS.parse(text, None));
        let pieces = pieces.unwrap_or_else(|| {
            let tree = tree.as_ref();
            tree.map_or_else(Vec::new, |tree| FOLDS.pieces(tree, text, None))
        });
        Folding {
            text: text.to_owned(),
            tree,
            pieces,
        }
    }

    /// What folds, in the order of its beginnings; one fold a line, the largest.
    pub fn folds(&self) -> Vec<Fold> {
        let text = &self.text;
        let mut folds: Vec<Fold> = self.pieces.iter().filter_map(|piece| fold(text, piece)).collect();
        folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
        folds.dedup_by(|other, first| !text[first.span.start..other.span.start].contains('\n'));
        folds
    }

    /// The tree and the pieces of the text that this one has become.
    fn after(&self, text: &str) -> Option<(Tree, Vec<Piece>)> {
        let (gone, come) = text::difference(&self.text, text);
        let mut old = self.tree.clone()?;
        old.edit(&InputEdit {
            start_byte: gone.start,
            old_end_byte: gone.end,
            new_end_byte: come.end,
            start_position: point(&self.text, gone.start),
            old_end_position: point(&self.text, gone.end),
            new_end_position: point(text, come.end),
        });
        let tree = FOLDS.parse(text, Some(&old))?;
        let mut anew = come.clone();
        for range in old.changed_ranges(&tree) {
            anew = anew.start.min(range.start_byte)..anew.end.max(range.end_byte);
        }
        // What ends where the edit begins may go on behind it now.
        let touches = |span: &Span| span.start <= anew.end && anew.start <= span.end;
        let around = anew.start.saturating_sub(1)..anew.end + 1;
        let mut pieces = FOLDS.pieces(&tree, text, Some(around));
        pieces.retain(|piece| touches(&piece.span));
        pieces.extend(self.pieces.iter().filter_map(|piece| {
            let mut piece = piece.clone();
            if piece.span.start >= gone.end {
                piece.span = come.end + (piece.span.start - gone.end)..come.end + (piece.span.end - gone.end);
            } else if piece.span.end > gone.start {
                return None;
            }
            (!touches(&piece.span)).then_some(piece)
        }));
        Some((tree, pieces))
    }
}

/// The place of a byte as the trees count it.
fn point(text: &str, offset: usize) -> Point {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    Point::new(before.matches('\n').count(), offset - start)
}

fn fold(text: &str, piece: &Piece) -> Option<Fold> {
    let kind = match FOLDS.name(piece) {
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
