//! The needs that stand beside a choice, where all of the list is about it.

use super::before::{concludes, needs};
use super::near::names_another;
use crate::design::choices::Scope;
use crate::design::choices::place::Places;
use crate::text::Span;

/// No more items than this are looked at beside a choice.
const REACH: usize = 12;

/// "Choice of the store" with "We need …" as one item of it, and the name as another; or what stands before "A good
/// candidate would be".
pub fn beside(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let own = &blocks[mention.block];
    let parent = own.parent.filter(|_| own.is_item())?;
    let title = places.reading.folded(&blocks[parent].words);
    let chooses = title.len() < 60
        && ["choice", "choos", "select", "which"]
            .iter()
            .any(|word| title.contains(word));
    let sentence = places.sentence(mention.block, mention.words.start);
    let concludes = concludes(places.between(sentence.start, sentence.end));
    if !chooses && !concludes {
        return None;
    }
    let end = if chooses { blocks[parent].end } else { mention.block };
    std::iter::successors(Some(parent + 1), |&at| Some(blocks.get(at)?.end))
        .take_while(|&at| at < end)
        .take(REACH)
        .filter(|&at| at != mention.block && blocks[at].is_item())
        .find(|&at| {
            let words = &blocks[at].words;
            !names_another(places, words, mention.technology) && needs(places, words, index, !chooses)
        })
        .map(|at| (blocks[at].words.clone(), Scope::Before))
}
