//! Estimates that are set up and not worked out: `100M DAU × 5 posts / 86,400 s`, with nothing said to come of it.

use super::evaluate::{Expression, Reading};
use super::figure::{Figure, Kind};
use super::lex::{self, Placed, Token};
use super::points;
use crate::quantities::{Units, bytes, duration, short};
use crate::text::Span;

/// Something to be computed that stands without a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// What is computed, with what the last figure counts: bytes of the text that was read.
    pub span: Span,
    /// What comes out, with its unit: `5.79k/s`, `2.5 TB/day`.
    pub value: String,
}

/// The estimates without a result in some lines that belong together, such as a paragraph or an item. What can be meant
/// in two ways, or is stated anywhere around them, is left out. Linear in the length of `around`.
pub fn unfinished(text: &str, span: &Span, around: &Span, units: &Units) -> Vec<Estimate> {
    let words = &text[span.clone()];
    let is_candidate = |line: &str| line.bytes().filter(u8::is_ascii_digit).count() > 1 && lex::has_operator(line);
    if words.len() > LONGEST || !words.lines().any(is_candidate) {
        return Vec::new();
    }
    let tokens = lex::tokens(words, units);
    let mut found: Vec<(Estimate, Expression)> = Vec::new();
    let mut start = 0;
    for segment in tokens.split(is_end) {
        found.extend(of_segment(words, &tokens, start..start + segment.len()));
        start += segment.len() + 1;
    }
    if found.is_empty() {
        return Vec::new();
    }
    let beside = [around.start..span.start, span.end..around.end];
    let beside = beside.map(|part| lex::tokens(text.get(part).unwrap_or_default(), units));
    let mut estimates = Vec::new();
    for (estimate, expression) in found {
        let is_own =
            |placed: &&Placed| estimate.span.start <= placed.span.start && placed.span.end <= estimate.span.end;
        let others = tokens.iter().filter(|placed| !is_own(placed));
        let mut others = others
            .chain(beside.iter().flatten())
            .filter_map(|placed| match &placed.token {
                Token::Number(figure) => Some(figure),
                _ => None,
            });
        if !others.any(|figure| states(figure, &expression)) {
            let Estimate { span: own, value } = estimate;
            let span = span.start + own.start..span.start + own.end;
            estimates.push(Estimate { span, value });
        }
    }
    estimates
}

/// Longer paragraphs are prose.
const LONGEST: usize = 4000;

fn is_end(placed: &Placed) -> bool {
    matches!(placed.token, Token::Sign(_) | Token::Break { .. })
}

/// The estimate that stands between two breaks, where it is one and no result belongs to it.
fn of_segment(words: &str, tokens: &[Placed], segment: Span) -> Option<(Estimate, Expression)> {
    let line = |at: usize| words[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut inside = &tokens[segment.clone()];
    // Lines end nothing by themselves: what is computed stands on one.
    let last = inside.last()?.span.end;
    let begin = inside.partition_point(|placed| placed.span.start < line(last));
    inside = &inside[begin..];
    let count = |token: &Token| inside.iter().filter(|placed| placed.token == *token).count();
    match (count(&Token::Open), count(&Token::Close)) {
        (open, close) if open > close && inside[0].token == Token::Open => inside = &inside[1..],
        (open, close) if close > open && inside[inside.len() - 1].token == Token::Close => {
            inside = &inside[..inside.len() - 1];
        }
        _ => {}
    }
    let is_whole = begin > 0 || goes_before(tokens, segment.start);
    if !is_whole || !goes_behind(words, tokens, segment.end, inside) {
        return None;
    }
    let expression = Expression::before(inside)?;
    let said = expression.span.start..inside.last()?.span.end;
    if !expression.is_computed() || words[inside[0].span.start..said.end].contains(['$', '€', '£', '₹']) {
        return None;
    }
    // `10.000 users × 5`: thousands, or ten. `5 TB × 2/GB`: two of what, nobody says.
    let is_unsure =
        |figure: &Figure| points::are_thousands(words, figure) || (figure.kind == Kind::Plain && figure.scale < 1.0);
    if expression.figures().iter().any(is_unsure) {
        return None;
    }
    let value = expression.measure()?.write()?;
    Some((Estimate { span: said, value }, expression))
}

/// Whether an expression may begin behind the break before it: no minus, no equation that has its figures already.
fn goes_before(tokens: &[Placed], start: usize) -> bool {
    let Some(before) = start.checked_sub(1).map(|at| &tokens[at].token) else {
        return true;
    };
    match before {
        Token::Break { minus } => !minus,
        // `Writes = 100M * 5`: what it is called, and not what it comes from.
        _ => {
            let named = tokens[..start - 1].iter().rev().take_while(|placed| !is_end(placed));
            !named.into_iter().any(|placed| matches!(placed.token, Token::Number(_)))
        }
    }
}

/// Whether an expression may end at the break behind it: no minus, nothing that is said to come out.
fn goes_behind(words: &str, tokens: &[Placed], end: usize, inside: &[Placed]) -> bool {
    let Some(behind) = tokens.get(end) else { return true };
    let next = tokens.get(end + 1);
    let is_figure = next.is_some_and(|placed| matches!(placed.token, Token::Number(_) | Token::About | Token::Open));
    match behind.token {
        Token::Break { minus: true } => false,
        Token::Break { .. } if words[behind.span.clone()].starts_with('/') => {
            // `1 KB/user` for each of the users that are counted; by anything else it is another figure.
            let each = next.map_or("", |placed| &words[placed.span.clone()]);
            let is_named =
                |placed: &Placed| placed.token == Token::Word && words[placed.span.clone()].starts_with(each);
            !each.is_empty() && inside.iter().any(is_named)
        }
        // The next cell of a row.
        Token::Break { .. } if words[behind.span.clone()].starts_with('\t') => !is_figure,
        Token::Sign(_) => {
            !is_figure && next.is_none_or(|placed| words[behind.span.end..placed.span.start].contains('\n'))
        }
        _ => true,
    }
}

/// Whether a figure says what comes out, in whichever way both are read.
fn states(figure: &Figure, expression: &Expression) -> bool {
    const NEAR: f64 = 1.3;
    let mut values = expression.values().into_iter();
    values.any(|(value, reading)| {
        let figure = figure.value(reading);
        (value / figure).max(figure / value) < NEAR
    })
}

/// A value with its dimension.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// In bytes and seconds.
    value: f64,
    /// The power of bytes, and that of seconds.
    bytes: i32,
    seconds: i32,
    /// The period of the rate in it.
    per: Option<f64>,
    /// The time by which something was divided.
    divided: Option<f64>,
}

impl Measure {
    /// Of one figure.
    pub fn of(figure: &Figure) -> Measure {
        let (bytes, seconds) = match figure.kind {
            Kind::Size => (1, 0),
            Kind::Time => (0, 1),
            // `$1 per GB`.
            Kind::Plain if figure.scale < 1.0 => (-1, 0),
            Kind::Plain | Kind::Share => (0, 0),
        };
        Measure {
            value: figure.value(Reading::Units),
            bytes,
            seconds: seconds - i32::from(figure.per.is_some()),
            per: figure.per,
            divided: None,
        }
    }

    /// Of two with an operator between them; nothing where they do not go together.
    pub fn join(operator: char, left: Measure, right: Measure) -> Option<Measure> {
        let alike = (left.bytes, left.seconds) == (right.bytes, right.seconds);
        let plain = |it: &Measure| (it.bytes, it.seconds) == (0, 0);
        let joined = |value: f64, sign: i32| Measure {
            value,
            bytes: left.bytes + sign * right.bytes,
            seconds: left.seconds + sign * right.seconds,
            per: left.per.or(right.per),
            divided: left.divided.or(right.divided),
        };
        match operator {
            '+' => alike.then(|| joined(left.value + right.value, 0)),
            '*' => Some(joined(left.value * right.value, 1)),
            '/' => {
                let time = (right.bytes, right.seconds) == (0, 1);
                let mut it = joined(left.value / right.value, -1);
                if time {
                    it.divided = Some(right.value);
                    // `500M a day / 86,400 s`: the seconds of that day, and not once more by the second.
                    if let Some(per) = left.per.filter(|per| (per / right.value - 1.0).abs() < 0.01) {
                        it.value *= per;
                        it.seconds += 1;
                        it.per = None;
                    }
                }
                Some(it)
            }
            _ => (plain(&left) && plain(&right)).then(|| joined(left.value.powf(right.value), 0)),
        }
    }

    /// The value in the unit that suits it; nothing where that is none that a reader knows, or so small a number that
    /// they have it in their head.
    fn write(self) -> Option<String> {
        const SMALL: f64 = 1000.0;
        if !self.value.is_finite() || self.value <= 0.0 {
            return None;
        }
        let period = match (self.divided, self.per) {
            (None, Some(per)) => PERIODS.iter().find(|(seconds, _)| *seconds == per),
            _ => None,
        };
        let (seconds, name) = *period.unwrap_or(&PERIODS[0]);
        let each = self.value * seconds;
        match (self.bytes, self.seconds) {
            (0, 0) => (self.value >= SMALL).then(|| short(self.value)),
            (1, 0) => Some(bytes(self.value)),
            (0, 1) => Some(duration(self.value)),
            (0, -1) => (each >= 1.0).then(|| format!("{}/{name}", short(each))),
            (1, -1) => (each >= 1.0).then(|| format!("{}/{name}", bytes(each))),
            _ => None,
        }
    }
}

const DAY: f64 = 86_400.0;

const PERIODS: [(f64, &str); 7] = [
    (1.0, "s"),
    (60.0, "min"),
    (3600.0, "h"),
    (DAY, "day"),
    (7.0 * DAY, "week"),
    (30.0 * DAY, "month"),
    (365.0 * DAY, "year"),
];
