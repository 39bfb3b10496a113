//! Requirements that no title calls functional or non-functional.

mod aims;

mod scoping;

mod keys;

mod lead_ins;

mod overview;

use super::{Candidate, Opener, Topic, holds};
use crate::design::Reading;
use crate::design::requirements::{row_says_how_well, says_how_well, speaks_of_quality};
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};
use aims::{name_aims, name_listed, name_targets, tells_scope};
pub(in crate::design) use keys::kind_of_row;
pub(in crate::design) use lead_ins::heads_items;
pub(super) use lead_ins::name_lead_ins;
use overview::name_overview;
use scoping::{advises, clarifies};
use std::ops::Range;

/// "Requirements" without a split below it are functional ones, and non-functional ones too where some of its items
/// say how well.
pub(super) fn name_requirements(reading: &Reading, candidates: &mut [Candidate], topics: &[Topic]) {
    for topic in topics {
        let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
        let has = |candidates: &[Candidate], part: Part| {
            let mut known = candidates.iter().filter(|candidate| inside(candidate));
            known.any(|candidate| candidate.parts.contains(&part))
        };
        drop_preliminary(candidates, topic);
        name_overview(reading, candidates, topic);
        name_aims(reading, candidates, topic);
        name_targets(reading, candidates, topic);
        let has_non_functional = has(candidates, Part::NonFunctional) || name_other_half(reading, candidates, topic);
        if !has_non_functional && name_qualities(reading, candidates, topic) {
            continue;
        }
        // "Use cases" beside "Requirements" are a half of what is required, and those the other.
        let only_uses = || {
            let mut known = candidates
                .iter()
                .filter(|one| inside(one) && one.parts.contains(&Part::Functional));
            known.all(|one| matches!(&*one.key, "use cases" | "user stories"))
        };
        let beside_uses = only_uses() && candidates.iter().any(|one| inside(one) && is_bare_requirements(one));
        if has(candidates, Part::Functional) && !beside_uses {
            // "Goals", and what is led in to, hold both kinds, where nothing else asks how well.
            let goals = candidates.iter_mut().find(|candidate| {
                let leads_in = || candidate.style == Opener::Label && candidate.title.ends_with(':');
                inside(candidate)
                    && candidate.parts == [Part::Functional]
                    && (names_goals(&candidate.key) || leads_in())
            });
            if !has_non_functional
                && let Some(candidate) = goals
                && is_mixed(reading, candidate, &topic.title)
            {
                candidate.parts.push(Part::NonFunctional);
            } else if !has_non_functional {
                // "Design goals" beside the functional requirements are the other half where they say how well.
                let beside = candidates.iter_mut().find(|candidate| {
                    inside(candidate)
                        && candidate.parts.is_empty()
                        && matches!(candidate.style, Opener::Heading(_))
                        && names_goals(&candidate.key)
                        && says_only_how_well(reading, candidate, &topic.title)
                });
                if let Some(goals) = beside {
                    goals.parts = vec![Part::NonFunctional];
                } else {
                    name_listed(reading, candidates, topic);
                }
            }
            continue;
        }
        let both = !has_non_functional;
        // "Memory requirements for the index" behind the design are none of the whole.
        let built = candidates.iter().find(|candidate| {
            let heading = matches!(candidate.style, Opener::Heading(_));
            inside(candidate) && heading && candidate.parts.contains(&Part::HighLevel)
        });
        let built = built.map_or(usize::MAX, |design| design.block);
        // Few clear anything up first: only then it matters whether requirements are named as well.
        let named = candidates.iter().any(|candidate| clarifies(&candidate.key))
            && candidates
                .iter()
                .any(|candidate| inside(candidate) && asks_unsplit(candidate));
        let unsplit = candidates.iter_mut().find(|candidate| {
            inside(candidate)
                && (!beside_uses || is_bare_requirements(candidate))
                && (candidate.block < built || !crate::markdown::fold(&candidate.title).contains(" for "))
                && candidate.parts.is_empty()
                && candidate.style != Opener::Label
                && (names_requirements(&candidate.key)
                    || candidate.block < built && maps_requirements(reading, candidate)
                    || names_goals(&candidate.key) && !tells_scope(reading, candidate)
                    || (!named && clarifies(&candidate.key) && !advises(reading, candidate)))
        });
        if let Some(candidate) = unsplit {
            // "Design goals" are often qualities alone.
            if names_goals(&candidate.key) && says_only_how_well(reading, candidate, &topic.title) {
                candidate.parts = vec![Part::NonFunctional];
                continue;
            }
            candidate.parts = vec![Part::Functional];
            if both && is_mixed(reading, candidate, &topic.title) {
                candidate.parts.push(Part::NonFunctional);
            }
        }
    }
}

/// "System requirements", of whatever kind.
fn asks_unsplit(candidate: &Candidate) -> bool {
    candidate.parts.is_empty() && candidate.style != Opener::Label && names_requirements(&candidate.key)
}

/// Where "System requirements" follow, "Clarify the scope" only leads up to them.
fn drop_preliminary(candidates: &mut [Candidate], topic: &Topic) {
    let inside = |candidate: &Candidate| topic.blocks.contains(&candidate.block);
    let leads_up =
        |candidate: &Candidate| inside(candidate) && candidate.parts == [Part::Functional] && clarifies(&candidate.key);
    let Some(first) = candidates.iter().position(leads_up) else {
        return;
    };
    let asks = |candidate: &Candidate| inside(candidate) && asks_unsplit(candidate);
    let Some(last) = candidates.iter().rposition(asks) else {
        return;
    };
    for candidate in candidates[..last].iter_mut().skip(first) {
        if leads_up(candidate) {
            candidate.parts.clear();
        }
    }
}

/// "Requirement mapping" right above a table of them: what each row begins with is required.
fn maps_requirements(reading: &Reading, candidate: &Candidate) -> bool {
    let title = &*candidate.key;
    !title.starts_with("non") && heads_mapping(reading, candidate)
}

fn heads_mapping(reading: &Reading, candidate: &Candidate) -> bool {
    let title = &*candidate.key;
    let first = reading.outline.blocks.get(candidate.block + 1);
    title.contains("requirement")
        && title.contains("mapping")
        && first.is_some_and(|block| match &block.kind {
            Kind::Row { header: true, cells } => reading.outline.cells[cells.clone()].first().is_some_and(|cell| {
                let cell = crate::knowledge::normal_title(&reading.outline.words[cell.clone()]);
                cell.split(' ')
                    .any(|word| matches!(word, "requirement" | "requirements" | "nfr"))
            }),
            _ => false,
        })
}

/// "Requirements", and nothing else.
fn is_bare_requirements(candidate: &Candidate) -> bool {
    candidate.parts.is_empty() && matches!(candidate.style, Opener::Heading(_)) && &*candidate.key == "requirements"
}

/// "Requirements" of nothing but qualities, above anything that users do. Tells whether there are such.
fn name_qualities(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) -> bool {
    let mut own = candidates.iter().enumerate();
    let asks = |candidate: &Candidate| {
        candidate.parts == [Part::Functional] || candidate.parts.is_empty() && names_requirements(&candidate.key)
    };
    let first = own.find(|(_, candidate)| topic.blocks.contains(&candidate.block) && asks(candidate));
    let unsplit = first.filter(|(_, candidate)| {
        let titled = matches!(candidate.style, Opener::Heading(_) | Opener::Bold);
        // What is left out below them is asked of nobody.
        let left_out = |inner: &&Candidate| inner.parts == [Part::OutOfScope] && holds(candidate, inner);
        let end = candidates.iter().find(left_out).map_or(candidate.end, |out| out.block);
        let (how_well, what) = count_kinds(reading, candidate.block + 1..end, &topic.title);
        titled && candidate.parts.is_empty() && how_well > 0 && what == 0
    });
    let Some((index, _)) = unsplit else { return false };
    candidates[index].parts = vec![Part::NonFunctional];
    true
}

/// "System requirements" right behind "Functional requirements", and as high, is the other half where it says how well.
/// Tells whether there is one.
fn name_other_half(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) -> bool {
    let asks = |candidate: &Candidate| {
        topic.blocks.contains(&candidate.block)
            && candidate.parts == [Part::Functional]
            && crate::markdown::fold(&candidate.title).contains("functional")
    };
    let Some(first) = candidates.iter().position(asks) else {
        return name_inner_half(reading, candidates, topic);
    };
    let (rank, end) = (candidates[first].rank, candidates[first].end);
    let half = candidates.iter().position(|other| {
        other.block == end
            && other.rank == rank
            && (other.parts.is_empty() || other.parts == [Part::Functional])
            && names_requirements(&other.key)
            && !crate::markdown::fold(&other.title).contains("functional")
            && (says_mostly_how_well(reading, other, &topic.title) || speaks_of_qualities(reading, other))
    });
    if let Some(half) = half {
        candidates[half].parts = vec![Part::NonFunctional];
    }
    half.is_some()
}

/// "Performance" right behind "Functions", both below "Requirements", is the other half where it says how well.
fn name_inner_half(reading: &Reading, candidates: &mut [Candidate], topic: &Topic) -> bool {
    let heading = |candidate: &Candidate| matches!(candidate.style, Opener::Heading(_));
    let whole = candidates.iter().position(|candidate| {
        topic.blocks.contains(&candidate.block) && heading(candidate) && names_requirements(&candidate.key)
    });
    let Some(whole) = whole else { return false };
    let end = candidates[whole].end;
    let held = |candidate: &Candidate| heading(candidate) && candidate.block < end;
    let behind = candidates[whole + 1..]
        .iter()
        .take_while(|candidate| candidate.block < end);
    let Some(first) = behind
        .clone()
        .position(|inner| held(inner) && inner.parts == [Part::Functional])
    else {
        return false;
    };
    let rank = candidates[whole + 1 + first].rank;
    let half = behind.clone().skip(first + 1).position(|inner| {
        held(inner)
            && inner.rank == rank
            && inner.parts.is_empty()
            && says_mostly_how_well(reading, inner, &topic.title)
    });
    if let Some(half) = half {
        candidates[whole + 2 + first + half].parts = vec![Part::NonFunctional];
    }
    half.is_some()
}

/// How many of the items and rows among some blocks say how well, and how many what.
fn count_kinds(reading: &Reading, own: Range<usize>, title: &str) -> (usize, usize) {
    let blocks = reading.outline.blocks[own].iter();
    let items = blocks.filter(|block| match block.kind {
        Kind::Row { header, .. } => !header,
        _ => block.is_item() && block.depth <= 1,
    });
    let says = |block: &&Block| match &block.kind {
        Kind::Row { cells, .. } => row_says_how_well(reading, &reading.outline.cells[cells.clone()]),
        _ => says_how_well(reading, &block.words, title),
    };
    let (how_well, what): (Vec<_>, Vec<_>) = items.partition(says);
    (how_well.len(), what.len())
}

/// Each of its items speaks of a quality, and at least one of them does nothing else.
fn speaks_of_qualities(reading: &Reading, candidate: &Candidate) -> bool {
    let blocks = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
    let mut items = blocks.filter(|block| block.is_item() && block.depth <= 1).peekable();
    items.peek().is_some() && items.all(|block| speaks_of_quality(reading, &block.words))
}

/// At least half of its items say how well.
fn says_mostly_how_well(reading: &Reading, candidate: &Candidate, title: &str) -> bool {
    let (how_well, what) = count_kinds(reading, candidate.block + 1..candidate.end, title);
    how_well >= what && how_well > 0
}

/// All of its items say how well.
fn says_only_how_well(reading: &Reading, candidate: &Candidate, title: &str) -> bool {
    let (how_well, what) = count_kinds(reading, candidate.block + 1..candidate.end, title);
    how_well > 0 && what == 0
}

/// `Goals`, `Scope`, `Key design goals for a till`: titles under which functional requirements stand with others.
fn names_goals(title: &str) -> bool {
    let title = ["key ", "main ", "core ", "primary ", "our ", "overall "]
        .iter()
        .find_map(|first| title.strip_prefix(first))
        .unwrap_or(title);
    let title = title.split(" for ").next().unwrap_or(title);
    matches!(
        title,
        "goals"
            | "goal"
            | "in scope"
            | "scope"
            | "product goals"
            | "design goals"
            | "system goals"
            | "project goals"
            | "technical goals"
            | "engineering goals"
            | "goals and objectives"
            | "objectives"
            | "system objectives"
            | "project objectives"
    )
}

/// "Goals", "Objectives": those of the project, where something else lists what is required.
pub(super) fn names_project_goals(title: &str) -> bool {
    matches!(title, "goals" | "goal" | "objectives" | "project goals")
}

/// `Requirements`, `Clarify the requirements`, `Requirements and goals of the system`.
pub(super) fn names_requirements(title: &str) -> bool {
    const ASKED: &[&str] = &[
        "requirement",
        "requirements",
        "reqs",
        "requisitos",
        "requerimientos",
        "anforderungen",
        "exigences",
        "besoins",
    ];
    let words: Vec<&str> = title.split(' ').collect();
    // "Requirments" is a letter away.
    let misspelt = |word: &str| {
        let near = |right: &str| strsim::damerau_levenshtein(word, right) == 1;
        word.len() > 8 && (near("requirements") || near("requirement"))
    };
    let asks = words.iter().any(|word| ASKED.contains(word) || misspelt(word));
    // What a program needs to run, and what is told of requirements.
    const OTHERS: &[&str] = &[
        "hardware",
        "software",
        "runtime",
        "toolchain",
        "open",
        "non",
        "map",
        "mapping",
        "met",
    ];
    let others = || words.iter().any(|word| OTHERS.contains(word) || is_resource(word));
    asks && words.len() <= 6 && !others()
}

/// "Memory requirement of the index" is reckoned, not asked for.
fn is_resource(word: &str) -> bool {
    matches!(
        word,
        "memory" | "storage" | "disk" | "space" | "bandwidth" | "ram" | "cpu"
    )
}

/// Some of its items say how well, and some what.
fn is_mixed(reading: &Reading, candidate: &Candidate, title: &str) -> bool {
    let blocks = &reading.outline.blocks;
    let opener = &blocks[candidate.block];
    let top = |block: &crate::markdown::Block| {
        block.parent == opener.parent
            || block
                .parent
                .is_some_and(|head| heads_items(reading, &blocks[head].words))
    };
    let items = blocks[candidate.block + 1..candidate.end]
        .iter()
        .filter(|block| block.is_item() && top(block));
    let (how_well, what): (Vec<_>, Vec<_>) = items.partition(|block| says_how_well(reading, &block.words, title));
    let mut rows = blocks[candidate.block + 1..candidate.end].iter();
    let kinds = |part: Part| move |block: &crate::markdown::Block| kind_of_row(reading, block) == Some(part);
    let both = rows.clone().any(kinds(Part::Functional)) && rows.any(kinds(Part::NonFunctional));
    both || (!how_well.is_empty() && !what.is_empty())
}
