//! Numbers with units, as values: `p99 < 200 ms`, `100M DAU`, `5k upto 10k rps`, `99.99 %`, `millions of users`.
//!
//! Versions, dates, numbers of lists and names with digits in them (`S3`, `HTTP 404`, `FR-1`) are not quantities.

pub mod arithmetic;

mod faces;

mod scan;

mod units;

pub use faces::{bytes, duration, faces, short};
pub use units::Units;

use crate::text::Span;

/// One figure of a text, in the base unit of its dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// From the number, or the sign of its currency, to its unit: a range of the words searched.
    pub span: Span,
    /// The number, in seconds, bytes, parts of one, or as it is. The lower one of a range.
    pub value: f64,
    /// The upper number of a range: `5k upto 10k`.
    pub upper: Option<f64>,
    /// What is measured.
    pub dimension: Dimension,
    /// The seconds in which it happens once: 1 for `per second`, 86,400 for `/day`; nothing where it is no rate.
    pub per: Option<f64>,
    /// For each of which it holds: the words `user` in `5 posts per user per day`.
    pub each: Option<Span>,
    /// What is counted: the words `daily active users` in `100 million daily active users`, `rps` in `10k rps`.
    pub of: Option<Span>,
    /// Of how many in a hundred it holds: 99 for `p99`, `99th percentile`, `99 % of requests within`.
    pub percentile: Option<f64>,
    /// On which side of the number it may lie.
    pub comparison: Comparison,
    /// Written without a number: `millions of`, `sub-second`. Its value gives no more than the order of magnitude.
    pub vague: bool,
    /// Written in bits; the value is in bytes nevertheless.
    pub bits: bool,
    target: bool,
}

/// What a quantity measures, and in which unit its value is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// A number of things.
    Count,
    /// Seconds.
    Duration,
    /// Bytes.
    Bytes,
    /// Parts of one: 0.999 for `99.9 %` and for `three nines`.
    Share,
    /// So many to one, or so many times as much: 100 for `100:1` and `100x`.
    Ratio,
    /// Units of a currency.
    Money,
}

/// How a quantity bounds what it speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// The bare number.
    #[default]
    Exactly,
    /// `<`, `under`, `within`, `up to`, `at most`.
    AtMost,
    /// `>`, `over`, `at least`, `100M+`.
    AtLeast,
    /// `~`, `about`, `around`.
    About,
}

impl Quantity {
    /// Whether it can be measured against: not a mere number of kinds, ways or bits of a key.
    pub fn is_target(&self) -> bool {
        self.target
    }

    /// The kind of figure by which `words.toml` says what states a quality: `duration`, `period` (of an hour or more),
    /// `rate`, `count`, `size`, `ratio`, `nines`, `share` or `money`.
    pub fn sort(&self) -> &'static str {
        match self.dimension {
            Dimension::Duration if self.value >= 3600.0 => "period",
            Dimension::Duration => "duration",
            Dimension::Count | Dimension::Bytes if self.per.is_some() => "rate",
            Dimension::Count => "count",
            Dimension::Bytes => "size",
            Dimension::Ratio => "ratio",
            Dimension::Share if self.value >= 0.99 && self.value < 1.0 => "nines",
            Dimension::Share => "share",
            Dimension::Money => "money",
        }
    }

    /// How often a second, for rates.
    pub fn per_second(&self) -> Option<f64> {
        self.per.map(|seconds| self.value / seconds)
    }

    /// The greatest value it speaks of: the upper one of a range.
    pub fn greatest(&self) -> f64 {
        self.upper.unwrap_or(self.value)
    }
}

/// The quantities in `words`, in the order they are written. None of them crosses a line end or a tab, none touches
/// the ascending ranges `skip` (addresses and the like). Linear in the length of the text.
pub fn find(words: &str, skip: &[Span], units: &Units) -> Vec<Quantity> {
    scan::Scanner::new(words, skip, units).run()
}

/// As [`find`], in a range of `words` that cuts no line.
pub fn find_in(words: &str, range: &Span, skip: &[Span], units: &Units) -> Vec<Quantity> {
    let from = range.start;
    let inside = skip
        .iter()
        .filter(|span| range.start <= span.start && span.start < range.end);
    let skip: Vec<Span> = inside.map(|span| span.start - from..span.end - from).collect();
    let mut found = find(&words[range.clone()], &skip, units);
    found.iter_mut().for_each(|quantity| quantity.move_by(|at| at + from));
    found
}

impl Quantity {
    /// Moves every range of it.
    pub(crate) fn move_by(&mut self, to: impl Fn(usize) -> usize) {
        for span in [Some(&mut self.span), self.each.as_mut(), self.of.as_mut()]
            .into_iter()
            .flatten()
        {
            *span = to(span.start)..to(span.end);
        }
    }
}
