//! Whether a claim speaks of the whole system or of a part of it.

use crate::design::Reading;
use crate::markdown::{Block, has_words};
use crate::text::Span;

/// It speaks of a part: something stands behind `for`, `in`, `of`, a label of another matter before it, or what has
/// to be so begins the sentence.
pub fn is_scoped(reading: &Reading, block: &Block, span: &Span) -> bool {
    let text = reading.folded(&block.words);
    let behind = &text[span.end.min(block.words.end) - block.words.start..];
    let behind = without_preference(behind.trim_start_matches([':', '-', '–', '—', ' ']));
    let about = [
        "for ",
        "in ",
        "of ",
        "on ",
        "when ",
        "during ",
        "while ",
        "across ",
        "between ",
        "outside ",
        "except ",
        "elsewhere",
        "everywhere else",
        "apart from ",
        "to ",
    ];
    let object = about.iter().find_map(|word| behind.strip_prefix(word));
    let whole = [
        "the system",
        "the service",
        "our system",
        "the application",
        "the app",
        "all ",
        "cap",
        "the cap",
        "users",
        "the platform",
    ];
    let part = object.is_some_and(|object| !whole.iter().any(|whole| object.starts_with(whole)));
    let label = text.split_once(':').map_or("", |(label, _)| label).trim();
    let named = !label.is_empty()
        && label.len() < 40
        && block.words.start + label.len() < span.start
        && !reading
            .knowledge
            .stance_words("labels")
            .iter()
            .any(|word| has_words(label, word));
    part || named || is_of_a_part(&text[..span.start - block.words.start])
}

/// "Payments have to be …": what stands before the verb is a part, not the system, not those who use it.
fn is_of_a_part(before: &str) -> bool {
    // No part has a longer name.
    const WORDS: usize = 4;
    const VERBS: &[&str] = &[
        "should", "must", "has", "have", "needs", "need", "can", "may", "is", "are", "will", "shall",
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
