//! Places that name a requirement: by its identifier, its label or its number.

use super::List;
use crate::design::Reading;
use crate::design::requirements::Requirement;
use crate::design::trace::identifiers;
use crate::design::trace::matching::Place;
use crate::design::trace::units::{Unit, UnitKind};
use crate::knowledge::normal_title;
use crate::notes::head;
use std::collections::HashMap;

/// Calls `take` with each place and requirement where the place names the identifier that the requirement carries.
pub(super) fn named(
    reading: &Reading,
    requirements: &[&mut Requirement],
    places: &[Place],
    mut take: impl FnMut(usize, usize),
) {
    let own = requirements.iter().enumerate().filter_map(|(number, requirement)| {
        let words = &reading.outline.words[requirement.words.clone()];
        Some((identifiers::carried(words)?, number))
    });
    let own: HashMap<&str, usize> = own.collect();
    if own.is_empty() {
        return;
    }
    for (number, place) in places.iter().enumerate() {
        identifiers::identifiers(place.text)
            .filter_map(|name| own.get(name))
            .for_each(|requirement| take(number, *requirement));
    }
}

/// `**Files**: people share files` above, `### 4. Files` in the design: where the label of a requirement is a heading,
/// or the heading counts it: `### Functional requirement 4`.
pub(super) fn titled(reading: &Reading, units: &[Unit], list: &List) -> Vec<(usize, usize)> {
    let mut labels: HashMap<String, usize> = HashMap::new();
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    for (number, requirement) in list.requirements.iter().enumerate() {
        numbers.insert(own_number(reading, requirement).unwrap_or(number + 1), number);
        if let (label, Some(_)) = head(&reading.outline.words[requirement.words.clone()]) {
            labels.insert(normal_title(label), number);
        }
    }
    labels.remove("");
    let headings = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.kind == UnitKind::Heading);
    headings
        .flat_map(|(number, unit)| {
            let words = &reading.outline.words[unit.text.clone()];
            let labelled = labels.get(&normal_title(words)).copied();
            let counted = identifiers::counted(words).filter_map(|number| numbers.get(&number).copied());
            labelled
                .into_iter()
                .chain(counted)
                .map(move |requirement| (number, requirement))
        })
        .collect()
}

/// The number that a requirement has in its list.
fn own_number(reading: &Reading, requirement: &Requirement) -> Option<usize> {
    let block = reading.outline.blocks.get(requirement.blocks.start)?;
    let written = reading.text.get(block.span.clone())?.trim_start();
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    written[digits..]
        .starts_with(['.', ')'])
        .then(|| written[..digits].parse().ok())?
}
