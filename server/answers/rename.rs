//! A new name for an entity in all its forms, or for the identifier of a requirement.

use super::facts;
use super::occurrences::{INVARIANT, Occurrence, occurrences, singular};
use super::references::{self, Subject, entity_at, identifier_at, own_identifiers};
use crate::design::{Design, identifier, words};
use crate::text::{Edit, Span};

/// What can be renamed at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamable {
    /// The words under the cursor.
    pub span: Span,
    /// The name as it is now.
    pub name: String,
}

/// What comes of a new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// The change, in ascending order.
    Edits(Vec<Edit>),
    /// Why not, in a sentence for the writer.
    Refused(String),
}

/// What can be renamed at a byte; nothing where nothing of the design's own stands.
pub fn renamable(design: &Design, offset: usize) -> Option<Renamable> {
    if let Some((span, name)) = identifier_at(design, offset) {
        return Some(Renamable { span, name });
    }
    let occurrence = entity_at(design, offset)?;
    Some(Renamable {
        name: design.entities[occurrence.entity].name.clone(),
        span: occurrence.span,
    })
}

/// Renames what stands at a byte. Each form keeps its number and its case: `bookings`, `bookingId`, `BOOKING`.
pub fn rename(design: &Design, offset: usize, name: &str) -> Renamed {
    let name = name.trim();
    if let Some((_, old)) = identifier_at(design, offset) {
        return rename_identifier(design, &old, name);
    }
    let Some(occurrence) = entity_at(design, offset) else {
        return Renamed::Refused(
            "Only entities of the design and identifiers of requirements have names to change".to_owned(),
        );
    };
    let mut new: Vec<String> = words(name).map(|(_, word)| word.to_owned()).collect();
    if new.is_empty() || name.contains(['\n', '`', '|', '<', '>', '/', '{', '}']) {
        return Renamed::Refused(format!("“{name}” is no name: write one or a few words"));
    }
    // Who renames `orders` to `purchases` writes the form that stands there.
    let is_many = |word: &str| *singular(&word.to_lowercase()) != *word.to_lowercase();
    let entity = &design.entities[occurrence.entity].name;
    let is_written_so = |word: &String| is_many(word) != is_many(entity);
    if occurrence.plural
        && let Some(word) = new.last_mut().filter(|word| is_written_so(word))
    {
        *word = other_number(word);
    }
    let same = |other: &str| {
        let other: Vec<String> = words(other).map(|(_, word)| word.to_lowercase()).collect();
        other.len() == new.len()
            && other
                .iter()
                .zip(&new)
                .all(|(other, new)| singular(other) == singular(&new.to_lowercase()))
    };
    let taken = design.entities.iter().enumerate();
    if let Some((_, other)) = taken
        .into_iter()
        .find(|(index, other)| *index != occurrence.entity && same(&other.name))
    {
        return Renamed::Refused(format!("There is an entity {} already", other.name));
    }
    let own = occurrences(design, &(0..design.text.len()))
        .into_iter()
        .filter(|other| other.entity == occurrence.entity);
    let edits = own.map(|place| Edit {
        text: in_form(design, &place, &new),
        span: place.span,
    });
    let mut edits: Vec<Edit> = edits.collect();
    edits.extend(links(design, &edits));
    edits.sort_by_key(|edit| edit.span.start);
    Renamed::Edits(edits)
}

/// Links to the headings that edits give another name, so that they still lead there.
fn links(design: &Design, edits: &[Edit]) -> Vec<Edit> {
    let text = &design.text;
    let inside = |span: &Span| {
        let from = edits.partition_point(|edit| edit.span.end <= span.start);
        let to = edits.partition_point(|edit| edit.span.start < span.end);
        &edits[from..to.max(from)]
    };
    let mut found = Vec::new();
    for heading in design.outline.blocks.iter().filter(|block| block.level().is_some()) {
        if inside(&heading.span).is_empty() {
            continue;
        }
        let (mut renamed, mut at) = (String::new(), heading.span.start);
        for edit in inside(&heading.span) {
            renamed += &text[at..edit.span.start];
            renamed += &edit.text;
            at = edit.span.end;
        }
        renamed += &text[at..heading.span.end];
        let (old, new) = (anchor(&text[heading.span.clone()]), anchor(&renamed));
        for (at, link) in text.match_indices(&format!("#{old}")) {
            let span = at + 1..at + link.len();
            let leads = text[..at].ends_with(['(', '<']) || text[..at].ends_with("]: ");
            let ends = text[span.end..].starts_with([')', '>', ' ', '\n', '\r']) || span.end == text.len();
            if leads && ends && inside(&span).is_empty() {
                found.push(Edit {
                    span,
                    text: new.clone(),
                });
            }
        }
    }
    found
}

/// How a link names a heading: in lower case, with hyphens between the words and without other marks.
fn anchor(heading: &str) -> String {
    let title = heading.trim_matches(['#', ' ', '\n', '\r']).to_lowercase();
    let kept = title
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn rename_identifier(design: &Design, old: &str, new: &str) -> Renamed {
    if identifier(new) != Some(new.len()) {
        return Renamed::Refused(format!(
            "“{new}” is no identifier: write capitals and a number, such as FR-1"
        ));
    }
    if new != old && own_identifiers(design).any(|(_, other)| other == new) {
        return Renamed::Refused(format!("There is a requirement {new} already"));
    }
    let places = references::references(design, &Subject::Identifier(old.to_owned()));
    let edits = places.into_iter().map(|place| Edit {
        span: place.span,
        text: new.to_owned(),
    });
    Renamed::Edits(edits.collect())
}

/// The new name, written as the old one is written at a place.
fn in_form(design: &Design, place: &Occurrence, new: &[String]) -> String {
    let written = &design.text[place.span.clone()];
    let old: Vec<(Span, &str)> = words(written).collect();
    let first = old.first().map_or(written, |(_, word)| word);
    let last = old.last().map_or(written, |(_, word)| word);
    let mut new: Vec<String> = new.to_vec();
    if place.plural
        && let Some(word) = new.last_mut()
    {
        *word = other_number(word);
    }
    let shouted = |word: &str| {
        word.chars().count() > 1 && !word.contains(char::is_lowercase) && word.contains(char::is_uppercase)
    };
    let title = |word: &str| word.starts_with(char::is_uppercase);
    let gap = old
        .windows(2)
        .map(|pair| &written[pair[0].0.end..pair[1].0.start])
        .next();
    let before = design.text[..place.span.start].chars().next_back();
    let after = design.text[place.span.end..].chars().next();
    // One word can still be a part of an identifier or of a path: its neighbours tell how it is joined.
    let joint = gap.unwrap_or(match (before, after) {
        (Some('_'), _) | (_, Some('_')) => "_",
        (_, Some(next)) if next.is_alphanumeric() => "",
        (Some(last), _) if last.is_alphanumeric() => "",
        (Some('/'), _) => "-",
        _ if title(first) || !matches!((before, after), (Some('`'), _) | (_, Some('`'))) => " ",
        _ => "_",
    });
    let cased = new.iter().enumerate().map(|(index, word)| {
        let lower = word.to_lowercase();
        match index {
            _ if shouted(first) && (old.len() < 2 || shouted(last)) => word.to_uppercase(),
            0 if title(first) => facts::capital(word),
            0 => lower,
            _ if joint.is_empty() => facts::capital(word),
            _ if old.len() > 1 && title(last) || old.len() == 1 && title(first) => word.clone(),
            _ => lower,
        }
    });
    cased.collect::<Vec<_>>().join(joint)
}

/// The plural of a singular, the singular of a plural.
fn other_number(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    let shouted = word.len() > 1 && lower != word && word == word.to_ascii_uppercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let single = singular(&lower);
    let other = if INVARIANT.contains(&lower.as_str()) {
        word.to_owned()
    } else if *single != lower {
        // What both have in common keeps its case.
        let common = single.len().min(word.len() - 1) - usize::from(lower.ends_with("ies"));
        format!("{}{}", &word[..common], &single[common..])
    } else if ends(&["s", "x", "z", "ch", "sh"]) {
        format!("{word}es")
    } else if lower.ends_with('y') && !ends(&["ay", "ey", "iy", "oy", "uy"]) {
        format!("{}ies", &word[..word.len() - 1])
    } else {
        format!("{word}s")
    };
    if shouted { other.to_uppercase() } else { other }
}
