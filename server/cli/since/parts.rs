//! What has come, gone or changed its name among the parts of a design: endpoints, entities, what is out of scope; and
//! the figures of its estimation.

use super::Changes;
use crate::design::Design;
use crate::knowledge::Part;
use crate::markdown::{fold, is_same_folded};
use crate::quantities::Quantity;
use std::collections::BTreeMap;

/// From here on two names are one that was changed a little.
const ALIKE: f64 = 0.85;

/// Adds what has changed.
pub fn compare(old: &Design, new: &Design, all: &mut Changes) {
    let endpoints = |design: &Design| -> Vec<String> {
        let named = design.endpoints.iter();
        named
            .map(|endpoint| format!("{} {}", endpoint.method, endpoint.path).trim().to_owned())
            .collect()
    };
    let entities =
        |design: &Design| -> Vec<String> { design.entities.iter().map(|entity| entity.name.clone()).collect() };
    named("the endpoint", &endpoints(old), &endpoints(new), all);
    named("the entity", &entities(old), &entities(new), all);
    out_of_scope(old, new, all);
    figures(old, new, all);
}

/// Parts that go by a name, in the order in which they stand.
fn named(what: &str, was: &[String], is: &[String], all: &mut Changes) {
    let holds = |list: &[String], name: &str| list.iter().any(|other| is_same_folded(other, name));
    let mut gone: Vec<(usize, &String)> = was.iter().enumerate().filter(|(_, name)| !holds(is, name)).collect();
    for (at, name) in is.iter().enumerate().filter(|(_, name)| !holds(was, name)) {
        let alike = |other: &str| strsim::jaro_winkler(&fold(other), &fold(name));
        // Another name in the same place among as many parts.
        let replaced = gone.iter().position(|(other, _)| *other == at && was.len() == is.len());
        let near = || {
            let likeness = gone.iter().map(|(_, other)| alike(other)).enumerate();
            let nearest = likeness.max_by(|a, b| a.1.total_cmp(&b.1));
            nearest
                .filter(|(_, likeness)| *likeness > ALIKE)
                .map(|(index, _)| index)
        };
        all.changes.push(match replaced.or_else(near) {
            Some(index) => format!("{what} {} is {name} now", gone.remove(index).1),
            None => format!("{what} {name} is new"),
        });
    }
    for (_, name) in gone {
        all.changes.push(format!("{what} {name} is gone"));
    }
}

fn out_of_scope(old: &Design, new: &Design, all: &mut Changes) {
    let listed = |design: &Design| -> Vec<String> {
        let items = design.requirements.out_of_scope.iter();
        items
            .map(|item| one_line(&design.outline.words[item.words.clone()]))
            .collect()
    };
    let holds = |list: &[String], text: &str| list.iter().any(|other| is_same_folded(other, text));
    let (was, is) = (listed(old), listed(new));
    for text in was.iter().filter(|text| !holds(&is, text)) {
        let alike = |other: &&String| strsim::jaro_winkler(&fold(other), &fold(text)) > ALIKE;
        // Said in other words.
        if !is.iter().filter(|other| !holds(&was, other)).any(|other| alike(&other)) {
            all.changes
                .push(format!("\u{201c}{text}\u{201d} is no longer out of scope"));
        }
    }
}

/// The lines of the estimations in which figures stand, by what they say without them.
fn lines(design: &Design) -> BTreeMap<String, Vec<(String, Vec<&Quantity>)>> {
    let mut all: BTreeMap<String, Vec<(String, Vec<&Quantity>)>> = BTreeMap::new();
    let words = &design.outline.words;
    let mut rest = design.quantities.as_slice();
    while let Some(first) = rest.first() {
        let start = words[..first.span.start].rfind('\n').map_or(0, |end| end + 1);
        let end = words[first.span.start..]
            .find('\n')
            .map_or(words.len(), |at| first.span.start + at);
        let count = rest.iter().take_while(|quantity| quantity.span.start < end).count();
        let (own, others) = rest.split_at(count);
        rest = others;
        let at = design.outline.source(&first.span).start;
        let mut estimations = design.sections_of(Part::Estimation);
        if !estimations.any(|section| section.span.contains(&at)) {
            continue;
        }
        let (mut said, mut from) = (String::new(), start);
        for quantity in own {
            said += &words[from..quantity.span.start.max(from)];
            said.push('#');
            from = quantity.span.end.max(from);
        }
        said += &words[from..end.max(from)];
        let line = (one_line(&words[start..end]), own.iter().collect());
        all.entry(fold(&one_line(&said))).or_default().push(line);
    }
    all
}

/// Figures that are other ones in a line of the estimation that says the same besides.
fn figures(old: &Design, new: &Design, all: &mut Changes) {
    let (before, after) = (lines(old), lines(new));
    for (said, is) in &after {
        let Some(was) = before.get(said).filter(|was| was.len() == is.len()) else {
            continue;
        };
        for ((_, was), (line, is)) in was.iter().zip(is) {
            let other = |(was, is): &(&&Quantity, &&Quantity)| {
                (was.value, was.upper, was.per, was.dimension) != (is.value, is.upper, is.per, is.dimension)
            };
            let told = |design: &Design, quantity: &Quantity| one_line(&design.outline.words[quantity.span.clone()]);
            let changed = was.iter().zip(is).filter(other);
            let changed: Vec<String> = changed
                .map(|(was, is)| format!("{} in place of {}", told(new, is), told(old, was)))
                .collect();
            if !changed.is_empty() {
                all.changes.push(format!(
                    "the estimation reads \u{201c}{line}\u{201d} now, {}",
                    changed.join(", ")
                ));
            }
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
