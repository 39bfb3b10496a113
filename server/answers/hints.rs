//! What an editor writes between the words: quantities in other units, estimates worked out, what a deep dive serves.

use super::occurrences::code;
use super::{facts, lenses};
use crate::design::{Design, plain_code};
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};
use crate::quantities::arithmetic::unfinished;
use crate::quantities::{self, Dimension, Quantity};
use crate::text::Span;
use serde::Deserialize;

/// A few words behind a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Behind which byte.
    pub offset: usize,
    /// What is shown, without space around it.
    pub label: String,
    /// All there is to say, as Markdown; may be empty.
    pub more: String,
    /// What kind of hint it is.
    pub kind: HintKind,
}

/// The kinds of hints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HintKind {
    /// A quantity in another unit.
    Quantity,
    /// What comes of an estimate that stands without its result.
    Estimate,
    /// The quality that a deep dive serves.
    Quality,
}

/// Which kinds of hints are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct HintKinds {
    /// Quantities in other units.
    pub quantities: bool,
    /// Estimates worked out.
    pub estimates: bool,
    /// The quality that a deep dive serves.
    pub qualities: bool,
}

impl Default for HintKinds {
    fn default() -> HintKinds {
        HintKinds {
            quantities: true,
            estimates: true,
            qualities: true,
        }
    }
}

/// The hints inside a part of a document, in the order of their places; none where it is no design.
pub fn hints(design: &Design, part: &Span, kinds: HintKinds) -> Vec<Hint> {
    if !design.verdict.is_design {
        return Vec::new();
    }
    let mut hints = Vec::new();
    let estimates = estimates(design, part);
    if kinds.quantities {
        // The figures of an estimate say more together.
        let is_alone = |hint: &Hint| !estimates.iter().any(|(span, _)| span.contains(&hint.offset));
        hints.extend(quantities(design, part).into_iter().filter(is_alone));
    }
    if kinds.estimates {
        hints.extend(estimates.into_iter().map(|(_, hint)| hint));
    }
    if kinds.qualities {
        hints.extend(qualities(design, part));
    }
    hints.sort_by_key(|hint| hint.offset);
    hints
}

/// Rates and availabilities: what they come to is not seen at once. One hint a line keeps the text readable.
fn quantities(design: &Design, part: &Span) -> Vec<Hint> {
    let mut quiet = code(design);
    let mut hints: Vec<Hint> = Vec::new();
    for quantity in &design.quantities {
        let telling = match quantity.dimension {
            Dimension::Share => facts::is_uptime(design, quantity),
            Dimension::Count | Dimension::Bytes => quantity.per.is_some_and(|seconds| seconds > 1.0),
            _ => false,
        };
        if !telling || quantity.each.is_some() {
            continue;
        }
        let span = design.outline.source(&quantity.span);
        if quiet.holds(&span)
            || !part.contains(&span.end.saturating_sub(1))
            || is_seldom(quantity)
            || is_factor(&design.text, &span)
        {
            continue;
        }
        let faces = quantities::faces(quantity, &design.outline.words);
        let Some(first) = faces.first() else { continue };
        if is_worked_out(design, quantity, &span) {
            continue;
        }
        let line = hints
            .last()
            .is_some_and(|last| !design.text[last.offset.min(span.end)..span.end].contains('\n'));
        if !line {
            hints.push(Hint {
                offset: phrase_end(&design.text, span.end),
                label: format!("= {first}"),
                more: faces
                    .iter()
                    .map(|face| format!("- {face}"))
                    .collect::<Vec<_>>()
                    .join("\n"),
                kind: HintKind::Quantity,
            });
        }
    }
    hints
}

/// "3 deploys a day": who can count it needs no other unit.
fn is_seldom(quantity: &Quantity) -> bool {
    const SELDOM: f64 = 1000.0 / 86_400.0;
    let is_count = quantity.dimension == Dimension::Count;
    is_count
        && quantity
            .per
            .is_some_and(|seconds| quantity.greatest() / seconds < SELDOM)
}

/// "100M users × 10 searches a day": a factor comes to nothing by itself. Nor does "130 G reads a month", whose thousands
/// stand apart from it.
fn is_factor(text: &str, span: &Span) -> bool {
    let multiplies = |c: char| matches!(c, '*' | '×' | '·');
    let before = text[..span.start].trim_end_matches([' ', '(', '~']);
    let mut behind = text[span.end..].trim_start().split(' ');
    let next = behind.next().unwrap_or_default();
    let is_letter = next.len() == 1 && next.starts_with(|c: char| c.is_ascii_uppercase());
    before.ends_with(multiplies) || next.starts_with(multiplies) || is_letter
}

/// Whether the line of a rate gives it in another unit too: "100M a day, some 1,157 a second".
fn is_worked_out(design: &Design, quantity: &Quantity, span: &Span) -> bool {
    const NEAR: f64 = 0.05;
    let rate = |quantity: &Quantity| quantity.per.map(|seconds| quantity.greatest() / seconds);
    let Some(own) = rate(quantity) else { return false };
    let line = &design.text[span.end..];
    let end = span.end + line.find('\n').unwrap_or(line.len());
    let behind = design
        .quantities
        .partition_point(|other| other.span.start <= quantity.span.start);
    let mut others = design.quantities[behind..]
        .iter()
        .take_while(|other| design.outline.source(&other.span).start < end);
    others.any(|other| {
        let same = other.dimension == quantity.dimension && other.per != quantity.per;
        same && rate(other).is_some_and(|rate| (rate - own).abs() <= own * NEAR)
    })
}

/// Estimates without a result, in the words and in code that is plain text, each with the bytes of its line.
fn estimates(design: &Design, part: &Span) -> Vec<(Span, Hint)> {
    let (outline, units) = (&design.outline, design.knowledge.units());
    let is_part = |block: &Block| matches!(block.kind, Kind::Line | Kind::Row { .. });
    let belong = |one: &Block, other: &Block| one.group == other.group && is_part(one) && is_part(other);
    let groups: Vec<&[Block]> = outline.blocks.chunk_by(belong).collect();
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut next_at = 0;
    for (at, group) in groups.iter().enumerate() {
        let first_at = next_at;
        next_at += group.len();
        let (first, last) = (&group[0], &group[group.len() - 1]);
        if last.span.end < part.start || first.span.start >= part.end {
            continue;
        }
        if let Some(content) = plain_code(first) {
            let estimates = unfinished(&design.text, content, content, units);
            found.extend(estimates.into_iter().map(|it| (it.span, it.value)));
        } else {
            // What comes out may stand in the line or the item below, or in the item above.
            let above = first.parent.map_or(first, |parent| &outline.blocks[parent]);
            let below = groups.get(at + 1).and_then(|next| next.last());
            let holds = |below: &&Block| is_part(below) || below.parent.is_some_and(|it| it >= first_at);
            let below = below.filter(holds).unwrap_or(last);
            let around = above.words.start.min(first.words.start)..below.words.end.max(last.words.end);
            let estimates = unfinished(&outline.words, &(first.words.start..last.words.end), &around, units);
            found.extend(estimates.into_iter().map(|it| (outline.source(&it.span), it.value)));
        }
    }
    found.retain(|(span, _)| part.contains(&span.end.saturating_sub(1)));
    let hint = |(span, value): (Span, String)| {
        let start = design.text[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let end = design.text[span.end..]
            .find('\n')
            .unwrap_or(design.text.len() - span.end);
        let hint = Hint {
            offset: span.end,
            label: format!("≈ {value}"),
            more: String::new(),
            kind: HintKind::Estimate,
        };
        (start..span.end + end + 1, hint)
    };
    found.into_iter().map(hint).collect()
}

/// Where the period of a rate ends whose number ends at a byte: behind `requests per day`.
fn phrase_end(text: &str, at: usize) -> usize {
    const LONGEST: usize = 48;
    let rest = &text[at..];
    let clause = rest
        .find(['\n', ',', '.', ';', '(', ')', '|', '`', '*'])
        .unwrap_or(rest.len());
    let openings = ["/", " per ", " a ", " an ", " each ", " every "];
    let found = openings
        .iter()
        .filter_map(|opening| Some((rest[..clause].find(opening)?, opening.len())));
    let Some((start, length)) = found.min().filter(|(start, _)| *start < LONGEST) else {
        return at;
    };
    let word = &rest[start + length..clause];
    let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    if end == 0 { at } else { at + start + length + end }
}

fn qualities(design: &Design, part: &Span) -> Vec<Hint> {
    let headings = design
        .outline
        .blocks
        .iter()
        .filter(|block| block.level().is_some_and(|level| level > 1));
    let inside = headings.filter(|block| part.start <= block.span.end && block.span.start < part.end);
    let mut hints = Vec::new();
    for block in inside {
        let section = design.section_at(block.span.start);
        let Some(section) = section.filter(|section| section.part == Part::DeepDive && section.heading != block.span)
        else {
            continue;
        };
        let served = lenses::served(design, &block.span);
        // A title that says the name itself needs no hint.
        let title = design.outline.words_of(block).to_lowercase();
        let unsaid = |label: &str| !title.contains(&label.to_lowercase());
        let unsaid: Vec<_> = served
            .into_iter()
            .filter(|id| unsaid(design.knowledge.qualities[*id].label()))
            .collect();
        if !unsaid.is_empty() && section.span.contains(&block.span.start) {
            hints.push(Hint {
                offset: block.span.end,
                label: format!("serves {}", facts::labels(design, &unsaid)),
                more: String::new(),
                kind: HintKind::Quality,
            });
        }
    }
    hints
}
