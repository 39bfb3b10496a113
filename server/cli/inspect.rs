//! `draftsman inspect`: the facts of a design, as one JSON object a file.

use super::Output;
use super::documents::{Document, Reader, is_failure};
use super::files;
use super::lines::Lines;
use crate::design::{Design, Requirement, Role, Ruling, Side, Verdict};
use crate::knowledge::{Kind, Part};
use crate::text::Span;
use serde_json::{Value, json};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `inspect` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// How the facts are written.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// The documents; of a folder every Markdown file; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// One JSON object a file, each on a line of its own.
    Jsonl,
}

/// Prints the facts of each document, in the order of their paths.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let Format::Jsonl = arguments.format;
    let mut reader = Reader::default();
    let mut paths = arguments.files.clone();
    reader.take_input(&mut paths, None);
    let files = files::find(&paths, &reader);
    let mut inspected = 0;
    let line = |document: Document| facts(&document.name, &document.design, &document.verdict).to_string();
    reader.each(&files, line, |line| {
        inspected += 1;
        output.line(&line)
    })?;
    let problems = reader.problems();
    output.problems(&problems);
    Ok(match (is_failure(&problems), inspected) {
        (false, _) => ExitCode::SUCCESS,
        (true, 0) => ExitCode::from(2),
        (true, _) => ExitCode::FAILURE,
    })
}

/// Everything read from a document; lines count from 1.
pub fn facts(path: &str, design: &Design, verdict: &Verdict) -> Value {
    let lines = Lines::new(&design.text);
    let end_line = |span: &Span| lines.line(span.end.saturating_sub(1).max(span.start));
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
            |answer| json!({"line": lines.line(answer.span.start), "section": answer.section.map(|index| key(design.sections[index].part))}),
        );
        json!({"line": lines.line(requirement.span.start), "text": text(design, requirement), "addressed_by": answers.collect::<Vec<_>>()})
    };
    let non_functional = |requirement: &Requirement| {
        let categories = requirement
            .qualities
            .iter()
            .map(|&quality| design.knowledge.qualities[quality].key.clone());
        let targets = requirement
            .targets
            .iter()
            .map(|target| json!({"text": target.text, "line": lines.line(target.span.start)}));
        json!({
            "line": lines.line(requirement.span.start),
            "text": text(design, requirement),
            "categories": categories.collect::<Vec<_>>(),
            "targets": targets.collect::<Vec<_>>(),
        })
    };
    let mut technologies: Vec<Value> = Vec::new();
    let mut components: Vec<Value> = Vec::new();
    for choice in &design.choices {
        let technology = design.technology(choice.technology);
        let mut named: Vec<usize> = choice.mentions.iter().map(|span| lines.line(span.start)).collect();
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
                entry["evidence"] = json!({"line": lines.line(span.start), "reason": design.text[span.clone()]});
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
        |endpoint| json!({"method": endpoint.method, "path": endpoint.path, "line": lines.line(endpoint.span.start)}),
    );
    json!({
        "path": path,
        "is_design": verdict.is_design,
        "why": verdict.why,
        "designs": design.topics.iter().map(|topic| json!({"title": topic.title, "line": lines.line(topic.heading.start), "end_line": end_line(&topic.span)})).collect::<Vec<_>>(),
        "sections": design.sections.iter().map(|section| json!({"kind": key(section.part), "title": section.title, "line": lines.line(section.heading.start), "end_line": end_line(&section.span)})).collect::<Vec<_>>(),
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
        "entities": design.entities.iter().map(|entity| json!({"name": entity.name, "line": lines.line(entity.span.start)})).collect::<Vec<_>>(),
        "endpoints": endpoints.collect::<Vec<_>>(),
    })
}

fn text(design: &Design, requirement: &Requirement) -> String {
    design.outline.words[requirement.words.clone()]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
