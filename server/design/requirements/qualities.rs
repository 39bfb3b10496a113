//! Which qualities a requirement states, by its label, its words and its figures.

use super::idle_words::{fit_screens, leave_what_for, set_aside};
use crate::design::Reading;
use crate::design::stance::is_of_something_else;
use crate::knowledge::{Cue, Found, Hit, QualityId};
use crate::markdown::{Block, Kind};
use crate::notes::head;
use crate::quantities::{Comparison, Quantity};
use crate::text::Span;

/// From here on a number is a large one.
const LARGE: f64 = 1000.0;

/// The qualities that an item states: by its label, else by its words and figures.
pub(super) fn qualities(reading: &Reading, block: &Block, words: &Span, whole: &Span) -> Vec<QualityId> {
    let (label, said) = parts(reading, block, words);
    // What is nested in "Availability" says more of it.
    let below = words.end..whole.end.max(words.end);
    let holds = matches!(block.kind, Kind::Item { .. } | Kind::Heading(_)) && !below.is_empty();
    let bare = || holds && reading.folded(words).split_whitespace().count() <= 3;
    let label = label.or_else(|| bare().then(|| words.clone()));
    let mut labelled = label.clone().map_or_else(Vec::new, |label| cued(reading, &label));
    // "Performance: thousands of tags an hour" asks how many, besides how fast.
    let performs = |label: &Span| reading.folded(label).trim().ends_with("performance");
    if label.as_ref().is_some_and(performs) && is_rated(reading, words) {
        labelled.extend(reading.knowledge.quality("throughput_scalability"));
    }
    // "Portability: Windows and Linux" is asked of where it runs.
    if label.is_some_and(|label| reading.folded(&label).starts_with("portab")) {
        labelled.clear();
    }
    let unlabelled = labelled.is_empty();
    let mut found: Vec<QualityId> = if unlabelled {
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
    // Its own figures tell more than what is nested in it, or why it is wanted.
    let ways: [&dyn Fn() -> Vec<QualityId>; 3] = [&|| measured(reading, words), &|| cued(reading, whole), &|| {
        measured(reading, whole)
    }];
    for way in ways {
        if found.is_empty() {
            found = way();
        }
    }
    let spelt = |hit: &Hit| matches!(hit.found, Found::Cue(Cue::Quality(_)));
    if found.is_empty() && !reading.hits_in(words).any(spelt) {
        let heads = reading.folded(words).split_whitespace().take(3);
        found.extend(
            heads
                .filter_map(|word| reading.knowledge.misspelt_quality(word))
                .take(1),
        );
    }
    let other = reading.knowledge.quality("other");
    if found.len() > 1 {
        found.retain(|quality| Some(*quality) != other);
    }
    let figures = measured(reading, words);
    let hits: Vec<(&Span, QualityId)> = said.iter().flat_map(|said| cues(reading, said)).collect();
    set_aside(reading, words, &hits, &figures, &mut found);
    fit_screens(reading, &hits, &figures, &mut found);
    if unlabelled && found.len() > 1 {
        leave_what_for(reading, words, &hits, &mut found);
    }
    // "Answers in 200 ms; always up; 10M users": each clause states its own.
    if unlabelled && reading.folded(words).matches("; ").take(SEVERAL).count() == SEVERAL {
        found.extend(clauses(reading, words).flat_map(|clause| {
            let cued = cued(reading, &clause);
            if cued.is_empty() {
                measured(reading, &clause)
            } else {
                cued
            }
        }));
    }
    // "Schedules are exact, for 1M jobs": so large a number states a scale beside what else is said.
    if unlabelled && !found.is_empty() && is_large(reading, words) {
        found.extend(reading.knowledge.quality("throughput_scalability"));
    }
    // "The desk gets alerts within 5 s": what is timed is no matter of its own.
    let timed = || unlabelled && figures.first() == reading.knowledge.quality("latency").as_ref();
    if found.is_empty() || found.iter().all(|quality| Some(*quality) == other) && timed() {
        found.clone_from(&figures);
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

/// So many semicolons part the clauses of a list.
const SEVERAL: usize = 2;

/// What stands between the semicolons of an item.
fn clauses<'a>(reading: &Reading<'a>, words: &Span) -> impl Iterator<Item = Span> + use<'a> {
    let mut at = words.start;
    reading.folded(words).split_inclusive("; ").map(move |clause| {
        let start = at;
        at += clause.len();
        start..at
    })
}

/// Where an item begins to say why: "because the till …", "because, if the till …", "since the till …".
fn reason_at(folded: &str) -> Option<usize> {
    // "Since the bill …", not "since 2020", "since midnight".
    const WHO: &[&str] = &[
        "the ", "we ", "it ", "they ", "users ", "this ", "these ", "our ", "most ", "many ", "a ", "an ",
    ];
    let behind = |at: usize, reason: &str| &folded[at + reason.len()..];
    let mut because = folded.match_indices("because");
    let because = because.find(|(at, reason)| behind(*at, reason).starts_with([' ', ',', ':', '\n']));
    let mut since = folded.match_indices(" since ");
    let since = since.find(|(at, reason)| WHO.iter().any(|who| behind(*at, reason).starts_with(who)));
    because.into_iter().chain(since).map(|(at, _)| at).min()
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
            // "Tags are fast even for 50k guests - scalability": what is behind the dash sums the sentence up.
            let short = label < text.len() && text[..label].split_whitespace().count() <= LABEL;
            let is_label = short && !is_cause(&text[..label], &text[label..]);
            let label = is_label.then_some(label).or_else(|| first_words(text));
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

/// So many words a label has at most.
const LABEL: usize = 7;

/// "A bid must never be lost -> consistency": what stands before the arrow is told, and names nothing.
fn is_cause(label: &str, behind: &str) -> bool {
    const FEW: usize = 3;
    behind.trim_start().starts_with("->") && label.split_whitespace().count() > FEW
}

/// "Fault tolerance. A fast recovery …": how long the few words are that stand before the rest as a sentence of their own.
fn first_words(text: &str) -> Option<usize> {
    const FEW: usize = 3;
    let end = text.find(". ")?;
    (text[..end].split_whitespace().count() <= FEW).then_some(end)
}

/// The qualities whose words stand there.
pub(super) fn cued(reading: &Reading, words: &Span) -> Vec<QualityId> {
    let mut found: Vec<QualityId> = cues(reading, words).into_iter().map(|(_, quality)| quality).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The words that stand for a quality; of those that overlap the longest count ("load time" is no load).
fn cues<'a>(reading: &Reading<'a>, words: &Span) -> Vec<(&'a Span, QualityId)> {
    let mut hits: Vec<(&Span, QualityId)> = Vec::new();
    for hit in reading.hits_in(words) {
        let Found::Cue(Cue::Quality(quality)) = hit.found else {
            continue;
        };
        // "Available rooms", "consistent naming".
        if is_of_something_else(reading, words, &hit.span) || is_aim(reading, words, &hit.span) {
            continue;
        }
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
    hits
}

/// "In order to", "in order not to" tell what for, and keep nothing in its order.
fn is_aim(reading: &Reading, words: &Span, hit: &Span) -> bool {
    let behind = || reading.folded(&(hit.end.min(words.end)..words.end)).trim_start();
    reading.folded(hit) == "in order" && ["to ", "not to ", "that "].iter().any(|aim| behind().starts_with(aim))
}

/// The qualities that figures alone state: `< 200 ms`, `100M users`.
pub(super) fn measured(reading: &Reading, words: &Span) -> Vec<QualityId> {
    let mut found = Vec::new();
    let mut counted: Option<usize> = None;
    for quantity in reading.quantities_in(words).filter(|quantity| quantity.is_target()) {
        let unit = quantity.sort();
        if unit == "count" && counts_nothing(reading, quantity) || is_of_a_line(reading, words, &quantity.span) {
            continue;
        }
        // "99 % of the calls in 80 ms": a share of something, not of the time.
        if unit == "nines" && is_share_of(reading, words, &quantity.span) {
            continue;
        }
        // "90 % reads, 10 % writes".
        if matches!(unit, "share" | "nines") && is_of_reads(reading, words, &quantity.span) {
            found.extend(reading.knowledge.quality("throughput_scalability"));
            continue;
        }
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

/// "On a 10 Mbps connection": how fast the line is on which it has to work.
fn is_of_a_line(reading: &Reading, words: &Span, figure: &Span) -> bool {
    let behind = reading.folded(&(figure.end.min(words.end)..words.end)).trim_start();
    ["connection", "network", "link"]
        .iter()
        .any(|line| behind.starts_with(line))
}

/// "A score above 95", "7 characters": a number that tells of no scale.
fn counts_nothing(reading: &Reading, quantity: &Quantity) -> bool {
    const SIGNS: &[&str] = &["char", "letter", "digit", "alphanumeric"];
    match &quantity.of {
        Some(of) => SIGNS.iter().any(|sign| reading.folded(of).starts_with(sign)),
        None => quantity.greatest() < LARGE && !quantity.vague,
    }
}

/// Whether thousands of something are counted.
fn is_large(reading: &Reading, words: &Span) -> bool {
    let mut targets = reading.quantities_in(words).filter(|quantity| quantity.is_target());
    targets.any(|quantity| {
        matches!(quantity.sort(), "rate" | "count")
            && quantity.greatest() >= LARGE
            && !is_of_a_line(reading, words, &quantity.span)
    })
}

/// Whether many of something are counted in a time.
fn is_rated(reading: &Reading, words: &Span) -> bool {
    let mut targets = reading.quantities_in(words).filter(|quantity| quantity.is_target());
    targets.any(|quantity| quantity.sort() == "rate" && quantity.greatest() >= LARGE)
}

/// Whether what stands behind a figure tells of what it is a share.
fn is_share_of(reading: &Reading, words: &Span, figure: &Span) -> bool {
    let behind = reading.folded(&(figure.end.min(words.end)..words.end)).trim_start();
    behind
        .strip_prefix("of ")
        .is_some_and(|of| !of.starts_with("the time") && !of.starts_with("time"))
}

/// Whether a figure tells how much of the load reads or writes.
fn is_of_reads(reading: &Reading, words: &Span, figure: &Span) -> bool {
    let behind = reading.folded(&(figure.end.min(words.end)..words.end)).trim_start();
    ["reads", "writes"].iter().any(|shared| behind.starts_with(shared))
}
