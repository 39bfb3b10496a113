//! Whether a requirement says how well the system does something, or what it does.

use super::Requirement;
use super::qualities::{cued, measured};
use crate::design::Reading;
use crate::knowledge::{Cue, Found};
use crate::notes::head;
use crate::quantities::Comparison;
use crate::text::Span;

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
    let named = rest.is_some_and(|rest| !does(rest))
        && few(&label)
        && !cued(reading, &label).is_empty()
        && !acts_below_label(reading, words);
    let short = rest.is_none() && few(&label) && !cued(reading, &label).is_empty();
    let figures = || {
        let mut targets = reading.quantities_in(words).filter(|quantity| quantity.is_target());
        targets.any(|quantity| matches!(quantity.sort(), "duration" | "nines" | "rate"))
    };
    named || is_quality(reading, words) || is_borne(reading, words) || (!acts(reading, words) && (short || figures()))
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
        (verbs != 0 || folded.contains(" can ")) && folded.contains(" with ")
    };
    let said = folded.trim_end_matches(['.', ' ']);
    // "Scalable and efficient" is as plain as "scalable".
    let before = said.rsplit_once(" and ").filter(|(_, last)| !last.contains(' '));
    let plain = |said: &str| PLAIN.iter().any(|word| said.ends_with(word));
    let few = folded.split_whitespace().count() <= 8;
    // "Low latency typing", "Highly consistent: both tills show the same": the quality comes first.
    let first = PLAIN
        .iter()
        .filter(|word| word.contains(' '))
        .find_map(|word| said.strip_prefix(word));
    let leads = first.is_some_and(|rest| rest.starts_with([',', ':', ';', '(']) || few && rest.starts_with(' '));
    let acid = said.split(|c: char| !c.is_alphanumeric()).next() == Some("acid");
    let ends = || plain(said) || before.is_some_and(|(before, _)| plain(before));
    leads || acid || few && !does() && ends() || reaches(said) || bears_load(folded) || names_quality(reading, words)
}

/// "Scalable to a million tills", "highly reliable under load": how far the quality goes.
fn reaches(said: &str) -> bool {
    const MANNERS: &[&str] = &[
        "scalable",
        "reliable",
        "fault tolerant",
        "fault-tolerant",
        "resilient",
        "durable",
    ];
    const FAR: &[&str] = &[
        " to ",
        " for ",
        " enough",
        " under ",
        " up to ",
        " against ",
        " during ",
    ];
    let said = said.strip_prefix("highly ").unwrap_or(said);
    let rest = MANNERS.iter().find_map(|manner| said.strip_prefix(manner));
    rest.is_some_and(|rest| FAR.iter().any(|far| rest.starts_with(far)))
}

/// "**Scalability**: the till must keep up with a million shops": nothing that a system offers is called so.
fn names_quality(reading: &Reading, words: &Span) -> bool {
    const NAMES: &[&str] = &[
        "scalability",
        "reliability",
        "durability",
        "fault tolerance",
        "throughput",
        "latency",
        "resilience",
        "resiliency",
        "extensibility",
        "maintainability",
    ];
    let (label, rest) = head(&reading.outline.words[words.clone()]);
    let label = reading.folded(&(words.start..words.start + label.len()));
    rest.is_some() && NAMES.contains(&label.trim())
}

/// "The system should be able to handle a million tills", "it must be scalable": the system itself is meant, and what
/// stands right behind the verb is a quality.
fn is_borne(reading: &Reading, words: &Span) -> bool {
    const VERBS: &[&str] = &[
        "be",
        "is",
        "have",
        "provide",
        "handle",
        "scale",
        "tolerate",
        "survive",
        "ensure",
        "guarantee",
        "maintain",
        "remain",
    ];
    const NEAR: usize = 3;
    let Some((verb, at)) = done_by_system(reading.folded(words)) else {
        return false;
    };
    // "Provide real-time prices" is what is done.
    if !VERBS.contains(&verb) || matches!(verb, "have" | "provide") && !is_degree(reading.folded(words), at) {
        return false;
    }
    let folded = reading.folded(words);
    let end = folded[at..]
        .match_indices(' ')
        .nth(NEAR)
        .map_or(folded.len(), |(space, _)| at + space);
    let other = reading.knowledge.quality("other");
    cued(reading, &(words.start + at..words.start + end))
        .iter()
        .any(|quality| Some(*quality) != other)
}

/// "The system should support synchronization of tills": it offers something, and nothing is measured.
fn offers(reading: &Reading, words: &Span) -> bool {
    const VERBS: &[&str] = &["support", "provide", "allow", "enable", "offer", "have"];
    let folded = reading.folded(words);
    let offer = done_by_system(folded).filter(|(verb, at)| VERBS.contains(verb) && !is_degree(folded, *at));
    offer.is_some() && !reading.quantities_in(words).any(crate::quantities::Quantity::is_target)
}

/// Low, high, strong: what stands behind the verb says how well.
fn is_degree(folded: &str, at: usize) -> bool {
    const DEGREES: &[&str] = &[
        "low",
        "high",
        "fast",
        "strong",
        "minimal",
        "reliable",
        "consistent",
        "good",
        "heavy",
        "large",
    ];
    let what = folded[at..]
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    what.is_some_and(|what| DEGREES.contains(&what))
}

/// What the system itself is said to do, and where the words behind that verb begin: "the till should be able to …".
fn done_by_system(folded: &str) -> Option<(&str, usize)> {
    const SYSTEM: &[&str] = &["the", "our", "system", "service", "it", "application", "platform"];
    const MODAL: &[&str] = &[
        "should", "must", "shall", "will", "needs", "need", "has", "to", "able", "can",
    ];
    let (mut at, mut named) = (0, false);
    let mut last = "";
    for word in folded.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let subject = !named && SYSTEM.contains(&bare);
        named |= subject && !matches!(bare, "the" | "our");
        if !bare.is_empty() && !subject && !(named && (bare == "be" || MODAL.contains(&bare))) {
            // "Should be scalable": the verb was the last word.
            let verb = if last == "be" { last } else { bare };
            let behind = if last == "be" { at } else { at + bare.len() };
            return named.then_some((verb, behind));
        }
        at += word.len();
        if !bare.is_empty() {
            last = bare;
        }
    }
    None
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
    is_borne(reading, &requirement.words) && !is_built(reading, &requirement.words, title)
        || !acts(reading, &requirement.words)
            && !acts_below_label(reading, &requirement.words)
            && (!requirement.qualities.is_empty()
                && !is_built(reading, &requirement.words, title)
                && !is_offered(reading, &requirement.words)
                || !measured(reading, &requirement.words).is_empty())
}

/// "Loan analytics": of all its words only those state a quality that name a feature as well.
fn is_offered(reading: &Reading, words: &Span) -> bool {
    const FEATURES: &[&str] = &["analytics", "dashboards"];
    let hits = reading.hits_in(words);
    let mut hits = hits
        .filter(|hit| matches!(hit.found, Found::Cue(Cue::Quality(_))))
        .peekable();
    hits.peek().is_some() && hits.all(|hit| FEATURES.contains(&reading.folded(&hit.span)))
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
    folded.starts_with("as a")
        || folded.split(' ').any(|word| ACTS.contains(&word))
        || commands(reading, words)
        || offers(reading, words)
}

/// "Group management: assign animals to groups by a configurable distance": the label names a function, and an act
/// follows it.
fn acts_below_label(reading: &Reading, words: &Span) -> bool {
    const FEW: usize = 4;
    const ACTS: &[&str] = &[
        "enable",
        "implement",
        "provide",
        "generate",
        "allow",
        "support",
        "offer",
    ];
    let (label, rest) = head(&reading.outline.words[words.clone()]);
    let Some(rest) = rest else { return false };
    let label = words.start..words.start + label.len();
    let few = (1..=FEW).contains(&reading.folded(&label).split_whitespace().count());
    let rest = crate::markdown::fold(rest);
    let first = rest.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
    let groups = &reading.knowledge.groups;
    let acts = |first: &str| ACTS.contains(&first) || groups.verbs(groups.of(&crate::knowledge::stem(first))) != 0;
    few && first.is_some_and(acts) && (cued(reading, &label).is_empty() || names_function(reading, words, &label))
}

/// "Real-time tracking", "Alerts and notifications": what is done, though a word of it may mean a quality, and nothing is
/// measured.
fn names_function(reading: &Reading, words: &Span, label: &Span) -> bool {
    const LIVE: &[&str] = &["real time ", "realtime ", "live "];
    let folded = reading.folded(label);
    let what = LIVE.iter().find_map(|live| folded.strip_prefix(live));
    let plain = what.is_some_and(|what| cued(reading, &(label.end - what.len()..label.end)).is_empty());
    (plain || folded.contains("notification")) && measured(reading, words).is_empty()
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
