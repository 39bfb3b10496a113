use super::{Findings, Level, style};
use crate::design::{Design, Section, Topic};
use crate::knowledge::{Cue, Found, Part, QualityId};
use crate::markdown::Kind;

pub fn check(design: &Design, findings: &mut Findings) {
    let knowledge = &design.knowledge;
    for (index, topic) in design.topics.iter().enumerate() {
        let sections: Vec<&Section> = design
            .sections_of(Part::NonFunctional)
            .filter(|section| section.topic == index)
            .collect();
        let Some(section) = sections.iter().find(|section| !section.empty) else {
            continue;
        };
        if style::written(design, index).len() < 2 || sections.iter().any(|section| is_picture(design, section)) {
            continue;
        }
        let spoken = spoken(design, topic);
        let asked = (0..knowledge.qualities.len()).filter(|id| knowledge.qualities[*id].place.is_some());
        let absent: Vec<QualityId> = asked.filter(|id| !spoken.contains(id)).collect();
        let production = findings.is_production();
        let weight = |id: &QualityId| match knowledge.qualities[*id].key.as_str() {
            _ if production => Level::Warning,
            "compliance" | "environment" => Level::Hint,
            "fault_tolerance" | "security" => Level::Information,
            _ => Level::Warning,
        };
        let Some(level) = absent.iter().map(weight).max() else {
            continue;
        };
        let names: Vec<&str> = absent.iter().map(|id| knowledge.qualities[*id].name.as_str()).collect();
        let named = style::listed(&names);
        let entry = |id: &QualityId| (knowledge.qualities[*id].name.clone(), style::target(design, *id));
        let entries: Vec<(String, String)> = absent.iter().map(entry).collect();
        let message = format!("Nothing is said on {named}: add a requirement with a target, or put it out of scope");
        let finding = findings.add(&section.heading, message);
        finding.level(level);
        finding.fix_all(format!("Insert {named}"), vec![style::items(design, section, &entries)]);
    }
}

/// The qualities that a topic requires, leaves out on purpose, or treats under a heading of their own.
fn spoken(design: &Design, topic: &Topic) -> Vec<QualityId> {
    let requirements = &design.requirements;
    let required = requirements.non_functional.iter().chain(&requirements.out_of_scope);
    let inside = required.filter(|requirement| topic.span.contains(&requirement.span.start));
    let mut spoken: Vec<QualityId> = inside.flat_map(|requirement| requirement.qualities.clone()).collect();
    for block in &design.outline.blocks[topic.blocks.clone()] {
        if matches!(block.kind, Kind::Heading(3..)) {
            let hits = design.hits.iter().filter(|hit| block.words.contains(&hit.span.start));
            spoken.extend(hits.filter_map(|hit| match hit.found {
                Found::Cue(Cue::Quality(id)) => Some(id),
                _ => None,
            }));
        }
    }
    spoken
}

/// A section that is a picture cannot be read.
fn is_picture(design: &Design, section: &Section) -> bool {
    let blocks = &design.outline.blocks[section.blocks.clone()];
    let words = blocks.iter().filter(|block| !block.image && !design.outline.words_of(block).trim().is_empty());
    blocks.iter().any(|block| block.image) && words.count() == 0
}
