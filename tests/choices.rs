//! Technologies: what counts as naming one, and what a design says about it. The fixtures stand in `tests/reading/choices`.
mod support;

use draftsman::design::{Choice, Design, Role, Ruling};
use draftsman::knowledge::Knowledge;
use std::sync::{Arc, LazyLock};
use support::{Note, fences, note, parse};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

/// Checks every fence of a page against the notes that `read` makes of it.
fn check(page: &str, read: fn(&Design) -> Vec<Note>) {
    let mut wrong = Vec::new();
    let fences = fences(page);
    assert!(!fences.is_empty());
    for (title, fence) in fences {
        let (text, mut expected) = parse(&fence);
        let mut actual = read(&Design::read(text.as_str(), KNOWLEDGE.clone()));
        actual.sort();
        expected.sort();
        if actual != expected {
            let found: Vec<_> = actual.iter().filter(|note| !expected.contains(note)).collect();
            let missed: Vec<_> = expected.iter().filter(|note| !actual.contains(note)).collect();
            wrong.push(format!("{title}:\nfound {found:?}\nmissed {missed:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Products, protocols and families; parts and techniques are nobody's choice.
fn is_named(design: &Design, choice: &Choice) -> bool {
    design.technology(choice.technology).is_named()
}

/// What the design says about each technology that it names.
fn rulings(design: &Design) -> Vec<Note> {
    let choices = design.choices.iter().filter(|choice| is_named(design, choice));
    let said = choices.map(|choice| {
        let message = match (&choice.role, &choice.ruling) {
            (Role::Chosen { .. }, Ruling::Reason { .. }) => "chosen for a reason",
            (Role::Chosen { .. }, Ruling::RoleOnly(_)) => "chosen for its plain function",
            (Role::Chosen { .. }, Ruling::Bare) => "chosen, nothing said",
            (Role::Alternative, _) => "alternative",
            (Role::Mention, _) => "mention",
            (Role::Given, _) => "given",
        };
        note(&design.text, &choice.mentions[0], message)
    });
    said.collect()
}

#[test]
fn roles_and_reasons() {
    check(include_str!("reading/choices/roles.md"), rulings);
}

#[test]
fn where_reasons_stand() {
    check(include_str!("reading/choices/reasons.md"), rulings);
}

#[test]
fn mentions() {
    check(include_str!("reading/choices/mentions.md"), |design| {
        let named = |technology: usize| &design.knowledge.technologies[technology];
        let mentions = design.mentions.iter();
        let shown = mentions.filter(|mention| named(mention.technology).is_named());
        let spoken = shown.filter(|mention| {
            // The part stands beside the whole, in the same words.
            named(mention.technology).part_of.is_empty()
        });
        spoken
            .map(|mention| note(&design.text, &mention.span, &named(mention.technology).name))
            .collect()
    });
}
