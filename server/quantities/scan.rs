//! From a text to its quantities, in one pass.

mod around;

mod behind;

mod draft;

mod numerals;

mod percentiles;

use super::units::Unit;
use super::{Comparison, Dimension, Quantity, Units};
use crate::text::Span;
use draft::{Draft, Sort, Tail};

pub(super) struct Scanner<'a> {
    words: &'a str,
    bytes: &'a [u8],
    skip: &'a [Span],
    units: &'a Units,
    /// Where the line begins that is being read.
    line: usize,
    /// A percentile of this line that waits for its duration.
    percentile: Option<f64>,
    found: Vec<Quantity>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(words: &'a str, skip: &'a [Span], units: &'a Units) -> Scanner<'a> {
        Scanner {
            words,
            bytes: words.as_bytes(),
            skip,
            units,
            line: 0,
            percentile: None,
            found: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Vec<Quantity> {
        let mut at = 0;
        while at < self.bytes.len() {
            if let [first, rest @ ..] = self.skip
                && first.start <= at
            {
                at = at.max(first.end);
                self.skip = rest;
                continue;
            }
            match self.bytes[at] {
                b'\n' | b'\t' => {
                    at += 1;
                    self.line = at;
                    self.percentile = None;
                }
                byte if byte.is_ascii_digit() => at = self.number(at),
                byte if byte.is_ascii_alphabetic() => at = self.word(at),
                _ => at += 1,
            }
        }
        self.found
    }

    /// Reads at a letter; returns where to go on.
    fn word(&mut self, at: usize) -> usize {
        let end = self.run_of(at, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let word = &self.words[at..end];
        if let Some((percentile, end)) = self.percentile_at(at, end) {
            self.note_percentile(percentile, at);
            return end;
        }
        let small = |prefix: &str| word.len() >= prefix.len() && word[..prefix.len()].eq_ignore_ascii_case(prefix);
        if small("sub") {
            let unit = if word.len() > 3 { at + 3 } else { end + 1 };
            return self.bounded(at, unit, 1.0).unwrap_or(end);
        }
        if small("single") || small("double") {
            let digit = end + "-digit ".len();
            let said = self.words.get(end + 1..digit - 1).is_some_and(|word| word == "digit");
            let bound = if small("single") { 10.0 } else { 100.0 };
            return said.then(|| self.bounded(at, digit, bound)).flatten().unwrap_or(end);
        }
        // "In less than a minute".
        if matches!(word, "a" | "an" | "one") && self.byte(end) == b' ' {
            let unit = end + 1..self.run_of(end + 1, |byte| byte.is_ascii_alphabetic());
            let most = ["less than", "under", "within", "below", "at most"];
            if self.units.duration(&self.words[unit]).is_some()
                && most.iter().any(|words| self.before(at).trim_end().ends_with(words))
                && let Some(end) = self.bounded(at, end + 1, 1.0)
            {
                return end;
            }
        }
        match self.units.opener(word) {
            Some(value) => self.spelled(at, end, value),
            None => end,
        }
    }

    /// `sub-second`, `single-digit milliseconds`: at most `raw` of the unit that stands at `unit`.
    fn bounded(&mut self, start: usize, unit: usize, raw: f64) -> Option<usize> {
        let end = self.run_of(unit, |byte| byte.is_ascii_alphabetic());
        let seconds = self.units.duration(self.words.get(unit..end)?)?;
        let draft = Draft {
            end,
            unit: Some(Sort::Unit(Unit::Duration(seconds))),
            vague: true,
            ..Draft::new(start, raw)
        };
        let tail = self.tail(&draft);
        Some(self.push(&draft, tail, None, Comparison::AtMost))
    }

    /// A number in words: `five nines`, `millions of users`, `ten seconds`.
    fn spelled(&mut self, start: usize, end: usize, value: f64) -> usize {
        let mut draft = Draft {
            end,
            ..Draft::new(start, value)
        };
        draft.vague = value >= 10.0 && self.words[start..end].ends_with(['s', 'S']);
        // "hundreds of thousands", "ten million".
        while let Some((word, next)) = self.next_word(draft.end) {
            let of = draft.vague && word == "of";
            let (word, next) = if of {
                self.next_word(next).unwrap_or((word, next))
            } else {
                (word, next)
            };
            let Some(more) = self.units.opener(word).filter(|more| *more >= 100.0) else {
                break;
            };
            draft.raw *= more;
            draft.end = next;
        }
        if self.nines(&mut draft) {
            return self.push(&draft, Tail::at(draft.end), None, Comparison::Exactly);
        }
        let few = ["several ", "few ", "many ", "couple "];
        let before = self.before(start);
        draft.vague |= few.iter().any(|word| before.ends_with(word.trim_end()));
        if draft.raw < 100.0 {
            // "two services" counts; it does not measure.
            let Some((word, next)) = self.next_word(draft.end) else {
                return end;
            };
            let unit = self.units.unit(word).filter(|_| word.len() > 3);
            if !matches!(unit, Some(Unit::Duration(_) | Unit::Bytes(_))) || draft.raw < 2.0 {
                return end;
            }
            draft.unit = unit.map(Sort::Unit);
            draft.end = next;
        } else {
            draft.magnitude = draft.raw;
            draft.raw = 1.0;
            draft = match self.suffix(draft.clone()) {
                Ok(draft) => draft,
                Err(_) => draft,
            };
        }
        self.complete(draft).unwrap_or(end)
    }

    /// Reads at a digit; returns where to go on.
    fn number(&mut self, at: usize) -> usize {
        let draft = match self.numeral(at) {
            Ok(draft) => draft,
            Err(end) => return end,
        };
        let end = draft.end;
        if let Some(end) = self.odds(&draft) {
            return end;
        }
        let mut draft = draft;
        if self.nines(&mut draft) {
            return self.push(&draft, Tail::at(draft.end), None, Comparison::Exactly);
        }
        if let Some((percentile, end)) = self.ordinal(&draft) {
            self.note_percentile(percentile, at);
            return end;
        }
        match self.suffix(draft) {
            Ok(draft) if self.is_name(&draft) => draft.end,
            Ok(draft) => self.complete(draft).unwrap_or(end),
            Err(end) => end,
        }
    }

    /// The number with its range, its comparison and what stands behind it.
    fn complete(&mut self, mut draft: Draft) -> Option<usize> {
        let upper = self.range(&mut draft);
        if upper.is_none() && draft.is_year() && self.year_follows(draft.end) {
            return Some(self.run_of(draft.end, |byte| {
                !byte.is_ascii_whitespace() && (byte.is_ascii_digit() || !byte.is_ascii_alphanumeric())
            }));
        }
        let tail = self.tail(&draft);
        let comparison = self.comparison(&draft, tail.end);
        let noun = tail.of.clone().map(|of| &self.words[of]);
        let named = noun
            .and_then(|noun| noun.split(' ').next())
            .is_some_and(|noun| self.units.is_named(noun));
        let plain = draft.unit.is_none() && draft.magnitude <= 1.0 && !draft.grouped && upper.is_none();
        let counted = noun.is_some_and(|noun| noun.split([' ', '-']).any(|word| self.units.is_counted(word)));
        let bare = plain
            && comparison == Comparison::Exactly
            && (tail.per.is_none() && noun.is_none()
                || draft.decimal
                || (draft.is_year() && !counted)
                || (self.follows_a_name(draft.start) && !counted));
        // "302 redirects" is a name; "10,000 redirects" and "500 redirects per second" are figures.
        if bare || (named && plain && tail.per.is_none()) {
            return None;
        }
        Some(self.push(&draft, tail, upper, comparison))
    }

    fn push(&mut self, draft: &Draft, tail: Tail, upper: Option<f64>, comparison: Comparison) -> usize {
        let (dimension, scale, rate, bits) = draft.measure();
        let of = tail.of.or_else(|| draft.unit_words.clone());
        let noun = of.clone().map_or("", |of| &self.words[of]);
        let any = |is: &dyn Fn(&str) -> bool| noun.split([' ', '-']).any(is);
        let per = rate.or(tail.per);
        let value = draft.raw * draft.magnitude * scale;
        let target = match dimension {
            Dimension::Count if draft.vague => value >= 1000.0,
            Dimension::Count => {
                per.is_some()
                    || draft.magnitude > 1.0
                    || draft.grouped
                    || any(&|word| self.units.is_counted(word))
                    || (comparison != Comparison::Exactly && !any(&|word| self.units.is_idle(word)))
            }
            // The length of a key.
            Dimension::Bytes => !bits || per.is_some() || draft.magnitude * scale > 0.2,
            _ => true,
        };
        let end = draft.end.max(tail.end.min(draft.end));
        let mut quantity = Quantity {
            span: draft.start..end,
            value,
            upper,
            dimension,
            per,
            each: tail.each,
            of,
            percentile: None,
            comparison,
            vague: draft.vague,
            bits,
            target,
        };
        if dimension == Dimension::Duration {
            quantity.percentile = self.percentile.take().or_else(|| self.share_of_requests(draft.start));
        }
        self.found.push(quantity);
        tail.end.max(draft.end)
    }

    // ------------------------------------------------------------------------------------------ numbers

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The text from `at` on, at most a line of it.
    fn rest(&self, at: usize) -> &'a str {
        let rest = self.words.get(at..).unwrap_or_default();
        let mut end = rest.len().min(120);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let rest = &rest[..end];
        let end = rest.bytes().position(|byte| matches!(byte, b'\n' | b'\t'));
        end.map_or(rest, |end| &rest[..end])
    }

    /// Where `part`, a slice of the text, begins.
    fn place(&self, part: &str) -> usize {
        part.as_ptr() as usize - self.words.as_ptr() as usize
    }

    fn run_of(&self, at: usize, is: impl Fn(u8) -> bool) -> usize {
        at + self
            .bytes
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| is(**byte))
            .count()
    }

    fn digits(&self, at: usize) -> usize {
        self.run_of(at, |byte| byte.is_ascii_digit())
    }

    fn letter_at(&self, at: usize) -> bool {
        self.byte(at).is_ascii_alphabetic()
    }

    /// The end of the letters at `at`; the signs of micro and of multiplication are letters.
    fn letters(&self, at: usize) -> usize {
        let letter = |c: &char| c.is_alphabetic() || *c == '×';
        at + self
            .rest(at)
            .chars()
            .take_while(letter)
            .map(char::len_utf8)
            .sum::<usize>()
    }

    /// The word behind a space or hyphen at `at`, and where it ends.
    fn next_word(&self, at: usize) -> Option<(&'a str, usize)> {
        let rest = self.rest(at);
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let start = if spaces > 0 {
            at + spaces
        } else if rest.starts_with('-') {
            at + 1
        } else {
            return None;
        };
        let end = self.letters(start);
        (end > start).then(|| (&self.words[start..end], end))
    }
}
