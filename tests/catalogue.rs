//! The catalogue of technologies is complete, right in itself and in step with the notes.
use draftsman::knowledge::{Kind, Knowledge};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);

fn folded(name: &str) -> String {
    name.to_lowercase().replace(['-', '_', '/'], " ")
}

#[test]
fn no_two_entries_share_a_name() {
    let mut owners: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for technology in &KNOWLEDGE.technologies {
        for name in technology.names() {
            // A name may stand for two things where each asks for a context of its own.
            if !technology.needs_context(name) {
                owners.entry(folded(name)).or_default().push(&technology.name);
            }
        }
    }
    let shared: Vec<_> = owners.iter().filter(|(_, owners)| owners.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:?}");
}

#[test]
fn lists_of_words_are_as_wide_as_code() {
    const WIDTH: usize = 120;
    let words = include_str!("../server/knowledge/words.toml");
    let wide: Vec<&str> = words.lines().filter(|line| line.chars().count() > WIDTH).collect();
    assert!(wide.is_empty(), "longer than {WIDTH} letters: {wide:#?}");
}

#[test]
fn concepts_stand_in_the_notes() {
    let lost: BTreeSet<&str> = KNOWLEDGE
        .technologies
        .iter()
        .map(|technology| technology.concept.as_str())
        .filter(|concept| !concept.is_empty() && KNOWLEDGE.concept(concept).is_none())
        .collect();
    assert!(lost.is_empty(), "the notes have no {lost:?}");
}

#[test]
fn what_is_served_is_a_known_property() {
    // Properties that no quality of the checklist stands for.
    const BESIDE: &[&str] = &["search", "analytics", "observability", "maintainability"];
    for technology in &KNOWLEDGE.technologies {
        for (property, reason) in &technology.serves {
            let name = &technology.name;
            let known = KNOWLEDGE.served(property).is_some() || BESIDE.contains(&property.as_str());
            assert!(known, "{name} serves {property}");
            let short = (8..=70).contains(&reason.len()) && !reason.ends_with('.');
            assert!(short, "{name}: a reason is a short phrase: {reason}");
        }
    }
}

#[test]
fn hundreds_of_names_are_complete() {
    let complete = KNOWLEDGE
        .technologies
        .iter()
        .filter(|technology| !technology.serves.is_empty() && !technology.trade_off.is_empty())
        .count();
    assert!(complete >= 400, "{complete}");
    let bare: Vec<&str> = KNOWLEDGE
        .technologies
        .iter()
        .filter(|technology| technology.kind == Kind::Product && !technology.needs_no_reason())
        .filter(|technology| technology.serves.is_empty() || technology.trade_off.is_empty())
        .map(|technology| technology.name.as_str())
        .collect();
    assert!(
        bare.is_empty(),
        "a choice of these cannot be helped with a reason: {bare:?}"
    );
}

#[test]
fn parts_belong_to_entries_and_contexts_to_names() {
    for technology in &KNOWLEDGE.technologies {
        let name = &technology.name;
        let whole = technology.part_of.is_empty() || KNOWLEDGE.technology(&technology.part_of).is_some();
        assert!(whole, "{name} is part of {}", technology.part_of);
        let names: Vec<&str> = technology.names().collect();
        for other in technology.in_context.iter().chain(&technology.exact) {
            assert!(names.contains(&other.as_str()), "{name} is not called {other}");
        }
        assert!(
            technology.in_context.is_empty() || !technology.context.is_empty(),
            "{name}: in which context?"
        );
    }
}
