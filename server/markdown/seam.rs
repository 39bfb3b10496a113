//! What an edit leaves as it was, and where that lies now.

use super::Outline;
use crate::text::Span;
use std::ops::Range;

/// Which part of an outline was read anew, and where the rest of it lay before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seam {
    /// The blocks read anew.
    pub blocks: Range<usize>,
    /// The blocks in their place before.
    pub old_blocks: Range<usize>,
    /// The words read anew.
    pub words: Span,
    /// The words in their place before.
    pub old_words: Span,
    /// The bytes of the text read anew.
    pub source: Span,
    /// The bytes in their place before.
    pub old_source: Span,
}

impl Seam {
    /// All of an outline is new, and nothing of an old one holds any longer.
    pub fn whole(outline: &Outline, text: &str) -> Seam {
        Seam {
            blocks: 0..outline.blocks.len(),
            old_blocks: 0..usize::MAX,
            words: 0..outline.words.len(),
            old_words: 0..usize::MAX,
            source: 0..text.len(),
            old_source: 0..usize::MAX,
        }
    }

    /// A list over the words, ascending by `start`: what lies before and behind of the old one, and what is `new`.
    pub fn words<T: Clone>(
        &self,
        old: &[T],
        new: Vec<T>,
        start: impl Fn(&T) -> usize,
        shift: impl Fn(&mut T, Shift),
    ) -> Vec<T> {
        splice((&self.old_words, &self.words), old, new, start, shift)
    }

    /// The same for a list over the bytes of the text.
    pub fn source<T: Clone>(
        &self,
        old: &[T],
        new: Vec<T>,
        start: impl Fn(&T) -> usize,
        shift: impl Fn(&mut T, Shift),
    ) -> Vec<T> {
        splice((&self.old_source, &self.source), old, new, start, shift)
    }

    /// The same for a list over the blocks.
    pub fn blocks<T: Clone>(
        &self,
        old: &[T],
        new: Vec<T>,
        start: impl Fn(&T) -> usize,
        shift: impl Fn(&mut T, Shift),
    ) -> Vec<T> {
        splice((&self.old_blocks, &self.blocks), old, new, start, shift)
    }

    /// Where bytes of the text that were not read anew lie now.
    pub fn source_now(&self, old: &Span) -> Span {
        now(old, &self.old_source, self.source_behind())
    }

    /// Where words that were not read anew lie now.
    pub fn words_now(&self, old: &Span) -> Span {
        now(old, &self.old_words, self.words_behind())
    }

    /// Where blocks that were not read anew lie now.
    pub fn blocks_now(&self, old: &Range<usize>) -> Range<usize> {
        now(old, &self.old_blocks, self.blocks_behind())
    }

    /// How far the bytes of the text behind have moved.
    pub fn source_behind(&self) -> Shift {
        Shift::between(self.old_source.end, self.source.end)
    }

    /// How far the words behind have moved.
    pub fn words_behind(&self) -> Shift {
        Shift::between(self.old_words.end, self.words.end)
    }

    /// How far the blocks behind have moved.
    pub fn blocks_behind(&self) -> Shift {
        Shift::between(self.old_blocks.end, self.blocks.end)
    }
}

/// How far what stands behind an edit has moved.
#[derive(Clone, Copy, Debug)]
pub struct Shift(pub(super) usize);

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

/// Where something lies that stood before or behind a range that is gone.
fn now(old: &Range<usize>, gone: &Range<usize>, behind: Shift) -> Range<usize> {
    let mut now = old.clone();
    if old.start >= gone.end {
        behind.span(&mut now);
    }
    now
}

/// What of a list lies before and behind a range that has become another one, and what is new between them.
fn splice<T: Clone>(
    (gone, anew): (&Span, &Span),
    old: &[T],
    new: Vec<T>,
    start: impl Fn(&T) -> usize,
    shift: impl Fn(&mut T, Shift),
) -> Vec<T> {
    let by = Shift::between(gone.end, anew.end);
    let first = old.partition_point(|item| start(item) < gone.start);
    let last = old.partition_point(|item| start(item) < gone.end).max(first);
    let behind = old[last..].iter().map(|item| {
        let mut item = item.clone();
        shift(&mut item, by);
        item
    });
    old[..first].iter().cloned().chain(new).chain(behind).collect()
}
