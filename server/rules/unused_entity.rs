use super::addition::{Written, written};
use super::{Findings, topic};
use crate::design::{Design, Entity, Topic};
use crate::knowledge::{Part, stem};
use crate::text::Span;
use std::cell::LazyCell;

/// Who uses a system stands in every design, named or not.
const ACTORS: &[&str] = &[
    "user", "users", "client", "customer", "account", "admin", "person", "profile",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let drawn = [Part::HighLevel, Part::Api].into_iter().any(|part| {
            topic::sections(design, index, part).any(|section| {
                design.outline.blocks[section.blocks.clone()]
                    .iter()
                    .any(|block| block.image)
            })
        });
        // A picture may show what the words leave out.
        if written(design, index) != Written::Wholly || drawn {
            continue;
        }
        let rest = elsewhere(design, index, topic);
        // Code is no words; it is read where the words do not name an entity.
        let code = LazyCell::new(|| {
            let lower = rest.iter().map(|span| design.text[span.clone()].to_lowercase());
            lower.collect::<Vec<_>>()
        });
        let said: Vec<&str> = rest.iter().map(|span| words(design, span)).collect();
        let stands =
            |stem: &str| said.iter().any(|words| words.contains(stem)) || code.iter().any(|text| text.contains(stem));
        let own = design
            .entities
            .iter()
            .filter(|entity| topic.span.contains(&entity.span.start));
        let is_used = |entity: &Entity| {
            let words: Vec<String> = entity
                .name
                .split(|c: char| !c.is_alphanumeric())
                .flat_map(humps)
                .collect();
            let actor = words.iter().any(|word| ACTORS.contains(&word.as_str()));
            // "Inventories" and "inventory" have no longer beginning in common.
            let named = |word: &String| word.len() < 3 || stands(stem(word).trim_end_matches('i'));
            words.is_empty() || actor || words.iter().any(named)
        };
        let (used, unused): (Vec<&Entity>, Vec<&Entity>) = own.partition(|entity| is_used(entity));
        for entity in &unused {
            // Where the design uses hardly anything of a section, it lists something else than entities.
            let in_section = |all: &[&Entity]| all.iter().filter(|other| other.section == entity.section).count();
            if in_section(&unused) > in_section(&used) {
                continue;
            }
            findings.add(
                &entity.span,
                format!(
                    "Neither the interface nor the design uses {}: show what it is for, or leave it out",
                    entity.name
                ),
            );
        }
    }
}

/// The parts of `orderItem`, in lower case.
fn humps(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = true;
    for c in word.chars() {
        if parts.is_empty() || (c.is_uppercase() && !before) {
            parts.push(String::new());
        }
        before = c.is_uppercase();
        if let Some(last) = parts.last_mut() {
            last.extend(c.to_lowercase());
        }
    }
    parts
}

/// Where a topic's text stands outside of its requirements and entities.
fn elsewhere(design: &Design, index: usize, topic: &Topic) -> Vec<Span> {
    let asked =
        |part: Part| part.is_requirements() || matches!(part, Part::Entities | Part::OutOfScope | Part::Estimation);
    let mut left: Vec<&Span> = Vec::new();
    for section in design
        .sections
        .iter()
        .filter(|section| section.topic == index && asked(section.part))
    {
        let own = |other: &&crate::design::Section| other.opener == section.opener && !asked(other.part);
        if !design.sections.iter().any(|other| own(&other)) {
            left.push(&section.span);
        }
    }
    left.sort_by_key(|span| span.start);
    let mut rest = Vec::with_capacity(left.len() + 1);
    let mut at = topic.span.start;
    for span in left {
        if span.start > at {
            rest.push(at..span.start);
        }
        at = at.max(span.end.min(topic.span.end));
    }
    rest.push(at.min(topic.span.end)..topic.span.end);
    rest
}

/// The folded words of the blocks that begin in some bytes of the document.
fn words<'a>(design: &'a Design, span: &Span) -> &'a str {
    let blocks = &design.outline.blocks;
    let first = blocks.partition_point(|block| block.span.start < span.start);
    let last = blocks.partition_point(|block| block.span.start < span.end);
    &design.outline.folded[topic::words_of(design, first..last.max(first))]
}
