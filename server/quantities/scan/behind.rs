//! What stands behind a number: its magnitude and unit, the end of a range, per what, of what.

use super::{Draft, Scanner, Sort, Tail};
use crate::quantities::units::Unit;
use crate::text::Span;

impl<'a> Scanner<'a> {
    /// Magnitude and unit behind a number; an error where the letters behind it make it a name.
    pub(super) fn suffix(&self, mut draft: Draft) -> Result<Draft, usize> {
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

    pub(super) fn percent(&self, draft: &mut Draft) -> bool {
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
    pub(super) fn attached(&self, draft: &mut Draft, word: &str, end: usize) -> bool {
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
    pub(super) fn spaced(&self, draft: &mut Draft) {
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
    pub(super) fn range(&self, draft: &mut Draft) -> Option<f64> {
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
    pub(super) fn tail(&self, draft: &Draft) -> Tail {
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
    pub(super) fn noun(&self, tail: &mut Tail) {
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
    pub(super) fn each(&self, tail: &mut Tail, draft: &Draft) -> bool {
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
}
