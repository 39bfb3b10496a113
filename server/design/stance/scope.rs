//! Whether a claim speaks of the whole system or of a part of it.

use super::columns::names_column;
use crate::design::Reading;
use crate::markdown::{Block, has_words};
use crate::text::Span;

/// It speaks of a part: something stands behind `for`, `in`, `of`, a label of another matter before it, or what has
/// to be so begins the sentence.
pub fn is_scoped(reading: &Reading, block: &Block, span: &Span) -> bool {
    let text = reading.folded(&block.words);
    let behind = &text[span.end.min(block.words.end) - block.words.start..];
    let behind = without_preference(behind.trim_start_matches([':', '-', '–', '—', ' ']));
    let object = reading.knowledge.stance_words("about").iter().find_map(|word| {
        behind
            .strip_prefix(word.as_str())
            .filter(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let part = object.is_some_and(|object| !is_whole(reading, object.trim_start()));
    let label = text.split_once(':').map_or("", |(label, _)| label).trim();
    let labelled = !label.is_empty() && label.len() < 40 && block.words.start + label.len() < span.start;
    let named = is_kind_of_a_part(label)
        || labelled
            && !reading
                .knowledge
                .stance_words("labels")
                .iter()
                .any(|word| has_words(label, word));
    let before = &text[..span.start - block.words.start];
    part || named
        || describes(reading, text, before.len() + span.len())
        || names_column(reading, block, span)
        || is_of_a_part(before)
        || is_of_the_rest(reading, before)
}

/// "Consistency for payments, everything else availability".
fn is_of_the_rest(reading: &Reading, before: &str) -> bool {
    let said = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let clause = said.rsplit([',', ';', '.', '(', ')']).next().unwrap_or_default();
    let part = clause.split_once("and ").map_or(clause, |(_, last)| last).trim();
    reading.knowledge.stance_words("rest").iter().any(|rest| rest == part)
}

/// "Highly available reads": what is so stands right behind it.
fn describes(reading: &Reading, text: &str, end: usize) -> bool {
    let (said, behind) = text.split_at(end.min(text.len()));
    let adjective = said.ends_with("available") || said.ends_with("consistent");
    let next = behind.strip_prefix(' ').unwrap_or_default();
    let noun = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let many = noun.ends_with('s') && !noun.ends_with("ss") && noun.len() > 3;
    let whole = || {
        noun.strip_suffix('s').is_some_and(|one| {
            reading
                .knowledge
                .stance_words("system")
                .iter()
                .any(|known| known == one)
        })
    };
    let machine = || {
        reading
            .knowledge
            .stance_words("machinery")
            .iter()
            .any(|known| known == noun)
    };
    adjective && many && !whole() && !machine() && !reading.knowledge.says_trace("idle", noun)
}

/// "For the system", "across regions", "when a node fails": nothing but the whole, or what it runs on.
pub fn is_whole(reading: &Reading, object: &str) -> bool {
    const NEAR: usize = 5;
    let listed = |list: &str| reading.knowledge.stance_words(list);
    let mut near = object
        .split([',', '.', ';', ':', '(', '\u{1}'])
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .take(NEAR);
    listed("whole").iter().any(|whole| object.starts_with(whole.as_str()))
        || near.any(|word| listed("machinery").iter().any(|known| known == word))
}

/// "Stock consistency: strong": the label names the part before the matter itself.
fn is_kind_of_a_part(label: &str) -> bool {
    const FEW: usize = 3;
    const KINDS: &[&str] = &[
        "strong",
        "strict",
        "high",
        "data",
        "eventual",
        "system",
        "service",
        "overall",
        "weak",
        "immediate",
        "global",
        "session",
        "causal",
        "transactional",
        "tunable",
        "relaxed",
        "sequential",
        "writes",
        "write",
        "platform",
        "information",
        "state",
        "target",
        "extreme",
        "total",
        "the",
    ];
    let mut words = label.split_whitespace().rev();
    let matter = matches!(words.next(), Some("consistency" | "availability"));
    let part = words
        .next()
        .is_some_and(|part| part.len() > 2 && !KINDS.contains(&part) && part.chars().all(char::is_alphabetic));
    let conjoined = words
        .next()
        .is_some_and(|word| matches!(word, "and" | "&" | "or" | "vs"));
    matter && part && !conjoined && label.split_whitespace().count() <= FEW && !label.contains(" and ")
}

/// "Payments have to be …": what stands before the verb is a part, not the system, not those who use it.
fn is_of_a_part(before: &str) -> bool {
    // No part has a longer name.
    const WORDS: usize = 4;
    const VERBS: &[&str] = &[
        "should", "must", "has", "have", "needs", "need", "can", "may", "is", "are", "will", "shall", "want", "wants",
        "require", "requires",
    ];
    const WHOLE: &[&str] = &[
        "system",
        "systems",
        "service",
        "services",
        "app",
        "application",
        "platform",
        "site",
        "website",
        "product",
        "solution",
        "design",
        "architecture",
        "api",
        "backend",
        "infrastructure",
        "everything",
        "it",
        "we",
        "i",
        "they",
        "this",
        "that",
        "which",
        "there",
        "user",
        "users",
        "customers",
        "clients",
        "people",
        "data",
        "database",
        "store",
        "storage",
        "information",
        "state",
        "availability",
        "consistency",
        "priority",
        "goal",
        "what",
        "who",
        "you",
        "requirements",
        "requirement",
        "and",
        "or",
        "but",
        "if",
        "when",
        "as",
        "so",
        "time",
    ];
    let sentence = before
        .rsplit(['.', ';', ':', '?', '!', '\n', '\u{1}'])
        .next()
        .unwrap_or_default();
    let clause = sentence.rsplit(',').next().unwrap_or_default();
    let words = || {
        clause
            .split_whitespace()
            .filter(|word| !matches!(*word, "the" | "our" | "all" | "-" | "*"))
    };
    let Some(verb) = words().position(|word| VERBS.contains(&word)) else {
        return false;
    };
    // "For payments it has to be …": a part, and what stands for it.
    let mut last = words().take(verb);
    if last.next() == Some("for") && last.next().is_some_and(|part| !WHOLE.contains(&part)) {
        return verb <= WORDS;
    }
    verb > 0 && verb <= WORDS && words().take(verb).all(|word| !WHOLE.contains(&word))
}

/// `should be favoured for bookings` speaks of bookings.
fn without_preference(behind: &str) -> &str {
    const IDLE: &[&str] = &[
        "should",
        "must",
        "will",
        "shall",
        "be",
        "is",
        "are",
        "needs",
        "favoured",
        "favored",
        "preferred",
        "prioritized",
        "prioritised",
        "required",
        "needed",
        "guaranteed",
        "maintained",
        "important",
        "critical",
        "crucial",
        "essential",
        "more",
        "most",
        "mandatory",
        "vital",
        "paramount",
        "a",
        "must",
        "wanted",
        "expected",
        "only",
        "strong",
        "strict",
        "eventual",
    ];
    let mut rest = behind.trim_start();
    while let Some((word, behind)) = rest.split_once(' ') {
        if !IDLE.contains(&word) {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}
