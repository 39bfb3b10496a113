//! The words of a text.

use crate::design::trace::phrasal::phrasal;
use crate::text::Span;

/// The words of a text: pieces of letters and digits, `camelCase` taken apart, "log in" as one word.
pub fn words(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let mut taken = 0;
    pieces(text).filter_map(move |(span, word)| {
        if span.start < taken {
            return None;
        }
        match phrasal(text, &span) {
            Some((end, act)) => {
                taken = end;
                Some((span.start..end, act))
            }
            None => Some((span, word)),
        }
    })
}

fn pieces(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let next = move || {
        let sort = |at: usize| bytes.get(at).map(|byte| SORTS[usize::from(*byte)]);
        let mut start = None;
        let mut was_lower = false;
        loop {
            // Nearly all is ASCII, and told apart without decoding it.
            while start.is_none() && sort(at) == Some(Sort::Sign) {
                at += 1;
            }
            let (sort, length) = match sort(at) {
                Some(Sort::Long) => Sort::of(text[at..].chars().next()?),
                Some(sort) => (sort, 1),
                None => break,
            };
            // "Re-run" is one word.
            let again = || bytes[at] == b'-' && start.is_some_and(|start| text[start..at].eq_ignore_ascii_case("re"));
            let ends = sort == Sort::Sign && !again() || sort == Sort::Upper && was_lower;
            if start.is_some() && ends {
                break;
            }
            if sort != Sort::Sign {
                start.get_or_insert(at);
            }
            was_lower = sort == Sort::Lower;
            at += length;
            while was_lower
                && bytes
                    .get(at)
                    .is_some_and(|byte| SORTS[usize::from(*byte)] == Sort::Lower)
            {
                at += 1;
            }
        }
        let start = start?;
        Some((start..at, &text[start..at]))
    };
    std::iter::from_fn(next)
}

/// What a character, or the byte that it begins with, does to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Stands between words.
    Sign,
    Lower,
    /// Begins a word behind a small letter.
    Upper,
    /// Any other letter, and digits.
    Other,
    /// A byte of a longer character.
    Long,
}

static SORTS: [Sort; 256] = {
    let mut sorts = [Sort::Sign; 256];
    let mut byte = 0;
    while byte < 256 {
        sorts[byte] = match byte as u8 {
            b'a'..=b'z' => Sort::Lower,
            b'A'..=b'Z' => Sort::Upper,
            b'0'..=b'9' => Sort::Other,
            128.. => Sort::Long,
            _ => Sort::Sign,
        };
        byte += 1;
    }
    sorts
};

impl Sort {
    fn of(c: char) -> (Sort, usize) {
        let sort = match c {
            _ if c.is_lowercase() => Sort::Lower,
            _ if c.is_uppercase() => Sort::Upper,
            _ if c.is_alphanumeric() => Sort::Other,
            _ => Sort::Sign,
        };
        (sort, c.len_utf8())
    }
}
