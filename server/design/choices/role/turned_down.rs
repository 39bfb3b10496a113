//! What the writer does not take.

use super::lost::{is_granted, lost_to};
use super::{Against, Verdict, is_question, verdict_of};
use crate::design::choices::place::{Places, Sort, sort_of};
use crate::knowledge::Cue;
use crate::markdown::fold;
use crate::text::Span;

/// "LIKE on MySQL scans the index. This is too slow.": the next sentence turns it down.
pub fn turned_down_next(places: &Places, index: usize, sentence: &Span) -> bool {
    let Some(next) = places.sentence_behind(places.mentions[index].block, sentence.end) else {
        return false;
    };
    let words = places.between(next.start, next.end);
    // "Not chosen because …", "Rejected: …": said of what was just named.
    const BARE: &[&str] = &[
        "not chosen",
        "not picked",
        "not selected",
        "rejected",
        "ruled out",
        "discarded",
        "dismissed",
    ];
    if BARE.iter().any(|start| words.trim_start().starts_with(start)) {
        return true;
    }
    let refers = ["this ", "it ", "that "]
        .iter()
        .any(|word| words.trim_start().starts_with(word))
        || words.contains(" this is ")
        || words.contains(" it is ");
    refers && places.has(&next, Cue::Reject) && !places.mentions_in(&next).any(|other| places.is_named(other))
}

/// "One approach is MySQL. But relational databases come with their own challenges": the next sentence tells what it lacks.
pub fn drawback_next(places: &Places, index: usize, sentence: &Span) -> bool {
    let Some(next) = places.sentence_behind(places.mentions[index].block, sentence.end) else {
        return false;
    };
    let next = places.between(next.start, next.end).trim_start();
    let Some(rest) = next.strip_prefix("but ").or_else(|| next.strip_prefix("however, ")) else {
        return false;
    };
    let technology = &places.reading.knowledge.technologies[places.mentions[index].technology];
    let verb = [" come", " has ", " have ", " bring"]
        .iter()
        .filter_map(|verb| rest.find(verb))
        .min();
    let (subject, said) = rest.split_at(verb.unwrap_or(0));
    let relational = technology.category == "relational"
        && ["rdbms", "sql database", "relational database"]
            .iter()
            .any(|class| subject.contains(class));
    let named = std::iter::once(&technology.name)
        .chain(&technology.aliases)
        .any(|name| subject.contains(&fold(name)));
    subject.split_whitespace().count() <= 4 && (named || relational) && is_burden(said)
}

fn is_burden(folded: &str) -> bool {
    ["challenge", "drawback", "downside", "limitation"]
        .iter()
        .any(|word| folded.contains(word))
}

/// "But neither finds a rank fast": the next item turns down what this one names.
pub fn turned_down_below(places: &Places, item: usize) -> bool {
    let blocks = &places.reading.outline.blocks;
    let own = &blocks[item];
    let next = blocks
        .get(own.end)
        .filter(|next| next.is_item() && next.parent == own.parent);
    next.is_some_and(|next| {
        let words = places.reading.folded(&next.words).trim_start();
        let rest = words.strip_prefix("but ").unwrap_or_default();
        let both = ["both ", "neither ", "none ", "they ", "these "];
        both.iter().any(|word| rest.starts_with(word))
            && (places.has(&next.words, Cue::Reject) || rest.starts_with("neither ") || rest.starts_with("none "))
    })
}

/// "We rejected the usual approach (Lambda + SQS)": what it is made of is rejected with it.
fn is_refusal(negation: &str) -> bool {
    [
        "reject",
        "ruled out",
        "decided against",
        "avoided",
        "discarded",
        "dismissed",
        "skipped",
        "dropped",
    ]
    .iter()
    .any(|verb| negation.starts_with(verb))
}

/// "We replace Kafka, Redis and NATS with it": whether all that follows goes.
fn replaces(places: &Places, from: usize, first: &Span) -> bool {
    let mut before = places.cues(&(from..first.start));
    before.any(|(cue, span)| cue == Cue::Negate && places.reading.folded(&span).starts_with("replac"))
}

/// "not X", "instead of X", "X would be overkill", "Y over X".
pub fn turned_down(places: &Places, index: usize, sentence: &Span) -> Option<Verdict> {
    // The whole list is turned down with its first name: "instead of Kafka or RabbitMQ".
    let (members, options) = &places.groups[places.lists[index]];
    let first = &places.mentions[members.start].words;
    let last = &places.mentions[members.end - 1].words;
    let from = sentence.start.min(first.start);
    // "❌ Memcached", "~~Memcached~~": crossed out.
    let own = &places.mentions[index].words;
    if matches!(places.text(from, first.start).trim(), "❌" | "✗" | "✘" | "🚫") || places.reading.outline.is_struck(own)
    {
        return Some(verdict_of(0, Against::Rejected, "crossed out"));
    }
    // "Cassandra instead of PostgreSQL?" turns nothing down yet.
    let asks = is_question(places, sentence, last);
    let negated = places.cues(&(from..first.start)).any(|(cue, span)| {
        cue == Cue::Negate
            && !(asks && is_swap(places.reading.folded(&span)))
            && first.start.saturating_sub(span.end) < 60
            && {
                let gap = places.between(span.end, first.start);
                let count = gap.split_whitespace().count();
                // "We don't need a big data store (Hadoop)".
                let class = gap.trim_end().ends_with(" like")
                    || gap.trim_end().ends_with(" such as")
                    || gap.ends_with(" (")
                        && (gap.trim_start().starts_with("need ") || is_refusal(places.reading.folded(&span)));
                count <= if class { 8 } else { 3 }
                    && !gap.contains(['.', ';', ':', ',', '?', '!'])
                    && (class || gap.split_whitespace().all(is_small))
                    && !asks_for(gap)
                    && !is_not_only(places, &span)
            }
    });
    // "Unlike X, Y …": Y is no longer meant.
    let listed = negated
        && (index == members.start || {
            let gap = places.between(first.end, own.start);
            let joins = |gap: &str| [" or ", " and ", " nor ", " + "].iter().any(|word| gap.contains(word));
            match replaces(places, from, first) {
                // "Replace A, B and C with D": all before the "with".
                true => !gap.contains(" with ") && joins(places.between(first.end, last.start)),
                // "No Kafka, RabbitMQ, or SQS": what stands before the "or" as well.
                false => joins(gap) || *options || places.text(first.end, own.start).contains('/'),
            }
        });
    if listed && replaced_by_an_alternative(places, index, from) {
        return Some(verdict_of(
            85,
            Against::Nothing,
            "what an alternative would stand in for",
        ));
    }
    // "Why not Redis as the main ledger": for that purpose only.
    let behind = places.between(last.end, sentence.end.max(last.end)).trim_start();
    if listed
        && ["as the ", "as a ", "as our ", "as an "]
            .iter()
            .any(|purpose| behind.starts_with(purpose))
    {
        return Some(verdict_of(20, Against::Weighed, "turned down for one purpose"));
    }
    if listed {
        return Some(verdict_of(0, Against::Rejected, "the writer does not take it"));
    }
    if lost_to(places, index, from) || is_granted(places, index, sentence) {
        return Some(verdict_of(0, Against::Rejected, "another one is taken over it"));
    }
    let end = sentence.end.max(last.end);
    let next = places
        .mentions
        .get(members.end)
        .map_or(end, |next| next.words.start.min(end));
    let rejected = places.cues(&(last.end..end)).any(|(cue, span)| {
        cue == Cue::Reject && span.start.saturating_sub(last.end) < 120 && {
            let gap = places.between(last.end, span.start);
            gap.split_whitespace().count() <= 8
                && !gap.contains([';', '|'])
                && !gap.contains(" but ")
                && (span.start <= next || next <= last.end)
        }
    });
    let rest = places.between(last.end, end);
    const FIT: &[&str] = &[
        "would ",
        "can do the job",
        "could do",
        "can work",
        "could work",
        "might work",
        "may work",
        "is an option",
        "are an option",
        "is possible",
        "are possible",
    ];
    let fits = FIT.iter().any(|phrase| rest.trim_start().starts_with(phrase));
    if fits && [" but ", ", yet "].iter().any(|word| rest.contains(word)) {
        return Some(verdict_of(20, Against::Weighed, "would do, but"));
    }
    // "We could do WebSocket, but polling is simple".
    let thought_of = || {
        let before = places.between(from, first.start);
        let modal = before.rfind("could ").or_else(|| before.rfind("might "));
        // "If the load is low we can use MySQL, but …".
        let case = before
            .trim_start()
            .starts_with("if ")
            .then(|| before.rfind("can "))
            .flatten();
        let modal = modal.or(case);
        modal.is_some_and(|at| before[at..].split_whitespace().count() <= 4)
    };
    if ["but ", ", but ", "; but "]
        .iter()
        .any(|word| rest.trim_start_matches(' ').starts_with(word))
        && thought_of()
    {
        return Some(verdict_of(20, Against::Weighed, "could do, but"));
    }
    // "MySQL cannot rank by distance": what it lacks.
    if ["cannot ", "can't ", "can not "]
        .iter()
        .any(|lack| rest.trim_start().starts_with(lack))
    {
        return Some(verdict_of(20, Against::Weighed, "what it cannot do"));
    }
    // "SSE passes every proxy, WebSocket does not": what the other one does.
    let bare = rest.split([',', ';', ')']).next().unwrap_or_default().trim();
    const LACKS: &[&str] = &[
        "does not",
        "doesn't",
        "do not",
        "don't",
        "cannot",
        "can't",
        "would not",
        "wouldn't",
    ];
    if places.mentions_in(&(from..first.start)).next().is_some() && LACKS.contains(&bare) {
        return Some(verdict_of(10, Against::Rejected, "what it does not do"));
    }
    // "But relational databases come with their own challenges".
    let turns = ["but ", "however "]
        .iter()
        .any(|turn| places.between(from, first.start).trim_start().starts_with(turn));
    let comes_with = ["come with ", "comes with "]
        .iter()
        .any(|verb| rest.trim_start().starts_with(verb));
    if turns && comes_with && is_burden(rest) {
        return Some(verdict_of(20, Against::Weighed, "what comes with it"));
    }
    // "PostgreSQL is fine; a cluster would be overkill": something else is the subject.
    rejected.then(|| verdict_of(10, Against::Rejected, "the sentence turns it down"))
}

/// "Polling instead of WebSocket", among what was not taken: the design has the latter.
fn replaced_by_an_alternative(places: &Places, index: usize, from: usize) -> bool {
    let mention = &places.mentions[index];
    let swap = places
        .cues(&(from..mention.words.start))
        .filter(|(cue, _)| *cue == Cue::Negate)
        .last()
        .is_some_and(|(_, span)| {
            is_swap(places.reading.folded(&span)) && places.reading.folded(&span) != "compared to"
        });
    let blocks = &places.reading.outline.blocks;
    let weighed = |words: &Span| sort_of(places.reading, words, places.mentions) == Sort::Weighed;
    swap && (places
        .above(mention.block)
        .take(2)
        .any(|heading| heading.sort == Sort::Weighed)
        || places
            .items_above(mention.block)
            .take(2)
            .any(|item| blocks[item].words.len() < 80 && weighed(&blocks[item].words)))
}

fn is_swap(folded: &str) -> bool {
    matches!(
        folded,
        "instead of" | "rather than" | "in place of" | "than" | "compared to"
    )
}

/// "Not needed for X": something else is what is not needed.
fn asks_for(gap: &str) -> bool {
    let mut words = gap.split_whitespace();
    matches!(words.next(), Some("needed" | "required" | "used" | "necessary"))
        && matches!(words.next(), Some("for" | "in" | "by"))
}

/// Words that may stand between a negation and what it negates.
fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "use",
        "using",
        "used",
        "a",
        "an",
        "the",
        "need",
        "needed",
        "choose",
        "choosing",
        "pick",
        "picking",
        "be",
        "go",
        "going",
        "with",
        "require",
        "directly",
        "rely",
        "relying",
        "on",
        "just",
        "adopt",
        "any",
        "to",
        "for",
        "of",
        "another",
        "full",
        "we",
        "traditional",
        "plain",
        "single",
        "standard",
        "heavy",
        "vanilla",
        "simply",
        "adding",
        "from",
        "writing",
        "storing",
        "in",
        "self",
        "hosted",
        "dedicated",
        "separate",
        "existing",
        "current",
        "present",
        "old",
        "our",
    ];
    SMALL.contains(&word.trim_matches(['(', ')', '"', '*', '\'']))
}

fn is_not_only(places: &Places, negation: &Span) -> bool {
    let after = places.reading.outline.folded[negation.end..].trim_start();
    after.starts_with("only") || after.starts_with("just")
}
