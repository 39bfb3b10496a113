//! Which requirement is answered where.
//!
//! A functional requirement says what is done, and with what. It is answered where that stands again: by an endpoint,
//! a sub-heading, a flow or a component. A name alone is none. A quality is answered by what the notes name against it,
//! or by something that serves it.

use super::endpoints::Endpoint;
use super::lines::lines;
use super::matching::{Asked, ENOUGH, Place};
use super::serving::Serving;
use crate::design::Reading;
use crate::design::requirements::{Requirement, Requirements};
use crate::design::sections::{Section, Topic};
use crate::knowledge::{Cue, Found, GroupSet, Part, QualityId};
use crate::markdown::{Block, Kind, fold};
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

/// The blocks of a topic in which an answer may stand, with the innermost section of each.
struct Region {
    blocks: Vec<(usize, Option<usize>)>,
}

impl Region {
    fn new(reading: &Reading, topic: &Topic, sections: &[Section]) -> Region {
        let mut blocks = Vec::new();
        let mut places = super::lines::Places::new(sections);
        let first = sections
            .iter()
            .filter(|section| section.part == Part::Functional && topic.blocks.contains(&section.opener))
            .map(|section| section.span.end)
            .min();
        let mut aside: Option<u8> = None;
        for at in topic.blocks.clone() {
            let block = &reading.outline.blocks[at];
            let around = places.around(block.span.start);
            let asks = |index: &usize| {
                let part = sections[*index].part;
                part.is_requirements() || matches!(part, Part::OutOfScope | Part::Estimation)
            };
            // The innermost section decides; a design that is written below a requirement is one.
            let innermost = around.last().copied();
            let twin = innermost.map(|inner| {
                around
                    .iter()
                    .copied()
                    .filter(move |&index| sections[index].opener == sections[inner].opener)
            });
            let asked = twin.is_some_and(|mut twin| twin.all(|index| asks(&index)));
            if let Some(level) = block.level() {
                if aside.is_some_and(|aside| level <= aside) {
                    aside = None;
                }
                let title = reading.outline.words_of(block);
                if aside.is_none() && innermost.is_none() && is_aside(title) {
                    aside = Some(level);
                }
            }
            // What stands outside of all sections counts behind the requirements only: before them it is a preface.
            let preface = innermost.is_none() && first.is_none_or(|first| block.span.start < first);
            if !asked && !preface && aside.is_none() {
                blocks.push((at, innermost));
            }
        }
        Region { blocks }
    }
}

/// Titles under which nothing is designed.
fn is_aside(title: &str) -> bool {
    let folded = fold(title);
    const ASIDES: &[&str] = &[
        "references",
        "further reading",
        "resources",
        "table of contents",
        "contents",
        "links",
        "glossary",
        "author",
        "go deeper",
    ];
    ASIDES
        .iter()
        .any(|aside| folded.trim_matches(|c: char| !c.is_alphabetic()) == *aside)
}

/// A place that may answer: an endpoint's line, a heading, an item, a sentence, a label of a drawing.
struct Unit {
    span: Span,
    section: Option<usize>,
    /// The text to read; several where a heading or a parent item stands above it.
    text: Span,
    source: Source,
    kind: UnitKind,
    /// The unit that stands above this one.
    above: Option<usize>,
    /// What an endpoint's method does.
    acts: GroupSet,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// A range of the outline's words.
    Words,
    /// A range of the document.
    Text,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum UnitKind {
    Endpoint,
    Heading,
    Prose,
    Code,
}

fn units(reading: &Reading, region: &Region, sections: &[Section], endpoints: &[Endpoint]) -> Vec<Unit> {
    let blocks = &reading.outline.blocks;
    let groups = &reading.knowledge.groups;
    let mut units: Vec<Unit> = Vec::new();
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut last_line: Option<(usize, usize)> = None;
    let mut of_block: HashMap<usize, usize> = HashMap::new();
    let mut endpoints = endpoints.iter().peekable();
    for &(at, section) in &region.blocks {
        let block = &blocks[at];
        while endpoints
            .peek()
            .is_some_and(|endpoint| endpoint.span.start < block.span.start)
        {
            endpoints.next();
        }
        let entities = section.is_some_and(|index| sections[index].part == Part::Entities);
        let above = block
            .parent
            .and_then(|parent| of_block.get(&parent).copied())
            .or(headings.last().map(|(_, unit)| *unit));
        let push = |units: &mut Vec<Unit>,
                    text: Span,
                    source: Source,
                    kind: UnitKind,
                    span: Span,
                    above: Option<usize>,
                    acts: GroupSet| {
            units.push(Unit {
                span,
                section,
                text,
                source,
                kind,
                above,
                acts,
            });
            units.len() - 1
        };
        let mut inside = false;
        while let Some(endpoint) =
            endpoints.next_if(|endpoint| endpoint.span.start < block.span.end.max(block.span.start + 1))
        {
            let start = reading.text[..endpoint.span.start]
                .rfind('\n')
                .map_or(0, |at| at + 1)
                .max(block.span.start);
            let end = reading.text[endpoint.span.end..]
                .find('\n')
                .map_or(reading.text.len(), |at| endpoint.span.end + at);
            let acts = acts(&endpoint.method)
                .iter()
                .fold(0, |acts, name| acts | groups.named(name));
            push(
                &mut units,
                start..end,
                Source::Text,
                UnitKind::Endpoint,
                endpoint.span.clone(),
                above,
                acts,
            );
            inside = true;
        }
        match &block.kind {
            Kind::Heading(level) => {
                while headings.last().is_some_and(|(open, _)| open >= level) {
                    headings.pop();
                }
                let own = push(
                    &mut units,
                    block.words.clone(),
                    Source::Words,
                    UnitKind::Heading,
                    block.span.clone(),
                    headings.last().map(|(_, unit)| *unit),
                    0,
                );
                headings.push((*level, own));
            }
            Kind::Code {
                language,
                content,
                diagram,
            } => {
                let data = matches!(
                    language.as_str(),
                    "json" | "sql" | "yaml" | "yml" | "xml" | "css" | "html" | "proto"
                );
                if *diagram {
                    for line in reading
                        .outline
                        .words_of(block)
                        .split('\n')
                        .filter(|line| !line.trim().is_empty())
                    {
                        let start = block.words.start
                            + (line.as_ptr() as usize - reading.outline.words_of(block).as_ptr() as usize);
                        let words = start..start + line.len();
                        let span = reading.outline.source(&words);
                        push(&mut units, words, Source::Words, UnitKind::Code, span, None, 0);
                    }
                } else if !data && !entities {
                    for (span, line) in lines(reading.text, content.clone()) {
                        if line.trim().len() > 3 {
                            push(&mut units, span.clone(), Source::Text, UnitKind::Code, span, above, 0);
                        }
                    }
                }
            }
            _ if inside && !block.is_item() => {}
            Kind::Row { header, .. } => {
                if !header && !entities {
                    push(
                        &mut units,
                        block.words.clone(),
                        Source::Words,
                        UnitKind::Prose,
                        block.span.clone(),
                        above,
                        0,
                    );
                }
            }
            Kind::Item { .. } | Kind::Line => {
                let text = reading.outline.words_of(block);
                if entities && !is_sentence(text) {
                    continue;
                }
                // A sentence that goes on over the end of its line is one.
                if block.kind == Kind::Line
                    && let Some((before, unit)) = last_line
                    && blocks[before].group == block.group
                    && units.len() == unit + 1
                    && !reading.outline.words[units[unit].text.clone()]
                        .trim_end()
                        .ends_with(['.', ':', ';', '!', '?'])
                    && units[unit].text.len() < 400
                {
                    units[unit].text.end = block.words.end;
                    units[unit].span.end = block.span.end.max(units[unit].span.end);
                    last_line = Some((at, unit));
                    continue;
                }
                let bold = block.kind == Kind::Line && !block.lead.is_empty() && block.words.end - block.lead.end < 3;
                let kind = if bold { UnitKind::Heading } else { UnitKind::Prose };
                let own = push(
                    &mut units,
                    block.words.clone(),
                    Source::Words,
                    kind,
                    block.span.clone(),
                    above,
                    0,
                );
                of_block.insert(at, own);
                last_line = (block.kind == Kind::Line && !bold).then_some((at, own));
                if bold && block.parent.is_none() {
                    while headings.last().is_some_and(|(open, _)| *open >= 7) {
                        headings.pop();
                    }
                    headings.push((7, own));
                }
            }
        }
    }
    for unit in 0..units.len() {
        if units[unit].kind == UnitKind::Prose && units[unit].text.len() > 60 {
            sentences(reading, &mut units, unit);
        }
    }
    units
}

/// The groups of verbs that a method stands for by itself.
fn acts(method: &str) -> &'static [&'static str] {
    match method {
        "GET" | "HEAD" => &["view", "search", "redirect", "track"],
        "PUT" | "PATCH" => &["update", "create"],
        "DELETE" => &["delete"],
        "POST" => &["create", "shorten", "book", "send", "schedule", "trade", "bid"],
        _ => &[],
    }
}

/// The sentences of a range of words, one unit each; each stands below the one before it.
fn sentences(reading: &Reading, units: &mut Vec<Unit>, unit: usize) {
    let text = units[unit].text.clone();
    let words = &reading.outline.words[text.clone()];
    let mut starts: Vec<usize> = words
        .match_indices(['.', '!', '?', ';'])
        .map(|(at, _)| at + 1)
        .filter(|&at| {
            at > 40 && words[at..].starts_with([' ', '\n']) && words[at..].trim_start().starts_with(char::is_alphabetic)
        })
        .collect();
    starts.insert(0, 0);
    if starts.len() < 2 {
        return;
    }
    let ends = starts[1..].iter().copied().chain([words.len()]);
    let whole: Vec<Span> = starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| text.start + start..text.start + end)
        .collect();
    for (order, span) in whole.into_iter().enumerate() {
        let blank = reading.outline.words[span.clone()].len() - reading.outline.words[span.clone()].trim_start().len();
        let span = span.start + blank..span.end;
        let source = reading.outline.source(&span);
        if order == 0 {
            units[unit].text = span;
            units[unit].span.end = source.end.max(units[unit].span.start);
        } else {
            let last = units.len() - 1;
            let above = Some(if order == 1 { unit } else { last });
            let next = Unit {
                span: source,
                text: span,
                above,
                ..units[unit]
            };
            units.push(next);
        }
    }
}

/// A statement rather than the name of a field.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() > 6
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
