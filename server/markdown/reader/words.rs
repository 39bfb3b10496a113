//! Words as they come: the block that takes them, the bullets that Markdown does not see, and bare addresses.

use super::{Reader, callouts, label};
use crate::markdown::{Kind, Segment, list_marker};
use crate::text::Span;

impl Reader<'_> {
    pub(super) fn words(&mut self, words: &str, source: &Span) {
        if self.target.is_none() {
            self.open(Kind::Line, source.start..source.start);
        }
        let (words, source) = &self.bullet(words, source);
        let (words, source) = &self.heading(words, source);
        let at = self.outline.words.len();
        if let Some(index) = self.target {
            let block = &mut self.outline.blocks[index];
            // Words before any bold ones: the block does not begin in bold. A mark or an emoji is no word.
            if self.bold == 0 && !self.bold_tag && block.words.start == at && words.contains(char::is_alphanumeric) {
                block.lead = usize::MAX..usize::MAX;
            }
        }
        self.outline.segments.push(Segment {
            words: at,
            source: source.start,
            length: words.len(),
            source_length: source.len(),
        });
        self.outline.words.push_str(words);
        self.addresses(at);
        self.grow();
        self.widen(source);
    }

    /// A line of a paragraph that begins with a bullet is an item: Markdown does not see `•`, nor the bullets that are
    /// indented below a line of prose.
    fn bullet<'w>(&mut self, words: &'w str, source: &Span) -> (&'w str, Span) {
        let Some(index) = self.target else {
            return (words, source.clone());
        };
        let block = &mut self.outline.blocks[index];
        let numbered = std::mem::take(&mut self.numbered);
        let marker = if numbered {
            label::number(words)
        } else {
            list_marker(words)
        };
        // "**2. Interface**" is a title, whatever it is numbered by.
        let titled = self.bold > 0 && words.starts_with(|c: char| c.is_ascii_digit()) && block.parent.is_none();
        let plain = block.kind == Kind::Line && block.words.is_empty();
        if !plain || titled || marker == 0 || words.len() != source.len() {
            return (words, source.clone());
        }
        let ordered = words.starts_with(|c: char| c.is_ascii_digit());
        block.kind = Kind::Item { ordered };
        block.depth = block.depth.saturating_add(1);
        block.span = source.clone();
        self.bullet = !numbered;
        (&words[marker..], source.start + marker..source.end)
    }

    /// Blanks bare addresses out: names inside them are not said by the writer.
    fn addresses(&mut self, from: usize) {
        let mut at = from;
        while let Some(found) = find_address(&self.outline.words[at..]) {
            let span = at + found.start..at + found.end;
            at = span.end;
            let source = self.outline.source(&span);
            self.outline.opaque.push(source);
            self.outline.addresses.push(span.clone());
            self.masks.push(span);
        }
    }

    pub(super) fn mask(&mut self, words: Span) {
        self.masks.push(words);
    }

    pub(super) fn grow(&mut self) {
        if let Some(block) = self.target {
            self.outline.blocks[block].words.end = self.outline.words.len();
        }
    }

    pub(super) fn widen(&mut self, source: &Span) {
        if let Some(block) = self.target {
            let block = &mut self.outline.blocks[block];
            if block.span.is_empty() && block.kind == Kind::Line {
                block.span = source.clone();
            } else {
                block.span.end = block.span.end.max(source.end);
            }
        }
    }

    pub(super) fn line_end(&mut self, at: usize) {
        let is_callout = self.callout_end();
        let Some(index) = self.target else { return };
        let block = &self.outline.blocks[index];
        let next = self.text[at..].lines().next();
        let is_fence = callouts::is_fence(next);
        // Below "1. Upload", "2.Search" is the next one.
        let ordered = block.kind == Kind::Item { ordered: true } && block.depth == 1;
        self.numbered = ordered && next.is_some_and(|next| label::number(next) > 0);
        let is_label = || !self.bullet && self.quotes == 0 && label::is_one(next);
        if block.is_item() && (is_fence || self.numbered || is_label()) {
            for &item in &self.items[self.ended..] {
                self.outline.blocks[item].end = self.outline.blocks.len();
            }
            self.ended = self.items.len();
            self.group += 1;
            if is_fence {
                self.target = None;
            } else {
                self.open(Kind::Line, at..at);
            }
        } else if is_fence {
            self.target = None;
        } else if is_callout && block.is_bare() {
            // The first line behind a mark without a title.
        } else if block.kind == Kind::Line || self.bullet {
            self.open(Kind::Line, at..at);
        } else {
            self.outline.words.push('\n');
            self.grow();
        }
    }
}

fn find_address(words: &str) -> Option<Span> {
    // It is cheaper to tell whether than where, and most words hold none.
    if !words.contains("://") && !words.contains("www.") {
        return None;
    }
    let start = words
        .find("://")
        .map(|at| words[..at].trim_end_matches(|c: char| c.is_ascii_alphabetic()).len());
    let start = start.or_else(|| words.find("www."))?;
    let length = words[start..]
        .find([' ', '\n', '\t', ')', '>', '"', '`', ','])
        .unwrap_or(words.len() - start);
    (length > 0).then_some(start..start + length)
}
