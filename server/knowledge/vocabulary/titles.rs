//! Titles of sections: what is left of one without its trimmings, and which of the known ones it is.

use super::{Part, Words};
use crate::knowledge::memo::Memo;
use crate::markdown::fold;
use fnv::{FnvHashMap, FnvHashSet};

/// The titles of all sections, found by their first letters.
#[derive(Clone, Debug)]
pub struct TitleIndex {
    /// The parts that each whole title opens, each list ascending.
    pub exact: FnvHashMap<String, Vec<Part>>,
    /// Whole titles that open nothing.
    other: FnvHashSet<String>,
    /// The words of titles by their first two bytes.
    words: FnvHashMap<[u8; 2], Vec<TitleWord>>,
}

#[derive(Clone, Debug)]
pub struct TitleWord {
    stem: String,
    /// Any ending will do.
    open: bool,
    /// As it is written in `words.toml`, its star included.
    pub length: usize,
    /// What it opens; nothing where it belongs to no section.
    pub part: Option<Part>,
}

impl TitleIndex {
    /// Of all sections of `words.toml`.
    pub fn new(words: &Words) -> TitleIndex {
        let mut index = TitleIndex {
            exact: FnvHashMap::default(),
            other: FnvHashSet::default(),
            words: FnvHashMap::default(),
        };
        let known = Part::KNOWN.iter().map(|(part, key)| (Some(*part), *key));
        for (part, key) in known.chain([(None, "other")]) {
            let Some(titles) = words.section.get(key) else { continue };
            for title in &titles.titles {
                let Some(part) = part else {
                    index.other.insert(title.clone());
                    continue;
                };
                let parts = index.exact.entry(title.clone()).or_default();
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            for word in &titles.words {
                let stem = word.trim_end_matches('*');
                let Some(first) = first_two(stem) else { continue };
                index.words.entry(first).or_default().push(TitleWord {
                    stem: stem.to_owned(),
                    open: word.ends_with('*'),
                    length: word.len(),
                    part,
                });
            }
        }
        index
    }

    /// Which of the words stand in a title as whole words, and where.
    pub fn words<'a>(&'a self, title: &'a str) -> impl Iterator<Item = (usize, &'a TitleWord)> {
        let mut before = ' ';
        let starts = title
            .char_indices()
            .filter(move |(_, c)| !std::mem::replace(&mut before, *c).is_alphanumeric());
        starts.flat_map(move |(at, _)| {
            let rest = &title[at..];
            let same = first_two(rest).and_then(|first| self.words.get(&first));
            let same = same.map_or(&[][..], Vec::as_slice).iter();
            same.filter_map(move |word| {
                let after = rest.strip_prefix(word.stem.as_str())?;
                (word.open || !after.starts_with(char::is_alphanumeric)).then_some((at, word))
            })
        })
    }

    /// Whether the whole title, and not only a side of it or a word in it, is one that opens nothing of the layout.
    pub fn is_other_whole(&self, title: &str) -> bool {
        self.other.contains(title)
    }

    /// Whether the title is one that opens nothing of the layout.
    pub fn is_other(&self, title: &str) -> bool {
        self.other.contains(title)
            || self.words(title).any(|(_, word)| word.part.is_none())
            || self.is_other_on_both_sides(title)
    }

    /// "Prior art and future work".
    fn is_other_on_both_sides(&self, title: &str) -> bool {
        title.contains(" and ") && split_sides(title).iter().all(|side| self.other.contains(*side))
    }
}

fn first_two(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().first_chunk().copied()
}

/// The letters with which the words of a title begin: of many words that may stand there, most begin with none of them.
pub struct Initials(u128);

impl Initials {
    /// Of a title.
    pub fn of(title: &str) -> Initials {
        let mut before = ' ';
        let starts = title
            .char_indices()
            .filter(|(_, c)| !std::mem::replace(&mut before, *c).is_alphanumeric());
        let bits = starts.map(|(at, _)| Initials::bit(title.as_bytes()[at]));
        Initials(bits.fold(0, |all, bit| all | bit))
    }

    /// Whether words may stand in the title.
    pub fn allow(&self, words: &str) -> bool {
        words
            .bytes()
            .next()
            .is_some_and(|first| self.0 & Initials::bit(first) != 0)
    }

    fn bit(byte: u8) -> u128 {
        1 << (byte & 0x7F)
    }
}

/// Whether one of some words stands in a title.
pub fn holds_any(title: &str, words: &[String]) -> bool {
    let initials = Initials::of(title);
    words.iter().any(|word| initials.allow(word) && holds(title, word))
}

/// Whether `word` stands in `title` as whole words; a trailing `*` stands for any ending.
fn holds(title: &str, word: &str) -> bool {
    let (stem, open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
    let bytes = title.as_bytes();
    // Titles are short and the words are many: a search would take longer to prepare than this takes.
    (0..(bytes.len() + 1).saturating_sub(stem.len())).any(|at| {
        bytes[at..].starts_with(stem.as_bytes()) && {
            let before = !title[..at].ends_with(char::is_alphanumeric);
            before && (open || !title[at + stem.len()..].starts_with(char::is_alphanumeric))
        }
    })
}

/// `## 2.1 🏗️ Step 3: High-Level Architecture (5 minutes):` becomes `high level architecture`.
pub fn normal_title(title: &str) -> String {
    // What is no title but a long line is seldom asked for again.
    const LONGEST: usize = 120;
    if title.len() > LONGEST {
        return normal(title);
    }
    thread_local!(static TITLES: Memo = Memo::default());
    TITLES.with(|titles| titles.of(title, normal))
}

fn normal(title: &str) -> String {
    let mut folded = fold(title);
    if !folded.bytes().all(is_plain) {
        folded = without_asides(folded);
    }
    let mut kept = String::with_capacity(folded.len());
    let mut letters = 0;
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        let c = if c == '’' { '\'' } else { c };
        // "Arch. diagram": a dot that shortens a word, unlike one behind a number or in a name.
        let shortens = c == '.' && letters > 3 && chars.peek() == Some(&' ');
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        if !shortens && (c.is_alphanumeric() || matches!(c, '\'' | ':' | '>' | '.')) {
            kept.push(c);
        } else if !kept.is_empty() && !kept.ends_with(' ') {
            kept.push(' ');
        }
    }
    let mut rest = kept.trim_end();
    // Numbering: "2.", "2.1", "3:", "iv.", "step 3:", "part ii", "a.", "minutes 5 10:", "40 min".
    while let Some((first, behind)) = rest.split_once(' ') {
        let bare = first.trim_matches(['.', ':', '\'']);
        let number =
            bare.bytes().all(|c| c.is_ascii_digit() || c == b'.') || (is_marker(bare) && first.ends_with(['.', ':']));
        let counted = || {
            let next = behind.split(' ').next().unwrap_or_default();
            matches!(
                bare,
                "step"
                    | "part"
                    | "phase"
                    | "section"
                    | "minutes"
                    | "minute"
                    | "chapter"
                    | "stage"
                    | "paso"
                    | "passo"
                    | "etapa"
                    | "étape"
                    | "schritt"
            ) && (next.starts_with(|c: char| c.is_ascii_digit()) || matches!(next, "i:" | "ii:" | "iii:" | "iv:"))
        };
        if !(number || matches!(bare, "min" | "mins" | "minutes") || counted()) {
            break;
        }
        rest = behind;
    }
    let title = rest.trim_matches([':', '.', ' ', '\'', '>']);
    let title = title.strip_prefix("the ").unwrap_or(title);
    if title.contains(':') {
        title.replace(':', "").trim().to_owned()
    } else {
        title.trim().to_owned()
    }
}

/// Neither a mark that means "and" nor a bracket.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'&' | b'+' | b'(' | b'[' | b'{')
}

/// A folded title with "and" for the marks that mean it, and without what stands in brackets.
fn without_asides(mut folded: String) -> String {
    for mark in ['&', '+', '＆'] {
        if folded.contains(mark) {
            folded = folded.replace(mark, " and ");
        }
    }
    // What stands in brackets is a time box or an aside, unless it is all there is.
    let mut kept = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while let Some(open) = rest.find(['(', '[', '{']).filter(|open| open + kept.len() > 0) {
        match rest.find([')', ']', '}']) {
            Some(close) if close > open => {
                kept.push_str(&rest[..open]);
                kept.push(' ');
                rest = &rest[close + 1..];
            }
            // An aside that goes on in the next line.
            None => {
                rest = &rest[..open];
                break;
            }
            Some(_) => break,
        }
    }
    kept + rest
}

/// A title with its misspelt words put right, where one is a letter away from a word that titles often hold.
pub fn mended(title: &str, often: &[String]) -> Option<String> {
    const LONG: usize = 8;
    let mend = |word: &str| {
        let near = |known: &&String| may_be_slip(known, word) && strsim::damerau_levenshtein(known, word) == 1;
        let long = word.len() >= LONG && !often.iter().any(|known| known == word);
        long.then(|| often.iter().find(near))?
    };
    let words: Vec<&str> = title.split(' ').collect();
    if words.len() > 6 || !words.iter().any(|word| mend(word).is_some()) {
        return None;
    }
    let right = words.iter().map(|word| mend(word).map_or(*word, String::as_str));
    Some(right.collect::<Vec<_>>().join(" "))
}

/// Whether two words are alike but for two letters in one place: all that a slip of one letter can do.
fn may_be_slip(known: &str, word: &str) -> bool {
    if known.len().abs_diff(word.len()) > 1 {
        return false;
    }
    let same = |letters: (u8, u8)| letters.0 == letters.1;
    let before = known
        .bytes()
        .zip(word.bytes())
        .take_while(|letters| same(*letters))
        .count();
    let behind = known.bytes().rev().zip(word.bytes().rev());
    let behind = behind.take_while(|letters| same(*letters)).count();
    before + behind + 2 >= known.len().max(word.len())
}

/// What numbers titles without digits: a letter, a Roman number.
fn is_marker(word: &str) -> bool {
    word.len() == 1 || (word.len() <= 4 && word.bytes().all(|c| matches!(c, b'i' | b'v' | b'x')))
}

/// The sides of an "and" or "or".
pub fn split_sides(title: &str) -> Vec<&str> {
    title
        .split(" and ")
        .flat_map(|side| side.split(" or "))
        .map(str::trim)
        .filter(|side| !side.is_empty())
        .collect()
}
