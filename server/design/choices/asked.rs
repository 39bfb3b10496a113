//! How a design may point at its own requirements: by number ("NFR-2", "Q3") or by target ("the 300 ms").

use crate::design::Reading;
use crate::design::requirements::Requirements;
use crate::quantities::{Dimension, Quantity};
use crate::text::Span;

/// The numbers and the targets of the requirements.
#[derive(Debug, Default)]
pub struct Asked {
    /// The letters of each number, and the number.
    numbers: Vec<(String, u32)>,
    targets: Vec<(f64, Dimension)>,
    functional: usize,
    non_functional: usize,
}

/// The number of a requirement, "1. NFR-12", stands in so many bytes at its beginning.
const LONGEST: usize = 16;

impl Asked {
    /// The numbers and targets of these requirements.
    pub fn new(reading: &Reading, requirements: &Requirements) -> Asked {
        let all = requirements.functional.iter().chain(&requirements.non_functional);
        let numbers = all.filter_map(|requirement| {
            let block = reading.outline.blocks.get(requirement.blocks.start)?;
            let words = reading.folded(&block.words).trim_start();
            let beginning = &words[..words.floor_char_boundary(LONGEST)];
            let (letters, number) = numbers_in(beginning).next()?;
            words.starts_with(letters).then(|| (letters.to_owned(), number))
        });
        let targets = requirements.non_functional.iter().flat_map(|requirement| {
            reading
                .quantities_in(&requirement.words)
                .filter(|quantity| is_target(quantity))
                .map(|quantity| (quantity.value, quantity.dimension))
        });
        Asked {
            numbers: numbers.collect(),
            targets: targets.collect(),
            functional: requirements.functional.len(),
            non_functional: requirements.non_functional.len(),
        }
    }

    /// Whether words name one of them.
    pub fn named_in(&self, reading: &Reading, words: &Span) -> bool {
        let numbered = numbers_in(reading.folded(words)).any(|(letters, number)| {
            let most = match letters {
                "fr" => self.functional,
                "nfr" => self.non_functional,
                _ => 0,
            };
            (1..=most).contains(&(number as usize))
                || self
                    .numbers
                    .iter()
                    .any(|(own, known)| own == letters && *known == number)
        });
        numbered
            || (!self.targets.is_empty()
                && reading.quantities_in(words).any(|quantity| {
                    self.targets.contains(&(quantity.value, quantity.dimension)) && is_target(quantity)
                }))
    }
}

/// A count may be the same by chance; a time or a rate seldom is.
fn is_target(quantity: &Quantity) -> bool {
    !quantity.vague && quantity.value > 0.0 && (quantity.dimension == Dimension::Duration || quantity.per.is_some())
}

/// `nfr 2`, `q3`: one to four letters and a number, in folded words.
fn numbers_in(folded: &str) -> impl Iterator<Item = (&str, u32)> {
    let mut before = "";
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .filter_map(move |token| {
            let at = token.find(|c: char| c.is_ascii_digit()).unwrap_or(token.len());
            let (letters, digits) = token.split_at(at);
            let letters = if letters.is_empty() { before } else { letters };
            before = token;
            let short = (1..=4).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_lowercase());
            (short && (1..=3).contains(&digits.len())).then_some(())?;
            Some((letters, digits.parse().ok()?))
        })
}
