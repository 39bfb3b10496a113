use super::{Findings, decision, topic};
use crate::design::{Design, Side, telling_words};

/// Stores that answer with what may be stale unless told otherwise.
const EVENTUAL: &[&str] = &[
    "Cassandra",
    "Apache Cassandra",
    "ScyllaDB",
    "DynamoDB",
    "Amazon DynamoDB",
    "Riak",
    "CouchDB",
    "Apache CouchDB",
    "Amazon Keyspaces",
    "Memcached",
];
/// What keeps a thing right in such a store.
const KEPT: &[&str] = &[
    "transaction*",
    "transactional",
    "conditional",
    "condition expression*",
    "lightweight transaction*",
    "lwt",
    "quorum",
    "strongly consistent read*",
    "strong read*",
    "lock",
    "locking",
    "locks",
    "serializ*",
    "single writer",
    "compare and set",
    "compare and swap",
    "optimistic*",
    "version check",
    "acid",
    "idempoten*",
    "unique constraint",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for decision in decision::chosen(design) {
        let technology = design.technology(decision.choice.technology);
        if !EVENTUAL.contains(&technology.name.as_str()) {
            continue;
        }
        let topic = &design.topics[decision.choice.topic];
        let claims = design.stance.claims.iter();
        let claims = claims.filter(|claim| claim.side == Side::Consistency && topic.span.contains(&claim.span.start));
        let strict: Vec<_> = claims.collect();
        if strict.is_empty() || topic::speaks(design, &topic::words(design, topic), KEPT.iter().copied()) {
            continue;
        }
        let sentence = decision::sentence(design, decision.mention);
        let said = &design.outline.words[sentence];
        let shared = strict
            .iter()
            .find_map(|claim| Some((*claim, shared(&design.outline.words[claim.item.clone()], said)?)));
        let Some((claim, noun)) = shared else { continue };
        let name = &design.text[decision.mention.span.clone()];
        let message = format!(
            "`{noun}` must be consistent, and `{name}` may answer with what is stale: say how it is kept right, or choose a store with transactions"
        );
        let finding = findings.add(&decision.mention.span, message);
        finding
            .case(name)
            .related(&design.outline.source(&claim.item), "Consistency comes first here");
        let edit = decision::append(design, decision.mention, ", with conditional writes and quorum reads");
        finding.fix("Keep it right with conditional writes", &edit.span, edit.text);
    }
}

/// The first thing of which both texts speak.
fn shared(claim: &str, said: &str) -> Option<String> {
    const GENERAL: &[&str] = &[
        "consisten",
        "strong",
        "availab",
        "system",
        "data",
        "user",
        "store",
        "must",
        "should",
        "high",
        "write",
        "read",
        "double",
        "accurate",
        "priorit",
        "over",
        "service",
        "stale",
    ];
    let telling = |text: &str| -> Vec<String> {
        let words = telling_words(text).into_iter();
        words
            .filter(|word: &String| word.len() > 3 && !GENERAL.iter().any(|stem| word.starts_with(stem)))
            .collect()
    };
    let stem = |word: &str| word.trim_end_matches('s').trim_end_matches("ing").to_owned();
    let required: Vec<String> = telling(claim).iter().map(|word| stem(word)).collect();
    telling(said).into_iter().find(|word| required.contains(&stem(word)))
}
