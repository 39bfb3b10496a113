//! Where words begin in a folded text, so that phrases are found without going through it again.

use crate::text::Span;
use std::ops::Range;

/// The places where words begin, in drawers by the words' first three letters.
#[derive(Debug)]
pub struct Starts {
    /// Ascending inside each drawer.
    places: Vec<u32>,
    /// Where each drawer begins in `places`; one more than there are drawers.
    drawers: Vec<u32>,
}

/// How many letters are told apart: `a` to `z`, and all else.
const LETTERS: usize = 27;
/// Third letters share a drawer, so that a short text need not lay out many empty ones.
const THIRDS: usize = 3;
const DRAWERS: usize = LETTERS * LETTERS * THIRDS;

impl Starts {
    /// Of a whole text.
    pub fn new(folded: &str) -> Starts {
        let none = Starts {
            places: Vec::new(),
            drawers: vec![0; DRAWERS + 1],
        };
        none.after(folded, &(0..0), &(0..folded.len()))
    }

    /// Of a text that holds `anew` now where it held `gone` before; neither begins or ends inside a word.
    pub fn after(&self, folded: &str, gone: &Span, anew: &Span) -> Starts {
        let bytes = folded.as_bytes();
        let mut found: Vec<(u16, u32)> = Vec::with_capacity(anew.len() / 6);
        let mut counts = vec![0_u32; DRAWERS];
        let mut inside = false;
        for at in anew.clone() {
            let letter = bytes[at].is_ascii_alphanumeric();
            if letter && !inside {
                let drawer = drawer(&bytes[at..]);
                counts[usize::from(drawer)] += 1;
                found.push((drawer, place(at)));
            }
            inside = letter;
        }
        let (start, end) = (place(gone.start), place(gone.end));
        let shift = place(anew.end).wrapping_sub(end);
        let mut drawers = Vec::with_capacity(DRAWERS + 1);
        let mut next = Vec::with_capacity(DRAWERS);
        let mut places = Vec::with_capacity(self.places.len() + found.len());
        for (drawer, count) in counts.into_iter().enumerate() {
            let old = &self.places[self.drawers[drawer] as usize..self.drawers[drawer + 1] as usize];
            drawers.push(place(places.len()));
            // Most drawers are empty.
            if old.is_empty() && count == 0 {
                next.push(places.len());
                continue;
            }
            let before = old.partition_point(|at| *at < start);
            let behind = before + old[before..].partition_point(|at| *at < end);
            places.extend_from_slice(&old[..before]);
            next.push(places.len());
            places.resize(places.len() + count as usize, 0);
            places.extend(old[behind..].iter().map(|at| at.wrapping_add(shift)));
        }
        drawers.push(place(places.len()));
        for (drawer, at) in found {
            let next = &mut next[usize::from(drawer)];
            places[*next] = at;
            *next += 1;
        }
        Starts { places, drawers }
    }

    /// Where a folded phrase stands first in a range of the text as whole words, plural included; a trailing `*` is any
    /// ending. The phrase must begin with a letter or digit.
    pub fn find(&self, folded: &str, within: &Span, phrase: &str) -> Option<Span> {
        let stem = phrase.strip_suffix('*').unwrap_or(phrase);
        let bytes = &folded.as_bytes()[..within.end];
        let ends = |at: &u32| phrase_at(bytes, *at as usize, phrase);
        self.of(stem)
            .filter_map(|drawer| self.inside(drawer, within).iter().find_map(ends))
            .min_by_key(|span| span.start)
    }

    /// Where one of some phrases stands first in a short range: it is quicker gone through than looked up.
    pub fn first_in_short<'a>(
        folded: &str,
        within: &Span,
        phrases: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<Span> {
        let bytes = &folded.as_bytes()[..within.end];
        // Most words begin like none of the phrases.
        let first = |byte: u8| 1_u128 << (byte & 0x7F);
        let firsts = phrases.clone().filter_map(|phrase| phrase.bytes().next());
        let firsts = firsts.fold(0, |all, byte| all | first(byte));
        let mut inside = within.start > 0 && bytes[within.start - 1].is_ascii_alphanumeric();
        for at in within.clone() {
            let letter = bytes[at].is_ascii_alphanumeric();
            if letter && !inside && firsts & first(bytes[at]) != 0 {
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

    /// The drawers in which words that begin like `stem` lie.
    fn of(&self, stem: &str) -> Range<usize> {
        let first = usize::from(drawer(stem.as_bytes()));
        match stem.len() {
            0 => 0..0,
            1 => first..first + LETTERS * THIRDS,
            2 => first..first + THIRDS,
            _ => first..first + 1,
        }
    }

    fn inside(&self, drawer: usize, within: &Span) -> &[u32] {
        let places = &self.places[self.drawers[drawer] as usize..self.drawers[drawer + 1] as usize];
        let first = places.partition_point(|at| (*at as usize) < within.start);
        let last = first + places[first..].partition_point(|at| (*at as usize) < within.end);
        &places[first..last]
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

fn drawer(word: &[u8]) -> u16 {
    let letter = |at: usize| match word.get(at) {
        Some(letter @ b'a'..=b'z') => u16::from(letter - b'a') + 1,
        _ => 0,
    };
    // What stands behind a short word is not told by it: an edit there leaves it in its drawer.
    let third = if word.get(1).is_some_and(u8::is_ascii_alphanumeric) {
        letter(2)
    } else {
        0
    };
    (letter(0) * LETTERS as u16 + letter(1)) * THIRDS as u16 + third / 9
}
