//! What a text sets out to do, under titles that other texts give to other things.

use super::{heads_mapping, says_only_how_well};
use crate::design::Reading;
use crate::design::sections::{Candidate, Opener, Topic};
use crate::knowledge::{Part, normal_title};
use crate::markdown::{Block, Kind};

/// "Scope" above nothing but prose lists no functions; "Objectives" before the design, where only the "Features" of one
/// of its parts are listed behind it, do; and a table of non-functional requirements with what answers them states those.
pub(super) fn name_aims(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) {
    let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
    let is_heading = |candidate: &Candidate| matches!(candidate.style, Opener::Heading(_));
    for candidate in candidates.iter_mut().filter(|candidate| inside(candidate)) {
        if !is_heading(candidate) {
            continue;
        }
        let title = normal_title(&candidate.title);
        if candidate.parts == [Part::Functional] && tells_scope(reading, candidate) {
            candidate.parts.clear();
        }
        let maps = title.contains("functional") && heads_mapping(reading, candidate);
        if candidate.parts.is_empty() && maps && title.starts_with("non") {
            candidate.parts = vec![Part::NonFunctional];
        }
    }
    clear_features_of_ends(candidates, &inside);
    let design = candidates
        .iter()
        .find(|candidate| inside(candidate) && is_heading(candidate) && candidate.parts.contains(&Part::HighLevel));
    let Some((built, end, rank)) = design.map(|design| (design.block, design.end, design.rank)) else {
        return;
    };
    // The features of a part of the design, behind it, are none of the whole.
    let of_part = |candidate: &&mut Candidate| {
        let bare = || normal_title(&candidate.title) == "features";
        inside(candidate)
            && candidate.parts == [Part::Functional]
            && candidate.block >= end
            && candidate.rank > rank
            && is_heading(candidate)
            && bare()
    };
    for features in candidates.iter_mut().filter(of_part) {
        features.parts.clear();
    }
    let asks = |candidate: &Candidate| inside(candidate) && candidate.parts == [Part::Functional];
    if candidates.iter().any(asks) {
        return;
    }
    let aims = candidates.iter_mut().find(|candidate| {
        inside(candidate)
            && is_heading(candidate)
            && candidate.block < built
            && candidate.parts.is_empty()
            && names_aims(&candidate.title)
            && lists(reading, candidate)
    });
    if let Some(aims) = aims {
        let how_well = says_only_how_well(reading, aims, &topic.title);
        aims.parts = vec![if how_well {
            Part::NonFunctional
        } else {
            Part::Functional
        }];
    }
}

/// "Features" below "Frontend" are those of a part, where functional requirements stand elsewhere.
fn clear_features_of_ends(candidates: &mut [Candidate], inside: &impl Fn(&Candidate) -> bool) {
    const ENDS: &[&str] = &[
        "frontend",
        "front end",
        "backend",
        "back end",
        "client side",
        "server side",
        "ui",
    ];
    let is_features = |candidate: &Candidate| {
        inside(candidate)
            && candidate.parts == [Part::Functional]
            && matches!(candidate.style, Opener::Heading(_))
            && matches!(normal_title(&candidate.title).as_str(), "features" | "key features")
    };
    let others = |one: &Candidate| inside(one) && one.parts.contains(&Part::Functional) && !is_features(one);
    if !candidates.iter().any(is_features) || !candidates.iter().any(others) {
        return;
    }
    let ends: Vec<std::ops::Range<usize>> = candidates
        .iter()
        .filter(|one| matches!(one.style, Opener::Heading(_)) && ENDS.contains(&normal_title(&one.title).as_str()))
        .map(|one| one.block..one.end)
        .collect();
    for features in candidates.iter_mut().filter(|one| is_features(one)) {
        if ends.iter().any(|end| end.contains(&features.block)) {
            features.parts.clear();
        }
    }
}

/// "Scope" above prose tells what there is.
pub(super) fn tells_scope(reading: &Reading, candidate: &Candidate) -> bool {
    normal_title(&candidate.title) == "scope" && !lists(reading, candidate)
}

fn lists(reading: &Reading, candidate: &Candidate) -> bool {
    let mut own = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
    own.any(|block: &Block| block.is_item() || matches!(block.kind, Kind::Row { .. }))
}

fn names_aims(title: &str) -> bool {
    matches!(
        normal_title(title).as_str(),
        "goal" | "objectives" | "system objectives" | "project objectives" | "key objectives"
    )
}
