use super::{Findings, Level, style, topic};
use crate::design::{Design, Section, Topic};
use crate::knowledge::{Part, QualityId};
use crate::markdown::Kind;

pub fn check(design: &Design, findings: &mut Findings) {
    let knowledge = &design.knowledge;
    for (index, topic) in topic::laid_out(design) {
        let sections: Vec<&Section> = topic::sections(design, index, Part::NonFunctional).collect();
        let Some(section) = sections.iter().find(|section| !section.empty) else {
            continue;
        };
        if sections.iter().any(|section| topic::is_picture(design, section)) {
            continue;
        }
        let spoken = spoken(design, index, topic);
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
        let name = |id: &QualityId| knowledge.qualities[*id].label().to_owned();
        let names: Vec<String> = absent.iter().map(name).collect();
        let named = style::listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let entry = |id: &QualityId| (name(id), style::target(design, *id));
        let entries: Vec<(String, String)> = absent.iter().map(entry).collect();
        let message = format!("Nothing is said on {named}: add a requirement with a target, or put it out of scope");
        let finding = findings.add(&section.heading, message);
        finding.level(level);
        finding.fix_all(
            format!("Insert {named}"),
            vec![style::entries(design, section, &entries)],
        );
    }
}

/// The qualities that a topic requires, leaves out on purpose, or treats under a heading of their own. A label with
/// nothing behind it names its quality too: that it is empty is for another rule to say.
fn spoken(design: &Design, index: usize, topic: &Topic) -> Vec<QualityId> {
    let requirements = &design.requirements;
    let required = topic::of(design, index, &requirements.non_functional);
    let excluded = topic::of(design, index, &requirements.out_of_scope);
    let mut spoken: Vec<QualityId> = Vec::new();
    for requirement in required.chain(excluded) {
        spoken.extend(&requirement.qualities);
        if requirement.empty {
            spoken.extend(topic::qualities(design, &requirement.words));
        }
    }
    for block in &design.outline.blocks[topic.blocks.clone()] {
        if matches!(block.kind, Kind::Heading(3..)) {
            spoken.extend(topic::qualities(design, &block.words));
        }
    }
    spoken
}
