use super::{BLANK, Findings, style, topic};
use crate::design::{Design, Requirement};
use crate::knowledge::{Found, Part};
use crate::text::Edit;

/// Words that add no act to a quality.
const IDLE: &[&str] = &[
    "the",
    "a",
    "an",
    "system",
    "service",
    "app",
    "application",
    "platform",
    "it",
    "should",
    "must",
    "be",
    "is",
    "are",
    "has",
    "have",
    "needs",
    "to",
    "and",
    "with",
    "very",
    "high",
    "highly",
    "low",
    "good",
    "strong",
    "of",
    "in",
    "for",
    "all",
    "data",
    "minimal",
    "as",
    "possible",
    "extremely",
    "needs",
    "need",
    "fully",
    "requests",
    "users",
    "across",
];

/// What users do, whichever quality it is for.
const ACTS: &[&str] = &[
    "login*",
    "log in",
    "logout*",
    "log out",
    "sign in",
    "sign up",
    "signup*",
    "regist*",
    "authenticat*",
    "authoriz*",
    "authoris*",
    "verif*",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, _) in topic::laid_out(design) {
        // The reading has moved some of them already.
        let requirements = &design.requirements;
        let moved = topic::of(design, index, &requirements.non_functional)
            .filter(|item| design.sections[item.section].part == Part::Functional);
        for item in topic::of(design, index, &requirements.functional).chain(moved) {
            if !is_quality(design, item) {
                continue;
            }
            let finding = findings.add(
                &item.span,
                "This is a quality of the system, not something that users do: move it to the non-functional requirements",
            );
            let target = topic::sections(design, index, Part::NonFunctional).find(|section| !section.empty);
            if let Some(section) = target {
                let end = style::line_end(design, item.span.end);
                let next = end + usize::from(end < design.text.len());
                let line = style::line_start(design, item.span.start)..next;
                let words = design.outline.words[item.words.clone()].trim().trim_end_matches('.');
                let added = style::item(design, section, &format!("{words}: {BLANK}"));
                finding.fix_all(
                    "Move it",
                    vec![
                        Edit {
                            span: line,
                            text: String::new(),
                        },
                        added,
                    ],
                );
            }
        }
    }
}

/// Nothing but the words of qualities and idle ones.
fn is_quality(design: &Design, item: &Requirement) -> bool {
    let acts = topic::speaks(design, &item.words, ACTS.iter().copied());
    if acts || item.blocks.len() > 1 || item.empty || topic::qualities(design, &item.words).is_empty() {
        return false;
    }
    let mut folded = design.outline.folded[item.words.clone()].as_bytes().to_vec();
    for hit in topic::hits(design, &item.words) {
        if let Found::Cue(crate::knowledge::Cue::Quality(_)) = hit.found {
            let end = hit.span.end.min(item.words.end);
            folded[hit.span.start - item.words.start..end - item.words.start].fill(b' ');
        }
    }
    let left = String::from_utf8_lossy(&folded).into_owned();
    left.split(|c: char| !c.is_alphanumeric())
        .all(|word| word.is_empty() || IDLE.contains(&word))
}
