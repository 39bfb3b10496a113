//! What stands shortly before and behind a word that speaks of either side.

use super::subjects::Subject;
use super::{Side, Weight, holds};
use crate::design::Reading;
use crate::markdown::Block;
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
        .any(|phrase| holds(&near, phrase))
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
        .any(|phrase| holds(&near, phrase))
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
            .any(|phrase| holds(&near, phrase))
    })
}

/// "Latency over consistency", "speed at the cost of strict consistency": something else comes before it.
pub fn is_put_behind(reading: &Reading, block: &Block, subject: &Subject) -> bool {
    const HOW: &[&str] = &[
        "perfect",
        "strict",
        "absolute",
        "immediate",
        "full",
        "the",
        "data",
        "strong",
    ];
    let mut before = reading.folded(&(block.words.start..subject.span.start)).trim_end();
    while let Some(rest) = HOW.iter().find_map(|how| before.strip_suffix(how)) {
        if rest.ends_with(char::is_alphanumeric) {
            break;
        }
        before = rest.trim_end();
    }
    let over = reading.knowledge.stance_words("over").iter().find_map(|word| {
        let rest = before.strip_suffix(word.as_str())?;
        let apart = !word.starts_with(char::is_alphabetic) || rest.ends_with(' ');
        (apart && rest.trim_end().ends_with(char::is_alphanumeric)).then_some(rest)
    });
    subject.side == Side::Consistency
        && over.is_some_and(|rest| !rest.trim_end().ends_with(" not") && !rest.trim_end().ends_with(" never"))
}
