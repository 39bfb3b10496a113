//! What rules ask of one design of a file.

use crate::design::{Design, Requirement, Section, Topic};
use crate::knowledge::{Cue, Found, Hit, Part, QualityId};
use crate::markdown::{find_phrase, fold};
use crate::text::Span;

/// The sections of the framework that a topic has, with their place in the framework.
pub fn written(design: &Design, topic: usize) -> Vec<(usize, &Section)> {
    let own = design.sections.iter().filter(|section| section.topic == topic);
    own.filter_map(|section| Some((design.knowledge.section(section.part)?, section)))
        .collect()
}

/// Whether nothing stands behind a section in its design yet: what is missing there may still be written.
pub fn is_last(design: &Design, topic: usize, section: &Section) -> bool {
    let mut written = written(design, topic).into_iter();
    !written.any(|(_, other)| !other.empty && other.span.start > section.span.start)
}

/// Whether a topic follows the framework: a text with a single section of it is something else.
pub fn is_laid_out(design: &Design, topic: usize) -> bool {
    let own = design.sections.iter().filter(|section| section.topic == topic);
    let mut kinds = own.filter_map(|section| design.knowledge.section(section.part));
    kinds.next().is_some_and(|first| kinds.any(|kind| kind != first))
}

/// The topics that follow the framework.
pub fn laid_out(design: &Design) -> impl Iterator<Item = (usize, &Topic)> {
    let topics = design.topics.iter().enumerate();
    topics.filter(|(index, _)| is_laid_out(design, *index))
}

/// The sections of a part in a topic.
pub fn sections(design: &Design, topic: usize, part: Part) -> impl Iterator<Item = &Section> {
    design.sections_of(part).filter(move |section| section.topic == topic)
}

/// The requirements of a list that belong to a topic.
pub fn of<'a>(design: &'a Design, topic: usize, list: &'a [Requirement]) -> impl Iterator<Item = &'a Requirement> {
    list.iter()
        .filter(move |requirement| design.sections[requirement.section].topic == topic)
}

/// A section that is a picture cannot be read.
pub fn is_picture(design: &Design, section: &Section) -> bool {
    let blocks = &design.outline.blocks[section.blocks.clone()];
    let mut words = blocks
        .iter()
        .filter(|block| !block.image && !design.outline.words_of(block).trim().is_empty());
    blocks.iter().any(|block| block.image) && words.next().is_none()
}

/// The words of a topic: a range of the outline's words.
pub fn words(design: &Design, topic: &Topic) -> Span {
    words_of(design, topic.blocks.clone())
}

/// The words of some blocks.
pub fn words_of(design: &Design, blocks: std::ops::Range<usize>) -> Span {
    let blocks = &design.outline.blocks[blocks];
    match (blocks.first(), blocks.last()) {
        (Some(first), Some(last)) => first.words.start..last.words.end,
        _ => 0..0,
    }
}

/// The vocabulary that begins inside a range of words.
pub fn hits<'a>(design: &'a Design, words: &Span) -> impl Iterator<Item = &'a Hit> + use<'a> {
    let first = design.hits.partition_point(|hit| hit.span.start < words.start);
    let end = words.end;
    design.hits[first..].iter().take_while(move |hit| hit.span.start < end)
}

/// The qualities that the words of a range speak of.
pub fn qualities(design: &Design, words: &Span) -> Vec<QualityId> {
    let named = hits(design, words).filter_map(|hit| match hit.found {
        Found::Cue(Cue::Quality(id)) => Some(id),
        _ => None,
    });
    named.collect()
}

/// Where one of `phrases` stands first in a range of the words. Phrases are folded; a trailing `*` is any ending.
pub fn says(design: &Design, words: &Span, phrases: &[&str]) -> Option<Span> {
    design.outline.first_of(words, phrases.iter().copied())
}

/// Whether one of `phrases` stands in a range of the words.
pub fn speaks<'a>(design: &Design, words: &Span, phrases: impl Iterator<Item = &'a str> + Clone) -> bool {
    design.outline.has_any(words, phrases)
}

/// In how many of the places where a design says what it is about one of `phrases` stands: the title, the functional
/// requirements, the entities, the interface.
pub fn places(design: &Design, topic: usize, phrases: &[&str]) -> Vec<Span> {
    let mut places = Vec::new();
    let title = fold(&design.topics[topic].title);
    if phrases.iter().any(|phrase| find_phrase(&title, phrase).is_some()) {
        places.push(design.topics[topic].heading.clone());
    }
    let mut asked = of(design, topic, &design.requirements.functional);
    if let Some(words) =
        asked.find_map(|requirement| says(design, &words_of(design, requirement.blocks.clone()), phrases))
    {
        places.push(design.outline.source(&words));
    }
    for part in [Part::Entities, Part::Api] {
        let mut found = sections(design, topic, part)
            .filter_map(|section| says(design, &words_of(design, section.blocks.clone()), phrases));
        if let Some(words) = found.next() {
            places.push(design.outline.source(&words));
        }
    }
    places
}
