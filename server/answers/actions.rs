//! What can be done at a place beside mending findings: lay out what is missing, note a term.

use super::facts;
use crate::design::Design;
use crate::rules;
use crate::text::{Edit, Span};

/// A change that an editor offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, as an order.
    pub title: String,
    /// Which file it changes.
    pub file: ActionFile,
    /// The change, in bytes of that file.
    pub edits: Vec<Edit>,
}

/// The file that an action changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionFile {
    /// The document.
    Here,
    /// A notes file of the workspace: an index into the sources of the knowledge; it always has a path.
    Notes(usize),
}

/// What can be done where a span is selected; an empty one is the cursor.
pub fn actions(design: &Design, span: &Span) -> Vec<Action> {
    lay_out(design, span).into_iter().chain(note(design, span)).collect()
}

/// The sections that the design around the cursor lacks, where the cursor is on its title or the document is empty.
fn lay_out(design: &Design, span: &Span) -> Option<Action> {
    let title = "Lay out the sections still missing".to_owned();
    if design.text.trim().is_empty() {
        let text = rules::laid_out(&format!("Design a {}", rules::BLANK), &design.knowledge);
        let edits = vec![Edit {
            span: 0..design.text.len(),
            text,
        }];
        return Some(Action {
            title,
            file: ActionFile::Here,
            edits,
        });
    }
    let index = facts::topic_at(design, span.start);
    let topic = design.topics.get(index)?;
    let on_title = touches(&topic.heading, span);
    // A title alone may be the beginning of anything: what makes it one of a design is that it says so.
    let is_design =
        design.sections.iter().any(|section| section.topic == index) || is_named_design(design, &topic.title);
    if !on_title || !is_design {
        return None;
    }
    let written = |part| design.sections_of(part).any(|section| section.topic == index);
    let kinds = design.knowledge.sections.iter().enumerate();
    let missing = kinds.filter(|(_, kind)| !written(kind.part));
    let edits: Vec<Edit> = missing.map(|(kind, _)| rules::section(design, index, kind)).collect();
    (!edits.is_empty()).then_some(Action {
        title,
        file: ActionFile::Here,
        edits,
    })
}

fn is_named_design(design: &Design, title: &str) -> bool {
    let words = title.to_lowercase();
    design
        .knowledge
        .gate("design")
        .iter()
        .any(|word| words.contains(word.as_str()))
}

/// The selected words as a new term, at the end of the workspace's notes.
fn note(design: &Design, span: &Span) -> Option<Action> {
    let term = design.text.get(span.clone())?.trim();
    let words = term.split_whitespace().count();
    let plain = |c: char| c.is_alphanumeric() || " -+./#".contains(c);
    if !(1..=4).contains(&words)
        || term.contains('\n')
        || !term.chars().all(plain)
        || !term.contains(char::is_alphabetic)
    {
        return None;
    }
    let knowledge = &design.knowledge;
    let source = knowledge.sources.iter().position(|source| source.path.is_some())?;
    if knowledge.concept(term).is_some() {
        return None;
    }
    let text = &knowledge.sources[source].notes.text;
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    Some(Action {
        title: format!("Add “{term}” to the notes"),
        file: ActionFile::Notes(source),
        edits: vec![Edit {
            span: text.len()..text.len(),
            text: format!("{gap}- {term} - {}\n", rules::BLANK),
        }],
    })
}

fn touches(one: &Span, other: &Span) -> bool {
    one.start <= other.end && other.start <= one.end
}
