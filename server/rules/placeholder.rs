use super::Findings;
use crate::design::Design;
use crate::text::Span;

const MARKS: &[&str] = &[
    "TODO",
    "TBD",
    "FIXME",
    "XXX",
    "???",
    "to be decided",
    "to be determined",
    "to be filled",
    "lorem ipsum",
    "[insert",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for block in design.outline.blocks.iter().filter(|block| !block.quote) {
        let words = &design.outline.words[block.words.clone()];
        for mark in MARKS {
            let Some(at) = words.find(mark) else { continue };
            let span = block.words.start + at..block.words.start + at + mark.len();
            if is_open(words, at, mark) && !is_code(design, &span) && !is_admonition(words, at, mark) {
                let message = format!("`{mark}` marks an open point: settle it, or put it out of scope");
                findings.add(&design.outline.source(&span), message);
                break;
            }
        }
    }
}

/// A word of its own, and not the name of what is designed ("a TODO list").
fn is_open(words: &str, at: usize, mark: &str) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at + mark.len()..].chars().next();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let named = ["list", "app", "item", "task", "service", "board", "comment"];
    let next = words[at + mark.len()..].trim_start().to_lowercase();
    let is_named = mark == "TODO" && named.iter().any(|name| next.starts_with(name));
    !joined(before) && !joined(after) && !is_named
}

/// `??? question "Why?"` folds text away in some renderers.
fn is_admonition(words: &str, at: usize, mark: &str) -> bool {
    let rest = words[at + mark.len()..].trim_start_matches('+');
    let kind = rest.trim_start().split(' ').next().unwrap_or_default();
    let named = !kind.is_empty() && kind.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let titled = rest.trim_start()[kind.len()..].trim_start();
    mark == "???"
        && words[..at].trim().is_empty()
        && named
        && (titled.is_empty() || titled.starts_with(['"', '“', '\n']))
}

fn is_code(design: &Design, words: &Span) -> bool {
    design.outline.folded.as_bytes()[words.clone()].contains(&1)
}
