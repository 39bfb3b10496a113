//! A sequence of edits, right and wrong, gives the text that a plain string gives.

use super::driver::Seen;
use draftsman::text::{Encoding, Position, Text};

/// The lines of a text, as byte ranges without what ends them.
fn lines(text: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let end = match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => at + 2,
            b'\n' | b'\r' => at + 1,
            _ => {
                at += 1;
                continue;
            }
        };
        lines.push(start..at);
        (start, at) = (end, end);
    }
    lines.push(start..bytes.len());
    lines
}

fn width(letter: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => letter.len_utf8(),
        Encoding::Utf16 => letter.len_utf16(),
        Encoding::Utf32 => 1,
    }
}

fn offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let Some(line) = lines(text).get(position.line as usize).cloned() else {
        return text.len();
    };
    let mut left = position.column as usize;
    for (at, letter) in text[line.clone()].char_indices() {
        if left < width(letter, encoding) {
            return line.start + at;
        }
        left -= width(letter, encoding);
    }
    line.end
}

/// Applies edits that are drawn from `input` to both, and compares.
pub fn check(input: &[u8], seen: &mut Seen) {
    let split = input.len() / 2;
    let start = String::from_utf8_lossy(&input[..split]).into_owned();
    let source = String::from_utf8_lossy(&input[split..]).into_owned();
    let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][input.len() % 3];
    let mut draw = input.iter().rev().copied().cycle().map(u32::from);
    let (mut model, mut text) = (start.clone(), Text::new(&start));
    let count = if input.is_empty() { 0 } else { 24 };
    for _ in 0..count {
        let mut next = || draw.next().unwrap_or_default();
        let mut position = || Position {
            // Often inside, sometimes far outside.
            line: if next() % 16 == 0 {
                u32::MAX - next()
            } else {
                next() % (model.len() as u32 / 20 + 3)
            },
            column: if next() % 16 == 0 {
                u32::MAX - next()
            } else {
                next() % 90
            },
        };
        let (one, other) = (position(), position());
        let from = source.floor_char_boundary(next() as usize * 7 % (source.len() + 1));
        let to = source
            .floor_char_boundary((from + next() as usize % 40).min(source.len()))
            .max(from);
        let new = &source[from..to];
        let (low, high) = (
            offset(&model, one.min(other), encoding),
            offset(&model, one.max(other), encoding),
        );
        assert_eq!(text.offset(one, encoding), offset(&model, one, encoding));
        text.edit(one..other, new, encoding);
        model.replace_range(low..high.max(low), new);
        assert_eq!(String::from(&text), model);
        assert_eq!(text.len(), model.len());
    }
    assert_eq!(text.lines(), lines(&model).len());
    for at in (0..=model.len()).step_by(model.len() / 50 + 1) {
        let at = model.floor_char_boundary(at);
        let back = text.offset(text.position(at, encoding), encoding);
        // Between the two halves of a line's end there is no position of its own.
        assert!(
            back == at || (at > 0 && model[at - 1..].starts_with("\r\n") && back == at - 1),
            "{at} comes back as {back}"
        );
    }
    seen.note("lines", text.lines());
    seen.note("length", text.len());
}
