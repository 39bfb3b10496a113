//! Two figures for one quantity.

use super::topic;
use crate::design::{Design, Topic};
use crate::knowledge::Part;
use crate::quantities::{Comparison, Dimension, Quantity};
use crate::text::Span;

/// Quantities of which a system has one, and the words by which they are called.
const ONCE: &[(&str, &[&str])] = &[
    (
        "daily active users",
        &["dau", "daily active users", "daily active user", "daily users"],
    ),
    (
        "monthly active users",
        &["mau", "monthly active users", "monthly users"],
    ),
    (
        "registered users",
        &["registered users", "total users", "signed up users", "user accounts"],
    ),
    ("replication factor", &["replication factor"]),
];
/// In a line with one of these a figure holds for a part, a time or a case.
const PARTLY: &[&str] = &[
    "grow*",
    "year*",
    "initial*",
    "launch*",
    "later",
    "future",
    "currently",
    "today",
    "first",
    "region*",
    "country",
    "countries",
    "city",
    "cities",
    "each",
    "per region",
    "premium",
    "paid",
    "paying",
    "free",
    "phase",
    "stage",
    "if",
    "e.g",
    "example",
    "assum*",
    "say",
    "like",
    "vs",
    "of them",
    "small*",
    "large*",
    "large scale",
    "worst",
    "best",
    "target",
    "to",
    "twitter",
    "facebook",
    "instagram",
    "whatsapp",
    "youtube",
    "or",
    "above",
    "beyond",
];

/// A quantity that is stated a second time, and differently.
pub struct Twice<'a> {
    /// How a sentence calls it.
    pub name: &'a str,
    /// The first figure, and the other one: bytes of the document.
    pub first: Span,
    /// The figure that differs.
    pub second: Span,
}

/// The quantities of a topic that are stated twice, each once.
pub fn stated_twice<'a>(design: &'a Design, index: usize, topic: &Topic) -> Vec<Twice<'a>> {
    let mut known: Vec<(&str, &Quantity)> = Vec::new();
    let mut found: Vec<Twice> = Vec::new();
    for quantity in of(design, &topic::words(design, topic)).filter(|quantity| is_plain(quantity)) {
        // Few lines name such a quantity at all; only those are read for what limits them.
        let block = design.outline.block_at(quantity.span.start);
        let Some(block) = block.map(|at| &design.outline.blocks[at]) else {
            continue;
        };
        let named = name(design, &block.words, quantity);
        let own = |_: &&str| !block.quote && topic::says(design, &block.words, PARTLY).is_none();
        let Some(name) = named.filter(own) else { continue };
        match known.iter().find(|(other, _)| *other == name) {
            None => known.push((name, quantity)),
            Some((_, first)) if differ(first, quantity) && !found.iter().any(|twice| twice.name == name) => {
                found.push(Twice {
                    name,
                    first: design.outline.source(&first.span),
                    second: design.outline.source(&quantity.span),
                });
            }
            Some(_) => {}
        }
    }
    found.extend(computed_otherwise(design, index));
    found
}

/// From a fifth on two figures are no longer one that was rounded.
fn differ(one: &Quantity, other: &Quantity) -> bool {
    let off = (one.value / other.value).max(other.value / one.value);
    off.is_finite() && off >= 1.2
}

/// A number of things, once and for all.
fn is_plain(quantity: &Quantity) -> bool {
    quantity.dimension == Dimension::Count
        && quantity.per.is_none()
        && quantity.each.is_none()
        && quantity.upper.is_none()
        && !quantity.vague
        && matches!(quantity.comparison, Comparison::Exactly | Comparison::About)
}

/// Which of the quantities that a system has once a figure states, by the words behind it or the label before it.
fn name(design: &Design, line: &Span, quantity: &Quantity) -> Option<&'static str> {
    let folded = &design.outline.folded;
    let before = folded[line.start..quantity.span.start]
        .rsplit(['\t', '\n', ',', ';', '.'])
        .next()
        .unwrap_or_default()
        .trim_end_matches(|c: char| !c.is_alphanumeric());
    let before = before
        .strip_suffix(" of")
        .or(before.strip_suffix(" is"))
        .unwrap_or(before)
        .trim();
    let of = quantity.of.as_ref().map_or("", |of| folded[of.clone()].trim());
    let names = |(_, words): &&(&'static str, &[&str])| words.contains(&of) || words.contains(&before);
    ONCE.iter().find(names).map(|(name, _)| *name)
}

/// A rate that the requirements state, and another one of the same things that is computed from estimates.
fn computed_otherwise<'a>(design: &'a Design, index: usize) -> Option<Twice<'a>> {
    let rates = |part: Part| {
        let sections = topic::sections(design, index, part);
        let quantities = sections.flat_map(|section| of(design, &topic::words_of(design, section.blocks.clone())));
        quantities
            .filter(|quantity| is_plain_rate(design, quantity))
            .collect::<Vec<_>>()
    };
    let (asked, sized) = (rates(Part::NonFunctional), rates(Part::Estimation));
    let thing = |quantity: &'a Quantity| quantity.of.as_ref().map(|of| design.outline.folded[of.clone()].trim());
    let is_computed = |quantity: &&&Quantity| {
        let start = design.outline.source(&quantity.span).start;
        design.equations.iter().any(|equation| equation.stated.start == start)
    };
    let mut pairs = asked
        .iter()
        .flat_map(|one| sized.iter().filter(is_computed).map(move |other| (*one, *other)));
    let (one, other) = pairs.find(|(one, other)| {
        let alone = |list: &[&'a Quantity]| list.iter().filter(|quantity| thing(quantity) == thing(one)).count() == 1;
        let rates = one.per_second().zip(other.per_second());
        let off = rates.map_or(1.0, |(one, other)| (one / other).max(other / one));
        thing(one) == thing(other) && alone(&asked) && alone(&sized) && off.is_finite() && off >= 2.0
    })?;
    Some(Twice {
        name: thing(one)?,
        first: design.outline.source(&one.span),
        second: design.outline.source(&other.span),
    })
}

/// The figures in a range of the words.
fn of<'a>(design: &'a Design, words: &Span) -> impl Iterator<Item = &'a Quantity> + use<'a> {
    let (start, end) = (words.start, words.end);
    let first = design
        .quantities
        .partition_point(|quantity| quantity.span.start < start);
    design.quantities[first..]
        .iter()
        .take_while(move |quantity| quantity.span.start < end)
}

/// So many named things a second, neither at the peak nor on average, nor for a part.
fn is_plain_rate(design: &Design, quantity: &Quantity) -> bool {
    const ANY: &[&str] = &[
        "rps",
        "qps",
        "tps",
        "iops",
        "request",
        "requests",
        "queries",
        "query",
        "reads",
        "writes",
        "operations",
        "ops",
        "calls",
        "transactions",
        "req",
        "times",
    ];
    const CASES: &[&str] = &[
        "peak*",
        "average*",
        "avg",
        "spike*",
        "burst*",
        "surge*",
        "max*",
        "min",
        "minimum",
        "normal*",
        "baseline",
        "sustained",
        "mean",
        "typical*",
        "per user",
        "per node",
        "per server",
        "per shard",
        "per instance",
        "each",
        "grow*",
        "initial*",
    ];
    let Some(of) = &quantity.of else { return false };
    let of = design.outline.folded[of.clone()].trim();
    let named = !of.is_empty() && !ANY.contains(&of);
    let at = design
        .outline
        .blocks
        .partition_point(|block| block.words.start <= quantity.span.start);
    let line = at.checked_sub(1).map(|at| &design.outline.blocks[at].words);
    named
        && quantity.dimension == Dimension::Count
        && quantity.per.is_some_and(|per| per <= 60.0)
        && quantity.each.is_none()
        && quantity.upper.is_none()
        && !quantity.vague
        && line.is_some_and(|line| {
            topic::says(design, line, CASES).is_none() && topic::says(design, line, PARTLY).is_none()
        })
}
