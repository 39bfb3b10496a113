//! Topics of a design that begins with none of the layout's first sections.

use crate::design::Reading;
use crate::design::sections::topics::names_kind;
use crate::design::sections::{Candidate, Opener, Topic};
use crate::knowledge::Part;

/// A document that calls itself an architecture and has none of the layout's first sections: its topics are what it has.
pub(super) fn bare_topics(reading: &Reading, candidates: &[Candidate], topic: &Topic) -> Vec<(usize, Part)> {
    let inside = |candidate: &&Candidate| {
        topic.blocks.contains(&candidate.block) && matches!(candidate.style, Opener::Heading(_))
    };
    let mut headings = candidates.iter().filter(inside);
    let first = headings.next().filter(|first| names_kind(&first.title));
    // "High-level design" above the name of the system.
    let named = first.and_then(|first| headings.next().filter(|below| below.block == first.block + 1));
    let title = crate::markdown::fold(&topic.title);
    let says = ["architecture", "system design", "high level design"];
    if named.is_none() && !says.iter().any(|said| title.contains(said)) {
        return Vec::new();
    }
    let ranks: Vec<u32> = candidates
        .iter()
        .filter(inside)
        .skip(1)
        .map(|candidate| candidate.rank)
        .collect();
    let Some(&rank) = ranks.iter().min() else {
        return Vec::new();
    };
    (0..candidates.len())
        .filter(|&index| {
            let candidate = &candidates[index];
            inside(&candidate)
                && candidate.rank == rank
                && !reading.knowledge.is_other_title(&candidate.title)
                && *candidate.title != *topic.title
                && named.is_none_or(|named| named.block != candidate.block)
        })
        .map(|index| (index, Part::DeepDive))
        .collect()
}

/// "Overall architecture" behind all the topics of a design that requires nothing: they begin it.
pub(super) fn is_drawn_last(reading: &Reading, candidates: &[Candidate], own: &[(usize, Part)], topic: &Topic) -> bool {
    const SEVERAL: usize = 2;
    let mut built = own.iter().filter(|(_, part)| *part != Part::DeepDive);
    let (Some(&(drawn, Part::HighLevel)), None) = (built.next(), built.next()) else {
        return false;
    };
    let drawn = &candidates[drawn];
    let beside = |candidate: &&Candidate| {
        topic.blocks.contains(&candidate.block)
            && candidate.rank == drawn.rank
            && matches!(candidate.style, Opener::Heading(_))
            && !reading.knowledge.is_other_title(&candidate.title)
    };
    let (before, behind): (Vec<_>, Vec<_>) = candidates
        .iter()
        .filter(beside)
        .filter(|candidate| candidate.block != drawn.block)
        .partition(|candidate| candidate.block < drawn.block);
    behind.is_empty() && before.len() >= SEVERAL
}
