//! Options told apart by their numbers, of which one is taken: "We go with option 2".

use crate::design::choices::place::{Places, is_numbered_option};
use crate::knowledge::Cue;
use crate::markdown::Kind;
use crate::text::Span;

/// No list of options is longer, nor does more stand between it and the decision.
const REACH: usize = 12;

/// Nor are more bytes read for it.
const LONGEST: usize = 1200;

/// Whether the text goes on to take the option of another number.
pub fn is_not_the_number_taken(places: &Places, index: usize) -> bool {
    number_of(places, index)
        .is_some_and(|(own, from)| taken(places, places.mentions[index].block, from).is_some_and(|taken| taken != own))
}

/// The number or letter that the option of a mention bears, and where what follows it begins.
fn number_of(places: &Places, index: usize) -> Option<(char, usize)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let block = &blocks[mention.block];
    match block.kind {
        Kind::Item { ordered } => {
            let words = places.reading.folded(&block.words);
            let label = words.split_whitespace().nth(1).filter(|_| is_numbered_option(words));
            let number = match label.and_then(mark) {
                Some(number) => number,
                None if ordered => {
                    let beside = (mention.block.saturating_sub(REACH)..mention.block)
                        .rev()
                        .take_while(|&at| blocks[at].is_item())
                        .filter(|&at| blocks[at].parent == block.parent);
                    char::from_digit(u32::try_from(beside.count()).ok()? + 1, 10)?
                }
                None => return None,
            };
            Some((number, block.words.end))
        }
        // "1. a row lock 2. a lock in Redis", in one paragraph.
        Kind::Line => {
            let unit = places.unit_words(mention.block);
            let before = places.between(unit.start, mention.words.start);
            let number = before.split_whitespace().rev().take(REACH).find_map(|word| {
                let bare = word.trim_start_matches('(').strip_suffix(['.', ')'])?;
                (bare.len() == 1).then(|| mark(bare)).flatten()
            })?;
            Some((number, mention.words.end))
        }
        _ => None,
    }
}

/// The number of the option that the text behind a position takes, before the next heading.
fn taken(places: &Places, block: usize, from: usize) -> Option<char> {
    let blocks = &places.reading.outline.blocks;
    let last = (block + 1..blocks.len().min(block + REACH))
        .take_while(|&at| blocks[at].level().is_none())
        .last()
        .unwrap_or(block);
    let end = blocks[last].words.end.min(from + LONGEST);
    let behind = from..places.reading.outline.words.floor_char_boundary(end).max(from);
    places
        .cues(&behind)
        .filter(|(cue, _)| matches!(cue, Cue::Decide | Cue::Decided))
        .find_map(|(_, span)| named_in(places, &span, &behind))
}

/// "go with option 2", "option b is chosen": the number beside a phrase that decides.
fn named_in(places: &Places, phrase: &Span, within: &Span) -> Option<char> {
    let number = |word: &str, next: &str| is_option(word).then(|| mark(next)).flatten();
    let mut behind = places.between(phrase.end, within.end).split_whitespace();
    let mut first = behind.next()?;
    if matches!(first, "the" | "for" | ":") {
        first = behind.next()?;
    }
    let before = places.between(within.start, phrase.start);
    if before.trim_end().ends_with("not") || before.trim_end().ends_with("n't") {
        return None;
    }
    number(first, behind.next().unwrap_or_default()).or_else(|| {
        let mut before = before.split_whitespace().rev();
        let next = before.next()?;
        number(before.next()?, next)
    })
}

fn is_option(word: &str) -> bool {
    matches!(word, "option" | "approach" | "solution" | "alternative" | "variant")
}

fn mark(word: &str) -> Option<char> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let number = bare.chars().next().filter(char::is_ascii_alphanumeric)?;
    (bare.len() == 1).then_some(number)
}
