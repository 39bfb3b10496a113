//! Titles of known wording that open no section where they stand.

use super::nesting::{is_one_word, previews};
use super::unsplit::names_project_goals;
use super::{Candidate, Opener, Topic, holds, inside, topic_of};
use crate::design::Reading;
use crate::knowledge::{Cue, Found, Hit, Part, Term, normal_title};
use crate::markdown::Kind;
use crate::notes::head;
use std::collections::BTreeSet;

/// So many titles around one are looked at.
const NEAR: usize = 12;

/// Drops what is named beside the sections of a design and is none of them.
pub(super) fn drop_asides(
    reading: &Reading,
    candidates: &[Candidate],
    topics: &[Topic],
    chosen: &mut Vec<(usize, Part)>,
) {
    drop_named_beside(reading, candidates, topics, chosen);
    drop_stack(reading, candidates, chosen);
    drop_background(candidates, topics, chosen);
    drop_previews(candidates, topics, chosen);
    drop_later_features(candidates, topics, chosen);
    drop_recalled(candidates, topics, chosen);
    drop_links(candidates, chosen);
    drop_continued(candidates, chosen);
}

/// A plain line of one word ("Database:") or an item ("Architecture: a fleet of workers") beside a heading of that kind
/// names a part of something else.
fn drop_named_beside(reading: &Reading, candidates: &[Candidate], topics: &[Topic], chosen: &mut Vec<(usize, Part)>) {
    // "2. Estimate the scale" in a list of what is to be done.
    let idle = |block: usize| {
        let own = &reading.outline.blocks[block];
        own.end == block + 1 && head(reading.outline.words_of(own)).1.is_none()
    };
    let place = |index: usize, part: Part| (topic_of(candidates, topics, index), part);
    let headed: BTreeSet<(Option<usize>, Part)> = chosen
        .iter()
        .filter(|(index, _)| is_heading(&candidates[*index]))
        .map(|&(index, part)| place(index, part))
        .collect();
    chosen.retain(|&(index, part)| {
        let candidate = &candidates[index];
        let aside = match candidate.style {
            Opener::Label => is_one_word(candidate, part),
            Opener::Item => !matches!(part, Part::OutOfScope | Part::Estimation) || idle(candidate.block),
            _ => false,
        };
        !aside || part.is_requirements() || !headed.contains(&place(index, part))
    });
}

/// "**API**: Go" in a list of what everything is built with is no interface.
fn drop_stack(reading: &Reading, candidates: &[Candidate], chosen: &mut Vec<(usize, Part)>) {
    const BESIDE: usize = 3;
    let blocks = &reading.outline.blocks;
    let is_opener = |at: usize| {
        let opens = |(index, _): &(usize, Part)| candidates[*index].block == at;
        chosen.iter().any(opens)
    };
    // A label with a technology behind it, and nothing below.
    let is_built_with = |at: usize| {
        let own = &blocks[at];
        let mut hits = reading.hits_in(&own.words);
        own.is_item()
            && own.end == at + 1
            && head(reading.outline.words_of(own)).1.is_some()
            && hits.any(|hit| matches!(hit.found, Found::Term(Term::Technology(_))))
    };
    let is_listed = |at: usize| {
        let beside = |other: &usize| blocks[*other].is_item() && blocks[*other].parent == blocks[at].parent;
        let before = (0..at).rev().take_while(beside).take(BESIDE);
        let behind = (at + 1..blocks.len()).take_while(beside).take(BESIDE);
        let others = before
            .chain(behind)
            .filter(|&other| !is_opener(other) && is_built_with(other));
        others.count() > 1
    };
    let dropped = |&(index, part): &(usize, Part)| {
        let candidate = &candidates[index];
        candidate.style == Opener::Item
            && part.is_built()
            && is_built_with(candidate.block)
            && is_listed(candidate.block)
    };
    let dropped: Vec<(usize, Part)> = chosen.iter().copied().filter(dropped).collect();
    chosen.retain(|one| !dropped.contains(one));
}

/// "Use cases" below "Problem", where a later heading says that functions are required, tell what the system is for.
fn drop_background(candidates: &[Candidate], topics: &[Topic], chosen: &mut Vec<(usize, Part)>) {
    let told = |index: usize| is_heading(&candidates[index]) && asks_for_functions(&candidates[index].title);
    let below_another = |index: usize| {
        let mut above = candidates[..index].iter().rev().filter(|above| is_heading(above));
        let above = above.find(|above| above.rank < candidates[index].rank);
        above.is_some_and(|above| {
            let is_title = topics.iter().any(|topic| topic.blocks.start == above.block);
            above.parts.is_empty() && !is_title && !asks_for_functions(&above.title)
        })
    };
    let dropped = |&(index, part): &(usize, Part)| {
        let topic = topic_of(candidates, topics, index);
        // "Requirements" below the same heading stand beside them.
        let beside = |other: usize| {
            let rank = candidates[index].rank;
            candidates[other].rank == rank && candidates[index..other].iter().all(|between| between.rank >= rank)
        };
        let later = |other: &(usize, Part)| {
            other.1 == Part::Functional
                && other.0 > index
                && told(other.0)
                && topic_of(candidates, topics, other.0) == topic
        };
        let title = &*candidates[index].key;
        let cases = || title == "use cases" && below_another(index);
        // "Goals" before what is said to be functional are those of the project.
        let goals = || names_project_goals(title);
        let says = |index: usize| crate::markdown::fold(&candidates[index].title).contains("functional");
        part == Part::Functional
            && is_heading(&candidates[index])
            && (cases() && chosen.iter().any(|other| later(other) && !beside(other.0))
                || goals() && chosen.iter().any(|other| later(other) && says(other.0)))
    };
    let dropped: Vec<(usize, Part)> = chosen.iter().copied().filter(dropped).collect();
    chosen.retain(|one| !dropped.contains(one));
}

/// "System overview" before the requirements introduces the system where its architecture has a heading behind them.
fn drop_previews(candidates: &[Candidate], topics: &[Topic], chosen: &mut Vec<(usize, Part)>) {
    let previews = |index: usize, part: Part| part == Part::HighLevel && previews(&candidates[index].key);
    if !chosen.iter().any(|&(index, part)| previews(index, part)) {
        return;
    }
    let topic = |index: usize| topic_of(candidates, topics, index);
    let first = |of: Option<usize>, from: usize, wanted: &dyn Fn(Part) -> bool| {
        let behind = chosen.iter().filter(|(index, _)| *index > from && topic(*index) == of);
        behind.filter(|(_, part)| wanted(*part)).map(|(index, _)| *index).min()
    };
    let introduces = |&(index, part): &(usize, Part)| {
        previews(index, part)
            && first(topic(index), index, &Part::is_requirements)
                .is_some_and(|asked| first(topic(index), asked, &|part| part == Part::HighLevel).is_some())
    };
    let dropped: Vec<(usize, Part)> = chosen.iter().copied().filter(introduces).collect();
    chosen.retain(|one| !dropped.contains(one));
}

/// "Features" of the database, "Use cases" of a cache, "Features of the next phase": behind the design, where it was
/// said before what the system does, they are none of its requirements.
fn drop_later_features(candidates: &[Candidate], topics: &[Topic], chosen: &mut Vec<(usize, Part)>) {
    // "**User requirements**" among what a system depends on, where it was said before what it does, is none either.
    let told = |index: usize| {
        let title = &candidates[index].title;
        let sure = is_heading(&candidates[index]) || crate::markdown::fold(title).contains("functional");
        sure && asks_for_functions(title)
    };
    if !chosen
        .iter()
        .any(|&(index, part)| part == Part::Functional && !told(index))
    {
        return;
    }
    let topic = |index: usize| topic_of(candidates, topics, index);
    let mut first: Vec<(Option<usize>, Part, usize)> = Vec::new();
    for &(index, part) in chosen.iter() {
        let place = topic(index);
        if !first.iter().any(|known| (known.0, known.1) == (place, part)) {
            first.push((place, part, candidates[index].block));
        }
    }
    let begun = |index: usize, designs: &dyn Fn(Part) -> bool| {
        let (place, block) = (topic(index), candidates[index].block);
        let mut known = first.iter().filter(|known| known.0 == place && known.2 < block);
        known.any(|known| designs(known.1))
    };
    chosen.retain(|&(index, part)| {
        part != Part::Functional
            || told(index)
            || !begun(index, &|part| part == Part::Functional)
            || !begun(index, &|part| {
                matches!(part, Part::HighLevel | Part::Api | Part::DeepDive)
            })
    });
}

/// "**NFR:** the page in 50 ms" in a chapter of the design, behind the requirements themselves, recalls one of them.
fn drop_recalled(candidates: &[Candidate], topics: &[Topic], chosen: &mut Vec<(usize, Part)>) {
    let place = |index: usize, part: Part| (topic_of(candidates, topics, index), part);
    let asks = |part: Part| matches!(part, Part::Functional | Part::NonFunctional);
    let chapters: Vec<usize> = chosen
        .iter()
        .filter(|(index, part)| is_heading(&candidates[*index]) && !asks(*part))
        .map(|(index, _)| *index)
        .collect();
    let mut asked: BTreeSet<(Option<usize>, Part)> = BTreeSet::new();
    chosen.sort_by_key(|(index, part)| (candidates[*index].block, *part));
    chosen.retain(|&(index, part)| {
        let candidate = &candidates[index];
        let first = !asks(part) || asked.insert(place(index, part));
        let held = || chapters.iter().any(|&chapter| holds(&candidates[chapter], candidate));
        first || is_heading(candidate) || !held()
    });
}

/// A title that says in so many words that functions are required.
fn asks_for_functions(title: &str) -> bool {
    let folded = crate::markdown::fold(title);
    folded.contains("functional") || folded.contains("requirement")
}

/// "**Deep dive**: [a talk]" below "References" leads elsewhere.
fn drop_links(candidates: &[Candidate], chosen: &mut Vec<(usize, Part)>) {
    let lists = candidates.iter().filter(|candidate| candidate.lists_links);
    let lists: Vec<&Candidate> = lists.filter(|list| is_heading(list) && list.parts.is_empty()).collect();
    chosen.retain(|&(index, _)| {
        let candidate = &candidates[index];
        let above = lists.partition_point(|list| list.block < candidate.block);
        is_heading(candidate) || above == 0 || !holds(lists[above - 1], candidate)
    });
}

/// "Traffic", "Storage" behind "Capacity estimation" and as high as that go on with it.
fn drop_continued(candidates: &[Candidate], chosen: &mut Vec<(usize, Part)>) {
    const WHOLE: &[&str] = &["estimat", "capacity", "envelope", "calculat"];
    let says = |title: &str, words: &[&str]| {
        let folded = crate::markdown::fold(title);
        words.iter().any(|word| folded.contains(word))
    };
    let mut before: Option<usize> = None;
    let mut dropped = false;
    chosen.sort_by_key(|(index, part)| (candidates[*index].block, *part));
    chosen.retain(|&(index, part)| {
        let candidate = &candidates[index];
        if part != Part::Estimation || !is_heading(candidate) {
            return true;
        }
        let last = before
            .replace(index)
            .filter(|&last| candidates[last].rank == candidate.rank);
        let between = last.map_or(&[][..], |last| &candidates[last + 1..index]);
        let mut beside = between
            .iter()
            .filter(|other| is_heading(other) && other.rank <= candidate.rank);
        // "Bandwidth" between two of them is reckoned too.
        let passed = beside.clone().next().is_some();
        let goes_on = last.is_some() && beside.all(|other| other.rank == candidate.rank && is_load(&other.title));
        // "High-level estimates" behind "Traffic" and "Storage" sums them up.
        dropped = goes_on && (passed || dropped || !says(&candidate.title, WHOLE));
        !dropped
    });
}

/// What a system is reckoned to bear, named alone: "Storage", "Network bandwidth".
pub(super) fn is_load(title: &str) -> bool {
    const LOADS: &[&str] = &[
        "traffic",
        "storage",
        "bandwidth",
        "memory",
        "throughput",
        "network",
        "requests",
        "qps",
    ];
    let title = normal_title(title);
    title.split(' ').count() <= 2 && title.split(' ').any(|word| LOADS.contains(&word))
}

/// "Database" in a row of parts of a system ("Fetcher", "Parser", "Database") is one of them.
pub(super) fn drop_components(reading: &Reading, candidates: &mut [Candidate]) {
    const PARTS: &[&str] = &[
        "data store",
        "data storage",
        "database",
        "databases",
        "db",
        "data layer",
    ];
    // "API layer (a framework)" beside "Data layer" is one of them too, where it lists no endpoints.
    let lists_endpoints = |candidate: &Candidate| {
        let blocks = &reading.outline.blocks;
        let end = blocks
            .get(candidate.end)
            .map_or(reading.text.len(), |block| block.span.start);
        let text = &reading.text[blocks[candidate.block].span.start..end];
        ["GET /", "POST /", "PUT /", "DELETE /"]
            .iter()
            .any(|verb| text.contains(verb))
    };
    let is_part = |candidate: &Candidate| {
        let title = &*candidate.key;
        is_heading(candidate)
            && match candidate.parts[..] {
                [Part::Entities] => PARTS.contains(&title),
                [Part::Api] => title.starts_with("api layer") && !lists_endpoints(candidate),
                _ => false,
            }
    };
    for index in 0..candidates.len() {
        let candidate = &candidates[index];
        if !is_part(candidate) {
            continue;
        }
        let rank = candidate.rank;
        let higher = |other: &&Candidate| other.rank >= rank || !is_heading(other);
        let behind = candidates[index + 1..].iter().take(NEAR).take_while(higher);
        let before = candidates[..index].iter().rev().take(NEAR).take_while(higher);
        let beside = behind
            .chain(before)
            .filter(|other| other.rank == rank && is_heading(other));
        let (known, unknown): (Vec<_>, Vec<_>) = beside.partition(|other| !other.parts.is_empty() && !is_part(other));
        if known.is_empty() && unknown.len() >= 2 {
            candidates[index].parts.clear();
        }
    }
}

/// Behind the list of requirements, a sub-heading above prose begins something else.
pub(super) fn end_where_told(reading: &Reading, candidates: &mut [Candidate]) {
    const PROSE: usize = 120;
    let blocks = &reading.outline.blocks;
    for index in 0..candidates.len() {
        let list = &candidates[index];
        if !list.parts.iter().any(|part| part.is_requirements()) || !is_heading(list) {
            continue;
        }
        let begun = inside(candidates, index)
            .iter()
            .find(|inner| is_heading(inner))
            .filter(|inner| {
                let below = blocks.get(inner.block + 1);
                inner.parts.is_empty()
                    && !reading.knowledge.is_other_title(&inner.title)
                    && blocks[list.block + 1..inner.block].iter().any(|block| block.is_item())
                    && below.is_some_and(|below| below.kind == Kind::Line && below.words.len() > PROSE)
                    && says_nothing_of_qualities(reading, inner)
            });
        if let Some(end) = begun.map(|inner| inner.block) {
            candidates[index].end = end;
        }
    }
}

/// "Client", not "Latency" or "Security requirements".
pub(super) fn says_nothing_of_qualities(reading: &Reading, title: &Candidate) -> bool {
    let words = &reading.outline.blocks[title.block].words;
    let folded = reading.folded(words);
    // "How to show the feed of a user" asks for nothing.
    let asks = !folded.trim_start().starts_with("how ");
    let wanted = asks
        && ["requirement", "feature", "user", "scope", "constraint", "goal"]
            .iter()
            .any(|word| folded.contains(word));
    let quality = |hit: &Hit| matches!(hit.found, Found::Cue(Cue::Quality(_)));
    !wanted && !reading.hits_in(words).any(quality)
}

/// Where a sub-heading takes up one of the features that are listed above it, the list of features is over.
pub(super) fn end_where_repeated(reading: &Reading, candidates: &mut [Candidate]) {
    let blocks = &reading.outline.blocks;
    for index in 0..candidates.len() {
        let list = &candidates[index];
        if !list.parts.contains(&Part::Functional) || !is_heading(list) {
            continue;
        }
        let Some(first) = inside(candidates, index).iter().find(|inner| is_heading(inner)) else {
            continue;
        };
        let above = blocks[list.block + 1..first.block].iter();
        let items = above.filter(|block| block.is_item() && block.depth == 1).take(NEAR);
        let features: Vec<String> = items
            .map(|block| normal_title(reading.outline.words_of(block)))
            .filter(|feature| feature.len() > 3)
            .collect();
        let repeats = |inner: &&Candidate| {
            let title = &*inner.key;
            is_heading(inner)
                && inner.rank == first.rank
                && features.iter().any(|feature| {
                    let rest = title.strip_prefix(feature.as_str());
                    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                })
        };
        if features.len() >= 2 && inside(candidates, index).iter().take(NEAR).any(|inner| repeats(&inner)) {
            candidates[index].end = first.block;
        }
    }
}

fn is_heading(candidate: &Candidate) -> bool {
    matches!(candidate.style, Opener::Heading(_))
}
