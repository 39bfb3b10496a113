//! Lines and columns as people count them.

use crate::text::Span;

/// Where the lines of a text begin: tells the line of a byte without counting again.
#[derive(Clone, Debug)]
pub struct Lines(Vec<usize>);

/// A place as people write it: both numbers count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
}

impl Lines {
    /// The lines of a text.
    pub fn new(text: &str) -> Lines {
        let ends = text.match_indices('\n');
        Lines(std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// The 1-based line of a byte.
    pub fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }

    /// The line and the column of a byte of `text`, which must be the text that the lines were made of.
    pub fn place(&self, text: &str, offset: usize) -> Place {
        let offset = text.floor_char_boundary(offset);
        let line = self.line(offset);
        let column = text[self.0[line - 1]..offset].chars().count() + 1;
        Place { line, column }
    }

    /// The first byte of a 1-based line.
    pub fn start(&self, line: usize) -> usize {
        self.0[line - 1]
    }

    /// The first byte behind a 1-based line, its line end included; `end` is the length of the text.
    pub fn end(&self, line: usize, end: usize) -> usize {
        self.0.get(line).copied().unwrap_or(end)
    }
}

/// The part of a span that stands on its first line.
pub fn first_line(text: &str, span: &Span) -> Span {
    let inside = text.get(span.clone()).unwrap_or_default();
    let end = inside.find(['\r', '\n']).unwrap_or(inside.len());
    span.start..span.start + end
}
