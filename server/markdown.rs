//! Markdown, read once into blocks and plain words.
//!
//! Designs, notes and rule pages all go through [`read`]. The words of all blocks stand in one string, so that a
//! whole document is searched in one pass; [`Outline::source`] leads from there back to the bytes of the document.

mod diagrams;

mod folded;

mod html;

mod reader;

mod seam;

mod splice;

mod starts;

pub use folded::{find_folded, find_phrase, fold, has_words, is_same_folded};
pub use reader::read;
pub use seam::{Seam, Shift};

use crate::text::Span;
use starts::Starts;
use std::sync::OnceLock;

/// A Markdown text as a flat list of blocks, in the order they are written.
#[derive(Debug, Default)]
pub struct Outline {
    /// Headings, items, lines of paragraphs, table rows and code, in the order they are written.
    pub blocks: Vec<Block>,
    /// The plain words of all blocks, without markup, one block after the other, separated by line ends.
    pub words: String,
    /// `words` of the same length, in lower case, with `-`, `_`, `/` and white space as spaces, and with code, links'
    /// targets and addresses blanked out (bytes of value 1). What is searched for is folded by [`fold`] first.
    pub folded: String,
    /// The cells of all table rows: ranges of `words`.
    pub cells: Vec<Span>,
    /// HTML comments: the bytes of the whole comment in the document.
    pub comments: Vec<Span>,
    /// The bytes of the front matter between its fences, where there is any.
    pub front_matter: Option<Span>,
    /// Bytes that are code (fenced, indented or inline), link targets, addresses, HTML or front matter.
    pub opaque: Vec<Span>,
    /// Bare addresses (`https://…`): ranges of `words`, ascending.
    pub addresses: Vec<Span>,
    /// Inline code: ranges of `words`, ascending.
    pub code: Vec<Span>,
    /// What is struck through (`~~RabbitMQ~~`): ranges of `words`, ascending.
    pub struck: Vec<Span>,
    segments: Vec<Segment>,
    /// The segments in the order of their places in the document.
    by_source: Vec<usize>,
    /// Made on first need.
    starts: OnceLock<Starts>,
    /// The headings over which nothing reaches: indices into the blocks.
    boundaries: Vec<usize>,
    /// The text defines the targets of links apart from the links.
    has_definitions: bool,
}

/// One heading, item, line, row or piece of code.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its own text in the document with its markup, children left out: bytes.
    pub span: Span,
    /// Its own words: a range of [`Outline::words`].
    pub words: Span,
    /// The part of `words` at their beginning that is set in bold; empty where it does not begin in bold.
    pub lead: Span,
    /// The item that holds this block, as an index into [`Outline::blocks`].
    pub parent: Option<usize>,
    /// The index after the last block that this one holds (items hold what is nested in them).
    pub end: usize,
    /// How many lists enclose it: 0 outside lists, 1 for a top-level item.
    pub depth: u8,
    /// Inside a block quote.
    pub quote: bool,
    /// Holds an image.
    pub image: bool,
    /// Lines of one paragraph share a number; so do the rows of one table.
    pub group: u32,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading of level 1 to 6 (ATX, setext or HTML).
    Heading(u8),
    /// A list item; its words are those of its first paragraph.
    Item {
        /// The marker is a number.
        ordered: bool,
    },
    /// One line of a paragraph.
    Line,
    /// A row of a table.
    Row {
        /// The row that names the columns.
        header: bool,
        /// Its cells, as a range of [`Outline::cells`].
        cells: Span,
    },
    /// A fenced block. `words` holds the labels when it is a diagram, nothing otherwise.
    Code {
        /// The first word after the opening fence.
        language: String,
        /// The bytes of the code itself.
        content: Span,
        /// Drawn in Mermaid, PlantUML, Graphviz, D2 or plain characters.
        diagram: bool,
    },
}

#[derive(Clone, Copy, Debug)]
struct Segment {
    words: usize,
    source: usize,
    length: usize,
    source_length: usize,
}

impl Block {
    /// The heading's level, for headings.
    pub fn level(&self) -> Option<u8> {
        match self.kind {
            Kind::Heading(level) => Some(level),
            _ => None,
        }
    }

    /// Whether it is a line in which nothing stands.
    fn is_bare(&self) -> bool {
        self.kind == Kind::Line && self.words.is_empty() && !self.image
    }

    /// Whether it is a list item.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, Kind::Item { .. })
    }
}

impl Outline {
    /// The words of a block.
    pub fn words_of(&self, block: &Block) -> &str {
        &self.words[block.words.clone()]
    }

    /// The bytes of the document in which the words of `words` are written.
    pub fn source(&self, words: &Span) -> Span {
        let start = self.source_start(words.start);
        if words.is_empty() {
            return start..start;
        }
        let index = self
            .segments
            .partition_point(|segment| segment.words < words.end)
            .saturating_sub(1);
        let end = self.segments.get(index).map_or(start, |segment| {
            let inside = words.end - segment.words;
            if segment.length == segment.source_length {
                segment.source + inside.min(segment.length)
            } else {
                segment.source + segment.source_length
            }
        });
        start..end.max(start)
    }

    fn source_start(&self, at: usize) -> usize {
        let index = self
            .segments
            .partition_point(|segment| segment.words <= at)
            .saturating_sub(1);
        self.segments.get(index).map_or(0, |segment| {
            let inside = at - segment.words.min(at);
            if segment.length == segment.source_length {
                segment.source + inside.min(segment.length)
            } else if inside < segment.length {
                segment.source
            } else {
                segment.source + segment.source_length
            }
        })
    }

    /// Where one of some folded phrases stands in a range of the words as whole words, plural included; the one that
    /// stands first. A trailing `*` is any ending. Phrases begin with a letter or digit.
    pub fn first_of<'a>(&self, words: &Span, phrases: impl Iterator<Item = &'a str> + Clone) -> Option<Span> {
        let bytes = &self.folded.as_bytes()[..words.end];
        if words.len() < SHORT {
            return self.starts().first_in_short(bytes, words, phrases);
        }
        let mut left = words.clone();
        let mut first = None;
        for phrase in phrases {
            if let Some(found) = self.starts().find(bytes, &left, phrase) {
                left.end = found.start;
                first = Some(found);
            }
        }
        first
    }

    /// Whether one of some folded phrases stands in a range of the words, as for [`Outline::first_of`].
    pub fn has_any<'a>(&self, words: &Span, mut phrases: impl Iterator<Item = &'a str> + Clone) -> bool {
        if words.len() < SHORT {
            return self.first_of(words, phrases).is_some();
        }
        phrases.any(|phrase| self.find(words, phrase).is_some())
    }

    /// Where a folded phrase stands first in a range of the words, as for [`Outline::first_of`].
    pub fn find(&self, words: &Span, phrase: &str) -> Option<Span> {
        self.starts().find(&self.folded.as_bytes()[..words.end], words, phrase)
    }

    /// Whether a range of the words is struck through, all of it.
    pub fn is_struck(&self, words: &Span) -> bool {
        let after = self.struck.partition_point(|struck| struck.start <= words.start);
        let before = after.checked_sub(1).map(|at| &self.struck[at]);
        before.is_some_and(|struck| words.end <= struck.end)
    }

    fn starts(&self) -> &Starts {
        self.starts.get_or_init(|| Starts::new(&self.folded))
    }

    /// Every place where a folded phrase stands in a range of the words, as for [`Outline::first_of`].
    pub fn each(&self, words: &Span, phrase: &str) -> impl Iterator<Item = Span> {
        let mut rest = words.clone();
        std::iter::from_fn(move || {
            let found = self.find(&rest, phrase)?;
            rest.start = found.end;
            Some(found)
        })
    }

    /// The blocks in which one of some folded phrases begins, ascending, as for [`Outline::first_of`].
    pub fn blocks_with(&self, phrases: &[&str]) -> Vec<usize> {
        let bytes = self.folded.as_bytes();
        let found = phrases.iter().flat_map(|phrase| self.starts().all(bytes, phrase));
        let mut blocks: Vec<usize> = found.filter_map(|words| self.block_at(words.start)).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }

    /// A range of the words in pieces, from heading to heading: what is read of one does not depend on another.
    pub fn pieces(&self, words: &Span) -> impl Iterator<Item = Span> {
        let start = |boundary: &usize| self.blocks[*boundary].words.start;
        let first = self
            .boundaries
            .partition_point(|boundary| start(boundary) <= words.start);
        let last = self
            .boundaries
            .partition_point(|boundary| start(boundary) < words.end)
            .max(first);
        let cuts = self.boundaries[first..last].iter().map(start);
        let ends = cuts.clone().chain([words.end]);
        [words.start]
            .into_iter()
            .chain(cuts)
            .zip(ends)
            .map(|(start, end)| start..end)
    }

    /// The byte at which the piece, from heading to heading, ends that a byte of the document stands in; nothing for the
    /// last one.
    pub fn piece_end(&self, offset: usize) -> Option<usize> {
        let start = |boundary: &usize| self.blocks[*boundary].span.start;
        let next = self.boundaries.partition_point(|boundary| start(boundary) <= offset);
        self.boundaries.get(next).map(start)
    }

    /// The block whose words hold position `at` of [`Outline::words`].
    pub fn block_at(&self, at: usize) -> Option<usize> {
        let index = self
            .blocks
            .partition_point(|block| block.words.start <= at)
            .checked_sub(1)?;
        (at <= self.blocks[index].words.end).then_some(index)
    }

    /// The words at byte `offset` of the document, where words stand there.
    pub fn words_at(&self, offset: usize) -> Option<usize> {
        let after = self
            .by_source
            .partition_point(|&index| self.segments[index].source <= offset);
        let segment = &self.segments[*self.by_source.get(after.checked_sub(1)?)?];
        let inside = offset - segment.source;
        if inside > segment.source_length {
            return None;
        }
        let at = segment.words + inside.min(segment.length);
        // A reference (`&amp;`) is shorter in words than in the document.
        (0..4)
            .map(|back| at.saturating_sub(back))
            .find(|&at| self.words.is_char_boundary(at))
    }
}

/// A range of so many bytes is gone through for phrases rather than looked up.
const SHORT: usize = 500;

/// Reads a text of which an earlier state was read before, if there is one. Says which part was read anew.
pub fn read_after(text: &str, before: Option<(&str, &Outline)>) -> (Outline, Seam) {
    if let Some((old_text, old)) = before {
        return splice::read(text, old_text, old);
    }
    let outline = read(text);
    let seam = Seam::whole(&outline, text);
    (outline, seam)
}

/// The length of a bullet or number with the space behind it, 0 where there is none.
pub fn list_marker(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let marker = match (digits, rest.chars().next()) {
        (0, Some('-' | '*' | '+')) => 1,
        (0, Some(bullet @ ('•' | '◦' | '▪' | '●' | '‣' | '·'))) => bullet.len_utf8(),
        (1..=3, Some('.' | ')')) => digits + 1,
        _ => return 0,
    };
    let spaces = line[marker..].len() - line[marker..].trim_start().len();
    if spaces == 0 { 0 } else { marker + spaces }
}
