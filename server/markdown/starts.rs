//! Where words begin in a folded text, so that phrases are found without going through it again.

use crate::text::Span;

/// Where the words of a text begin: by place, and sorted by their first letters.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Starts {
    places: Vec<u32>,
    /// Ascending.
    letters: Vec<Letters>,
    /// Where the words with these letters begin; those that begin alike by place.
    sorted: Vec<u32>,
}

/// The first letters and digits of a word as a number that sorts as they do; zeros behind a shorter word.
type Letters = u64;

/// The letters of a word, and where it begins.
type Word = (Letters, u32);

/// How many letters of a word are told apart.
const TOLD: usize = size_of::<Letters>();
/// More words than these that begin alike are not counted one by one.
const MANY: usize = 16;

impl Starts {
    /// Of a whole text.
    pub fn new(folded: &str) -> Starts {
        Starts::default().after("", &(0..0), folded, &(0..folded.len()))
    }

    /// Of a text that holds `anew` now where it held `gone` before; neither begins or ends inside a word.
    pub fn after(&self, before: &str, gone: &Span, now: &str, anew: &Span) -> Starts {
        let shift = place(anew.end).wrapping_sub(place(gone.end));
        let (old, new) = (words(before.as_bytes(), gone), words(now.as_bytes(), anew));
        // Of what is read anew, an edit has changed a word or two.
        let alike = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let (old, new) = (&old[alike..], &new[alike..]);
        let is_moved = |(old, new): &(&Word, &Word)| (old.0, old.1.wrapping_add(shift)) == **new;
        let behind = old.iter().rev().zip(new.iter().rev()).take_while(is_moved).count();
        let (old, new) = (&old[..old.len() - behind], &new[..new.len() - behind]);
        let first = self.places.partition_point(|at| *at < place(gone.start)) + alike;
        let (head, tail) = (&self.places[..first], &self.places[first + old.len()..]);
        let end = tail.first().copied().unwrap_or(u32::MAX);
        let moved = |at: &u32| if *at < end { *at } else { at.wrapping_add(shift) };

        let room = self.places.len() + new.len();
        let mut places = Vec::with_capacity(room);
        places.extend_from_slice(head);
        places.extend(new.iter().map(|(_, place)| *place));
        places.extend(tail.iter().map(moved));

        // Where words are left out, and where others are put in.
        let left_out = old.iter().map(|(letters, place)| (self.index(*letters, *place), None));
        let mut new = new.to_vec();
        // They are in order by place, and a stable sort gains by how many words are the same.
        new.sort_by_key(|(letters, _)| *letters);
        let put_in = new.iter().map(|word| (self.index(word.0, end), Some(*word)));
        let mut changes: Vec<(usize, Option<Word>)> = left_out.chain(put_in).collect();
        // The words of a whole text are in order already.
        changes.sort();
        let mut letters = Vec::with_capacity(room);
        let mut sorted = Vec::with_capacity(room);
        let mut next = 0;
        let last = (self.letters.len(), None);
        for (index, word) in changes.into_iter().chain([last]) {
            if next < index {
                letters.extend_from_slice(&self.letters[next..index]);
                sorted.extend(self.sorted[next..index].iter().map(moved));
                next = index;
            }
            match word {
                Some((first, place)) => {
                    letters.push(first);
                    sorted.push(place);
                }
                None => next = index + 1,
            }
        }
        Starts {
            places,
            letters,
            sorted,
        }
    }

    /// Where a folded phrase begins first in a range of a text, and ends in it, as whole words, plural included; a
    /// trailing `*` is any ending. The phrase must begin with a letter or digit.
    pub fn find(&self, bytes: &[u8], within: &Span, phrase: &str) -> Option<Span> {
        let ends = |place: u32| phrase_at(bytes, place as usize, phrase);
        match Beginning::of(phrase) {
            Beginning::None => None,
            Beginning::Told(first) => self.alike(first, within).find_map(ends),
            Beginning::Open(first, last) => {
                let same = self.between(first, last).iter().copied();
                let inside = same.filter(|place| within.contains(&(*place as usize)));
                ends(inside.min()?)
            }
            Beginning::Whole(one, many) => {
                let one = self.alike(one, within).find_map(ends);
                let many = self.alike(many, within).find_map(ends);
                one.into_iter().chain(many).min_by_key(|span| span.start)
            }
        }
    }

    /// Everywhere in a text that a phrase stands, as for [`Starts::find`], in no order.
    pub fn all(&self, bytes: &[u8], phrase: &str) -> impl Iterator<Item = Span> {
        let (one, many) = match Beginning::of(phrase) {
            Beginning::None => (&[][..], &[][..]),
            Beginning::Told(first) => (self.between(first, first), &[][..]),
            Beginning::Open(first, last) => (self.between(first, last), &[][..]),
            Beginning::Whole(one, many) => (self.between(one, one), self.between(many, many)),
        };
        let places = one.iter().chain(many);
        places.filter_map(move |place| phrase_at(bytes, *place as usize, phrase))
    }

    /// Where the words begin whose letters lie between these, both included.
    fn between(&self, first: Letters, last: Letters) -> &[u32] {
        let from = self.letters.partition_point(|letters| *letters < first);
        let same = self.letters[from..].iter().take_while(|letters| **letters <= last);
        &self.sorted[from..from + same.count()]
    }

    /// The words of a range that begin with just these letters, by place.
    fn alike(&self, letters: Letters, within: &Span) -> impl Iterator<Item = u32> {
        let from = self.index(letters, place(within.start));
        let end = within.end;
        let same = self.letters[from..].iter().zip(&self.sorted[from..]);
        let same = same.take_while(move |(other, place)| **other == letters && (**place as usize) < end);
        same.map(|(_, place)| *place)
    }

    /// How many words come before one that begins with these letters at a place.
    fn index(&self, letters: Letters, place: u32) -> usize {
        let from = self.letters.partition_point(|other| *other < letters);
        let same = &self.letters[from..];
        // Most words stand seldom in a text; a few do very often.
        let count = match same.get(MANY) {
            Some(other) if *other == letters => same.partition_point(|other| *other == letters),
            _ => same.iter().take_while(|other| **other == letters).count(),
        };
        from + self.sorted[from..from + count].partition_point(|other| *other < place)
    }

    /// Where one of some phrases stands first in a short range: its words are quicker gone through than looked up.
    pub fn first_in_short<'a>(
        &self,
        bytes: &[u8],
        within: &Span,
        phrases: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<Span> {
        // Most words begin like none of the phrases.
        let bit = |word: &[u8]| match word {
            [] | [_] | [_, b'*', ..] => u128::MAX,
            [first, second, ..] => 1 << ((first ^ (second << 2)) & 0x7F),
        };
        let begins = phrases.clone().map(|phrase| bit(phrase.as_bytes()));
        let begins = begins.fold(0, |all, bit| all | bit);
        let first = self.places.partition_point(|at| (*at as usize) < within.start);
        let places = self.places[first..].iter().map(|at| *at as usize);
        let places = places.take_while(|at| *at < within.end);
        let mut likely = places.filter(|at| begins & bit(&bytes[*at..]) != 0);
        likely.find_map(|at| {
            let mut same = phrases
                .clone()
                .filter(|phrase| phrase.as_bytes().first() == Some(&bytes[at]));
            same.find_map(|phrase| phrase_at(bytes, at, phrase))
        })
    }
}

/// The letters of the words that a phrase can begin with.
enum Beginning {
    /// Nothing begins so.
    None,
    /// Just these.
    Told(Letters),
    /// From the first to the last of these.
    Open(Letters, Letters),
    /// Those of a word, and of its plural.
    Whole(Letters, Letters),
}

impl Beginning {
    fn of(phrase: &str) -> Beginning {
        let (stem, open) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
        let (first, length) = letters(stem.as_bytes());
        if length == 0 {
            Beginning::None
        } else if length == TOLD || length < stem.len() {
            Beginning::Told(first)
        } else if open {
            Beginning::Open(first, first | Letters::MAX >> (8 * length))
        } else {
            Beginning::Whole(first, first | Letters::from(b's') << (8 * (TOLD - 1 - length)))
        }
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

/// The words that begin in a range of a text, by place.
fn words(bytes: &[u8], range: &Span) -> Vec<Word> {
    let mut found = Vec::with_capacity(range.len() / 6);
    let mut at = range.start;
    while at < range.end {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let (letters, length) = letters(&bytes[at..]);
        found.push((letters, place(at)));
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

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[&str] = &[
        "a",
        "as",
        "api",
        "apis",
        "rate",
        "rates",
        "rate-limit",
        "replica",
        "replicas",
        "replicated",
        "replication",
        "é",
        "10",
        "\n",
    ];

    fn text(random: &mut fastrand::Rng, most: usize) -> String {
        (0..random.usize(..most))
            .map(|_| format!("{} ", WORDS[random.usize(..WORDS.len())]))
            .collect()
    }

    #[test]
    fn an_edited_text_has_the_words_of_the_text_that_comes_of_it() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..300 {
            let (head, old, new, tail) = (
                text(&mut random, 20),
                text(&mut random, 9),
                text(&mut random, 9),
                text(&mut random, 20),
            );
            let (before, now) = (format!("{head}{old}{tail}"), format!("{head}{new}{tail}"));
            let gone = head.len()..head.len() + old.len();
            let anew = head.len()..head.len() + new.len();
            assert_eq!(
                Starts::new(&before).after(&before, &gone, &now, &anew),
                Starts::new(&now),
                "{before:?} to {now:?}"
            );
        }
    }

    #[test]
    fn a_phrase_is_found_where_it_stands_first() {
        let mut random = fastrand::Rng::with_seed(2);
        let phrases = [
            "a",
            "api",
            "rate*",
            "rate limit",
            "rate a",
            "replica",
            "replicat*",
            "replication a",
            "10",
        ];
        for _ in 0..300 {
            let text = text(&mut random, 40);
            let bytes = text.as_bytes();
            let starts = Starts::new(&text);
            let beginnings = starts.places.iter().map(|place| *place as usize);
            for phrase in phrases {
                let first = beginnings.clone().find_map(|at| phrase_at(bytes, at, phrase));
                let whole = 0..text.len();
                assert_eq!(starts.find(bytes, &whole, phrase), first, "{phrase} in {text:?}");
                let mut all: Vec<Span> = starts.all(bytes, phrase).collect();
                all.sort_by_key(|span| span.start);
                let each: Vec<Span> = beginnings
                    .clone()
                    .filter_map(|at| phrase_at(bytes, at, phrase))
                    .collect();
                assert_eq!(all, each, "{phrase} in {text:?}");
                let one = std::iter::once(phrase);
                assert_eq!(starts.first_in_short(bytes, &whole, one), first, "{phrase} in {text:?}");
            }
        }
    }
}
