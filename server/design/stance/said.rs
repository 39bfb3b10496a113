//! What stands shortly before and behind a word that speaks of either side.

use super::scope::is_whole;
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
    // "Writes need it, reads can do without": what gives way is told before the comma.
    let own = |c: char| matches!(c, '.' | ';' | '(' | '\u{1}') || c == ',' && list == "yielding";
    let clause = text.split(own).next().unwrap_or_default();
    // "Highly available, and consistency can take a hit": it is said of the next one.
    let next = ["consisten", "availab"]
        .iter()
        .filter_map(|matter| clause.find(matter))
        .min();
    let clause = &clause[..next.filter(|_| list == "yielding").unwrap_or(clause.len())];
    let near = clause.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    reading
        .knowledge
        .stance_words(list)
        .iter()
        .any(|phrase| has_words(&near, phrase))
}

/// `Strong consistency is not required`, `can sacrifice consistency`, `consistency is not a priority`.
pub fn yields(reading: &Reading, block: &Block, subject: &Subject) -> bool {
    if is_refused(reading, block, subject) {
        return true;
    }
    let between = |words: &str| words.split_whitespace().any(|word| word == "between");
    subject.weight < Weight::First
        && !between(before(reading, block, subject))
        && (is_denied(reading, block, subject)
            || says_before(reading, block, &subject.span, "yield")
            || says_behind(reading, block, subject, "yielding"))
        && !(subject.side == Side::Availability && subject.weight == Weight::Kind)
}

/// The clause before a subject.
fn before<'a>(reading: &Reading<'a>, block: &Block, subject: &Subject) -> &'a str {
    let text = reading.folded(&(block.words.start..subject.span.start));
    text.rsplit(['.', ';', ',', ':', '(', '\u{1}'])
        .next()
        .unwrap_or_default()
}

/// "Eventual consistency is not enough", "we cannot tolerate stale reads".
fn is_refused(reading: &Reading, block: &Block, subject: &Subject) -> bool {
    if subject.side != Side::Availability || subject.weight != Weight::Kind {
        return false;
    }
    let last: Vec<&str> = before(reading, block, subject)
        .split_whitespace()
        .rev()
        .take(3)
        .collect();
    let denied = last.first().is_some_and(|word| matches!(*word, "no" | "not" | "never"))
        || last
            .iter()
            .any(|word| matches!(*word, "cannot" | "can't" | "not" | "never"))
            && !last.contains(&"but");
    denied || says_behind(reading, block, subject, "refused")
}

/// "AP, not CP": the one that is not taken.
pub fn is_not_taken(reading: &Reading, block: &Block, subject: &Subject) -> bool {
    let last = before(reading, block, subject).split_whitespace().next_back();
    subject.weight == Weight::First && last == Some("not")
}

/// "Availability first, except for payments": what is said holds but for a part.
pub fn is_excepted(reading: &Reading, block: &Block, subject: &Subject) -> bool {
    const NEAR: usize = 80;
    let text = reading.folded(&(subject.span.end..block.words.end.max(subject.span.end)));
    let sentence = text.split(['.', '\u{1}']).next().unwrap_or_default();
    let marks = reading.knowledge.stance_words("except").iter();
    marks
        .filter_map(|mark| {
            sentence
                .find(mark.as_str())
                .map(|at| (at, &sentence[at + mark.len()..]))
        })
        .any(|(at, object)| {
            let object = object.trim_start_matches([' ', ':']);
            at < NEAR && object.starts_with(char::is_alphabetic) && !is_whole(reading, object)
        })
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
        // "It is money -> strong consistency" draws a conclusion.
        let at = block.words.start + rest.len();
        let is_arrow = word == ">" && reading.outline.words[..at].ends_with(['-', '=']);
        (apart && !is_arrow && rest.trim_end().ends_with(char::is_alphanumeric)).then_some(rest)
    });
    subject.side == Side::Consistency
        && over.is_some_and(|rest| !rest.trim_end().ends_with(" not") && !rest.trim_end().ends_with(" never"))
}
