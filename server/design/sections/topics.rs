//! The designs of a file.

use super::unsplit::names_requirements;
use super::{Candidate, Opener, Topic, inside};
use crate::design::Reading;
use crate::knowledge::Part;
use crate::text::Span;

/// A file holds several designs when sibling titles each hold requirements of their own.
pub(super) fn topics(reading: &Reading, candidates: &[Candidate]) -> Vec<Topic> {
    let blocks = &reading.outline.blocks;
    let named = |candidate: &Candidate| {
        let folded = crate::markdown::fold(&candidate.title);
        let says = folded.starts_with("design ") || folded.contains("system design") || folded.ends_with(" design");
        says && reading.knowledge.names_one_system(&candidate.title)
    };
    let asks = |candidate: &Candidate| candidate.parts.iter().any(|part| part.is_requirements());
    // "Use cases" behind a part of a design begin no other one.
    let asks_anew =
        |candidate: &Candidate| asks(candidate) && !crate::markdown::fold(&candidate.title).contains("use case");
    let last_asked = candidates.iter().rposition(asks_anew);
    let mut best: Vec<usize> = Vec::new();
    for rank in candidates
        .iter()
        .map(|candidate| candidate.rank)
        .collect::<std::collections::BTreeSet<_>>()
    {
        let own = || candidates.iter().filter(|candidate| candidate.rank == rank);
        let first_section = own().find(|candidate| !candidate.parts.is_empty());
        // "5. Storage design" behind "2. Scope" is a chapter of the same design.
        let begun = first_section.is_some_and(|first| {
            let mut titles = own().filter(|candidate| candidate.parts.is_empty() && named(candidate));
            titles.next().is_some_and(|title| first.block < title.block)
        });
        let flat = first_section.is_some();
        // "# Accounts" with features and tables of its own, behind "# Architecture", is a part of that design.
        let drawn = own().find(|candidate| candidate.parts.contains(&Part::HighLevel));
        let drawn = drawn.map_or(usize::MAX, |candidate| candidate.block);
        let holders: Vec<usize> = (0..candidates.len())
            .filter(|&index| candidates[index].rank == rank && candidates[index].parts.is_empty())
            .filter(|&index| {
                // "7. Feed system design" beside the sections of a design is a part of it.
                let beside = begun || flat && last_asked.is_none_or(|last| last <= index);
                (asks_among_others(inside(candidates, index)) && candidates[index].block < drawn)
                    || (rank <= 20 && named(&candidates[index]) && !beside)
            })
            // "# Requirements" around both kinds of them names no design.
            .filter(|&index| !names_requirements(&candidates[index].key))
            .collect();
        if holders.len() > best.len() && holders.len() >= 2 {
            best = holders;
        }
    }
    let end_of_text = reading.text.len();
    if best.len() < 2 {
        let (title, heading) = title(reading, candidates);
        return vec![Topic {
            title,
            heading,
            span: 0..end_of_text,
            blocks: 0..blocks.len(),
        }];
    }
    let starts: Vec<usize> = best.iter().map(|&index| candidates[index].block).collect();
    best.iter()
        .enumerate()
        .map(|(at, &index)| {
            let first = candidates[index].block;
            let next = starts.get(at + 1).copied().unwrap_or(blocks.len());
            let span = blocks[first].span.start..blocks.get(next).map_or(end_of_text, |block| block.span.start);
            Topic {
                title: candidates[index].title.to_string(),
                heading: blocks[first].span.clone(),
                span,
                blocks: first..next,
            }
        })
        .collect()
}

/// Whether requirements are among the sections of a title, and others too.
fn asks_among_others(inside: &[Candidate]) -> bool {
    let mut parts = inside.iter().flat_map(|inner| inner.parts.iter().copied());
    let Some(first) = parts.next() else { return false };
    let (mut asks, mut differs) = (first.is_requirements(), false);
    parts.any(|part| {
        asks |= part.is_requirements();
        differs |= part != first;
        asks && differs
    })
}

/// The title of a file with one design: its front matter's, or its first heading that opens no section.
fn title(reading: &Reading, candidates: &[Candidate]) -> (String, Span) {
    let first = reading.outline.blocks.first().map_or(0..0, |block| block.span.clone());
    let heading = candidates
        .iter()
        .find(|candidate| matches!(candidate.style, Opener::Heading(_)));
    let untitled = |title: &str| reading.knowledge.is_other_title(title);
    // "Till – high-level design" around all of it is the title of that design.
    let around = |heading: &Candidate| {
        let own = inside(candidates, 0).len();
        candidates[0].block == heading.block
            && own > 1
            && own + 1 == candidates.len()
            && !heading.parts.iter().any(|part| part.is_requirements())
            && reading.knowledge.names_one_system(&heading.title)
    };
    let titles = |heading: &&Candidate| heading.parts.is_empty() || around(heading);
    if let Some(heading) = heading.filter(|heading| titles(heading) && !untitled(&heading.title)) {
        return (
            heading.title.to_string(),
            reading.outline.blocks[heading.block].span.clone(),
        );
    }
    if let Some(front) = &reading.outline.front_matter
        && let Some(line) = reading.text[front.clone()]
            .lines()
            .find_map(|line| line.strip_prefix("title:"))
    {
        return (line.trim().trim_matches(['"', '\'']).to_owned(), first);
    }
    (String::new(), first)
}

/// `High-level design`, `HLD document`: what kind of text it is, and nothing of which system.
pub(in crate::design) fn names_kind(title: &str) -> bool {
    const KINDS: &[&str] = &[
        "high level design",
        "high level design document",
        "hld",
        "hld document",
        "system design document",
        "software design document",
        "technical design document",
        "design document",
        "design doc",
        "architecture document",
        "system architecture document",
        "solution architecture document",
    ];
    KINDS.contains(&crate::knowledge::normal_title(title).as_str())
}
