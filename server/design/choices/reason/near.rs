//! The places below a choice and behind it where its reason may stand.

use super::labelled::label;
use super::parts::{opens_purpose, refers};
use super::rival::{beats_rival, is_taken_over_rival, tells_against_rival, turns_down_rival};
use super::speaks::{Tie, speaks};
use super::{LONGEST, MANY, REACH};
use crate::design::choices::Scope;
use crate::design::choices::place::Places;
use crate::knowledge::{Cue, Kind as TechnologyKind};
use crate::markdown::Kind;
use crate::text::Span;
use std::ops::Range;

/// What is nested below the item, where the item is about this technology.
pub fn below(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let block = &blocks[mention.block];
    let first = places
        .between(block.words.start, mention.words.start)
        .split_whitespace()
        .nth(4)
        .is_none();
    let mut named = places.mentions_in(&block.words).take(MANY);
    let alone =
        first || !named.any(|other| places.is_named(other) && places.mentions[other].technology != mention.technology);
    if !block.is_item() || !alone {
        return followed_by_list(places, index);
    }
    nested(places, mention.block + 1..block.end, index)
}

/// "We use Kafka because:" and the list that follows.
fn followed_by_list(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let unit = places.unit(mention.block);
    let text = places.reading.outline.words[places.unit_words(mention.block)].trim_end();
    // A line with nothing but the name is the title of the list below it.
    let title = text.len() < mention.words.len() + 4;
    let opens = (title || text.ends_with([':', '?'])) && matches!(blocks[mention.block].kind, Kind::Line);
    if !opens || is_of_its_parts(places, index) {
        return None;
    }
    let list = unit.end..blocks.len().min(unit.end + REACH);
    let end = list.clone().find(|&at| !blocks[at].is_item()).unwrap_or(list.end);
    nested(places, unit.end..end, index)
}

/// "Kafka topics:", "Redis keys", "S3 bucket layout": what stands below tells what it holds.
pub fn is_of_its_parts(places: &Places, index: usize) -> bool {
    const FORMS: &[&str] = &["structure", "layout", "format", "formats", "naming", "design"];
    const PARTS: &[&str] = &[
        "topic",
        "topics",
        "key",
        "keys",
        "message",
        "messages",
        "table",
        "tables",
        "collection",
        "collections",
        "schema",
        "bucket",
        "buckets",
        "queues",
        "channels",
        "indexes",
        "indices",
    ];
    let mention = &places.mentions[index];
    let unit = places.unit_words(mention.block);
    // "Kafka topics" may be a name as a whole.
    let said = places.between(mention.words.start, unit.end);
    let mut words = said
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let last = words.next_back().filter(|last| !FORMS.contains(last));
    let last = last.or_else(|| words.next_back());
    last.is_some_and(|word| PARTS.contains(&word)) && words.count() <= 2
}

pub fn nested(places: &Places, range: Range<usize>, index: usize) -> Option<(Span, Scope)> {
    let blocks = &places.reading.outline.blocks;
    let technology = places.mentions[index].technology;
    range
        .take(REACH)
        .find(|&at| {
            let tie = if blocks[at].is_item() { Tie::Close } else { Tie::Loose };
            !matches!(blocks[at].kind, Kind::Code { .. } | Kind::Row { header: true, .. })
                && !is_endpoint(places.text(blocks[at].words.start, blocks[at].words.end))
                && speaks(places, &blocks[at].words, index, tie)
                && (!(names_another(places, &blocks[at].words, technology)
                    || is_labelled_by_another(places, at, technology))
                    || turns_down_rival(places, &blocks[at].words, index))
        })
        .map(|at| (blocks[at].words.clone(), Scope::Below))
}

/// "`POST /orders` (idempotent)", under REST: what one endpoint is like.
fn is_endpoint(item: &str) -> bool {
    const METHODS: &[&str] = &["GET ", "POST ", "PUT ", "PATCH ", "DELETE ", "/"];
    let item = item.trim_start_matches(['`', '*', ' ']);
    METHODS.iter().any(|method| item.starts_with(method))
}

/// "Amazon MQ: a managed STOMP broker", under STOMP: told of what the item begins with.
pub fn is_labelled_by_another(places: &Places, block: usize, technology: usize) -> bool {
    let words = &places.reading.outline.blocks[block].words;
    let first = places.mentions_in(words).next().filter(|&first| places.is_named(first));
    first.is_some_and(|first| {
        let first = &places.mentions[first];
        let rest = places.text(first.words.end, words.end);
        first.technology != technology
            && first.words.start == words.start
            && rest.trim_start_matches(['*', '`', ' ']).starts_with(':')
    })
}

/// Whether a range names a technology, and not this one; of a part, whether it names another part.
pub fn names_another(places: &Places, words: &Span, technology: usize) -> bool {
    let known = &places.reading.knowledge.technologies;
    let kind = |technology: usize| known[technology].kind;
    let part = kind(technology) == TechnologyKind::Component;
    // "Kafka Streams", and "Kafka" below it.
    let is_short = |other: usize| {
        let rest = known[technology].name.strip_prefix(known[other].name.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let is_part = |other: usize| part && kind(places.mentions[other].technology) == TechnologyKind::Component;
    let mut named = places
        .mentions_in(words)
        .filter(|&other| places.is_named(other) || is_part(other))
        .peekable();
    named.peek().is_some() && !named.any(|other| is_short(places.mentions[other].technology))
}

/// The next sentences of the same paragraph or item, as long as they speak of it.
pub fn next_sentence(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    if matches!(
        places.reading.outline.blocks[mention.block].kind,
        Kind::Row { .. } | Kind::Code { .. } | Kind::Heading(_)
    ) {
        return None;
    }
    let unit = places.unit_words(mention.block);
    let mut at = places.sentence(mention.block, mention.words.start).end;
    for _ in 0..2 {
        let sentence = places.sentence_behind(mention.block, at)?;
        // "Security: …" on a line of its own.
        let line = places.reading.outline.words.as_bytes().get(at) == Some(&b'\n');
        let own = places.sentence(mention.block, mention.words.start);
        let next = label(places, &sentence).filter(|_| line && label(places, &own).is_some());
        if next.is_some_and(|label| !places.reading.knowledge.is_column("reason", label)) {
            return None;
        }
        // "(Redis); on a hit, nothing else is asked": a half of the same sentence.
        let half = places.text(at, at + 1) == ";"
            && !names_another(places, &sentence, mention.technology)
            && !has_participle(places.between(sentence.start, sentence.end));
        let silent = || {
            let said = places.between(sentence.start, sentence.end);
            !said.contains(" is ") && !said.contains(" are ") && places.mentions_in(&sentence).next().is_none()
        };
        if half && (gives_cause(places, &sentence) || silent() && speaks(places, &sentence, index, Tie::Close)) {
            return Some((sentence, Scope::Next));
        }
        if is_taken_over_rival(places, &sentence, index) || would_hurt(places, &sentence, index) {
            return Some((sentence, Scope::Next));
        }
        if !carries_on(places, &sentence, index) {
            let told = beats_rival(places, &sentence, index)
                || tells_against_rival(places, &sentence, index)
                || bears(places, &sentence, unit.end, index)
                || stands_alone(places, index) && speaks(places, &sentence, index, Tie::Close);
            return told.then_some((sentence, Scope::Next));
        }
        // "It replays events, unlike RabbitMQ": up to the other name it speaks of this one.
        let until = places
            .mentions_in(&sentence)
            .find(|&other| places.is_named(other) && places.mentions[other].technology != mention.technology)
            .map_or(sentence.end, |other| places.mentions[other].words.start);
        if speaks(places, &(sentence.start..until), index, Tie::Close) {
            return Some((sentence, Scope::Next));
        }
        at = sentence.end;
    }
    None
}

/// "`url` checked against a list": something else is its subject.
fn has_participle(half: &str) -> bool {
    let mut words = half.split_whitespace().skip(1).take(2);
    words.any(|word| word.len() > 4 && word.ends_with("ed"))
}

/// Whether words give a cause, and of nothing that only they make their subject: "consumers are …, because".
fn gives_cause(places: &Places, words: &Span) -> bool {
    let cause = places.cues(words).find(|(cue, _)| *cue == Cue::Because);
    cause.is_some_and(|(_, span)| {
        let before = places.between(words.start, span.start);
        !before.contains(" is ") && !before.contains(" are ")
    })
}

/// "Why etcd? Locks outlive a crash.": whatever answers the question.
pub fn answered(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let sentence = places.sentence(mention.block, mention.words.start);
    let before = places.between(sentence.start, mention.words.start);
    let before = before.trim_start_matches(|c: char| !c.is_alphabetic());
    // "Q: Why etcd?"
    let before = ["q:", "question:"]
        .iter()
        .find_map(|mark| before.strip_prefix(mark))
        .unwrap_or(before);
    let asked = before
        .trim_start()
        .strip_prefix("why ")
        .is_some_and(|rest| !rest.starts_with("not "));
    // "Why etcd: locks outlive a crash".
    let behind = mention.words.end..sentence.end.max(mention.words.end);
    let told = places
        .text(behind.start, behind.end)
        .trim_start_matches(['*', '`', ' ']);
    if asked && told.starts_with([':', '–', '—']) && told.split_whitespace().nth(2).is_some() {
        return (behind.len() <= LONGEST).then_some((behind, Scope::Sentence));
    }
    // "### Why etcd": a title asks without a mark.
    let title = blocks[mention.block].level().is_some();
    if !asked || !(title || places.text(sentence.end, sentence.end + 1).starts_with('?')) {
        return None;
    }
    let unit = places.unit(mention.block);
    let rest = (sentence.end + 1).min(places.unit_words(mention.block).end)..places.unit_words(mention.block).end;
    let says = |words: &Span| places.text(words.start, words.end).split_whitespace().nth(2).is_some();
    if says(&rest) {
        return (rest.len() <= LONGEST).then_some((rest, Scope::Next));
    }
    let below = blocks.get(unit.end).filter(|below| below.level().is_none())?;
    says(&below.words).then(|| (below.words.clone(), Scope::Below))
}

/// Whether a sentence goes on to speak of the mention before it: by a pronoun, by its name, without a subject at all.
fn carries_on(places: &Places, sentence: &Span, index: usize) -> bool {
    let mention = &places.mentions[index];
    let words = places.between(sentence.start, sentence.end);
    let mut tokens = words
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ':'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let head = tokens.next().unwrap_or_default();
    let second = tokens.next().unwrap_or_default();
    if opens_purpose(head) && turns_away(places, sentence) {
        return false;
    }
    let carried = refers(head)
        || opens_purpose(head)
        || matches!(
            head,
            "so" | "hence" | "thus" | "therefore" | "otherwise" | "without" | "here" | "also" | "no"
        )
        || (!head.is_empty() && places.reading.knowledge.is_column("reason", head))
        || (matches!(head, "the" | "its" | "our" | "main") && stands_for(places, mention.technology, second))
        || (matches!(head, "we" | "i")
            && second != "also"
            && !names_another(places, sentence, mention.technology)
            && (matches!(second, "need" | "want" | "require" | "must" | "expect" | "cannot")
                || words.contains(" it ")
                || words.contains(" this ")));
    if carried {
        return true;
    }
    let named = places
        .mentions_in(sentence)
        .any(|other| places.mentions[other].technology == mention.technology);
    // "Scales horizontally." "Fast, in memory."
    let subjectless = places.cues(sentence).any(|(cue, span)| {
        matches!(cue, Cue::Because | Cue::Cause | Cue::Property | Cue::Trait)
            && places.between(sentence.start, span.start).trim().is_empty()
            && !places.between(span.end, sentence.end).contains(" is ")
            && !places.between(span.end, sentence.end).contains(" are ")
    });
    // "Reading from disk would be too slow": what would be without it.
    let otherwise =
        (words.contains(" would ") || words.contains(", so ")) && !names_another(places, sentence, mention.technology);
    named || subjectless || (otherwise && !names_another(places, sentence, mention.technology))
}

/// "Because keys go stale, we use a short life for them": the cause of what the same sentence decides.
fn turns_away(places: &Places, sentence: &Span) -> bool {
    let words = places.between(sentence.start, sentence.end);
    let Some(at) = words.find(", we ") else { return false };
    let rest = &words[at..];
    let taken = places
        .cues(&(sentence.start + at..sentence.end))
        .any(|(cue, _)| matches!(cue, Cue::Decide | Cue::Decided));
    taken
        && ![" it", " this", " these", " them"]
            .iter()
            .any(|word| rest.contains(word))
}

/// "Comments go to Cassandra. There are ten thousand a minute": what it has to bear, where nothing else is named for it.
fn bears(places: &Places, sentence: &Span, end: usize, index: usize) -> bool {
    let rate = places
        .reading
        .quantities_in(sentence)
        .any(|quantity| quantity.per.is_some());
    let technology = places.mentions[index].technology;
    // No need to read on through an endless paragraph.
    let end = end.min(sentence.end + LONGEST);
    rate && !names_another(places, &(sentence.start..end), technology)
}

/// "Search is on Elasticsearch. A LIKE query would scan the table": what any other way would do.
fn would_hurt(places: &Places, sentence: &Span, index: usize) -> bool {
    const HURTS: &[&str] = &[
        "scan",
        "overload",
        "overwhelm",
        "block",
        "lock",
        "lose",
        "cost",
        "kill",
        "not scale",
        "never scale",
        "take too",
        "take seconds",
        "take minutes",
        "take hours",
        "be too",
        "be slow",
        "be wasteful",
        "waste",
        "hammer",
        "melt",
    ];
    let said = places.between(sentence.start, sentence.end);
    let Some((head, rest)) = said.split_once(" would ") else {
        return false;
    };
    let first = head.split_whitespace().next().unwrap_or_default();
    let technology = places.mentions[index].technology;
    let named = places
        .mentions_in(sentence)
        .any(|other| places.mentions[other].technology == technology);
    !named
        && !matches!(first, "it" | "this" | "that" | "they" | "these" | "if" | "but")
        && HURTS.iter().any(|hurt| rest.starts_with(hurt))
}

/// "**Kafka.** Bookings must survive a dead worker": the name is the whole sentence before.
fn stands_alone(places: &Places, index: usize) -> bool {
    let words = &places.mentions[index].words;
    let sentence = places.sentence(places.mentions[index].block, words.start);
    places
        .text(sentence.start, sentence.end)
        .trim_matches(['*', '.', ' '])
        .len()
        <= words.len()
}

/// "The cache", "the queue": the part that a technology plays.
fn stands_for(places: &Places, technology: usize, noun: &str) -> bool {
    let category = places.reading.knowledge.technologies[technology].category.as_str();
    match noun {
        "reason" | "advantage" | "benefit" | "idea" | "point" => true,
        "cache" => category.contains("cache"),
        "queue" | "broker" => matches!(category, "queue" | "stream" | "pubsub"),
        "stream" | "log" => category == "stream",
        "connection" | "protocol" | "channel" => category == "protocol",
        "database" | "db" | "store" | "datastore" => !matches!(category, "queue" | "protocol" | "stream" | "pubsub"),
        _ => category.split('-').any(|part| part == noun),
    }
}
