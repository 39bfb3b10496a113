//! Storage over several lines: how much comes in, how large each is, how long it is kept, on how many copies, and what
//! is said to come out of it.
//!
//! ```text
//! - 10M uploads per day
//! - 200 KB each, on average
//! - kept for 5 years, replication factor 3
//! - storage: 1.1 PB
//! ```

use super::Equation;
use super::evaluate::Reading;
use super::lex::{self, Token};
use crate::quantities::{Dimension, Quantity, Units};
use crate::text::Span;

/// From this factor on a total is wrong whatever was rounded or left out.
const WRONG: f64 = 2.0;
const DAY: f64 = 86_400.0;

/// What the lines say, each at most once: where two lines say the same there is no telling which of them counts.
#[derive(Default)]
struct Said<'a> {
    /// Things a second, and where.
    rate: Option<(f64, Span)>,
    /// `/day`, as the rate is written.
    per: &'static str,
    /// People, where how much each does stands apart.
    people: Option<(f64, Span)>,
    each: Option<(f64, Span)>,
    size: Option<&'a Quantity>,
    kept: Option<&'a Quantity>,
    copies: Option<u32>,
    total: Option<(&'a Quantity, f64, Span)>,
    doubtful: bool,
}

impl Said<'_> {
    fn note<T>(doubtful: &mut bool, place: &mut Option<T>, value: T) {
        *doubtful |= place.is_some();
        *place = Some(value);
    }
}

/// The total of some lines that belong together (ranges of `words`, ascending), where it is far off. `quantities` are
/// those of all the words, ascending.
pub fn read(words: &str, lines: &[Span], quantities: &[Quantity], units: &Units) -> Option<Equation> {
    let mut said = Said::default();
    for line in lines {
        let first = quantities.partition_point(|quantity| quantity.span.start < line.start);
        let own = quantities[first..].iter();
        let own: Vec<&Quantity> = own.take_while(|quantity| quantity.span.start < line.end).collect();
        if !own.is_empty() {
            of_line(words, line, &own, &mut said);
        }
    }
    if said.doubtful {
        return None;
    }
    let (total, period, line) = said.total?;
    let (size, kept) = (said.size?, said.kept);
    let (rate, from) = match (said.rate, said.people, said.each) {
        (Some(rate), _, None) => rate,
        (None, Some((people, span)), Some((each, _))) => (people * each, span),
        _ => return None,
    };
    let period = match (period > 0.0, kept) {
        (true, _) => period,
        (false, Some(kept)) => kept.value,
        (false, None) => return None,
    };
    let copies = said.copies.map_or(1.0, f64::from);
    let once = rate * size.value * period;
    let (low, high) = (once.min(once * copies), once.max(once * copies));
    let (stated, most) = (total.value, total.greatest());
    let off = (low / most).max(stated / high);
    // Copies and room to grow go without saying.
    let spare = copies <= 1.0 && (1.0..=4.5).contains(&(stated / high));
    if !off.is_finite() || off < WRONG || spare {
        return None;
    }
    let tokens = lex::tokens(&words[line.clone()], units);
    let figure = tokens.iter().find_map(|placed| match &placed.token {
        Token::Number(figure) if figure.is_size() && line.start + figure.span.start == total.span.start => Some(figure),
        _ => None,
    })?;
    let right = figure.write(&words[line.clone()], high, Reading::Sizes);
    let copied = said.copies.map_or(String::new(), |copies| format!(" × {copies}"));
    let told = |span: &Span| words[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let lasting = match kept {
        Some(kept) if kept.value == period => told(&kept.span),
        _ => super::super::duration(period),
    };
    Some(Equation {
        expression: from.clone(),
        stated: line.start + figure.span.start..line.start + figure.span.end,
        unit: words[line.start + figure.span.end..(line.start + figure.end).max(line.start + figure.span.end)]
            .to_owned(),
        right,
        working: format!("{}{} × {} × {lasting}{copied}", told(&from), said.per, told(&size.span)),
        off,
        bits: false,
    })
}

/// What one line says.
fn of_line<'a>(words: &str, line: &Span, own: &[&'a Quantity], said: &mut Said<'a>) {
    let text = words[line.clone()].to_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| text.contains(word));
    let starts = |list: &[&str]| list.iter().any(|word| text.starts_with(word));
    let computed = lex::has_sign(&text) && !text.contains(" is ") || text.contains(['×', '*']) || text.contains(" x ");
    let sizes: Vec<&&Quantity> = own
        .iter()
        .filter(|quantity| quantity.dimension == Dimension::Bytes)
        .collect();
    let times: Vec<&&Quantity> = own
        .iter()
        .filter(|quantity| quantity.dimension == Dimension::Duration && quantity.value >= DAY)
        .collect();
    if computed {
        // What is computed on a line of its own is checked there; whether its outcome counts here is not known.
        said.doubtful |= !sizes.is_empty() || has(&["storage", "stored"]);
        return;
    }
    let doubtful = &mut said.doubtful;
    if let [size] = sizes[..] {
        if has(&["storage", "total", "disk", "altogether", "overall"]) {
            let within = match (size.per, &times[..]) {
                (Some(per), _) => per,
                (None, [time]) => time.value,
                (None, []) => period(&text),
                _ => -1.0,
            };
            *doubtful |= within < 0.0 || size.vague;
            // A year of storage is told by the year, not by the second.
            *doubtful |= size.per.is_some_and(|per| per < DAY);
            Said::note(doubtful, &mut said.total, (*size, within, line.clone()));
            return;
        }
        let plain = size.per.is_none() && size.upper.is_none() && !size.vague;
        if plain && (has(&["each", "per ", "average", "avg", "size"]) || starts(&["a ", "an ", "one "])) {
            Said::note(doubtful, &mut said.size, *size);
        } else {
            *doubtful = true;
        }
    } else if sizes.len() > 1 {
        *doubtful = true;
    }
    if let Some(copies) = copies(&text) {
        Said::note(doubtful, &mut said.copies, copies);
    }
    if has(&["kept", "keep", "retain", "retention", "store", "expire", "for "])
        && let [time] = times[..]
    {
        Said::note(doubtful, &mut said.kept, *time);
    }
    for quantity in own.iter().filter(|quantity| quantity.dimension == Dimension::Count) {
        let of = quantity.of.as_ref().map_or("", |of| &words[of.clone()]).to_lowercase();
        if quantity.vague || quantity.upper.is_some() {
            continue;
        }
        if let Some(per) = quantity.per {
            // What is read is not stored.
            if has(&[
                "read", "view", "search", "quer", "download", "redirect", "watch", "peak", "request",
            ]) {
                continue;
            }
            if quantity.each.is_some() {
                Said::note(doubtful, &mut said.each, (quantity.value / per, quantity.span.clone()));
            } else {
                Said::note(doubtful, &mut said.rate, (quantity.value / per, quantity.span.clone()));
                said.per = if per == DAY { "/day" } else { "" };
            }
        } else if matches!(of.as_str(), "dau" | "daily active users" | "daily users") || has(&["dau", "daily active"]) {
            Said::note(doubtful, &mut said.people, (quantity.value, quantity.span.clone()));
        }
    }
}

/// On how many copies it is kept: `replication factor of 3`, `3 replicas`, `3x replicated`.
fn copies(text: &str) -> Option<u32> {
    let few = |word: &str| word.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok();
    let number = match text.split_once("replication factor") {
        Some((_, behind)) => few(behind
            .split_whitespace()
            .find(|word| word.contains(|c: char| c.is_ascii_digit()))?),
        None => {
            let words: Vec<&str> = text.split_whitespace().collect();
            let named = |word: &str| ["replica", "copies"].iter().any(|stem| word.starts_with(stem));
            words
                .windows(2)
                .find(|pair| named(pair[1]))
                .and_then(|pair| few(pair[0]))
        }
    };
    number.filter(|copies| (2..=9).contains(copies))
}

/// The period that a word names; 0 where there is none, less where it cannot be told.
fn period(text: &str) -> f64 {
    const PERIODS: &[(&str, f64)] = &[
        ("daily", DAY),
        ("day", DAY),
        ("monthly", 30.0 * DAY),
        ("month", 30.0 * DAY),
        ("yearly", 365.0 * DAY),
        ("annual", 365.0 * DAY),
        ("year", 365.0 * DAY),
    ];
    let mut named = PERIODS.iter().filter(|(word, _)| text.contains(word));
    match named.next() {
        None => 0.0,
        Some((_, seconds)) if named.all(|(_, other)| other == seconds) => *seconds,
        Some(_) => -1.0,
    }
}
