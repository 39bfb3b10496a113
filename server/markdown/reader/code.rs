//! Code in a Markdown text, and what was only indented or fenced as if it were code.

use super::Reader;
use crate::markdown::{Kind, diagrams, list_marker};
use crate::text::Span;

impl Reader<'_> {
    /// Where the words of a piece of code stand. Across the lines of a quote they are not written in one piece: then all
    /// that stands between the ticks is meant.
    pub fn inside_ticks(&self, span: &Span, words: &str) -> Span {
        let around = span.len().saturating_sub(words.len());
        let inner = span.start + around / 2..span.end - around.div_ceil(2);
        let is_same = |(one, other): (u8, u8)| one == other || matches!(one, b'\n' | b'\r');
        let written = self.text.as_bytes()[inner.clone()].iter().copied();
        if written.len() == words.len() && written.zip(words.bytes()).all(is_same) {
            return inner;
        }
        let ticks = self.text[span.clone()].bytes().take_while(|byte| *byte == b'`').count();
        span.start + ticks..span.end.saturating_sub(ticks).max(span.start + ticks)
    }

    /// A block of code has ended: its labels are read where it is a drawing.
    pub fn code_end(&mut self, span: Span) {
        let Some((language, fenced, content, start)) = self.code.take() else {
            return;
        };
        self.outline.opaque.push(span.clone());
        let code = self.text.get(content.clone()).unwrap_or_default();
        let is_written = match fenced {
            true => diagrams::is_list(&language, code),
            false => diagrams::is_prose(code),
        };
        if is_written {
            self.outline.opaque.pop();
            self.written(code, content.start);
            return;
        }
        let told = diagrams::told(&language, code);
        let kind = Kind::Code {
            language,
            content: content.clone(),
            diagram: told.as_ref().is_some_and(|told| told.drawn),
        };
        self.group += 1;
        let trimmed = self.text[span.clone()].trim_end().len();
        self.open(kind, start..span.start + trimmed);
        for label in told.map_or_else(Vec::new, |told| told.labels) {
            self.label(code, label, content.start);
            self.outline.words.push('\n');
        }
        self.target = None;
    }

    /// A label of a drawing; where it breaks a line (`Push<br/>Service`, `Push\nService`) its words go on.
    fn label(&mut self, code: &str, label: Span, start: usize) {
        const BREAKS: [&str; 4] = ["<br>", "<br/>", "<br />", "\\n"];
        let mut at = label.start;
        while at < label.end {
            let rest = &code[at..label.end];
            let next = BREAKS
                .iter()
                .filter_map(|mark| rest.find(mark).map(|found| (found, mark.len())))
                .min();
            let (length, mark) = next.unwrap_or((rest.len(), 0));
            if length > 0 {
                self.words(&rest[..length], &(start + at..start + at + length));
            }
            at += length;
            if mark > 0 {
                self.words(" ", &(start + at..start + at + mark));
                at += mark;
            }
        }
    }

    /// A list under a heading that was indented too far, or put into a fence, is a list, not code.
    fn written(&mut self, code: &str, start: usize) {
        self.group += 1;
        let mut at = start;
        let mut open: Vec<(usize, usize)> = Vec::new();
        // The first line comes without what makes it code.
        let line_start = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let mut cut = start - line_start;
        // So long a line may go on in the next one; a shorter one says all it has to say.
        const WRAPS: usize = 60;
        let mut before = 0;
        for line in code.split_inclusive('\n') {
            let words = line.trim();
            let blank = line.len() - line.trim_start().len();
            let from = at + blank;
            let indent = blank + std::mem::take(&mut cut);
            at += line.len();
            if words.is_empty() {
                self.group += 1;
                continue;
            }
            while open.last().is_some_and(|&(outer, _)| outer >= indent) {
                open.pop();
            }
            let marker = list_marker(words);
            if std::mem::replace(&mut before, words.len()) < WRAPS {
                self.group += 1;
            }
            self.open(
                if marker > 0 {
                    Kind::Item { ordered: false }
                } else {
                    Kind::Line
                },
                from..from + words.len(),
            );
            let index = self.outline.blocks.len() - 1;
            let parent = open.last().map(|&(_, item)| item);
            let depth = open.len() + usize::from(marker > 0);
            let block = &mut self.outline.blocks[index];
            block.parent = parent.or(block.parent);
            block.depth = block.depth.saturating_add(u8::try_from(depth).unwrap_or(u8::MAX));
            if marker > 0 {
                open.push((indent, index));
            }
            for &(_, item) in &open {
                self.outline.blocks[item].end = index + 1;
            }
            self.words(&words[marker..], &(from + marker..from + words.len()));
            self.target = None;
        }
    }
}
