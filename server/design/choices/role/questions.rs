//! Sentences that ask.

use crate::design::choices::place::Places;
use crate::text::Span;

/// Whether the sentence around a name asks.
pub fn is_question(places: &Places, sentence: &Span, words: &Span) -> bool {
    // "Then we go for SQL, but how does it scale?": what is asked is something else.
    let behind = places.between(words.end, sentence.end.max(words.end));
    if [", but how", ", but what", ", but will"]
        .iter()
        .any(|other| behind.contains(other))
    {
        return false;
    }
    places.reading.outline.words[words.end..sentence.end.max(words.end)]
        .trim_end()
        .ends_with('?')
        || places.reading.outline.words[sentence.end..].starts_with('?')
}

/// "Could we use Kafka?", but not "How do we use Kafka?".
pub fn asks_whether(places: &Places, sentence: &Span) -> bool {
    let first = places.between(sentence.start, sentence.end).split_whitespace().next();
    matches!(
        first.unwrap_or_default(),
        "could" | "can" | "should" | "would" | "do" | "does" | "is" | "are" | "may" | "might" | "what" | "or" | "shall"
    )
}
