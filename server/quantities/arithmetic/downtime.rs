//! Nines against the downtime that is said to go with them: `99.99 %, which is 52 minutes of downtime per year`.

use super::Equation;
use super::evaluate::Reading;
use super::figure::{Figure, Kind};
use super::lex::{Placed, Token};

const PERIODS: &[(&str, &str, f64)] = &[
    ("year", "1 year", 31_536_000.0),
    ("annual", "1 year", 31_536_000.0),
    ("month", "30 days", 2_592_000.0),
    ("week", "7 days", 604_800.0),
];

/// Whether a text speaks of downtime.
pub fn is_told(words: &str) -> bool {
    words.contains('%')
        && ["down", "Down", "unavailab", "outage"]
            .iter()
            .any(|word| words.contains(word))
}

/// The only availability and the only downtime of some lines, with the period for which they hold.
pub fn read(words: &str, tokens: &[Placed]) -> Option<Equation> {
    if !is_told(words) {
        return None;
    }
    let figures = || {
        tokens.iter().filter_map(|placed| match &placed.token {
            Token::Number(figure) => Some(figure),
            _ => None,
        })
    };
    let mut nines = figures().filter(|figure| figure.kind == Kind::Share && (0.9..1.0).contains(&figure.bare));
    let mut times = figures().filter(|figure| figure.is_time() && figure.upper.is_none());
    let (Some(share), None, Some(time), None) = (nines.next(), nines.next(), times.next(), times.next()) else {
        return None;
    };
    let (name, period) = period(words, time)?;
    let value = (1.0 - share.bare) * period;
    let stated = time.bare * time.scale;
    let off = (value / stated).max(stated / value);
    if !off.is_finite() || share.span.start > time.span.start {
        return None;
    }
    let right = Figure {
        per: None,
        ..time.clone()
    }
    .write(words, value, Reading::Units);
    Some(Equation {
        expression: share.span.clone(),
        stated: time.span.clone(),
        right,
        unit: words[time.span.end..time.end].to_owned(),
        working: format!("(100 − {}) % of {name}", words[share.digits.clone()].trim()),
        off,
        bits: false,
    })
}

/// The period that a downtime is stated for.
fn period(words: &str, time: &Figure) -> Option<(&'static str, f64)> {
    let known = |seconds: f64| {
        PERIODS
            .iter()
            .find(|(.., known)| *known == seconds)
            .map(|(_, name, known)| (*name, *known))
    };
    if let Some(per) = time.per {
        return known(per);
    }
    let folded = words.to_lowercase();
    let mut named = PERIODS.iter().filter(|(word, ..)| folded.contains(word));
    let (_, name, seconds) = named.next()?;
    named.all(|(.., other)| other == seconds).then_some((*name, *seconds))
}
