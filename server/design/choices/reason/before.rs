//! What is said before a choice, where the sentence then decides.

use super::speaks::{Tie, speaks};
use crate::design::choices::Scope;
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::markdown::Kind;
use crate::text::Span;

/// What is said right before it under the same heading, where the sentence then decides.
pub fn before(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    if let Some(half) = first_half(places, index) {
        return Some((half, Scope::Before));
    }
    if let Some(said) = behind_family(places, index) {
        return Some((said, Scope::Before));
    }
    let line = matches!(blocks[mention.block].kind, Kind::Line);
    if !line && !blocks[mention.block].is_item() {
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
    let concludes = concludes(places.between(sentence.start, sentence.end));
    if !decides && !concludes {
        return None;
    }
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
    if !line {
        return None;
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

/// "Mostly heavy reads; PostgreSQL with replicas": what stands before the semicolon, or in an item before the full
/// stop, where the name begins what follows.
fn first_half(places: &Places, index: usize) -> Option<Span> {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let first = places.first_of_list(index).start.max(sentence.start);
    let leads = places.between(sentence.start, first).trim().is_empty();
    let end = sentence.start.checked_sub(1).filter(|&end| {
        let mark = places.text(end, end + 1);
        let is_item = places.reading.outline.blocks[mention.block].is_item();
        leads && (mark == ";" || (is_item && mark == "."))
    })?;
    let half = places.sentence(mention.block, end.checked_sub(1)?);
    let half = half.start..end.max(half.start);
    let silent = !places.mentions_in(&half).any(|other| places.is_named(other));
    (silent && speaks(places, &half, index, Tie::Close)).then_some(half)
}

/// "NoSQL: rows of every shape, and no joins", then "MongoDB is a good choice": what is said behind its family's label.
fn behind_family(places: &Places, index: usize) -> Option<Span> {
    let mention = &places.mentions[index];
    let technologies = &places.reading.knowledge.technologies;
    let family = technologies[mention.technology].family()?;
    let start = places.unit_words(mention.block).start;
    let first = places.mentions_in(&(start..mention.words.start.max(start))).next()?;
    let label = &places.mentions[first];
    let leads = places.between(start, label.words.start).trim().is_empty()
        && places.text(label.words.end, mention.words.start).starts_with(':');
    let sentence = places.sentence(mention.block, mention.words.start);
    let said = label.words.end + 1..sentence.start.max(label.words.end + 1);
    (leads && technologies[label.technology].name == family && speaks(places, &said, index, Tie::Close)).then_some(said)
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
pub fn concludes(sentence: &str) -> bool {
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
        "for such",
        "for cases like",
        "for scenarios like",
        "for situations like",
        "because of",
    ]
    .iter()
    .any(|word| sentence.starts_with(word))
        || [
            "that is why",
            "that's why",
            "this is why",
            " fit",
            " suit",
            "choice",
            "best",
            "makes sense",
            "good idea",
            "good candidate",
        ]
        .iter()
        .any(|word| sentence.contains(word))
}

/// Whether words say what is needed.
pub fn needs(places: &Places, words: &Span, index: usize, concludes: bool) -> bool {
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
                        | "anticipate"
                        | "assume"
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
