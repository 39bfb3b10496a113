use super::{Findings, nearest, rule};
use crate::design::Design;
use crate::text::Span;

/// What other linters call it.
const DISABLING: &[&str] = &[
    "ignore",
    "disable",
    "disable-line",
    "disable-next-line",
    "off",
    "skip",
    "suppress",
    "silence",
    "noqa",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for comment in &design.outline.comments {
        if let Some(command) = disabling(&design.text, comment) {
            findings
                .add(
                    &command,
                    "This comment allows nothing: write `draftsman: allow`, the name of a rule, and why behind a colon",
                )
                .fix("Write `draftsman: allow`", &command, "draftsman: allow");
        }
    }
    for allow in design.allows.iter().filter(|allow| rule(&allow.rule).is_none()) {
        let written = &allow.rule;
        match nearest(written) {
            Some(known) => {
                let name = known.name;
                findings
                    .add(
                        &allow.name,
                        format!("There is no rule `{written}`: did you mean `{name}`?"),
                    )
                    .fix(format!("Write `{name}`"), &allow.name, name);
            }
            None => {
                findings.add(
                    &allow.name,
                    format!("There is no rule `{written}`: this comment allows nothing"),
                );
            }
        }
    }
}

/// "draftsman: ignore", "draftsman-disable": what a comment begins with that silences other linters.
fn disabling(text: &str, comment: &Span) -> Option<Span> {
    let inner = text[comment.clone()].strip_prefix("<!--")?;
    let start = comment.start + "<!--".len() + (inner.len() - inner.trim_start().len());
    let rest = text[start..comment.end].strip_prefix("draftsman")?;
    let word = rest.trim_start_matches([':', '-', ' ']);
    let end = word
        .find(|c: char| !c.is_ascii_alphabetic() && c != '-')
        .unwrap_or(word.len());
    DISABLING
        .contains(&&word[..end])
        .then(|| start..comment.end - (word.len() - end))
}
