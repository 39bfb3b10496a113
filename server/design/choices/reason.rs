//! Why a technology is taken: what counts as a reason, and the places where it may stand.

use super::place::{Column, Places};
use super::role::{Against, Verdict};
use super::{Ruling, Scope};
use crate::knowledge::{Cue, Found, QualityId};
use crate::markdown::{Kind, fold};
use crate::text::Span;

/// No more places than this are looked at for one technology in sections and lists.
const REACH: usize = 60;

/// Nor is a place longer than this one reason, in bytes.
const LONGEST: usize = 1200;

/// The reason for a choice: at the mention that decides first, then at its other mentions.
pub fn ruling(places: &Places, own: &[usize], deciding: usize, verdicts: &[Verdict]) -> Ruling {
    let speaking = |index: usize| {
        !matches!(
            verdicts[index].against,
            Against::Rejected | Against::Given | Against::Foreign
        ) && verdicts[index].score >= 30
    };
    if let Some(ruling) = reason_at(places, deciding, false) {
        return ruling;
    }
    for &index in own.iter().filter(|&&index| index != deciding && speaking(index)) {
        if let Some(ruling) = reason_at(places, index, true) {
            return ruling;
        }
    }
    let role = std::iter::once(&deciding)
        .chain(own)
        .find_map(|&index| role_only(places, index));
    role.map_or(Ruling::Bare, |words| {
        Ruling::RoleOnly(places.reading.outline.source(&words))
    })
}

fn reason_at(places: &Places, index: usize, elsewhere: bool) -> Option<Ruling> {
    let (words, scope) = find(places, index)?;
    let scope = if elsewhere { Scope::Elsewhere } else { scope };
    let words = trim(places, &words);
    Some(Ruling::Reason {
        span: places.reading.outline.source(&words),
        scope,
        serves: serves(places, &words),
    })
}

/// The nearest reason of one mention, by the places where it may stand.
fn find(places: &Places, index: usize) -> Option<(Span, Scope)> {
    known(places, index)
        .or_else(|| in_sentence(places, index))
        .or_else(|| in_row(places, index))
        .or_else(|| below(places, index))
        .or_else(|| next_sentence(places, index))
        .or_else(|| in_parents(places, index))
        .or_else(|| in_heading(places, index))
        .or_else(|| under_own_heading(places, index))
        .or_else(|| before(places, index))
}

/// The catalogue's own words for what the technology serves, as completion and fixes write them.
fn known(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let words = mention.words.end.min(sentence.end)..sentence.end;
    let said = places.reading.folded(&words);
    let served = &places.reading.knowledge.technologies[mention.technology].serves;
    let mut found = served.iter().filter_map(|(_, reason)| {
        let reason = fold(reason);
        said.find(&reason)
            .map(|at| words.start + at..words.start + at + reason.len())
    });
    found.next().map(|span| (span, Scope::Sentence))
}

/// What the sentence says of this mention: its own stretch, without what is said of others.
fn stretches(places: &Places, index: usize) -> Vec<Span> {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let (members, _) = places.groups[places.lists[index]].clone();
    let first = places.mentions[members.start].words.start.max(sentence.start);
    let last = places.mentions[members.end - 1]
        .words
        .end
        .min(sentence.end)
        .max(mention.words.end);
    let others = places.mentions_in(&sentence);
    let named_before = others
        .clone()
        .rfind(|&other| other < members.start && places.is_named(other))
        .map(|other| places.mentions[other].words.end)
        .filter(|&end| end <= first);
    let named_after = others
        .filter(|&other| other >= members.end && places.is_named(other))
        .map(|other| places.mentions[other].words.start)
        .next();
    // Behind the name, up to where the next one begins a stretch of its own.
    let end = match named_after {
        Some(next) if next > last => boundary(places.text(last, next)).map_or(sentence.end, |at| last + at),
        _ => sentence.end,
    };
    let own_end = end.max(last);
    // Before the name: all of it where none is named before, else from the boundary between the two.
    let start = match named_before {
        Some(before) if before < first => match boundary(places.text(before, first)) {
            Some(at) => before + at,
            None => sentence.start,
        },
        _ => sentence.start,
    };
    let mut stretches = vec![start.min(first)..first, last..own_end];
    // "Redis (fast), Kafka (…)": what stands in the brackets behind another name is said of that one.
    if let Some(before) = named_before
        && start <= before
        && places.text(before, first).trim_start().starts_with('(')
        && let Some(close) = places.text(before, first).find(')')
    {
        stretches[0] = before + close..first;
    }
    // "For high write throughput we use Kafka, and Cassandra …": a purpose at the beginning speaks of all.
    if start > sentence.start && is_purpose(places, &sentence) {
        let until = places
            .mentions_in(&sentence)
            .next()
            .map_or(first, |earliest| places.mentions[earliest].words.start);
        if until > sentence.start {
            stretches.push(sentence.start..until);
        }
    }
    stretches.retain(|stretch| stretch.start < stretch.end);
    stretches
}

/// Where, between two names, what is said of the second begins.
fn boundary(between: &str) -> Option<usize> {
    if let Some(at) = between.find([';', '|', '→']) {
        return Some(at);
    }
    for word in [" while ", " whereas ", " but ", ", and ", " -> ", "->"] {
        if let Some(at) = between.rfind(word) {
            return Some(at);
        }
    }
    let trimmed = between.trim_end();
    let tail = ["use ", "using ", "the ", "a ", "an "]
        .iter()
        .fold(trimmed, |rest, word| {
            rest.strip_suffix(word.trim_end()).unwrap_or(rest).trim_end()
        });
    let ends = tail.ends_with([',', '+', '/']) || tail.ends_with(" and") || tail.ends_with(')');
    ends.then(|| {
        tail.rfind([',', '+', '/'])
            .filter(|&at| at + 6 > tail.len())
            .unwrap_or(tail.len() - 3.min(tail.len()))
    })
    .filter(|&at| between.is_char_boundary(at))
}

fn is_purpose(places: &Places, sentence: &Span) -> bool {
    let folded = places.reading.folded(sentence).trim_start();
    ["for ", "to ", "because ", "since ", "given ", "as "]
        .iter()
        .any(|word| folded.starts_with(word))
}

fn in_sentence(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let live = is_live(places, index);
    let stretches = stretches(places, index);
    let whole =
        stretches.iter().map(|stretch| stretch.start).min()?..stretches.iter().map(|stretch| stretch.end).max()?;
    let mention = &places.mentions[index];
    let found = stretches.iter().any(|stretch| speaks(places, stretch, live)) || wins(places, index, &whole);
    let scope = match places.reading.outline.blocks[mention.block].kind {
        Kind::Item { .. } => Scope::Item,
        Kind::Row { .. } => Scope::Row,
        _ => Scope::Sentence,
    };
    found.then_some((whole, scope))
}

/// Whether "real time" says more than the plain function: for what carries updates it is the need itself.
fn is_live(places: &Places, index: usize) -> bool {
    let technology = &places.reading.knowledge.technologies[places.mentions[index].technology];
    matches!(technology.category.as_str(), "protocol" | "pubsub")
}

/// Whether a stretch of words names a reason.
fn speaks(places: &Places, words: &Span, live: bool) -> bool {
    if words.start >= words.end || words.len() > 2 * LONGEST {
        return false;
    }
    let mut cause = false;
    let mut need = false;
    for (cue, span) in places.cues(words) {
        match cue {
            Cue::Because if is_followed(places, &span, words) => return true,
            Cue::Property if !is_inside_name(places, &span) => return true,
            Cue::Need if !is_inside_name(places, &span) => {
                need = true;
                let folded = places.reading.folded(&span);
                if live && (folded.contains("real") || folded.contains("live") || folded.contains("instant")) {
                    return true;
                }
            }
            Cue::Cause => cause = true,
            _ => {}
        }
    }
    let figure = places.reading.quantities_in(words).next().is_some();
    cause
        && (need
            || (figure
                && places
                    .cues(words)
                    .any(|(cue, span)| cue == Cue::Cause && is_telling(places, &span))))
}

/// A cause word that, together with a figure, tells why: "handles 100k writes a second".
fn is_telling(places: &Places, span: &Span) -> bool {
    matches!(
        places.reading.folded(span),
        "handle"
            | "handles"
            | "to handle"
            | "supports"
            | "support"
            | "to support"
            | "since"
            | "must"
            | "need"
            | "needs"
            | "scales"
    )
}

/// A cause has to be followed by something.
fn is_followed(places: &Places, cause: &Span, words: &Span) -> bool {
    places.between(cause.end, words.end).split_whitespace().count() >= 1 || {
        // "… because:" with a list below it.
        places
            .text(cause.end.min(words.end), places.reading.outline.words.len())
            .trim_start()
            .starts_with(':')
    }
}

fn is_inside_name(places: &Places, span: &Span) -> bool {
    places
        .mentions_in(&(span.start.saturating_sub(40)..span.end))
        .any(|other| {
            let words = &places.mentions[other].words;
            places.is_named(other) && words.start <= span.start && span.end <= words.end
        })
}

/// "Kafka over RabbitMQ", "SSE instead of polling": the side that is taken has its reason in the other.
fn wins(places: &Places, index: usize, words: &Span) -> bool {
    let mention = &places.mentions[index];
    places.cues(words).any(|(cue, span)| {
        cue == Cue::Compare && span.start >= mention.words.end && {
            let folded = places.reading.folded(&span);
            let rest = places.between(span.end, words.end).split_whitespace().count();
            rest >= 1 && (folded != "over" || places.between(mention.words.end, span.start).trim().is_empty())
        }
    })
}

/// The other cells of the row.
fn in_row(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let outline = &places.reading.outline;
    let Kind::Row { cells, .. } = &outline.blocks[mention.block].kind else {
        return None;
    };
    let columns = places.columns(mention.block);
    let (own, own_cell) = places.cell(mention.block, mention.words.start)?;
    // A reason in a row belongs to what the row is about: what stands in its first cells.
    let cells = &outline.cells[cells.clone()];
    let live = is_live(places, index);
    let about = own <= 1
        || columns.is_some_and(|columns| columns.sorts.get(own) == Some(&Column::Choice))
        || is_short(places, &own_cell);
    if !about {
        return None;
    }
    let reason = cells.iter().enumerate().find(|(at, cell)| {
        *at != own && {
            let sort = columns
                .and_then(|columns| columns.sorts.get(*at))
                .copied()
                .unwrap_or(Column::Plain);
            let text = outline.words[(*cell).clone()].trim();
            match sort {
                Column::Reason => {
                    text.split_whitespace().count() >= 1 && text.trim_matches(['-', '–', '—', ' ', '/']).len() > 3
                }
                Column::Alternative => false,
                Column::Cost => false,
                _ => speaks(places, cell, live),
            }
        }
    })?;
    Some((reason.1.clone(), Scope::Row))
}

fn is_short(places: &Places, cell: &Span) -> bool {
    places.reading.folded(cell).split_whitespace().count() <= 4
}

/// What is nested below the item, where the item is about this technology.
fn below(places: &Places, index: usize) -> Option<(Span, Scope)> {
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
    let opens = text.ends_with(':') && matches!(blocks[mention.block].kind, Kind::Line);
    if !opens {
        return None;
    }
    let list = unit.end..blocks.len().min(unit.end + REACH);
    let end = list.clone().find(|&at| !blocks[at].is_item()).unwrap_or(list.end);
    nested(places, unit.end..end, index)
}

fn nested(places: &Places, range: std::ops::Range<usize>, index: usize) -> Option<(Span, Scope)> {
    let blocks = &places.reading.outline.blocks;
    let live = is_live(places, index);
    let technology = places.mentions[index].technology;
    range
        .take(REACH)
        .find(|&at| speaks(places, &blocks[at].words, live) && !names_another(places, &blocks[at].words, technology))
        .map(|at| (blocks[at].words.clone(), Scope::Below))
}

/// Whether a range names a technology, and not this one.
fn names_another(places: &Places, words: &Span, technology: usize) -> bool {
    let mut named = places
        .mentions_in(words)
        .filter(|&other| places.is_named(other))
        .peekable();
    named.peek().is_some() && !named.any(|other| places.mentions[other].technology == technology)
}

/// The next sentences of the same paragraph or item, as long as they speak of nothing else.
fn next_sentence(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    if matches!(
        places.reading.outline.blocks[mention.block].kind,
        Kind::Row { .. } | Kind::Code { .. } | Kind::Heading(_)
    ) {
        return None;
    }
    let live = is_live(places, index);
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
        let sentence = sentence.start.max(at)..sentence.end;
        if names_another(places, &sentence, mention.technology) {
            return None;
        }
        if speaks(places, &sentence, live) {
            return Some((sentence, Scope::Next));
        }
        at = sentence.end;
    }
    None
}

/// The items above it, two levels, where they name a need and no other technology.
fn in_parents(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    places
        .items_above(mention.block)
        .take(2)
        .find(|&item| {
            states_need(places, &blocks[item].words) && !names_another(places, &blocks[item].words, mention.technology)
        })
        .map(|item| (blocks[item].words.clone(), Scope::Parent))
}

/// A title or list head that names a need: a property, or a quality of the checklist.
fn states_need(places: &Places, words: &Span) -> bool {
    words.len() <= LONGEST
        && places
            .cues(words)
            .any(|(cue, span)| !is_inside_name(places, &span) && matches!(cue, Cue::Property | Cue::Because))
}

/// The nearest heading: where it names a need, or asks why.
fn in_heading(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let heading = places.above(mention.block).next()?;
    if heading.block == mention.block {
        return None;
    }
    let words = &blocks[heading.block].words;
    // "Security considerations", "Scaling optimizations" hold everything of that sort.
    let folded = places.reading.folded(words);
    let wide = ["security", "optimi", "consideration"]
        .iter()
        .any(|word| folded.contains(word));
    let small = heading.end - heading.block <= 25 && !wide;
    let told = states_need(places, words) && small && !names_another(places, words, mention.technology);
    told.then(|| (words.clone(), Scope::Heading))
}

/// A heading that names the technology: everything under it speaks of it.
fn under_own_heading(places: &Places, index: usize) -> Option<(Span, Scope)> {
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
    let mut found = nested(places, heading.block + 1..heading.end, index)?;
    found.1 = Scope::Below;
    Some(found)
}

/// What is said right before it under the same heading, where the sentence then decides.
fn before(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    if !matches!(blocks[mention.block].kind, Kind::Line) {
        return None;
    }
    let sentence = places.sentence(mention.block, mention.words.start);
    let decides = places
        .cues(&(sentence.start..mention.words.start))
        .any(|(cue, _)| matches!(cue, Cue::Decided | Cue::Decide))
        || places.has(&sentence, Cue::Decided);
    if !decides {
        return None;
    }
    let from = places
        .above(mention.block)
        .next()
        .map_or(0, |heading| heading.block + 1);
    let from = from.max(mention.block.saturating_sub(8));
    let live = is_live(places, index);
    let place = (from..places.unit(mention.block).start).rev().find(|&at| {
        let named = places
            .mentions_in(&blocks[at].words)
            .any(|other| places.is_named(other));
        let prose = matches!(blocks[at].kind, Kind::Line | Kind::Item { .. });
        let figure = places.reading.quantities_in(&blocks[at].words).next().is_some();
        prose && !named && (speaks(places, &blocks[at].words, live) || figure)
    });
    if let Some(at) = place {
        return Some((blocks[at].words.clone(), Scope::Before));
    }
    // Earlier in the same paragraph.
    let unit = places.unit_words(mention.block);
    let earlier = unit.start..sentence.start.max(unit.start);
    let named = places.mentions_in(&earlier).any(|other| places.is_named(other));
    (!named && earlier.len() < 400 && speaks(places, &earlier, live)).then_some((earlier, Scope::Before))
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

/// Without the marks and spaces around it.
fn trim(places: &Places, words: &Span) -> Span {
    let text = &places.reading.outline.words[words.clone()];
    let edge = |c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | ',' | ';' | '.' | '|');
    let start = words.start + (text.len() - text.trim_start_matches(edge).len());
    let end = words.start + text.trim_end_matches(edge).len();
    if start < end { start..end } else { words.clone() }
}
