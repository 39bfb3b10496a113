//! Several entities in one line or item.

use super::{is_topic, name_of};
use crate::design::Reading;
use crate::knowledge::Part;
use crate::markdown::{Block, fold};
use crate::text::Span;

/// `Core entities: User, Video, Comment`, or a line of names alone.
pub(super) fn list_of_names(reading: &Reading, block: &Block, add: &mut dyn FnMut(&Span)) {
    let words = reading.outline.words_of(block);
    let from = words.find(':').map_or(0, |colon| colon + 1);
    let rest = &words[from..];
    // "Rider (profile, payment)", "Movie - id, title": a name with its fields.
    let fields = [" (", "(", " - ", " – ", " — "]
        .iter()
        .filter_map(|sign| words.find(sign))
        .min();
    if let Some(fields) = fields.filter(|fields| from == 0 && words.find(',').is_some_and(|comma| fields < &comma)) {
        if words[..fields].split_whitespace().count() <= 2 {
            add(&(block.words.start..block.words.start + fields));
        }
        return;
    }
    let names: Vec<&str> = rest.split([',', ';']).collect();
    let short = |name: &&str| !name.trim().is_empty() && name.split_whitespace().count() <= 3;
    let label = &words[..from.saturating_sub(1)];
    if from > 0 && !is_topic(label) && name_of(label).is_some() {
        // "User: id, name".
        if label.split_whitespace().count() <= 2 && names.len() > 1 {
            add(&(block.words.start..block.words.start + label.len()));
        }
        return;
    }
    if names.len() < 2 || !names.iter().all(short) {
        return;
    }
    for name in names {
        let bare = name.trim().trim_start_matches("and ").trim_end_matches('.');
        let start = block.words.start + (bare.as_ptr() as usize - words.as_ptr() as usize);
        add(&(start..start + bare.len()));
    }
}

/// "User, Business and Review", "Entities: rider / driver / trip": an item that names several, each in a word or two.
pub(super) fn several(reading: &Reading, item: &str) -> Option<Vec<Span>> {
    const LONGEST: usize = 120;
    let words = item[behind_label(reading, item)..].trim_end_matches(['.', ' ']);
    if words.len() > LONGEST || words.contains([':', '(', '[', '\n', '"']) || words.contains(" - ") {
        return None;
    }
    let parts = words.split([',', ';']).flat_map(|names| names.split(" / "));
    let mut names: Vec<&str> = parts.map(str::trim).collect();
    let last = names.pop()?;
    names.extend(last.split(" and ").flat_map(|name| name.split(" & ")).map(str::trim));
    let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches("and ")).collect();
    let is_name = |name: &&str| {
        let count = name.split_whitespace().count();
        (1..=2).contains(&count) && name_of(name).is_some_and(|own| own.len() == name.len())
    };
    let title = |name: &&str| name.starts_with(char::is_uppercase);
    let single = |name: &&str| !name.contains(' ');
    let are_alike = names.iter().all(title) || names.len() > 2 && names.iter().all(single);
    let place = |name: &&str| {
        let start = name.as_ptr() as usize - item.as_ptr() as usize;
        start..start + name.len()
    };
    (names.len() > 1 && are_alike && names.iter().all(is_name)).then(|| names.iter().map(place).collect())
}

/// Where a list begins behind a label that names none of it: "Entities: …", or what the notes ask for in such a section.
fn behind_label(reading: &Reading, item: &str) -> usize {
    const LISTS: &[&str] = &["entities", "tables", "models", "collections", "objects", "resources"];
    let Some((label, _)) = item.split_once(": ") else {
        return 0;
    };
    let sections = reading.knowledge.sections.iter();
    let asked = sections
        .filter(|kind| kind.part == Part::Entities)
        .flat_map(|kind| &kind.prompts);
    let folded = fold(label);
    let is_list =
        LISTS.iter().any(|list| folded.ends_with(list)) || asked.into_iter().any(|prompt| prompt.starts_with(label));
    if is_list { label.len() + 2 } else { 0 }
}
