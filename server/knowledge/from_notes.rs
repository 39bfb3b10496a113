//! What the notes make of sections, qualities and terms.

use super::{Concept, ConceptId, NotePlace, Part, Quality, SectionKind, Source, Words, snake_case};
use crate::markdown::fold;
use crate::notes::Framework;
use std::collections::HashMap;

/// The sections of the framework, each with what it is for; their names are wordings of it from now on.
pub(super) fn section_kinds(framework: &Framework, source: usize, words: &mut Words) -> Vec<SectionKind> {
    let mut kinds: Vec<SectionKind> = Vec::new();
    for (index, prompt) in framework.sections.iter().enumerate() {
        let known = words.parts_of_title(&prompt.name).into_iter().next();
        let taken = known.is_some_and(|part| kinds.iter().any(|kind| kind.part == part));
        let part = match known {
            _ if index == framework.non_functional => Part::NonFunctional,
            Some(part) if !taken => part,
            _ => Part::Own(u8::try_from(index).unwrap_or(u8::MAX)),
        };
        words.add_titles(Some(part), std::slice::from_ref(&prompt.name));
        kinds.push(SectionKind {
            part,
            name: prompt.name.clone(),
            prompts: if part == Part::NonFunctional {
                Vec::new()
            } else {
                prompt.lines.clone()
            },
            place: NotePlace {
                source,
                span: prompt.span.clone(),
            },
        });
    }
    kinds
}

/// The checklist of the framework, and behind it the other qualities of which requirements speak.
pub(super) fn quality_list(framework: &Framework, source: usize, words: &mut Words) -> Vec<Quality> {
    let mut qualities: Vec<Quality> = Vec::new();
    for quality in &framework.qualities {
        // What we know as one of many other qualities is one of its own where the notes list it.
        let key = words
            .quality_key(&quality.name)
            .filter(|key| key != "other")
            .unwrap_or_else(|| snake_case(&quality.name));
        if qualities.iter().any(|other| other.key == key) {
            continue;
        }
        words.add_quality_words(&key, &[fold(&quality.name)]);
        qualities.push(Quality {
            key,
            name: quality.name.clone(),
            note: quality.note.clone(),
            techniques: quality.techniques.clone(),
            place: Some(NotePlace {
                source,
                span: quality.span.clone(),
            }),
        });
    }
    // Requirements speak of other qualities too; the checklist does not ask for them.
    for key in words.quality_keys() {
        if !qualities.iter().any(|quality| quality.key == key) {
            let name = key.replace('_', " ");
            qualities.push(Quality {
                key,
                name,
                note: String::new(),
                techniques: Vec::new(),
                place: None,
            });
        }
    }
    qualities
}

/// Whether a technique of one quality begins with a word that states another: "failover" is asked for against faults,
/// whatever else the notes do with it.
pub(super) fn states_another(technique: &str, quality: &Quality, qualities: &[Quality], words: &Words) -> bool {
    let folded = fold(technique);
    let states = |word: &str| {
        let rest = folded.strip_prefix(word.trim_end_matches('*'));
        rest.is_some_and(|rest| word.ends_with('*') || !rest.starts_with(char::is_alphanumeric))
    };
    let mut others = qualities.iter().filter(|other| other.key != quality.key);
    others.any(|other| words.quality_words(&other.key).any(states))
}

/// Terms of all notes, one concept a term; a term of the workspace's notes hides the embedded one.
pub(super) fn concepts(sources: &[Source], words: &Words) -> Vec<Concept> {
    let mut concepts: Vec<Concept> = Vec::new();
    let mut known: HashMap<String, ConceptId> = HashMap::new();
    for (source, file) in sources.iter().enumerate() {
        for term in &file.notes.terms {
            let group = words.synonyms(&term.name);
            let canonical = group.map_or_else(|| fold(&term.name), |(name, _)| fold(name));
            let place = NotePlace {
                source,
                span: term.span.clone(),
            };
            match known.get(&canonical).copied() {
                Some(id) if concepts[id].place.source == source => {
                    let concept = &mut concepts[id];
                    if !concept.aliases.contains(&term.name) && concept.name != term.name {
                        concept.aliases.push(term.name.clone());
                    }
                    // Where it is defined it has its name.
                    if concept.note.is_empty() && !term.note.is_empty() {
                        concept.aliases.retain(|alias| *alias != term.name);
                        let passing = std::mem::replace(&mut concept.name, term.name.clone());
                        if passing != concept.name && !concept.aliases.contains(&passing) {
                            concept.aliases.push(passing);
                        }
                        concept.note.clone_from(&term.note);
                        concept.place = place;
                        concept.path.clone_from(&term.path);
                    } else if concept.note != term.note && !term.note.is_empty() && !concept.note.contains(&term.note) {
                        concept.note = format!("{}\n\n{}", concept.note, term.note);
                    }
                }
                // The same term in notes of less weight adds its other names only.
                Some(id) => {
                    if !concepts[id].aliases.contains(&term.name) && concepts[id].name != term.name {
                        concepts[id].aliases.push(term.name.clone());
                    }
                }
                None => {
                    known.insert(canonical, concepts.len());
                    let mut aliases: Vec<String> = group.map_or_else(Vec::new, |(_, aliases)| aliases.to_vec());
                    if let Some((name, _)) = group
                        && *name != term.name
                    {
                        aliases.push(name.to_owned());
                    }
                    concepts.push(Concept {
                        name: term.name.clone(),
                        aliases,
                        path: term.path.clone(),
                        note: term.note.clone(),
                        place,
                    });
                }
            }
        }
    }
    concepts
}
