//! The high-level design that no title calls so.

use crate::design::Reading;
use crate::design::sections::{Candidate, Opener, Topic, inside as held_by};
use crate::knowledge::{Found, Part, Term};

/// "Overview", "How it works" behind the requirements and not below them tells the design, where no other title does.
pub(super) fn name_overview(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) {
    const TITLES: &[&str] = &[
        "overview",
        "how it works",
        "how does it work",
        "how the system works",
        "how it is built",
        "how we build it",
        "main flow",
        "main flows",
    ];
    let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
    // "High-level design: a till" around all of it is the title.
    let around = candidates.first().is_some_and(|first| {
        matches!(first.style, Opener::Heading(_)) && held_by(candidates, 0).len() + 1 == candidates.len()
    });
    let mut own = candidates
        .iter()
        .skip(usize::from(around))
        .filter(|candidate| inside(candidate));
    if own.any(|candidate| candidate.parts.contains(&Part::HighLevel)) {
        return;
    }
    // "Detailed architecture" is the only one that is drawn.
    let mut drawn = candidates.iter().enumerate().filter(|(_, candidate)| {
        inside(candidate)
            && candidate.parts == [Part::DeepDive]
            && matches!(candidate.style, Opener::Heading(_))
            && crate::markdown::fold(&candidate.title).contains("architecture")
    });
    if let Some(index) = drawn.next().map(|(index, _)| index) {
        candidates[index].parts = vec![Part::HighLevel];
        return;
    }
    let asked = |part: &Part| part.is_requirements() || *part == Part::OutOfScope;
    let mut own = candidates.iter().filter(|candidate| inside(candidate));
    let Some(required) = own.find(|candidate| candidate.parts.iter().any(asked)) else {
        return;
    };
    let (from, rank) = (required.block, required.rank);
    // "Frontend architecture decision", where nothing else is drawn.
    let mut built = candidates.iter().enumerate().filter(|(_, candidate)| {
        inside(candidate)
            && candidate.block > from
            && candidate.parts.is_empty()
            && matches!(candidate.style, Opener::Heading(_))
            && !candidate.title.trim_end().ends_with('?')
            && !reading.knowledge.is_other_title(&candidate.title)
            && crate::knowledge::normal_title(&candidate.title)
                .split(' ')
                .any(|word| word == "architecture")
    });
    if let Some(index) = built.next().map(|(index, _)| index) {
        candidates[index].parts = vec![Part::HighLevel];
        return;
    }
    // "Services", one by one, are what the system is made of.
    const PARTS: &[&str] = &[
        "services",
        "core services",
        "main services",
        "key services",
        "different services",
    ];
    let mut listed = candidates.iter().enumerate().filter(|(_, candidate)| {
        inside(candidate)
            && candidate.block > from
            && candidate.rank <= rank
            && candidate.parts.is_empty()
            && matches!(candidate.style, Opener::Heading(_))
            && {
                let title = crate::knowledge::normal_title(&candidate.title);
                PARTS.contains(&title.as_str())
                    || title.starts_with("component") && !reading.knowledge.is_other_title(&candidate.title)
            }
    });
    if let Some(index) = listed.next().map(|(index, _)| index) {
        candidates[index].parts = vec![Part::HighLevel];
        return;
    }
    let told = candidates.iter_mut().find(|candidate| {
        topic.blocks.contains(&candidate.block)
            && candidate.block > from
            && candidate.rank <= rank
            && matches!(candidate.style, Opener::Heading(_))
            && TITLES.contains(&crate::knowledge::normal_title(&candidate.title).as_str())
            && names_technology(reading, candidate)
    });
    if let Some(overview) = told {
        overview.parts = vec![Part::HighLevel];
    }
}

/// Whether a section says what something is built with.
fn names_technology(reading: &Reading, candidate: &Candidate) -> bool {
    let blocks = &reading.outline.blocks[candidate.block..candidate.end];
    blocks.iter().any(|block| {
        reading
            .hits_in(&block.words)
            .any(|hit| matches!(hit.found, Found::Term(Term::Technology(_))))
    })
}
