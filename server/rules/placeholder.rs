use super::Findings;
use crate::design::Design;
use crate::markdown::{Outline, fold};
use crate::text::Span;
use memchr::memmem;
use std::collections::BTreeMap;

const MARKS: &[&str] = &[
    "TODO",
    "TBD",
    "FIXME",
    "XXX",
    "???",
    "to be decided",
    "to be determined",
    "to be filled",
    "lorem ipsum",
    "[insert",
];

pub fn check(design: &Design, findings: &mut Findings) {
    let outline = &design.outline;
    let mut found: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
    for mark in MARKS {
        for at in places(outline, mark) {
            let Some(index) = outline.block_at(at) else { continue };
            let block = &outline.blocks[index];
            let words = outline.words_of(block);
            let inside = at - block.words.start;
            let span = at..at + mark.len();
            let open = || is_open(words, inside, mark) && !is_code(design, &span);
            if !block.quote && !found.contains_key(&index) && open() && !is_listed_as_open(outline, index) {
                found.insert(index, (at, mark));
            }
        }
    }
    for (at, mark) in found.into_values() {
        let message = format!("`{mark}` marks an open point: settle it, or put it out of scope");
        findings.add(&outline.source(&(at..at + mark.len())), message);
    }
}

/// Where a mark stands in the words, letter for letter.
fn places(outline: &Outline, mark: &str) -> Vec<usize> {
    let is_mark = |at: &usize| outline.words.as_bytes()[*at..].starts_with(mark.as_bytes());
    let mut places = Vec::new();
    match mark.chars().next() {
        Some(sign) if !sign.is_alphanumeric() => {
            places.extend(memmem::find_iter(outline.words.as_bytes(), mark));
        }
        _ => {
            let whole = 0..outline.folded.len();
            let folded = fold(mark);
            // The last word is the rarest one.
            let before = folded.rfind(' ').map_or(0, |space| space + 1);
            let found = outline.each(&whole, &folded[before..]);
            let found = found.filter_map(|span| span.start.checked_sub(before));
            places.extend(found.filter(is_mark));
        }
    }
    places
}

/// Whether the heading above calls all below it open: a list of questions is kept to be settled later.
fn is_listed_as_open(outline: &Outline, block: usize) -> bool {
    const OPEN: &[&str] = &[
        "open question*",
        "open point*",
        "open issue*",
        "open item*",
        "open decision*",
        "unresolved*",
        "outstanding*",
        "unanswered question*",
    ];
    let heading = outline.blocks[..block].iter().rfind(|block| block.level().is_some());
    heading.is_some_and(|heading| outline.first_of(&heading.words, OPEN.iter().copied()).is_some())
}

/// A word of its own, and not the name of what is designed ("a TODO list").
fn is_open(words: &str, at: usize, mark: &str) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at + mark.len()..].chars().next();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let named = ["list", "app", "item", "task", "service", "board", "comment"];
    let next = words[at + mark.len()..].trim_start().to_lowercase();
    let is_named = mark == "TODO" && named.iter().any(|name| next.starts_with(name));
    !joined(before) && !joined(after) && !is_named
}

fn is_code(design: &Design, words: &Span) -> bool {
    design.outline.folded.as_bytes()[words.clone()].contains(&1)
}
