use super::{Findings, Level, style, topic};
use crate::design::{Design, Section, Topic};
use crate::knowledge::Part;
use crate::markdown::Kind;
use crate::text::Edit;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let written = topic::written(design, index);
        let kinds = &design.knowledge.sections;
        let drawn = is_drawn(design, index, topic);
        let has = |kind: &usize| {
            let shown = drawn && kinds[*kind].part == Part::HighLevel;
            shown || written.iter().any(|(other, _)| other == kind)
        };
        let settled = written
            .iter()
            .filter(|(_, section)| !is_being_written(design, topic, section));
        let furthest = settled.max_by_key(|(kind, section)| (*kind, section.span.start));
        let Some((last, at)) = furthest else { continue };
        let insert = |kind: &usize| style::section(design, index, *kind);
        let absent: Vec<usize> = (0..*last).filter(|kind| !has(kind)).collect();
        let names: Vec<&str> = absent.iter().map(|kind| kinds[*kind].name.as_str()).collect();
        let named = style::listed(&names);
        let edits: Vec<Edit> = absent.iter().map(insert).collect();
        let (message, fix) = match names.len() {
            0 | 1 => (
                format!("The section {named} is missing: add it in its place"),
                format!("Insert the section {named}"),
            ),
            _ => (
                format!("The sections {named} are missing: add them in their places"),
                format!("Insert the sections {named}"),
            ),
        };
        if !names.is_empty() {
            let finding = findings.add(&topic.heading, message);
            // What describes the parts of a system and asks for nothing was written to another plan.
            let asks = written.iter().any(|(_, section)| section.part.is_requirements());
            if !asks && !design.promises_design(topic) {
                finding.level(Level::Information);
            }
            finding.fix_all(fix, edits);
        }
        let ahead: Vec<usize> = (last + 1..kinds.len()).collect();
        if let Some(next) = ahead.first() {
            let name = &kinds[*next].name;
            let finding = findings.add(&at.heading, format!("Next comes the section {name}"));
            finding.level(Level::Hint);
            finding.fix_all(format!("Insert the section {name}"), vec![insert(next)]);
            if ahead.len() > 1 {
                let edits = ahead.iter().map(insert).collect();
                finding.fix_all("Insert all sections that are still to come", edits);
            }
        }
    }
}

/// Whether a section is no more than a title at the end of the design that says nothing yet of what it will be: `## Core`.
fn is_being_written(design: &Design, topic: &Topic, section: &Section) -> bool {
    let parts = design.knowledge.parts_of_title(&section.title);
    section.empty && section.blocks.end >= topic.blocks.end && !parts.contains(&section.part)
}

/// Whether the parts of a system are drawn outside of all sections: a high-level design under another title.
fn is_drawn(design: &Design, index: usize, topic: &Topic) -> bool {
    const OTHERS: &[&str] = &[
        "erdiagram",
        "classdiagram",
        "statediagram",
        "gantt",
        "pie",
        "mindmap",
        "timeline",
        "gitgraph",
        "journey",
    ];
    let inside = |at: usize| {
        let mut own = design.sections.iter().filter(|section| section.topic == index);
        own.any(|section| section.blocks.contains(&at))
    };
    let draws = |at: &usize| match &design.outline.blocks[*at].kind {
        Kind::Code {
            content, diagram: true, ..
        } => {
            let kind: String = design.text[content.clone()].trim_start().chars().take(12).collect();
            let kind = kind.to_ascii_lowercase();
            !OTHERS.iter().any(|other| kind.starts_with(other))
        }
        _ => false,
    };
    topic.blocks.clone().any(|at| draws(&at) && !inside(at))
}
