//! What names nothing that the design could take: lists of what to read, and who asks for the design.

use crate::design::Reading;
use crate::design::choices::place::names_a_part;
use crate::knowledge::{Cue, Found, Place};
use crate::markdown::{Block, Kind};

/// For each block, whether it stands in a list of what to read, or tells who asks for the design.
pub fn unread(reading: &Reading) -> Vec<bool> {
    let blocks = &reading.outline.blocks;
    let leads_on = |block: &Block| block.kind == Kind::Line && leads_to_other_pages(&reading.text[block.span.clone()]);
    let mut unread: Vec<bool> = blocks
        .iter()
        .map(|block| tells_who_asks(reading.folded(&block.words)) || leads_on(block))
        .collect();
    for hit in reading.hits {
        if hit.found != Found::Cue(Cue::Place(Place::References)) {
            continue;
        }
        let Some(at) = reading.outline.block_at(hit.span.start).filter(|at| !unread[*at]) else {
            continue;
        };
        let block = &blocks[at];
        match block.level() {
            Some(level) if is_reading_list(reading, block, 6) => {
                let inside = |at: &usize| blocks[*at].level().is_none_or(|inner| inner > level);
                let end = (at + 1..blocks.len()).find(|at| !inside(at)).unwrap_or(blocks.len());
                unread[at..end].fill(true);
            }
            // `- References` with what is nested in it; a bold line opens none, for nothing says where it ends.
            None if block.is_item() && is_reading_list(reading, block, 3) => unread[at..block.end].fill(true),
            _ => {}
        }
    }
    unread
}

/// "[Home](../README.md) | [Next: a cache](./02-cache.md)": links side by side, and nothing else.
fn leads_to_other_pages(line: &str) -> bool {
    // No line of links is longer.
    const LONGEST: usize = 400;
    let line = line.trim();
    if !line.starts_with('[') || !line.ends_with(')') || line.len() > LONGEST {
        return false;
    }
    let mut links = line.split("](");
    links.next();
    let mut count = 0;
    let within = links.all(|rest| {
        count += 1;
        let (target, rest) = rest.split_once(')').unwrap_or((rest, ""));
        let apart = rest.split('[').next().unwrap_or_default();
        target.trim_end().ends_with(".md")
            && apart
                .trim()
                .chars()
                .all(|c| matches!(c, '|' | '·' | '•' | '←' | '→' | '/'))
    });
    within && count > 1
}

/// "Asked at: Stripe, Uber": where the interview was.
fn tells_who_asks(folded: &str) -> bool {
    const ASKED: &[&str] = &["asked at", "asked by", "asked in", "companies", "company tags"];
    // Nearly no line begins like one of these, or with "frequently".
    let first = folded.bytes().find(u8::is_ascii_alphanumeric);
    if !first.is_some_and(|first| matches!(first, b'a' | b'c' | b'f')) {
        return false;
    }
    let said = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let said = said.strip_prefix("frequently ").unwrap_or(said);
    ASKED.iter().any(|asked| {
        let rest = said.strip_prefix(asked);
        rest.is_some_and(|rest| rest.trim_start_matches(['*', '`', ' ']).starts_with(':'))
    })
}

/// Whether a title or list head of so many words at most opens a list of what to read.
fn is_reading_list(reading: &Reading, block: &Block, most: usize) -> bool {
    let title = reading.outline.words_of(block);
    title.len() < 80
        && title.split_whitespace().count() <= most
        && !names_a_part(reading.folded(&block.words))
        && reading.hits_in(&block.words).any(|hit| {
            // "Resources" of an API and "sources" of a feed are no reading.
            let whole = reading.folded(&hit.span) == reading.folded(&block.words).trim_matches([':', ' ']);
            let doubtful = matches!(reading.folded(&hit.span), "resources" | "sources" | "reference");
            hit.found == Found::Cue(Cue::Place(Place::References)) && (whole || !doubtful)
        })
}
