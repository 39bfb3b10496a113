//! The tokens of an estimate: numbers with their units, operators, signs, and the words between them.

mod number;

use super::figure::{Figure, Kind};
use crate::quantities::Units;
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
        let may_be_sign = !c.is_ascii_alphanumeric() && c != ' ';
        if let Some((sign, kind)) = SIGNS.iter().find(|(sign, _)| may_be_sign && rest.starts_with(sign)) {
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
            // `4 bytes * 500K + rider 8 bytes * 500K`: what follows is the rest of a sum. `10k+` is none.
            '+' if spaced && self.after_operand() => self.push(Token::Break { minus: true }, 1),
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
            // `$0.40 per 1,000 requests`.
            "per" if follows && behind.starts_with(|c: char| c.is_ascii_digit()) => {
                self.push(Token::Operator('/'), length);
            }
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
