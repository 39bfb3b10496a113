//! What can stand at the cursor: sections still to come, qualities not yet stated, technologies and the reason for
//! taking one, entities, verbs of endpoints, names of rules.

mod layout;

mod reasons;

mod tables;

mod technologies;

use super::{pages, place};
use crate::cursor::Place;
use crate::design::{Design, Section};
use crate::knowledge::{ConceptId, Knowledge, Part, QualityId, TechnologyId};
use crate::markdown::list_marker;
use crate::rules::{self, RULES};
use crate::text::Span;

/// How completion was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// By a character that was typed, and not by the writer: then only where a suggestion is sure to be wanted.
    pub typed: bool,
    /// The editor takes snippets.
    pub snippets: bool,
}

/// What can stand at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// What an item replaces: bytes before the cursor.
    pub span: Span,
    /// The best first.
    pub items: Vec<Item>,
}

/// One thing that can stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub label: String,
    /// A few words behind the name.
    pub detail: String,
    /// What sort of thing it is.
    pub kind: ItemKind,
    /// What is inserted.
    pub text: String,
    /// `text` is a snippet of the protocol's form.
    pub is_snippet: bool,
    /// What its documentation is about.
    pub about: Option<About>,
}

/// The sorts of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A section of the layout.
    Section,
    /// A quality with a target to fill in.
    Quality,
    /// A technology or component.
    Technology,
    /// A technique of the notes.
    Concept,
    /// A reason for a technology.
    Reason,
    /// An entity of the design.
    Entity,
    /// A verb of an endpoint.
    Verb,
    /// A rule to allow.
    Rule,
}

/// What an item's documentation is about. It is written only when somebody looks at the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A section, as an index into the sections of the knowledge.
    Section(usize),
    /// A quality.
    Quality(QualityId),
    /// A technology.
    Technology(TechnologyId),
    /// A term of the notes.
    Concept(ConceptId),
    /// A rule, as an index into the table of rules.
    Rule(usize),
}

/// The line in which one writes.
struct Line<'a> {
    design: &'a Design,
    /// The cursor.
    offset: usize,
    /// From the beginning of the line to the cursor.
    before: &'a str,
    /// Spaces, the bullet or number, and the box of a task at its beginning.
    marker: &'a str,
    /// What is written behind them so far.
    written: &'a str,
    /// The section around it.
    section: Option<&'a Section>,
    asked: Asked,
}

/// What can stand at a byte of a document.
pub fn completion(design: &Design, offset: usize, asked: Asked) -> Completion {
    let Some(before) = design.text.get(..offset) else {
        return Completion::default();
    };
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let before = &before[start..];
    if let Some(rules) = allowed_rules(before, offset) {
        return rules;
    }
    // Who writes another document did not ask for a list.
    let elsewhere = asked.typed && !design.is_begun();
    if elsewhere || place::at_cursor(design, offset) != Place::Prose || is_open(before) {
        return Completion::default();
    }
    let marker = marker(before);
    let line = Line {
        design,
        offset,
        before,
        marker: &before[..marker],
        written: &before[marker..],
        section: section_around(design, offset),
        asked,
    };
    line.complete()
}

/// The text that documents an item, as Markdown.
pub fn about(knowledge: &Knowledge, about: About) -> String {
    match about {
        About::Section(id) => {
            let kind = &knowledge.sections[id];
            let prompts: Vec<String> = kind.prompts.iter().map(|prompt| format!("- {prompt}")).collect();
            format!(
                "**{}** · a section of the notes' layout\n\n{}",
                kind.name,
                prompts.join("\n")
            )
        }
        About::Quality(id) => {
            let quality = &knowledge.qualities[id];
            let techniques: Vec<String> = quality.techniques.iter().map(|name| format!("- {name}")).collect();
            format!("**{}**\n\n{}\n\n{}", quality.name, quality.note, techniques.join("\n"))
        }
        About::Technology(id) => {
            let note = pages::family(knowledge, id).map(|concept| pages::note(knowledge, concept));
            [Some(pages::card(knowledge, id)), note]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("\n\n")
        }
        About::Concept(id) => pages::note(knowledge, id),
        About::Rule(id) => pages::rule(&RULES[id]),
    }
}

impl Line<'_> {
    fn complete(&self) -> Completion {
        // Behind a label in bold stands what it is about.
        let is_bold = self
            .written
            .strip_prefix("**")
            .is_some_and(|title| !title.contains("**"));
        if self.written.starts_with('#') || self.before.is_empty() || is_bold && self.marker.is_empty() {
            return layout::sections(self);
        }
        if let Some(cell) = tables::Cell::of(self) {
            return cell.complete(self);
        }
        if let Some(reasons) = reasons::reasons(self) {
            return reasons;
        }
        if let Some(cue) = technologies::cue(self) {
            return technologies::after(self, &cue);
        }
        let part = self.section.map(|section| section.part);
        let at_start = !self.marker.is_empty() && !self.written.contains(' ');
        match part {
            Some(Part::NonFunctional) if at_start || layout::begins_quality(self) => layout::qualities(self),
            Some(Part::NonFunctional) if !self.asked.typed => match self.written.split_once(':') {
                Some((name, rest)) if !self.marker.is_empty() => layout::target_of(self, name, rest.trim_start()),
                _ => Completion::default(),
            },
            Some(Part::Api) if at_start => layout::verbs(self),
            Some(Part::HighLevel | Part::DeepDive) if at_start => technologies::at_start(self),
            Some(part @ (Part::Entities | Part::Api | Part::HighLevel | Part::DeepDive)) if !self.asked.typed => {
                let mut completion = layout::entities(self);
                if part != Part::Entities {
                    completion.items.extend(technologies::begun(self));
                }
                completion
            }
            None if self.marker.is_empty() && !self.asked.typed && layout::begins_one(self) => layout::sections(self),
            _ => Completion::default(),
        }
    }

    /// The word that is being written, and no more.
    fn word(&self) -> Span {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '+' | '.' | '-' | '/' | '#');
        let length: usize = self
            .written
            .chars()
            .rev()
            .take_while(|c| is_word(*c))
            .map(char::len_utf8)
            .sum();
        self.offset - length..self.offset
    }

    /// Everything written on the line behind its marker.
    fn all(&self) -> Span {
        self.offset - self.written.len()..self.offset
    }
}

impl Item {
    fn plain(label: impl Into<String>, detail: impl Into<String>, kind: ItemKind) -> Item {
        let label = label.into();
        Item {
            text: label.clone(),
            label,
            detail: detail.into(),
            kind,
            is_snippet: false,
            about: None,
        }
    }
}

/// Names of rules, inside a comment that allows one.
fn allowed_rules(before: &str, offset: usize) -> Option<Completion> {
    let comment = &before[before.rfind("<!--")?..];
    let command = comment
        .strip_prefix("<!--")?
        .trim_start()
        .strip_prefix("draftsman:")?
        .trim_start();
    if !comment.contains("-->") && "allow-file".starts_with(command) {
        let scopes = [("allow", "the next block"), ("allow-file", "the whole file")];
        let scope = |(name, what): (&str, &str)| Item::plain(name, what, ItemKind::Rule);
        return Some(Completion {
            span: offset - command.len()..offset,
            items: scopes.map(scope).to_vec(),
        });
    }
    let names = command
        .strip_prefix("allow-file")
        .or_else(|| command.strip_prefix("allow"))?;
    if comment.contains("-->") || !names.starts_with(' ') || names.contains(':') {
        return None;
    }
    let written = names.rsplit([',', ' ']).next().unwrap_or_default();
    let rule = |(id, rule): (usize, &rules::Rule)| Item {
        about: Some(About::Rule(id)),
        ..Item::plain(rule.name, rule.level.name(), ItemKind::Rule)
    };
    Some(Completion {
        span: offset - written.len()..offset,
        items: RULES.iter().enumerate().map(rule).collect(),
    })
}

/// Whether a line breaks off in code, in a comment, in a tag or where a link leads: until that is closed, it is none of
/// them to Markdown, but it is to the writer.
fn is_open(before: &str) -> bool {
    let behind = |opening: &str| before.rfind(opening).map(|at| &before[at + opening.len()..]);
    let breaks_off = |(opening, closing): (&str, &str)| behind(opening).is_some_and(|rest| !rest.contains(closing));
    let is_definition = before.trim_start().starts_with('[') && !before.contains("[^") && before.contains("]: ");
    let is_tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.contains('>');
    [("<!--", "-->"), ("](", ")"), ("][", "]")].into_iter().any(breaks_off)
        || behind("<").is_some_and(is_tag)
        || is_definition
        || before.matches('`').count() % 2 == 1
}

/// The length of spaces, bullet and box at the beginning of a line.
fn marker(before: &str) -> usize {
    let spaces = before.len() - before.trim_start().len();
    let rest = &before[spaces..];
    let mut length = list_marker(rest);
    // A bullet with nothing behind it yet.
    if length == 0 && matches!(rest, "-" | "*" | "+") {
        length = 1;
    }
    for mark in ["[ ] ", "[x] "] {
        if rest[length..].starts_with(mark) {
            length += mark.len();
        }
    }
    spaces + length
}

/// The section in which a line stands that is being written: blank lines behind a section still belong to it.
fn section_around(design: &Design, offset: usize) -> Option<&Section> {
    let section = design
        .sections
        .iter()
        .rev()
        .find(|section| section.span.start <= offset)?;
    let another = |span: &Span| section.span.end <= span.start && span.start < offset;
    let closed = design
        .outline
        .blocks
        .iter()
        .any(|block| block.level().is_some() && another(&block.span));
    (!closed || offset <= section.span.end).then_some(section)
}
