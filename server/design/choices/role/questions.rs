//! Sentences that ask.

use crate::design::choices::place::Places;
use crate::text::Span;

/// Whether the sentence around a name asks.
pub fn is_question(places: &Places, sentence: &Span, words: &Span) -> bool {
    let behind = words.end..sentence.end.max(words.end);
    let words = &places.reading.outline.words;
    let asks = words[behind.clone()].trim_end().ends_with('?') || words[behind.end..].starts_with('?');
    // "Then we go for SQL, but how does it scale?": what is asked is something else.
    let is_of_another = || {
        let behind = places.between(behind.start, behind.end);
        let mut others = [", but how", ", but what", ", but will"].iter();
        others.any(|other| behind.contains(other))
    };
    asks && !is_of_another()
}

/// "Could we use Kafka?", but not "How do we use Kafka?".
pub fn asks_whether(places: &Places, sentence: &Span) -> bool {
    let first = places.between(sentence.start, sentence.end).split_whitespace().next();
    matches!(
        first.unwrap_or_default(),
        "could" | "can" | "should" | "would" | "do" | "does" | "is" | "are" | "may" | "might" | "what" | "or" | "shall"
    )
}
