//! Which qualities a requirement states, by its label, its words and its figures.

use super::Requirement;
use super::aside::set_aside;
use crate::design::Reading;
use crate::knowledge::{Cue, Found, QualityId};
use crate::markdown::{Block, Kind};
use crate::notes::head;
use crate::quantities::Comparison;
use crate::text::Span;

/// The qualities that an item states: by its label, else by its words and figures.
pub(super) fn qualities(reading: &Reading, block: &Block, words: &Span, whole: &Span) -> Vec<QualityId> {
    let (label, said) = parts(reading, block, words);
    // What is nested in "Availability" says more of it.
    let below = words.end..whole.end.max(words.end);
    let holds = matches!(block.kind, Kind::Item { .. }) && !below.is_empty();
    let bare = || holds && reading.folded(words).split_whitespace().count() <= 3;
    let label = label.or_else(|| bare().then(|| words.clone()));
    let labelled = label.map_or_else(Vec::new, |label| cued(reading, &label));
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
    if found.is_empty() {
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
        && let Some(reason) = reading.folded(words).find(" because ")
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
            let label = (label < text.len()).then(|| words.start..words.start + label);
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

/// The qualities that figures alone state: `< 200 ms`, `100M users`.
fn measured(reading: &Reading, words: &Span) -> Vec<QualityId> {
    let mut found = Vec::new();
    let mut counted: Option<usize> = None;
    for quantity in reading.quantities_in(words).filter(|quantity| quantity.is_target()) {
        let unit = quantity.sort();
        // "99 % of the calls in 80 ms", "99 % reads": a share of something, not of the time.
        if unit == "nines" && is_share_of(reading, words, &quantity.span) {
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

/// Whether thousands of something are counted.
fn is_large(reading: &Reading, words: &Span) -> bool {
    const LARGE: f64 = 1000.0;
    let mut targets = reading.quantities_in(words).filter(|quantity| quantity.is_target());
    targets.any(|quantity| matches!(quantity.sort(), "rate" | "count") && quantity.greatest() >= LARGE)
}

/// Whether what stands behind a figure tells of what it is a share.
fn is_share_of(reading: &Reading, words: &Span, figure: &Span) -> bool {
    let behind = reading.folded(&(figure.end.min(words.end)..words.end)).trim_start();
    let of = behind
        .strip_prefix("of ")
        .is_some_and(|of| !of.starts_with("the time") && !of.starts_with("time"));
    of || ["reads", "writes"].iter().any(|shared| behind.starts_with(shared))
}

/// Whether an item says how well rather than what, beyond doubt: `Latency: …`, `highly available`, `p99 < 200 ms`.
pub(in crate::design) fn says_how_well(reading: &Reading, words: &Span, title: &str) -> bool {
    if is_built(reading, words, title) {
        return false;
    }
    let text = &reading.outline.words[words.clone()];
    let (label, rest) = head(text);
    let label = words.start..words.start + label.len();
    let few = |span: &Span| reading.folded(span).split_whitespace().count() <= 3;
    // "Authentication: register, log in" is what users do.
    let does = |rest: &str| {
        let groups = &reading.knowledge.groups;
        let first = rest.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
        first.is_some_and(|first| groups.verbs(groups.of(&crate::knowledge::stem(first))) & groups.named("login") != 0)
    };
    let named = rest.is_some_and(|rest| !does(rest)) && few(&label) && !cued(reading, &label).is_empty();
    let short = rest.is_none() && few(&label) && !cued(reading, &label).is_empty();
    let figures = || {
        let mut targets = reading.quantities_in(words).filter(|quantity| quantity.is_target());
        targets.any(|quantity| matches!(quantity.sort(), "duration" | "nines" | "rate"))
    };
    named || is_quality(reading, words) || (!acts(reading, words) && (short || figures()))
}

/// Whether a quality is named there at all.
pub(in crate::design) fn speaks_of_quality(reading: &Reading, words: &Span) -> bool {
    !cued(reading, words).is_empty()
}

/// A row of requirements that names a quality in a few words of its own: "High write volume | 100k rows a second".
pub(in crate::design) fn row_says_how_well(reading: &Reading, cells: &[Span]) -> bool {
    const FEW: usize = 5;
    let names = |cell: &Span| {
        let few = (1..=FEW).contains(&reading.folded(cell).split_whitespace().count());
        few && !acts(reading, cell) && !cued(reading, cell).is_empty()
    };
    cells.iter().take(2).any(names)
}

/// An item among the functional ones that states nothing but a quality: "Service has high availability".
pub(super) fn is_quality(reading: &Reading, words: &Span) -> bool {
    const PLAIN: &[&str] = &[
        "high availability",
        "highly available",
        "low latency",
        "highly scalable",
        "scalable",
        "fault tolerant",
        "highly reliable",
        "reliable",
        "eventual consistency",
        "eventually consistent",
        "strongly consistent",
        "strong consistency",
        "secure",
        "highly consistent",
        "highly durable",
        "high reliability",
        "high scalability",
        "high consistency",
        "high durability",
        "minimal latency",
    ];
    let folded = reading.folded(words);
    // "Fetch by key with low latency" is what is done, and how well.
    let does = || {
        let groups = &reading.knowledge.groups;
        let first = folded.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
        let verbs = first.map_or(0, |first| groups.verbs(groups.of(&crate::knowledge::stem(first))));
        verbs != 0 && folded.contains(" with ")
    };
    let said = folded.trim_end_matches(['.', ' ']);
    // "Scalable and efficient" is as plain as "scalable".
    let before = said.rsplit_once(" and ").filter(|(_, last)| !last.contains(' '));
    let plain = |said: &str| PLAIN.iter().any(|word| said.ends_with(word));
    folded.split_whitespace().count() <= 8
        && !does()
        && (plain(said)
            || before.is_some_and(|(before, _)| plain(before))
            || said.split(|c: char| !c.is_alphanumeric()).next() == Some("acid"))
        || bears_load(folded)
}

/// "The service supports heavy search load, more than …": a system bears a load, and nothing is done with it.
fn bears_load(folded: &str) -> bool {
    const SYSTEM: &[&str] = &[
        "the",
        "our",
        "system",
        "service",
        "it",
        "application",
        "app",
        "should",
        "must",
        "be",
        "able",
        "to",
        "can",
    ];
    const BEARS: &[&str] = &[
        "support",
        "supports",
        "handle",
        "handles",
        "sustain",
        "sustains",
        "withstand",
        "bear",
        "bears",
    ];
    const MUCH: &[&str] = &["heavy", "high", "huge", "massive", "large", "heavier"];
    const LOAD: &[&str] = &["load", "loads", "traffic", "throughput", "concurrency"];
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .skip_while(|word| SYSTEM.contains(word));
    let bears = words.next().is_some_and(|word| BEARS.contains(&word));
    let mut words = words.skip_while(|word| matches!(*word, "a" | "an" | "the" | "very"));
    bears && words.next().is_some_and(|word| MUCH.contains(&word)) && words.take(2).any(|word| LOAD.contains(&word))
}

/// In a list of both kinds: whether an item says how well, rather than what somebody can do.
pub(super) fn is_measured(reading: &Reading, requirement: &Requirement, title: &str) -> bool {
    !acts(reading, &requirement.words)
        && (!requirement.qualities.is_empty() && !is_built(reading, &requirement.words, title)
            || !measured(reading, &requirement.words).is_empty())
}

/// Whether all that seems to state a quality stands in the title of the design: a rate limiter limits rates, and that is
/// what it does.
fn is_built(reading: &Reading, words: &Span, title: &str) -> bool {
    const ENDING: usize = 3;
    let hits = reading.hits_in(words);
    let mut hits = hits
        .filter(|hit| matches!(hit.found, Found::Cue(Cue::Quality(_))))
        .peekable();
    if hits.peek().is_none() {
        return false;
    }
    let title = crate::markdown::fold(title);
    hits.all(|hit| {
        let said = reading.folded(&hit.span);
        let stem = said.get(..said.len().saturating_sub(ENDING)).unwrap_or(said);
        stem.len() > ENDING && title.contains(stem)
    })
}

/// Whether an item says that somebody can do something.
fn acts(reading: &Reading, words: &Span) -> bool {
    const ACTS: &[&str] = &[
        "can", "could", "may", "able", "want", "wants", "allow", "allows", "let", "lets",
    ];
    let folded = reading.folded(words).trim();
    folded.starts_with("as a") || folded.split(' ').any(|word| ACTS.contains(&word)) || commands(reading, words)
}

/// "Remind attendees 10 minutes before": an act comes first, no quality is named, and no figure is a limit.
fn commands(reading: &Reading, words: &Span) -> bool {
    let groups = &reading.knowledge.groups;
    let folded = reading.folded(words).trim_start();
    let first = folded.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let limited = || {
        let mut targets = reading.quantities_in(words).filter(|quantity| quantity.is_target());
        targets.any(|quantity| quantity.comparison != Comparison::Exactly || quantity.sort() != "duration")
    };
    groups.verbs(groups.of(&crate::knowledge::stem(first))) != 0 && cued(reading, words).is_empty() && !limited()
}
