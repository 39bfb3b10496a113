//! The high-level design that no title calls so.

use crate::design::Reading;
use crate::design::sections::{Candidate, Opener, Topic, inside as held_by};
use crate::knowledge::{Found, Part, Term};
use crate::markdown::fold;

/// What a part of the design is about that is no part of the system.
const CONCERNS: &[&str] = &[
    "security",
    "privacy",
    "network",
    "storage",
    "database",
    "cache",
    "caching",
    "authentication",
    "monitoring",
    "observability",
    "logging",
];

/// Titles that tell how the system works.
const TELLS: &[&str] = &[
    "overview",
    "how it works",
    "how does it work",
    "how the system works",
    "how it is built",
    "how we build it",
    "main flow",
    "main flows",
];
/// Titles of lists of what it is made of.
const LISTS: &[&str] = &[
    "services",
    "core services",
    "main services",
    "key services",
    "different services",
];

/// Where no title calls the high-level design so, the heading that does most for one: it draws the system, else lists
/// its parts, else tells how it works.
pub(super) fn name_overview(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) {
    let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
    // "High-level design: a till" around all of it is the title.
    let around = candidates
        .first()
        .is_some_and(|first| is_heading(first) && held_by(candidates, 0).len() + 1 == candidates.len());
    let mut own = candidates.iter().skip(usize::from(around));
    if own.any(|candidate| inside(candidate) && candidate.parts.contains(&Part::HighLevel)) {
        return;
    }
    let asks = |part: &Part| part.is_requirements() || *part == Part::OutOfScope;
    let mut own = candidates.iter().filter(|candidate| inside(candidate));
    let required = own.find(|candidate| candidate.parts.iter().any(asks));
    let required = required.map(|required| (required.block, required.rank));
    let behind = |candidate: &Candidate| required.is_some_and(|(block, _)| candidate.block > block);
    let as_high = |candidate: &Candidate| required.is_some_and(|(_, rank)| candidate.rank <= rank);
    let is_other = |candidate: &Candidate| reading.knowledge.is_other_title(&candidate.title);
    let unknown = |candidate: &Candidate| candidate.parts.is_empty();
    // "Detailed architecture" is the only one that is drawn.
    let drawn =
        |candidate: &Candidate| candidate.parts == [Part::DeepDive] && fold(&candidate.title).contains("architecture");
    // "Frontend architecture decision", where nothing else is drawn.
    let built = |candidate: &Candidate| {
        let asked = candidate.title.trim_end().ends_with('?');
        let says = |word: &str| candidate.key.split(' ').any(|own| own == word);
        // "Security architecture" is that of one concern.
        let named = || says("architecture") && !CONCERNS.iter().any(|concern| says(concern));
        behind(candidate) && unknown(candidate) && !asked && !is_other(candidate) && named()
    };
    // "Services", one by one, are what the system is made of.
    let listed = |candidate: &Candidate| {
        let lists = |title: &str| LISTS.contains(&title) || title.starts_with("component") && !is_other(candidate);
        behind(candidate) && as_high(candidate) && unknown(candidate) && lists(&candidate.key)
    };
    let told = |candidate: &Candidate| {
        let tells = || TELLS.contains(&&*candidate.key);
        behind(candidate) && as_high(candidate) && tells() && names_technology(reading, candidate)
    };
    let ways: [&dyn Fn(&Candidate) -> bool; 4] = [&drawn, &built, &listed, &told];
    let found = ways.into_iter().find_map(|way| {
        let mut headings = candidates.iter();
        headings.position(|candidate| inside(candidate) && is_heading(candidate) && way(candidate))
    });
    if let Some(index) = found {
        candidates[index].parts = vec![Part::HighLevel];
    }
}

fn is_heading(candidate: &Candidate) -> bool {
    matches!(candidate.style, Opener::Heading(_))
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
