//! One document, as facts. A [`Design`] is a value: read once from the whole text, never changed.

mod allows;

mod choices;

mod kept;

mod requirements;

mod sections;

mod stance;

mod trace;

mod verdict;

pub use allows::Allow;
pub use choices::{Choice, Mention, Role, Ruling, Scope};
pub use requirements::{Requirement, Requirements, Target};
pub use sections::{Opener, Section, Topic};
pub use stance::{Side, Stance, StanceClaim, Weight};
pub use trace::{Answer, Beginnings, Endpoint, Entity, identifier, telling_words, words};
pub use verdict::{REPORT, Verdict};

use crate::knowledge::{Hit, Knowledge, Part, Technology};
use crate::markdown::{self, Outline, Seam};
use crate::quantities::arithmetic::{self, Equation};
use crate::quantities::{self, Quantity};
use crate::text::Span;
use kept::Kept;
use std::sync::Arc;

/// Texts of fewer bytes than these are read, and checked, before a second thread would have woken up.
pub const SHORT: usize = 32 * 1024;

/// A document and everything read from it. All spans are bytes of [`Design::text`] unless they say otherwise.
#[derive(Debug)]
pub struct Design {
    /// The text as it was given.
    pub text: String,
    /// Its blocks and plain words.
    pub outline: Outline,
    /// The vocabulary in it: spans are ranges of the outline's words. Sorted by their beginnings.
    pub hits: Vec<Hit>,
    /// The designs in the file, one after the other; always at least one.
    pub topics: Vec<Topic>,
    /// The sections of the layout, in the order they are written.
    pub sections: Vec<Section>,
    /// What is asked of the system.
    pub requirements: Requirements,
    /// Availability against consistency.
    pub stance: Stance,
    /// Every place where a technology, component or technique of the catalogue is named.
    pub mentions: Vec<Mention>,
    /// What the design says about each of them, one entry a technology and topic.
    pub choices: Vec<Choice>,
    /// Core entities.
    pub entities: Vec<Entity>,
    /// Endpoints and functions of the interface.
    pub endpoints: Vec<Endpoint>,
    /// Numbers with units; spans are ranges of the outline's words.
    pub quantities: Vec<Quantity>,
    /// Figures that are computed from others; spans are bytes of the text.
    pub equations: Vec<Equation>,
    /// Comments that silence rules.
    pub allows: Vec<Allow>,
    /// Whether the document is a design at all, and why.
    pub verdict: Verdict,
    /// What it was read with.
    pub knowledge: Arc<Knowledge>,
    /// For the next reading, after an edit.
    kept: Kept,
}

impl Design {
    /// Reads a document. Never fails: what is not understood is left out.
    pub fn read(text: impl Into<String>, knowledge: Arc<Knowledge>) -> Design {
        Design::read_after(text, knowledge, None)
    }

    /// Reads a document that was read before in another state: what has not changed is not looked at again. The design
    /// is the same as that of [`Design::read`].
    pub fn read_after(text: impl Into<String>, knowledge: Arc<Knowledge>, before: Option<&Design>) -> Design {
        let text = text.into();
        let before = before.filter(|before| Arc::ptr_eq(&before.knowledge, &knowledge));
        let (outline, seam) = markdown::read_after(&text, before.map(|before| (before.text.as_str(), &before.outline)));
        let hits = seam.words.splice(
            before.map_or(&[], |before| &before.hits),
            knowledge.find(&outline, &seam.words.anew),
            |hit| hit.span.start,
            |hit, shift| shift.span(&mut hit.span),
        );
        let quantities = seam.words.splice(
            before.map_or(&[], |before| &before.quantities),
            quantities::find_in(&outline.words, &seam.words.anew, &outline.addresses, knowledge.units()),
            |quantity| quantity.span.start,
            |quantity, shift| quantity.move_by(|at| shift.at(at)),
        );
        let equations = seam.source.splice(
            before.map_or(&[], |before| &before.equations),
            equations(&text, &outline, &seam, &quantities, &knowledge),
            |equation| equation.expression.start,
            |equation, shift| {
                shift.span(&mut equation.expression);
                shift.span(&mut equation.stated);
            },
        );
        let mut reading = Reading {
            text: &text,
            outline: &outline,
            hits: &hits,
            quantities: &quantities,
            knowledge: &knowledge,
            seam: &seam,
            before,
        };
        let titles = sections::titles(&reading);
        let (topics, sections) = sections::read(&reading, &titles);
        // What is read of one piece of the text looks up the frame around it: in another one, all is to be read anew.
        let whole = Seam::whole(&outline, &text);
        if !before.is_some_and(|before| kept::has_same_frame(&reading, before, &topics, &sections)) {
            (reading.before, reading.seam) = (None, &whole);
        }
        let requirements = requirements::read(&reading, &topics, &sections);
        let taken = || {
            let stance = stance::read(&reading, &sections, &requirements);
            let named = choices::named(&reading);
            let mentions = choices::mentions(&reading, &topics, &named);
            let (choices, judged) = choices::read(&reading, &topics, &sections, &requirements, &mentions);
            (stance, named, mentions, choices, judged)
        };
        let traced = || {
            let entities = trace::entities(&reading, &sections);
            let every_endpoint = trace::every_endpoint(&reading, &sections);
            let endpoints = trace::endpoints(&every_endpoint);
            let mut answered = requirements.clone();
            let answering = trace::answer(&reading, &topics, &sections, &endpoints, &mut answered);
            let allows = allows::read(&text, &outline);
            let verdict = verdict::read(&reading, &topics, &sections, &requirements);
            (
                entities,
                every_endpoint,
                endpoints,
                answered,
                answering,
                allows,
                verdict,
            )
        };
        let (taken, traced) = if text.len() < SHORT {
            (taken(), traced())
        } else {
            rayon::join(taken, traced)
        };
        let (stance, named, mentions, choices, judged) = taken;
        let (entities, every_endpoint, endpoints, requirements, answering, allows, verdict) = traced;
        Design {
            topics,
            sections,
            requirements,
            stance,
            mentions,
            choices,
            entities,
            endpoints,
            equations,
            allows,
            verdict,
            kept: Kept {
                titles,
                named,
                judged,
                every_endpoint,
                answering,
            },
            knowledge,
            quantities,
            hits,
            outline,
            text,
        }
    }

    /// The sections of a kind.
    pub fn sections_of(&self, part: Part) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| section.part == part)
    }

    /// The technology of a choice or mention.
    pub fn technology(&self, id: crate::knowledge::TechnologyId) -> &Technology {
        &self.knowledge.technologies[id]
    }

    /// The innermost section of the layout around a byte.
    pub fn section_at(&self, offset: usize) -> Option<&Section> {
        self.sections
            .iter()
            .rfind(|section| section.span.start <= offset && offset <= section.span.end)
    }

    /// The 1-based line of a byte.
    pub fn line(&self, offset: usize) -> usize {
        self.text.as_bytes()[..offset.min(self.text.len())]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    }
}

/// The equations in the words of a document that were read anew, and in its code that is plain text.
fn equations(
    text: &str,
    outline: &Outline,
    seam: &Seam,
    quantities: &[Quantity],
    knowledge: &Knowledge,
) -> Vec<Equation> {
    let units = knowledge.units();
    let mut found = Vec::new();
    for piece in outline.pieces(&seam.words.anew) {
        found.extend(arithmetic::read(&outline.words, piece, units));
    }
    for equation in &mut found {
        for span in [&mut equation.expression, &mut equation.stated] {
            *span = outline.source(span);
        }
    }
    let lines = siblings(&outline.blocks[seam.blocks.anew.clone()]);
    let totals = lines.filter_map(|lines| arithmetic::storage(&outline.words, &lines, quantities, units));
    for mut total in totals.collect::<Vec<_>>() {
        for span in [&mut total.expression, &mut total.stated] {
            *span = outline.source(span);
        }
        found.push(total);
    }
    for block in &outline.blocks[seam.blocks.anew.clone()] {
        if let Some(content) = plain_code(block) {
            found.extend(arithmetic::read(text, content.clone(), units));
        }
    }
    found.sort_by_key(|equation| equation.expression.start);
    found
}

/// The bytes of a block of code that is plain text, such as a calculation.
pub fn plain_code(block: &markdown::Block) -> Option<&Span> {
    let markdown::Kind::Code {
        language,
        content,
        diagram: false,
    } = &block.kind
    else {
        return None;
    };
    let plain = [
        "",
        "text",
        "txt",
        "plaintext",
        "plain",
        "console",
        "math",
        "latex",
        "calc",
    ];
    plain.contains(&language.as_str()).then_some(content)
}

/// The words of items and lines that stand in one list or paragraph, two or more.
fn siblings(blocks: &[markdown::Block]) -> impl Iterator<Item = Vec<Span>> + use<> {
    let mut groups: Vec<(Option<usize>, u8, Vec<Span>)> = Vec::new();
    for block in blocks {
        let told = matches!(block.kind, markdown::Kind::Item { .. } | markdown::Kind::Line);
        match groups.last_mut() {
            Some((parent, depth, lines)) if told && *parent == block.parent && *depth == block.depth => {
                lines.push(block.words.clone());
            }
            // What is nested belongs to its item, and the list goes on behind it.
            Some((_, depth, _)) if told && *depth > 0 && block.depth > *depth => {}
            _ if told => groups.push((block.parent, block.depth, vec![block.words.clone()])),
            _ => groups.push((None, u8::MAX, Vec::new())),
        }
    }
    groups
        .into_iter()
        .map(|(.., lines)| lines)
        .filter(|lines| lines.len() > 1)
}

/// What the parts of the reading share while it goes on.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub text: &'a str,
    pub outline: &'a Outline,
    pub hits: &'a [Hit],
    pub quantities: &'a [Quantity],
    pub knowledge: &'a Knowledge,
    /// What of the document is to be read anew.
    pub seam: &'a Seam,
    /// The reading before, for all the rest.
    pub before: Option<&'a Design>,
}

impl<'a> Reading<'a> {
    /// The vocabulary inside a range of the outline's words.
    pub fn hits_in(&self, words: &Span) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let start = self.hits.partition_point(|hit| hit.span.start < words.start);
        let end = words.end;
        self.hits[start..]
            .iter()
            .take_while(move |hit| hit.span.start < end)
            .filter(move |hit| hit.span.end <= end)
    }

    /// The figures inside a range of the outline's words.
    pub fn quantities_in(&self, words: &Span) -> impl Iterator<Item = &'a Quantity> + use<'a> {
        let start = self
            .quantities
            .partition_point(|quantity| quantity.span.start < words.start);
        let end = words.end;
        self.quantities[start..]
            .iter()
            .take_while(move |quantity| quantity.span.start < end)
    }

    /// The words of a range, folded.
    pub fn folded(&self, words: &Span) -> &'a str {
        &self.outline.folded[words.clone()]
    }
}
