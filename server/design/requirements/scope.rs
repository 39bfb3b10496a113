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
    if LEADS.contains(&words) {
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

/// Items that say of themselves that they are optional or left out, or that are struck through.
pub(super) fn is_optional(reading: &Reading, requirement: &Requirement) -> bool {
    let folded = reading.folded(&requirement.words).trim();
    if !reading.outline.struck.is_empty() {
        let words = &reading.outline.words[requirement.words.clone()];
        let start = requirement.words.start + (words.len() - words.trim_start().len());
        if reading.outline.is_struck(&(start..start + words.trim().len())) {
            return true;
        }
    }
    const LEADS: &[&str] = &[
        "optional",
        "out of scope",
        "nice to have",
        "good to have",
        "below the line",
        "not in scope",
        "stretch",
        "bonus",
    ];
    // "Badges (future)".
    const LATER: &[&str] = &[
        "future",
        "future enhancement",
        "future work",
        "future scope",
        "future release",
        "future version",
        "future phase",
        "in future",
        "in the future",
        "later",
        "for later",
        "phase 2",
        "phase two",
        "v2",
        "post mvp",
        "after mvp",
        "deferred",
        "stretch goal",
        "planned",
        "coming soon",
    ];
    let lead = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "Badges - optional".
    let tail = reading.outline.words[requirement.words.clone()].trim_end_matches([' ', '.', '\n']);
    let tailed = LEADS.iter().any(|word| {
        let at = tail.len().checked_sub(word.len());
        let (before, last) = at.and_then(|at| tail.split_at_checked(at)).unwrap_or_default();
        last.eq_ignore_ascii_case(word) && before.trim_end().ends_with(['-', '–', '—', ':'])
    });
    // "A weekly plan. (Not in scope, but good to have.)"
    let last = folded.rsplit_once('(').map_or("", |(_, aside)| aside);
    let aside = last.len() > 20
        && ["not in scope", "out of scope", "not in the scope"]
            .iter()
            .any(|mark| last.starts_with(mark));
    // "Names of one's own (optional, for members)".
    let aside = aside
        || LEADS
            .iter()
            .any(|mark| last.strip_prefix(mark).is_some_and(|rest| rest.starts_with([',', ';'])));
    // "(Mentioned, out of full scope): likes".
    let bracket = folded
        .strip_prefix(['(', '['])
        .and_then(|rest| rest.split_once([')', ']']));
    let left_out = bracket.is_some_and(|(aside, _)| aside.contains("out of") && aside.contains("scope"));
    // "Refunds and bills are out of scope."
    let said = folded.trim_end_matches(['.', ' ', '\n']);
    let told = [" is", " are", " stays", " stay", " remain"].iter().any(|verb| {
        LEADS[1..].iter().any(|mark| {
            said.strip_suffix(mark)
                .is_some_and(|rest| rest.trim_end().ends_with(verb))
        })
    });
    // "Accounts are kept elsewhere and not in the scope of this design".
    let elsewhere = [
        "not in the scope of ",
        "not in scope for ",
        "out of scope of ",
        "out of scope for ",
        "outside the scope of ",
    ]
    .iter()
    .filter_map(|mark| folded.split_once(mark))
    .any(|(before, of)| !before.is_empty() && ["this ", "the design", "our "].iter().any(|own| of.starts_with(own)));
    // "We leave out bills."
    const OURS: &[&str] = &[
        "leave out ",
        "will not ",
        "won't ",
        "ignore ",
        "skip ",
        "exclude ",
        "do not cover ",
        "don't cover ",
    ];
    let ours = lead
        .strip_prefix("we ")
        .or_else(|| lead.strip_prefix("we'll "))
        .is_some_and(|rest| OURS.iter().any(|act| rest.starts_with(act)));
    // "Out: refunds, bills" beside "In: …".
    let out = lead.strip_prefix("out").is_some_and(|rest| rest.starts_with(':'));
    tailed
        || told
        || ours
        || elsewhere
        || out
        || is_left_out(folded)
        || is_crossed_out(reading, requirement)
        || left_out
        || aside
        || is_marked(folded, LEADS)
        || is_marked(folded, LATER)
        || LEADS.iter().any(|word| {
            lead.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty()
                    || rest.trim_start().starts_with([':', ')', '–', '—', ']', '='])
                    || rest.starts_with("  ")
            })
        })
}

/// "Badges (optional)", "Badges ( bonus )".
fn is_marked(folded: &str, marks: &[&str]) -> bool {
    // "Encryption (optional), access control": one of several.
    let goes_on = |rest: &str| rest.starts_with([',', '/', '+']) || rest.starts_with("and ");
    // No mark is longer; without a bound a line of open brackets would be gone through from each of them.
    const LONGEST: usize = 48;
    let asides = folded.match_indices(['(', '[']).filter_map(|(at, _)| {
        let rest = &folded[at + 1..];
        let mut near = rest.bytes().take(LONGEST);
        let end = near.position(|byte| matches!(byte, b')' | b']'))?;
        Some((rest[..end].trim(), &rest[end + 1..]))
    });
    asides
        .into_iter()
        .any(|(aside, rest)| marks.contains(&aside) && !goes_on(rest.trim_start()))
}

/// "Reports per month — explicitly out of scope for the first version; see the roadmap".
fn is_left_out(folded: &str) -> bool {
    const HOW: &[&str] = &[
        "explicitly",
        "deliberately",
        "intentionally",
        "currently",
        "considered",
        "left",
    ];
    const DASHES: [char; 5] = ['—', '–', '(', ';', ':'];
    // "Refunds and bills out of scope", where nothing is called or put so.
    const CALLED: &[&str] = &[
        "as", "not", "is", "are", "go", "goes", "be", "anything", "items", "mark", "what",
    ];
    let short = folded.split_whitespace().count() <= 8;
    let ends = folded.trim_end_matches(['.', ' ', '\n']).strip_suffix(" out of scope");
    if short
        && ends
            .and_then(|before| before.split_whitespace().last())
            .is_some_and(|last| !CALLED.contains(&last))
    {
        return true;
    }
    folded.match_indices("out of scope").any(|(at, _)| {
        let mut before = &folded[..at];
        while let Some(rest) = HOW.iter().find_map(|how| before.trim_end().strip_suffix(how)) {
            before = rest;
        }
        // A hyphen between spaces is folded to a third one.
        before.trim_end().ends_with(DASHES) || before.ends_with("   ")
    })
}

/// "Own domains | ❌ | later" in a table of what is in scope.
fn is_crossed_out(reading: &Reading, requirement: &Requirement) -> bool {
    const CROSSES: &[&str] = &["❌", "✗", "✘", "✖", "❎", "🚫"];
    let block = &reading.outline.blocks[requirement.blocks.start];
    let Kind::Row { cells, .. } = &block.kind else {
        return false;
    };
    let mut others = reading.outline.cells[cells.clone()].iter().skip(1);
    others.any(|cell| CROSSES.contains(&reading.outline.words[cell.clone()].trim().trim_end_matches('\u{fe0f}')))
}
