//! Whether words name a reason for a technology: a cause, a property, a need beyond the plain function of its sort.

use super::LONGEST;
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::quantities::{Dimension, Quantity};
use crate::text::Span;

/// How surely words are said of a technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// They are its predicate, its label, its purpose.
    Close,
    /// They stand in the same clause.
    Loose,
}

/// Whether words name a reason for a technology.
pub fn speaks(places: &Places, words: &Span, index: usize, tie: Tie) -> bool {
    if words.start >= words.end || words.len() > 2 * LONGEST {
        return false;
    }
    let technology = places.mentions[index].technology;
    let mut cause = false;
    let mut telling = false;
    let mut need = false;
    for (cue, span) in places.cues(words) {
        let own = || {
            let bought = places.reading.folded(&span) == "ordering" && is_buying(places, &span);
            !bought && !is_inside_name(places, &span) && !is_plain(places, technology, &span)
        };
        match cue {
            // "Why not": asks for the contrary.
            Cue::Because
                if places.reading.outline.folded[span.clone()] == *"why"
                    && places.reading.outline.folded[span.end..].starts_with(" not ") => {}
            Cue::Because if is_tier(places, &span) => {}
            Cue::Because if is_followed(places, &span, words) => return true,
            Cue::Property if own() => return true,
            Cue::Trait if tie == Tie::Close && own() && !is_of_another_thing(places, &span, words) => return true,
            Cue::Need if is_a_setting(places, &span, words) => {}
            Cue::Live if is_a_setting(places, &span, &(words.start..words.end + 1)) => {}
            Cue::Live if carries_updates(places, technology) && !is_notice(places, &span) => return true,
            Cue::Need | Cue::Live if own() => need |= cue == Cue::Need || streams(places, technology, &span),
            Cue::Cause => {
                cause = true;
                telling |= is_telling(places.reading.folded(&span));
            }
            _ => {}
        }
    }
    (cause && need)
        || (telling && places.reading.quantities_in(words).next().is_some())
        || (tie == Tie::Close && (is_quick(places, words) || is_a_load(places, words)))
        || places.refers_to_requirement(words)
}

/// "TTL: an hour for each page", "Push: SNS": what is set there, and nothing that is needed.
fn is_a_setting(places: &Places, need: &Span, words: &Span) -> bool {
    let leads = places.between(words.start, need.start).trim().is_empty();
    let behind = places.text(need.end, words.end);
    leads && behind.trim_start_matches(['*', '`', ' ']).starts_with(':')
}

/// For what carries updates, that they come at once is the need itself.
fn carries_updates(places: &Places, technology: usize) -> bool {
    let category = places.reading.knowledge.technologies[technology].category.as_str();
    matches!(category, "protocol" | "pubsub")
}

/// "Push notifications", "realtime services": what is sent, or what sends, and no word on how.
fn is_notice(places: &Places, span: &Span) -> bool {
    let rest = &places.reading.outline.folded[span.end..];
    [" notif", " service", " server", " engine", " component", " gateway"]
        .iter()
        .any(|word| rest.starts_with(word))
}

fn streams(places: &Places, technology: usize, span: &Span) -> bool {
    let category = places.reading.knowledge.technologies[technology].category.as_str();
    matches!(category, "stream" | "stream-processor") && !places.reading.folded(span).starts_with("push")
}

fn is_plain(places: &Places, technology: usize, span: &Span) -> bool {
    places
        .reading
        .knowledge
        .is_plain(technology, places.reading.folded(span))
}

/// "Redis: < 1 ms": a figure that tells how quickly it answers, rather than how long something is kept, waited for, or may take.
fn is_quick(places: &Places, words: &Span) -> bool {
    let quick = |quantity: &Quantity| {
        quantity.dimension == Dimension::Duration && quantity.per.is_none() && quantity.value < 1.0
    };
    const WAITS: &[&str] = &[
        "timeout", "ttl", "every", "interval", "expir", "after", "wait", "backoff", "retr", "poll", "buffer", "has to",
        "have to", "must", "should",
    ];
    places.reading.quantities_in(words).any(quick) && {
        let said = places.between(words.start, words.end);
        !WAITS.iter().any(|word| said.contains(word))
    }
}

/// "Cassandra (1M rps)", "20k writes a second": so much at once is a load that not every one of its sort bears.
fn is_a_load(places: &Places, words: &Span) -> bool {
    const LARGE: f64 = 1e4;
    const BYTES: f64 = 1e6;
    places.reading.quantities_in(words).any(|quantity| {
        let least = match quantity.dimension {
            Dimension::Count => LARGE,
            Dimension::Bytes => BYTES,
            _ => return false,
        };
        quantity
            .per
            .is_some_and(|seconds| quantity.greatest() / seconds >= least)
    })
}

/// "Consistent hashing", "consistent error formats" are no consistency, "performance data" no performance,
/// "Persistence:", "for data persistence" what every store is for.
fn is_of_another_thing(places: &Places, span: &Span, words: &Span) -> bool {
    let rest = &places.reading.outline.folded[span.end..];
    let starts = |known: &[&str]| known.iter().any(|word| rest.starts_with(word));
    match places.reading.folded(span) {
        "persistence" => {
            let before = places.between(words.start, span.start).trim_end();
            let plain = ["data", "for", "permanent"].iter().any(|word| before.ends_with(word));
            let alone = before.is_empty() && places.between(span.end, words.end).trim().is_empty();
            plain || alone || starts(&[":", " layer", " store"])
        }
        // "To store relationships between users": what is kept.
        "relationships between" | "relations between" | "relationships" => {
            let before = places.between(words.start, span.start).trim_end();
            [
                "store", "stores", "storing", "keep", "keeps", "hold", "holds", "save", "saves",
            ]
            .iter()
            .any(|verb| before.ends_with(verb))
        }
        "transactions" => places.between(words.start, span.start).trim_end().ends_with("booking"),
        "performance" => starts(&[" data", " metric", " monitor"]),
        "consistent" => {
            let mut next = rest.split_whitespace().take(2);
            next.any(|word| FORMS.iter().any(|form| word.starts_with(form))) || starts(&[" hash"])
        }
        _ => starts(&[" hash"]),
    }
}

/// What looks alike everywhere, with nothing said of data.
const FORMS: &[&str] = &[
    "format",
    "naming",
    "style",
    "error",
    "design",
    "look",
    "structure",
    "interface",
    "convention",
];

/// "Pro tier", "Pro for the hard ones": a name of what is sold, where "Pro: …" speaks for it.
fn is_tier(places: &Places, span: &Span) -> bool {
    let rest = places.text(span.end, places.reading.outline.words.len());
    places.reading.folded(span) == "pro" && !rest.trim_start().starts_with([':', '-', '–', '—', '='])
}

/// "Food ordering", "seat ordering": what customers do, and no order of things.
fn is_buying(places: &Places, span: &Span) -> bool {
    const GOODS: &[&str] = &[
        "food",
        "seat",
        "seats",
        "ticket",
        "tickets",
        "online",
        "meal",
        "meals",
        "grocery",
        "groceries",
        "drink",
        "drinks",
        "product",
        "item",
        "items",
        "customer",
        "user",
        "medicine",
        "book",
        "books",
    ];
    let text = &places.reading.outline.folded;
    let near = text.floor_char_boundary(span.start.saturating_sub(24));
    let last = text[near..span.start].split_whitespace().next_back();
    last.is_some_and(|word| GOODS.contains(&word))
}

/// A cause word that, together with a figure, tells why: "handles 100k writes a second".
fn is_telling(cause: &str) -> bool {
    matches!(
        cause,
        "handle"
            | "handles"
            | "to handle"
            | "supports"
            | "support"
            | "to support"
            | "since"
            | "must"
            | "need"
            | "needs"
            | "scales"
            | "to meet"
            | "to keep"
    )
}

/// A cause has to be followed by something.
fn is_followed(places: &Places, cause: &Span, words: &Span) -> bool {
    places.between(cause.end, words.end).split_whitespace().next().is_some() || {
        // "… because:" with a list below it.
        places
            .text(cause.end.min(words.end), places.reading.outline.words.len())
            .trim_start()
            .starts_with(':')
    }
}

fn is_inside_name(places: &Places, span: &Span) -> bool {
    places
        .mentions_in(&(span.start.saturating_sub(40)..span.end))
        .any(|other| {
            let words = &places.mentions[other].words;
            places.is_named(other) && words.start <= span.start && span.end <= words.end
        })
}
