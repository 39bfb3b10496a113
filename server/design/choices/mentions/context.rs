//! What tells that an ordinary word is meant as a name: the words around it, what it is listed with, whose cloud it is of.

use super::{Named, before};
use crate::design::Reading;
use crate::knowledge::{Cue, Found, Kind as Sort, Technology, TechnologyId};
use crate::markdown::{Kind, find_phrase};
use crate::text::Span;

/// Whether a word that makes an ambiguous name a technology stands near: in its block, its heading or its list.
pub fn has_context(reading: &Reading, words: &Span, block: usize, technology: TechnologyId) -> bool {
    let blocks = &reading.outline.blocks;
    let context = &reading.knowledge.technologies[technology].context;
    let near = |span: &Span| {
        let folded = reading.folded(span);
        context.iter().any(|known| find_phrase(folded, known).is_some())
    };
    // A long paragraph says little about one word in it.
    let own = clip(reading, words, &blocks[block].words, 240);
    let heading = blocks[..block]
        .iter()
        .rev()
        .take(30)
        .find(|other| other.level().is_some());
    let whole = reading.outline.words_of(&blocks[block]).trim() == &reading.outline.words[words.clone()]
        && matches!(blocks[block].kind, Kind::Item { .. });
    near(&own)
        || heading.is_some_and(|heading| near(&heading.words))
        || blocks[block].parent.is_some_and(|parent| near(&blocks[parent].words))
        || (whole && words.len() > 4)
        || used(reading, words, block)
        || (reading.knowledge.technologies[technology].kind == Sort::Product && is_proper(reading, words, block))
}

/// "ID generator (Snowflake)": the words right before a name are of the other thing that bears it, and not of this one.
pub fn leads_to_other(reading: &Reading, words: &Span, own: TechnologyId, other: TechnologyId) -> bool {
    const NEAR: usize = 24;
    let folded = &reading.outline.folded;
    let before = &folded[folded.floor_char_boundary(words.start.saturating_sub(NEAR))..words.start];
    let before = before.rsplit(['\n', '.', ';']).next().unwrap_or_default();
    let near = |technology: TechnologyId| {
        let context = &reading.knowledge.technologies[technology].context;
        context.iter().any(|known| find_phrase(before, known).is_some())
    };
    near(other) && !near(own)
}

/// "using Presto", "with Celery": a verb that takes technologies stands right before.
fn used(reading: &Reading, words: &Span, block: usize) -> bool {
    let gap = before(reading, words, block);
    let from = (words.start - gap.len()).max(words.start.saturating_sub(24));
    let mut verbs = reading.hits_in(&(from..words.start));
    verbs.any(|hit| {
        matches!(hit.found, Found::Cue(Cue::Decide | Cue::Decided))
            && reading.outline.folded[hit.span.end..words.start].trim().is_empty()
    })
}

/// "kept in Aurora", "copied to Druid": a capital where a sentence has none, behind a word that takes a place or a means.
fn is_proper(reading: &Reading, words: &Span, block: usize) -> bool {
    const TAKES: &[&str] = &[
        "in", "into", "to", "from", "on", "onto", "by", "with", "via", "through", "using", "use",
    ];
    let written = &reading.outline.words;
    let start = reading.outline.blocks[block].words.start;
    let name = &written[words.clone()];
    let one = name.len() > 3 && name[1..].bytes().all(|byte| byte.is_ascii_lowercase());
    if !one || reading.outline.blocks[block].level().is_some() {
        return false;
    }
    let word = written[start..words.start].trim_end_matches(' ').rsplit(' ').next();
    // "With Prefect Print", "by Heron Lake": a part of a longer name.
    let goes_on = written[words.end..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    word.is_some_and(|word| TAKES.contains(&word)) && !goes_on
}

/// Whether a sure technology is listed right beside it: "Nginx, Kong".
pub fn is_listed(reading: &Reading, found: &[Named], index: usize) -> bool {
    let beside = |from: usize, to: usize| {
        if from > to || to - from > 40 {
            return false;
        }
        // "S3 (receipts), Snowflake (reports)": a list all the same.
        let gap = reading.outline.words[from..to].trim_start();
        let gap = match gap.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((_, rest)) if rest.trim_start().starts_with([',', '+', '&']) => rest,
            _ if to - from > 12 => return false,
            _ => gap,
        };
        gap.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '&' | '+' | '(' | ')'))
            .all(|word| {
                matches!(
                    word,
                    "" | "or" | "and" | "AWS" | "Amazon" | "Apache" | "Google" | "Azure"
                )
            })
    };
    // A heading lists nothing with what stands before it or below it.
    let heads = |named: &Named| reading.outline.blocks[named.block].level().is_some();
    let apart = |one: &Named, next: &Named| one.block != next.block && (heads(one) || heads(next));
    let follows = |one: &Named, next: &Named| {
        one.words.end < next.words.start && !apart(one, next) && beside(one.words.end, next.words.start)
    };
    let own = &found[index];
    let before = index.checked_sub(1).map(|before| &found[before]);
    before.is_some_and(|before| before.certain && follows(before, own))
        || found
            .get(index + 1)
            .is_some_and(|next| next.certain && follows(own, next))
}

/// The clouds that a technology is of: "Amazon SQS" and "AWS Glue" are of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cloud {
    Amazon,
    Azure,
    Google,
}

impl Cloud {
    pub const COUNT: usize = 3;
}

/// Whose cloud the technology is of, where its names tell.
pub fn cloud(technology: &Technology) -> Option<Cloud> {
    technology.names().find_map(|name| match name.split(' ').next() {
        Some("AWS" | "Amazon") => Some(Cloud::Amazon),
        Some("Azure") => Some(Cloud::Azure),
        Some("Google" | "GCP") => Some(Cloud::Google),
        _ => None,
    })
}

fn clip(reading: &Reading, words: &Span, block: &Span, reach: usize) -> Span {
    let folded = &reading.outline.folded;
    let mut start = words.start.saturating_sub(reach).max(block.start);
    let mut end = (words.end + reach).min(block.end).max(words.end);
    while !folded.is_char_boundary(start) {
        start += 1;
    }
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    start..end
}
