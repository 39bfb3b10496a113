//! What an editor writes between the words: quantities in other units, what a deep dive serves.

use super::occurrences::code;
use super::{facts, lenses};
use crate::design::Design;
use crate::knowledge::Part;
use crate::quantities::{self, Dimension};
use crate::text::Span;

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
    /// The quality that a deep dive serves.
    Quality,
}

/// Which kinds of hints are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintKinds {
    /// Quantities in other units.
    pub quantities: bool,
    /// The quality that a deep dive serves.
    pub qualities: bool,
}

impl Default for HintKinds {
    fn default() -> HintKinds {
        HintKinds {
            quantities: true,
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
    if kinds.quantities {
        hints.extend(quantities(design, part));
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
            Dimension::Share => true,
            Dimension::Count | Dimension::Bytes => quantity.per.is_some_and(|seconds| seconds > 1.0),
            _ => false,
        };
        if !telling || quantity.each.is_some() {
            continue;
        }
        let span = design.outline.source(&quantity.span);
        if quiet.holds(&span) || !part.contains(&span.end.saturating_sub(1)) {
            continue;
        }
        let faces = quantities::faces(quantity, &design.outline.words);
        let Some(first) = faces.first() else { continue };
        let line = hints
            .last()
            .is_some_and(|last| !design.text[last.offset..span.end].contains('\n'));
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
