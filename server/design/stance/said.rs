//! What stands shortly before and behind a word that speaks of either side.

use super::subjects::Subject;
use super::{Side, Weight};
use crate::design::Reading;
use crate::markdown::{Block, has_words};
use crate::text::Span;

/// Whether one of the phrases of a list stands shortly before the subject.
pub fn says_before(reading: &Reading, block: &Block, span: &Span, list: &str) -> bool {
    let text = &reading.folded(&block.words)[..span.start - block.words.start];
    let clause = text.rsplit(['.', ';', ',', '(', '\u{1}']).next().unwrap_or_default();
    let last: Vec<&str> = clause.split_whitespace().rev().take(5).collect();
    let near = last.into_iter().rev().collect::<Vec<_>>().join(" ");
    reading
        .knowledge
        .stance_words(list)
        .iter()
        .any(|phrase| has_words(&near, phrase))
}

/// Whether one of the phrases of a list stands shortly behind the subject.
pub fn says_behind(reading: &Reading, block: &Block, subject: &Subject, list: &str) -> bool {
    let text = &reading.folded(&block.words)[subject.span.end - block.words.start..];
    let clause = text.split(['.', ';', '(', '\u{1}']).next().unwrap_or_default();
    let near = clause.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    reading
        .knowledge
        .stance_words(list)
        .iter()
        .any(|phrase| has_words(&near, phrase))
}

/// `Strong consistency is not required`, `can sacrifice consistency`, `consistency is not a priority`.
pub fn yields(reading: &Reading, block: &Block, subject: &Subject) -> bool {
    subject.weight < Weight::First
        && (is_denied(reading, block, subject)
            || says_before(reading, block, &subject.span, "yield")
            || says_behind(reading, block, subject, "yielding"))
        && !(subject.side == Side::Availability && subject.weight == Weight::Kind)
}

/// What would put it first stands behind a "not".
fn is_denied(reading: &Reading, block: &Block, subject: &Subject) -> bool {
    let text = &reading.folded(&block.words)[subject.span.end - block.words.start..];
    let clause = text.split(['.', ';', ',', '(', '\u{1}']).next().unwrap_or_default();
    let Some((_, denied)) = clause.split_once(" not ").or_else(|| clause.split_once("n't ")) else {
        return false;
    };
    let near = denied.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    ["first", "counts"].iter().any(|list| {
        reading
            .knowledge
            .stance_words(list)
            .iter()
            .any(|phrase| has_words(&near, phrase))
    })
}
