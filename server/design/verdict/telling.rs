//! Headings that say in so many words that something is required.

use crate::design::Reading;
use crate::design::sections::{Opener, Section, Topic};
use crate::knowledge::normal_title;
use crate::markdown::fold;

/// An item that speaks of requirements in passing: the only one that nothing else is laid out like, or one that tells of
/// work, done or to do: "Defined functional requirements: a canvas, a palette".
pub(super) fn is_passing(sections: &[Section], section: &Section) -> bool {
    let mut items = sections
        .iter()
        .filter(|other| other.style == Opener::Item && !is_work(other));
    let alone = section.style == Opener::Item && section.blocks.is_empty() && items.nth(1).is_none();
    is_work(section) || alone
}

fn is_work(section: &Section) -> bool {
    const WORK: &[&str] = &[
        "define",
        "implement",
        "write",
        "add",
        "create",
        "document",
        "finish",
        "review",
        "draft",
    ];
    let title = section.title.to_lowercase();
    let first = title.split(' ').next().unwrap_or_default();
    section.style == Opener::Item && (first.ends_with("ed") || WORK.contains(&first))
}

/// A heading that only designs have: not "Features", "Goals", "API".
pub(super) fn is_telling(reading: &Reading, section: &Section, topics: &[Topic]) -> bool {
    let title = normal_title(&section.title);
    let words: Vec<&str> = title.split(' ').collect();
    section.part.is_requirements()
        && (says_kind(&title)
            || (title.contains("requirement") && is_of_system(reading, &words, &topics[section.topic].title)))
}

/// Whether a title, in its normal form, says which kind of requirements stands under it.
pub(super) fn says_kind(title: &str) -> bool {
    const KINDS: [&str; 6] = ["fr", "frs", "nfr", "nfrs", "func", "nonfunctional"];
    title.contains("functional") || title == "user stories" || title.split(' ').any(|word| KINDS.contains(&word))
}

/// Whether requirements are those of the system in the title, and not of something in it: "Coverage requirements",
/// "Requirements for a release".
fn is_of_system(reading: &Reading, words: &[&str], title: &str) -> bool {
    let beside = reading.knowledge.gate("required");
    let title = fold(title);
    let narrows = words
        .windows(2)
        .any(|pair| pair[0] == "requirements" && matches!(pair[1], "for" | "to"));
    let mut named = words
        .iter()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    !narrows
        && named.all(|word| {
            word.len() < 2 || beside.iter().any(|known| known == word) || title.split(' ').any(|other| other == word)
        })
}
