//! What is asked of the system: functional and non-functional items, their qualities and targets.

mod ends;

mod headings;

mod idle_words;

mod items;

mod left_out;

mod lines;

mod manner;

mod numbered;

mod qualities;

mod scope;

mod stated;

pub(super) use manner::{row_says_how_well, says_how_well, speaks_of_quality};

use super::sections::{self, Section, Topic};
use super::trace::Answer;
use super::{Reading, kept};
use crate::knowledge::{Part, QualityId};
use crate::markdown::{Block, Kind, Seam};
use crate::quantities::Quantity;
use crate::text::Span;
use items::Found;
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

/// What all requirement sections ask for. Nothing is said yet on where it is answered.
pub fn read(reading: &Reading, topics: &[Topic], sections: &[Section]) -> Requirements {
    let asks = |section: &Section| {
        section.part.is_requirements() || matches!(section.part, Part::OutOfScope | Part::Estimation)
    };
    match reading.before {
        Some(before) if !kept::is_touched(reading, sections, asks) => before.requirements.moved(reading.seam),
        _ => read_anew(reading, topics, sections),
    }
}

fn read_anew(reading: &Reading, topics: &[Topic], sections: &[Section]) -> Requirements {
    let mut requirements = Requirements::default();
    for (index, section) in sections.iter().enumerate() {
        if !section.part.is_requirements() && section.part != Part::OutOfScope {
            continue;
        }
        // "Functional and non-functional requirements" in one: the qualities tell the items apart.
        let both = sections
            .iter()
            .any(|other| other.opener == section.opener && other.part != section.part && other.part.is_requirements());
        // "Goals and non-goals" in one list: what is left out says so itself.
        let shared = section.part == Part::OutOfScope
            && sections
                .iter()
                .any(|other| other.opener == section.opener && other.part.is_requirements());
        if shared {
            continue;
        }
        let mut excluded = section.part == Part::OutOfScope;
        let all = items::found(reading, section, sections);
        // "Can a rider cancel?", all along: the answer to each is yes.
        let asked = section.part == Part::Functional
            && all.iter().all(|found| match found {
                Found::Item(_, words) => scope::is_asked(reading, words),
                Found::Scope { .. } => true,
            });
        let listed: Vec<usize> = all
            .iter()
            .filter_map(|found| match found {
                Found::Item(block, _) => Some(*block),
                Found::Scope { .. } => None,
            })
            .collect();
        for found in all {
            let (block, words) = match found {
                Found::Item(block, words) => (block, words),
                Found::Scope { out } => {
                    excluded = out || section.part == Part::OutOfScope;
                    continue;
                }
            };
            let end = numbered::end(reading, block, &listed).min(section.blocks.end.max(block + 1));
            let mut requirement = requirement(reading, section, index, block..end, words);
            if excluded || left_out::is_optional(reading, &requirement) {
                requirements.out_of_scope.push(requirement);
                continue;
            }
            if !asked && scope::is_question(reading, &requirement) {
                continue;
            }
            if scope::is_aside(reading, &requirement) {
                continue;
            }
            let measured = match sections::kind_of_row(reading, &reading.outline.blocks[block]) {
                Some(part) if both => part == Part::NonFunctional,
                _ => both && manner::is_measured(reading, &requirement, &topics[section.topic].title),
            };
            match section.part {
                Part::Functional if both && measured => {}
                Part::NonFunctional if both && !measured => {}
                Part::Functional if manner::is_quality(reading, &requirement.words) => {
                    requirements.non_functional.push(requirement)
                }
                Part::Functional => {
                    requirement.qualities.clear();
                    requirements.functional.push(requirement);
                }
                _ => requirements.non_functional.push(requirement),
            }
        }
    }
    requirements.stated = stated::stated(reading, sections, &requirements);
    requirements
}

impl Requirements {
    /// The same, none of which was read anew, at the places where it stands now.
    fn moved(&self, seam: &Seam) -> Requirements {
        let moved = |list: &[Requirement]| list.iter().map(|requirement| requirement.moved(seam)).collect();
        Requirements {
            functional: moved(&self.functional),
            non_functional: moved(&self.non_functional),
            out_of_scope: moved(&self.out_of_scope),
            stated: self.stated.clone(),
        }
    }
}

impl Requirement {
    fn moved(&self, seam: &Seam) -> Requirement {
        let target = |target: &Target| Target {
            span: seam.source.now(&target.span),
            text: target.text.clone(),
        };
        Requirement {
            span: seam.source.now(&self.span),
            words: seam.words.now(&self.words),
            blocks: seam.blocks.now(&self.blocks),
            section: self.section,
            qualities: self.qualities.clone(),
            targets: self.targets.iter().map(target).collect(),
            empty: self.empty,
            answers: Vec::new(),
        }
    }
}

fn requirement(reading: &Reading, section: &Section, index: usize, own: Range<usize>, words: Span) -> Requirement {
    let blocks = &reading.outline.blocks;
    let block = own.start;
    let inner = block..match blocks[block].level() {
        _ if block == section.opener => block + 1,
        Some(level) => section
            .blocks
            .clone()
            .find(|&at| at > block && blocks[at].level().is_some_and(|other| other <= level))
            .unwrap_or(section.blocks.end),
        None => own.end,
    };
    let whole = words.start
        ..blocks[inner.clone()]
            .iter()
            .map(|block| block.words.end)
            .max()
            .unwrap_or(words.end)
            .max(words.end);
    let mut targets = Vec::new();
    // "No more than 1 rider for a ride" counts nothing that is measured.
    let one = |quantity: &Quantity| quantity.sort() == "count" && quantity.greatest() <= 1.0;
    let measured = reading.quantities_in(&whole);
    for quantity in measured.filter(|quantity| quantity.is_target() && !one(quantity)) {
        let span = reading.outline.source(&quantity.span);
        targets.push(Target {
            text: reading.text[span.clone()].to_owned(),
            span,
        });
    }
    let text = reading.outline.words[words.clone()].trim();
    let empty = inner.len() == 1 && text.ends_with([':', '-']);
    let mut qualities = if section.part == Part::Functional {
        qualities::cued(reading, &words)
    } else {
        qualities::qualities(reading, &blocks[block], &words, &whole)
    };
    if qualities.is_empty() && section.part == Part::NonFunctional && blocks[block].level().is_none() {
        // "#### Performance" or "Performance:" above the item says what it is about.
        let above = blocks[section.blocks.start..block.max(section.blocks.start)]
            .iter()
            .rev();
        let labels =
            |above: &Block| above.kind == Kind::Line && reading.outline.words_of(above).trim_end().ends_with(':');
        let title = above
            .take_while(|above| above.words.start < words.start)
            .find(|above| above.level().is_some() || labels(above));
        qualities = title.map_or_else(Vec::new, |title| qualities::cued(reading, &title.words));
    }
    let span = if block == section.opener || matches!(blocks[block].kind, Kind::Code { .. }) {
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
