//! A document line by line, as it is written, each with the section it stands in.

use crate::design::sections::Section;
use crate::knowledge::Part;
use crate::text::Span;

/// The lines of a text with their spans, line ends left out.
pub fn lines(text: &str, span: Span) -> impl Iterator<Item = (Span, &str)> {
    let mut at = span.start;
    text[span].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let bare = line.trim_end_matches(['\n', '\r']);
        (start..start + bare.len(), bare)
    })
}

/// Finds the innermost section of places that come in ascending order.
pub struct Places<'a> {
    sections: &'a [Section],
    next: usize,
    open: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Sections are sorted by where they begin.
    pub fn new(sections: &'a [Section]) -> Places<'a> {
        Places {
            sections,
            next: 0,
            open: Vec::new(),
        }
    }

    /// The sections around a byte, outermost first. `at` must not be smaller than in the call before.
    pub fn around(&mut self, at: usize) -> &[usize] {
        while self
            .sections
            .get(self.next)
            .is_some_and(|section| section.span.start <= at)
        {
            self.open.push(self.next);
            self.next += 1;
        }
        let sections = self.sections;
        self.open.retain(|&index| sections[index].span.end > at);
        &self.open
    }

    /// The innermost section around a byte, one of `part` first where several begin at once.
    pub fn innermost(&mut self, at: usize, part: Part) -> Option<usize> {
        let sections = self.sections;
        let around = self.around(at);
        let last = *around.last()?;
        let twin = around
            .iter()
            .rev()
            .take_while(|&&index| sections[index].opener == sections[last].opener);
        twin.copied().find(|&index| sections[index].part == part).or(Some(last))
    }
}
