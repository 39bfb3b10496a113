//! The words of units, magnitudes and comparisons, as `words.toml` lists them.

use serde::Deserialize;
use std::collections::HashMap;

/// What the words around a number mean. Words are compared as they are written first (`MB`, `Mb`), then in lower case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Seconds.
    duration: HashMap<String, f64>,
    /// Bytes.
    bytes: HashMap<String, f64>,
    /// Bits, bit rates a second among them.
    bits: HashMap<String, f64>,
    /// Happenings: the seconds of one period.
    rate: HashMap<String, f64>,
    /// Of how many people in a period: `dau`.
    people: Vec<String>,
    /// Signs and names of currencies.
    money: Vec<String>,
    /// `k`, `million`.
    magnitude: HashMap<String, f64>,
    /// `five`.
    number: HashMap<String, f64>,
    /// `daily`: seconds.
    adverb: HashMap<String, f64>,
    /// Words before a number.
    below: Vec<String>,
    above: Vec<String>,
    about: Vec<String>,
    /// A number behind one of these is a name: `step 3`, `HTTP 404`.
    label: Vec<String>,
    /// A number before one of these is a name: `200 OK`.
    named: Vec<String>,
    /// What is counted for its own sake.
    counted: Vec<String>,
    /// What is counted without any aim.
    idle: Vec<String>,
    /// Words that end the name of what is counted.
    stop: Vec<String>,
    /// The words that begin a figure without digits, by their first letters.
    #[serde(skip)]
    openers: Vec<Vec<(String, f64)>>,
}

/// A unit behind a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    Duration(f64),
    Bytes(f64),
    Bits(f64),
    /// Bits a second.
    BitRate(f64),
    /// Bytes a second.
    ByteRate(f64),
    Rate(f64),
    People,
    Money,
}

impl Units {
    /// Ready for use.
    #[must_use]
    pub fn ready(mut self) -> Units {
        self.openers = vec![Vec::new(); 26];
        let magnitudes = self.magnitude.iter().filter(|(word, _)| word.len() > 2);
        for (word, value) in self.number.iter().chain(magnitudes) {
            if let Some(letter) = letter(word) {
                self.openers[letter].push((word.clone(), *value));
            }
        }
        self
    }

    /// The value of a number word: `five`, `millions`.
    pub(super) fn opener(&self, word: &str) -> Option<f64> {
        let candidates = self.openers.get(letter(word)?)?;
        candidates
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word))
            .map(|(_, value)| *value)
    }

    pub(super) fn unit(&self, word: &str) -> Option<Unit> {
        let lower = word.to_lowercase();
        self.unit_as_written(word).or_else(|| self.unit_as_written(&lower))
    }

    fn unit_as_written(&self, word: &str) -> Option<Unit> {
        let bare = word.strip_suffix("ps");
        let rate = |known: &HashMap<String, f64>| bare.and_then(|bare| known.get(bare).copied());
        None.or_else(|| self.duration.get(word).map(|seconds| Unit::Duration(*seconds)))
            .or_else(|| self.bytes.get(word).map(|bytes| Unit::Bytes(*bytes)))
            .or_else(|| self.bits.get(word).map(|bits| Unit::Bits(*bits)))
            .or_else(|| self.rate.get(word).map(|seconds| Unit::Rate(*seconds)))
            .or_else(|| self.people.iter().any(|known| known == word).then_some(Unit::People))
            .or_else(|| self.money.iter().any(|known| known == word).then_some(Unit::Money))
            .or_else(|| rate(&self.bits).map(Unit::BitRate))
            .or_else(|| rate(&self.bytes).map(Unit::ByteRate))
    }

    pub(super) fn duration(&self, word: &str) -> Option<f64> {
        let known = self.duration.get(word);
        known
            .or_else(|| self.duration.get(word.to_lowercase().as_str()))
            .copied()
    }

    pub(super) fn magnitude(&self, word: &str) -> Option<f64> {
        let known = self.magnitude.get(word);
        known
            .or_else(|| self.magnitude.get(word.to_lowercase().as_str()))
            .copied()
    }

    pub(super) fn adverb(&self, word: &str) -> Option<f64> {
        self.adverb.get(word.to_lowercase().as_str()).copied()
    }

    pub(super) fn is_currency(&self, sign: char) -> bool {
        let mut buffer = [0; 4];
        let sign: &str = sign.encode_utf8(&mut buffer);
        self.money.iter().any(|known| known == sign)
    }

    pub(super) fn is_label(&self, word: &str) -> bool {
        is_in(&self.label, word)
    }

    pub(super) fn is_named(&self, word: &str) -> bool {
        is_in(&self.named, word)
    }

    pub(super) fn is_counted(&self, word: &str) -> bool {
        is_in(&self.counted, word) || is_in(&self.people, word)
    }

    pub(super) fn is_idle(&self, word: &str) -> bool {
        is_in(&self.idle, word)
    }

    pub(super) fn is_stop(&self, word: &str) -> bool {
        is_in(&self.stop, word)
    }

    /// The comparison with which `before`, in lower case, ends; and where it begins.
    pub(super) fn comparison(&self, before: &str) -> Option<(super::Comparison, usize)> {
        use super::Comparison::{About, AtLeast, AtMost};
        let lists = [(AtMost, &self.below), (AtLeast, &self.above), (About, &self.about)];
        let ends = lists.into_iter().flat_map(|(comparison, list)| {
            list.iter()
                .filter(|word| ends_with_word(before, word))
                .map(move |word| (comparison, before.len() - word.len()))
        });
        ends.min_by_key(|(_, start)| *start)
    }
}

fn letter(word: &str) -> Option<usize> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    first.is_ascii_lowercase().then(|| usize::from(first - b'a'))
}

fn is_in(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    // Of many words nearly all end with another letter.
    let may = text.as_bytes().last() == word.as_bytes().last();
    may && text.strip_suffix(word).is_some_and(|rest| {
        let begins = word.starts_with(|c: char| c.is_alphanumeric());
        !begins || !rest.ends_with(|c: char| c.is_alphanumeric())
    })
}
