//! Options that stand beside the one that is taken.

use crate::design::choices::place::{Heading, Places, is_numbered_option};
use crate::knowledge::Cue;
use crate::text::Span;

/// "Kafka (or Pulsar, if …)", "Kafka (Kinesis would also work)": behind what it could stand in for.
pub fn is_beside_another(places: &Places, index: usize, sentence: &Span) -> bool {
    let words = &places.mentions[index].words;
    let before = places.between(sentence.start, words.start).trim_end();
    let behind = places.between(words.end, sentence.end.max(words.end)).trim_start();
    let opens = ["(or", "(alternatively", "(otherwise", "(alternatives are"];
    let would = [
        "would also work",
        "would work too",
        "also works",
        "works too",
        "would also do",
        "is an alternative",
    ];
    let technology = |at: usize| &places.reading.knowledge.technologies[places.mentions[at].technology];
    let stands_in = || {
        let mut others = places.mentions_in(&(sentence.start..words.start));
        others.any(|other| places.is_named(other) && technology(other).can_replace(technology(index)))
    };
    (opens.iter().any(|mark| before.ends_with(mark))
        || before.ends_with('(') && would.iter().any(|mark| behind.starts_with(mark)))
        && stands_in()
}

/// "Option A: Redis ✅" beside "Option B: Memcached": the other one is taken.
pub fn is_another_option(places: &Places, item: usize) -> bool {
    // No list of options is longer.
    const REACH: usize = 6;
    let blocks = &places.reading.outline.blocks;
    let own = &blocks[item];
    let is_option = |at: usize| is_numbered_option(places.reading.folded(&blocks[at].words));
    own.is_item()
        && is_option(item)
        && (item.saturating_sub(REACH)..(item + REACH).min(blocks.len())).any(|at| {
            at != item
                && blocks[at].is_item()
                && blocks[at].parent == own.parent
                && is_option(at)
                && places.has(&blocks[at].words, Cue::Decided)
        })
}

/// "PostgreSQL [Recommended]: …" beside "MongoDB: …": the mark stands with the name of one of them.
pub fn is_beside_a_marked_one(places: &Places, index: usize) -> bool {
    // No list of options is longer.
    const REACH: usize = 6;
    let blocks = &places.reading.outline.blocks;
    let mention = &places.mentions[index];
    let own = &blocks[mention.block];
    if !own.is_item() || mention.words.start != own.words.start {
        return false;
    }
    let technology = |at: usize| &places.reading.knowledge.technologies[places.mentions[at].technology];
    let near = mention.block.saturating_sub(REACH)..(mention.block + REACH).min(blocks.len());
    let mut beside = near.filter(|&at| at != mention.block && blocks[at].is_item() && blocks[at].parent == own.parent);
    beside.any(|at| {
        let words = &blocks[at].words;
        let mut named = places.mentions_in(words).filter(|&other| places.is_named(other));
        let first = named
            .next()
            .filter(|&first| places.mentions[first].words.start == words.start);
        first.is_some_and(|first| {
            is_marked(places, words, places.mentions[first].words.end)
                && technology(first).can_replace(technology(index))
        })
    })
}

/// "### Redis [Recommended]" beside "### DynamoDB": titles of options, one of them marked.
pub fn is_under_an_unmarked_title(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let Some(heading) = places.above(mention.block).next() else {
        return false;
    };
    let technology = |at: usize| &places.reading.knowledge.technologies[places.mentions[at].technology];
    let named = |heading: &Heading| {
        let mut named = places.mentions_in(&blocks[heading.block].words);
        named.find(|&other| places.is_named(other))
    };
    let marked = |heading: &Heading, first: usize| {
        is_marked(places, &blocks[heading.block].words, places.mentions[first].words.end)
    };
    let own = named(heading)
        .filter(|&first| places.mentions[first].technology == mention.technology && !marked(heading, first));
    let leads = |first: Option<usize>, words: &Span| {
        first.is_some_and(|first| places.mentions[first].words.start == words.start)
    };
    // No list of options is longer, with the titles inside each.
    const REACH: usize = 12;
    let at = places.headings.partition_point(|other| other.block < heading.block);
    let near = &places.headings[at.saturating_sub(REACH)..(at + REACH).min(places.headings.len())];
    let beside = || near.iter().filter(|other| other.parent == heading.parent);
    // "Which store?" with a title for each: whatever they are, they are its options.
    let all = || heading.parent.is_some() && beside().all(|other| leads(named(other), &blocks[other.block].words));
    own.is_some_and(|own| {
        beside().filter(|other| other.block != heading.block).any(|other| {
            named(other)
                .is_some_and(|first| marked(other, first) && (technology(first).can_replace(technology(own)) || all()))
        })
    })
}

/// A mark in brackets, before anything is told.
fn is_marked(places: &Places, words: &Span, from: usize) -> bool {
    const MARKS: &[&str] = &[
        "recommended",
        "chosen",
        "selected",
        "preferred",
        "our choice",
        "our pick",
        "picked",
        "winner",
    ];
    let rest = places.between(from, words.end);
    let label = rest.find([':', '—', '–', '.']).map_or(rest, |end| &rest[..end]);
    let bracket = label.split(['(', '[']).nth(1).unwrap_or_default();
    label.len() < 60 && (MARKS.iter().any(|mark| bracket.starts_with(mark)) || label.contains(['✅', '⭐', '✔']))
}

/// "Pinecone: seamless LangChain integration": told of an option, and none itself.
pub fn is_joined(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let behind = places.between(mention.words.end, sentence.end.max(mention.words.end));
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[mention.technology];
    behind.trim_start().starts_with("integration")
        && places
            .mentions_in(&(places.reading.outline.blocks[mention.block].words.start..mention.words.start))
            .any(|other| {
                let other = &technologies[places.mentions[other].technology];
                other.is_named() && !other.can_replace(own)
            })
}
