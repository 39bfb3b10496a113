//! A number while it is read.

use crate::quantities::Dimension;
use crate::quantities::units::Unit;
use crate::text::Span;

/// A number with what stands around it, while it is read.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number as written.
    pub(super) raw: f64,
    /// `k`, `million`; 1 where there is none.
    pub(super) magnitude: f64,
    pub(super) unit: Option<Sort>,
    /// The words of a unit that says what is counted: `rps`, `DAU`.
    pub(super) unit_words: Option<Span>,
    /// `1,000`.
    pub(super) grouped: bool,
    /// Digits behind a point.
    pub(super) decimal: bool,
    pub(super) plus: bool,
    pub(super) vague: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sort {
    Unit(Unit),
    Percent,
    Times,
}

/// What stands behind a number and its unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail {
    pub(super) end: usize,
    pub(super) per: Option<f64>,
    pub(super) each: Option<Span>,
    pub(super) of: Option<Span>,
}

impl Draft {
    pub(super) fn new(start: usize, raw: f64) -> Draft {
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

    pub(super) fn take(&mut self, unit: Unit, words: Span) {
        self.end = words.end;
        if matches!(unit, Unit::Rate(_) | Unit::People) {
            self.unit_words = Some(words);
        }
        self.unit = Some(Sort::Unit(unit));
    }

    pub(super) fn take_as_nines(&mut self, end: usize) {
        self.raw = 100.0 - 100.0 * 10_f64.powf(-self.raw);
        self.unit = Some(Sort::Percent);
        self.end = end;
    }

    /// Dimension, factor, seconds of a rate, and whether it is given in bits.
    pub(super) fn measure(&self) -> (Dimension, f64, Option<f64>, bool) {
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

    pub(super) fn value(&self) -> f64 {
        self.raw * self.magnitude * self.measure().1
    }

    pub(super) fn is_power_of_two(&self) -> bool {
        self.raw >= 8.0 && self.raw <= 65_536.0 && self.raw.fract() == 0.0 && (self.raw.log2().fract() == 0.0)
    }

    pub(super) fn is_year(&self) -> bool {
        (1900.0..=2100.0).contains(&self.raw)
            && !self.grouped
            && !self.decimal
            && self.magnitude <= 1.0
            && self.unit.is_none()
            && !self.plus
    }
}

impl Tail {
    pub(super) fn at(end: usize) -> Tail {
        Tail { end, ..Tail::default() }
    }
}
