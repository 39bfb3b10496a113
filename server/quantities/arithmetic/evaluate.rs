//! Expressions of figures, and what comes out of them in each reading.

mod parser;

use super::figure::{Figure, Kind};
use super::lex::{Placed, Token};
use super::points;
use super::unfinished::Measure;
use crate::text::Span;
use parser::Parser;

/// How units are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Bytes count, times are plain numbers: `20K * 24 hours`.
    Sizes,
    /// All units count: `1 TB/day * 1 year`.
    Units,
    /// No unit counts: `800 * 3M / 1024 / 1024 / 1024 = 2.2 GB`.
    Bare,
    /// As `Sizes`, with the other meaning of letters: `5m` as five minutes.
    Other,
}

impl Reading {
    /// All of them.
    pub const ALL: [Reading; 4] = [Reading::Sizes, Reading::Units, Reading::Bare, Reading::Other];
}

/// How the period is written over which a rate goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// `100 rps × 86,400`, `500 GB/day × 365`.
    Numbers,
    /// `100 rps × 1 day`.
    Time,
}

/// An expression in tokens.
pub struct Expression {
    /// From its first to its last figure, with brackets and units.
    pub span: Span,
    tree: Tree,
    figures: Vec<Figure>,
    operators: usize,
}

#[derive(Debug)]
enum Tree {
    Leaf(usize),
    Node(char, Box<Tree>, Box<Tree>),
}

impl Expression {
    /// The expression with which the tokens before a sign end.
    pub fn before(tokens: &[Placed]) -> Option<Expression> {
        let tokens = &tokens[tokens.len().saturating_sub(60)..];
        for start in 0..tokens.len() {
            if !matches!(tokens[start].token, Token::Number(_) | Token::Open) {
                continue;
            }
            let before = start.checked_sub(1).map(|before| &tokens[before].token);
            if matches!(before, Some(Token::Operator(_) | Token::Break { minus: true })) {
                continue;
            }
            let mut parser = Parser::new(tokens, start);
            if let Some(tree) = parser.sum()
                && parser.at == tokens.len()
            {
                // What an operator or a minus precedes is only the rest of something else.
                let all = (0..start).all(|at| !matches!(tokens[at].token, Token::Operator(_)));
                return parser
                    .finish(tree, start)
                    .filter(|_| all || start == 0 || breaks(&tokens[..start]));
            }
        }
        None
    }

    /// The expression with which the tokens behind a sign begin.
    pub fn after(tokens: &[Placed]) -> Option<Expression> {
        let start = tokens.iter().position(|placed| placed.token != Token::About)?;
        let mut parser = Parser::new(tokens, start);
        let tree = parser.sum()?;
        parser.finish(tree, start)
    }

    /// The only figure, where there is one alone.
    pub fn single(&self) -> Option<&Figure> {
        match &self.figures[..] {
            [only] if self.operators == 0 => Some(only),
            _ => None,
        }
    }

    /// All figures in it, as they follow each other.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// Its figures with points before thousands.
    pub fn in_thousands(mut self, words: &str) -> Expression {
        for figure in &mut self.figures {
            if points::are_thousands(words, figure) {
                figure.bare *= 1000.0;
            }
        }
        self
    }

    /// Whether something is computed.
    pub fn is_computed(&self) -> bool {
        self.operators > 0 && self.figures.iter().all(|figure| figure.upper.is_none())
    }

    /// Whether a unit of time stands in it.
    pub fn has_time(&self) -> bool {
        self.figures.iter().any(|figure| {
            figure.is_time()
                || figure.per.is_some_and(|per| per < 80_000.0)
                || (figure.bare - 86_400.0).abs() < 14_000.0
        })
    }

    /// Whether it is a number a day: one factor says so, and nothing speaks of seconds.
    pub fn is_daily(&self) -> bool {
        let daily = |figure: &&Figure| figure.per == Some(86_400.0);
        self.figures.iter().filter(daily).count() == 1 && !self.has_time() && !self.has_division()
    }

    /// Whether it is a product of one rate and as much time as `period` lasts, so that the period is in it already.
    pub fn lasts(&self, period: f64) -> Option<Lasting> {
        let mut rates = self.figures.iter().filter(|figure| figure.per.is_some());
        let (Some(rate), None) = (rates.next(), rates.next()) else {
            return None;
        };
        if has(&self.tree, '/') || has(&self.tree, '+') || has(&self.tree, '^') {
            return None;
        }
        let numbers = self
            .figures
            .iter()
            .filter(|figure| is_plain(figure) && super::goes_without_saying(figure.bare));
        let times = self
            .figures
            .iter()
            .filter(|figure| figure.is_time() && figure.per.is_none());
        let times: Vec<f64> = times.map(|figure| figure.value(Reading::Units)).collect();
        let (lasting, seconds) = match times[..] {
            [] => {
                let counted: f64 = numbers.map(|figure| figure.bare).product();
                (Lasting::Numbers, rate.per? * counted)
            }
            // `1 day × 30` is a month; the `24` in `24 h × 3600` may be one either way, and nothing is said of it.
            [time] => (Lasting::Time, time * numbers.map(|figure| figure.bare).product::<f64>()),
            _ => return None,
        };
        // 360 days are a year.
        ((seconds / period - 1.0).abs() < 0.03 && rate.per? < period * 0.9).then_some(lasting)
    }

    /// Whether it is one time by bare numbers, and none of them is there to turn its unit into another one: then the
    /// unit of what comes out is told by that of the time. `5 min × 12`, and not `2 h × 60 × 60`.
    pub fn multiplies_time(&self) -> bool {
        const TURNS: [f64; 10] = [7.0, 24.0, 30.0, 52.0, 60.0, 365.0, 1000.0, 1440.0, 3600.0, DAY];
        let times = self.figures.iter().filter(|figure| figure.is_time()).count();
        let multiplied = !(has(&self.tree, '/') || has(&self.tree, '+') || has(&self.tree, '^'));
        let is_number = |figure: &Figure| {
            figure.kind == Kind::Plain && figure.scale == 1.0 && figure.other.is_none() && !TURNS.contains(&figure.bare)
        };
        let others = self.figures.iter().filter(|figure| !figure.is_time());
        let no_rate = self.figures.iter().all(|figure| figure.per.is_none());
        times == 1 && multiplied && no_rate && others.clone().count() > 0 && others.into_iter().all(is_number)
    }

    /// Whether something is divided.
    pub fn has_division(&self) -> bool {
        has(&self.tree, '/')
    }

    /// Whether a figure is in bytes.
    pub fn has_size(&self) -> bool {
        self.figures.iter().any(Figure::is_size)
    }

    /// Whether a figure is in bits.
    pub fn has_bits(&self) -> bool {
        self.figures.iter().any(|figure| figure.bits)
    }

    /// Whether some figure is written with a magnitude.
    pub fn has_magnitude(&self) -> bool {
        self.figures.iter().any(|figure| figure.magnitude) || has(&self.tree, '^')
    }

    /// What comes out, in each reading; twice where a stroke may divide by all that follows.
    pub fn values(&self) -> Vec<(f64, Reading)> {
        let mut values = Vec::new();
        for reading in Reading::ALL {
            values.push((self.value(&self.tree, reading), reading));
            // `500M / 30*24*3600`: everything behind the stroke divides.
            if let Some(value) = self.below(reading) {
                values.push((value, reading));
            }
        }
        values
    }

    /// What comes out with its dimension, where that can be told without doubt.
    pub fn measure(&self) -> Option<Measure> {
        let is_told =
            |figure: &Figure| figure.magnitude || figure.per.is_some() || figure.is_size() || figure.is_time();
        let is_unsaid = |figure: &&Figure| is_plain(figure) && super::goes_without_saying(figure.bare);
        let mut unsaid = self
            .figures
            .iter()
            .filter(is_unsaid)
            .filter(|figure| figure.bare != DAY);
        // `1 TB/day * 365` may mean days; `5k/10k` is two figures.
        if !self.figures.iter().any(is_told)
            || self.figures.iter().any(|figure| figure.other.is_some())
            || (self.figures.iter().any(|figure| figure.per.is_some()) && unsaid.next().is_some())
            || !(has(&self.tree, '*') || has(&self.tree, '+') || self.is_by_time(&self.tree))
        {
            return None;
        }
        self.measured(&self.tree, false)
    }

    fn measured(&self, tree: &Tree, divides: bool) -> Option<Measure> {
        match tree {
            Tree::Leaf(figure) => {
                let figure = &self.figures[*figure];
                let is_day = divides && is_plain(figure) && figure.bare == DAY;
                Some(match is_day {
                    true => Measure::of(&Figure {
                        kind: Kind::Time,
                        ..figure.clone()
                    }),
                    false => Measure::of(figure),
                })
            }
            Tree::Node(operator, left, right) => Measure::join(
                *operator,
                self.measured(left, false)?,
                self.measured(right, *operator == '/')?,
            ),
        }
    }

    /// Whether it is divided by a time, or by the seconds of a day.
    fn is_by_time(&self, tree: &Tree) -> bool {
        let Tree::Node(operator, left, right) = tree else {
            return false;
        };
        let by_time = |tree: &Tree| match tree {
            Tree::Leaf(figure) => self.figures[*figure].is_time() || self.figures[*figure].bare == DAY,
            Tree::Node(..) => false,
        };
        (*operator == '/' && by_time(right)) || self.is_by_time(left)
    }

    fn value(&self, tree: &Tree, reading: Reading) -> f64 {
        match tree {
            Tree::Leaf(figure) => self.figures[*figure].value(reading),
            Tree::Node(operator, left, right) => {
                let (left, right) = (self.value(left, reading), self.value(right, reading));
                match operator {
                    '+' => left + right,
                    '*' => left * right,
                    '/' => left / right,
                    _ => left.powf(right),
                }
            }
        }
    }

    /// The value when all factors behind the first stroke divide; nothing where that makes no difference.
    fn below(&self, reading: Reading) -> Option<f64> {
        let mut factors = Vec::new();
        let mut next = &self.tree;
        while let Tree::Node(operator @ ('*' | '/'), left, right) = next {
            factors.push((*operator, &**right));
            next = left;
        }
        factors.reverse();
        let stroke = factors.iter().position(|(operator, _)| *operator == '/')?;
        if factors[stroke..].iter().all(|(operator, _)| *operator == '/') {
            return None;
        }
        let mut value = self.value(next, reading);
        for (at, (_, factor)) in factors.iter().enumerate() {
            let factor = self.value(factor, reading);
            value = if at >= stroke { value / factor } else { value * factor };
        }
        Some(value)
    }
}

/// The seconds of a day.
const DAY: f64 = 86_400.0;

/// A bare number: no magnitude, no unit, no rate.
fn is_plain(figure: &Figure) -> bool {
    figure.kind == Kind::Plain && figure.per.is_none() && !figure.magnitude
}

fn has(tree: &Tree, operator: char) -> bool {
    match tree {
        Tree::Leaf(_) => false,
        Tree::Node(own, left, right) => *own == operator || has(left, operator) || has(right, operator),
    }
}

/// Whether what stands before has come to an end.
fn breaks(tokens: &[Placed]) -> bool {
    let operator = tokens
        .iter()
        .rposition(|placed| matches!(placed.token, Token::Operator(_)));
    let ended = tokens
        .iter()
        .rposition(|placed| matches!(placed.token, Token::Break { minus: false }));
    ended > operator
}
