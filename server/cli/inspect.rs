//! The facts of a design, as one JSON object a file.

use crate::design::{Design, Requirement, Role, Ruling, Side};
use crate::knowledge::{Kind, Part};
use crate::text::Span;
use serde_json::{Value, json};

/// Everything read from a document; lines count from 1.
pub fn facts(path: &str, design: &Design) -> Value {
    let lines = Lines::new(&design.text);
    let end_line = |span: &Span| lines.of(span.end.saturating_sub(1).max(span.start));
    let key = |part: Part| match part {
        Part::Own(_) => {
            let kind = design
                .knowledge
                .section(part)
                .map(|index| design.knowledge.sections[index].name.clone());
            crate::knowledge::snake_case(&kind.unwrap_or_default())
        }
        part => part.key().to_owned(),
    };
    let functional = |requirement: &Requirement| {
        let answers = requirement.answers.iter().map(
            |answer| json!({"line": lines.of(answer.span.start), "section": key(design.sections[answer.section].part)}),
        );
        json!({"line": lines.of(requirement.span.start), "text": text(design, requirement), "addressed_by": answers.collect::<Vec<_>>()})
    };
    let non_functional = |requirement: &Requirement| {
        let categories = requirement
            .qualities
            .iter()
            .map(|&quality| design.knowledge.qualities[quality].key.clone());
        let targets = requirement
            .targets
            .iter()
            .map(|target| json!({"text": target.text, "line": lines.of(target.span.start)}));
        json!({
            "line": lines.of(requirement.span.start),
            "text": text(design, requirement),
            "categories": categories.collect::<Vec<_>>(),
            "targets": targets.collect::<Vec<_>>(),
        })
    };
    let mut technologies: Vec<Value> = Vec::new();
    let mut components: Vec<Value> = Vec::new();
    for choice in &design.choices {
        let technology = design.technology(choice.technology);
        let mut named: Vec<usize> = choice.mentions.iter().map(|span| lines.of(span.start)).collect();
        named.dedup();
        if technology.is_named() {
            let (role, chosen) = match choice.role {
                Role::Chosen { .. } => ("chosen", true),
                Role::Alternative => ("alternative", false),
                Role::Mention | Role::Given => ("mention", false),
            };
            let mut entry = json!({"name": technology.name, "lines": named, "role": role, "why": choice.evidence});
            if chosen {
                entry["justified"] = json!(matches!(choice.ruling, Ruling::Reason { .. }));
            }
            if let Ruling::Reason { span, .. } = &choice.ruling {
                entry["evidence"] = json!({"line": lines.of(span.start), "reason": design.text[span.clone()]});
            }
            technologies.push(entry);
        } else if technology.kind == Kind::Component {
            components.push(json!({"name": technology.name, "lines": named}));
        }
    }
    let stated = design
        .requirements
        .stated
        .iter()
        .map(|&quality| design.knowledge.qualities[quality].key.clone());
    let endpoints = design.endpoints.iter().map(
        |endpoint| json!({"method": endpoint.method, "path": endpoint.path, "line": lines.of(endpoint.span.start)}),
    );
    json!({
        "path": path,
        "is_design": design.verdict.is_design,
        "why": design.verdict.why,
        "designs": design.topics.iter().map(|topic| json!({"title": topic.title, "line": lines.of(topic.heading.start), "end_line": end_line(&topic.span)})).collect::<Vec<_>>(),
        "sections": design.sections.iter().map(|section| json!({"kind": key(section.part), "title": section.title, "line": lines.of(section.heading.start), "end_line": end_line(&section.span)})).collect::<Vec<_>>(),
        "requirements": {
            "functional": design.requirements.functional.iter().map(functional).collect::<Vec<_>>(),
            "non_functional": design.requirements.non_functional.iter().map(non_functional).collect::<Vec<_>>(),
        },
        "nfr_stated": stated.collect::<Vec<_>>(),
        "stance": match design.stance.side {
            Side::Availability => "availability",
            Side::Consistency => "consistency",
            Side::Mixed => "mixed",
            Side::Undecided => "undecided",
        },
        "technologies": technologies,
        "components": components,
        "entities": design.entities.iter().map(|entity| json!({"name": entity.name, "line": lines.of(entity.span.start)})).collect::<Vec<_>>(),
        "endpoints": endpoints.collect::<Vec<_>>(),
    })
}

fn text(design: &Design, requirement: &Requirement) -> String {
    design.outline.words[requirement.words.clone()]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The line of a byte, by the beginnings of all lines.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Lines {
        Lines(
            std::iter::once(0)
                .chain(
                    text.bytes()
                        .enumerate()
                        .filter(|(_, byte)| *byte == b'\n')
                        .map(|(at, _)| at + 1),
                )
                .collect(),
        )
    }

    fn of(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}
