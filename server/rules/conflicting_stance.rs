use super::{Findings, Level, topic};
use crate::design::{Design, Side, StanceClaim, Weight};
use crate::markdown::fold;
use std::collections::{BTreeSet, HashMap};

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
        let is_first = |claim: &StanceClaim| claim.weight == Weight::First && !claim.scoped;
        let first = claims.iter().filter(|claim| is_first(claim));
        let sides: BTreeSet<bool> = first.map(|claim| claim.side == Side::Availability).collect();
        let is_settled = sides.len() == 1;
        let of = |side: Side| claims.iter().copied().filter(move |claim| claim.side == side);
        let mut others: HashMap<BTreeSet<String>, Vec<&StanceClaim>> = HashMap::new();
        for claim in of(Side::Consistency) {
            others.entry(objects(design, claim)).or_default().push(claim);
        }
        let conflict = of(Side::Availability).find_map(|one| {
            let (about, others) = others.get_key_value(&objects(design, one))?;
            let mut others = others.iter().filter(|other| other.item != one.item);
            if !about.is_empty() {
                // "Bookings prefer availability" puts it first for those alone.
                let other = others.find(|other| !is_settled || is_first(one) || is_first(other))?;
                return Some((one, *other, Level::Error));
            }
            // Somewhere it is said which part takes which side.
            if is_settled || design.stance.side == Side::Mixed && sides.is_empty() {
                return None;
            }
            let plain = |claim: &StanceClaim| is_plain(design, claim);
            let other = others.find(|other| plain(one) && plain(other))?;
            Some((one, *other, Level::Warning))
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
