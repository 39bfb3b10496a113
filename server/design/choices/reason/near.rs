//! The places around a choice where its reason may stand: below it, behind it, above it, before it.

use super::said::{Tie, opens_purpose, refers, speaks};
use super::{LONGEST, REACH};
use crate::design::choices::Scope;
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
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
    let alone = first
        || !places
            .mentions_in(&block.words)
            .any(|other| places.is_named(other) && places.mentions[other].technology != mention.technology);
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
    let opens = text.ends_with([':', '?']) && matches!(blocks[mention.block].kind, Kind::Line);
    if !opens {
        return None;
    }
    let list = unit.end..blocks.len().min(unit.end + REACH);
    let end = list.clone().find(|&at| !blocks[at].is_item()).unwrap_or(list.end);
    nested(places, unit.end..end, index)
}

fn nested(places: &Places, range: Range<usize>, index: usize) -> Option<(Span, Scope)> {
    let blocks = &places.reading.outline.blocks;
    let technology = places.mentions[index].technology;
    range
        .take(REACH)
        .find(|&at| {
            let tie = if blocks[at].is_item() { Tie::Close } else { Tie::Loose };
            !matches!(blocks[at].kind, Kind::Code { .. })
                && speaks(places, &blocks[at].words, index, tie)
                && !names_another(places, &blocks[at].words, technology)
        })
        .map(|at| (blocks[at].words.clone(), Scope::Below))
}

/// Whether a range names a technology, and not this one.
pub fn names_another(places: &Places, words: &Span, technology: usize) -> bool {
    let mut named = places
        .mentions_in(words)
        .filter(|&other| places.is_named(other))
        .peekable();
    named.peek().is_some() && !named.any(|other| places.mentions[other].technology == technology)
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
        let start =
            (at + 1..unit.end).find(|&next| !places.reading.outline.words.as_bytes()[next].is_ascii_whitespace())?;
        if !places.reading.outline.words.is_char_boundary(start) {
            return None;
        }
        let block = places.reading.outline.block_at(start)?;
        let sentence = places.sentence(block, start);
        let sentence = sentence.start.max(start)..sentence.end;
        if !carries_on(places, &sentence, index) {
            let told = beats_rival(places, &sentence, index) || bears(places, &sentence, unit.end, index);
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

/// Whether a sentence goes on to speak of the mention before it: by a pronoun, by its name, without a subject at all.
fn carries_on(places: &Places, sentence: &Span, index: usize) -> bool {
    let mention = &places.mentions[index];
    let words = places.between(sentence.start, sentence.end);
    let mut tokens = words
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ':'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let head = tokens.next().unwrap_or_default();
    let second = tokens.next().unwrap_or_default();
    let carried = refers(head)
        || opens_purpose(head)
        || matches!(
            head,
            "so" | "hence"
                | "thus"
                | "therefore"
                | "otherwise"
                | "without"
                | "reason"
                | "reasons"
                | "pros"
                | "pro"
                | "advantage"
                | "advantages"
                | "benefit"
                | "benefits"
                | "rationale"
                | "here"
                | "also"
                | "no"
        )
        || (matches!(head, "the" | "its" | "our" | "main") && stands_for(places, mention.technology, second))
        || (matches!(head, "we" | "i")
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

/// "Fans never send, so WebSocket is not needed": what turns down the rival speaks for this one.
fn beats_rival(places: &Places, sentence: &Span, index: usize) -> bool {
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[places.mentions[index].technology];
    let rival = places.mentions_in(sentence).any(|other| {
        let rival = &technologies[places.mentions[other].technology];
        places.rejected[other] && rival.name != own.name && rival.can_replace(own)
    });
    rival && speaks(places, sentence, index, Tie::Close)
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

/// The items above it, two levels, where they name a need and no other technology.
pub fn in_parents(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    if !is_first_named(places, index) {
        return None;
    }
    places
        .items_above(mention.block)
        .take(2)
        .find(|&item| {
            states_need(places, &blocks[item].words, index)
                && !names_another(places, &blocks[item].words, mention.technology)
        })
        .map(|item| (blocks[item].words.clone(), Scope::Parent))
}

/// "Redis in front of PostgreSQL": only the first is what the title above speaks of.
fn is_first_named(places: &Places, index: usize) -> bool {
    let first = places.first_of_list(index);
    let block = &places.reading.outline.blocks[places.mentions[index].block];
    !places
        .mentions_in(&(block.words.start..first.start))
        .any(|other| places.is_named(other))
}

/// A title or list head that names a need: a property, or no more than the name of a quality.
fn states_need(places: &Places, words: &Span, index: usize) -> bool {
    // "Scaling", "Consistency of bookings", but not "Security" for what secures.
    let title = places.reading.folded(words);
    let short = title.split_whitespace().count() <= 4 && !title.contains("secur");
    words.len() <= LONGEST && speaks(places, words, index, if short { Tie::Close } else { Tie::Loose })
}

/// The nearest heading: where it names a need, or asks why.
pub fn in_heading(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let heading = places.above(mention.block).next()?;
    // A label in a drawing is no answer to the heading above.
    let drawn = matches!(blocks[mention.block].kind, Kind::Code { .. });
    if heading.block == mention.block || drawn || !is_first_named(places, index) {
        return None;
    }
    let words = &blocks[heading.block].words;
    // "Scaling", "Fault tolerance" hold everything of that sort; "Fast redirects" is a need.
    let folded = places.reading.folded(words);
    let wide = ["security", "optimi", "consideration", "requirement"]
        .iter()
        .any(|word| folded.contains(word));
    let small = heading.end - heading.block <= 25 && !wide;
    let told = small
        && is_specific(places, words)
        && speaks(places, words, index, Tie::Loose)
        && !names_another(places, words, mention.technology);
    told.then(|| (words.clone(), Scope::Heading))
}

/// Whether a title says more than the name of a quality: what is to have it.
fn is_specific(places: &Places, words: &Span) -> bool {
    let base = words.start;
    let folded = places.reading.folded(words);
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '%')
        .filter(|word| word.len() > 2)
        .any(|word| {
            let at = base + (word.as_ptr() as usize - folded.as_ptr() as usize);
            let general = matches!(
                word,
                "and"
                    | "the"
                    | "for"
                    | "of"
                    | "system"
                    | "high"
                    | "low"
                    | "strategy"
                    | "strategies"
                    | "handling"
                    | "step"
                    | "part"
                    | "notes"
                    | "plan"
                    | "design"
                    | "improvements"
                    | "our"
                    | "further"
                    | "data"
                    | "deep"
                    | "dive"
            );
            let quality = places.cues(words).any(|(cue, span)| {
                matches!(cue, Cue::Property | Cue::Trait | Cue::Quality(_)) && span.start <= at && at < span.end
            });
            !general && !quality
        })
}

/// A heading that names the technology: everything under it speaks of it.
pub fn under_own_heading(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let heading = places
        .above(mention.block)
        .next()
        .filter(|heading| heading.block == mention.block)?;
    let words = &places.reading.outline.blocks[heading.block].words;
    let others = places.mentions_in(words).filter(|&other| {
        places.is_named(other)
            && places.mentions[other].technology != mention.technology
            && places.lists[other] != places.lists[index]
    });
    if others.count() > 0 {
        return None;
    }
    let blocks = &places.reading.outline.blocks;
    let first = blocks
        .get(heading.block + 1)
        .filter(|first| heading.block + 1 < heading.end && matches!(first.kind, Kind::Line))
        .map(|_| places.unit_words(heading.block + 1))
        .filter(|words| !names_another(places, words, mention.technology) && speaks(places, words, index, Tie::Close));
    match first {
        Some(words) => Some((words, Scope::Below)),
        None => nested(places, heading.block + 1..heading.end, index),
    }
}

/// What is said right before it under the same heading, where the sentence then decides.
pub fn before(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    if !matches!(blocks[mention.block].kind, Kind::Line) {
        return None;
    }
    let sentence = places.sentence(mention.block, mention.words.start);
    if let Some(unable) = after_rival(places, index, &sentence) {
        return Some((unable, Scope::Before));
    }
    let decides = places
        .cues(&(sentence.start..mention.words.start))
        .any(|(cue, _)| matches!(cue, Cue::Decided | Cue::Decide))
        || places.has(&sentence, Cue::Decided);
    if !decides {
        return None;
    }
    let concludes = concludes(places.between(sentence.start, sentence.end));
    let silent = |words: &Span| !places.mentions_in(words).any(|other| places.is_named(other));
    // Earlier in the same paragraph.
    let unit = places.unit_words(mention.block);
    let first = places
        .mentions_in(&(unit.start..sentence.start.max(unit.start)))
        .rfind(|&other| places.is_named(other))
        .map_or(unit.start, |other| {
            let named = &places.mentions[other];
            places.sentence(named.block, named.words.start).end
        });
    let earlier = first..sentence.start.max(first);
    if sentence.start > unit.start + 3 {
        let told = earlier.len() < 500 && silent(&earlier) && needs(places, &earlier, index, concludes);
        return told.then_some((earlier, Scope::Before));
    }
    let last = places.unit(mention.block).start.checked_sub(1)?;
    if blocks[last].is_item() {
        return before_in_list(places, index, last);
    }
    let words = places.unit_words(last);
    let told = matches!(blocks[last].kind, Kind::Line)
        && words.len() < 500
        && silent(&words)
        && needs(places, &words, index, concludes);
    told.then_some((words, Scope::Before))
}

/// "MySQL cannot rank by distance. Elasticsearch can.": what the other one cannot do.
fn after_rival(places: &Places, index: usize, sentence: &Span) -> Option<Span> {
    let mention = &places.mentions[index];
    let rest = places
        .between(mention.words.end, sentence.end.max(mention.words.end))
        .trim();
    let subject = places.between(sentence.start, mention.words.start).trim().is_empty();
    if !subject
        || !matches!(
            rest,
            "can" | "does" | "is" | "can do that" | "does that" | "does this" | "can do this"
        )
    {
        return None;
    }
    let unit = places.unit_words(mention.block);
    let last = places
        .between(unit.start, sentence.start.max(unit.start))
        .trim_end_matches(['.', ' ', '\n'])
        .len();
    let before = places.sentence(mention.block, unit.start + last.checked_sub(1)?);
    let unable = places
        .between(before.start, before.end)
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .any(|word| matches!(word, "cannot" | "can't" | "not" | "doesn't" | "isn't" | "aren't"));
    unable.then_some(before)
}

/// The list right before the sentence: what is asked of the thing.
fn before_in_list(places: &Places, index: usize, last: usize) -> Option<(Span, Scope)> {
    let blocks = &places.reading.outline.blocks;
    let at = (last.saturating_sub(8)..=last)
        .rev()
        .take_while(|&at| blocks[at].is_item())
        .find(|&at| {
            let words = &blocks[at].words;
            let named = places.mentions_in(words).any(|other| places.is_named(other)) || is_link(places, at);
            let figure = places.reading.quantities_in(words).next().is_some();
            !named && (speaks(places, words, index, Tie::Close) || figure)
        })?;
    Some((blocks[at].words.clone(), Scope::Before))
}

/// An item that is a link to what may be read asks nothing.
fn is_link(places: &Places, item: usize) -> bool {
    let source = &places.reading.text[places.reading.outline.blocks[item].span.clone()];
    source.trim_start()[crate::markdown::list_marker(source.trim_start())..].starts_with('[')
}

/// "So we use", "For this reason", "a natural fit": the sentence concludes from what stands before it.
fn concludes(sentence: &str) -> bool {
    let sentence = sentence.trim_start();
    [
        "so ",
        "hence",
        "thus",
        "therefore",
        "for this",
        "for these",
        "for that",
        "given this",
        "given these",
        "because of",
    ]
    .iter()
    .any(|word| sentence.starts_with(word))
        || ["that is why", "that's why", "this is why", " fit", " suit", "choice"]
            .iter()
            .any(|word| sentence.contains(word))
}

/// Whether words say what is needed.
fn needs(places: &Places, words: &Span, index: usize, concludes: bool) -> bool {
    let needed = || {
        places
            .between(words.start, words.end)
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .any(|word| {
                matches!(
                    word,
                    "need"
                        | "needs"
                        | "needed"
                        | "must"
                        | "require"
                        | "requires"
                        | "want"
                        | "expect"
                        | "cannot"
                        | "can't"
                        | "only"
                        | "too"
                        | "grow"
                        | "grows"
                        | "should"
                        | "don't"
                        | "mostly"
                )
            })
    };
    (concludes || needed()) && speaks(places, words, index, if concludes { Tie::Close } else { Tie::Loose })
}
