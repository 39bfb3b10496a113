//! The digits of a number, with its powers, odds and nines.

use super::{Draft, Scanner, Sort, Tail};
use crate::quantities::units::Unit;

impl<'a> Scanner<'a> {
    /// The number at a digit, or where to go on when it is none: part of a name, a version, a date.
    pub(super) fn numeral(&self, at: usize) -> Result<Draft, usize> {
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
        if let Some(next) = self.pointed(at, end).filter(|_| !grouped) {
            text.extend(self.words[end..next].chars().filter(char::is_ascii_digit));
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
        if let Some(next) = self.behind_comma(end).filter(|_| !grouped && !decimal) {
            text = format!("{text}.{}", &self.words[end + 1..next]);
            decimal = true;
            end = next;
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
    pub(super) fn group(&self, at: usize, before: usize, grouped: bool) -> Option<usize> {
        let end = self.digits(at + 1);
        let separator = self.byte(at);
        let three = end == at + 4;
        let two = separator == b',' && end == at + 3 && self.byte(end) == b',' && self.byte(end + 1).is_ascii_digit();
        ((separator == b',' || separator == b'_') && (three || two) && (grouped || before <= 3)).then_some(end)
    }

    /// The end of the groups behind points, as half of the world writes thousands: `10.000 users`, `1.500.000`. A size
    /// and a time may have three digits behind a point, and so may a version or an address.
    fn pointed(&self, at: usize, first: usize) -> Option<usize> {
        let mut end = first;
        while self.byte(end) == b'.' && self.digits(end + 1) == end + 4 {
            end += 4;
        }
        let groups = (end - first) / 4;
        let goes_on = self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit();
        if groups == 0 || goes_on || first - at > 3 || self.bytes[at] == b'0' {
            return None;
        }
        if groups > 1 {
            return self.words[..end].ends_with("000").then_some(end);
        }
        let (word, _) = self.next_word(end).filter(|(word, _)| word.len() > 2)?;
        let counts = matches!(self.units.unit(word), None | Some(Unit::Rate(_) | Unit::People));
        (self.words[..end].ends_with("00") && counts && self.units.magnitude(word).is_none()).then_some(end)
    }

    /// The end of the digits behind a comma, as half of the world writes decimals, where they are measured in something:
    /// `99,95 %`, `1,5 s`. Numbers that are listed are not.
    fn behind_comma(&self, at: usize) -> Option<usize> {
        let end = self.digits(at + 1);
        let is_listed = self.byte(end) == b',' || self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit();
        if self.byte(at) != b',' || !(at + 2..=at + 3).contains(&end) || is_listed {
            return None;
        }
        let is_share = self.rest(end).trim_start_matches(' ').starts_with('%');
        let unit = || {
            self.next_word(end)
                .is_some_and(|(word, _)| self.units.unit(word).is_some())
        };
        (is_share || unit()).then_some(end)
    }

    /// `2024-01-15`, `12/25/2024`, `24/7`; `80/20` is none.
    pub(super) fn date(&self, at: usize, end: usize) -> Option<usize> {
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
    pub(super) fn power(&self, draft: &mut Draft) {
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

    pub(super) fn exponent(&self, at: usize) -> Option<(i32, usize)> {
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

    /// `100:1`, `100 : 1`, `80/20`. A time of day is none.
    pub(super) fn odds(&mut self, draft: &Draft) -> Option<usize> {
        if let Some(end) = self.odds_apart(draft) {
            return Some(end);
        }
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

    /// `100 : 1`: only to one, since a colon between spaces stands behind many a number.
    fn odds_apart(&mut self, draft: &Draft) -> Option<usize> {
        let rest = self.rest(draft.end).strip_prefix(" : 1")?;
        let whole = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '%' | ':'));
        if !whole || draft.unit.is_some() || draft.raw <= 1.0 {
            return None;
        }
        let odds = Draft {
            end: draft.end + " : 1".len(),
            unit: Some(Sort::Times),
            ..Draft::new(draft.start, draft.raw)
        };
        let comparison = self.comparison(&odds, odds.end);
        Some(self.push(&odds, Tail::at(odds.end), None, comparison))
    }

    /// `four nines`, `5 9s`.
    pub(super) fn nines(&self, draft: &mut Draft) -> bool {
        let Some((word, end)) = self.next_word(draft.end) else {
            return self.digit_nines(draft);
        };
        let said = word.eq_ignore_ascii_case("nines") && (1.0..=12.0).contains(&draft.raw);
        if said {
            draft.take_as_nines(end);
        }
        said
    }

    pub(super) fn digit_nines(&self, draft: &mut Draft) -> bool {
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
}
