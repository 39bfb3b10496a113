//! What a text sets out to do, under titles that other texts give to other things.

use super::{
    heads_mapping, is_bare_requirements, names_goals, names_project_goals, names_requirements, says_only_how_well,
};
use crate::design::Reading;
use crate::design::requirements::{row_says_how_well, speaks_of_quality};
use crate::design::sections::{Candidate, Opener, Topic};
use crate::knowledge::{Cue, Found, Part};
use crate::markdown::{Block, Kind};
use crate::text::Span;

/// "Goals" beside "Requirements" with a list of their own are those of the project, where no title says "functional".
fn leave_goals(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) {
    let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
    let is_heading = |candidate: &Candidate| matches!(candidate.style, Opener::Heading(_));
    let asks = |candidate: &Candidate| inside(candidate) && candidate.parts.contains(&Part::Functional);
    let is_goals = |candidate: &Candidate| {
        is_heading(candidate) && candidate.parts == [Part::Functional] && names_project_goals(&candidate.key)
    };
    let Some(goals) = candidates.iter().position(asks) else {
        return;
    };
    if !is_goals(&candidates[goals]) || candidates[goals + 1..].iter().any(asks) {
        return;
    }
    let (rank, end) = (candidates[goals].rank, candidates[goals].end);
    let lists = |candidate: &Candidate| {
        let below = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
        let mut own = below.take_while(|block| block.level().is_none());
        own.any(|block| block.is_item() || matches!(block.kind, Kind::Row { .. }))
    };
    let required = candidates.iter().any(|other| {
        inside(other) && other.block >= end && other.rank == rank && is_bare_requirements(other) && lists(other)
    });
    if required {
        candidates[goals].parts.clear();
    }
}

/// "Scope" above nothing but prose lists no functions; "Objectives" before the design, where only the "Features" of one
/// of its parts are listed behind it, do; and a table of non-functional requirements with what answers them states those.
pub(super) fn name_aims(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) {
    let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
    let is_heading = |candidate: &Candidate| matches!(candidate.style, Opener::Heading(_));
    for candidate in candidates.iter_mut().filter(|candidate| inside(candidate)) {
        if !is_heading(candidate) {
            continue;
        }
        let title = &*candidate.key;
        if candidate.parts == [Part::Functional] && tells_scope(reading, candidate) {
            candidate.parts.clear();
        }
        let maps = title.contains("functional") && heads_mapping(reading, candidate);
        if candidate.parts.is_empty() && maps && title.starts_with("non") {
            candidate.parts = vec![Part::NonFunctional];
        }
    }
    clear_features_of_ends(candidates, &inside);
    leave_goals(reading, candidates, topic);
    let design = candidates
        .iter()
        .find(|candidate| inside(candidate) && is_heading(candidate) && candidate.parts.contains(&Part::HighLevel));
    let Some((built, end, rank)) = design.map(|design| (design.block, design.end, design.rank)) else {
        return;
    };
    // The features of a part of the design, behind it, are none of the whole.
    let of_part = |candidate: &&mut Candidate| {
        let bare = || &*candidate.key == "features";
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
    if name_uses(reading, candidates, topic, built) {
        return;
    }
    let aims = candidates.iter_mut().find(|candidate| {
        inside(candidate)
            && is_heading(candidate)
            && candidate.block < built
            && candidate.parts.is_empty()
            && names_aims(&candidate.key)
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
            && matches!(&*candidate.key, "features" | "key features")
    };
    let others = |one: &Candidate| inside(one) && one.parts.contains(&Part::Functional) && !is_features(one);
    if !candidates.iter().any(is_features) || !candidates.iter().any(others) {
        return;
    }
    let ends: Vec<std::ops::Range<usize>> = candidates
        .iter()
        .filter(|one| matches!(one.style, Opener::Heading(_)) && ENDS.contains(&&*one.key))
        .map(|one| one.block..one.end)
        .collect();
    for features in candidates.iter_mut().filter(|one| is_features(one)) {
        if ends.iter().any(|end| end.contains(&features.block)) {
            features.parts.clear();
        }
    }
}

/// "Business" above what users can do, in front of the design and beside the non-functional half: the functional half
/// under a title of its author's own. Tells whether there is one.
fn name_uses(reading: &Reading, candidates: &mut [Candidate], topic: &Topic, built: usize) -> bool {
    let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
    let beside = |candidate: &Candidate| inside(candidate) && candidate.parts == [Part::NonFunctional];
    let whole = |candidate: &Candidate| inside(candidate) && names_requirements(&candidate.key);
    if !candidates.iter().any(beside) || candidates.iter().any(whole) {
        return false;
    }
    let uses = candidates.iter_mut().find(|candidate| {
        inside(candidate)
            && matches!(candidate.style, Opener::Heading(_))
            && candidate.block < built
            && candidate.parts.is_empty()
            && !reading.knowledge.is_other_title(&candidate.title)
            && !reading.knowledge.is_deep_topic(&candidate.title)
            && lists_uses(reading, candidate)
    });
    match uses {
        Some(uses) => {
            uses.parts = vec![Part::Functional];
            true
        }
        None => false,
    }
}

/// Three or more items, and twice as many as there are others, say what somebody can do: "A rider could call a cab".
fn lists_uses(reading: &Reading, candidate: &Candidate) -> bool {
    const ENOUGH: usize = 3;
    let own = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
    let top = own.filter(|block| block.is_item() && block.depth <= 1);
    let (uses, others): (Vec<_>, Vec<_>) = top.partition(|block| {
        let folded = reading.folded(&block.words);
        let mut words = folded
            .split_whitespace()
            .skip_while(|word| matches!(*word, "a" | "an" | "the" | "each" | "every"));
        let someone = words
            .next()
            .is_some_and(|word| reading.knowledge.says_trace("actors", word));
        someone && matches!(words.next(), Some("can" | "could" | "should" | "must" | "may"))
    });
    uses.len() >= ENOUGH && others.len() * 2 <= uses.len()
}

/// "Scope" above prose tells what there is.
pub(super) fn tells_scope(reading: &Reading, candidate: &Candidate) -> bool {
    &*candidate.key == "scope" && !lists(reading, candidate)
}

fn lists(reading: &Reading, candidate: &Candidate) -> bool {
    let mut own = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
    own.any(|block: &Block| block.is_item() || matches!(block.kind, Kind::Row { .. }))
}

fn names_aims(title: &str) -> bool {
    matches!(
        title,
        "goal" | "objectives" | "system objectives" | "project objectives" | "key objectives"
    )
}

/// "It has to be" above "Fast" and "Always up", as high as the functional requirements and before anything is built, is
/// the other half of them.
pub(super) fn name_listed(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) {
    let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
    let first = |asked: &dyn Fn(Part) -> bool| {
        let opens = |one: &&Candidate| inside(one) && one.parts.iter().any(|part| asked(*part));
        candidates.iter().find(opens)
    };
    let Some(rank) = first(&|part| part == Part::Functional).map(|functional| functional.rank) else {
        return;
    };
    let built = first(&|part| part.is_built() || part == Part::DeepDive).map_or(usize::MAX, |built| built.block);
    let listed = candidates.iter_mut().find(|candidate| {
        inside(candidate)
            && candidate.parts.is_empty()
            && candidate.rank == rank
            && candidate.block < built
            && matches!(candidate.style, Opener::Heading(_))
            && lists_qualities(reading, candidate)
            && says_only_how_well(reading, candidate, &topic.title)
    });
    if let Some(listed) = listed {
        listed.parts = vec![Part::NonFunctional];
    }
}

/// Two or more items of a few words each, and nothing else.
fn lists_qualities(reading: &Reading, candidate: &Candidate) -> bool {
    const FEW: usize = 4;
    let words = |block: &Block| reading.outline.words_of(block).split_whitespace().count();
    let own = &reading.outline.blocks[candidate.block + 1..candidate.end];
    own.len() >= 2
        && own.iter().all(|block| block.is_item() && words(block) <= FEW)
        && !reading.knowledge.is_other_title(&candidate.title)
        && !reading.knowledge.is_deep_topic(&candidate.title)
        && !crate::markdown::fold(&candidate.title).contains("challenge")
}

/// "Key metrics" right behind the requirements, where each line is a quality and its figure, are the targets of those, and
/// so is a table of qualities that are assumed.
pub(super) fn name_targets(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) {
    let asks = |candidate: &Candidate| candidate.parts.iter().any(|part| part.is_requirements());
    let last = |at: usize, candidates: &[Candidate]| {
        let before = candidates[..at].iter().rev();
        let mut known = before.filter(|other| !other.parts.is_empty() && topic.blocks.contains(&other.block));
        known.next().is_some_and(asks)
    };
    for at in 0..candidates.len() {
        let candidate = &candidates[at];
        let named = candidate.parts.is_empty()
            && topic.blocks.contains(&candidate.block)
            && matches!(candidate.style, Opener::Heading(_))
            && names_targets(&candidate.key);
        if named && last(at, candidates) && sets_targets(reading, candidate, &topic.title)
            || is_aimed(reading, candidates, at, topic)
            || is_assumed(reading, candidates, at, topic)
        {
            candidates[at].parts = vec![Part::NonFunctional];
        }
    }
}

/// "System goals" right behind both kinds of requirements, most of which speak of a quality, are the aims of the second.
fn is_aimed(reading: &Reading, candidates: &[Candidate], at: usize, topic: &Topic) -> bool {
    let candidate = &candidates[at];
    let mut before = candidates[..at]
        .iter()
        .rev()
        .filter(|other| !other.parts.is_empty() && topic.blocks.contains(&other.block));
    let aims = candidate.parts == [Part::Functional]
        && topic.blocks.contains(&candidate.block)
        && matches!(candidate.style, Opener::Heading(_) | Opener::Bold)
        && names_goals(&candidate.key)
        && before.next().is_some_and(|other| other.parts == [Part::NonFunctional])
        && before.any(|other| other.parts == [Part::Functional]);
    let said = || {
        let own = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
        let said = own.filter(|block| match block.kind {
            Kind::Row { header, .. } => !header,
            _ => (block.is_item() && block.depth <= 1) || block.kind == Kind::Line && !block.image,
        });
        let (how_well, what): (Vec<_>, Vec<_>) = said.partition(|block| speaks_of_quality(reading, &block.words));
        how_well.len() >= 2 && how_well.len() > what.len()
    };
    aims && said()
}

/// "Assumptions" above a table, before anything is built and where no title asks how well: most of its rows, and not of
/// the load alone, begin with the name of a quality.
fn is_assumed(reading: &Reading, candidates: &[Candidate], at: usize, topic: &Topic) -> bool {
    let candidate = &candidates[at];
    let assumes = candidate.parts.is_empty()
        && topic.blocks.contains(&candidate.block)
        && matches!(candidate.style, Opener::Heading(_))
        && candidate.key.contains("assumptions")
        && candidate.key.split(' ').any(|word| word == "assumptions");
    let apart = |(index, other): (usize, &Candidate)| {
        !topic.blocks.contains(&other.block)
            || !other.parts.contains(&Part::NonFunctional)
                && (index > at || !other.parts.iter().any(|part| part.is_built()))
    };
    let firsts = || {
        let own = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
        let firsts = own.filter_map(|block| match &block.kind {
            Kind::Row { header: false, cells } => reading.outline.cells[cells.clone()].first(),
            _ => None,
        });
        firsts.cloned().collect::<Vec<_>>()
    };
    let asks_how_well = |firsts: &[Span]| {
        let load = reading.knowledge.quality("throughput_scalability");
        let named: Vec<&Span> = firsts
            .iter()
            .filter(|first| row_says_how_well(reading, std::slice::from_ref(*first)))
            .collect();
        let of_else = |first: &&&Span| {
            let mut hits = reading.hits_in(first);
            hits.any(|hit| matches!(hit.found, Found::Cue(Cue::Quality(quality)) if Some(quality) != load))
        };
        named.len() * 2 > firsts.len() && named.iter().filter(of_else).count() >= 2
    };
    assumes && candidates.iter().enumerate().all(apart) && asks_how_well(&firsts())
}

fn names_targets(title: &str) -> bool {
    const MEASURES: &[&str] = &["metric", "metrics", "target", "targets", "kpis", "benchmarks"];
    title.bytes().filter(|byte| *byte == b' ').count() < 4 && title.split(' ').any(|word| MEASURES.contains(&word))
}

/// Each of its items says how well, and at least half of them hold a figure.
fn sets_targets(reading: &Reading, candidate: &Candidate, title: &str) -> bool {
    let own = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
    let items: Vec<&Block> = own.filter(|block| block.is_item()).collect();
    let figures = items
        .iter()
        .filter(|block| reading.quantities_in(&block.words).next().is_some());
    items.len() >= 2 && figures.count() * 2 >= items.len() && says_only_how_well(reading, candidate, title)
}
