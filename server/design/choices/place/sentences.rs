//! Where a sentence begins and ends.

use crate::text::Span;
use std::cell::Cell;

/// Nobody reads a sentence of more letters; the bound keeps endless paragraphs linear.
const REACH: usize = 600;

/// So many of the sentences that were asked for are kept.
const KEPT: usize = 16;

/// Finds sentences. Each is asked for again and again, by all that look for a reason in it.
#[derive(Debug, Default)]
pub struct Sentences {
    found: [Cell<Option<Found>>; KEPT],
}

#[derive(Clone, Copy, Debug)]
struct Found {
    within: (usize, usize),
    at: usize,
    sentence: (usize, usize),
}

impl Sentences {
    /// The sentence around a position of some words, no further than a range of them.
    pub fn around(&self, words: &str, within: &Span, at: usize) -> Span {
        let place = &self.found[at % KEPT];
        let same = |found: &Found| found.at == at && found.within == (within.start, within.end);
        if let Some(found) = place.get().filter(same) {
            return found.sentence.0..found.sentence.1;
        }
        let sentence = sentence(words, within, at);
        place.set(Some(Found {
            within: (within.start, within.end),
            at,
            sentence: (sentence.start, sentence.end),
        }));
        sentence
    }
}

fn sentence(words: &str, within: &Span, at: usize) -> Span {
    let bytes = words.as_bytes();
    let mut start = at;
    while start > within.start && at - start < REACH && !ends_sentence(bytes, start - 1) {
        start -= 1;
    }
    let mut end = at;
    while end < within.end && end - at < REACH && !ends_sentence(bytes, end) {
        end += 1;
    }
    while !words.is_char_boundary(start) {
        start += 1;
    }
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    start..end.max(start)
}

/// Words with which a line goes on with nothing: in capitals they begin a sentence, also where no full stop stands before.
const OPENERS: &[&[u8]] = &[
    b"Also", b"Because", b"But", b"Each", b"For", b"However", b"If", b"In", b"It", b"Our", b"Since", b"So", b"The",
    b"Then", b"There", b"These", b"They", b"This", b"To", b"We", b"When",
];

/// Whether the line behind this line end begins a sentence: "… such as Memcached", then "Because …".
fn begins_anew(bytes: &[u8], at: usize) -> bool {
    let line = &bytes[at + 1..];
    line.first().is_some_and(u8::is_ascii_uppercase)
        && OPENERS
            .iter()
            .any(|word| line.starts_with(word) && line.get(word.len()).is_some_and(|byte| matches!(byte, b' ' | b',')))
        || begins_with_label(line)
        || begins_with_dash(line) && is_before_a_dash(&bytes[..at])
        || begins_with_sign(line)
        || is_row(line.iter())
        || is_row(bytes[..at].iter().rev())
}

/// "🔒 Security": a title that was pasted in.
fn begins_with_sign(line: &[u8]) -> bool {
    line.starts_with(&[0xF0, 0x9F]) || matches!(line, [0xE2, 0x9A..=0x9E, ..])
}

/// Whether a tab stands between the words of a line: the row of a table that was pasted in.
fn is_row<'a>(line: impl Iterator<Item = &'a u8>) -> bool {
    const LONGEST: usize = 120;
    let mut line = line
        .take(LONGEST)
        .take_while(|byte| **byte != b'\n')
        .skip_while(|byte| byte.is_ascii_whitespace());
    let tab = line.any(|byte| *byte == b'\t');
    tab && line.any(|byte| !byte.is_ascii_whitespace())
}

/// "File storage: …": a line that tells of something of its own.
fn begins_with_label(line: &[u8]) -> bool {
    const LONGEST: usize = 32;
    let label = line.iter().take(LONGEST).position(|byte| *byte == b':');
    label.is_some_and(|end| {
        line.first().is_some_and(u8::is_ascii_uppercase)
            && line[..end]
                .iter()
                .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'/' | b'&'))
            && line.get(end + 1) == Some(&b' ')
    })
}

/// "NestJS - known to the team": a name, and what is said of it.
fn begins_with_dash(line: &[u8]) -> bool {
    const LONGEST: usize = 48;
    let dash = line.windows(3).take(LONGEST).position(|bytes| bytes == b" - ");
    let long = || {
        line.windows(5)
            .take(LONGEST)
            .position(|bytes| matches!(bytes, [b' ', 0xE2, 0x80, 0x93 | 0x94, b' ']))
    };
    dash.or_else(long).is_some_and(|end| {
        line.first().is_some_and(u8::is_ascii_alphabetic)
            && line[..end].iter().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'/' | b'&' | b'+' | b'-' | b'.' | b'#')
            })
    })
}

/// Whether the line that ends here is a title, or begins with a name and a dash as well.
fn is_before_a_dash(before: &[u8]) -> bool {
    // No title or name is longer.
    const LONGEST: usize = 200;
    let near = &before[before.len().saturating_sub(LONGEST)..];
    let line = near
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(near, |end| &near[end + 1..]);
    let words = line
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .count();
    let title = words <= 3 && line.first().is_some_and(u8::is_ascii_uppercase) && !line.contains(&b',');
    title || begins_with_dash(line)
}

/// Whether a sentence ends with this byte: a full stop that does not belong to an abbreviation or a number, or the end
/// of a line before one that begins anew.
#[inline]
fn ends_sentence(bytes: &[u8], at: usize) -> bool {
    let is_sign = matches!(bytes[at], b'!' | b'?' | b';' | b'.' | b'\n');
    is_sign && is_end(bytes, at)
}

/// Whether a sentence ends with this sign.
fn is_end(bytes: &[u8], at: usize) -> bool {
    let space_after = bytes
        .get(at + 1)
        .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'*' | b')'));
    match bytes[at] {
        b'\n' => begins_anew(bytes, at),
        b'.' if space_after => {
            let before = &bytes[..at];
            let word = before
                .iter()
                .rev()
                .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'.')
                .count();
            let word = &before[at - word..];
            // "e.g.", "vs.", "etc.", "i.e."; a number at a beginning ("1.") is a marker.
            let short = [
                &b"vs"[..],
                b"etc",
                b"eg",
                b"ie",
                b"e.g",
                b"i.e",
                b"approx",
                b"No",
                b"cf",
            ]
            .contains(&word);
            !short
        }
        b'.' => false,
        _ => space_after,
    }
}
