//! What the sentence decides for: a phrase that leaves no doubt, or a verb that takes the name.

use super::is_question;
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::text::Span;

/// A phrase of the sentence decides, and nothing else is nearer to it.
pub fn is_decided(places: &Places, sentence: &Span, words: &Span) -> bool {
    if is_question(places, sentence, words) && !places.between(sentence.start, words.start).contains("why ") {
        return false;
    }
    let near = places
        .cues(sentence)
        .filter(|(cue, _)| *cue == Cue::Decided)
        .any(|(_, span)| {
            let (from, to) = if span.end <= words.start {
                (span.end, words.start)
            } else {
                (words.end, span.start)
            };
            if to.saturating_sub(from) >= 80 {
                return false;
            }
            let gap = places.between(from, to.max(from));
            let crossed =
                gap.contains([';', '|']) || gap.contains(" but ") || gap.contains(" not ") || gap.contains(" over ");
            let crossed = crossed || span.end > words.start && is_of_another(places, words, &span);
            let denied = places.between(sentence.start, span.start).trim_end().ends_with("not");
            !crossed && !denied && (span.end <= words.start || !takes_another(places, &span, sentence))
        });
    let negated = places
        .cues(sentence)
        .any(|(cue, span)| matches!(cue, Cue::Reject) && span.start >= words.end);
    near && !negated
}

/// "Redis or Memcached (Redis preferred)": what stands right before the phrase is what it decides for.
fn is_of_another(places: &Places, words: &Span, phrase: &Span) -> bool {
    let Some(own) = places.mentions_in(words).next() else {
        return false;
    };
    let other = places.mentions_in(&(words.end..phrase.start.max(words.end))).last();
    other.is_some_and(|other| {
        let near = places.between(places.mentions[other].words.end, phrase.start);
        let bracket = places.text(words.end, places.mentions[other].words.start).contains('(');
        places.is_named(other)
            && (bracket || places.lists[other] != places.lists[own])
            && places.mentions[other].technology != places.mentions[own].technology
            && matches!(near.trim(), "" | "is" | "was" | "being")
    })
}

/// "MySQL or Cassandra: we go with Cassandra": what follows the phrase is what it decides for.
fn takes_another(places: &Places, phrase: &Span, sentence: &Span) -> bool {
    let takes = ["we ", "i ", "let's ", "i'd ", "i'll ", "lets "]
        .iter()
        .any(|subject| places.reading.folded(phrase).starts_with(subject));
    let end = sentence.end.max(phrase.end);
    let mut named = places
        .mentions_in(&(phrase.end..end))
        .filter(|&other| places.is_named(other));
    takes
        && named.next().is_some_and(|other| {
            let gap = places.between(phrase.end, places.mentions[other].words.start);
            gap.split_whitespace().count() <= 3
        })
}

/// A verb that takes what follows, at most four words before.
pub fn after_verb(places: &Places, sentence: &Span, words: &Span) -> bool {
    let from = sentence.start.max(words.start.saturating_sub(60));
    let from = (from..=words.start)
        .find(|&at| places.reading.outline.folded.is_char_boundary(at))
        .unwrap_or(words.start);
    places.cues(&(from..words.start)).any(|(cue, span)| {
        let near = || places.between(span.end, words.start).split_whitespace().count() <= 4;
        cue == Cue::Decide && near() && !is_supposed(places.between(from, span.start))
    })
}

/// "If using SQL, …", "if we chose SQL": what stands before a verb that takes nothing yet.
fn is_supposed(before: &str) -> bool {
    let bare = before.trim_end();
    let bare = [" we", " you", " one"]
        .iter()
        .find_map(|who| bare.strip_suffix(who))
        .unwrap_or(bare);
    bare.strip_suffix("if")
        .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}
