//! Words that speak of availability or consistency elsewhere, and mean something else where they stand.

use crate::design::Reading;
use crate::knowledge::{Cue, Found};
use crate::markdown::{Block, has_words};
use crate::text::Span;

/// What stands around such a word.
struct Around<'a> {
    /// What stands before it in its clause.
    before: &'a str,
    /// The word before it.
    last: &'a str,
    /// The word right behind it.
    next: &'a str,
    /// The one behind that, the articles left out.
    object: Option<&'a str>,
    /// It is said to be shown, checked or the like.
    told: bool,
}

impl<'a> Around<'a> {
    fn of(reading: &Reading<'a>, words: &Span, span: &Span) -> Around<'a> {
        const NEAR: usize = 40;
        const FAR: usize = 200;
        let folded: &'a str = &reading.outline.folded;
        let near = folded
            .ceil_char_boundary(span.start.saturating_sub(NEAR))
            .max(words.start);
        let before = &folded[near.min(span.start)..span.start];
        let clause = before.rfind(['\u{1}', '.', ':', ';', '(']).map_or(0, |at| at + 1);
        let before = &before[clause..];
        let far = folded.floor_char_boundary(span.end + FAR).min(words.end);
        let behind = folded[span.end..far.max(span.end)]
            .split(['\u{1}', '.', ';', '('])
            .next()
            .unwrap_or_default();
        let mut rest = behind
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        // Nothing behind it belongs to it unless it follows at once.
        let at_once = behind.starts_with(' ') && behind.trim_start().starts_with(char::is_alphanumeric);
        let next = rest.next().filter(|_| at_once).unwrap_or_default();
        let told = at_once && rest.clone().take(3).any(|word| lists(reading, "told", word));
        Around {
            before,
            last: before.split_whitespace().next_back().unwrap_or_default(),
            next,
            object: rest.find(|word| !matches!(*word, "the" | "a" | "our" | "all" | "each" | "every" | "any")),
            told,
        }
    }

    /// "The app is available on phones", "results are available for search".
    fn is_offered(&self, reading: &Reading) -> bool {
        matches!(self.next, "on" | "via" | "online" | "as")
            || matches!(self.next, "to" | "for" | "after" | "within")
                && !self
                    .before
                    .split_whitespace()
                    .any(|word| lists(reading, "system", word))
    }

    /// `seat availability`, `availability of rooms`, `consistent hashing`.
    fn is_owned(&self, reading: &Reading, word: &str) -> bool {
        let owned = |word: &str| {
            lists(reading, "owners", word)
                || lists(reading, "owners", word.trim_end_matches('s'))
                || reading.knowledge.says_trace("actors", word) && !lists(reading, "system", word)
        };
        let available = !word.starts_with("consist");
        available
            && (word == "availability" && (self.told || self.before.ends_with("based on "))
                || owned(self.last.trim_end_matches("'s"))
                || self.next == "of" && self.object.is_some_and(owned))
            || lists(reading, "objects", self.next)
            // "A consistent 30 frames".
            || word == "consistent" && self.next.starts_with(|c: char| c.is_ascii_digit())
    }
}

fn lists(reading: &Reading, list: &str, word: &str) -> bool {
    reading.knowledge.stance_words(list).iter().any(|known| known == word)
}

/// `seat availability`, `available drivers`, `consistent hashing`: not of the system.
pub fn is_other_sense(reading: &Reading, words: &Span, span: &Span) -> bool {
    let around = Around::of(reading, words, span);
    let word = reading.folded(span);
    if word == "available" {
        // "Has to be fast, scalable and available".
        let joined = || {
            let mut words = around.before.split_whitespace().rev().skip(1).take(4);
            matches!(around.last, "and" | "&") && words.any(|word| lists(reading, "of_the_system", word))
        };
        // "Available even if a node dies".
        let alone = || {
            around.last.is_empty()
                && matches!(
                    around.next,
                    "" | "even" | "at" | "24" | "all" | "always" | "during" | "despite"
                )
        };
        if around.is_offered(reading) || !lists(reading, "of_the_system", around.last) && !joined() && !alone() {
            return true;
        }
    }
    around.is_owned(reading, word) || is_of_looks(reading, words, span)
}

/// As above, beyond doubt: such a word states no quality either. Nor does the ordering of what is bought.
pub(in crate::design) fn is_of_something_else(reading: &Reading, words: &Span, span: &Span) -> bool {
    let word = reading.folded(span);
    if word == "ordering" {
        let around = Around::of(reading, words, span);
        return lists(reading, "goods", around.last) || lists(reading, "goods", around.next);
    }
    // "40 million unique visitors" are counted, and nobody makes sure of it.
    if word == "unique" {
        let counted = |end: usize| end <= span.start && reading.folded(&(end..span.start)).trim().is_empty();
        return reading.quantities_in(words).any(|quantity| counted(quantity.span.end));
    }
    if !matches!(word, "available" | "availability" | "consistent" | "consistency") {
        return false;
    }
    let around = Around::of(reading, words, span);
    // "Available rooms", "available bandwidth", but "available at all times".
    let told = || {
        let next = around.next;
        let many = next.ends_with('s') && !next.ends_with("ss") && !reading.knowledge.says_trace("idle", next);
        // "An available doctor".
        let one = || lists(reading, "owners", next) && !lists(reading, "of_the_system", around.last);
        word == "available" && (many || lists(reading, "at_hand", next) || one())
    };
    let offered = || word == "available" && around.is_offered(reading);
    offered() || told() || around.is_owned(reading, word) || is_of_looks(reading, words, span)
}

/// "Consistency: every screen follows the design system" is asked of what is seen or written, not of the data.
fn is_of_looks(reading: &Reading, words: &Span, span: &Span) -> bool {
    // The requirement; the bound keeps endless ones linear.
    const NEAR: usize = 400;
    let speaks = || {
        let folded = &reading.outline.folded;
        let start = folded.floor_char_boundary(span.start.saturating_sub(NEAR));
        let end = folded.floor_char_boundary(span.end + NEAR);
        let said = reading.folded(&(start.max(words.start)..end.min(words.end)));
        reading
            .knowledge
            .stance_words("looks")
            .iter()
            .any(|look| has_words(said, look))
    };
    reading.folded(span).starts_with("consist") && speaks()
}

/// "Correctness" tells of the stance where it is weighed against availability, or put right over another quality
/// ("correctness over latency"), and of much else where it is not.
pub fn is_only_weighed(reading: &Reading, block: &Block, span: &Span) -> bool {
    let put_over = || {
        let between = |hit: &Span| reading.folded(&(span.end..hit.start.max(span.end))).trim();
        let mut hits = reading.hits_in(&block.words).filter(|hit| hit.span.start > span.end);
        let over = reading.knowledge.stance_words("over");
        hits.any(|hit| {
            matches!(hit.found, Found::Cue(Cue::Quality(_))) && over.iter().any(|word| word == between(&hit.span))
        })
    };
    reading.folded(span) == "correctness" && !put_over()
}

/// "Support overbooking", "overselling by 5 % is allowed": where that is wanted, nothing is said against it.
pub fn is_allowed(reading: &Reading, block: &Block, span: &Span) -> bool {
    const NEAR: usize = 5;
    let word = reading.folded(span);
    if !["overbook", "oversell"].iter().any(|begin| word.starts_with(begin)) {
        return false;
    }
    let clause = |c: char| matches!(c, '.' | ';' | '(' | ')' | '\u{1}');
    let before = reading.folded(&(block.words.start..span.start));
    let before = before
        .rsplit(clause)
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .rev();
    let behind = reading.folded(&(span.end..block.words.end.max(span.end)));
    let behind = behind.split(clause).next().unwrap_or_default().split_whitespace();
    let near: Vec<&str> = before.take(NEAR).chain(behind.take(NEAR)).collect();
    let says = |list: &str| near.iter().any(|word| lists(reading, list, word.trim_end_matches(',')));
    says("allowing") && !says("denying")
}

/// What tells of systems at large: "the theorem says", "banks choose", "if we choose".
pub fn is_general(reading: &Reading, block: &Block) -> bool {
    let said = reading.folded(&block.words);
    reading
        .knowledge
        .stance_words("general")
        .iter()
        .any(|word| has_words(said, word))
}

/// "Do we need strong consistency?", "Consistency: to be decided": left open.
pub fn is_open(reading: &Reading, block: &Block) -> bool {
    const OPEN: &[&str] = &["?", " tbd", "to be decided", "to be determined", "to be defined"];
    let said = reading.folded(&block.words).trim_end_matches(['.', ' ', '\n', ')']);
    OPEN.iter().any(|open| said.ends_with(open))
}
