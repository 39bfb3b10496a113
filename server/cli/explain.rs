//! `draftsman explain`: what is known about a term, a technology or a rule.

use super::Output;
use super::documents::{Reader, is_failure};
use crate::knowledge::{Concept, Kind, Knowledge, Technology};
use crate::markdown::fold;
use crate::rules::{self, RULES};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// What `explain` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// A term of the notes, a technology or a rule; several words need no quotes.
    #[arg(required = true, value_name = "TERM-OR-RULE")]
    term: Vec<String>,
}

/// Prints what is known, as Markdown; where nothing is, what was probably meant.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let term = arguments.term.join(" ");
    let reader = Reader::default();
    let settings = reader.settings(Path::new("design.md"));
    let problems = settings.as_ref().err().cloned().into_iter().chain(reader.problems());
    let problems: Vec<_> = problems.collect();
    output.problems(&problems);
    let Ok(settings) = settings else {
        return Ok(ExitCode::from(2));
    };
    if let Some(text) = explain(&term, &settings.knowledge) {
        output.line(text.trim_end())?;
        let code = if is_failure(&problems) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        };
        return Ok(code);
    }
    let near = near(&term, &settings.knowledge);
    let hint = if near.is_empty() {
        "`draftsman notes list` and `draftsman rules` list what is".to_owned()
    } else {
        let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        format!("did you mean {}?", quoted.join(" or "))
    };
    let _ = writeln!(io::stderr(), "error: nothing is known by the name `{term}`; {hint}");
    Ok(ExitCode::from(2))
}

/// A rule's page; or the note on a term, and what the catalogue has under its name.
pub fn explain(term: &str, knowledge: &Knowledge) -> Option<String> {
    let rule = rules::rule(term).or_else(|| rules::rule(&fold(term).replace([' ', '-'], "_")));
    if let Some(rule) = rule {
        return Some(format!("{}\n\nLevel: {}", rule.page.trim_end(), rule.level.name()));
    }
    let technology = knowledge.technology(term).map(|id| &knowledge.technologies[id]);
    let concept = knowledge.concept(term).map(|id| &knowledge.concepts[id]);
    let mut all = String::new();
    if let Some(technology) = technology {
        all.push_str(&card(technology, knowledge));
    }
    // The note on the technology itself, else on what it belongs to.
    let noted = concept.or_else(|| {
        let belongs = technology.filter(|technology| !technology.concept.is_empty())?;
        knowledge.concept(&belongs.concept).map(|id| &knowledge.concepts[id])
    });
    if let Some(concept) = noted {
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(&note(concept, knowledge));
    }
    (!all.is_empty()).then_some(all)
}

/// What the catalogue says about a technology.
fn card(technology: &Technology, knowledge: &Knowledge) -> String {
    let kind = match technology.kind {
        Kind::Product => "a product",
        Kind::Protocol => "a protocol",
        Kind::Family => "a family of databases",
        Kind::Component => "a part of systems",
        Kind::Technique => "a technique",
    };
    let mut card = format!("# {}\n\n{} ({kind})\n", technology.name, technology.category);
    if !technology.aliases.is_empty() {
        let _ = write!(card, "\nAlso written: {}\n", technology.aliases.join(", "));
    }
    if !technology.serves.is_empty() {
        card.push_str("\n## Serves\n\n");
        for (property, reason) in &technology.serves {
            let name = knowledge.served(property).map_or_else(
                || property.replace('_', " "),
                |quality| knowledge.qualities[quality].name.clone(),
            );
            let _ = writeln!(card, "- {name}: {reason}");
        }
    }
    if !technology.trade_off.is_empty() {
        let _ = write!(card, "\n## Trade-off\n\n{}\n", technology.trade_off);
    }
    if !technology.safeguards.is_empty() {
        card.push_str("\n## Must come with\n\n");
        for safeguard in &technology.safeguards {
            let _ = writeln!(card, "- {safeguard}");
        }
    }
    card
}

/// What the notes say about a term, and where.
fn note(concept: &Concept, knowledge: &Knowledge) -> String {
    let mut note = format!("# {}\n", concept.name);
    let source = &knowledge.sources[concept.place.source];
    let file = source
        .path
        .as_ref()
        .map_or_else(|| "the built-in notes".to_owned(), |path| path.display().to_string());
    let path: Vec<String> = concept.path.iter().map(|term| shortened(term)).collect();
    let path = path.join(" > ");
    let place = if path.is_empty() {
        file
    } else {
        format!("{file}: {path}")
    };
    let _ = write!(note, "\nFrom {place}\n");
    if !concept.aliases.is_empty() {
        let _ = write!(note, "\nAlso: {}\n", concept.aliases.join(", "));
    }
    if !concept.note.trim().is_empty() {
        let _ = write!(note, "\n{}\n", concept.note.trim());
    }
    note
}

/// A term, or the beginning of a sentence that stands for one.
fn shortened(term: &str) -> String {
    const LONGEST: usize = 40;
    match term.char_indices().nth(LONGEST) {
        None => term.to_owned(),
        Some((end, _)) => {
            let end = term[..end].rfind(' ').unwrap_or(end);
            format!("{} …", &term[..end])
        }
    }
}

/// Up to three names that are most like `term`, the most likely first.
fn near(term: &str, knowledge: &Knowledge) -> Vec<String> {
    let folded = fold(term);
    let rules = RULES.iter().map(|rule| rule.name);
    let technologies = knowledge.technologies.iter().flat_map(Technology::names);
    let concepts = knowledge
        .concepts
        .iter()
        .flat_map(|concept| std::iter::once(concept.name.as_str()).chain(concept.aliases.iter().map(String::as_str)));
    let mut near: Vec<(f64, &str)> = rules
        .chain(technologies)
        .chain(concepts)
        .map(|name| (strsim::jaro_winkler(&folded, &fold(name)), name))
        .filter(|(likeness, _)| *likeness > 0.85)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut names: Vec<String> = Vec::new();
    for (_, name) in near {
        if names.iter().all(|other| fold(other) != fold(name)) {
            names.push(name.to_owned());
        }
    }
    names.truncate(3);
    names
}
