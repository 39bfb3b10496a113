//! Why a technology is taken: what counts as a reason, and the places where it may stand.

mod above;

mod before;

mod beside;

mod labelled;

mod near;

mod parts;

mod rival;

mod said;

mod speaks;

mod specific;

mod stretch;

use super::place::{Column, Places};
use super::role::{Against, Verdict, is_ticked};
use super::{Ruling, Scope};
use crate::knowledge::{Cue, Found, QualityId};
use crate::markdown::{Kind, find_folded};
use crate::text::Span;
use said::said_of;
use speaks::{Tie, speaks};

/// No more places than this are looked at for one technology in sections and lists.
const REACH: usize = 60;

/// Nor is a place longer than this one reason, in bytes.
const LONGEST: usize = 1200;

/// Of one paragraph, item or section, no more names than these are looked at: endless ones say the same again.
const MANY: usize = 100;

/// The reason for a choice: at the mention that decides first, then at its other mentions.
pub fn ruling(places: &Places, own: &[usize], deciding: usize, verdicts: &[Verdict]) -> Ruling {
    let speaking = |index: usize| {
        !matches!(verdicts[index].against, Against::Rejected | Against::Foreign) && verdicts[index].score >= 30
    };
    if let Some(ruling) = reason_at(places, deciding, false) {
        return ruling;
    }
    let unit = |index: usize| places.unit(places.mentions[index].block);
    let units = own.chunk_by(|one, other| unit(*one) == unit(*other));
    let own = || units.clone().flat_map(|unit| unit.iter().take(MANY));
    for &index in own().filter(|&&index| index != deciding && speaking(index)) {
        if let Some(ruling) = reason_at(places, index, true) {
            return ruling;
        }
    }
    // "FAQ", "Q: Why Cassandra?": beside the design, and yet its answer.
    let beside = |index: &&usize| verdicts[**index].against == Against::Nothing && verdicts[**index].score < 30;
    if let Some(ruling) = own().filter(beside).find_map(|&index| {
        let (words, _) = near::answered(places, index)?;
        Some(reason_of(places, &words, Scope::Elsewhere))
    }) {
        return ruling;
    }
    let role = std::iter::once(&deciding)
        .chain(own())
        .find_map(|&index| role_only(places, index));
    role.map_or(Ruling::Bare, |words| {
        Ruling::RoleOnly(places.reading.outline.source(&words))
    })
}

/// Why there is a part, where a place that begins with its name tells that: "Cache: keeps reads off the database".
/// "Stream films without delay" asks for it, and tells of no part.
pub fn told_of_part(places: &Places, own: &[usize], verdicts: &[Verdict]) -> Option<Ruling> {
    let built = own.iter().filter(|&&index| verdicts[index].against != Against::Given);
    built.copied().find_map(|index| {
        let mention = &places.mentions[index];
        let block = &places.reading.outline.blocks[mention.block];
        let start = places
            .cell(mention.block, mention.words.start)
            .map_or(block.words.start, |(_, cell)| cell.start);
        let leads =
            !matches!(block.kind, Kind::Code { .. }) && places.between(start, mention.words.start).trim().is_empty();
        leads.then(|| reason_at(places, index, true)).flatten()
    })
}

fn reason_at(places: &Places, index: usize, elsewhere: bool) -> Option<Ruling> {
    let (words, scope) = find(places, index)?;
    let scope = if elsewhere { Scope::Elsewhere } else { scope };
    Some(reason_of(places, &words, scope))
}

fn reason_of(places: &Places, words: &Span, scope: Scope) -> Ruling {
    let words = trim(places, words);
    Ruling::Reason {
        span: places.reading.outline.source(&behind_name(places, &words)),
        scope,
        serves: serves(places, &words),
    }
}

/// The nearest reason of one mention, by the places where it may stand.
fn find(places: &Places, index: usize) -> Option<(Span, Scope)> {
    if is_of_its_part(places, index) {
        return None;
    }
    known(places, index)
        .or_else(|| in_sentence(places, index))
        .or_else(|| in_row(places, index))
        .or_else(|| near::below(places, index))
        .or_else(|| near::next_sentence(places, index))
        .or_else(|| near::answered(places, index))
        .or_else(|| labelled::labelled(places, index))
        .or_else(|| above::in_parents(places, index))
        .or_else(|| above::in_opener(places, index))
        .or_else(|| above::in_heading(places, index))
        .or_else(|| above::under_reasons(places, index))
        .or_else(|| above::under_own_heading(places, index))
        .or_else(|| above::beside_heading(places, index))
        .or_else(|| above::below_decision(places, index))
        .or_else(|| before::before(places, index))
        .or_else(|| beside::beside(places, index))
}

/// "Cache invalidation", "queue depth": what is said is said of something that belongs to the part.
fn is_of_its_part(places: &Places, index: usize) -> bool {
    const THINGS: &[&str] = &[
        "policy",
        "policies",
        "key",
        "keys",
        "size",
        "depth",
        "lag",
        "ttl",
        "hit",
        "hits",
        "miss",
        "misses",
        "stampede",
        "stampeding",
        "warming",
        "warm",
        "consistency",
        "data",
        "item",
        "items",
        "entry",
        "entries",
        "value",
        "values",
        "response",
        "responses",
        "result",
        "results",
    ];
    let end = places.mentions[index].words.end;
    let rest = places.text(end, places.reading.outline.words.len().min(end + 24));
    let next = rest.strip_prefix(' ').unwrap_or_default();
    let next = next
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    // "Raw MQTT messages": what they are is no word on what carries them.
    let technology = &places.reading.knowledge.technologies[places.mentions[index].technology];
    if technology.category == "protocol" {
        return matches!(
            next.as_str(),
            "message" | "messages" | "payload" | "payloads" | "packet" | "packets"
        );
    }
    !places.is_named(index) && (next.ends_with("tion") || THINGS.contains(&next.as_str()))
}

/// The catalogue's own words for what the technology serves, as completion and fixes write them.
fn known(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let words = mention.words.end.min(sentence.end)..sentence.end;
    let said = places.reading.folded(&words);
    let served = &places.reading.knowledge.technologies[mention.technology].serves;
    let mut found = served.iter().filter_map(|(_, reason)| {
        let at = words.start + find_folded(said, reason)?;
        Some(at..at + reason.len())
    });
    found.next().map(|span| (span, Scope::Sentence))
}

fn in_sentence(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let said = said_of(places, index)?;
    // "Caching performance": the title names a quality beside the part, and no reason for it.
    let mention = &places.mentions[index];
    let title = places.reading.outline.blocks[mention.block].level().is_some();
    if title && !places.is_named(index) && !speaks(places, &said, index, Tie::Loose) {
        return None;
    }
    let scope = match places.reading.outline.blocks[places.mentions[index].block].kind {
        Kind::Item { .. } => Scope::Item,
        Kind::Row { .. } => Scope::Row,
        _ => Scope::Sentence,
    };
    Some((said, scope))
}

/// The other cells of the row.
fn in_row(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let outline = &places.reading.outline;
    let Kind::Row { cells, .. } = &outline.blocks[mention.block].kind else {
        return None;
    };
    let columns = places.columns(mention.block);
    let sort = |at: usize| {
        let sorts = columns.and_then(|columns| columns.sorts.get(at));
        sorts.copied().unwrap_or(Column::Plain)
    };
    let (own, cell) = places.cell(mention.block, mention.words.start)?;
    // "| | WebSocket | SSE |" with a tick at the end: the rows between say why.
    if is_ticked(places, mention.block, own) {
        let row = outline.blocks.get(mention.block + 1)?;
        return Some((row.words.clone(), Scope::Row));
    }
    // "MQTT broker restarts | it connects again": what may go wrong.
    if sort(own) == Column::Cost {
        return None;
    }
    // A reason in a row belongs to what the row is about: what stands in its first cells.
    let cells = &outline.cells[cells.clone()];
    if own > 1 && sort(own) != Column::Choice && !leads_its_row(places, index, &cells[..own], &cell) {
        return None;
    }
    let (_, cell) = cells.iter().enumerate().find(|(at, cell)| {
        *at != own
            && match sort(*at) {
                Column::Reason => says_why(places, cell, index),
                Column::Alternative | Column::Cost => false,
                _ => speaks(places, cell, index, Tie::Close),
            }
    })?;
    Some((cell.clone(), Scope::Row))
}

/// Whether the name begins its cell, and the cells before hold no more than labels: a layer, a colour.
fn leads_its_row(places: &Places, index: usize, before: &[Span], own: &Span) -> bool {
    let labels = before.iter().all(|cell| {
        let words = places.text(cell.start, cell.end);
        let label = !words.trim_start().starts_with('/') && words.split_whitespace().nth(3).is_none();
        label && !places.mentions_in(cell).any(|other| places.is_named(other))
    });
    labels
        && places
            .between(own.start, places.first_of_list(index).start)
            .trim()
            .is_empty()
}

/// Whether the cell of a column of reasons holds one: more than the plain function in a word or two, or a property, be
/// it one that all of its sort have.
fn says_why(places: &Places, cell: &Span, index: usize) -> bool {
    let words = places.reading.folded(cell);
    let count = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .count();
    let praised = |(cue, _)| matches!(cue, Cue::Property | Cue::Trait);
    count >= 3 || places.cues(cell).any(praised) || speaks(places, cell, index, Tie::Close)
}

/// The plain function, where nothing but that is said.
fn role_only(places: &Places, index: usize) -> Option<Span> {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let after = mention.words.end..sentence.end.max(mention.words.end);
    let role = places.cues(&after).find(|(cue, _)| *cue == Cue::Role);
    role.map(|_| trim(places, &(mention.words.start..after.end)))
}

/// The qualities of the checklist that a reason speaks of.
fn serves(places: &Places, words: &Span) -> Vec<QualityId> {
    let mut qualities: Vec<QualityId> = places
        .reading
        .hits_in(words)
        .filter_map(|hit| match hit.found {
            Found::Cue(Cue::Quality(quality)) => Some(quality),
            _ => None,
        })
        .collect();
    qualities.sort_unstable();
    qualities.dedup();
    qualities
}

/// "Redis (geo sets) because …": where the cause begins, behind what a bracket adds to the name.
fn behind_name(places: &Places, words: &Span) -> Span {
    let text = &places.reading.outline.words[words.clone()];
    let close = text.starts_with('(').then(|| text.find(')')).flatten();
    let start = close.map(|close| {
        let rest = &text[close + 1..];
        words.end - rest.trim_start_matches([' ', ',', ':']).len()
    });
    let is_cause = |start: &usize| {
        let mut cues = places.cues(words);
        cues.any(|(cue, span)| cue == Cue::Because && span.start == *start)
    };
    start.filter(is_cause).map_or(words.clone(), |start| start..words.end)
}

/// Without the marks and spaces around it.
fn trim(places: &Places, words: &Span) -> Span {
    let text = &places.reading.outline.words[words.clone()];
    let edge = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | ',' | ';' | '.' | '|');
    // "Redis (geo set) because …": the bracket that its name ends with.
    let before = |c: char| edge(c) || matches!(c, ')' | ']');
    let start = words.start + (text.len() - text.trim_start_matches(before).len());
    let end = words.start + text.trim_end_matches(edge).len();
    if start < end { start..end } else { words.clone() }
}
