//! Words that speak of availability or consistency elsewhere, and mean something else where they stand.

use super::holds;
use crate::design::Reading;
use crate::markdown::Block;
use crate::text::Span;

/// `seat availability`, `available drivers`, `consistent hashing`: not of the system.
pub fn is_other_sense(reading: &Reading, block: &Block, span: &Span) -> bool {
    const NEAR: usize = 40;
    let folded = &reading.outline.folded;
    let near = folded.ceil_char_boundary(span.start.saturating_sub(NEAR));
    let before = &folded[near.min(span.start)..span.start];
    let clause = before.rfind(['\u{1}', '.', ':', ';', '(']).map_or(0, |at| at + 1);
    let before = &before[clause..];
    let word = &folded[span.clone()];
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let list = |name: &str, word: &str| reading.knowledge.stance_words(name).iter().any(|known| known == word);
    let clause = folded[span.end..block.words.end.max(span.end)]
        .split(['\u{1}', '.', ';', '('])
        .next()
        .unwrap_or_default();
    let mut words = clause
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    // Nothing behind it belongs to it unless it follows at once.
    let at_once = clause.starts_with(' ') && clause.trim_start().starts_with(char::is_alphanumeric);
    let behind = words.next().filter(|_| at_once).unwrap_or_default();
    let object = words.find(|word| !matches!(*word, "the" | "a" | "our" | "all" | "each"));
    let owned = |word: &str| {
        list("owners", word)
            || list("owners", word.trim_end_matches('s'))
            || reading.knowledge.says_trace("actors", word) && !list("system", word)
    };
    if word == "available" {
        // "Has to be fast, scalable and available".
        let joined = || {
            let mut words = before.split_whitespace().rev().skip(1).take(4);
            matches!(last, "and" | "&") && words.any(|word| list("of_the_system", word))
        };
        // "The app is available on phones", "results are available for search".
        let offered = matches!(behind, "on" | "via" | "online" | "as")
            || matches!(behind, "to" | "for" | "after" | "within")
                && !before.split_whitespace().any(|word| list("system", word));
        if offered || !list("of_the_system", last) && !joined() {
            return true;
        }
    }
    let available = !word.starts_with("consist");
    available && (owned(last.trim_end_matches("'s")) || behind == "of" && object.is_some_and(owned))
        || list("objects", behind)
        || is_of_looks(reading, block, word)
}

/// "Consistency: every screen follows the design system" is asked of what is seen or written, not of the data.
fn is_of_looks(reading: &Reading, block: &Block, word: &str) -> bool {
    let speaks = || {
        let said = reading.folded(&block.words);
        reading
            .knowledge
            .stance_words("looks")
            .iter()
            .any(|look| holds(said, look))
    };
    word.starts_with("consist") && speaks()
}

/// "Correctness" tells of the stance where it is weighed against availability, and of much else where it is not.
pub fn is_only_weighed(reading: &Reading, span: &Span) -> bool {
    reading.folded(span) == "correctness"
}

/// What tells of systems at large: "the theorem says", "banks choose", "if we choose".
pub fn is_general(reading: &Reading, block: &Block) -> bool {
    let said = reading.folded(&block.words);
    reading
        .knowledge
        .stance_words("general")
        .iter()
        .any(|word| holds(said, word))
}

/// "Do we need strong consistency?", "Consistency: to be decided": left open.
pub fn is_open(reading: &Reading, block: &Block) -> bool {
    const OPEN: &[&str] = &["?", " tbd", "to be decided", "to be determined", "to be defined"];
    let said = reading.folded(&block.words).trim_end_matches(['.', ' ', '\n', ')']);
    OPEN.iter().any(|open| said.ends_with(open))
}
