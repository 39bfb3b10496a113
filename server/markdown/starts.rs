//! Where words begin in a folded text, so that phrases are found without going through it again.

use crate::text::Span;

/// The words of a text by their first letters, those that begin alike by place.
#[derive(Debug)]
pub struct Starts {
    words: Vec<Word>,
}

/// Sorted by letters, then by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    letters: Letters,
    place: u32,
}

/// The first letters and digits of a word as a number that sorts as they do; zeros behind a shorter word.
type Letters = u64;

/// How many letters of a word are told apart.
const TOLD: usize = size_of::<Letters>();

impl Starts {
    /// Of a whole text.
    pub fn new(folded: &str) -> Starts {
        let none = Starts { words: Vec::new() };
        none.after(folded, &(0..0), &(0..folded.len()))
    }

    /// Of a text that holds `anew` now where it held `gone` before; neither begins or ends inside a word.
    pub fn after(&self, folded: &str, gone: &Span, anew: &Span) -> Starts {
        let mut found = words(folded.as_bytes(), anew);
        found.sort_unstable();
        let (start, end) = (place(gone.start), place(gone.end));
        let shift = place(anew.end).wrapping_sub(end);
        let mut words = Vec::with_capacity(self.words.len() + found.len());
        let keep = |words: &mut Vec<Word>, old: &[Word]| {
            for word in old {
                let by = if word.place < end { 0 } else { shift };
                if word.place < start || word.place >= end {
                    let place = word.place.wrapping_add(by);
                    words.push(Word { place, ..*word });
                }
            }
        };
        let mut rest = &self.words[..];
        for word in found {
            let comes_before = |old: &Word| (old.letters, old.place >= end) <= (word.letters, false);
            let (before, behind) = rest.split_at(rest.partition_point(comes_before));
            keep(&mut words, before);
            words.push(word);
            rest = behind;
        }
        keep(&mut words, rest);
        Starts { words }
    }

    /// Where a folded phrase begins first in a range of a text, and ends in it, as whole words, plural included; a
    /// trailing `*` is any ending. The phrase must begin with a letter or digit.
    pub fn find(&self, bytes: &[u8], within: &Span, phrase: &str) -> Option<Span> {
        let (stem, open) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
        let (first, length) = letters(stem.as_bytes());
        let ends = |word: &Word| phrase_at(bytes, word.place as usize, phrase);
        if length == 0 {
            return None;
        }
        if length == TOLD || length < stem.len() {
            return self.alike(first, within).find_map(ends);
        }
        if open {
            let last = first | Letters::MAX >> (8 * length);
            let from = self.words.partition_point(|word| word.letters < first);
            let same = self.words[from..].iter().take_while(|word| word.letters <= last);
            let inside = same.filter(|word| within.contains(&(word.place as usize)));
            return ends(inside.min_by_key(|word| word.place)?);
        }
        let many = first | Letters::from(b's') << (8 * (TOLD - 1 - length));
        let one = self.alike(first, within).find_map(ends);
        let many = self.alike(many, within).find_map(ends);
        one.into_iter().chain(many).min_by_key(|span| span.start)
    }

    /// The words of a range that begin with just these letters, by place.
    fn alike(&self, letters: Letters, within: &Span) -> impl Iterator<Item = &Word> {
        let first = Word {
            letters,
            place: place(within.start),
        };
        let from = self.words.partition_point(|word| *word < first);
        let end = within.end;
        let same = self.words[from..].iter();
        same.take_while(move |word| word.letters == letters && (word.place as usize) < end)
    }

    /// Where one of some phrases stands first in a short range: it is quicker gone through than looked up.
    pub fn first_in_short<'a>(
        folded: &str,
        within: &Span,
        phrases: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<Span> {
        let bytes = &folded.as_bytes()[..within.end];
        // Most words begin like none of the phrases.
        let bit = |word: &[u8]| match word {
            [] | [_] | [_, b'*', ..] => u128::MAX,
            [first, second, ..] => 1 << ((first ^ (second << 2)) & 0x7F),
        };
        let begins = phrases.clone().map(|phrase| bit(phrase.as_bytes()));
        let begins = begins.fold(0, |all, bit| all | bit);
        let mut inside = within.start > 0 && bytes[within.start - 1].is_ascii_alphanumeric();
        for at in within.clone() {
            let letter = bytes[at].is_ascii_alphanumeric();
            if letter && !inside && begins & bit(&bytes[at..]) != 0 {
                let mut same = phrases
                    .clone()
                    .filter(|phrase| phrase.as_bytes().first() == Some(&bytes[at]));
                if let Some(span) = same.find_map(|phrase| phrase_at(bytes, at, phrase)) {
                    return Some(span);
                }
            }
            inside = letter;
        }
        None
    }
}

/// Where a phrase ends that begins at a place, if it stands there.
fn phrase_at(bytes: &[u8], start: usize, phrase: &str) -> Option<Span> {
    let (stem, open) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
    if !bytes[start..].starts_with(stem.as_bytes()) {
        return None;
    }
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let end = start + stem.len();
    if open {
        let more = bytes[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
        return Some(start..end + more.count());
    }
    let end = end + usize::from(bytes.get(end) == Some(&b's'));
    (!is_word(end) || !is_word(end - 1)).then_some(start..end)
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The words that begin in a range of a text.
fn words(bytes: &[u8], range: &Span) -> Vec<Word> {
    let mut found = Vec::with_capacity(range.len() / 6);
    let mut at = range.start;
    while at < range.end {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let (letters, length) = letters(&bytes[at..]);
        found.push(Word {
            letters,
            place: place(at),
        });
        at += length;
        while at < range.end && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
    }
    found
}

/// The first letters of a word, and how many they are.
fn letters(word: &[u8]) -> (Letters, usize) {
    let mut letters = [0; TOLD];
    let mut length = 0;
    for (letter, byte) in letters.iter_mut().zip(word) {
        if !byte.is_ascii_alphanumeric() {
            break;
        }
        *letter = *byte;
        length += 1;
    }
    (Letters::from_be_bytes(letters), length)
}
