//! Is it a design at all?

use super::Reading;
use super::requirements::Requirements;
use super::sections::{Section, Topic};
use crate::knowledge::Part;
use crate::markdown::fold;

/// Whether a document is a design, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// It is one.
    pub is_design: bool,
    /// The evidence, in a sentence.
    pub why: String,
}

/// Weighs sections against the marks of guides, decision records and the like.
pub fn read(reading: &Reading, topics: &[Topic], sections: &[Section], requirements: &Requirements) -> Verdict {
    let mut parts: Vec<Part> = sections
        .iter()
        .filter(|section| !section.empty)
        .map(|section| section.part)
        .filter(|part| *part != Part::OutOfScope)
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let title = topics.first().map(|topic| fold(&topic.title)).unwrap_or_default();
    let guide = reading
        .knowledge
        .gate("guide")
        .iter()
        .find(|word| title.contains(word.as_str()));
    let named = reading
        .knowledge
        .gate("design")
        .iter()
        .any(|word| title.contains(word.as_str()));
    let asks = !requirements.functional.is_empty() || !requirements.non_functional.is_empty();
    let found: Vec<&str> = parts.iter().map(|part| part.key()).collect();
    if let Some(word) = guide {
        return Verdict {
            is_design: false,
            why: format!("its title speaks of a {word}, not of one system"),
        };
    }
    let is_design = (asks && parts.len() >= 2) || (named && !parts.is_empty());
    let why = if is_design {
        format!("it has the sections {}", found.join(", "))
    } else if parts.is_empty() {
        "none of its headings is a section of a design".to_owned()
    } else {
        format!("only {} looks like a section of a design", found.join(", "))
    };
    Verdict { is_design, why }
}
