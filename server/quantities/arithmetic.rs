//! Equations between figures: `100M DAU × 5 / 86,400 = 5.8k rps`, over one line or several, and whether they hold.
//!
//! Writers of estimates are free with units: a day is 24 hours or 86,400 seconds, `/s` is left out, `500` stands for
//! `500M`. An equation is read in every way that a reader would grant, and measured by the one that fits best.

mod downtime;

mod evaluate;

mod figure;

mod lex;

mod peak;

mod points;

mod storage;

mod unfinished;

use super::Units;
use crate::text::Span;
use evaluate::{Expression, Lasting, Reading};
use figure::Figure;
use lex::{Sign, Token};
use points::Points;
pub use storage::read as storage;
pub use unfinished::{Estimate, unfinished};

/// Something computed, and what is said to come out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    /// What is computed: bytes of the text that was read.
    pub expression: Span,
    /// The figure that is said to come out, with its magnitude and its unit of bytes.
    pub stated: Span,
    /// What comes out, written as the stated figure is.
    pub right: String,
    /// What stands behind the stated figure and belongs to it: ` rps`, `/day`.
    pub unit: String,
    /// The expression as it is written, in one line, with what goes without saying (`/ 86,400 s`).
    pub working: String,
    /// By which factor the stated figure is off, from 1: 10 for one that is ten times too great or too small.
    pub off: f64,
    /// The figure is right in bytes and was written in bits.
    pub bits: bool,
}

impl Equation {
    /// The same in a text that has `by` bytes before it.
    fn behind(mut self, by: usize) -> Equation {
        for span in [&mut self.expression, &mut self.stated] {
            span.start += by;
            span.end += by;
        }
        self
    }
}

/// The equations in a range of a text, in the order they are written. Linear in its length.
pub fn read(text: &str, span: Span, units: &Units) -> Vec<Equation> {
    let mut found = Vec::new();
    let mut group = span.start..span.start;
    let mut at = span.start;
    for line in text[span].split_inclusive('\n') {
        let start = at;
        at += line.len();
        // A line that begins with an equals sign goes on with the one before it.
        if !lex::begins_with_sign(line) {
            of_group(text, group, units, &mut found);
            group = start..at;
        }
        group.end = at;
    }
    of_group(text, group, units, &mut found);
    found
}

/// The equations of some lines that belong together.
fn of_group(text: &str, group: Span, units: &Units, found: &mut Vec<Equation>) {
    let words = &text[group.clone()];
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    if digits < 2 || words.len() > 2000 || !(lex::has_sign(words) || downtime::is_told(words)) {
        return;
    }
    let tokens = lex::tokens(words, units);
    found.extend(downtime::read(words, &tokens).map(|equation| equation.behind(group.start)));
    found.extend(peak::read(words, &tokens).map(|equation| equation.behind(group.start)));
    let is_sign = |at: &usize| matches!(tokens[*at].token, Token::Sign(_));
    let signs: Vec<usize> = (0..tokens.len()).filter(is_sign).collect();
    for (order, &sign) in signs.iter().enumerate() {
        let from = order.checked_sub(1).map_or(0, |before| signs[before] + 1);
        let to = signs.get(order + 1).copied().unwrap_or(tokens.len());
        let Token::Sign(kind) = tokens[sign].token else {
            continue;
        };
        let left = Expression::before(&tokens[from..sign]);
        let right = Expression::after(&tokens[sign + 1..to]);
        if let (Some(left), Some(right)) = (left, right)
            && let Some(equation) = with_points(words, left, right, kind)
        {
            found.push(equation.behind(group.start));
        }
    }
}

/// Factors that writers leave out: hours, days, months, seconds of a day or a year.
const UNSAID: &[f64] = &[
    7.0,
    12.0,
    24.0,
    30.0,
    52.0,
    60.0,
    365.0,
    1440.0,
    3600.0,
    86_400.0,
    2_592_000.0,
    31_536_000.0,
];

/// Nobody asks about less.
const GRANTED: f64 = 1.2;

/// Nobody is off by so much: what goes in was not all read.
const BEYOND: f64 = 5e5;

fn goes_without_saying(off: f64) -> bool {
    UNSAID.iter().any(|factor| (0.87..1.15).contains(&(off / factor)))
}

/// An equation with what its points may stand for; nothing where it is off in one way of reading them and that is not
/// known to be the writer's.
fn with_points(words: &str, left: Expression, right: Expression, sign: Sign) -> Option<Equation> {
    let equation = compare(words, &left, &right, sign)?;
    match Points::of(words, &left, &right) {
        Points::Parts => Some(equation),
        _ if equation.off <= GRANTED => Some(equation),
        Points::Unsure => None,
        Points::Thousands => {
            let equation = compare(words, &left.in_thousands(words), &right.in_thousands(words), sign)?;
            let right = points::swapped(&equation.right);
            Some(Equation { right, ..equation })
        }
    }
}

fn compare(words: &str, left: &Expression, right: &Expression, sign: Sign) -> Option<Equation> {
    let stated = right.single()?;
    let converted = left.single().is_some_and(|left| converts(left, stated, sign));
    if !left.is_computed() && !converted {
        return None;
    }
    // `5 min × 12 = 60 h`.
    let timed = stated.is_time() && stated.per.is_none() && stated.other.is_none() && left.multiplies_time();
    let readings: Vec<Reading> = match converted || timed {
        true => vec![Reading::Units],
        // Only a division can have taken the units away, if there were any.
        false => Reading::ALL
            .into_iter()
            .filter(|by| *by != Reading::Bare || left.has_division() || !left.has_size())
            .collect(),
    };
    // `10k writes/s × 86,400 = 864M/day`: the day is in it already, and what comes out is no longer a rate.
    let lasting = stated.per.and_then(|per| left.lasts(per));
    let is_taken = |by: Reading| lasting != Some(Lasting::Numbers) || by != Reading::Units;
    let day = (stated.per == Some(1.0) && !left.has_time()).then_some(86_400.0);
    let mut best: Option<(f64, f64, Reading, bool)> = None;
    let mut unsaid = false;
    for (value, by) in left.values().into_iter().filter(|(_, by)| readings.contains(by)) {
        if !is_taken(by) {
            continue;
        }
        for &reading in &readings {
            if by == Reading::Bare && reading != by && left.has_size() || lasting.is_some() && reading == Reading::Units
            {
                continue;
            }
            for part in [Some(1.0), day].into_iter().flatten() {
                let value = value / part;
                let Some(off) = distance(value, stated.value(reading), stated.greatest(reading)) else {
                    continue;
                };
                unsaid |= by == reading && part == 1.0 && (goes_without_saying(off) || shorthand(left, stated, off));
                unsaid |= is_rounded(value, stated, reading);
                // `5 Mb` for five megabytes.
                unsaid |= left.has_bits() && !stated.bits && (7.0..=8.8).contains(&off);
                if best.is_none_or(|(known, ..)| off < known) {
                    best = Some((off, value, reading, part > 1.0));
                }
            }
        }
    }
    let (mut off, mut value, mut reading, mut by_day) = best?;
    // "5 a day × 50M = 250M a second": the figure is right, and its unit is not.
    let slip = off <= GRANTED && !by_day && reading != Reading::Units && left.is_daily() && stated.per == Some(1.0);
    if slip {
        let mut values = left.values().into_iter();
        (value, reading, by_day) = (values.find(|(_, by)| *by == Reading::Units)?.0, Reading::Units, true);
        off = distance(value, stated.value(reading), stated.greatest(reading))?;
    }
    let bits = stated.bits && (7.0..=8.8).contains(&off) && value > stated.value(reading);
    if off > GRANTED && unsaid && !bits && !converted && !timed && !slip {
        return None;
    }
    // "500 bytes → 100M/day × 5 years = 90 TB": how much each one takes was said before.
    let is_continued = stated.is_size() && !left.has_size();
    // A formula's letters are not written anew.
    let is_formula = words[stated.span.clone()].contains('\\');
    // "Each key takes 100 bytes = 40 MB": how many there are was said before.
    let is_of_one = || converted && speaks_of_one(&words[..stated.span.start]);
    let is_spread = || is_spread(&words[stated.span.end..]);
    if off > GRANTED && (is_continued || is_formula || is_of_one() || is_spread()) || off > BEYOND {
        return None;
    }
    let mut working: Vec<&str> = words[left.span.clone()].split_whitespace().collect();
    if by_day {
        working.push("/ 86,400 s");
    }
    let right = match bits {
        true => stated.in_bytes(words),
        false => stated.write(words, value, reading),
    };
    Some(Equation {
        expression: left.span.clone(),
        stated: stated.span.clone(),
        unit: words[stated.span.end..stated.end].to_owned(),
        right,
        working: working.join(" "),
        off,
        bits,
    })
}

/// Whether one figure is another one in other units.
fn converts(left: &Figure, right: &Figure, sign: Sign) -> bool {
    let rates = left.per.is_some() && right.per.is_some() && left.per != right.per && left.kind == right.kind;
    let sizes = left.is_size() && right.is_size() && left.per == right.per && left.scale != right.scale;
    let times = left.is_time() && right.is_time() && left.per == right.per && left.scale != right.scale;
    sign == Sign::Equals && (rates || sizes || times)
}

/// Whether words are on each one of many.
fn speaks_of_one(words: &str) -> bool {
    const EACH: [&str; 6] = ["each", "every", "per", "average", "avg", "single"];
    let mut words = words.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| EACH.iter().any(|each| each.eq_ignore_ascii_case(word)))
}

/// "1 parcel in 5 seconds", "1 every 5 s": what stands behind a figure says in how long a time it comes to that.
fn is_spread(behind: &str) -> bool {
    const NEAR: usize = 5;
    let line = behind.lines().next().unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().take(NEAR).collect();
    words.windows(3).any(|around| {
        let unit = around[2].trim_end_matches(|sign: char| !sign.is_alphanumeric());
        matches!(around[0], "in" | "every" | "per")
            && around[1].bytes().all(|byte| byte.is_ascii_digit())
            && [
                "s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "hours",
            ]
            .contains(&unit)
    })
}

/// By which factor a value lies outside of a range.
fn distance(value: f64, low: f64, high: f64) -> Option<f64> {
    let usable = |value: f64| value.is_finite() && value > 0.0;
    if !usable(value) || !usable(low) || !usable(high) {
        return None;
    }
    Some((low / value).max(value / high).max(1.0))
}

/// `500 * 12 = 6 billion`: the magnitude was left out on one side.
fn shorthand(left: &Expression, stated: &Figure, off: f64) -> bool {
    let thousands = off.log10() / 3.0;
    let whole = thousands.round() >= 1.0 && (thousands - thousands.round()).abs() < 0.03;
    whole && stated.magnitude != left.has_magnitude()
}

/// Half a server is one server.
fn is_rounded(value: f64, stated: &Figure, reading: Reading) -> bool {
    let figure = stated.value(reading);
    figure.fract() == 0.0 && figure <= 20.0 && [value.ceil(), value.floor()].contains(&figure) && value > 0.4
}
