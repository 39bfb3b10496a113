//! What can be done at a place beside mending findings: lay out what is missing, give a reason, note a term.

use super::{facts, lenses};
use crate::design::{Choice, Design, Ruling};
use crate::knowledge::QualityId;
use crate::markdown::Kind;
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

/// More reasons than these are no help in choosing one.
const REASONS: usize = 4;

/// What can be done where a span is selected; an empty one is the cursor.
pub fn actions(design: &Design, span: &Span) -> Vec<Action> {
    let mut actions = reasons(design, span);
    actions.extend(lay_out(design, span));
    actions.extend(note(design, span));
    actions
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

/// Each reason that fits a technology which is chosen without one.
fn reasons(design: &Design, span: &Span) -> Vec<Action> {
    let bare = design.choices.iter().filter(|choice| lenses::is_bare(design, choice));
    let Some((choice, at)) = bare
        .into_iter()
        .find_map(|choice| Some((choice, mentioned(choice, span)?)))
    else {
        return Vec::new();
    };
    let Some(end) = reason_place(design, at) else {
        return Vec::new();
    };
    let technology = &design.knowledge.technologies[choice.technology];
    let unmet = unmet(design, choice.topic);
    let quality = |property: &str| design.knowledge.served(property);
    let mut fitting: Vec<&(String, String)> = technology.serves.iter().collect();
    fitting.sort_by_key(|(property, _)| !quality(property).is_some_and(|id| unmet.contains(&id)));
    let known = fitting.into_iter().take(REASONS).map(|(property, reason)| {
        let label = facts::property(property);
        (
            format!("Add a reason for {}: {label}, {reason}", technology.name),
            format!(" - {reason}"),
        )
    });
    let own = (
        format!("Add a reason for {} of your own", technology.name),
        format!(" - {}", rules::BLANK),
    );
    let offered = known.chain([own]);
    offered
        .map(|(title, text)| Action {
            title,
            file: ActionFile::Here,
            edits: vec![Edit { span: end..end, text }],
        })
        .collect()
}

/// The mention of a choice that a selection touches.
fn mentioned<'a>(choice: &'a Choice, span: &Span) -> Option<&'a Span> {
    choice.mentions.iter().find(|mention| touches(mention, span))
}

/// Where a reason for what is named goes: to the end of its cell or of its sentence; nowhere in a title or a drawing.
fn reason_place(design: &Design, mention: &Span) -> Option<usize> {
    let blocks = &design.outline.blocks;
    let behind = blocks.partition_point(|block| block.span.start <= mention.start);
    let block = blocks[..behind].last().filter(|block| mention.end <= block.span.end)?;
    let rest = &design.text[mention.end..block.span.end];
    let end = match block.kind {
        Kind::Heading(_) | Kind::Code { .. } => return None,
        Kind::Row { .. } => rest.find('|').unwrap_or(rest.len()),
        _ => sentence_end(rest),
    };
    Some(mention.end + rest[..end].trim_end().len())
}

/// The end of the first sentence, before its full stop.
fn sentence_end(text: &str) -> usize {
    let stops = text.char_indices().filter(|(_, c)| matches!(c, '.' | ';' | '!' | '?'));
    let mut ends = stops.filter(|(at, _)| text[at + 1..].chars().next().is_none_or(char::is_whitespace));
    ends.next().map_or(text.len(), |(at, _)| at)
}

/// The qualities that a design requires and none of its choices serves.
fn unmet(design: &Design, topic: usize) -> Vec<QualityId> {
    let served = |quality: &QualityId| {
        let mut own = design.choices.iter().filter(|choice| choice.topic == topic);
        own.any(|choice| matches!(&choice.ruling, Ruling::Reason { serves, .. } if serves.contains(quality)))
    };
    design
        .requirements
        .stated
        .iter()
        .copied()
        .filter(|quality| !served(quality))
        .collect()
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
