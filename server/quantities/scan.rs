//! From a text to its quantities, in one pass.

use super::units::Unit;
use super::{Comparison, Dimension, Quantity, Units};
use crate::text::Span;

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

/// A number with what stands around it, while it is read.
#[derive(Clone, Debug)]
struct Draft {
    start: usize,
    end: usize,
    /// The number as written.
    raw: f64,
    /// `k`, `million`; 1 where there is none.
    magnitude: f64,
    unit: Option<Sort>,
    /// The words of a unit that says what is counted: `rps`, `DAU`.
    unit_words: Option<Span>,
    /// `1,000`.
    grouped: bool,
    /// Digits behind a point.
    decimal: bool,
    plus: bool,
    vague: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sort {
    Unit(Unit),
    Percent,
    Times,
}

/// What stands behind a number and its unit.
#[derive(Clone, Debug, Default)]
struct Tail {
    end: usize,
    per: Option<f64>,
    each: Option<Span>,
    of: Option<Span>,
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

    /// The number at a digit, or where to go on when it is none: part of a name, a version, a date.
    fn numeral(&self, at: usize) -> Result<Draft, usize> {
        let mut end = self.digits(at);
        let before = self.words[..at].chars().next_back();
        let glued = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '#' | '§' | '@'));
        let dotted = before == Some('.') && at > self.line + 1 && self.bytes[at - 2].is_ascii_alphanumeric();
        if glued || dotted {
            return Err(self.run_of(at, |byte| byte.is_ascii_alphanumeric() || byte == b'.'));
        }
        let mut text = self.words[at..end].to_owned();
        let mut grouped = false;
        while let Some(next) = self.group(end, text.len(), grouped) {
            text.extend(self.words[end + 1..next].chars().filter(char::is_ascii_digit));
            grouped = true;
            end = next;
        }
        let mut decimal = false;
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
            let next = self.digits(end + 1);
            text.push_str(&self.words[end..next]);
            decimal = true;
            end = next;
            if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
                return Err(self.run_of(end, |byte| byte.is_ascii_digit() || byte == b'.'));
            }
        }
        if let Some(end) = self.date(at, end) {
            return Err(end);
        }
        let mut draft = Draft {
            end,
            grouped,
            decimal,
            ..Draft::new(at, text.parse().unwrap_or_default())
        };
        self.power(&mut draft);
        let sign = self.words[self.line..at].trim_end().chars().next_back();
        if sign.is_some_and(|sign| self.units.is_currency(sign)) {
            draft.start = self.words[..at].trim_end().len() - sign.map_or(0, char::len_utf8);
            draft.unit = Some(Sort::Unit(Unit::Money));
        }
        Ok(draft)
    }

    /// The end of another group of digits: `,000`, `_000`, or `,00` where a group of three follows (lakh and crore).
    fn group(&self, at: usize, before: usize, grouped: bool) -> Option<usize> {
        let end = self.digits(at + 1);
        let separator = self.byte(at);
        let three = end == at + 4;
        let two = separator == b',' && end == at + 3 && self.byte(end) == b',' && self.byte(end + 1).is_ascii_digit();
        ((separator == b',' || separator == b'_') && (three || two) && (grouped || before <= 3)).then_some(end)
    }

    /// `2024-01-15`, `12/25/2024`, `24/7`; `80/20` is none.
    fn date(&self, at: usize, end: usize) -> Option<usize> {
        let separator = self.byte(end);
        if !matches!(separator, b'-' | b'/') || !self.byte(end + 1).is_ascii_digit() {
            return None;
        }
        let next = self.digits(end + 1);
        let last = self.byte(next) == separator && self.byte(next + 1).is_ascii_digit();
        let left: f64 = self.words[at..end].parse().unwrap_or_default();
        let right: f64 = self.words[end + 1..next].parse().unwrap_or_default();
        let always = separator == b'/' && left == 24.0 && right == 7.0;
        let month = separator == b'-' && (1900.0..=2100.0).contains(&left) && next == end + 3 && right <= 12.0;
        (last || always || month).then(|| {
            self.run_of(next, |byte| {
                byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b':' | b'T')
            })
        })
    }

    /// `10^9`, `10⁹`, `10**9`, `2 × 10^6`, `1e6`.
    fn power(&self, draft: &mut Draft) {
        if let Some((exponent, end)) = self.exponent(draft.end) {
            draft.raw = draft.raw.powi(exponent);
            draft.end = end;
            draft.grouped = true;
            return;
        }
        let rest = self.rest(draft.end).trim_start_matches(' ');
        let times = rest
            .strip_prefix(['x', '×', '*', '·'])
            .map(|rest| rest.trim_start_matches(' '));
        if let Some(ten) = times.and_then(|rest| rest.strip_prefix("10"))
            && let Some((exponent, end)) = self.exponent(self.place(ten))
        {
            draft.raw *= 10_f64.powi(exponent);
            draft.end = end;
            draft.grouped = true;
            return;
        }
        let e = matches!(self.byte(draft.end), b'e' | b'E') && self.byte(draft.end + 1).is_ascii_digit();
        if e {
            let end = self.digits(draft.end + 1);
            if !self.byte(end).is_ascii_alphanumeric() {
                let exponent = self.words[draft.end + 1..end].parse().unwrap_or(0);
                draft.raw *= 10_f64.powi(exponent);
                draft.end = end;
                draft.grouped = true;
            }
        }
    }

    fn exponent(&self, at: usize) -> Option<(i32, usize)> {
        const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        let rest = self.rest(at);
        let raised = |c: char| RAISED.chars().position(|digit| digit == c);
        if rest.chars().next().and_then(raised).is_some() {
            let digits: Vec<(usize, usize)> = rest
                .char_indices()
                .map_while(|(_, c)| raised(c).map(|digit| (digit, c.len_utf8())))
                .take(3)
                .collect();
            let value = digits
                .iter()
                .fold(0, |value, (digit, _)| value * 10 + i32::try_from(*digit).unwrap_or(0));
            return Some((value, at + digits.iter().map(|(_, length)| length).sum::<usize>()));
        }
        let start = at + ["^{", "^", "**"].iter().find(|mark| rest.starts_with(**mark))?.len();
        let end = self.digits(start);
        let value: i32 = self.words[start..end].parse().ok().filter(|value| *value <= 30)?;
        Some((value, end + usize::from(self.byte(end) == b'}')))
    }

    /// `100:1`, `80/20`. A time of day is none.
    fn odds(&mut self, draft: &Draft) -> Option<usize> {
        if !matches!(self.byte(draft.end), b':' | b'/')
            || !self.byte(draft.end + 1).is_ascii_digit()
            || draft.unit.is_some()
        {
            return None;
        }
        let other = self.numeral(draft.end + 1).ok();
        let Some(other) =
            other.filter(|other| !self.byte(other.end).is_ascii_alphabetic() || self.byte(other.end) == b'k')
        else {
            return (self.byte(draft.end) == b':').then(|| self.digits(draft.end + 1));
        };
        let other = self
            .suffix(other.clone())
            .ok()
            .filter(|long| long.unit.is_none())
            .unwrap_or(other);
        let (left, right) = (draft.raw, other.raw * other.magnitude);
        let balanced = left + right == 100.0 || left + right == 10.0;
        let sided = (left == 1.0 || right == 1.0) && self.byte(draft.end) == b':';
        if (balanced || sided) && left != right && left.min(right) > 0.0 {
            let odds = Draft {
                end: other.end,
                unit: Some(Sort::Times),
                ..Draft::new(draft.start, left.max(right) / left.min(right))
            };
            let comparison = self.comparison(&odds, odds.end);
            return Some(self.push(&odds, Tail::at(odds.end), None, comparison));
        }
        (self.byte(draft.end) == b':').then_some(other.end)
    }

    /// `four nines`, `5 9s`.
    fn nines(&self, draft: &mut Draft) -> bool {
        let Some((word, end)) = self.next_word(draft.end) else {
            return self.digit_nines(draft);
        };
        let said = word.eq_ignore_ascii_case("nines") && (1.0..=12.0).contains(&draft.raw);
        if said {
            draft.take_as_nines(end);
        }
        said
    }

    fn digit_nines(&self, draft: &mut Draft) -> bool {
        let rest = self.rest(draft.end);
        let end = ["-9s", " 9s", " 9's", " 9’s"]
            .iter()
            .find(|mark| rest.starts_with(**mark))
            .map(|mark| draft.end + mark.len());
        let Some(end) = end.filter(|_| (1.0..=12.0).contains(&draft.raw)) else {
            return false;
        };
        draft.take_as_nines(end);
        true
    }

    // ------------------------------------------------------------------------------------------ percentiles

    /// `p99`, `P99.9`, `tp999`.
    fn percentile_at(&self, at: usize, end: usize) -> Option<(f64, usize)> {
        let word = &self.words[at..end];
        let digits = word
            .strip_prefix(['p', 'P'])
            .or_else(|| word.strip_prefix("tp"))
            .or_else(|| word.strip_prefix("TP"))?;
        if !(2..=4).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut value: f64 = digits.parse().ok()?;
        while value > 100.0 {
            value /= 10.0;
        }
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
            let next = self.digits(end + 1);
            let value = self.words[at + word.len() - digits.len()..next].parse().ok()?;
            return Some((value, next));
        }
        (value >= 50.0).then_some((value, end))
    }

    /// `99th percentile`, `95 percentile`, `99%ile`.
    fn ordinal(&self, draft: &Draft) -> Option<(f64, usize)> {
        let rest = self.rest(draft.end);
        let mark = [
            "th-percentile",
            "th percentile",
            " percentile",
            "%ile",
            "th %ile",
            "% percentile",
            "-percentile",
        ]
        .iter()
        .find(|mark| rest.starts_with(**mark))?;
        (draft.raw > 0.0 && draft.raw < 100.0).then_some((draft.raw, draft.end + mark.len()))
    }

    /// A percentile belongs to the duration right before it, else to the next one of the line.
    fn note_percentile(&mut self, percentile: f64, at: usize) {
        let line = self.line;
        let before = self.found.last_mut().filter(|quantity| {
            quantity.dimension == Dimension::Duration && quantity.percentile.is_none() && quantity.span.start >= line
        });
        let near = before.filter(|quantity| {
            let gap = self.words[quantity.span.end..at].trim_matches([' ', '(', '@', '-', '–']);
            matches!(
                gap,
                "" | "at" | "at the" | "for" | "for the" | "in" | "the" | "latency" | "latency at" | "at most at"
            )
        });
        match near {
            Some(quantity) => quantity.percentile = Some(percentile),
            None => self.percentile = Some(percentile),
        }
    }

    /// `99% of requests under` a duration that begins at `start`.
    fn share_of_requests(&mut self, start: usize) -> Option<f64> {
        let share = self.found.last()?;
        let gap = self.words.get(share.span.end..start)?;
        let said = share.dimension == Dimension::Share
            && share.span.start >= self.line
            && gap.len() < 80
            && gap.trim_start().starts_with("of ")
            && !gap.contains([';', '.', '(']);
        said.then(|| self.found.pop().map(|share| share.value * 100.0))
            .flatten()
    }

    // ------------------------------------------------------------------------------------------ units

    /// Magnitude and unit behind a number; an error where the letters behind it make it a name.
    fn suffix(&self, mut draft: Draft) -> Result<Draft, usize> {
        if self.byte(draft.end) == b'+' {
            draft.plus = true;
            draft.end += 1;
        }
        if draft.unit.is_none() && self.percent(&mut draft) {
            return Ok(draft);
        }
        let end = self.letters(draft.end);
        if end > draft.end {
            let word = &self.words[draft.end..end];
            if self.byte(end).is_ascii_digit() || self.byte(end) == b'_' {
                return Err(self.run_of(end, |byte| byte.is_ascii_alphanumeric() || byte == b'_'));
            }
            if word.eq_ignore_ascii_case("x") || word == "×" {
                draft.unit = Some(Sort::Times);
                draft.end = end;
                return Ok(draft);
            }
            if !self.attached(&mut draft, word, end) {
                return Err(end);
            }
            if self.byte(draft.end) == b'+' {
                draft.plus = true;
                draft.end += 1;
            }
        }
        if draft.unit.is_none() || draft.unit == Some(Sort::Unit(Unit::Money)) {
            self.spaced(&mut draft);
        }
        Ok(draft)
    }

    fn percent(&self, draft: &mut Draft) -> bool {
        let rest = self.rest(draft.end);
        let signs = ["%", " %", " percent", " per cent", " pct", "-percent"];
        let sign = signs
            .iter()
            .find(|sign| rest.starts_with(**sign) && !self.letter_at(draft.end + sign.len()));
        if let Some(sign) = sign {
            draft.unit = Some(Sort::Percent);
            draft.end += sign.len();
        }
        sign.is_some()
    }

    /// Letters that touch the number.
    fn attached(&self, draft: &mut Draft, word: &str, end: usize) -> bool {
        let next = self.next_word(end).map(|(next, _)| next);
        let counts = next.is_some_and(|next| {
            self.units.is_counted(next)
                || matches!(self.units.unit(next), Some(Unit::Rate(_) | Unit::People))
                || self.units.adverb(next).is_some()
        }) || self
            .next_word(end)
            .and_then(|(_, at)| self.next_word(at))
            .is_some_and(|(next, _)| self.units.is_counted(next));
        let rate = self.rest(end).starts_with('/');
        let unit = self.units.unit(word);
        let unit = match word {
            // Million users, or minutes.
            "M" | "k" | "K" => None,
            "m" if counts || rate => None,
            // A billion, or bytes.
            "B" if draft.is_power_of_two() && !(counts && next.is_some_and(|next| next.ends_with('s'))) && !rate => {
                unit
            }
            "B" | "b" => None,
            "T" | "t" if counts || rate => None,
            // Generations of networks.
            "G" | "g" if (2.0..=5.0).contains(&draft.raw) && !self.rest(end).starts_with([' ', '/']) => return false,
            "G" | "g" if (2.0..=5.0).contains(&draft.raw) && next.is_none_or(|next| !matches!(next, "of" | "per")) => {
                return false;
            }
            _ => unit,
        };
        if let Some(unit) = unit {
            draft.take(unit, draft.end..end);
            return true;
        }
        if let Some(magnitude) = self.units.magnitude(word) {
            draft.magnitude *= magnitude;
            draft.end = end;
            return true;
        }
        // `10Krps`
        let split = word.chars().next().map_or(0, char::len_utf8);
        let (first, rest) = word.split_at(split);
        match (self.units.magnitude(first), self.units.unit(rest)) {
            (Some(magnitude), Some(unit @ (Unit::Rate(_) | Unit::People))) => {
                draft.magnitude *= magnitude;
                draft.take(unit, draft.end + split..end);
                true
            }
            _ => false,
        }
    }

    /// Words behind the number: `million`, `ms`.
    fn spaced(&self, draft: &mut Draft) {
        for _ in 0..2 {
            let Some((word, end)) = self.next_word(draft.end) else {
                return;
            };
            let single = word.chars().count() == 1;
            let magnitude = self
                .units
                .magnitude(word)
                .filter(|_| !single || matches!(word, "K" | "k" | "M" | "B"));
            let bytes = word == "B" && draft.is_power_of_two();
            if let Some(magnitude) = magnitude.filter(|_| draft.magnitude <= 1.0 && !bytes) {
                draft.magnitude *= magnitude;
                draft.end = end;
                if self.byte(draft.end) == b'+' {
                    draft.plus = true;
                    draft.end += 1;
                }
                continue;
            }
            let unit = self
                .units
                .unit(word)
                .filter(|_| !single || matches!(word, "s" | "h" | "B"));
            if let Some(unit) = unit.filter(|_| draft.unit.is_none() || self.units.unit(word) == Some(Unit::Money)) {
                draft.take(unit, end - word.len()..end);
            }
            return;
        }
    }

    // ------------------------------------------------------------------------------------------ around a number

    /// The second number of a range, which may bring the unit of the first.
    fn range(&self, draft: &mut Draft) -> Option<f64> {
        let rest = self.rest(draft.end);
        let trimmed = rest.trim_start_matches(' ');
        let between = self.before(draft.start).ends_with("between");
        let marks = ["-", "–", "—", "~", "..", "to ", "upto ", "up to ", "till ", "and "];
        let mark = marks
            .iter()
            .find(|mark| trimmed.starts_with(**mark) && (**mark != "and " || between))?;
        let behind = trimmed[mark.len()..].trim_start_matches([' ', '$', '€', '£']);
        let at = self.place(behind);
        if !self.byte(at).is_ascii_digit() {
            return None;
        }
        let mut other = Draft {
            end: self.digits(at),
            ..Draft::new(at, 0.0)
        };
        let end = self.run_of(at, |byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
        let text = self.words[at..end].trim_end_matches([',', '.']);
        other.end = at + text.len();
        other.raw = text.replace(',', "").parse().ok()?;
        other.decimal = text.contains('.');
        let other = self.suffix(other).ok()?;
        if draft.is_year() && other.is_year() {
            return None;
        }
        let mut second = other.clone();
        let mut first = draft.clone();
        if first.unit.is_none() {
            first.unit = second.unit;
            first.unit_words = second.unit_words.clone();
            if first.magnitude <= 1.0 && first.raw < second.raw {
                first.magnitude = second.magnitude;
            }
        }
        if second.unit.is_none() || (second.unit == Some(Sort::Unit(Unit::Money)) && second.magnitude <= 1.0) {
            second.unit = first.unit;
            if second.magnitude <= 1.0 && second.raw > first.raw {
                second.magnitude = first.magnitude;
            }
        }
        let (low, high) = (first.value(), second.value());
        if first.measure().0 != second.measure().0 || high <= low {
            return None;
        }
        draft.unit = first.unit;
        draft.unit_words = second.unit_words.clone().or(first.unit_words);
        draft.magnitude = first.magnitude;
        draft.end = other.end;
        draft.plus |= other.plus;
        Some(high)
    }

    /// What is counted, in what time, and for each of what.
    fn tail(&self, draft: &Draft) -> Tail {
        let mut tail = Tail::at(draft.end);
        let countable = draft.unit.is_none() || matches!(draft.unit, Some(Sort::Unit(Unit::Money)));
        if countable && draft.unit.is_none() {
            self.noun(&mut tail);
        }
        for _ in 0..3 {
            if !self.each(&mut tail, draft) {
                break;
            }
        }
        tail
    }

    /// Up to four words that say what is counted; `daily` among them says how often.
    fn noun(&self, tail: &mut Tail) {
        let mut span: Option<Span> = None;
        let mut at = tail.end;
        if let Some(("of", end)) = self.next_word(at) {
            at = end;
        }
        for count in 0..4 {
            let Some((word, end)) = self.next_word(at) else { break };
            if self.units.is_stop(word) || word.starts_with('×') || self.byte(end).is_ascii_digit() {
                break;
            }
            if let Some(seconds) = self.units.adverb(word) {
                let people = self.next_word(end).is_some_and(|(next, _)| {
                    self.units.is_counted(next)
                        && (next.eq_ignore_ascii_case("users") || next.eq_ignore_ascii_case("active"))
                });
                if !people {
                    tail.per = tail.per.or(Some(seconds));
                    tail.end = end;
                    at = end;
                    if count > 0 {
                        break;
                    }
                    continue;
                }
            }
            let start = end - word.len();
            span = Some(span.map_or(start, |span| span.start)..end);
            at = end;
            tail.end = end;
        }
        tail.of = span;
    }

    /// `/s`, `per user`, `a day`, `every 4 seconds`.
    fn each(&self, tail: &mut Tail, draft: &Draft) -> bool {
        let rest = self.rest(tail.end);
        let trimmed = rest.trim_start_matches(' ');
        let (mark, slash) = match trimmed.strip_prefix('/') {
            Some(behind) => (behind, true),
            None => {
                let words = ["per ", "a ", "an ", "each ", "every ", "in a ", "p/"];
                match words.iter().find(|word| trimmed.starts_with(**word)) {
                    Some(word) if rest.len() > trimmed.len() => (&trimmed[word.len()..], false),
                    _ => return false,
                }
            }
        };
        let at = self.place(mark.trim_start_matches(' '));
        let (count, at) = if self.byte(at).is_ascii_digit() {
            let end = self.run_of(at, |byte| byte.is_ascii_digit() || byte == b'.');
            let count: f64 = self.words[at..end].parse().unwrap_or_default();
            (count, end + usize::from(self.byte(end) == b' '))
        } else {
            (1.0, at)
        };
        let end = self.letters(at);
        let word = &self.words[at..end];
        if word.is_empty() || count <= 0.0 {
            return false;
        }
        let article =
            !slash && (trimmed.starts_with("a ") || trimmed.starts_with("an ") || trimmed.starts_with("in a "));
        match self.units.duration(word) {
            Some(seconds) if tail.per.is_none() => {
                let rated = matches!(
                    draft.unit,
                    Some(Sort::Unit(Unit::Rate(_) | Unit::BitRate(_) | Unit::ByteRate(_)))
                );
                if rated {
                    return false;
                }
                tail.per = Some(seconds * count);
                tail.end = end;
                true
            }
            None if !article && count == 1.0 && tail.each.is_none() && !(slash && word.ends_with('s')) => {
                if self.units.is_stop(word) {
                    return false;
                }
                tail.each = Some(at..end);
                tail.end = end;
                true
            }
            _ => false,
        }
    }

    fn comparison(&self, draft: &Draft, end: usize) -> Comparison {
        if draft.plus {
            return Comparison::AtLeast;
        }
        let before = self.before(draft.start);
        let arrow = ["->", "=>", ">>", "→"].iter().any(|arrow| before.ends_with(arrow));
        if let Some((comparison, _)) = self.units.comparison(&before).filter(|_| !arrow) {
            return comparison;
        }
        let rest = self.rest(draft.end.max(end));
        let behind = rest.trim_start_matches([' ', '(']);
        let says = |words: &[&str]| {
            words.iter().any(|word| {
                behind
                    .get(..word.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(word))
            })
        };
        if says(&["or less", "or fewer", "or under", "max", "at most"]) {
            Comparison::AtMost
        } else if says(&["or more", "or higher", "or above", "and above", "minimum", "at least"]) {
            Comparison::AtLeast
        } else {
            Comparison::Exactly
        }
    }

    /// The words before `at` in its line, in lower case, opening marks aside: as many as a comparison takes.
    fn before(&self, at: usize) -> String {
        let mut from = at.saturating_sub(28).max(self.line);
        while !self.words.is_char_boundary(from) {
            from += 1;
        }
        self.words[from..at]
            .trim_end_matches([' ', '(', '"', '$', '€', '£', '*', '-'])
            .to_ascii_lowercase()
            .replace('-', " ")
    }

    /// `FR-1`, `step 3`, `HTTP 404`: the number belongs to the word before it.
    fn is_name(&self, draft: &Draft) -> bool {
        if draft.unit.is_some() || draft.magnitude > 1.0 {
            return false;
        }
        let text = &self.words[self.line..draft.start];
        let touching =
            text.ends_with(['-', '/', '.', '\\']) && text[..text.len() - 1].ends_with(|c: char| c.is_alphanumeric());
        let word = text
            .trim_end()
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        touching || (self.units.is_label(word) && text.trim_end().ends_with(word))
    }

    /// A capital before a bare number, not at the beginning of its line: `Redis 7`.
    fn follows_a_name(&self, start: usize) -> bool {
        let text = self.words[self.line..start].trim_end();
        let word = text.rsplit(' ').next().unwrap_or_default();
        word.len() < text.len() && word.starts_with(|c: char| c.is_uppercase()) && !word.ends_with([':', '.', '–'])
    }

    fn year_follows(&self, at: usize) -> bool {
        let rest = self.rest(at).trim_start_matches([' ', '-', '–', '/']);
        rest.len() >= 4 && rest.as_bytes()[..4].iter().all(u8::is_ascii_digit)
    }

    // ------------------------------------------------------------------------------------------ the text

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
        rest.find(['\n', '\t']).map_or(rest, |end| &rest[..end])
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

impl Draft {
    fn new(start: usize, raw: f64) -> Draft {
        Draft {
            start,
            end: start,
            raw,
            magnitude: 1.0,
            unit: None,
            unit_words: None,
            grouped: false,
            decimal: false,
            plus: false,
            vague: false,
        }
    }

    fn take(&mut self, unit: Unit, words: Span) {
        self.end = words.end;
        if matches!(unit, Unit::Rate(_) | Unit::People) {
            self.unit_words = Some(words);
        }
        self.unit = Some(Sort::Unit(unit));
    }

    fn take_as_nines(&mut self, end: usize) {
        self.raw = 100.0 - 100.0 * 10_f64.powf(-self.raw);
        self.unit = Some(Sort::Percent);
        self.end = end;
    }

    /// Dimension, factor, seconds of a rate, and whether it is given in bits.
    fn measure(&self) -> (Dimension, f64, Option<f64>, bool) {
        match self.unit {
            None => (Dimension::Count, 1.0, None, false),
            Some(Sort::Percent) => (Dimension::Share, 0.01, None, false),
            Some(Sort::Times) => (Dimension::Ratio, 1.0, None, false),
            Some(Sort::Unit(unit)) => match unit {
                Unit::Duration(seconds) => (Dimension::Duration, seconds, None, false),
                Unit::Bytes(bytes) => (Dimension::Bytes, bytes, None, false),
                Unit::Bits(bits) => (Dimension::Bytes, bits / 8.0, None, true),
                Unit::ByteRate(bytes) => (Dimension::Bytes, bytes, Some(1.0), false),
                Unit::BitRate(bits) => (Dimension::Bytes, bits / 8.0, Some(1.0), true),
                Unit::Rate(seconds) => (Dimension::Count, 1.0, Some(seconds), false),
                Unit::People => (Dimension::Count, 1.0, None, false),
                Unit::Money => (Dimension::Money, 1.0, None, false),
            },
        }
    }

    fn value(&self) -> f64 {
        self.raw * self.magnitude * self.measure().1
    }

    fn is_power_of_two(&self) -> bool {
        self.raw >= 8.0 && self.raw <= 65_536.0 && self.raw.fract() == 0.0 && (self.raw.log2().fract() == 0.0)
    }

    fn is_year(&self) -> bool {
        (1900.0..=2100.0).contains(&self.raw)
            && !self.grouped
            && !self.decimal
            && self.magnitude <= 1.0
            && self.unit.is_none()
            && !self.plus
    }
}

impl Tail {
    fn at(end: usize) -> Tail {
        Tail { end, ..Tail::default() }
    }
}
