use super::{Findings, Level, topic};
use crate::design::{Design, Side, StanceClaim, Weight};
use crate::markdown::fold;
use std::collections::BTreeSet;

/// Behind these words stands what a claim is about.
const ABOUT: &[&str] = &[
    "for", "of", "on", "in", "when", "during", "while", "across", "between", "to", "but", "except", "unless", "however",
];
/// Words that tell no object.
const IDLE: &[&str] = &[
    "the",
    "a",
    "an",
    "all",
    "system",
    "service",
    "data",
    "app",
    "application",
    "platform",
    "and",
    "is",
    "be",
    "should",
    "must",
    "our",
    "we",
    "users",
    "user",
    "it",
    "this",
    "over",
    "availability",
    "consistency",
    "consistent",
    "available",
    "highly",
    "high",
    "strong",
    "strongly",
    "eventual",
    "eventually",
    "prefer",
    "first",
    "needs",
    "need",
    "requires",
    "require",
    "has",
    "have",
    "with",
    "system's",
    "always",
    "very",
    "more",
    "important",
    "than",
    "can",
    "will",
    "that",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for (_, topic) in topic::laid_out(design) {
        let claims: Vec<&StanceClaim> = design
            .stance
            .claims
            .iter()
            .filter(|claim| topic.span.contains(&claim.span.start))
            .collect();
        // Once one side is put first for the whole system, the other is only wanted as far as it can be had.
        let first = |claim: &&&StanceClaim| claim.weight == Weight::First && !claim.scoped;
        let sides: BTreeSet<bool> = claims
            .iter()
            .filter(first)
            .map(|claim| claim.side == Side::Availability)
            .collect();
        if sides.len() == 1 {
            continue;
        }
        let of = |side: Side| claims.iter().filter(move |claim| claim.side == side);
        let pairs = of(Side::Availability).flat_map(|one| of(Side::Consistency).map(move |other| (one, other)));
        let conflict = pairs.into_iter().find_map(|(one, other)| {
            let (left, right) = (objects(design, one), objects(design, other));
            let same_item = one.item == other.item;
            let plain = |claim: &StanceClaim| is_plain(design, claim);
            match left.is_empty() && right.is_empty() {
                _ if same_item => None,
                true if plain(one) && plain(other) => Some((one, other, Level::Warning)),
                false if left == right => Some((one, other, Level::Error)),
                _ => None,
            }
        });
        if let Some((one, other, level)) = conflict {
            let (first, second) = if one.span.start < other.span.start {
                (one, other)
            } else {
                (other, one)
            };
            findings
                .add(
                    &second.span,
                    "Availability and consistency both come first for the same thing: say which part takes which side",
                )
                .related(&first.span, "The other side is taken here")
                .level(level);
        }
    }
}

/// What a claim is about: the telling words of its item.
fn objects(design: &Design, claim: &StanceClaim) -> BTreeSet<String> {
    let item = fold(&design.outline.words[claim.item.clone()]);
    let words = item.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let telling = words.filter(|word| word.len() > 1 && !IDLE.contains(word) && !ABOUT.contains(word));
    telling.map(|word| word.trim_end_matches('s').to_owned()).collect()
}

/// A claim on the whole system, without any condition.
fn is_plain(design: &Design, claim: &StanceClaim) -> bool {
    let item = fold(&design.outline.words[claim.item.clone()]);
    !item
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| ABOUT.contains(&word))
}
