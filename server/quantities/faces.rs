//! The same quantity in other units.

use super::{Dimension, Quantity};

const DAY: f64 = 86_400.0;
const YEAR: f64 = 365.0 * DAY;

/// A quantity said otherwise: the downtime that an availability leaves, a rate by the second, the day or the year.
pub fn faces(quantity: &Quantity, words: &str) -> Vec<String> {
    let value = quantity.greatest();
    if quantity.vague || !value.is_finite() || value <= 0.0 {
        return Vec::new();
    }
    match (quantity.dimension, quantity.per) {
        (Dimension::Share, _) if (0.9..1.0).contains(&value) => {
            let down = 1.0 - value;
            vec![
                format!("{} down a year", duration(down * YEAR)),
                format!("{} down in 30 days", duration(down * 30.0 * DAY)),
                format!("{} down a day", duration(down * DAY)),
            ]
        }
        (Dimension::Count, Some(per)) => rates(value / per, per),
        (Dimension::Bytes, Some(per)) => volumes(value / per, per),
        (Dimension::Bytes, None) if value >= 1e9 => vec![format!("{} GiB", short(value / 1024_f64.powi(3)))],
        (Dimension::Count, None) if counts_people(quantity, words) && value >= 1e4 => {
            vec![format!("{} a second if each acts once a day", short(value / DAY))]
        }
        (Dimension::Duration, None) if value >= 2.0 * DAY => {
            vec![
                format!("{} days", short(value / DAY)),
                format!("{} seconds", short(value)),
            ]
        }
        (Dimension::Duration, None) if value < 1.0 => {
            vec![format!("{} a second, one after the other", short(1.0 / value))]
        }
        _ => Vec::new(),
    }
}

fn rates(second: f64, per: f64) -> Vec<String> {
    let all = [("second", 1.0), ("day", DAY), ("30 days", 30.0 * DAY), ("year", YEAR)];
    let others = all.iter().filter(|(_, seconds)| *seconds != per);
    let others = others.filter(|(_, seconds)| second * seconds >= 0.01);
    others
        .map(|(name, seconds)| format!("{} {}", short(second * seconds), every(name)))
        .collect()
}

fn volumes(second: f64, per: f64) -> Vec<String> {
    let all = [("second", 1.0), ("day", DAY), ("year", YEAR), ("5 years", 5.0 * YEAR)];
    let others = all.iter().filter(|(_, seconds)| *seconds != per);
    let mut faces: Vec<String> = others
        .map(|(name, seconds)| format!("{} {}", bytes(second * seconds), every(name)))
        .collect();
    if per <= 1.0 {
        faces.push(format!("{}bit/s", short(second * 8.0)));
    }
    faces
}

fn every(period: &str) -> String {
    if period.starts_with(|c: char| c.is_ascii_digit()) {
        format!("in {period}")
    } else {
        format!("a {period}")
    }
}

/// Whether what is counted is people who come every day.
fn counts_people(quantity: &Quantity, words: &str) -> bool {
    let of = quantity
        .of
        .clone()
        .and_then(|span| words.get(span))
        .unwrap_or_default()
        .to_lowercase();
    of.contains("dau") || of.contains("daily")
}

/// Three digits with a magnitude: `1.16k`, `52.6`, `8.64M`, `2.5B`.
pub fn short(value: f64) -> String {
    let magnitudes = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];
    let (scale, sign) = magnitudes
        .into_iter()
        .find(|(scale, _)| value >= *scale * 0.9995)
        .unwrap_or((1.0, ""));
    format!("{}{sign}", digits(value / scale))
}

/// Bytes in the largest decimal unit that leaves one or more: `9.13 PB`.
pub fn bytes(value: f64) -> String {
    let units = [
        (1e18, "EB"),
        (1e15, "PB"),
        (1e12, "TB"),
        (1e9, "GB"),
        (1e6, "MB"),
        (1e3, "kB"),
    ];
    let (scale, unit) = units
        .into_iter()
        .find(|(scale, _)| value >= *scale * 0.9995)
        .unwrap_or((1.0, "B"));
    format!("{} {unit}", digits(value / scale))
}

/// Seconds in the largest unit that leaves one or more: `52.6 min`.
pub fn duration(seconds: f64) -> String {
    let units = [(DAY, "days"), (3600.0, "h"), (60.0, "min"), (1.0, "s"), (1e-3, "ms")];
    let (scale, unit) = units
        .into_iter()
        .find(|(scale, _)| seconds >= *scale * 0.9995)
        .unwrap_or((1e-3, "ms"));
    format!("{} {unit}", digits(seconds / scale))
}

/// Three digits that count, without zeros behind the point.
fn digits(value: f64) -> String {
    let places = if value >= 99.95 {
        0
    } else if value >= 9.995 {
        1
    } else {
        2
    };
    let written = format!("{value:.places$}");
    if written.contains('.') {
        written.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        written
    }
}
