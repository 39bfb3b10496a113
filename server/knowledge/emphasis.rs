//! Words that stand in the marks of code for emphasis: "has to be `highly available`".

use super::lexicon::{Cue, Found, Hit, Lexicon};
use crate::markdown::{Outline, fold};
use crate::text::Span;

/// The qualities that are named in such words within a range; names and keys of code tell nothing.
pub(super) fn cues(lexicon: &Lexicon, outline: &Outline, words: &Span) -> Vec<Hit> {
    let first = outline.code.partition_point(|code| code.start < words.start);
    let code = outline.code[first..].iter().take_while(|code| code.end <= words.end);
    let emphasised = code.filter(|code| is_prose(&outline.words[(*code).clone()]));
    let found = emphasised.flat_map(|code| {
        let said = &outline.words[code.clone()];
        let hits = lexicon.find(&fold(said), said).into_iter();
        hits.map(|hit| Hit {
            span: code.start + hit.span.start..code.start + hit.span.end,
            ..hit
        })
    });
    found.filter(|hit| is_of_quality(hit.found)).collect()
}

/// Several plain words, or one that begins with a capital as labels do.
fn is_prose(code: &str) -> bool {
    let words = code.split(' ').count();
    let plain = code
        .split(' ')
        .all(|word| !word.is_empty() && word.chars().skip(1).all(|c| c.is_lowercase() || c == '-'));
    plain && (words > 1 || code.starts_with(char::is_uppercase))
}

fn is_of_quality(found: Found) -> bool {
    matches!(
        found,
        Found::Cue(
            Cue::Quality(_)
                | Cue::Strong(_)
                | Cue::Available
                | Cue::HighlyAvailable
                | Cue::Consistent
                | Cue::Eventual
                | Cue::Strict
        )
    )
}
