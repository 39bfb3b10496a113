//! One number of an expression, with everything by which it may be read.

use super::evaluate::Reading;
use crate::text::Span;

/// A number as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The number, its magnitude and its unit of bytes or time.
    pub span: Span,
    /// The digits.
    pub digits: Span,
    /// Where the unit behind it ends that is no part of the figure itself: `rps`, `/day`.
    pub end: usize,
    /// The value with its magnitude, without its unit.
    pub bare: f64,
    /// The other number of a range, likewise.
    pub upper: Option<f64>,
    /// Bytes or seconds of one unit; 1 where there is none, and less for what is counted by bytes: `$1 per GB`.
    pub scale: f64,
    /// What the unit is.
    pub kind: Kind,
    /// The seconds of `/s`, `per day`.
    pub per: Option<f64>,
    /// Written with `k`, `million`, `MB`.
    pub magnitude: bool,
    /// Written in bits.
    pub bits: bool,
    /// Another reading of the letter behind it: `5m` as five minutes, `5B` as five bytes.
    pub other: Option<f64>,
}

/// The sorts of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// None, or what is counted.
    Plain,
    /// Bytes, or bits.
    Size,
    /// Seconds.
    Time,
    /// Parts of a hundred.
    Share,
}

impl Figure {
    /// Whether it is a number of bytes.
    pub fn is_size(&self) -> bool {
        self.kind == Kind::Size
    }

    /// Whether it is a duration.
    pub fn is_time(&self) -> bool {
        self.kind == Kind::Time
    }

    /// Its value in a reading.
    pub fn value(&self, reading: Reading) -> f64 {
        self.scaled(self.bare, reading)
    }

    /// The upper value of a range, else its value.
    pub fn greatest(&self, reading: Reading) -> f64 {
        self.scaled(self.upper.unwrap_or(self.bare), reading)
    }

    fn scaled(&self, bare: f64, reading: Reading) -> f64 {
        let per = self.per.unwrap_or(1.0);
        match (reading, self.kind) {
            (Reading::Other, _) if self.other.is_some() => self.other.unwrap_or(bare),
            (Reading::Bare, Kind::Share) => bare * 100.0,
            (Reading::Bare, _) => bare,
            (Reading::Sizes | Reading::Other, Kind::Time) => bare,
            (Reading::Sizes | Reading::Other, _) => bare * self.scale,
            (Reading::Units, _) => bare * self.scale / per,
        }
    }

    /// A value in a reading, written as this figure is.
    pub fn write(&self, words: &str, value: f64, reading: Reading) -> String {
        let per = if reading == Reading::Units {
            self.per.unwrap_or(1.0)
        } else {
            1.0
        };
        let written = &words[self.span.clone()];
        let digits = &words[self.digits.clone()];
        let behind = &words[self.digits.end..self.span.end];
        let gap = &behind[..behind.len() - behind.trim_start().len()];
        let unit = behind.trim_start();
        let sign = &written[..self.digits.start - self.span.start];
        let base = value * per;
        let (number, unit) = match self.kind {
            Kind::Size if reading != Reading::Bare => size(base, unit, self.bits),
            Kind::Time if reading == Reading::Units => (base / self.scale, singular(base / self.scale, unit)),
            Kind::Share if reading != Reading::Bare => (base * 100.0, unit.to_owned()),
            Kind::Plain if self.magnitude => magnitude(base / self.scale, unit),
            Kind::Plain if reading != Reading::Bare => (base / self.scale, unit.to_owned()),
            _ => (base, unit.to_owned()),
        };
        let gap = if unit.is_empty() { "" } else { gap };
        let told = digits.bytes().filter(u8::is_ascii_digit).count();
        format!(
            "{sign}{}{gap}{unit}",
            rounded(number, told.clamp(2, 3), digits.contains(','))
        )
    }

    /// The figure with `B` for `b`.
    pub fn in_bytes(&self, words: &str) -> String {
        let written = &words[self.span.clone()];
        match written.rfind('b') {
            Some(at) => format!("{}B{}", &written[..at], &written[at + 1..]).replace("kB", "KB"),
            None => written.to_owned(),
        }
    }
}

/// A unit of time in words as it stands behind a number: `1 hour`.
fn singular(number: f64, unit: &str) -> String {
    let one = (number - 1.0).abs() < 0.005 && unit.len() > 2;
    unit.strip_suffix('s').filter(|_| one).unwrap_or(unit).to_owned()
}

/// A number of bytes in the unit that suits it, in the case of `like`.
fn size(bytes: f64, like: &str, bits: bool) -> (f64, String) {
    let bytes = if bits { bytes * 8.0 } else { bytes };
    let steps = [
        ("E", 1e18),
        ("P", 1e15),
        ("T", 1e12),
        ("G", 1e9),
        ("M", 1e6),
        ("K", 1e3),
    ];
    let step = steps.iter().find(|(_, step)| bytes >= *step * 0.9995);
    let (letter, step) = step.map_or(("", 1.0), |(letter, step)| (*letter, *step));
    let one = if bits { "b" } else { "B" };
    // `Mbps` keeps what makes it a rate.
    let (like, rate) = match like.strip_suffix("ps") {
        Some(bare) => (bare, "ps"),
        None => (like, ""),
    };
    let unit = match like.trim_end_matches(['/', 's']) {
        short if short.len() > 3 && step == 1.0 => like.to_owned(),
        short if short == short.to_lowercase() && short.len() == 2 => format!("{letter}{one}").to_lowercase(),
        short if short.len() == 1 && step > 1.0 => letter.to_owned(),
        _ => format!("{letter}{one}"),
    };
    (bytes / step, unit + rate)
}

/// A number in the magnitude that suits it: words where `like` is one, else letters.
fn magnitude(value: f64, like: &str) -> (f64, String) {
    if value >= 1e15 {
        return (value, String::new());
    }
    let words = like.len() > 2 && !like.contains(' ');
    let lower = like.starts_with(|c: char| c.is_ascii_lowercase());
    let indian = matches!(like.to_lowercase().as_str(), "lakh" | "lakhs" | "crore" | "crores");
    if indian && value >= 1e5 {
        return if value >= 1e7 {
            (value / 1e7, "crore".to_owned())
        } else {
            (value / 1e5, "lakh".to_owned())
        };
    }
    let steps: &[(&str, &str, f64)] = &[
        ("trillion", "T", 1e12),
        ("billion", "B", 1e9),
        ("million", "M", 1e6),
        ("thousand", "k", 1e3),
    ];
    let Some((word, letter, step)) = steps.iter().find(|(_, _, step)| value >= *step * 0.9995) else {
        return (value, String::new());
    };
    let capital = if lower {
        letter.to_string()
    } else {
        letter.to_uppercase()
    };
    let title = like.starts_with(char::is_uppercase);
    let word = if title {
        format!("{}{}", word[..1].to_uppercase(), &word[1..])
    } else {
        (*word).to_owned()
    };
    (value / step, if words { word } else { capital })
}

/// So many digits that tell, with commas where the model has some or the number is long.
fn rounded(number: f64, told: usize, commas: bool) -> String {
    if number <= 0.0 || !number.is_finite() {
        return "0".to_owned();
    }
    let power = 10_f64.powf(number.log10().floor() - told as f64 + 1.0);
    let number = (number / power).round() * power;
    if number >= 1e7 {
        let zeros = number.log10().floor();
        return format!("{} × 10^{zeros}", rounded(number / 10_f64.powf(zeros), told, false));
    }
    if number >= 1000.0 {
        let digits = format!("{number:.0}");
        if !commas && digits.len() < 5 {
            return digits;
        }
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        return grouped;
    }
    let places = if number >= 100.0 {
        0
    } else if number >= 10.0 {
        1
    } else {
        2
    };
    let text = format!("{number:.places$}");
    match text.contains('.') {
        true if number >= 0.01 => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        true => format!("{number}"),
        false => text,
    }
}
