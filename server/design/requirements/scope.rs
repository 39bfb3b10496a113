//! What is left out: marks in a list of requirements, and items that say so themselves.

use super::Requirement;
use crate::design::Reading;
use crate::markdown::{Kind, fold, has_words};
use crate::text::Span;

/// `Below the line`, `Out of scope`: what follows is out. A heading that is no item: what follows is in again.
pub(super) fn scope_mark(reading: &Reading, block: usize, words: &Span, item: bool) -> Option<bool> {
    let blocks = &reading.outline.blocks;
    let text = &reading.outline.words[words.clone()];
    let leaf = blocks[block].end == block + 1 || !blocks[block].is_item();
    if leaf && (is_scope_word(text) || leads_out(reading, block) || blocks[block].level().is_some() && is_later(text)) {
        return Some(true);
    }
    blocks[block].level().filter(|_| !item).map(|_| false)
}

/// A heading among the requirements below which those of a later time stand: `Phase 2: sharing`, `Future`, `v2`.
fn is_later(title: &str) -> bool {
    const WHEN: &[&str] = &[
        "future",
        "later",
        "post mvp",
        "after mvp",
        "after launch",
        "v2",
        "v3",
        "roadmap",
        "someday",
    ];
    const STEPS: &[&str] = &["phase", "version", "release", "iteration", "stage"];
    if title.len() > 90 {
        return false;
    }
    let folded = fold(title);
    let mut before = "";
    let counted = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .any(|word| {
            let behind = STEPS.contains(&std::mem::replace(&mut before, word));
            behind && matches!(word, "2" | "3" | "4" | "5" | "two" | "three" | "ii" | "iii")
        });
    counted || WHEN.iter().any(|when| has_words(&folded, when))
}

/// Whether a title or line says that what follows is left out: the mark alone, or with words that add nothing.
pub(super) fn is_scope_word(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "out of scope",
        "oos",
        "out of the scope",
        "outside the scope",
        "outside of scope",
        "below the line",
        "not in scope",
        "non goals",
        "nongoals",
        "nice to have",
        "nice to haves",
        "good to have",
        "good to haves",
        "optional",
        "extended",
        "bonus",
        "stretch goals",
        "stretch",
        "excluded",
        "not covered",
        "won't do",
        "won't have",
        "wont have",
        "could have",
        "future scope",
        "later",
        "for later",
        "not now",
        "not yet",
        "phase 2",
        "phase two",
    ];
    const IDLE: &[&str] = &[
        "requirement",
        "requirements",
        "feature",
        "features",
        "item",
        "items",
        "functional",
        "non",
        "for",
        "now",
        "this",
        "design",
        "and",
        "or",
        "the",
        "some",
        "things",
        "topics",
        "in",
        "interview",
        "explicitly",
        "functionality",
        "a",
        "list",
        "but",
        "these",
        "following",
        "are",
        "is",
        "we",
        "consider",
        "considered",
        "be",
        "to",
        "would",
        "will",
        "that",
        "of",
        "scope",
        "out",
        "our",
        "extra",
        "additional",
        "here",
        "v1",
        "mvp",
        "initial",
        "version",
        "us",
        "system",
        "assume",
        "assumed",
        "goals",
        "as",
        "well",
    ];
    if text.len() > 90 {
        return false;
    }
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let Some(mark) = MARKS.iter().find(|mark| has_words(bare, mark)) else {
        return false;
    };
    let others = bare.replacen(mark, " ", 1);
    others
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .all(|word| word.is_empty() || IDLE.contains(&word) || MARKS.contains(&word))
        || MARKS.iter().any(|other| other != mark && has_words(&others, other))
}

/// "What follows below is out of scope unless we are asked for it:" above a list.
pub(super) fn leads_out(reading: &Reading, at: usize) -> bool {
    const MARKS: &[&str] = &["out of scope", "not in scope", "outside the scope", "below the line"];
    const LEADS: &[&str] = &["below is", "below are", "the following", "these are", "following are"];
    let blocks = &reading.outline.blocks;
    let folded = reading.folded(&blocks[at].words).trim();
    blocks[at].kind == Kind::Line
        && blocks.get(at + 1).is_some_and(crate::markdown::Block::is_item)
        && MARKS.iter().any(|mark| has_words(folded, mark))
        && (folded.ends_with(':') || LEADS.iter().any(|lead| has_words(folded, lead)))
}

/// An open question is asked, not required.
pub(super) fn is_question(reading: &Reading, requirement: &Requirement) -> bool {
    let text = reading.outline.words[requirement.words.clone()].trim();
    text.starts_with('?') || text.ends_with('?')
}

/// "Can a rider cancel a ride?": what the answer "yes" makes a requirement.
pub(super) fn is_asked(reading: &Reading, words: &Span) -> bool {
    const FIRST: &[&str] = &[
        "can", "could", "may", "should", "shall", "must", "will", "would", "do", "does", "is", "are",
    ];
    let folded = reading.folded(words).trim();
    let first = folded.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
    folded.ends_with('?') && first.is_some_and(|first| FIRST.contains(&first))
}

/// "Tip: …" among the items is none of them, nor is "See here".
pub(super) fn is_aside(reading: &Reading, requirement: &Requirement) -> bool {
    const LEADS: &[&str] = &[
        "refer here",
        "see here",
        "refer to this",
        "see this",
        "same as above",
        "click here",
        "read here",
    ];
    let words = reading.folded(&requirement.words).trim_matches([' ', '.', '\n', ':']);
    if LEADS.contains(&words) || is_bracketed(words) {
        return true;
    }
    let (label, said) = crate::notes::head(&reading.outline.words[requirement.words.clone()]);
    // "Interviewer: it should support both", "C: Is it for phones?".
    const SPEAKERS: &[&str] = &["i", "c", "q", "a", "interviewer", "candidate"];
    let speaks = said.is_some() && SPEAKERS.contains(&label.trim_end_matches(':').trim().to_lowercase().as_str());
    speaks
        || said.is_some()
            && reading
                .knowledge
                .says_trace("advice", &crate::knowledge::normal_title(label))
}

/// "(Sorting is done by another team.)": all of it stands in brackets.
fn is_bracketed(words: &str) -> bool {
    let inner = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| !inner.contains(['(', ')']))
}
