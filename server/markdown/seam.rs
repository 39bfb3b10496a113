//! What an edit leaves as it was, and where that lies now.

use super::Outline;
use crate::text::Span;
use std::ops::Range;

/// Which part of an outline was read anew, and where the rest of it lay before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seam {
    /// Among the blocks.
    pub blocks: Part,
    /// In the words.
    pub words: Part,
    /// In the bytes of the text.
    pub source: Part,
}

/// A range that an edit has put into the place of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What was read anew, as it lies now.
    pub anew: Range<usize>,
    /// What stood in its place.
    pub gone: Range<usize>,
}

/// How far what stands behind an edit has moved.
#[derive(Clone, Copy, Debug)]
pub struct Shift(pub(super) usize);

impl Seam {
    /// All of an outline is new, and nothing of an old one holds any longer.
    pub fn whole(outline: &Outline, text: &str) -> Seam {
        let part = |length| Part {
            anew: 0..length,
            gone: 0..usize::MAX,
        };
        Seam {
            blocks: part(outline.blocks.len()),
            words: part(outline.words.len()),
            source: part(text.len()),
        }
    }
}

impl Part {
    /// A list that ascends by `start`: what lies before and behind of the old one, and what is `new` between them.
    pub fn splice<T: Clone>(
        &self,
        old: &[T],
        new: Vec<T>,
        start: impl Fn(&T) -> usize,
        shift: impl Fn(&mut T, Shift),
    ) -> Vec<T> {
        let by = self.behind();
        let first = old.partition_point(|item| start(item) < self.gone.start);
        let last = old.partition_point(|item| start(item) < self.gone.end).max(first);
        let behind = old[last..].iter().map(|item| {
            let mut item = item.clone();
            shift(&mut item, by);
            item
        });
        let mut all = Vec::with_capacity(first + new.len() + behind.len());
        all.extend_from_slice(&old[..first]);
        all.extend(new);
        all.extend(behind);
        all
    }

    /// Where something that was not read anew lies now.
    pub fn now(&self, old: &Range<usize>) -> Range<usize> {
        let mut now = old.clone();
        if old.start >= self.gone.end {
            self.behind().span(&mut now);
        }
        now
    }

    /// How far what stands behind has moved.
    pub fn behind(&self) -> Shift {
        Shift::between(self.gone.end, self.anew.end)
    }
}

impl Shift {
    pub(super) fn between(old: usize, new: usize) -> Shift {
        Shift(new.wrapping_sub(old))
    }

    /// Moves a place.
    pub fn at(self, at: usize) -> usize {
        at.wrapping_add(self.0)
    }

    /// Moves a range.
    pub fn span(self, span: &mut Span) {
        *span = self.at(span.start)..self.at(span.end);
    }
}
