//! Acts that are written in two words: "log in", "sign up", "check out", and "rate limit", which rates nothing.

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
    phrase("opt", &["out"], "optout"),
    phrase("work", &["out"], "compute"),
    phrase("go", &["back"], "return"),
    phrase("try", &["again"], "retry"),
    phrase("tried", &["again"], "retry"),
    phrase("wish", &["list", "lists"], "wishlist"),
    phrase("watch", &["list", "lists"], "watchlist"),
];

/// The end of the second word, and the act as it is written in one, where a phrasal verb begins with this word.
pub fn phrasal(text: &str, first: &Span) -> Option<(usize, &'static str)> {
    let verb = &text[first.clone()];
    // Of all words nearly none is so short and begins so.
    const LONGEST: usize = 10;
    const FIRST: &[u8] = b"lsctnfrghpbow";
    if verb.len() > LONGEST || !FIRST.contains(&verb.bytes().next()?.to_ascii_lowercase()) {
        return None;
    }
    let rest = &text[first.end..];
    let joint = rest.bytes().next().filter(|byte| matches!(byte, b' ' | b'-'))?;
    let particle = word(&rest[1..]);
    let end = first.end + 1 + particle.len();
    let says = |phrase: &&Phrase| {
        let mut known = phrase.particles.iter();
        known.any(|known| particle.eq_ignore_ascii_case(known)) && is_form(verb, phrase.verb)
    };
    let phrase = PHRASES.iter().find(says)?;
    (joint == b'-' || phrase.anywhere || is_whole(&text[end..])).then_some((end, phrase.act))
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
