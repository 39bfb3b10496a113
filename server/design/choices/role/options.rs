//! Options that stand beside the one that is taken.

use crate::design::choices::place::{Places, is_marked, is_numbered_option};
use crate::knowledge::Cue;
use crate::text::Span;

/// "Kafka (or Pulsar, if …)", "Kafka (Kinesis would also work)", "Kafka. Kinesis would work too": behind what it could
/// stand in for.
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
        "would do too",
        "would do as well",
        "would work as well",
        "works as well",
        "is also fine",
        "is also possible",
        "is also an option",
        "is an alternative",
    ];
    let technology = |at: usize| &places.reading.knowledge.technologies[places.mentions[at].technology];
    let stands_in = |from: usize| {
        let mut others = places.mentions_in(&(from..words.start));
        others.any(|other| places.is_named(other) && technology(other).can_replace(technology(index)))
    };
    (opens.iter().any(|mark| before.ends_with(mark))
        || before.ends_with('(') && would.iter().any(|mark| behind.starts_with(mark)))
        && stands_in(sentence.start)
        || before.is_empty()
            && would.iter().any(|mark| behind.starts_with(mark))
            && stands_in(places.unit_words(places.mentions[index].block).start)
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
            is_marked(places.between(places.mentions[first].words.end, words.end))
                && technology(first).can_replace(technology(index))
        })
    })
}

/// "### Redis [Recommended]" beside "### DynamoDB": titles of options, one of them marked.
pub fn is_under_an_unmarked_title(places: &Places, index: usize) -> bool {
    // No list of options is longer, with the titles inside each.
    const REACH: usize = 12;
    let mention = &places.mentions[index];
    let Some(heading) = places.above(mention.block).next() else {
        return false;
    };
    if heading.option != Some((mention.technology, false)) {
        return false;
    }
    let technologies = &places.reading.knowledge.technologies;
    let at = places.headings.partition_point(|other| other.block < heading.block);
    let near = &places.headings[at.saturating_sub(REACH)..(at + REACH).min(places.headings.len())];
    let mut beside = near.iter().filter(|other| other.parent == heading.parent);
    // "Which store?" with a title for each: whatever they are, they are its options.
    let all = heading.parent.is_some() && beside.clone().all(|other| other.option.is_some());
    beside.any(|other| {
        let marked = other.option.filter(|(_, marked)| *marked);
        marked.is_some_and(|(other, _)| all || technologies[other].can_replace(&technologies[mention.technology]))
    })
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
