//! Entities, endpoints, and where requirements are answered: what the fixtures in `tests/reading/trace` say is read.
mod support;

use draftsman::design::{Answer, Design, Requirement};
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
        let (text, expected) = parse(&fence);
        let mut actual = read(&Design::read(text.as_str(), KNOWLEDGE.clone()));
        actual.sort();
        if actual != expected {
            wrong.push(format!("{title}:\nfound {actual:#?}\nexpected {expected:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn entities() {
    check(include_str!("reading/trace/entities.md"), |design| {
        let entities = design.entities.iter();
        entities
            .map(|entity| note(&design.text, &entity.span, &format!("entity {}", entity.name)))
            .collect()
    });
}

#[test]
fn endpoints() {
    check(include_str!("reading/trace/endpoints.md"), |design| {
        let endpoints = design.endpoints.iter();
        let said = endpoints.map(|endpoint| {
            let name = format!("{} {}", endpoint.method, endpoint.path);
            note(&design.text, &endpoint.span, name.trim())
        });
        said.collect()
    });
}

#[test]
fn answers() {
    check(include_str!("reading/trace/answers.md"), |design| {
        let functional = design.requirements.functional.iter();
        functional
            .map(|requirement| first_answer(design, requirement))
            .collect()
    });
}

#[test]
fn answers_of_qualities() {
    check(include_str!("reading/trace/qualities.md"), |design| {
        let non_functional = design.requirements.non_functional.iter();
        non_functional
            .map(|requirement| first_answer(design, requirement))
            .collect()
    });
}

/// `answered: POST /urls`, with the first words at the clearest place.
fn first_answer(design: &Design, requirement: &Requirement) -> Note {
    let said = |answer: &Answer| {
        let words: Vec<&str> = design.text[answer.span.clone()].split_whitespace().take(9).collect();
        format!(
            "answered: {}",
            words.join(" ").trim_start_matches(['#', '-', '*', ' ', '|'])
        )
    };
    let message = requirement
        .answers
        .first()
        .map_or_else(|| "not answered".to_owned(), said);
    note(&design.text, &requirement.span, &message)
}

#[test]
fn every_one_of_many_requirements_with_the_same_words_is_answered() {
    let mut text = String::from("# Design a shop\n\n## Functional Requirements\n\n");
    for number in 0..500 {
        text.push_str(&format!("- Users can buy thing {number} of the shop\n"));
    }
    text.push_str("\n## API\n\n");
    for number in 0..500 {
        text.push_str(&format!("- `POST /things/{number}/buy`\n"));
    }
    let design = Design::read(text, KNOWLEDGE.clone());
    let functional = &design.requirements.functional;
    assert_eq!(functional.len(), 500);
    assert!(functional.iter().all(|requirement| !requirement.answers.is_empty()));
}
