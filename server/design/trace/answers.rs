//! Which requirement is answered where.
//!
//! A functional requirement says what is done, and with what. It is answered where that stands again: by an endpoint,
//! a sub-heading, a flow or a component. A name alone is none. A quality is answered by what the notes name against it,
//! or by something that serves it.

use super::endpoints::Endpoint;
use super::matching::{Asked, ENOUGH, Place};
use super::serving::Serving;
use super::units::{Region, Source, Unit, UnitKind, units};
use crate::design::Reading;
use crate::design::requirements::{Requirement, Requirements};
use crate::design::sections::{Section, Topic};
use crate::knowledge::{Cue, Found, Part, QualityId};
use crate::markdown::{Block, Kind};
use crate::text::Span;
use std::collections::HashMap;

/// A place that answers a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The line or item that does.
    pub span: Span,
    /// Its section, as an index into the sections; nothing where it stands outside of the layout.
    pub section: Option<usize>,
}

/// So much where it is said that something left out is designed all the same.
const NEARLY_ALL: f32 = 0.8;
/// More places than these tell nothing more.
const PLACES: usize = 6;

/// Fills in where each requirement is answered, the clearest place first.
pub fn answer(
    reading: &Reading,
    topics: &[Topic],
    sections: &[Section],
    endpoints: &[Endpoint],
    requirements: &mut Requirements,
) {
    for (index, topic) in topics.iter().enumerate() {
        let own = |requirement: &&mut Requirement| sections[requirement.section].topic == index;
        let region = Region::new(reading, topic, sections);
        let mut functional: Vec<&mut Requirement> = requirements.functional.iter_mut().filter(own).collect();
        let mut left_out: Vec<&mut Requirement> = requirements.out_of_scope.iter_mut().filter(own).collect();
        if !functional.is_empty() || !left_out.is_empty() {
            let units = units(reading, &region, sections, endpoints);
            functional_answers(reading, topic, &units, &mut functional, Strictness::Usual);
            functional_answers(reading, topic, &units, &mut left_out, Strictness::InEarnest);
        }
        let mut qualities: HashMap<QualityId, Vec<Answer>> = HashMap::new();
        for requirement in requirements.non_functional.iter_mut().filter(own) {
            for &quality in &requirement.qualities {
                let places = qualities
                    .entry(quality)
                    .or_insert_with(|| quality_answers(reading, &region, sections, quality));
                requirement.answers.extend(places.iter().cloned());
            }
            requirement.answers.dedup();
            requirement.answers.truncate(PLACES);
        }
    }
}

/// How surely a place must answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// Better one place too many than a requirement that seems unanswered.
    Usual,
    /// An endpoint or a heading that does nearly all of it, in the design as it is and not as it may become.
    InEarnest,
}

impl Strictness {
    fn takes(self, reading: &Reading, units: &[Unit], unit: &Unit, score: f32) -> bool {
        if self == Strictness::Usual {
            return score >= ENOUGH;
        }
        let mut above = Some(unit);
        let mut later = false;
        while let Some(unit) = above.filter(|_| !later) {
            later = unit.kind == UnitKind::Heading && is_later(reading.folded(&unit.text));
            above = unit.above.map(|above| &units[above]);
        }
        score >= NEARLY_ALL && !later && matches!(unit.kind, UnitKind::Endpoint | UnitKind::Heading)
    }
}

/// Titles of what is not designed yet, or only talked about.
fn is_later(folded: &str) -> bool {
    [
        "future",
        "extension",
        "next step",
        "improvement",
        "follow up",
        "later",
        "bonus",
        "question",
        "scope",
        "alternative",
    ]
    .iter()
    .any(|mark| folded.contains(mark))
}

/// Fills in where the functional requirements of a list are answered.
fn functional_answers(
    reading: &Reading,
    topic: &Topic,
    units: &[Unit],
    requirements: &mut [&mut Requirement],
    strictness: Strictness,
) {
    if requirements.is_empty() {
        return;
    }
    let words = requirements
        .iter()
        .map(|requirement| &reading.outline.words[requirement.words.clone()]);
    let mut asked = Asked::new(words, &topic.title, reading.knowledge);
    let places: Vec<Place> = units.iter().map(|unit| place(reading, unit)).collect();
    let mut found: Vec<Vec<(f32, usize)>> = vec![Vec::new(); requirements.len()];
    asked.compare(&places, |number, requirement, score| {
        if strictness.takes(reading, units, &units[number], score) {
            found[requirement].push((score + clarity(&units[number]), number));
        }
    });
    for (requirement, mut found) in requirements.iter_mut().zip(found) {
        let place = |number: usize| units[number].span.start;
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(place(a.1).cmp(&place(b.1))));
        let mut answers: Vec<Answer> = Vec::new();
        for (_, number) in found {
            let unit = &units[number];
            let known = |answer: &Answer| answer.span.start < unit.span.end && unit.span.start < answer.span.end;
            if answers.len() == PLACES {
                break;
            }
            if !answers.iter().any(known) {
                answers.push(Answer {
                    span: unit.span.clone(),
                    section: unit.section,
                });
            }
        }
        requirement.answers = answers;
    }
}

fn place<'a>(reading: &Reading<'a>, unit: &Unit) -> Place<'a> {
    let code = unit.kind == UnitKind::Code;
    Place {
        text: match unit.source {
            Source::Words => &reading.outline.words[unit.text.clone()],
            Source::Text => reading.text.get(unit.text.clone()).unwrap_or_default(),
        },
        path: code || unit.kind == UnitKind::Endpoint,
        above: unit.above,
        acts: reading.knowledge.groups.verbs(unit.acts),
        least: if code { 2 } else { 1 },
    }
}

/// Which of two places that say the same is the clearer one.
fn clarity(unit: &Unit) -> f32 {
    match unit.kind {
        UnitKind::Endpoint => 0.2,
        UnitKind::Heading => 0.15,
        UnitKind::Prose => 0.05,
        UnitKind::Code => 0.0,
    }
}

/// Where a quality is served: a heading that names it, a technique of the notes, something that serves it.
fn quality_answers(reading: &Reading, region: &Region, sections: &[Section], quality: QualityId) -> Vec<Answer> {
    let mut serving = Serving::new(reading.knowledge, quality);
    let mut found: Vec<(u8, Answer)> = Vec::new();
    for &(at, section) in &region.blocks {
        let block: &Block = &reading.outline.blocks[at];
        let part = section.map(|index| sections[index].part);
        if matches!(part, Some(Part::Entities)) && !matches!(block.kind, Kind::Line | Kind::Item { .. }) {
            continue;
        }
        let ranks = reading.hits_in(&block.words).filter_map(|hit| {
            let title = block.level().is_some() || block.lead.contains(&hit.span.start);
            match hit.found {
                Found::Cue(Cue::Quality(other)) if other == quality => Some(if title { 0 } else { 3 }),
                // A heading that names a technique is the clearest place, as one that names the quality is.
                found => serving
                    .rank(found)
                    .map(|rank| if block.level().is_some() { 0 } else { rank }),
            }
        });
        if let Some(rank) = ranks.min() {
            let span = block.span.clone();
            found.push((rank, Answer { span, section }));
        }
    }
    found.sort_by_key(|(rank, answer)| (*rank, answer.span.start));
    found.into_iter().map(|(_, answer)| answer).take(PLACES).collect()
}
