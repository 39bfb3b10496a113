//! Plain lines that can be titles.

use super::{inline, is_plain};
use crate::design::Reading;
use crate::markdown::{Block, Kind};

/// A short plain line that can be a title: `FR -`, `Functional Requirements:`, `APIs`.
pub(super) fn is_label(words: &str) -> bool {
    let trimmed = without_stop(without_aside(words.trim()));
    // "Topics: caching, database schema" says something of its own.
    let numbered = || trimmed.contains(|c: char| c.is_ascii_digit());
    if trimmed.contains(": ") && !numbered() {
        return false;
    }
    let count = trimmed.split_whitespace().count();
    // "Deep dive 2: …" is counted, however long it is.
    let dives = || numbered() && crate::markdown::fold(trimmed).starts_with("deep dive ");
    (count <= 6 && trimmed.len() < 60 || count <= 12 && trimmed.len() < 90 && dives())
        && !trimmed.ends_with(['.', ',', ';', '?', '!'])
        && (trimmed.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || is_plain(trimmed))
}

/// "Non-functional requirements." is a title for all its full stop.
fn without_stop(words: &str) -> &str {
    const FEW: usize = 3;
    let ends = |title: &&str| {
        let last = title.rsplit(' ').next().unwrap_or_default();
        let last = crate::markdown::fold(last);
        matches!(&*last, "requirements" | "reqs") && title.split_whitespace().count() <= FEW
    };
    words.strip_suffix('.').filter(ends).unwrap_or(words)
}

/// "storage estimates:" in small letters, with a blank line or a title above and a list below.
pub(super) fn is_small_label(reading: &Reading, index: usize) -> bool {
    let blocks = &reading.outline.blocks;
    let words = reading.outline.words_of(&blocks[index]).trim();
    let begins = || index == 0 || blocks[index - 1].group != blocks[index].group;
    words.ends_with(':')
        && words.split_whitespace().count() <= 3
        && blocks.get(index + 1).is_some_and(Block::is_item)
        && begins()
}

/// A line of dashes of any kind stands right below it: a heading drawn by hand.
pub(super) fn is_underlined(reading: &Reading, index: usize) -> bool {
    const DASHES: [char; 8] = ['-', '–', '—', '―', '─', '━', '=', '~'];
    let blocks = &reading.outline.blocks;
    blocks.get(index + 1).is_some_and(|below| {
        let drawn = reading.outline.words_of(below).trim();
        below.kind == Kind::Line
            && below.group == blocks[index].group
            && drawn.chars().count() > 2
            && drawn.chars().all(|c| DASHES.contains(&c))
    })
}

/// `Core entities (what is stored)` without what stands in brackets at its end.
fn without_aside(title: &str) -> &str {
    let bare = title.trim_end_matches([':', ' ', '-']);
    match bare.find(" (").filter(|_| bare.ends_with(')')) {
        Some(at) => &bare[..at],
        None => title,
    }
}

/// "Interviewer: which non-functional requirements count?" above what the other one lists: what is asked for.
pub(super) fn asked_for<'a>(reading: &Reading<'a>, index: usize) -> Option<&'a str> {
    const QUOTES: [char; 4] = ['"', '“', '”', ' '];
    let blocks = &reading.outline.blocks;
    let words = reading.outline.words[blocks[index].words.clone()].trim_end_matches(QUOTES);
    let (speaker, asked) = inline(words).filter(|_| words.ends_with('?'))?;
    let next = blocks.get(index + 1)?;
    let answers = || {
        let speaks = next.kind == Kind::Line && is_speaker(reading.outline.words_of(next));
        speaks && blocks.get(index + 2).is_some_and(Block::is_item)
    };
    let asks = is_speaker(speaker)
        && crate::markdown::fold(asked).contains("functional requirement")
        && (next.is_item() || answers());
    asks.then(|| asked.trim_start_matches(QUOTES))
}

/// "Interviewer:", "🎤 Candidate": who says what follows.
pub(super) fn is_speaker(words: &str) -> bool {
    matches!(
        crate::knowledge::normal_title(words).trim_end_matches(':'),
        "interviewer" | "candidate"
    )
}
