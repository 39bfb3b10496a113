//! What is asked of the system: functional and non-functional items, their qualities and targets, the stance.

use super::Reading;
use super::sections::{Opener, Section};
use super::trace::Answer;
use crate::knowledge::{Cue, Found, Part, QualityId};
use crate::markdown::{Block, Kind, fold};
use crate::notes::head;
use crate::text::Span;
use std::ops::Range;

/// All requirements of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// What users can do, in scope.
    pub functional: Vec<Requirement>,
    /// How well the system does it, in scope.
    pub non_functional: Vec<Requirement>,
    /// What is left out on purpose, of either kind.
    pub out_of_scope: Vec<Requirement>,
    /// The qualities that the document states as requirements, in the order of the checklist.
    pub stated: Vec<QualityId>,
}

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its own text in the document.
    pub span: Span,
    /// Its own words: a range of the outline's words.
    pub words: Span,
    /// Its block, and the blocks nested in it.
    pub blocks: Range<usize>,
    /// Its section, as an index into the sections.
    pub section: usize,
    /// The qualities it states; empty for functional ones.
    pub qualities: Vec<QualityId>,
    /// The measurable targets in it and in what is nested in it.
    pub targets: Vec<Target>,
    /// A label with nothing behind it.
    pub empty: bool,
    /// Where the design shows how it is met, the clearest place first.
    pub answers: Vec<Answer>,
}

/// A measurable target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub text: String,
}

/// Reads the items of all requirement sections.
pub fn read(reading: &Reading, sections: &[Section]) -> Requirements {
    let mut requirements = Requirements::default();
    for (index, section) in sections.iter().enumerate() {
        if !section.part.is_requirements() && section.part != Part::OutOfScope {
            continue;
        }
        // "Functional and non-functional requirements" in one: the qualities tell the items apart.
        let both = sections
            .iter()
            .any(|other| other.opener == section.opener && other.part != section.part && other.part.is_requirements());
        let mut excluded = section.part == Part::OutOfScope;
        for (block, words) in items(reading, section, sections) {
            if let Some(out) = scope_mark(reading, block, &words) {
                excluded = out || section.part == Part::OutOfScope;
                continue;
            }
            let mut requirement = requirement(reading, section, index, block, words);
            if excluded || is_optional(reading, &requirement) {
                requirements.out_of_scope.push(requirement);
                continue;
            }
            if is_question(reading, &requirement) {
                continue;
            }
            let measured = !requirement.qualities.is_empty();
            match section.part {
                Part::Functional if both && measured => {}
                Part::NonFunctional if both && !measured => {}
                Part::Functional if is_quality(reading, &requirement) => requirements.non_functional.push(requirement),
                Part::Functional => {
                    requirement.qualities.clear();
                    requirements.functional.push(requirement);
                }
                _ => requirements.non_functional.push(requirement),
            }
        }
    }
    requirements.stated = stated(reading, sections, &requirements);
    requirements
}

/// The top-level items of a section: list items, table rows, plain lines, or the text behind the section's own colon.
fn items(reading: &Reading, section: &Section, sections: &[Section]) -> Vec<(usize, Span)> {
    let blocks = &reading.outline.blocks;
    let opener = &blocks[section.opener];
    let nested = |at: usize| {
        sections.iter().any(|inner| {
            inner.opener > section.opener
                && section.blocks.contains(&inner.opener)
                && (inner.opener == at || inner.blocks.contains(&at))
                && (inner.part != Part::Estimation || matches!(inner.style, Opener::Heading(_)))
        })
    };
    let body: Vec<usize> = section
        .blocks
        .clone()
        .filter(|&at| !nested(at) && !reading.outline.words_of(&blocks[at]).trim().is_empty())
        .collect();
    let mut items: Vec<(usize, Span)> = Vec::new();
    let listed: Vec<usize> = body.iter().copied().filter(|&at| blocks[at].is_item()).collect();
    let rows: Vec<usize> = body
        .iter()
        .copied()
        .filter(|&at| matches!(blocks[at].kind, Kind::Row { .. }))
        .collect();
    if section.style == Opener::Item && body.is_empty() {
        let words = reading.outline.words_of(opener);
        if let Some(rest) = head(words).1 {
            let start = opener.words.start + (rest.as_ptr() as usize - words.as_ptr() as usize);
            items.push((section.opener, start..start + rest.len()));
        }
        return items;
    }
    let top = |at: usize| {
        let parent = blocks[at].parent;
        parent.is_none()
            || parent == Some(section.opener)
            || parent == opener.parent
            || parent.is_some_and(|parent| !body.contains(&parent))
    };
    let label_only = |at: usize| reading.outline.words_of(&blocks[at]).trim_end().ends_with(':');
    for &at in &listed {
        if top(at) {
            items.push((at, blocks[at].words.clone()));
        }
    }
    // A list whose single top item is a label ("Users should be able to:") holds the items below it.
    if let [(only, _)] = items[..]
        && label_only(only)
        && rows.is_empty()
    {
        let below: Vec<(usize, Span)> = listed
            .iter()
            .filter(|&&at| blocks[at].parent == Some(only))
            .map(|&at| (at, blocks[at].words.clone()))
            .collect();
        if !below.is_empty() {
            items = below;
        }
    }
    items.extend(
        rows.iter()
            .filter_map(|&at| row(reading, &blocks[at]).map(|words| (at, words))),
    );
    if items.is_empty() || is_indented(reading, &body) {
        let lines = body
            .iter()
            .copied()
            .filter(|&at| blocks[at].kind == Kind::Line && !blocks[at].image && top(at));
        let lines: Vec<(usize, Span)> = lines.map(|at| (at, blocks[at].words.clone())).collect();
        items.extend(plain_lines(reading, section.part, lines));
        items.sort_by_key(|(at, _)| *at);
    }
    // A lead-in line under which out-of-scope items stand.
    let marks = body.iter().copied().filter(|&at| {
        !items.iter().any(|(item, _)| *item == at)
            && matches!(blocks[at].kind, Kind::Line | Kind::Heading(_))
            && is_scope_word(reading.outline.words_of(&blocks[at]))
    });
    let resets = body.iter().copied().filter(|&at| blocks[at].level().is_some());
    let extra: Vec<(usize, Span)> = marks.chain(resets).map(|at| (at, blocks[at].words.clone())).collect();
    items.extend(extra);
    items.sort_by_key(|(at, _)| *at);
    items.dedup_by_key(|(at, _)| *at);
    items
}

/// Plain lines as items: prose that wraps over lines is one item, labels and short statements are one each.
fn plain_lines(reading: &Reading, part: Part, lines: Vec<(usize, Span)>) -> Vec<(usize, Span)> {
    let blocks = &reading.outline.blocks;
    let mut items: Vec<(usize, Span)> = Vec::new();
    for (at, words) in lines {
        let text = reading.outline.words[words.clone()].trim();
        let lead_in = text.ends_with(':')
            || text.starts_with(['"', '“'])
            || text.len() < 3
            || (part == Part::NonFunctional && !says(reading, &words));
        let wraps = items.last().is_some_and(|(before, previous): &(usize, Span)| {
            let earlier = reading.outline.words[previous.clone()].trim_end();
            blocks[*before].group == blocks[at].group && earlier.len() > 60 && !earlier.ends_with(['.', ';', ':'])
        });
        if wraps {
            if let Some((_, previous)) = items.last_mut() {
                previous.end = words.end;
            }
        } else if !lead_in {
            items.push((at, words));
        }
    }
    items
}

/// Whether a plain line states a quality, rather than naming the question ("Consistency vs Availability").
fn says(reading: &Reading, words: &Span) -> bool {
    let folded = reading.folded(words);
    let few = folded.split_whitespace().count() <= 4;
    let question = few && (folded.contains(" vs ") || folded.contains("theorem") || folded.ends_with('?'));
    let list = folded.trim_end().ends_with("...") || folded.trim_end().ends_with('…');
    let figure = || reading.quantities_in(words).any(crate::quantities::Quantity::is_target);
    !question && !list && (!cued(reading, words).is_empty() || figure())
}

/// Lines that were indented too far stand for items of their own.
fn is_indented(reading: &Reading, body: &[usize]) -> bool {
    let blocks = &reading.outline.blocks;
    body.iter()
        .all(|&at| blocks[at].kind == Kind::Line || blocks[at].level().is_some())
}

/// The telling words of a table row: nothing for the header, nor for rows without words.
fn row(reading: &Reading, block: &Block) -> Option<Span> {
    let Kind::Row { header, cells } = &block.kind else {
        return None;
    };
    let written = reading.outline.cells[cells.clone()]
        .iter()
        .filter(|cell| reading.outline.words[(*cell).clone()].trim().len() > 1)
        .count();
    (!header && written > 0).then(|| block.words.clone())
}

fn requirement(reading: &Reading, section: &Section, index: usize, block: usize, words: Span) -> Requirement {
    let blocks = &reading.outline.blocks;
    let inner = block..if block == section.opener {
        block + 1
    } else {
        blocks[block].end
    };
    let whole = words.start
        ..blocks[inner.clone()]
            .iter()
            .map(|block| block.words.end)
            .max()
            .unwrap_or(words.end)
            .max(words.end);
    let mut targets = Vec::new();
    for quantity in reading.quantities_in(&whole).filter(|quantity| quantity.is_target()) {
        let span = reading.outline.source(&quantity.span);
        targets.push(Target {
            text: reading.text[span.clone()].to_owned(),
            span,
        });
    }
    let text = reading.outline.words[words.clone()].trim();
    let empty = inner.len() == 1 && text.ends_with([':', '-']);
    let mut qualities = if section.part == Part::Functional {
        cued(reading, &words)
    } else {
        qualities(reading, &words, &whole)
    };
    if qualities.is_empty() && section.part == Part::NonFunctional {
        // "#### Performance" above the item says what it is about.
        let above = blocks[section.blocks.start..block.max(section.blocks.start)]
            .iter()
            .rev();
        let title = above
            .take_while(|above| above.words.start < words.start)
            .find(|above| above.level().is_some());
        qualities = title.map_or_else(Vec::new, |title| cued(reading, &title.words));
    }
    let span = if block == section.opener {
        reading.outline.source(&words)
    } else {
        blocks[block].span.clone()
    };
    Requirement {
        span,
        words,
        blocks: inner,
        section: index,
        qualities: if empty { Vec::new() } else { qualities },
        targets,
        empty,
        answers: Vec::new(),
    }
}

/// The qualities that an item states: by its label, else by its words and figures.
fn qualities(reading: &Reading, words: &Span, whole: &Span) -> Vec<QualityId> {
    let text = &reading.outline.words[words.clone()];
    let label = head(text).0.len();
    let label_span = words.start..words.start + label;
    let labelled = if label < text.len() {
        cued(reading, &label_span)
    } else {
        Vec::new()
    };
    let mut found = if labelled.is_empty() {
        cued(reading, words)
    } else {
        labelled
    };
    if found.is_empty() {
        found = cued(reading, whole);
    }
    let _ = fold;
    if found.is_empty() {
        found = measured(reading, whole);
    }
    let other = reading.knowledge.quality("other");
    if found.len() > 1 {
        found.retain(|quality| Some(*quality) != other);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn cued(reading: &Reading, words: &Span) -> Vec<QualityId> {
    let mut found: Vec<QualityId> = reading
        .hits_in(words)
        .filter_map(|hit| match hit.found {
            Found::Cue(Cue::Quality(quality)) => Some(quality),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The qualities that figures alone state: `< 200 ms`, `100M users`.
fn measured(reading: &Reading, words: &Span) -> Vec<QualityId> {
    let mut found = Vec::new();
    for quantity in reading.quantities_in(words).filter(|quantity| quantity.is_target()) {
        let unit = quantity.sort();
        let serves = |quality: &QualityId| {
            reading
                .knowledge
                .quality_units(*quality)
                .iter()
                .any(|known| known == unit)
        };
        found.extend((0..reading.knowledge.qualities.len()).find(serves));
    }
    found
}

/// `Below the line`, `Out of scope`: what follows is out. `Core requirements`: what follows is in again.
fn scope_mark(reading: &Reading, block: usize, words: &Span) -> Option<bool> {
    let blocks = &reading.outline.blocks;
    let text = &reading.outline.words[words.clone()];
    if is_scope_word(text)
        && (blocks[block].end == block + 1 || !blocks[block].is_item())
        && text.split_whitespace().count() <= 8
    {
        return Some(true);
    }
    blocks[block].level().map(|_| false)
}

fn is_scope_word(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let count = bare.split_whitespace().count();
    const MARKS: &[&str] = &[
        "out of scope",
        "below the line",
        "not in scope",
        "non goals",
        "nice to have",
        "optional",
        "extended requirements",
        "bonus",
        "stretch",
    ];
    count <= 8
        && MARKS
            .iter()
            .any(|mark| bare.starts_with(mark) || (bare.ends_with(mark) && count <= 5))
}

/// An open question is asked, not required.
fn is_question(reading: &Reading, requirement: &Requirement) -> bool {
    let text = reading.outline.words[requirement.words.clone()].trim();
    text.starts_with('?') || text.ends_with('?')
}

/// An item among the functional ones that states nothing but a quality: "Service has high availability".
fn is_quality(reading: &Reading, requirement: &Requirement) -> bool {
    const PLAIN: &[&str] = &[
        "high availability",
        "highly available",
        "low latency",
        "highly scalable",
        "scalable",
        "fault tolerant",
        "highly reliable",
        "reliable",
        "eventual consistency",
        "eventually consistent",
        "strongly consistent",
        "strong consistency",
        "secure",
        "highly consistent",
        "highly durable",
    ];
    let folded = reading.folded(&requirement.words);
    folded.split_whitespace().count() <= 8
        && PLAIN
            .iter()
            .any(|word| folded.trim_end_matches(['.', ' ']).ends_with(word))
}

/// Items that say of themselves that they are optional or left out.
fn is_optional(reading: &Reading, requirement: &Requirement) -> bool {
    let folded = reading.folded(&requirement.words).trim();
    const MARKS: &[&str] = &[
        "(optional)",
        "(nice to have)",
        "(out of scope)",
        "(below the line)",
        "(bonus)",
        "[optional]",
    ];
    MARKS.iter().any(|mark| folded.contains(mark))
        || folded.starts_with("optional:")
        || folded.starts_with("out of scope")
        || folded.starts_with("nice to have")
}

/// The checklist's qualities that any requirement states.
fn stated(reading: &Reading, sections: &[Section], requirements: &Requirements) -> Vec<QualityId> {
    let mut stated: Vec<QualityId> = requirements
        .non_functional
        .iter()
        .flat_map(|requirement| requirement.qualities.iter().copied())
        .collect();
    // An estimation that starts from a number of users or a rate states the scale to support.
    let scale = reading.knowledge.quality("throughput_scalability");
    for section in sections.iter().filter(|section| section.part == Part::Estimation) {
        let blocks = &reading.outline.blocks[section.blocks.clone()];
        let figure = |block: &Block| {
            reading
                .quantities_in(&block.words)
                .any(|quantity| quantity.is_target() && matches!(quantity.sort(), "rate" | "count"))
        };
        if blocks.iter().any(figure) {
            stated.extend(scale);
        }
    }
    stated.retain(|&quality| reading.knowledge.qualities[quality].key != "other");
    stated.sort_unstable();
    stated.dedup();
    stated
}
