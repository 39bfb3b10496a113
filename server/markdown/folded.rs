//! Folded texts, and phrases in texts: for words that are no part of an outline, which has an index of its own.

use crate::text::Span;

/// Lower case, and `-`, `_`, `/` and white space as spaces; the length in bytes stays the same.
pub fn fold(words: &str) -> String {
    let mut folded = words.as_bytes().to_vec();
    for byte in &mut folded {
        *byte = fold_byte(*byte);
    }
    // Only bytes that are characters of their own were replaced, by such bytes.
    String::from_utf8(folded).unwrap_or_default()
}

/// Whether two texts are the same when they are folded.
pub fn is_same_folded(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().map(fold_byte).eq(other.bytes().map(fold_byte))
}

/// Where a folded phrase stands first in a text as whole words, plural included; a trailing `*` is any ending.
pub fn find_phrase(folded: &str, phrase: &str) -> Option<Span> {
    let (stem, open) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
    let bytes = folded.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    folded.match_indices(stem).find_map(|(at, _)| {
        let mut end = at + stem.len();
        if at > 0 && is_word(at - 1) && is_word(at) {
            return None;
        }
        if open {
            end += bytes[end..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
        } else if bytes.get(end) == Some(&b's') {
            end += 1;
        }
        (!is_word(end) || !is_word(end - 1)).then_some(at..end)
    })
}

/// Where a phrase, when it is folded, stands first in a folded text.
pub fn find_folded(text: &str, phrase: &str) -> Option<usize> {
    let (text, phrase) = (text.as_bytes(), phrase.as_bytes());
    let first = fold_byte(*phrase.first()?);
    let is_here = |at: &usize| {
        let here = text[*at..*at + phrase.len()].iter().copied();
        text[*at] == first && here.eq(phrase.iter().copied().map(fold_byte))
    };
    (0..(text.len() + 1).saturating_sub(phrase.len())).find(is_here)
}

fn fold_byte(byte: u8) -> u8 {
    // Without branches, so that many bytes are folded at once.
    let marks = (byte == b'-') | (byte == b'_') | (byte == b'/');
    let is_space = marks | (byte == b'\n') | (byte == b'\t') | (byte == b'\r');
    if is_space { b' ' } else { byte.to_ascii_lowercase() }
}

/// Whether a phrase stands in a text as whole words, in just this form.
pub fn has_words(text: &str, phrase: &str) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (begins, ends) = (word(phrase.chars().next()), word(phrase.chars().next_back()));
    let is_whole = |at: usize| {
        let before = begins && word(text[..at].chars().next_back());
        let after = ends && word(text[at + phrase.len()..].chars().next());
        !before && !after
    };
    // It is cheaper to tell whether than where, and most do not.
    text.contains(phrase) && text.match_indices(phrase).any(|(at, _)| is_whole(at))
}
