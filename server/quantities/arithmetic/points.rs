//! Points before thousands: `10.000 users × 5 = 50.000`, as half of the world writes them.

use super::evaluate::Expression;
use super::figure::{Figure, Kind};

/// What the points in the figures of an equation stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Points {
    /// Parts of one, or there are none.
    Parts,
    /// Either: a reader cannot tell.
    Unsure,
    /// Thousands, more likely than parts: two figures agree on it, and none denies it.
    Thousands,
}

impl Points {
    /// Of both sides of an equation.
    pub fn of(words: &str, left: &Expression, right: &Expression) -> Points {
        let figures = || left.figures().iter().chain(right.figures());
        let grouped = figures().filter(|figure| are_thousands(words, figure)).count();
        let denied = figures().any(|figure| {
            let pointed = words[figure.digits.clone()].contains('.');
            figure.upper.is_some() || (pointed && !are_thousands(words, figure))
        });
        match grouped {
            0 => Points::Parts,
            1 => Points::Unsure,
            _ if denied => Points::Unsure,
            _ => Points::Thousands,
        }
    }
}

/// Whether a point may stand before thousands: `10.000`, and neither `0.125` nor `2.5` nor `99.999 %`.
pub fn are_thousands(words: &str, figure: &Figure) -> bool {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    words[figure.digits.clone()]
        .split_once('.')
        .is_some_and(|(whole, part)| {
            let whole_is_short = (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            figure.kind != Kind::Share && whole_is_short && part.len() == 3 && is_number(whole) && is_number(part)
        })
}

/// A number as those write it who put points before thousands.
pub fn swapped(number: &str) -> String {
    let swap = |c| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    number.chars().map(swap).collect()
}
