//! The reason that stands beside a choice under a label of its own: "Store: Redis", then "Why: counters expire".

use super::near::{is_labelled_by_another, names_another};
use super::speaks::{Tie, speaks};
use super::{LONGEST, says_why};
use crate::design::choices::Scope;
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::markdown::{Block, Kind, find_phrase};
use crate::text::Span;

/// No more items or paragraphs than this stand between a choice and its label.
const REACH: usize = 4;

/// What follows the choice, where its label says that it tells why: an item or paragraph of the same list or part, or
/// what stands below the whole list.
pub fn labelled(places: &Places, index: usize) -> Option<(Span, Scope)> {
    beside(places, index)
        .or_else(|| at_the_end(places, index))
        .or_else(|| below_list(places, index))
}

/// "Stack: NestJS, Redis", "APIs: REST", then "Rationale: cheap to run" as the last of the items: said of each.
fn at_the_end(places: &Places, index: usize) -> Option<(Span, Scope)> {
    // No list of names is longer.
    const LONGEST: usize = 12;
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let own = &blocks[mention.block];
    let labelled = |at: usize| label(places, &blocks[at].words);
    let is_beside = |block: &Block| block.is_item() && block.depth == own.depth && block.parent == own.parent;
    if !is_beside(own) || labelled(mention.block).is_none() {
        return None;
    }
    let behind = |&at: &usize| Some(blocks[at].end).filter(|&next| blocks.get(next).is_some_and(is_beside));
    let list: Vec<usize> = std::iter::successors(Some(mention.block), behind)
        .take(LONGEST)
        .collect();
    let last = *list.last()?;
    let asks = |at: usize| labelled(at).is_some_and(|label| places.reading.knowledge.is_column("reason", label));
    // "Why: …" tells of the item before it.
    let whole = matches!(
        labelled(last),
        Some("Rationale" | "Reasoning" | "Justification" | "Reasons")
    );
    let before = (mention.block.saturating_sub(LONGEST)..mention.block).filter(|&at| is_beside(&blocks[at]));
    // "Redis", "Why: …", "Kafka", "Why: …": each has its own.
    let alone = list[..list.len() - 1]
        .iter()
        .all(|&at| labelled(at).is_some() && !asks(at))
        && !before.into_iter().any(asks);
    let words = &blocks[last].words;
    if !alone || !whole || names_another(places, words, mention.technology) {
        return None;
    }
    told(places, index, last, words).map(|words| (words, Scope::Below))
}

fn beside(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let own = &blocks[mention.block];
    let beside = |block: &Block| {
        block.parent == own.parent
            && match own.kind {
                Kind::Item { .. } => block.is_item() && block.depth == own.depth,
                _ => matches!(block.kind, Kind::Line),
            }
    };
    let named_before = places
        .mentions_in(&(own.words.start..places.first_of_list(index).start))
        .any(|other| places.is_named(other));
    // "Purpose: streams rows to Kafka", "Why: …": told of what the title above names.
    const OF_TITLE: &[&str] = &[
        "Purpose",
        "Role",
        "Responsibility",
        "Responsibilities",
        "Description",
        "Function",
    ];
    let of_title = label(places, &own.words).is_some_and(|label| OF_TITLE.contains(&label));
    if named_before || of_title || !matches!(own.kind, Kind::Item { .. } | Kind::Line) {
        return None;
    }
    let next = |block: usize| match own.kind {
        Kind::Item { .. } => blocks[block].end,
        _ => places.unit(block).end,
    };
    let mut at = next(mention.block);
    for _ in 0..REACH {
        if !blocks.get(at).is_some_and(beside) {
            return below_lists(places, index, at);
        }
        let words = match own.kind {
            Kind::Item { .. } => blocks[at].words.clone(),
            _ => places.unit_words(at),
        };
        let label = label(places, &words);
        let is = |column| label.is_some_and(|label| places.reading.knowledge.is_column(column, label));
        let another = names_another(places, &words, mention.technology);
        if is("reason") && !another {
            return told(places, index, at, &words).map(|words| (words, Scope::Next));
        }
        if another && !is("alternative") {
            return None;
        }
        at = next(at);
    }
    None
}

/// A list of names, then "Reasoning:" with a list of its own, or "All of these were chosen because …": said of each.
fn below_list(places: &Places, index: usize) -> Option<(Span, Scope)> {
    // No list of names is longer.
    const LONGEST: usize = 12;
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let own = &blocks[mention.block];
    let next = |&at: &usize| blocks.get(at).filter(|block| block.is_item()).map(|block| block.end);
    let list = std::iter::successors(Some(mention.block), next).take(LONGEST);
    let end = list.last()?;
    let line = blocks.get(end)?;
    if !matches!(line.kind, Kind::Line) || line.parent != own.parent {
        return None;
    }
    let before = places.between(own.words.start, places.first_of_list(index).start);
    if !own.is_item() || before.split_whitespace().nth(2).is_some() {
        return None;
    }
    let reason = label(places, &line.words);
    // "Trade-offs:" are of the whole design.
    let asks = |label: &str| places.reading.knowledge.is_column("reason", label) && !label.starts_with("Trade");
    if reason.is_some_and(asks) {
        return told(places, index, end, &line.words).map(|words| (words, Scope::Below));
    }
    let sentence = places.sentence(end, line.words.start);
    let told = speaks_of_all(places, &sentence)
        && !names_another(places, &sentence, mention.technology)
        && speaks(places, &sentence, index, Tie::Close);
    told.then_some((sentence, Scope::Below))
}

/// "All of these …", "We took both …": whether a sentence decides on all that stands above it.
fn speaks_of_all(places: &Places, sentence: &Span) -> bool {
    const ALL: &[&str] = &[
        "all of these",
        "all of them",
        "all these",
        "all three",
        "all four",
        "all were",
        "all are",
        "both",
        "them all",
        "each of these",
        "each of them",
        "these three",
        "these were",
        "these are",
        "they were",
        "they are",
    ];
    let said = places.between(sentence.start, sentence.end);
    let all = ALL.iter().any(|words| find_phrase(said, words).is_some());
    let decides = |cue: Cue| matches!(cue, Cue::Because | Cue::Cause | Cue::Decide | Cue::Decided);
    all && places.cues(sentence).any(|(cue, _)| decides(cue))
}

/// "Database:" with its item, "Driver:" with its own, then "Reason:" with a list: lines that are the titles of lists.
fn below_lists(places: &Places, index: usize, from: usize) -> Option<(Span, Scope)> {
    const REACH: usize = 12;
    let blocks = &places.reading.outline.blocks;
    let own = &blocks[places.mentions[index].block];
    let beside = |at: Option<usize>| at.and_then(|at| blocks.get(at)).is_some_and(Block::is_item);
    let at = places.mentions[index].block;
    // A title with several items below it names several things.
    if !own.is_item() || own.parent.is_some() || beside(at.checked_sub(1)) || beside(Some(own.end)) {
        return None;
    }
    for (at, block) in blocks.iter().enumerate().skip(from).take(REACH) {
        let titles = matches!(block.kind, Kind::Line) && places.text(block.words.start, block.words.end).ends_with(':');
        if !titles && !block.is_item() {
            return None;
        }
        let reason = label(places, &block.words).filter(|_| titles);
        if reason.is_some_and(|label| places.reading.knowledge.is_column("reason", label)) {
            return told(places, index, at, &block.words).map(|words| (words, Scope::Below));
        }
    }
    None
}

/// The words before the colon or dash at a beginning: a few, or none.
pub fn label<'a>(places: &Places<'a>, words: &Span) -> Option<&'a str> {
    const LONGEST: usize = 40;
    let said = places.text(words.start, words.end);
    // No mark that counts stands further behind.
    let said = &said[..said.floor_char_boundary(LONGEST + " — ".len())];
    let end = said
        .find([':', '?'])
        .into_iter()
        .chain(said.find(" - "))
        .chain(said.find(" – "))
        .chain(said.find(" — "))
        .min()?;
    (end <= LONGEST).then(|| said[..end].trim_matches(['*', ' ']))
}

/// What stands behind the label, or below it where nothing does.
pub fn told(places: &Places, index: usize, at: usize, words: &Span) -> Option<Span> {
    let said = places.text(words.start, words.end);
    let rest = said.find([':', '?', '-', '–', '—']).map_or(said.len(), |mark| mark + 1);
    let rest = (words.start + rest..=words.end)
        .find(|&from| places.reading.outline.words.is_char_boundary(from))
        .unwrap_or(words.end);
    let behind = rest..words.end;
    if says_why(places, &behind, index) {
        return (words.len() <= LONGEST).then(|| words.clone());
    }
    let blocks = &places.reading.outline.blocks;
    let below = blocks.get(at + 1)?;
    // "- Why:" before "1. …": the list that follows is another one.
    let anew = blocks[at].parent == below.parent && blocks[at].kind != below.kind;
    let nested = below.parent == Some(at) || below.is_item() && (!blocks[at].is_item() || anew);
    let technology = places.mentions[index].technology;
    let mut list = (at + 1..blocks.len())
        .take(REACH)
        .take_while(|&item| blocks[item].is_item() || blocks[item].words == below.words)
        // "Rationale:", "Kafka: kept on disk", "Redis: no disk in between": each has its own.
        .filter(|&item| !is_labelled_by_another(places, item, technology));
    let why = list.find(|&item| says_why(places, &blocks[item].words, index));
    why.filter(|_| nested).map(|why| blocks[why].words.clone())
}
