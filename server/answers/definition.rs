//! Where something is defined or met.

use super::place;
use crate::design::Design;
use crate::knowledge::NotePlace;
use crate::rules;
use crate::text::Span;

/// A place that a definition leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// In the document itself.
    Here(Span),
    /// In a notes file.
    Notes(NotePlace),
}

/// A word and the places it leads to: a term to its note, a requirement to where it is answered, an entity to its
/// definition, an answer back to its requirements.
pub fn definition(design: &Design, offset: usize) -> Option<(Span, Vec<Target>)> {
    if let Some(allow) = design.allows.iter().find(|allow| allow.name.contains(&offset)) {
        rules::rule(&allow.rule)?;
        return None;
    }
    let at = place::words_at(design, offset)?;
    if let Some(named) = place::named(design, at) {
        let knowledge = &design.knowledge;
        let concept = named
            .concept
            .or_else(|| super::pages::family(knowledge, named.technology?));
        if let Some(id) = concept {
            let target = Target::Notes(knowledge.concepts[id].place.clone());
            return Some((design.outline.source(&named.words), vec![target]));
        }
    }
    entity(design, offset)
        .or_else(|| requirement(design, offset))
        .or_else(|| answered(design, offset))
}

/// The entity named at a byte, to where it is defined.
fn entity(design: &Design, offset: usize) -> Option<(Span, Vec<Target>)> {
    let (word, span) = word_at(&design.text, offset)?;
    let stem = singular(&word);
    let entity = design
        .entities
        .iter()
        .find(|entity| singular(&entity.name.to_lowercase()) == stem)?;
    (!entity.span.contains(&offset)).then(|| (span, vec![Target::Here(entity.span.clone())]))
}

/// The requirement at a byte, to where it is answered.
fn requirement(design: &Design, offset: usize) -> Option<(Span, Vec<Target>)> {
    let all = design
        .requirements
        .functional
        .iter()
        .chain(&design.requirements.non_functional);
    let requirement = all.into_iter().find(|item| item.span.contains(&offset))?;
    let answers: Vec<Target> = requirement
        .answers
        .iter()
        .map(|answer| Target::Here(answer.span.clone()))
        .collect();
    (!answers.is_empty()).then(|| (requirement.span.clone(), answers))
}

/// The requirements that are answered at a byte.
fn answered(design: &Design, offset: usize) -> Option<(Span, Vec<Target>)> {
    let all = design
        .requirements
        .functional
        .iter()
        .chain(&design.requirements.non_functional);
    let answer = |span: &Span| span.start <= offset && offset < span.end;
    let mut own = None;
    let met = all.filter(|item| {
        let answer = item.answers.iter().find(|it| answer(&it.span));
        own = own.clone().or_else(|| answer.map(|it| it.span.clone()));
        answer.is_some()
    });
    let met: Vec<Target> = met.map(|item| Target::Here(item.span.clone())).collect();
    Some((own?, met))
}

/// The word around a byte, in lower case.
fn word_at(text: &str, offset: usize) -> Option<(String, Span)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = text.get(..offset)?;
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_word(*c))
        .last()
        .map_or(offset, |(at, _)| at);
    let end = text[offset..]
        .find(|c: char| !is_word(c))
        .map_or(text.len(), |end| offset + end);
    (start < end).then(|| (text[start..end].to_lowercase(), start..end))
}

/// A rough singular, the same for all forms of one word.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    word.strip_suffix('s').unwrap_or(&word).to_owned()
}
