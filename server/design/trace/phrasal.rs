//! What is written in several words: "log in", "sign up", "one on one", and "rate limit", which rates nothing.

use crate::text::Span;

/// A verb, what makes another act of it, and that act as it is written in one word.
struct Phrase {
    verb: &'static str,
    particles: &'static [&'static str],
    act: &'static str,
    /// It is the act whatever stands behind it: "signed up yesterday", but not "log in S3".
    anywhere: bool,
}

const fn phrase(verb: &'static str, particles: &'static [&'static str], act: &'static str) -> Phrase {
    Phrase {
        verb,
        particles,
        act,
        anywhere: true,
    }
}

const fn whole(verb: &'static str, particles: &'static [&'static str], act: &'static str) -> Phrase {
    Phrase {
        anywhere: false,
        ..phrase(verb, particles, act)
    }
}

const PHRASES: &[Phrase] = &[
    whole("log", &["in", "into", "on"], "login"),
    whole("log", &["out", "off"], "logout"),
    whole("sign", &["out", "off"], "logout"),
    whole("sign", &["in", "into"], "signin"),
    phrase("sign", &["up"], "signup"),
    whole("check", &["out"], "checkout"),
    whole("check", &["in", "ins"], "checkin"),
    phrase("top", &["up"], "topup"),
    phrase("new", &["feed", "feeds"], "newsfeed"),
    phrase("get", &["rid"], "remove"),
    phrase("follow", &["up", "ups"], "followup"),
    phrase(
        "rate",
        &["limit", "limits", "limiting", "limiter", "limiters", "limited"],
        "throttle",
    ),
    phrase("look", &["up"], "lookup"),
    phrase("hand", &["back"], "return"),
    phrase("give", &["back"], "return"),
    phrase("call", &["off"], "cancel"),
    phrase("roll", &["back"], "rollback"),
    phrase("roll", &["out"], "rollout"),
    phrase("roll", &["up"], "rollup"),
    phrase("put", &["up"], "upload"),
    phrase("take", &["down"], "remove"),
    phrase("turn", &["off", "on"], "toggle"),
    phrase("switch", &["off", "on"], "toggle"),
    phrase("pay", &["out"], "payout"),
    phrase("cash", &["out"], "payout"),
    phrase("pay", &["back"], "refund"),
    phrase("back", &["up"], "backup"),
    phrase("let", &["know"], "notify"),
    phrase("allow", &["up"], "limit"),
    phrase("access", &["control", "controls"], "rbac"),
    phrase("opt", &["out"], "optout"),
    phrase("work", &["out"], "compute"),
    phrase("go", &["back"], "return"),
    phrase("try", &["again"], "retry"),
    phrase("tried", &["again"], "retry"),
    phrase("wish", &["list", "lists"], "wishlist"),
    phrase("watch", &["list", "lists"], "watchlist"),
];

/// The end of the last word, and all of them as one, where a phrasal verb or "one on one" begins with this word.
pub fn phrasal(text: &str, first: &Span) -> Option<(usize, &'static str)> {
    let verb = &text[first.clone()];
    let rest = &text[first.end..];
    // Of all words nearly none begins as one of these.
    match verb.as_bytes() {
        [a, b, ..] if BEGINNINGS & beginning(*a, *b) != 0 => {}
        b"1" => {}
        _ => return None,
    }
    if matches!(verb, "1" | "one" | "One") {
        return one_on_one(rest).map(|length| (first.end + length, "oneonone"));
    }
    let mut phrases = PHRASES
        .iter()
        .filter(|phrase| begins_alike(verb, phrase.verb))
        .peekable();
    phrases.peek()?;
    let joint = rest.bytes().next().filter(|byte| matches!(byte, b' ' | b'-'))?;
    let particle = word(&rest[1..]);
    let end = first.end + 1 + particle.len();
    let says = |phrase: &&Phrase| {
        let mut known = phrase.particles.iter();
        known.any(|known| particle.eq_ignore_ascii_case(known)) && is_form(verb, phrase.verb)
    };
    let phrase = phrases.find(says)?;
    (joint == b'-' || phrase.anywhere || is_whole(&text[end..])).then_some((end, phrase.act))
}

/// A bit for the first two letters of a word, in whatever case.
const fn beginning(first: u8, second: u8) -> u128 {
    1 << (((first | 0x20) ^ ((second | 0x20) << 2)) & 0x7F)
}

/// The beginnings of all verbs, and of "one".
const BEGINNINGS: u128 = {
    let mut all = beginning(b'o', b'n');
    let mut at = 0;
    while at < PHRASES.len() {
        let verb = PHRASES[at].verb.as_bytes();
        all |= beginning(verb[0], verb[1]);
        at += 1;
    }
    all
};

/// Whether a word has the first two letters of a verb.
fn begins_alike(word: &str, verb: &str) -> bool {
    let (word, verb) = (word.as_bytes(), verb.as_bytes());
    word.len() >= verb.len() && word[0] | 0x20 == verb[0] && word[1] | 0x20 == verb[1]
}

/// How much of "-on-one", "-to-1", " to one", ":1" or "-1" stands behind a one.
fn one_on_one(rest: &str) -> Option<usize> {
    const REST: &[&str] = &[
        "-on-one", "-to-one", " to one", " on one", "-on-1", "-to-1", " on 1", " to 1", ":1", "-1",
    ];
    let says = |end: &&&str| {
        let behind = rest.get(..end.len()).filter(|start| start.eq_ignore_ascii_case(end));
        behind.is_some() && !rest[end.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '.')
    };
    REST.iter().find(says).map(|end| end.len())
}

/// "Log", "logs", "logging": whether a word is a form of a verb.
fn is_form(word: &str, verb: &str) -> bool {
    let start = word.get(..verb.len()).filter(|start| start.eq_ignore_ascii_case(verb));
    start.is_some_and(|_| {
        matches!(
            &word[verb.len()..],
            "" | "s" | "es" | "ed" | "ing" | "ged" | "ging" | "ped" | "ping"
        )
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
