//! A number of an estimate with all that belongs to it.

use super::{Lexer, Placed, Token, run};
use crate::quantities::arithmetic::figure::{Figure, Kind};
use crate::quantities::units::Unit;

impl Lexer<'_> {
    /// A number with its magnitude, its unit, the end of its range, and what it is counted by.
    pub fn number(&mut self) {
        let start = self.at;
        let Some((mantissa, length)) = digits(self.rest()) else {
            return self.push(Token::Break { minus: true }, 1);
        };
        let digits = start..start + length;
        let mut figure = Figure {
            span: digits.clone(),
            end: digits.end,
            digits,
            bare: mantissa,
            upper: None,
            scale: 1.0,
            kind: Kind::Plain,
            per: None,
            magnitude: false,
            bits: false,
            other: None,
        };
        self.at = start + length;
        // `100:1`, `10:30`, `1.2.3`: no number to count with.
        let rest = self.rest();
        let more = |sign: char| {
            rest.strip_prefix(sign)
                .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        };
        if more(':') || more('.') || more('_') {
            let all = rest
                .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | '_'))
                .unwrap_or(rest.len());
            return self.push(Token::Break { minus: true }, all);
        }
        self.superscript(&mut figure);
        self.unit(&mut figure);
        self.range(&mut figure);
        self.per(&mut figure);
        figure.end = self.at.max(figure.span.end);
        let span = start..self.at;
        self.tokens.push(Placed {
            token: Token::Number(figure),
            span,
        });
    }

    fn superscript(&mut self, figure: &mut Figure) {
        const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        let mut power = 0_i32;
        let mut any = false;
        for c in self.words[self.at..].chars() {
            let Some(digit) = RAISED.chars().position(|raised| raised == c) else {
                break;
            };
            power = power
                .saturating_mul(10)
                .saturating_add(i32::try_from(digit).unwrap_or(0));
            any = true;
            self.at += c.len_utf8();
        }
        if any {
            figure.bare = figure.bare.powi(power);
            figure.digits.end = self.at;
            figure.span.end = self.at;
        }
    }

    /// Magnitudes and units behind a number.
    fn unit(&mut self, figure: &mut Figure) {
        for _ in 0..2 {
            let rest = self.rest();
            let percent = rest.trim_start_matches([' ', '\\']);
            if percent.starts_with('%') && !percent[1..].trim_start().starts_with(|c: char| c.is_ascii_digit()) {
                figure.kind = Kind::Share;
                figure.scale = 1.0;
                figure.bare /= 100.0;
                self.at += rest.len() - percent.len() + 1;
                figure.span.end = self.at;
                return;
            }
            let (gap, word, close) = match in_formula(rest) {
                Some((gap, word)) => (gap, word, 1),
                None => {
                    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '-']).len();
                    (gap, run(&rest[gap..]), 0)
                }
            };
            if word.is_empty() || gap > 1 && close == 0 {
                return;
            }
            let letter = word.chars().nth(1).is_none();
            if letter && matches!(word, "x" | "X" | "a" | "A") {
                return;
            }
            let end = self.at + gap + word.len() + close;
            let apart = gap > 0 && close == 0 && letter;
            if let Some(size) = self
                .units
                .magnitude(word)
                .filter(|_| !(figure.magnitude || apart && word == "m"))
            {
                // "5m" may be minutes, and "500B" bytes: the size of an object, rather than of a people.
                if word == "m" || (matches!(word, "B" | "b") && (16.0..5000.0).contains(&figure.bare)) {
                    figure.other = Some(figure.bare);
                }
                figure.bare *= size;
                figure.magnitude = true;
            } else {
                let (kind, scale, per, bits) = match self.units.unit(word) {
                    Some(Unit::Duration(seconds)) => (Kind::Time, seconds, None, false),
                    Some(Unit::Bytes(bytes)) => (Kind::Size, bytes, None, false),
                    Some(Unit::Bits(bits)) => (Kind::Size, bits / 8.0, None, true),
                    Some(Unit::BitRate(bits)) => (Kind::Size, bits / 8.0, Some(1.0), true),
                    Some(Unit::ByteRate(bytes)) => (Kind::Size, bytes, Some(1.0), false),
                    Some(Unit::Rate(seconds)) => (Kind::Plain, 1.0, Some(seconds), false),
                    _ => return,
                };
                figure.kind = kind;
                figure.scale = scale;
                figure.per = per;
                figure.bits = bits;
                figure.magnitude |= kind == Kind::Size && scale > 1.0;
                self.at = end;
                if kind != Kind::Plain {
                    figure.span.end = end;
                }
                return;
            }
            self.at = end;
            figure.span.end = end;
        }
    }

    /// `5-10k`, `5k to 10k`.
    fn range(&mut self, figure: &mut Figure) {
        let rest = self.rest();
        let bare = rest.trim_start_matches(' ');
        let Some(behind) = ["-", "–", "to "].iter().find_map(|sign| bare.strip_prefix(sign)) else {
            return;
        };
        let behind = behind.trim_start_matches(['~', ' ', '$']);
        let Some((upper, length)) = digits(behind) else { return };
        // "30 - 5" is a difference; "5-10" a range.
        if bare.starts_with('-') && bare[1..].starts_with(' ') {
            return;
        }
        let first = (figure.magnitude, figure.kind);
        let bare = figure.bare;
        self.at = self.words.len() - behind.len() + length;
        figure.bare = upper;
        figure.magnitude = false;
        self.unit(figure);
        let size = if upper > 0.0 { figure.bare / upper } else { 1.0 };
        figure.upper = Some(figure.bare);
        figure.bare = if first == (false, Kind::Plain) {
            bare * size
        } else {
            bare
        };
        figure.span.end = figure.span.end.max(self.at);
    }

    /// `/s`, `per day`, `posts/s`: behind the number, or behind what it counts.
    fn per(&mut self, figure: &mut Figure) {
        let mut at = self.at;
        for _ in 0..7 {
            let rest = &self.words[at..];
            let bare = rest.trim_start_matches([' ', '(']);
            let sign = ["/ ", "/", "per ", "a ", "every ", "each "]
                .iter()
                .find_map(|sign| bare.strip_prefix(sign));
            if let Some(behind) = sign {
                let word = run(behind);
                let duration = self.units.duration(word);
                // `$0.023 per GB`: so much for each of as many bytes.
                if let Some(Unit::Bytes(bytes)) = self.units.unit(word).filter(|_| duration.is_none())
                    && figure.kind == Kind::Plain
                    && figure.scale == 1.0
                    && bytes > 1.0
                {
                    figure.scale = 1.0 / bytes;
                    at = self.words.len() - behind.len() + word.len();
                    if !self.words[self.at..at].contains('(') {
                        self.at = at;
                    }
                    continue;
                }
                if let Some(seconds) = duration {
                    figure.per = Some(seconds);
                    let end = self.words.len() - behind.len() + word.len();
                    // What stands in brackets is read as such afterwards.
                    if !self.words[self.at..end].contains('(') {
                        self.at = end;
                    }
                    return;
                }
                // "/user", and "/ 5", which is for others to read.
                if word.is_empty() {
                    return;
                }
                at = self.words.len() - behind.len() + word.len();
                continue;
            }
            let word = run(bare);
            if word.is_empty()
                || matches!(
                    word,
                    "x" | "X" | "is" | "of" | "and" | "or" | "times" | "gives" | "equals" | "to"
                )
                || rest.starts_with('(') && bare.len() + 1 < rest.len()
            {
                return;
            }
            if bare[word.len()..].starts_with(|c: char| c.is_ascii_digit()) {
                return;
            }
            at = self.words.len() - bare.len() + word.len();
        }
    }
}

/// The word of `\text{k}` behind a number of a formula, and where it begins.
fn in_formula(rest: &str) -> Option<(usize, &str)> {
    let bare = rest.trim_start_matches([' ', '~']);
    let inside = ["\\text{", "\\mathrm{", "\\textrm{"]
        .iter()
        .find_map(|command| bare.strip_prefix(command))?;
    let inside = inside.trim_start();
    let word = run(inside);
    inside[word.len()..]
        .starts_with('}')
        .then_some((rest.len() - inside.len(), word))
}

/// The number at the beginning, and its length: `86,400`, `1,00,000`, `86_400`, `2.5`, `1e9`.
fn digits(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let count = |from: usize| {
        bytes[from.min(bytes.len())..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    if !is_digit(0) {
        return None;
    }
    let mut end = count(0);
    loop {
        let grouped = matches!(bytes.get(end), Some(b',' | b'_')) && matches!(count(end + 1), 2 | 3);
        if !grouped {
            break;
        }
        end += 1 + count(end + 1);
    }
    if bytes.get(end) == Some(&b'.') && is_digit(end + 1) {
        end += 1 + count(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) && is_digit(end + 1) {
        end += 1 + count(end + 1);
    }
    let plain: String = text[..end].chars().filter(|c| !matches!(c, ',' | '_')).collect();
    Some((plain.parse().ok()?, end))
}
