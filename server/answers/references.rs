//! Every place that speaks of what stands under the cursor.

use super::occurrences::{Occurrence, masks, occurrences};
use super::place;
use crate::design::{Design, Requirement, identifier};
use crate::knowledge::{Found, Term};
use crate::text::Span;

/// What a cursor is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A term, by the names that the catalogue and the notes have for it. It means the same in every design.
    Term {
        /// The catalogue's name.
        technology: Option<String>,
        /// The notes' name.
        concept: Option<String>,
    },
    /// An entity of the design: an index into its entities.
    Entity(usize),
    /// The identifier of a requirement: `FR-1`.
    Identifier(String),
    /// An endpoint of the design: an index into its endpoints.
    Endpoint(usize),
    /// A requirement, by where it stands.
    Requirement(Span),
}

/// One place that speaks of a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The words: bytes of the document.
    pub span: Span,
    /// It is where the subject is defined, decided or asked for.
    pub definition: bool,
}

impl Subject {
    /// Whether other designs can speak of it too.
    pub fn is_shared(&self) -> bool {
        matches!(self, Subject::Term { .. })
    }
}

/// What stands at a byte, and the words that say so.
pub fn subject(design: &Design, offset: usize) -> Option<(Span, Subject)> {
    if let Some((span, identifier)) = identifier_at(design, offset) {
        return Some((span, Subject::Identifier(identifier)));
    }
    let entity = entity_at(design, offset);
    let term = place::words_at(design, offset).and_then(|at| place::named(design, at));
    let term = term.map(|named| {
        let knowledge = &design.knowledge;
        let subject = Subject::Term {
            technology: named.technology.map(|id| knowledge.technologies[id].name.clone()),
            concept: named.concept.map(|id| knowledge.concepts[id].name.clone()),
        };
        (design.outline.source(&named.words), subject)
    });
    match (entity, term) {
        (Some(entity), Some((span, _))) if span.len() <= entity.span.len() => Some(of_entity(entity)),
        (_, Some(term)) => Some(term),
        (Some(entity), None) => Some(of_entity(entity)),
        (None, None) => endpoint_at(design, offset).or_else(|| {
            let requirement = requirements(design).find(|item| touches(&item.span, offset))?;
            Some((requirement.span.clone(), Subject::Requirement(requirement.span.clone())))
        }),
    }
}

fn of_entity(occurrence: Occurrence) -> (Span, Subject) {
    (occurrence.span, Subject::Entity(occurrence.entity))
}

/// Every place of a design that speaks of a subject, in the order they are written. Subjects that are not shared
/// belong to the design they were found in.
pub fn references(design: &Design, subject: &Subject) -> Vec<Reference> {
    let mut found: Vec<Reference> = match subject {
        Subject::Term { technology, concept } => terms(design, technology.as_deref(), concept.as_deref()),
        Subject::Entity(entity) => {
            let own = occurrences(design, &(0..design.text.len()))
                .into_iter()
                .filter(|occurrence| occurrence.entity == *entity);
            own.map(|occurrence| Reference {
                span: occurrence.span,
                definition: occurrence.definition,
            })
            .collect()
        }
        Subject::Identifier(identifier) => identifiers(design, identifier),
        Subject::Endpoint(endpoint) => endpoints(design, *endpoint),
        Subject::Requirement(span) => answers(design, span),
    };
    found.sort_by_key(|reference| (reference.span.start, reference.span.end));
    found.dedup_by(|other, first| other.span == first.span);
    found
}

/// The places of the document that light up with the one at a byte.
pub fn highlights(design: &Design, offset: usize) -> Vec<Reference> {
    subject(design, offset).map_or_else(Vec::new, |(_, subject)| references(design, &subject))
}

fn terms(design: &Design, technology: Option<&str>, concept: Option<&str>) -> Vec<Reference> {
    let technology = technology.and_then(|name| design.knowledge.technology(name));
    let concept = concept.and_then(|name| design.knowledge.concept(name));
    let choices = || {
        design
            .choices
            .iter()
            .filter(|choice| Some(choice.technology) == technology)
    };
    let mentions = design
        .mentions
        .iter()
        .filter(|mention| Some(mention.technology) == technology);
    let named = mentions.map(|mention| Reference {
        span: mention.span.clone(),
        definition: choices().any(|choice| choice.deciding == mention.span),
    });
    let said = design.hits.iter().filter(|hit| match hit.found {
        Found::Term(Term::Concept(id)) => Some(id) == concept,
        _ => false,
    });
    let said = said.map(|hit| Reference {
        span: design.outline.source(&hit.span),
        definition: false,
    });
    named.chain(said).collect()
}

fn endpoints(design: &Design, endpoint: usize) -> Vec<Reference> {
    let Some(own) = design.endpoints.get(endpoint) else {
        return Vec::new();
    };
    let same = design
        .endpoints
        .iter()
        .filter(|other| other.method == own.method && other.path == own.path);
    let listed = same.map(|other| Reference {
        span: other.span.clone(),
        definition: other.span == own.span,
    });
    let asked = requirements(design).filter(|item| item.answers.iter().any(|answer| holds(&answer.span, &own.span)));
    let asked = asked.map(|item| Reference {
        span: item.span.clone(),
        definition: false,
    });
    listed.chain(asked).collect()
}

fn answers(design: &Design, span: &Span) -> Vec<Reference> {
    let Some(requirement) = requirements(design).find(|item| item.span == *span) else {
        return Vec::new();
    };
    let answers = requirement.answers.iter().map(|answer| Reference {
        span: answer.span.clone(),
        definition: false,
    });
    let own = Reference {
        span: span.clone(),
        definition: true,
    };
    answers.chain([own]).collect()
}

/// All requirements, those left out included.
pub(super) fn requirements(design: &Design) -> impl Iterator<Item = &Requirement> {
    let all = &design.requirements;
    all.functional
        .iter()
        .chain(&all.non_functional)
        .chain(&all.out_of_scope)
}

/// The mention of an entity around a byte.
pub(super) fn entity_at(design: &Design, offset: usize) -> Option<Occurrence> {
    let before = design.text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = design.text[offset..]
        .find('\n')
        .map_or(design.text.len(), |at| offset + at);
    let mut line = occurrences(design, &(start..end)).into_iter();
    line.find(|occurrence| touches(&occurrence.span, offset))
}

/// The endpoint around a byte.
fn endpoint_at(design: &Design, offset: usize) -> Option<(Span, Subject)> {
    let index = design
        .endpoints
        .iter()
        .position(|endpoint| touches(&endpoint.span, offset))?;
    Some((design.endpoints[index].span.clone(), Subject::Endpoint(index)))
}

/// The identifiers that requirements carry, such as `FR-1`, with where they carry them.
pub(super) fn own_identifiers(design: &Design) -> impl Iterator<Item = (Span, &str)> {
    requirements(design).filter_map(|item| {
        let words = &design.outline.words[item.words.clone()];
        let start = words.len() - words.trim_start().len();
        let length = identifier(&words[start..])?;
        let at = item.words.start + start;
        Some((design.outline.source(&(at..at + length)), &words[start..start + length]))
    })
}

/// The identifier of a requirement around a byte, wherever it is spoken of.
pub(super) fn identifier_at(design: &Design, offset: usize) -> Option<(Span, String)> {
    let text = design.text.as_str();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let before = text.get(..offset)?;
    let start = before.len() - before.chars().rev().take_while(|c| is_part(*c)).count();
    let length = identifier(&text[start..])?;
    let identifier = &text[start..start + length];
    let known = touches(&(start..start + length), offset) && own_identifiers(design).any(|(_, own)| own == identifier);
    known.then(|| (start..start + length, identifier.to_owned()))
}

fn identifiers(design: &Design, identifier: &str) -> Vec<Reference> {
    let text = design.text.as_str();
    let own: Vec<Span> = own_identifiers(design).map(|(span, _)| span).collect();
    let mut masks = masks(design);
    let places = text.match_indices(identifier).map(|(at, _)| at..at + identifier.len());
    let whole = places.filter(|span| {
        let before = text[..span.start].chars().next_back();
        let mut after = text[span.end..].chars();
        let next = after.next();
        let numbered = next == Some('.') && after.next().is_some_and(|c| c.is_ascii_digit());
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        !part(before) && !next.is_some_and(|c| c.is_alphanumeric() || c == '_') && !numbered
    });
    let seen = whole.filter(|span| !masks.holds(span));
    seen.map(|span| Reference {
        definition: own.contains(&span),
        span,
    })
    .collect()
}

fn touches(span: &Span, offset: usize) -> bool {
    span.start <= offset && offset <= span.end
}

fn holds(outer: &Span, inner: &Span) -> bool {
    outer.start <= inner.end && inner.start <= outer.end
}
