//! Which requirement is answered where.
//!
//! A functional requirement says what is done, and with what. It is answered where that stands again: by an endpoint,
//! a sub-heading, a flow or a component; or where its identifier stands. A name alone is none. A quality is answered by
//! what the notes name against it, or by something that serves it.

mod beside;

mod titled;

use super::endpoints::Endpoint;
use super::identifiers;
use super::matching::{Asked, ENOUGH, Place};
use super::region::Region;
use super::serving::{AllServed, serve};
use super::units::{Source, Unit, UnitKind, units};
use crate::design::Reading;
use crate::design::requirements::{Requirement, Requirements};
use crate::design::sections::{Section, Topic};
use crate::markdown::{Kind, Seam, Shift};
use crate::text::Span;
use beside::beside;
use std::sync::Arc;
use titled::{named, titled};

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
/// All of it is said.
const ALL: f32 = 1.0;
/// More than any words say: the place names the requirement.
const NAMED: f32 = 2.0;
/// More places than these tell nothing more.
pub const PLACES: usize = 6;

/// A place that says enough of a requirement.
#[derive(Clone, Debug)]
struct Told {
    answer: Answer,
    /// Which of the lists that are looked for, and which requirement of it.
    list: usize,
    requirement: usize,
    /// How much it says, and how clearly.
    score: f32,
}

/// What answers are looked for: the requirements of a list, as they are written.
#[derive(Debug, PartialEq)]
struct Wanted {
    topic: usize,
    strictness: Strictness,
    requirements: Vec<String>,
}

/// What answers the requirements, by place, and for which requirements that holds.
#[derive(Debug, Default)]
pub struct Answering {
    wanted: Vec<Wanted>,
    asked: Arc<Vec<Asked>>,
    told: Vec<Told>,
    /// What serves the qualities.
    pub served: AllServed,
}

/// A list of requirements: those of one topic, in scope or out of it.
struct List<'a> {
    topic: usize,
    strictness: Strictness,
    requirements: Vec<&'a mut Requirement>,
}

/// Fills in where each requirement is answered, the clearest place first.
pub fn answer(
    reading: &Reading,
    topics: &[Topic],
    sections: &[Section],
    endpoints: &[Endpoint],
    requirements: &mut Requirements,
) -> Answering {
    let regions = Regions { topics, sections };
    let served = serve(reading, &regions, &mut requirements.non_functional);
    let mut lists = Vec::new();
    for (all, strictness) in [
        (&mut requirements.functional, Strictness::Usual),
        (&mut requirements.out_of_scope, Strictness::InEarnest),
    ] {
        let mut own: Vec<Vec<&mut Requirement>> = topics.iter().map(|_| Vec::new()).collect();
        for requirement in all {
            own[sections[requirement.section].topic].push(requirement);
        }
        lists.extend(own.into_iter().enumerate().map(|(topic, requirements)| List {
            topic,
            strictness,
            requirements,
        }));
    }
    lists.retain(|list| !list.requirements.is_empty());
    let text = |requirement: &&mut Requirement| said(reading, requirement);
    let wanted = lists.iter().map(|list| Wanted {
        topic: list.topic,
        strictness: list.strictness,
        requirements: list.requirements.iter().map(text).collect(),
    });
    let wanted: Vec<Wanted> = wanted.collect();
    let before = reading.before.map(|before| &before.kept.answering);
    let (asked, told) = match before.filter(|before| before.wanted == wanted) {
        Some(before) => {
            let new = tell(reading, &regions, endpoints, &lists, &before.asked);
            let shift = |told: &mut Told, shift: Shift| shift.span(&mut told.answer.span);
            let told = reading
                .seam
                .source
                .splice(&before.told, new, |told| told.answer.span.start, shift);
            (before.asked.clone(), told)
        }
        None => {
            let ask = |wanted: &Wanted| {
                let requirements = wanted.requirements.iter().map(String::as_str);
                Asked::new(requirements, &topics[wanted.topic].title, reading.knowledge)
            };
            let asked: Vec<Asked> = wanted.iter().map(ask).collect();
            let whole = Seam::whole(reading.outline, reading.text);
            let reading = Reading {
                seam: &whole,
                ..*reading
            };
            let told = tell(&reading, &regions, endpoints, &lists, &asked);
            (Arc::new(asked), told)
        }
    };
    choose(&told, &mut lists);
    for requirement in lists.iter_mut().flat_map(|list| &mut list.requirements) {
        if requirement.answers.is_empty() {
            requirement.answers.extend(beside(reading, requirement));
        }
    }
    Answering {
        wanted,
        asked,
        told,
        served,
    }
}

/// What a requirement says, its identifier left out: of a mere label ("Social features"), what is nested in it as well.
fn said(reading: &Reading, requirement: &Requirement) -> String {
    const LABEL: usize = 3;
    let words = &reading.outline.words;
    let own = identifiers::without(&words[behind_identifier(reading, requirement)]);
    let nested = requirement.blocks.start + 1..requirement.blocks.end;
    if own.split_whitespace().count() > LABEL || own.contains(": ") {
        return own.to_owned();
    }
    let below = reading.outline.blocks.get(nested).unwrap_or_default().iter();
    let told = |block: &&crate::markdown::Block| block.is_item() || block.kind == Kind::Line;
    let below = below.filter(told).take(LABEL);
    let below: Vec<&str> = below.map(|block| &words[block.words.clone()]).collect();
    if below.is_empty() {
        return own.to_owned();
    }
    format!("{}: {}", own.trim_end_matches(':'), below.join(". "))
}

/// The words of a requirement; of a row without the first cell, where that holds nothing but an identifier.
fn behind_identifier(reading: &Reading, requirement: &Requirement) -> Span {
    let words = requirement.words.clone();
    let Some(Kind::Row { cells, .. }) = reading
        .outline
        .blocks
        .get(requirement.blocks.start)
        .map(|block| &block.kind)
    else {
        return words;
    };
    let cell = reading.outline.cells[cells.clone()]
        .first()
        .cloned()
        .unwrap_or_default();
    let name = reading.outline.words[cell.clone()].trim();
    let counts = cell.start >= words.start && cell.end < words.end && identifiers::identifier(name) == Some(name.len());
    if counts { cell.end..words.end } else { words }
}

/// What the regions in which answers may stand are cut from.
pub struct Regions<'a> {
    /// The designs of the file.
    pub topics: &'a [Topic],
    /// Their sections.
    pub sections: &'a [Section],
}

/// The places of what is to be read anew that say enough of a requirement, by place.
fn tell(reading: &Reading, regions: &Regions, endpoints: &[Endpoint], lists: &[List], asked: &[Asked]) -> Vec<Told> {
    let mut told = Vec::new();
    for (index, topic) in regions.topics.iter().enumerate() {
        let mut own = lists
            .iter()
            .enumerate()
            .filter(|(_, list)| list.topic == index)
            .peekable();
        if own.peek().is_none() {
            continue;
        }
        let region = Region::new(reading, topic, regions.sections);
        let units = units(reading, &region, regions.sections, endpoints);
        let places: Vec<Place> = units.iter().map(|unit| place(reading, unit)).collect();
        for (list, own) in own {
            let mut take = |number: usize, requirement: usize, score: f32| {
                let unit = &units[number];
                // The headings above only help out.
                if unit.span.start >= reading.seam.source.anew.start {
                    let answer = Answer {
                        span: unit.span.clone(),
                        section: unit.section,
                    };
                    told.push(Told {
                        answer,
                        list,
                        requirement,
                        score: score + clarity(unit),
                    });
                }
            };
            let takes = |number: usize, score: f32| own.strictness.takes(reading, &units, &units[number], score);
            asked[list].compare(&places, |number, requirement, score| {
                if takes(number, score) {
                    take(number, requirement, score);
                }
            });
            for (number, requirement) in titled(reading, &units, own) {
                if takes(number, ALL) {
                    take(number, requirement, ALL);
                }
            }
            if own.strictness == Strictness::Usual {
                named(reading, &own.requirements, &places, |number, requirement| {
                    take(number, requirement, NAMED);
                });
            }
        }
    }
    sift(reading, told)
}

/// The clearest places for each requirement. Those of one piece stand apart already, those of different ones always do.
fn choose(told: &[Told], lists: &mut [List]) {
    let mut best: Vec<Vec<Vec<&Told>>> = lists
        .iter()
        .map(|list| vec![Vec::with_capacity(PLACES + 1); list.requirements.len()])
        .collect();
    for told in told {
        let best = &mut best[told.list][told.requirement];
        if best.len() == PLACES && best[PLACES - 1].score >= told.score {
            continue;
        }
        let place = best.partition_point(|other| other.score >= told.score);
        best.insert(place, told);
        best.truncate(PLACES);
    }
    for (list, best) in lists.iter_mut().zip(best) {
        for (requirement, best) in list.requirements.iter_mut().zip(best) {
            requirement.answers = best.into_iter().map(|told| told.answer.clone()).collect();
        }
    }
}

/// Of each piece between two headings no more places than can count in the end.
fn sift(reading: &Reading, mut told: Vec<Told>) -> Vec<Told> {
    told.sort_by_key(|told| told.answer.span.start);
    let mut best: Vec<Told> = Vec::new();
    let mut rest = &told[..];
    while let Some(first) = rest.first() {
        let end = reading.outline.piece_end(first.answer.span.start).unwrap_or(usize::MAX);
        let piece = rest.partition_point(|told| told.answer.span.start < end);
        let mut own: Vec<&Told> = rest[..piece].iter().collect();
        own.sort_by_key(|told| (told.list, told.requirement));
        let same = |one: &&Told, other: &&Told| (one.list, one.requirement) == (other.list, other.requirement);
        let chosen = own.chunk_by(same).flat_map(|told| clearest(told.to_vec()));
        let from = best.len();
        best.extend(chosen.cloned());
        best[from..].sort_by_key(|told| told.answer.span.start);
        rest = &rest[piece..];
    }
    best
}

/// Of places by their order: the first of those that say most; then what of the others stands elsewhere.
fn clearest(mut told: Vec<&Told>) -> Vec<&Told> {
    let mut clearest: Vec<&Told> = Vec::new();
    while let Some(best) = told.iter().rev().copied().max_by(|a, b| a.score.total_cmp(&b.score))
        && clearest.len() < PLACES
    {
        let taken = &best.answer.span;
        told.retain(|told| taken.end <= told.answer.span.start || told.answer.span.end <= taken.start);
        clearest.push(best);
    }
    clearest
}

/// How surely a place must answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

fn place<'a>(reading: &Reading<'a>, unit: &Unit) -> Place<'a> {
    let code = unit.kind == UnitKind::Code;
    Place {
        text: match unit.source {
            Source::Words => &reading.outline.words[unit.text.clone()],
            Source::Text => reading.text.get(unit.text.clone()).unwrap_or_default(),
        },
        heading: unit.kind == UnitKind::Heading,
        path: code || unit.kind == UnitKind::Endpoint,
        above: unit.above,
        acts: reading.knowledge.groups.verbs(unit.acts),
        implied: unit.implied,
        least: match unit.kind {
            UnitKind::Heading if unit.names || unit.empty => u16::MAX,
            UnitKind::Code if !unit.interface => 2,
            _ => 1,
        },
        names: unit.names,
        drawn: code && unit.source == Source::Words,
        lists: unit.kind == UnitKind::Endpoint && unit.acts & reading.knowledge.groups.named("view") != 0,
    }
}

/// Which of two places that say the same is the clearer one.
fn clarity(unit: &Unit) -> f32 {
    match unit.kind {
        UnitKind::Endpoint => 0.2,
        UnitKind::Heading => 0.15,
        // Fields tell less of an act than whatever does it.
        UnitKind::Prose if unit.names => 0.0,
        UnitKind::Prose => 0.05,
        UnitKind::Code => 0.0,
    }
}
