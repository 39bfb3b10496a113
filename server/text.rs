//! Spans, edits, and a text that knows an editor's positions.

use ropey::str_utils::{byte_to_line_idx, line_to_byte_idx};
use ropey::{Rope, RopeSlice};
use std::ops::Range;

/// A range of bytes of a document, on character boundaries. The only kind of range outside `lsp/`.
pub type Span = Range<usize>;

/// One replacement: the bytes of `span` become `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the text before the edit; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The text after all `edits`, which must lie inside it and must not overlap. Edits at one place keep their order.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut after = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut done = 0;
    for edit in order {
        after.push_str(&text[done..edit.span.start]);
        after.push_str(&edit.text);
        done = edit.span.end;
    }
    after.push_str(&text[done..]);
    after
}

/// Where two texts differ: the characters of the old one that are gone, and those of the new one in their place.
pub fn difference(old: &str, new: &str) -> (Span, Span) {
    let mut start = same(old.as_bytes(), new.as_bytes());
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = same_from_the_end(&old.as_bytes()[start..], &new.as_bytes()[start..]);
    while !old.is_char_boundary(old.len() - end) || !new.is_char_boundary(new.len() - end) {
        end -= 1;
    }
    (start..old.len() - end, start..new.len() - end)
}

/// How many bytes two texts have in common at their beginnings.
fn same(one: &[u8], two: &[u8]) -> usize {
    // Whole pieces are compared many bytes at a time.
    const PIECE: usize = 256;
    let most = one.len().min(two.len());
    let mut at = 0;
    while at + PIECE <= most && one[at..at + PIECE] == two[at..at + PIECE] {
        at += PIECE;
    }
    at + one[at..most]
        .iter()
        .zip(&two[at..most])
        .take_while(|(one, two)| one == two)
        .count()
}

/// How many bytes two texts have in common at their ends.
fn same_from_the_end(one: &[u8], two: &[u8]) -> usize {
    const PIECE: usize = 256;
    let most = one.len().min(two.len());
    let (one, two) = (&one[one.len() - most..], &two[two.len() - most..]);
    let mut left = most;
    while left >= PIECE && one[left - PIECE..left] == two[left - PIECE..left] {
        left -= PIECE;
    }
    let rest = one[..left].iter().rev().zip(two[..left].iter().rev());
    most - left + rest.take_while(|(one, two)| one == two).count()
}

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: two for what lies outside the basic plane. What the protocol takes unless agreed otherwise.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// How many columns some words of a line take.
    pub fn columns(self, words: &str) -> usize {
        match self {
            Encoding::Utf8 => words.len(),
            _ if words.is_ascii() => words.len(),
            Encoding::Utf16 => words.encode_utf16().count(),
            Encoding::Utf32 => words.chars().count(),
        }
    }
}

/// Where an editor says something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 0-based. A line ends with a line feed, a carriage return or both.
    pub line: u32,
    /// 0-based, counted in an [`Encoding`].
    pub column: u32,
}

/// A text that is edited by positions. A clone costs nothing: both share what they have in common.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// Takes a whole text.
    pub fn new(text: &str) -> Text {
        Text {
            rope: Rope::from_str(text),
        }
    }

    /// In bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines there are; what follows the last line break is one, even when empty.
    pub fn lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// The byte at a position. One past the end of its line means that end, one past the last line the end of the
    /// text, one inside a character its beginning.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        self.rope.char_to_byte(self.character(position, encoding))
    }

    /// The position of a byte; one past the end means the end, one inside a character its beginning.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = offset.min(self.len());
        // Nearly always the line begins in the same piece of the rope, and that is found in one step.
        let (piece, start, _, line) = self.rope.chunk_at_byte(offset);
        let inside = piece.floor_char_boundary(offset - start);
        let breaks = byte_to_line_idx(piece, inside);
        let line = line + breaks;
        let column = if breaks > 0 {
            encoding.columns(&piece[line_to_byte_idx(piece, breaks)..inside])
        } else {
            let line_start = self.rope.line_to_byte(line);
            let before = self.rope.byte_slice(line_start..start + inside).chunks();
            before.map(|piece| encoding.columns(piece)).sum()
        };
        Position {
            line: line as u32,
            column: column as u32,
        }
    }

    /// Replaces what stands between two positions, in whichever order they come.
    pub fn edit(&mut self, range: Range<Position>, text: &str, encoding: Encoding) {
        let start = self.character(range.start.min(range.end), encoding);
        let end = self.character(range.end.max(range.start), encoding).max(start);
        self.rope.remove(start..end);
        self.rope.insert(start, text);
    }

    /// The index of the character at a position.
    fn character(&self, position: Position, encoding: Encoding) -> usize {
        let (line, column) = (position.line as usize, position.column as usize);
        if line >= self.lines() {
            return self.rope.len_chars();
        }
        let content = without_break(self.rope.line(line));
        let inside = match encoding {
            Encoding::Utf8 => content.byte_to_char(column.min(content.len_bytes())),
            Encoding::Utf16 => content.utf16_cu_to_char(column.min(content.len_utf16_cu())),
            Encoding::Utf32 => column.min(content.len_chars()),
        };
        self.rope.line_to_char(line) + inside
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| formatter.write_str(chunk))
    }
}

impl From<&Text> for String {
    fn from(text: &Text) -> String {
        let mut whole = String::with_capacity(text.len());
        whole.extend(text.rope.chunks());
        whole
    }
}

/// A line without what ends it.
fn without_break(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let mut end = line.len_chars();
    if end > 0 && line.char(end - 1) == '\n' {
        end -= 1;
    }
    if end > 0 && line.char(end - 1) == '\r' {
        end -= 1;
    }
    line.slice(..end)
}
