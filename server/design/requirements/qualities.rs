//! Which qualities a requirement states, by its label, its words and its figures.

use super::Requirements;
use crate::design::Reading;
use crate::design::sections::Section;
use crate::knowledge::{Cue, Found, Part, QualityId};
use crate::markdown::{Block, Kind};
use crate::notes::head;
use crate::quantities::Comparison;
use crate::text::Span;

/// The qualities that an item states: by its label, else by its words and figures.
pub(super) fn qualities(reading: &Reading, block: &Block, words: &Span, whole: &Span) -> Vec<QualityId> {
    let (label, said) = parts(reading, block, words);
    // What is nested in "Availability" says more of it.
    let below = words.end..whole.end.max(words.end);
    let holds = matches!(block.kind, Kind::Item { .. } | Kind::Heading(_)) && !below.is_empty();
    let bare = || holds && reading.folded(words).split_whitespace().count() <= 3;
    let label = label.or_else(|| bare().then(|| words.clone()));
    let labelled = label.map_or_else(Vec::new, |label| cued(reading, &label));
    let mut found: Vec<QualityId> = if labelled.is_empty() {
        said.iter().flat_map(|said| cued(reading, said)).collect()
    } else {
        let below = holds.then_some(below);
        let strong = said.iter().chain(&below).flat_map(|said| reading.hits_in(said));
        let strong = strong.filter_map(|hit| match hit.found {
            Found::Cue(Cue::Strong(quality)) if !is_what_for(reading, words, &hit.span) => Some(quality),
            _ => None,
        });
        labelled.into_iter().chain(strong).collect()
    };
    // Its own figures say more of it than what is nested below it.
    if found.is_empty() {
        found = measured(reading, words);
    }
    if found.is_empty() {
        found = cued(reading, whole);
    }
    if found.is_empty() {
        found = measured(reading, whole);
    }
    if found.is_empty() {
        let heads = reading.folded(words).split_whitespace().take(3);
        found.extend(
            heads
                .filter_map(|word| reading.knowledge.misspelt_quality(word))
                .take(1),
        );
    }
    // "10 million guests globally": all of the world is only where they are.
    if let [quality] = found[..]
        && is_worldwide(reading, words, quality)
    {
        let figures = measured(reading, words);
        found = if figures.is_empty() { found } else { figures };
    }
    let other = reading.knowledge.quality("other");
    if found.len() > 1 {
        found.retain(|quality| Some(*quality) != other);
    }
    // "The authentication service is always up": a part of the system is named, and no security is asked for.
    if found.len() > 1 {
        let named = |quality: QualityId| {
            let mut hits = reading
                .hits_in(words)
                .filter(|hit| hit.found == Found::Cue(Cue::Quality(quality)))
                .peekable();
            hits.peek().is_some() && hits.all(|hit| names_part(reading, words, &hit.span))
        };
        found.retain(|quality| !named(*quality));
    }
    // "Loading SLA: 5 s", "rushes are handled gracefully": such a word says how firmly, not what.
    if found.len() > 1 {
        const IDLE: &[&str] = &["sla", "gracefully"];
        let idle = |quality: QualityId| {
            let mut hits = reading
                .hits_in(words)
                .filter(|hit| hit.found == Found::Cue(Cue::Quality(quality)))
                .peekable();
            hits.peek().is_some() && hits.all(|hit| IDLE.contains(&reading.folded(&hit.span).trim()))
        };
        let figures = measured(reading, words);
        found.retain(|quality| figures.contains(quality) || !idle(*quality));
    }
    // "Always up, because a failure stops every till": the reason names what it is for.
    if found.len() > 1
        && let Some(reason) = reason_at(reading.folded(words))
    {
        let told = cued(reading, &(words.start..words.start + reason));
        if !told.is_empty() {
            found.retain(|quality| told.contains(quality));
        }
    }
    // "No two tabs of a browser out of step": where something else is said first, the environment is but the place.
    let environment = reading.knowledge.quality("environment");
    let mut first = reading.hits_in(words).filter_map(|hit| match hit.found {
        Found::Cue(Cue::Quality(quality)) => Some(quality),
        _ => None,
    });
    if found.len() > 1 && first.next() != environment {
        found.retain(|quality| Some(*quality) != environment);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Nothing but "globally" or "worldwide" states the quality.
fn is_worldwide(reading: &Reading, words: &Span, quality: QualityId) -> bool {
    let mut hits = reading
        .hits_in(words)
        .filter(|hit| hit.found == Found::Cue(Cue::Quality(quality)))
        .map(|hit| reading.folded(&hit.span))
        .peekable();
    hits.peek().is_some() && hits.all(|said| said.starts_with("global") || said == "worldwide")
}

/// Where an item begins to say why: "because the till …", "because, if the till …".
fn reason_at(folded: &str) -> Option<usize> {
    let mut found = folded
        .match_indices(" because")
        .map(|(at, reason)| (at, &folded[at + reason.len()..]));
    found
        .find(|(_, behind)| behind.starts_with([' ', ',', ':', '\n']))
        .map(|(at, _)| at)
}

/// "Rate limiting service", "caching layer": the words before such a noun name a part of the system.
fn names_part(reading: &Reading, words: &Span, hit: &Span) -> bool {
    const PARTS: &[&str] = &[
        "service",
        "services",
        "server",
        "servers",
        "layer",
        "module",
        "component",
    ];
    let behind = reading.folded(&(hit.end.min(words.end)..words.end));
    // "High availability - services always answer" has a dash between them, which is folded to a space.
    let next = behind
        .strip_prefix(' ')
        .and_then(|behind| behind.split(|c: char| !c.is_alphanumeric()).next());
    next.is_some_and(|next| PARTS.contains(&next))
}

/// "Strong consistency for user authentication": what a quality is wanted for is not wanted itself.
fn is_what_for(reading: &Reading, words: &Span, hit: &Span) -> bool {
    let before = reading.folded(&(words.start..hit.start.max(words.start)));
    before.split_whitespace().rev().take(2).any(|word| word == "for")
}

/// The label of an item, and all that it says: of a row, what stands in its first cells, and the cells that give no reason.
fn parts(reading: &Reading, block: &Block, words: &Span) -> (Option<Span>, Vec<Span>) {
    let cells = match &block.kind {
        Kind::Row { cells, .. } if cells.len() > 1 => &reading.outline.cells[cells.clone()],
        _ => {
            let text = &reading.outline.words[words.clone()];
            let label = head(text).0.len();
            let label = (label < text.len()).then_some(label).or_else(|| first_words(text));
            let label = label.map(|label| words.start..words.start + label);
            return (label, vec![words.clone()]);
        }
    };
    let blocks = &reading.outline.blocks;
    let first = blocks.partition_point(|other| other.group < block.group);
    let heads = match &blocks[first].kind {
        Kind::Row { header: true, cells } => Some(&reading.outline.cells[cells.clone()]),
        _ => None,
    };
    let reason = |column: usize| {
        let head = heads.and_then(|heads| heads.get(column));
        head.is_some_and(|head| {
            reading
                .knowledge
                .is_column("reason", &reading.outline.words[head.clone()])
        })
    };
    let label = cells.iter().take(2).find(|cell| !cued(reading, cell).is_empty());
    let said = cells.iter().enumerate().filter(|(column, _)| !reason(*column));
    (label.cloned(), said.map(|(_, cell)| cell.clone()).collect())
}

/// "Fault tolerance. A fast recovery …": how long the few words are that stand before the rest as a sentence of their own.
fn first_words(text: &str) -> Option<usize> {
    const FEW: usize = 3;
    let end = text.find(". ")?;
    (text[..end].split_whitespace().count() <= FEW).then_some(end)
}

/// The qualities whose words stand there; of words that overlap the longest count ("load time" is no load).
pub(super) fn cued(reading: &Reading, words: &Span) -> Vec<QualityId> {
    let mut hits: Vec<(&Span, QualityId)> = Vec::new();
    for hit in reading.hits_in(words) {
        let Found::Cue(Cue::Quality(quality)) = hit.found else {
            continue;
        };
        while hits
            .last()
            .is_some_and(|(last, _)| last.start >= hit.span.start && last.end < hit.span.end)
        {
            hits.pop();
        }
        let inside = hits
            .iter()
            .rev()
            .take(4)
            .any(|(last, _)| hit.span.end <= last.end && hit.span.len() < last.len());
        if !inside {
            hits.push((&hit.span, quality));
        }
    }
    let mut found: Vec<QualityId> = hits.into_iter().map(|(_, quality)| quality).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The qualities that figures alone state: `< 200 ms`, `100M users`.
pub(super) fn measured(reading: &Reading, words: &Span) -> Vec<QualityId> {
    let mut found = Vec::new();
    let mut counted: Option<usize> = None;
    for quantity in reading.quantities_in(words).filter(|quantity| quantity.is_target()) {
        let unit = quantity.sort();
        // "20k uploads in 10 minutes": how many, not how fast.
        let spread = unit == "duration"
            && quantity.comparison == Comparison::Exactly
            && counted.is_some_and(|end| {
                let between = reading.folded(&(end..quantity.span.start.max(end)));
                between.len() < 40
                    && [" in", " over", " during"]
                        .iter()
                        .any(|word| between.trim_end().ends_with(word))
            });
        counted = matches!(unit, "count" | "size" | "rate").then_some(quantity.span.end);
        if spread {
            continue;
        }
        let serves = |quality: &QualityId| {
            reading
                .knowledge
                .quality_units(*quality)
                .iter()
                .any(|known| known == unit)
        };
        found.extend((0..reading.knowledge.qualities.len()).find(serves));
    }
    found
}

/// The checklist's qualities that any requirement states.
pub(super) fn stated(reading: &Reading, sections: &[Section], requirements: &Requirements) -> Vec<QualityId> {
    let mut stated: Vec<QualityId> = requirements
        .non_functional
        .iter()
        .flat_map(|requirement| requirement.qualities.iter().copied())
        .collect();
    // An estimation that starts from a number of users or a rate states the scale to support.
    let scale = reading.knowledge.quality("throughput_scalability");
    for section in sections.iter().filter(|section| section.part == Part::Estimation) {
        let blocks = &reading.outline.blocks[section.blocks.clone()];
        let figure = |block: &Block| {
            reading
                .quantities_in(&block.words)
                .any(|quantity| quantity.is_target() && matches!(quantity.sort(), "rate" | "count"))
        };
        if blocks.iter().any(figure) {
            stated.extend(scale);
        }
    }
    stated.retain(|&quality| reading.knowledge.qualities[quality].key != "other");
    stated.sort_unstable();
    stated.dedup();
    stated
}
