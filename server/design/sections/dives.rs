//! Deep dives that no title calls so.

mod bare;

use super::asides::is_load;
use super::{Candidate, Opener, Topic, holds};
use crate::design::Reading;
use crate::knowledge::{Cue, Found, Part};
use bare::{bare_topics, is_drawn_last};

/// Where no title says "deep dive", each topic beside the sections of the design is one.
pub(super) fn name_deep_dives(
    reading: &Reading,
    candidates: &[Candidate],
    topics: &[Topic],
    chosen: &mut Vec<(usize, Part)>,
) {
    const MANY: usize = 3;
    for topic in topics {
        let inside = |index: usize| topic.blocks.contains(&candidates[index].block);
        let own: Vec<(usize, Part)> = chosen.iter().copied().filter(|(index, _)| inside(*index)).collect();
        let explicit = own.iter().find(|(index, part)| {
            *part == Part::DeepDive
                && {
                    let folded = crate::markdown::fold(&candidates[*index].title);
                    folded.contains("deep") || folded.contains("detail") || folded.contains("dive")
                }
                && !is_stray(reading, candidates, &own, *index)
        });
        // "Deep dive: the lock of a seat" is one topic among others, "Deep dives" holds them all.
        let explicit = explicit.filter(|(index, _)| holds_topics(&candidates[*index].title));
        if let Some(&(explicit, _)) = explicit {
            let beside = deep_topics(reading, candidates, &own, explicit);
            chosen.extend(beside.filter(|(index, _)| inside(*index)));
            continue;
        }
        // Topics count from the first section of the design proper: what stands before is introduction.
        let proper = |part: Part| {
            matches!(
                part,
                Part::HighLevel
                    | Part::Api
                    | Part::Entities
                    | Part::Functional
                    | Part::NonFunctional
                    | Part::Estimation
            )
        };
        if own.is_empty() {
            chosen.extend(bare_topics(reading, candidates, topic));
            continue;
        }
        let drawn = own.iter().any(|(_, part)| *part == Part::HighLevel);
        if !own.iter().any(|(_, part)| part.is_requirements())
            && (!drawn || is_drawn_last(reading, candidates, &own, topic))
        {
            let bare = bare_topics(reading, candidates, topic);
            let alone = |index: usize| {
                let apart = |(other, _): &(usize, Part)| {
                    let other = &candidates[*other];
                    !holds(other, &candidates[index]) && !holds(&candidates[index], other)
                };
                candidates[index].parts.is_empty() && own.iter().all(apart)
            };
            let beside: Vec<(usize, Part)> = bare.into_iter().filter(|(index, _)| alone(*index)).collect();
            if !beside.is_empty() {
                chosen.extend(beside);
                continue;
            }
        }
        // Where nothing is required, what goes deep first begins the design as well.
        let asks = own.iter().any(|(_, part)| part.is_requirements());
        let begins = |part: Part| proper(part) || !asks && part == Part::DeepDive;
        let Some(&(first, _)) = own.iter().find(|(_, part)| begins(*part)) else {
            continue;
        };
        // Without headings, bold lines are the headings, whatever their lists open.
        let bold = |candidate: &Candidate| candidate.style == Opener::Bold;
        let within = |item: &Candidate| candidates.iter().any(|outer| bold(outer) && holds(outer, item));
        let headless = own.iter().any(|(index, _)| bold(&candidates[*index]))
            && own.iter().all(|(index, _)| match candidates[*index].style {
                Opener::Bold | Opener::Label => true,
                Opener::Item => within(&candidates[*index]),
                Opener::Heading(_) => false,
            });
        let titled = |candidate: &Candidate| match candidate.style {
            Opener::Heading(_) => true,
            style => headless && style == Opener::Bold,
        };
        let rank = own
            .iter()
            .filter(|(index, part)| {
                matches!(
                    part,
                    Part::HighLevel | Part::Entities | Part::Api | Part::DeepDive | Part::Estimation
                ) && titled(&candidates[*index])
            })
            .map(|(index, _)| candidates[*index].rank)
            .min();
        // A text of requirements of both kinds, or a design by its title, and topics alone: they stand beside each other.
        let asked = || {
            let (index, _) = *own.iter().find(|(_, part)| *part == Part::Functional)?;
            let both = own.iter().any(|(_, part)| *part == Part::NonFunctional);
            (both || crate::markdown::fold(&topic.title).contains("system design")).then_some(())?;
            let above = candidates[..=index].iter().enumerate().rev();
            let mut around = above.filter(|(at, other)| *at == index || holds(other, &candidates[index]));
            let heading = |at: usize| matches!(candidates[at].style, Opener::Heading(_)) && inside(at);
            let (at, above) = around.find(|(at, _)| heading(*at))?;
            // Plain lines right below the title: the first heading behind them is as high as they are.
            let below = || (index + 1..candidates.len()).find(|&behind| heading(behind));
            let titled = at != index && candidates[at].block == topic.blocks.start;
            Some(
                below()
                    .filter(|_| titled)
                    .map_or(above.rank, |first| candidates[first].rank),
            )
        };
        let Some(rank) = rank.or_else(asked) else { continue };
        let mut topical: Vec<(usize, Part)> = Vec::new();
        // "Scaling", higher than the sections and around none of them, holds its parts as a topic of its own.
        let mut around: Option<usize> = None;
        for (index, candidate) in candidates.iter().enumerate() {
            if candidate.rank < rank && matches!(candidate.style, Opener::Heading(_)) {
                let own_topic = inside(index)
                    && candidate.block > candidates[first].block
                    && candidate.parts.is_empty()
                    && !reading.knowledge.is_other_title(&candidate.title)
                    && !own.iter().any(|(inner, _)| holds(candidate, &candidates[*inner]));
                around = own_topic.then_some(index);
            }
            let beside = inside(index)
                && candidate.block > candidates[first].block
                // What is written in another script is not understood.
                && candidate.title.contains(|c: char| c.is_ascii_alphabetic())
                && candidate.rank == rank
                && titled(candidate);
            // "**Note**" in bold is rather an aside than a topic.
            let topic = || {
                !headless
                    || reading.knowledge.is_deep_topic(&candidate.title)
                    || candidate.title.starts_with(|c: char| c.is_ascii_digit())
            };
            let unknown = || {
                topic()
                    && candidate.parts.is_empty()
                    && !candidate.lists_links
                    && !reading.knowledge.is_other_title(&candidate.title)
            };
            let nested = || own.iter().any(|(outer, _)| holds(&candidates[*outer], candidate));
            let holder = || {
                // "Order management" among whose many parts are its tables and its endpoints is a topic all the same.
                let many = || {
                    let parts = super::inside(candidates, index).iter();
                    parts.filter(|inner| inner.parts.is_empty()).count() >= MANY
                };
                let held = own.iter().filter(|(inner, _)| holds(candidate, &candidates[*inner]));
                let parts: Vec<Part> = held
                    .map(|(_, part)| *part)
                    .filter(|part| !matches!(part, Part::Estimation | Part::DeepDive))
                    .collect();
                let named = parts.iter().all(|part| matches!(part, Part::Entities | Part::Api));
                let free = parts.is_empty() || named && many();
                !free
            };
            // "Requirements of the cellar" before anything is built is no part of it.
            let asks = || {
                let built = |part: &Part| matches!(part, Part::HighLevel | Part::Entities | Part::Api);
                let behind = |(index, part): &(usize, Part)| built(part) && candidates[*index].block < candidate.block;
                crate::markdown::fold(&candidate.title).contains("requirement") && !own.iter().any(behind)
            };
            if beside && unknown() && !asks() && !nested() && !holder() && !is_reckoned(reading, candidates, index) {
                let whole = around.filter(|outer| holds(&candidates[*outer], candidate));
                topical.push((whole.unwrap_or(index), Part::DeepDive));
            }
        }
        topical.dedup();
        // What calls itself a deep dive inside one of them only deepens it, and so does "Capacity".
        chosen.retain(|(index, part)| {
            let within = || {
                topical
                    .iter()
                    .any(|(outer, _)| holds(&candidates[*outer], &candidates[*index]))
            };
            let deepens = match part {
                Part::DeepDive => true,
                Part::Estimation => !crate::markdown::fold(&candidates[*index].title).contains("estimat"),
                _ => false,
            };
            !deepens || !within()
        });
        chosen.extend(topical);
        // Still none: the first sub-section of the design that speaks of scaling is where it gets deep.
        let none = !chosen
            .iter()
            .any(|(index, part)| *part == Part::DeepDive && inside(*index));
        if none {
            let deep = candidates.iter().enumerate().find(|(index, candidate)| {
                inside(*index)
                    && matches!(candidate.style, Opener::Heading(_))
                    && candidate.parts.is_empty()
                    && own.iter().any(|(outer, part)| {
                        let outer = &candidates[*outer];
                        // "View cache" below "Components" is one of them.
                        *part == Part::HighLevel && !outer.key.ends_with("components") && holds(outer, candidate)
                    })
                    && reading.knowledge.is_deep_topic(&candidate.title)
            });
            chosen.extend(deep.map(|(index, _)| (index, Part::DeepDive)));
        }
    }
}

/// "Storage" with its figures, behind the traffic that is estimated, goes on with that.
fn is_reckoned(reading: &Reading, candidates: &[Candidate], index: usize) -> bool {
    let own = &candidates[index];
    let figures = || {
        let mut blocks = reading.outline.blocks[own.block..own.end].iter();
        blocks.any(|block| reading.quantities_in(&block.words).next().is_some())
    };
    let before = candidates[..index].iter().rev();
    let mut before = before.filter(|other| other.rank <= own.rank && !is_load(&other.title));
    is_load(&own.title)
        && before
            .next()
            .is_some_and(|other| other.rank == own.rank && other.parts.contains(&Part::Estimation))
        && figures()
}

/// "Scale" behind the design asks how it scales, unless rates are reckoned there.
pub(super) fn name_scaling(reading: &Reading, candidates: &mut [Candidate]) {
    let built = |candidate: &Candidate| candidate.parts.contains(&Part::HighLevel);
    let Some(first) = candidates.iter().position(built) else {
        return;
    };
    for candidate in &mut candidates[first + 1..] {
        let named = matches!(candidate.style, Opener::Heading(_))
            && candidate.parts == [Part::Estimation]
            && &*candidate.key == "scale";
        let reckons = || {
            let mut blocks = reading.outline.blocks[candidate.block..candidate.end].iter();
            blocks.any(|block| {
                let mut quantities = reading.quantities_in(&block.words);
                quantities.any(|quantity| quantity.sort() == "rate")
            })
        };
        if named && !reckons() {
            candidate.parts = vec![Part::DeepDive];
        }
    }
}

/// "Scenario" or "Assumptions" reckon the load where no other title does, and say how many users or queries there are.
pub(super) fn name_scenario(reading: &Reading, candidates: &mut [Candidate]) {
    let scale = reading.knowledge.quality("throughput_scalability");
    let reckons = |candidate: &Candidate| {
        let named = matches!(candidate.style, Opener::Heading(_))
            && candidate.parts.is_empty()
            && matches!(&*candidate.key, "scenario" | "scenarios" | "assumption" | "assumptions");
        let estimates = || {
            let mut inner = candidates.iter().filter(|inner| holds(candidate, inner));
            inner.any(|inner| inner.parts.contains(&Part::Estimation))
        };
        let says = || {
            let mut blocks = reading.outline.blocks[candidate.block..candidate.end].iter();
            blocks.any(|block| {
                let mut hits = reading.hits_in(&block.words);
                let strong =
                    hits.any(|hit| matches!(hit.found, Found::Cue(Cue::Strong(quality)) if Some(quality) == scale));
                strong && reading.quantities_in(&block.words).next().is_some()
            })
        };
        named && (estimates() || says())
    };
    let Some(index) = candidates.iter().position(reckons) else {
        return;
    };
    let elsewhere = |other: &Candidate| other.parts.contains(&Part::Estimation) && !holds(&candidates[index], other);
    if !candidates.iter().any(elsewhere) {
        candidates[index].parts = vec![Part::Estimation];
    }
}

/// A title that says nothing but that it goes deep.
fn holds_topics(title: &str) -> bool {
    const IDLE: &[&str] = &[
        "deep",
        "dive",
        "dives",
        "deepdive",
        "deepdives",
        "diving",
        "deeper",
        "detail",
        "details",
        "detailed",
        "in",
        "into",
        "design",
        "designs",
        "system",
        "component",
        "components",
        "architecture",
        "core",
        "area",
        "areas",
        "topic",
        "topics",
        "trade",
        "offs",
        "tradeoffs",
        "off",
        "and",
        "or",
        "the",
        "of",
        "on",
        "key",
        "section",
        "sections",
        "discussion",
        "discussions",
        "question",
        "questions",
        "low",
        "high",
        "level",
        "technical",
        "further",
        "points",
        "bottlenecks",
        "scaling",
        "a",
        "more",
        "interview",
        "implementation",
        "potential",
        "possible",
        "some",
        "explanation",
        "description",
        "challenges",
        "decisions",
        "improvements",
        "optimizations",
        "hard",
        "parts",
        "interesting",
        "to",
        "problems",
    ];
    crate::knowledge::normal_title(title)
        .split(' ')
        .all(|word| IDLE.contains(&word) || word.bytes().all(|byte| !byte.is_ascii_alphabetic()))
}

/// "Race condition deep dive" inside a topic that holds no other section: the topic is the deep dive.
fn is_stray(reading: &Reading, candidates: &[Candidate], own: &[(usize, Part)], dive: usize) -> bool {
    candidates[..dive].iter().any(|outer| {
        matches!(outer.style, Opener::Heading(_))
            && outer.parts.is_empty()
            && holds(outer, &candidates[dive])
            && !reading.knowledge.is_other_title(&outer.title)
            && !own
                .iter()
                .any(|(inner, part)| *part != Part::DeepDive && holds(outer, &candidates[*inner]))
    })
}

/// "Data partitioning", "Concurrency" beside "Detailed design", behind what it is about, go as deep as that does.
fn deep_topics<'a>(
    reading: &'a Reading,
    candidates: &'a [Candidate],
    own: &'a [(usize, Part)],
    explicit: usize,
) -> impl Iterator<Item = (usize, Part)> + 'a {
    let rank = candidates[explicit].rank;
    let built = |part: &Part| matches!(part, Part::HighLevel | Part::Api | Part::Entities | Part::DeepDive);
    let first = own
        .iter()
        .find(|(_, part)| built(part))
        .map_or(explicit, |(index, _)| *index);
    let behind = candidates.iter().enumerate().skip(first + 1);
    let deep = behind.filter(move |(_, candidate)| {
        candidate.rank == rank
            && candidate.parts.is_empty()
            && matches!(candidate.style, Opener::Heading(_))
            && reading.knowledge.is_deep_topic(&candidate.title)
            && !own.iter().any(|(outer, _)| {
                let outer = &candidates[*outer];
                holds(outer, candidate) && !holds(outer, &candidates[explicit])
            })
    });
    deep.map(|(index, _)| (index, Part::DeepDive))
}
