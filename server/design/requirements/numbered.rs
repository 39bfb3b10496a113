//! Numbered items above bullets that are not indented.

use crate::design::Reading;
use crate::markdown::Kind;
use crate::text::Span;

/// "1. Pay" above "- at the gate", "2. See trips" above "- by month": the bullets below a number only elaborate it.
pub(super) fn without_elaborations(reading: &Reading, items: Vec<(usize, Span)>) -> Vec<(usize, Span)> {
    let blocks = &reading.outline.blocks;
    let is_title = |at: usize| matches!(blocks[at].kind, Kind::Item { ordered: true });
    let (mut below, mut titles) = (Vec::new(), 0);
    let mut end = None;
    for (index, &(at, _)) in items.iter().enumerate() {
        if is_title(at) {
            end = Some(blocks[at].end);
        } else if end == Some(at) && is_bullet(reading, at) {
            titles += usize::from(is_title(items[index - 1].0));
            below.push(at);
            end = Some(blocks[at].end);
        } else {
            end = None;
        }
    }
    let numbered = items.first().is_some_and(|(at, _)| is_title(*at));
    // "2. Latency:" above bullets, and "3. Security" behind them.
    let labelled = || {
        let first = items.iter().position(|(at, _)| Some(at) == below.first());
        let label = first
            .and_then(|first| first.checked_sub(1))
            .map(|label| &items[label].1);
        let ends = |words: &Span| reading.outline.words[words.clone()].trim_end().ends_with(':');
        let goes_on = items.last().is_some_and(|(at, _)| is_title(*at));
        goes_on && label.is_some_and(ends)
    };
    if !numbered || titles == 0 || titles == 1 && !labelled() {
        return items;
    }
    let is_below = |at: &usize| below.binary_search(at).is_ok();
    items.into_iter().filter(|(at, _)| !is_below(at)).collect()
}

/// Where an item ends, with the bullets that elaborate it: those are none of the `items`.
pub(super) fn end(reading: &Reading, block: usize, items: &[usize]) -> usize {
    let blocks = &reading.outline.blocks;
    let mut end = blocks[block].end;
    if !matches!(blocks[block].kind, Kind::Item { ordered: true }) {
        return end;
    }
    while end < blocks.len()
        && is_bullet(reading, end)
        && blocks[end].parent == blocks[block].parent
        && !items.contains(&end)
    {
        end = blocks[end].end;
    }
    end
}

fn is_bullet(reading: &Reading, at: usize) -> bool {
    matches!(reading.outline.blocks[at].kind, Kind::Item { ordered: false })
}
