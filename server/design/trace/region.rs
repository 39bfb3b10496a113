//! The part of a design in which answers may stand.

use super::lines::Places;
use crate::design::Reading;
use crate::design::sections::{Section, Topic};
use crate::knowledge::{Part, normal_title};
use crate::markdown::fold;

/// The blocks of a topic in which an answer may stand, with the innermost section of each: those that are to be read
/// anew, and the headings above them.
pub struct Region {
    /// The index of each block, and of its section.
    pub blocks: Vec<(usize, Option<usize>)>,
}

impl Region {
    /// What is asked for, prefaces and lists of what to read are left out.
    pub fn new(reading: &Reading, topic: &Topic, sections: &[Section]) -> Region {
        let mut blocks = Vec::new();
        let mut places = Places::new(sections);
        let first = sections
            .iter()
            .filter(|section| section.part == Part::Functional && topic.blocks.contains(&section.opener))
            .map(|section| section.span.end)
            .min();
        // How deep it lies, and whether a section within it is read.
        let mut aside: Option<(u8, bool)> = None;
        let anew = &reading.seam.blocks.anew;
        for at in topic.blocks.start..topic.blocks.end.min(anew.end) {
            let block = &reading.outline.blocks[at];
            if at < anew.start && block.level().is_none() {
                continue;
            }
            let around = places.around(block.span.start);
            let asks = |index: &usize| {
                let part = sections[*index].part;
                part.is_requirements() || matches!(part, Part::OutOfScope | Part::Estimation)
            };
            // The innermost section decides; a design that is written below a requirement is one.
            let innermost = around.last().copied();
            let twin = innermost.map(|inner| {
                around
                    .iter()
                    .copied()
                    .filter(move |&index| sections[index].opener == sections[inner].opener)
            });
            let asked = twin.is_some_and(|mut twin| twin.all(|index| asks(&index)));
            if let Some(level) = block.level() {
                if aside.is_some_and(|(aside, _)| level <= aside) {
                    aside = None;
                }
                let title = reading.outline.words_of(block);
                let asking = asks_for(title);
                if aside.is_none() && innermost.is_none() && (asking || is_aside(title)) {
                    aside = Some((level, asking));
                }
            }
            // What stands outside of all sections counts behind the requirements only: before them it is a preface.
            let preface = innermost.is_none() && first.is_none_or(|first| block.span.start < first);
            let left_out = aside.is_some_and(|(_, open)| !open || innermost.is_none());
            if asked || preface || left_out {
                continue;
            }
            if at <= anew.start {
                // Of the headings before, only those that stand above.
                let level = |at: usize| reading.outline.blocks[at].level();
                let beside = |(last, _): &mut (usize, _)| level(*last) >= block.level();
                while block.level().is_some() && blocks.pop_if(beside).is_some() {}
            }
            blocks.push((at, innermost));
        }
        Region { blocks }
    }
}

/// Titles above several lists of what is asked for: limits and questions among them are no design either.
fn asks_for(title: &str) -> bool {
    let title = normal_title(title);
    let mut words = title.split(' ');
    matches!(words.next(), Some("requirement" | "requirements"))
        && words.all(|word| {
            matches!(
                word,
                "and" | "analysis" | "gathering" | "clarification" | "scope" | "goals"
            )
        })
}

/// Titles under which nothing is designed: what others wrote, what may come, what fails, how to run it.
fn is_aside(title: &str) -> bool {
    let folded = fold(title);
    const ASIDES: &[&str] = &[
        "references",
        "further reading",
        "resources",
        "table of contents",
        "contents",
        "links",
        "glossary",
        "author",
        "go deeper",
        "bugs",
        "known bugs",
        "known issues",
        "limitations",
        "known limitations",
        "todo",
        "todos",
        "to do",
        "next steps",
        "roadmap",
        "possible improvements",
        "possible extensions",
        "key use cases",
        "common use cases",
        "real world use cases",
        "real life examples",
        "interview tips",
        "tips",
        "interview questions",
        "interview kit",
        "terminology",
        "feedback",
        "feedbacks",
        "lessons learned",
        "grading",
        "scorecard",
        "study notes",
        "follow up questions",
        "followup questions",
        "ci cd",
        "ci cd pipeline",
        "source code",
        "run locally",
        "running locally",
        "how to run",
        "installation",
        "prerequisites",
        "contributing",
        "license",
    ];
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic());
    bare.starts_with("future ") || ASIDES.contains(&bare)
}
