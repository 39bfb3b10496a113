//! Acts that are written in two words: "log in", "sign up", "check out", and "rate limit", which rates nothing.

use crate::text::Span;

/// The end of the second word, and the act as it is written in one, where a phrasal verb begins with this word.
pub fn phrasal(text: &str, first: &Span) -> Option<(usize, &'static str)> {
    let verb = verb_of(&text[first.clone()])?;
    let rest = &text[first.end..];
    let joint = rest.bytes().next().filter(|byte| matches!(byte, b' ' | b'-'))?;
    let particle = word(&rest[1..]);
    let end = first.end + 1 + particle.len();
    let is = |known: &[&str]| known.iter().any(|known| particle.eq_ignore_ascii_case(known));
    let act = match verb {
        "log" if is(&["in", "into", "on"]) => "login",
        "log" | "sign" if is(&["out", "off"]) => "logout",
        "sign" if is(&["in", "into"]) => "signin",
        "sign" if is(&["up"]) => "signup",
        "check" if is(&["out"]) => "checkout",
        "check" if is(&["in", "ins"]) => "checkin",
        "top" if is(&["up"]) => "topup",
        "new" if is(&["feed", "feeds"]) => "newsfeed",
        "get" if is(&["rid"]) => "remove",
        "follow" if is(&["up", "ups"]) => "followup",
        "rate" if is(&["limit", "limits", "limiting", "limiter", "limiters", "limited"]) => "throttle",
        _ => return None,
    };
    (joint == b'-'
        || matches!(
            act,
            "signup" | "topup" | "newsfeed" | "followup" | "throttle" | "remove"
        )
        || is_whole(&text[end..]))
    .then_some((end, act))
}

/// "Log", "logs", "logging": which verb it is a form of.
fn verb_of(word: &str) -> Option<&'static str> {
    // Of all words nearly none begin so.
    const FIRST: &[u8] = b"lsctnfrg";
    if !word
        .bytes()
        .next()
        .is_some_and(|first| FIRST.contains(&first.to_ascii_lowercase()))
    {
        return None;
    }
    ["log", "sign", "check", "top", "new", "follow", "rate", "get"]
        .into_iter()
        .find(|verb| {
            let ending = word.get(..verb.len()).filter(|start| start.eq_ignore_ascii_case(verb));
            let ending = ending.map(|_| &word[verb.len()..]);
            ending.is_some_and(|ending| matches!(ending, "" | "s" | "ed" | "ing" | "ged" | "ging" | "ped" | "ping"))
        })
}

/// Nothing stands behind it that the particle could belong to: "logs in S3" are kept there.
fn is_whole(behind: &str) -> bool {
    const NEXT: &[&str] = &[
        "with", "to", "using", "via", "and", "or", "from", "by", "through", "securely", "again", "as", "page", "flow",
        "form", "screen", "endpoint", "request", "requests", "once", "before", "after", "on", "for", "their", "during",
        "at", "account",
    ];
    let next = word(behind.trim_start_matches(' '));
    next.is_empty() || NEXT.iter().any(|known| next.eq_ignore_ascii_case(known))
}

/// The letters at the beginning.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}
