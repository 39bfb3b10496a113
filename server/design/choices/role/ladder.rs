//! Ladders of solutions: which rung is taken, and which are climbed past.

use crate::design::choices::place::{Places, Sort, is_numbered_option, sort_of};

/// Whether a better rung stands under the same parent behind this one.
pub fn better_follows(places: &Places, block: usize) -> bool {
    if a_better_item_follows(places, block) {
        return true;
    }
    let Some(rung) = places.above(block).find(|heading| heading.sort == Sort::Good) else {
        return false;
    };
    let next = places.headings.partition_point(|heading| heading.block <= rung.block);
    places.headings[next..]
        .iter()
        .take_while(|heading| {
            heading.parent == rung.parent
                || heading
                    .parent
                    .is_some_and(|parent| places.headings[parent].block >= rung.block)
        })
        .any(|heading| heading.parent == rung.parent && heading.sort == Sort::Great)
}

/// "Good: a nightly job", then "Great: a stream" in the same list.
fn a_better_item_follows(places: &Places, block: usize) -> bool {
    const REACH: usize = 4;
    let blocks = &places.reading.outline.blocks;
    let sort = |item: usize| {
        let words = &blocks[item].words;
        let label = places
            .between(words.start, words.end)
            .find(':')
            .map_or(words.len(), |at| at);
        (label < 20).then(|| sort_of(places.reading, &(words.start..words.start + label), places.mentions))
    };
    let own = std::iter::once(block).filter(|&own| blocks[own].is_item());
    let Some(rung) = own
        .chain(places.items_above(block))
        .find(|&item| sort(item) == Some(Sort::Good))
    else {
        return false;
    };
    std::iter::successors(Some(blocks[rung].end), |&next| Some(blocks.get(next)?.end))
        .take(REACH)
        .take_while(|&next| {
            let next = blocks.get(next);
            next.is_some_and(|next| next.is_item() && next.parent == blocks[rung].parent)
        })
        .any(|next| sort(next) == Some(Sort::Great))
}

/// "SQL solution" above a paragraph and "Cons:", and nothing that speaks for it.
pub fn has_only_drawbacks(places: &Places, block: usize) -> bool {
    const REACH: usize = 30;
    const AGAINST: &[&str] = &["cons", "drawback", "downside", "disadvantage"];
    const FOR: &[&str] = &["pros", "advantage", "benefit", "upside", "strength", "improve"];
    let outline = &places.reading.outline;
    let Some(heading) = places.above(block).next() else {
        return false;
    };
    let title = places.reading.folded(&outline.blocks[heading.block].words);
    if !["solution", "approach", "option"]
        .iter()
        .any(|word| title.contains(word))
    {
        return false;
    }
    let below = outline.blocks[heading.block + 1..].iter().take(REACH);
    let below = below.take_while(|block| block.level().is_none());
    let labels = |known: &[&str]| {
        let mut below = below.clone().map(|block| places.reading.folded(&block.words));
        below.any(|words| {
            let label = words.split(':').next().unwrap_or_default();
            label.len() < 20 && words.contains(':') && known.iter().any(|word| label.trim_start().starts_with(word))
        })
    };
    labels(AGAINST) && !labels(FOR)
}

/// "1st solution: … (cons: …)" before "2nd solution: …".
pub fn falls_short(places: &Places, block: usize) -> bool {
    const FLAWS: &[&str] = &[
        "cons",
        "drawback",
        "downside",
        "disadvantage",
        "problem",
        "issue",
        "not enough",
        "limitation",
    ];
    let outline = &places.reading.outline;
    let own = &outline.blocks[block];
    let folded = places.reading.folded(&own.words);
    let next = outline
        .blocks
        .get(own.end)
        .filter(|next| next.is_item() && next.parent == own.parent);
    own.is_item()
        && FLAWS.iter().any(|flaw| folded.contains(flaw))
        && next.is_some_and(|next| is_numbered_option(places.reading.folded(&next.words)))
}

/// Whether one of the numbered options beside this one is marked as taken.
pub fn a_rung_is_marked(places: &Places, block: usize) -> bool {
    let Some(rung) = places.above(block).find(|heading| heading.sort == Sort::Option) else {
        return false;
    };
    places
        .headings
        .iter()
        .any(|heading| heading.parent == rung.parent && heading.block != rung.block && heading.sort == Sort::Great)
}
