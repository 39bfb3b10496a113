//! What is named for another time, for one case of several, or to see what it would do.

use super::is_family;
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::text::Span;

/// "We may move to Kafka", "SSE (in the future)": of another time.
pub fn is_for_later(places: &Places, sentence: &Span, words: &Span) -> bool {
    let rest = places.between(words.end, sentence.end.max(words.end));
    let bracket = rest.strip_prefix(" (").and_then(|rest| rest.split(')').next());
    // "Consider adding Redis for the pages later".
    let before = places.between(sentence.start.min(words.start), words.start);
    let thought_of = || {
        let mut words = before.split_whitespace();
        words.any(|word| matches!(word, "consider" | "may" | "might" | "could"))
    };
    // "Start with SQS, move to Kafka once there are more", "Add DuckDB if the queries get slow".
    let moves = [
        "move to",
        "migrate to",
        "migration to",
        "migrating to",
        "switch to",
        "upgrade to",
        "add",
        "introduce",
        "adopt",
    ];
    let then = ["when ", "once ", "if ", "as soon "];
    let put_off = moves.iter().any(|verb| before.trim_end().ends_with(verb))
        && then.iter().any(|word| rest.trim_start().starts_with(word));
    const TIMES: &[&str] = &[
        " next year",
        " next quarter",
        " next month",
        " in phase 2",
        " in phase two",
        " in v2",
    ];
    let end = rest.trim_end_matches(['.', '!', ')', ' ']);
    let last = || {
        let mut behind = places.mentions_in(&(words.end..sentence.end.max(words.end)));
        !behind.any(|other| places.is_named(other))
    };
    // "Can use Cloud SQL if needed", "the MySQL migration path".
    const OPEN: &[&str] = &[
        " if needed",
        " if required",
        " if necessary",
        " later if ",
        " migration path",
        " upgrade path",
    ];
    put_off
        || OPEN.iter().any(|phrase| rest.starts_with(phrase))
        || is_at_the_end_of_a_path(before)
        || TIMES.iter().any(|time| end.ends_with(time)) && last()
        || comes_later(rest.trim_start())
        || rest.trim_end_matches(['.', '!', ' ']).ends_with(" later") && thought_of()
        || places.has(&(sentence.start..words.start), Cue::Later)
        || bracket.is_some_and(|said| said == "future" || said == "later" || said.starts_with("in the future"))
}

/// "Promotion criteria (SQLite → PostgreSQL)": where the way leads some day.
fn is_at_the_end_of_a_path(before: &str) -> bool {
    const WAYS: &[&str] = &[
        "promotion",
        "migration",
        "upgrade",
        "growth path",
        "scaling path",
        "when to move",
        "evolution",
    ];
    let bare = before.trim_end_matches([' ', '*', '`']);
    let arrow = ["→", "->", "=>"].iter().find_map(|arrow| bare.strip_suffix(arrow));
    arrow.is_some_and(|from| WAYS.iter().any(|way| from.contains(way)))
}

/// "Redis becomes useful when reads repeat", "Kafka can be added once …": not before that.
fn comes_later(rest: &str) -> bool {
    const COMES: &[&str] = &[
        "becomes ",
        "become ",
        "can be added",
        "could be added",
        "will be added",
        "may be added",
    ];
    let comes = COMES.iter().any(|phrase| rest.starts_with(phrase));
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).take(6);
    comes && words.any(|word| matches!(word, "when" | "once" | "if" | "later"))
}

/// "Follows (if SQL)", "rows or documents, depending on the queries": open until the case is known.
pub fn is_for_a_case(places: &Places, index: usize, sentence: &Span) -> bool {
    let mention = &places.mentions[index];
    let before = places.between(sentence.start.min(mention.words.start), mention.words.start);
    let bracket = before.trim_end().ends_with("(if");
    // "MySQL or Cassandra depending on": said of both.
    let options = &places.options[places.lists[index]];
    let last = options
        .clone()
        .last()
        .map_or(mention.words.end, |last| places.mentions[last].words.end);
    let behind = places.between(last, sentence.end.max(last)).trim_start();
    let depends = ["depending on", "depends on", ", depending on"];
    // "Use Pusher if:", a title above what has to be the case.
    let block = &places.reading.outline.blocks[mention.block];
    let title = || {
        places
            .between(mention.words.end, block.words.end)
            .trim_end_matches([':', '*', '.', ' ', '…'])
    };
    let titled = block.level().is_some() && [" if", " when"].iter().any(|word| title().ends_with(word));
    titled
        || bracket
        || (options.len() > 1 || is_family(places, index)) && depends.iter().any(|word| behind.starts_with(word))
}

/// "MySQL alone", "it would fit in one cluster or even a large PostgreSQL": named to see what it would do.
pub fn is_thought_of(places: &Places, index: usize, sentence: &Span) -> bool {
    const WORDS: usize = 4;
    let words = &places.mentions[index].words;
    let before = places.between(sentence.start.min(words.start), words.start);
    let even = before.rsplit_once(" or even ");
    // "The advantages it has over REST".
    let surpassed = before.ends_with(" over ")
        && ["advantage", "benefit"].iter().any(|gain| before.contains(gain))
        && before.len() < 60;
    let rest = places.between(words.end, sentence.end.max(words.end));
    // "It costs four times what LiveKit would".
    let measured = rest.trim_end_matches(['.', ' ']) == " would";
    rest.starts_with(" alone")
        || measured
        || surpassed
        || even.is_some_and(|(_, gap)| gap.split_whitespace().count() <= WORDS && !gap.contains(['.', ',', ';', ':']))
}
