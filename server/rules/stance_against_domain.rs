use super::{Findings, topic};
use crate::design::{Design, Side};
use crate::text::Edit;

/// What is limited or must balance.
const LIMITED: &[&str] = &[
    "bank",
    "banking",
    "booking",
    "book a",
    "ticket",
    "reservation",
    "reserve",
    "inventory",
    "wallet",
    "ledger",
    "payment",
    "seat",
    "auction",
    "stock trad*",
];
/// What says that the limited thing is kept right.
const KEPT: &[&str] = &[
    "strong consistency",
    "strongly consistent",
    "consistency for",
    "double book*",
    "oversell*",
    "double charge*",
    "double spend*",
    "double sell*",
    "acid",
    "serializable",
    "exactly once",
    "linearizab*",
    "select for update",
    "no two users",
    "consistent book*",
    "pessimistic lock*",
    "row lock*",
    "optimistic lock*",
    "distributed lock",
    "conditional write",
    "transaction",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let claims = design
            .stance
            .claims
            .iter()
            .filter(|claim| topic.span.contains(&claim.span.start));
        let claims: Vec<_> = claims.collect();
        // Of several parts one may be kept consistent without much being made of it.
        let alone = design.stance.side != Side::Mixed && claims.iter().all(|claim| claim.side == Side::Availability);
        let Some(first) = claims.first().filter(|_| alone) else {
            continue;
        };
        let places = topic::places(design, index, LIMITED);
        if places.len() < 2 || topic::says(design, &topic::words(design, topic), KEPT).is_some() {
            continue;
        }
        let named = places
            .get(1)
            .map_or("", |span| &design.text[span.clone()])
            .to_lowercase();
        let message = format!(
            "Availability alone comes first, yet `{named}` is limited and must not be given twice: say what stays consistent"
        );
        let finding = findings.add(&first.span, message);
        for place in &places {
            finding.related(place, "This speaks of something limited");
        }
        let item = design.outline.source(&first.item);
        let end = item.start + design.text[item.clone()].trim_end_matches(['.', ' ', '\n']).len();
        let text = format!(", but strong consistency for {named}");
        finding.fix_all("Ask for consistency there", vec![Edit { span: end..end, text }]);
    }
}
