//! What an editor writes above a line: where a requirement is answered, and how far a design is.

use super::facts;
use crate::design::{Choice, Design, Requirement, Role, Ruling, Section};
use crate::knowledge::{Cue, Found, Part, QualityId, Term};
use crate::rules::Finding;
use crate::text::Span;

/// A line above a line, with the places to which a click on it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it is about: bytes of the document.
    pub span: Span,
    /// What it says.
    pub title: String,
    /// Where a click leads; empty where it only says something.
    pub places: Vec<Span>,
}

/// All lenses of a document, in the order of their places; none where it is no design. That nothing answers a
/// requirement is left to the finding that says so, where there is one.
pub fn lenses(design: &Design, findings: &[Finding]) -> Vec<Lens> {
    if !design.verdict.is_design {
        return Vec::new();
    }
    let titles = design.topics.iter().enumerate().filter_map(|(index, topic)| {
        let unreasoned = design
            .choices
            .iter()
            .filter(|choice| choice.topic == index && is_bare(design, choice));
        Some(Lens {
            span: topic.heading.clone(),
            title: state(design, index)?,
            places: unreasoned.map(|choice| choice.deciding.clone()).collect(),
        })
    });
    let begun: Vec<bool> = (0..design.topics.len())
        .map(|topic| is_designed(design, topic))
        .collect();
    let required = &design.requirements;
    let items = required.functional.iter().chain(&required.non_functional);
    let unanswered: Vec<&Span> = findings
        .iter()
        .filter(|finding| finding.rule.name.starts_with("unanswered"))
        .map(|finding| &finding.span)
        .collect();
    let is_found = |item: &Requirement| {
        let mut found = unanswered.iter();
        item.answers.is_empty() && found.any(|span| item.span.start <= span.start && span.start < item.span.end)
    };
    let answered = items
        .filter(|item| !is_found(item))
        .filter(|item| !item.empty && begun.get(design.sections[item.section].topic) == Some(&true))
        .map(|item| Lens {
            span: item.span.clone(),
            title: facts::capital(&answered(design, item)),
            places: item.answers.iter().map(|answer| answer.span.clone()).collect(),
        });
    let mut lenses: Vec<Lens> = titles.chain(answered).collect();
    lenses.sort_by_key(|lens| lens.span.start);
    lenses.dedup_by(|other, first| other.span == first.span);
    lenses
}

/// How the first design of a document stands, in the words of the lens on its title; nothing where it is no design.
pub fn standing(design: &Design) -> Option<String> {
    state(design, 0).filter(|_| design.verdict.is_design)
}

/// Whether a design goes beyond its requirements: only then can something answer them.
pub(super) fn is_designed(design: &Design, topic: usize) -> bool {
    let designs = |section: &Section| matches!(section.part, Part::Api | Part::HighLevel | Part::DeepDive);
    design
        .sections
        .iter()
        .any(|section| section.topic == topic && designs(section) && !section.empty)
}

/// "answered in API Design and High Level Design", "no clear answer yet".
pub(super) fn answered(design: &Design, item: &Requirement) -> String {
    let mut sections: Vec<&str> = Vec::new();
    for answer in &item.answers {
        let title = answer
            .section
            .map(|section| unnumbered(design.sections[section].title.trim_end_matches([':', ' '])));
        if let Some(title) = title.filter(|title| !sections.contains(title)) {
            sections.push(title);
        }
    }
    match (item.answers.len(), sections.as_slice()) {
        (0, _) => "no clear answer yet".to_owned(),
        (_, []) => "answered".to_owned(),
        (_, [only]) => format!("answered in {only}"),
        (_, [first, second]) => format!("answered in {first} and {second}"),
        (_, [first, rest @ ..]) => format!("answered in {first} and {} more sections", rest.len()),
    }
}

/// A title without the number in front: `4. API` in a sentence reads as the end of one.
fn unnumbered(title: &str) -> &str {
    let bare = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')'));
    let number = &title[..title.len() - bare.len()];
    if number.contains(['.', ')']) && bare.starts_with(' ') {
        bare.trim_start()
    } else {
        title
    }
}

/// "7 of 9 requirements answered · 2 choices without a reason · next: Deep Dive".
pub(super) fn state(design: &Design, topic: usize) -> Option<String> {
    let own = |item: &&Requirement| design.sections[item.section].topic == topic && !item.empty;
    let required = &design.requirements;
    let items: Vec<&Requirement> = required
        .functional
        .iter()
        .chain(&required.non_functional)
        .filter(own)
        .collect();
    let mut parts: Vec<String> = Vec::new();
    if !items.is_empty() && is_designed(design, topic) {
        let answered = items.iter().filter(|item| !item.answers.is_empty()).count();
        parts.push(format!(
            "{answered} of {} answered",
            counted(items.len(), "requirement")
        ));
    } else if !items.is_empty() {
        parts.push(counted(items.len(), "requirement"));
    }
    let bare = design
        .choices
        .iter()
        .filter(|choice| choice.topic == topic && is_bare(design, choice))
        .count();
    if bare > 0 {
        parts.push(format!("{} without a reason", counted(bare, "choice")));
    }
    let is_begun = design.sections.iter().any(|section| section.topic == topic);
    if let Some(next) = next(design, topic).filter(|_| is_begun) {
        parts.push(format!("next: {next}"));
    }
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The first section of the layout in which nothing stands yet.
fn next(design: &Design, topic: usize) -> Option<&str> {
    let written = |part: Part| {
        let mut own = design.sections_of(part);
        own.any(|section| section.topic == topic && !section.empty)
    };
    let kinds = design.knowledge.sections.iter();
    kinds
        .into_iter()
        .find(|kind| !written(kind.part))
        .map(|kind| kind.name.as_str())
}

/// A technology that the design takes without saying why.
pub(super) fn is_bare(design: &Design, choice: &Choice) -> bool {
    let technology = &design.knowledge.technologies[choice.technology];
    let taken = matches!(&choice.role, Role::Chosen { among } if among.is_empty());
    let said = matches!(choice.ruling, Ruling::Reason { .. });
    taken && !said && technology.is_named() && !technology.needs_no_reason()
}

/// The qualities that the words of a heading speak of: by name, by a technique, or by what is said of them.
pub(super) fn served(design: &Design, heading: &Span) -> Vec<QualityId> {
    let blocks = &design.outline.blocks;
    let from = blocks.partition_point(|block| block.span.start < heading.start);
    let Some(block) = blocks.get(from).filter(|block| block.span == *heading) else {
        return Vec::new();
    };
    let first = design.hits.partition_point(|hit| hit.span.start < block.words.start);
    let inside = design.hits[first..]
        .iter()
        .take_while(|hit| hit.span.start < block.words.end);
    let mut served: Vec<QualityId> = Vec::new();
    for hit in inside {
        let quality = match hit.found {
            Found::Cue(Cue::Quality(id) | Cue::Strong(id)) => Some(id),
            Found::Term(Term::Concept(id)) => super::place::quality_of(design, id),
            _ => None,
        };
        served.extend(quality.filter(|id| design.knowledge.qualities[*id].place.is_some()));
    }
    served.sort_unstable();
    served.dedup();
    served
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
