//! Titles that stand twice.

use super::Title;
use super::items::is_short;
use crate::design::Reading;
use crate::design::sections::{Candidate, Opener};
use crate::markdown::Kind;
use std::collections::HashMap;

/// Items and lines that only name what comes later under the same title: the steps that a text says it will follow.
pub(super) fn drop_announced(reading: &Reading, titles: &[Title], found: &mut Vec<Candidate>) {
    let blocks = &reading.outline.blocks;
    // In a table of contents of plain lines, one title stands right above the next.
    let listed = |line: usize| {
        let next = blocks
            .get(line + 1)
            .filter(|next| next.kind == Kind::Line && next.group == blocks[line].group);
        next.is_some_and(|next| is_short(reading.outline.words_of(next)))
    };
    let leaf = |candidate: &Candidate| match candidate.style {
        Opener::Item => blocks[candidate.block].end == candidate.block + 1,
        Opener::Label => listed(candidate.block),
        _ => false,
    };
    if !found.iter().any(leaf) {
        return;
    }
    let key = |candidate: &Candidate| {
        let at = titles.partition_point(|title| title.block < candidate.block);
        &*titles[at].key
    };
    let mut last: HashMap<&str, usize> = HashMap::new();
    for candidate in found
        .iter()
        .filter(|candidate| !leaf(candidate) || candidate.style == Opener::Label)
    {
        last.insert(key(candidate), candidate.block);
    }
    found
        .retain(|candidate| !leaf(candidate) || last.get(key(candidate)).is_none_or(|&later| later <= candidate.block));
}

/// Of two lines right below each other that both open what is required, that which says "functional" opens it:
/// "Product requirements" above "Functional", "Core requirements" below "Non-functional requirements".
pub(super) fn drop_twins(found: &mut Vec<Candidate>) {
    let asks = |one: &Candidate| {
        !matches!(one.style, Opener::Heading(_) | Opener::Item) && one.parts.iter().any(|part| part.is_requirements())
    };
    let says = |one: &Candidate| {
        let title = &*one.key;
        title.contains("function") || matches!(title, "fr" | "frs" | "nfr" | "nfrs")
    };
    let twins = |one: &Candidate, two: &Candidate| {
        two.block == one.block + 1 && asks(one) && asks(two) && says(one) != says(two)
    };
    let pairs = found.windows(2).filter(|pair| twins(&pair[0], &pair[1]));
    let dropped: Vec<usize> = pairs
        .map(|pair| if says(&pair[0]) { pair[1].block } else { pair[0].block })
        .collect();
    found.retain(|candidate| !dropped.contains(&candidate.block));
}

/// What "In" and "Out" part from each other: "Scope", "Requirements".
pub(super) fn names_scope(title: &str) -> bool {
    title.ends_with("scope") || title.ends_with("requirements")
}
