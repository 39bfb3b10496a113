//! Which blocks of a section are its items, and which of them are left out.

use super::Requirement;
use crate::design::Reading;
use crate::design::sections::{self, Opener, Section};
use crate::knowledge::Part;
use crate::markdown::{Block, Kind, fold};
use crate::text::Span;

/// The top-level items of a section: list items, table rows, plain lines, or the text behind the section's own colon.
pub(super) fn items(reading: &Reading, section: &Section, sections: &[Section]) -> Vec<(usize, Span)> {
    let blocks = &reading.outline.blocks;
    let opener = &blocks[section.opener];
    let nested = |at: usize| {
        sections.iter().any(|inner| {
            inner.opener > section.opener
                && section.blocks.contains(&inner.opener)
                && (inner.opener == at || inner.blocks.contains(&at))
                && (inner.part != Part::Estimation || matches!(inner.style, Opener::Heading(_)))
        })
    };
    let body: Vec<usize> = section
        .blocks
        .clone()
        .filter(|&at| !nested(at) && !reading.outline.words_of(&blocks[at]).trim().is_empty())
        .collect();
    let mut items: Vec<(usize, Span)> = Vec::new();
    let listed: Vec<usize> = body.iter().copied().filter(|&at| blocks[at].is_item()).collect();
    let rows: Vec<usize> = body
        .iter()
        .copied()
        .filter(|&at| matches!(blocks[at].kind, Kind::Row { .. }))
        .collect();
    if let Some(words) = sections::inline_words(reading, section.opener, section.style)
        && (body.is_empty() || (section.style != Opener::Item && listed.is_empty() && rows.is_empty()))
    {
        return vec![(section.opener, words)];
    }
    if section.style == Opener::Item && body.is_empty() {
        return Vec::new();
    }
    let top = |at: usize| {
        let parent = blocks[at].parent;
        parent.is_none()
            || parent == Some(section.opener)
            || parent == opener.parent
            || parent.is_some_and(|parent| !body.contains(&parent))
    };
    for &at in &listed {
        if top(at) && !is_elaboration(reading, at) {
            items.push((at, blocks[at].words.clone()));
        }
    }
    // A list head ("Users should be able to:") stands for the items below it, alone or beside other heads.
    let only = items.len() == 1 && rows.is_empty();
    let held = |at: usize| {
        let words = reading.outline.words_of(&blocks[at]).trim_end();
        let head = words.ends_with(':') && (only || sections::heads_items(reading, &blocks[at].words));
        let below = listed.iter().copied().filter(|&below| blocks[below].parent == Some(at));
        below
            .filter(|_| head)
            .map(|below| (below, blocks[below].words.clone()))
            .collect::<Vec<_>>()
    };
    let replaced = items.iter().flat_map(|item| match held(item.0) {
        below if below.is_empty() => vec![item.clone()],
        below => below,
    });
    items = replaced.collect();
    items.extend(
        rows.iter()
            .filter_map(|&at| row(reading, &blocks[at]).map(|words| (at, words))),
    );
    if items.is_empty() || is_indented(reading, &body) {
        let lines = body
            .iter()
            .copied()
            .filter(|&at| blocks[at].kind == Kind::Line && !blocks[at].image && top(at));
        let lines: Vec<(usize, Span)> = lines.map(|at| (at, blocks[at].words.clone())).collect();
        items.extend(plain_lines(reading, section.part, lines));
        items.sort_by_key(|(at, _)| *at);
    }
    // Sub-headings that number the requirements, or that are all there is, are the items.
    let titles: Vec<usize> = body
        .iter()
        .copied()
        .filter(|&at| blocks[at].level().is_some())
        .collect();
    let numbered: Vec<usize> = titles
        .iter()
        .copied()
        .filter(|&at| is_numbered(reading.outline.words_of(&blocks[at])))
        .collect();
    if let Some(&first) = numbered.first() {
        items.retain(|(at, _)| *at < first);
        items.extend(numbered.iter().map(|&at| (at, blocks[at].words.clone())));
    } else if items.is_empty() && section.part.is_requirements() && !body.iter().any(|&at| blocks[at].image) {
        return titles.iter().map(|&at| (at, blocks[at].words.clone())).collect();
    }
    // A lead-in line under which out-of-scope items stand.
    let marks = body.iter().copied().filter(|&at| {
        !items.iter().any(|(item, _)| *item == at)
            && matches!(blocks[at].kind, Kind::Line | Kind::Heading(_))
            && is_scope_word(reading.outline.words_of(&blocks[at]))
    });
    let resets = body.iter().copied().filter(|&at| blocks[at].level().is_some());
    let extra: Vec<(usize, Span)> = marks.chain(resets).map(|at| (at, blocks[at].words.clone())).collect();
    items.extend(extra);
    items.sort_by_key(|(at, _)| *at);
    items.dedup_by_key(|(at, _)| *at);
    items
}

/// Behind `- 1. Users …`, a number inside a bullet, the bullets beside the number only elaborate it.
fn is_elaboration(reading: &Reading, at: usize) -> bool {
    let blocks = &reading.outline.blocks;
    let Some(parent) = blocks[at].parent else {
        return false;
    };
    let first = &blocks[parent + 1];
    let same_line = !reading.text[blocks[parent].span.start..first.span.start].contains('\n');
    at > parent + 1 && same_line && reading.outline.words_of(&blocks[parent]).trim().is_empty()
}

/// Plain lines as items: prose that wraps over lines is one item, labels and short statements are one each.
fn plain_lines(reading: &Reading, part: Part, lines: Vec<(usize, Span)>) -> Vec<(usize, Span)> {
    let blocks = &reading.outline.blocks;
    let mut items: Vec<(usize, Span)> = Vec::new();
    for (at, words) in lines {
        let text = reading.outline.words[words.clone()].trim();
        let lead_in = text.ends_with(':')
            || text.starts_with(['"', '“'])
            || text.len() < 3
            || (part == Part::NonFunctional && !says(reading, &words));
        let wraps = items.last().is_some_and(|(before, previous): &(usize, Span)| {
            let earlier = reading.outline.words[previous.clone()].trim_end();
            blocks[*before].group == blocks[at].group && earlier.len() > 60 && !earlier.ends_with(['.', ';', ':'])
        });
        if wraps {
            if let Some((_, previous)) = items.last_mut() {
                previous.end = words.end;
            }
        } else if !lead_in {
            items.push((at, words));
        }
    }
    items
}

/// Whether a plain line states a quality, rather than naming the question ("Consistency vs Availability").
fn says(reading: &Reading, words: &Span) -> bool {
    let folded = reading.folded(words);
    let few = folded.split_whitespace().count() <= 4;
    let question = few && (folded.contains(" vs ") || folded.contains("theorem") || folded.ends_with('?'));
    let list = folded.trim_end().ends_with("...") || folded.trim_end().ends_with('…');
    let figure = || reading.quantities_in(words).any(crate::quantities::Quantity::is_target);
    !question && !list && (!super::qualities::cued(reading, words).is_empty() || figure())
}

/// Lines that were indented too far stand for items of their own.
fn is_indented(reading: &Reading, body: &[usize]) -> bool {
    let blocks = &reading.outline.blocks;
    body.iter()
        .all(|&at| blocks[at].kind == Kind::Line || blocks[at].level().is_some())
}

/// The telling words of a table row: nothing for the header, nor for rows without words.
fn row(reading: &Reading, block: &Block) -> Option<Span> {
    let Kind::Row { header, cells } = &block.kind else {
        return None;
    };
    let written = reading.outline.cells[cells.clone()]
        .iter()
        .filter(|cell| reading.outline.words[(*cell).clone()].trim().len() > 1)
        .count();
    (!header && written > 0).then(|| block.words.clone())
}

/// `Below the line`, `Out of scope`: what follows is out. A heading, or `Core requirements`: what follows is in again.
pub(super) fn scope_mark(reading: &Reading, block: usize, words: &Span) -> Option<bool> {
    let blocks = &reading.outline.blocks;
    let text = &reading.outline.words[words.clone()];
    let leaf = blocks[block].end == block + 1 || !blocks[block].is_item();
    if leaf && is_scope_word(text) {
        return Some(true);
    }
    blocks[block].level().filter(|_| !is_numbered(text)).map(|_| false)
}

/// `FR1: …`, `NFR-2 …`, `Requirement 3`: a title that is itself a requirement.
fn is_numbered(title: &str) -> bool {
    const NAMES: &[&str] = &[
        "nfr",
        "fr",
        "req",
        "requirement",
        "use case",
        "uc",
        "user story",
        "us",
        "story",
        "nf",
        "r",
        "f",
    ];
    let folded = fold(title);
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    NAMES.iter().any(|name| {
        let Some(rest) = folded.strip_prefix(name) else {
            return false;
        };
        let number = rest.trim_start_matches([' ', '#', '.', '-']);
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && !number[digits..].starts_with(char::is_alphanumeric)
    })
}

/// Whether a title or line says that what follows is left out: the mark alone, or with words that add nothing.
fn is_scope_word(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "out of scope",
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
    let Some(mark) = MARKS.iter().find(|mark| holds(bare, mark)) else {
        return false;
    };
    let others = bare.replacen(mark, " ", 1);
    others
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .all(|word| word.is_empty() || IDLE.contains(&word) || MARKS.contains(&word))
        || MARKS.iter().any(|other| other != mark && holds(&others, other))
}

/// Whether `phrase` stands in `text` as whole words.
fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !word(text[..at].chars().next_back()) && !word(text[at + phrase.len()..].chars().next())
    })
}

/// An open question is asked, not required.
pub(super) fn is_question(reading: &Reading, requirement: &Requirement) -> bool {
    let text = reading.outline.words[requirement.words.clone()].trim();
    text.starts_with('?') || text.ends_with('?')
}

/// Items that say of themselves that they are optional or left out.
pub(super) fn is_optional(reading: &Reading, requirement: &Requirement) -> bool {
    let folded = reading.folded(&requirement.words).trim();
    const MARKS: &[&str] = &[
        "(optional)",
        "(nice to have)",
        "(good to have)",
        "(out of scope)",
        "(below the line)",
        "(bonus)",
        "(stretch)",
        "(not in scope)",
        "[optional]",
    ];
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
    let lead = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "Badges - optional".
    let tail = reading.outline.words[requirement.words.clone()].trim_end_matches([' ', '.', '\n']);
    let tailed = LEADS.iter().any(|word| {
        let at = tail.len().checked_sub(word.len());
        let (before, last) = at.and_then(|at| tail.split_at_checked(at)).unwrap_or_default();
        last.eq_ignore_ascii_case(word) && before.trim_end().ends_with(['-', '–', '—', ':'])
    });
    tailed
        || MARKS.iter().any(|mark| {
            // "Encryption (optional), access control": one of several.
            let goes_on = |rest: &str| rest.starts_with([',', '/', '+']) || rest.starts_with("and ");
            let mut rests = folded.match_indices(mark).map(|(at, _)| &folded[at + mark.len()..]);
            rests.any(|rest| !goes_on(rest.trim_start()))
        })
        || LEADS.iter().any(|word| {
            lead.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty()
                    || rest.trim_start().starts_with([':', ')', '–', '—', ']', '='])
                    || rest.starts_with("  ")
            })
        })
}
