//! Multiples of the rate that was said last: `580/s on average, peak 10x = 5.8k/s`.

use super::Equation;
use super::evaluate::Reading;
use super::figure::{Figure, Kind};
use super::lex::{Placed, Sign, Token};

/// The only rate of some lines, so many times as much, and what is said to come out: three figures and no more.
pub fn read(words: &str, tokens: &[Placed]) -> Option<Equation> {
    let figures = || {
        tokens
            .iter()
            .enumerate()
            .filter_map(|(at, placed)| match &placed.token {
                Token::Number(figure) => Some((at, figure)),
                _ => None,
            })
    };
    let mut each = figures();
    let (Some((first, base)), Some((second, times)), Some((third, stated)), None) =
        (each.next(), each.next(), each.next(), each.next())
    else {
        return None;
    };
    let is_multiple = is_bare(times) && is_times(words, &tokens[second + 1..third]);
    let apart = tokens[first + 1..second]
        .iter()
        .any(|placed| matches!(placed.token, Token::Break { minus: false }));
    let operates = tokens[..second].iter().any(|placed| {
        matches!(
            placed.token,
            Token::Operator(_) | Token::Sign(_) | Token::Break { minus: true }
        )
    });
    let alike = base.per.is_some() && base.per == stated.per && base.kind == stated.kind && base.bits == stated.bits;
    if !is_multiple || !apart || operates || !alike || base.upper.is_some() {
        return None;
    }
    let value = base.value(Reading::Units) * times.bare;
    let off = super::distance(value, stated.value(Reading::Units), stated.greatest(Reading::Units))?;
    // `580/s, peak 10x = 5.8`: the magnitude may have been left out.
    if base.magnitude != stated.magnitude && (off.log10() / 3.0).fract().abs() < 0.03 && off > 100.0 {
        return None;
    }
    Some(Equation {
        expression: base.span.start..times.span.end,
        stated: stated.span.clone(),
        right: stated.write(words, value, Reading::Units),
        unit: words[stated.span.end..stated.end].to_owned(),
        working: format!(
            "{} × {}",
            words[base.span.start..base.end].trim(),
            &words[times.digits.clone()]
        ),
        off,
        bits: false,
    })
}

/// A number and nothing else.
fn is_bare(figure: &Figure) -> bool {
    figure.kind == Kind::Plain
        && figure.per.is_none()
        && figure.upper.is_none()
        && figure.scale == 1.0
        && !figure.magnitude
}

/// Whether `x`, `×` or `times`, in brackets or not, and an equals sign stand between two figures, and nothing else.
fn is_times(words: &str, between: &[Placed]) -> bool {
    let mut told = between
        .iter()
        .filter(|placed| !matches!(placed.token, Token::Close | Token::About));
    let (Some(times), Some(sign), None) = (told.next(), told.next(), told.next()) else {
        return false;
    };
    matches!(words[times.span.clone()].to_lowercase().as_str(), "x" | "×" | "times")
        && sign.token == Token::Sign(Sign::Equals)
}
