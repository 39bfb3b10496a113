//! The tokens of an estimate: numbers with their units, operators, signs, and the words between them.

use super::figure::{Figure, Kind};
use crate::quantities::Units;
use crate::quantities::units::Unit;
use crate::text::Span;

/// A token with its place.
#[derive(Clone, Debug)]
pub struct Placed {
    pub token: Token,
    pub span: Span,
}

/// What stands in an estimate.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(Figure),
    /// `+`, `*`, `/`, `^`.
    Operator(char),
    Open,
    Close,
    Sign(Sign),
    /// A word that may stand behind a number: what is counted.
    Word,
    /// A word or a mark that says how exact a figure is.
    About,
    /// What ends an expression; a `-` may have been a minus, and then nothing is known.
    Break {
        minus: bool,
    },
}

/// How it is said that one side makes the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `=`, `≈`.
    Equals,
    /// `→`, `~`, `is`, `gives`: only between an expression and a figure.
    Makes,
}

const SIGNS: &[(&str, Sign)] = &[
    ("≈=", Sign::Equals),
    ("=~", Sign::Equals),
    ("~=", Sign::Equals),
    ("==", Sign::Equals),
    ("=>", Sign::Makes),
    ("->", Sign::Makes),
    ("-->", Sign::Makes),
    ("=", Sign::Equals),
    ("≈", Sign::Equals),
    ("≃", Sign::Equals),
    ("≅", Sign::Equals),
    ("\\approx", Sign::Equals),
    ("→", Sign::Makes),
    ("⇒", Sign::Makes),
];

/// Whether a line goes on with the equation of the line before it.
pub fn begins_with_sign(line: &str) -> bool {
    let bare = line.trim_start_matches([' ', '\t', '$', '`']);
    SIGNS.iter().any(|(sign, _)| bare.starts_with(sign))
}

/// Whether there may be an equation at all.
pub fn has_sign(words: &str) -> bool {
    words.contains(['=', '≈', '~', '→', '⇒', '≃', '≅'])
        || words.contains("->")
        || words.contains("approx")
        || words.contains(" is ")
        || words.contains(" gives ")
        || words.contains(" equals ")
        || words.contains(" makes ")
}

/// Whether something may be computed at all.
pub fn has_operator(words: &str) -> bool {
    words.contains(['*', '×', '·', '✕', '∗', '/', '÷', '+']) || words.contains(" x ") || words.contains("\\times")
}

/// The tokens of some lines.
pub fn tokens(words: &str, units: &Units) -> Vec<Placed> {
    let mut lexer = Lexer {
        words,
        units,
        at: 0,
        tokens: Vec::new(),
    };
    while lexer.at < words.len() {
        lexer.next();
    }
    lexer.tokens
}

struct Lexer<'a> {
    words: &'a str,
    units: &'a Units,
    at: usize,
    tokens: Vec<Placed>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.words[self.at..]
    }

    fn push(&mut self, token: Token, length: usize) {
        let span = self.at..self.at + length;
        self.at = span.end;
        self.tokens.push(Placed { token, span });
    }

    fn before(&self) -> Option<char> {
        self.words[..self.at].chars().next_back()
    }

    fn after_operand(&self) -> bool {
        let mut tokens = self
            .tokens
            .iter()
            .rev()
            .skip_while(|placed| placed.token == Token::Word);
        matches!(
            tokens.next().map(|placed| &placed.token),
            Some(Token::Number(_) | Token::Close)
        )
    }

    fn next(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return };
        let spaced = self.before().is_none_or(char::is_whitespace);
        let digit_next = |skip: usize| {
            rest[skip..]
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit() || c == '(')
        };
        if let Some((sign, kind)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            return self.push(Token::Sign(*kind), sign.len());
        }
        match c {
            '0'..='9' => self.number(),
            '*' if rest.starts_with("**") => self.push(Token::Operator('^'), 2),
            '*' | '×' | '·' | '✕' | '∗' => self.push(Token::Operator('*'), c.len_utf8()),
            'x' | 'X' if self.after_operand() && digit_next(1) => self.push(Token::Operator('*'), 1),
            '/' if digit_next(1) => self.push(Token::Operator('/'), 1),
            '/' | '÷' if c == '÷' => self.push(Token::Operator('/'), c.len_utf8()),
            '+' if digit_next(1) && self.after_operand() => self.push(Token::Operator('+'), 1),
            '^' => self.push(Token::Operator('^'), 1),
            '(' => self.push(Token::Open, 1),
            ')' => self.push(Token::Close, 1),
            '\\' => self.command(),
            '~' | '∼' if self.after_operand() && spaced && digit_next(c.len_utf8()) => {
                self.push(Token::Sign(Sign::Makes), c.len_utf8());
            }
            '~' | '∼' | '$' | '€' | '£' | '₹' | '<' | '>' => self.push(Token::About, c.len_utf8()),
            '-' | '–' | '−' => self.push(Token::Break { minus: true }, c.len_utf8()),
            // A modulo, not a share.
            '%' => self.push(Token::Break { minus: true }, 1),
            c if c.is_whitespace() && c != '\t' => self.at += c.len_utf8(),
            '`' | '{' | '}' | '|' | '"' | '_' => self.at += 1,
            c if c.is_alphabetic() => self.word(),
            c => self.push(Token::Break { minus: false }, c.len_utf8()),
        }
    }

    /// `\times`, `\approx`, `\%`, `\(` of formulas.
    fn command(&mut self) {
        let name: String = self.rest()[1..].chars().take_while(char::is_ascii_alphabetic).collect();
        let token = match name.as_str() {
            "times" | "cdot" => Token::Operator('*'),
            "div" => Token::Operator('/'),
            _ => Token::About,
        };
        let length = 1 + name.len();
        if name.is_empty() {
            self.at += 1 + self.rest()[1..].chars().next().map_or(0, char::len_utf8);
        } else {
            self.push(token, length);
        }
    }

    fn word(&mut self) {
        let word = run(self.rest());
        let length = word.len();
        let lower = word.to_lowercase();
        let follows = self.after_operand();
        // `S3`, `p99`: a name with digits in it.
        let name = self.rest()[length..].starts_with(|c: char| c.is_ascii_digit() || c == '_');
        if name {
            let all = self
                .rest()
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(self.rest().len());
            return self.push(Token::Break { minus: true }, all);
        }
        let behind = self.rest()[length..].trim_start_matches([' ', '~', '≈']);
        let figure = behind.starts_with(|c: char| c.is_ascii_digit() || c == '$')
            || behind
                .split_whitespace()
                .next()
                .is_some_and(|next| is_about(next) || next == "to");
        match lower.as_str() {
            "is" | "equals" | "gives" | "makes" | "equal" if follows && figure => {
                self.push(Token::Sign(Sign::Makes), length);
            }
            "times" if follows && figure => self.push(Token::Operator('*'), length),
            "of" if matches!(self.tokens.last().map(|placed| &placed.token), Some(Token::Number(number)) if number.kind == Kind::Share) =>
            {
                self.push(Token::Operator('*'), length);
            }
            "mod" | "minus" | "plus" | "or" | "and" | "vs" | "with" | "so" | "but" | "if" | "when" | "then" | "to"
            | "between" | "from" => {
                self.push(
                    Token::Break {
                        minus: matches!(lower.as_str(), "mod" | "minus" | "plus"),
                    },
                    length,
                );
            }
            _ if is_about(&lower) => self.push(Token::About, length),
            _ => self.push(Token::Word, length),
        }
    }

    fn number(&mut self) {
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
            let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '-']).len();
            let word = run(&rest[gap..]);
            if word.is_empty() || gap > 1 {
                return;
            }
            let letter = word.chars().nth(1).is_none();
            if letter && matches!(word, "x" | "X" | "a" | "A") {
                return;
            }
            let end = self.at + gap + word.len();
            let apart = gap > 0 && letter;
            if let Some(size) = self
                .units
                .magnitude(word)
                .filter(|_| !(figure.magnitude || apart && word == "m"))
            {
                // "5m" may be minutes, and "500B" bytes: the size of an object, rather than of a people.
                if word == "m" || (word == "B" && (16.0..5000.0).contains(&figure.bare)) {
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
                if let Some(seconds) = self.units.duration(word) {
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

fn is_about(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "about" | "around" | "approximately" | "approx" | "roughly" | "nearly" | "almost" | "ca" | "some" | "approx:"
    )
}

/// The letters at the beginning.
fn run(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
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
