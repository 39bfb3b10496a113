//! What a sentence says of one technology in it, rather than of what else it names.

use super::before;
use super::parts::{Break, Part, begins_anew, concludes, head, is_article, links, opens_purpose, parts, refers};
use super::speaks::{Tie, speaks};
use super::stretch::stretches;
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::markdown::find_phrase;
use crate::text::Span;

/// The part of the sentence that gives a reason for the mention, if one does.
pub fn said_of(places: &Places, index: usize) -> Option<Span> {
    let stretches = stretches(places, index);
    let first = places.first_of_list(index).start;
    let end = stretches.iter().map(|stretch| stretch.end).max()?;
    let start = stretches.iter().map(|stretch| stretch.start).min()?;
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    // "How to avoid a hot partition in DynamoDB?" asks, and tells nothing of it.
    let before = places.between(sentence.start, first);
    let asks = before
        .rsplit(':')
        .next()
        .unwrap_or(before)
        .trim_start()
        .starts_with("how ");
    let found = stretches.iter().any(|stretch| {
        if stretch.end <= first && asks {
            false
        } else if stretch.end <= first {
            said_before(places, index, stretch)
        } else {
            said_behind(places, index, stretch)
        }
    });
    found.then_some(start..end)
}

/// Behind the name: its predicate, its purpose, what stands in brackets, until something else is spoken of.
fn said_behind(places: &Places, index: usize, stretch: &Span) -> bool {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let subject = is_subject(places.between(sentence.start, mention.words.start));
    let labelled = is_in_label(places, index);
    let mut tie = Some(Tie::Close);
    let mut reach = stretch.end;
    let mut silent = true;
    let mut cons = false;
    for part in parts(places, stretch) {
        let words = places.between(part.span.start, part.span.end).trim_start();
        let head = head(words);
        // "Kafka (con: slow to subscribe)".
        let drawback = std::mem::replace(
            &mut cons,
            matches!(words.trim_end(), "con" | "cons" | "drawback" | "downside"),
        );
        if drawback && part.after == Break::Label {
            continue;
        }
        match part.after {
            Break::Start => {
                // "Redis behind the highly available proxy": said of the proxy.
                if let Some(at) = leads_away(places, &part.span) {
                    if speaks(places, &(part.span.start..at), index, Tie::Close) {
                        return true;
                    }
                    continue;
                }
            }
            Break::Label | Break::Arrow | Break::Open => tie = Some(Tie::Close),
            Break::Comma | Break::And if concludes(head) || (tie.is_some() && (links(head) || refers(head))) => {
                tie = Some(Tie::Close);
            }
            // "MQTT, a protocol that …": in apposition to the name.
            Break::Comma if silent && matches!(head, "a" | "an" | "the") => tie = Some(Tie::Close),
            Break::Comma | Break::And if begins_anew(words, head) => {
                reach = reach.min(part.span.start);
                // "Graph store (Neo4j): edges are kept there, which …": all of it tells of what the label names.
                tie = labelled.then_some(Tie::Loose);
            }
            Break::And if !subject && tie.is_some() => tie = Some(Tie::Loose),
            _ => {}
        }
        // "JWT, so services need no look-up": what comes of it.
        let follows = matches!(part.after, Break::Comma | Break::And)
            && head == "so"
            && words.split_whitespace().nth(2).is_some();
        if tie.is_some_and(|tie| follows || speaks(places, &part.span, index, tie)) {
            return true;
        }
        silent &= words.trim().is_empty();
    }
    wins(places, mention.words.end, &(stretch.start..reach))
}

/// Whether the name stands in the bold words, or before the colon, at the beginning of an item or line.
fn is_in_label(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let block = &places.reading.outline.blocks[mention.block];
    let rest = places.text(mention.words.end, block.words.end);
    // No label is longer.
    const LONGEST: usize = 40;
    let colon = rest.bytes().take(LONGEST).position(|byte| byte == b':');
    let bold = !block.lead.is_empty() && mention.words.end <= block.lead.end;
    let early = mention.words.start - block.words.start.min(mention.words.start) <= LONGEST;
    early
        && colon.is_some_and(|at| {
            bold || places
                .text(mention.words.end, mention.words.end + at)
                .trim_matches([')', ' ', '*'])
                .is_empty()
        })
}

/// Before the name: the clause that takes it, its label, a purpose at the beginning.
fn said_before(places: &Places, index: usize, stretch: &Span) -> bool {
    let parts: Vec<Part> = parts(places, stretch).collect();
    let words = |part: &Part| places.between(part.span.start, part.span.end).trim_start();
    let mut tie = Some(Tie::Loose);
    let mut label = false;
    let mut concluded = false;
    let mut then = false;
    // Nothing but small words stands between this part and the name: "… (e.g., using DynamoDB)".
    let mut is_last = true;
    for (back, part) in parts.iter().rev().enumerate() {
        let own = words(part);
        let head = head(own);
        let opens = opens_purpose(head) && (head != "in" || own.starts_with("in order"));
        let wanted = then
            && [
                "need",
                "needs",
                "important",
                "require",
                "required",
                "want",
                "must",
                "if",
                "when",
            ]
            .iter()
            .any(|word| find_phrase(own, word).is_some());
        let tied = if opens || label || concluded || wanted {
            Some(Tie::Close)
        } else {
            tie
        };
        // "Since the gateway holds a WebSocket for each client, …": the name is a part of the cause, not what it is for.
        let inside = back == 0 && matches!(head, "since" | "because" | "as") && !decides(places, &part.span);
        let start = if inside {
            part.span.end - own.len() + head.len()
        } else {
            part.span.start
        };
        let lifted = is_last && (is_lifted(places.between(start, part.span.end)) || is_owned(places, &part.span));
        if !lifted && tied.is_some_and(|tied| speaks(places, &(start..part.span.end), index, tied)) {
            return true;
        }
        concluded |= concludes(head);
        // "…, it makes sense to use": the clause draws its conclusion from the one before it.
        concluded |= part.after == Break::Comma && before::concludes(own) && decides(places, &part.span);
        concluded |= is_last && leads_to(own);
        let small = own.split_whitespace().all(is_article);
        match part.after {
            Break::Label => label = true,
            // "Keeps up with spikes (e.g., Kafka)": the instance of what was just said.
            Break::Open if is_last && small && ["e.g", "such", "like", "i.e"].iter().any(|mark| own.contains(mark)) => {
                tie = Some(Tie::Close);
            }
            // "Fast store (Redis)": up to there it is one phrase.
            Break::Open | Break::Arrow if is_last => tie = Some(Tie::Loose),
            _ if is_last && small => tie = Some(Tie::Loose),
            // "An order is transactional and can be kept in": one subject, two verbs.
            Break::And if is_last && lacks_subject(head) => tie = Some(Tie::Close),
            _ => tie = None,
        }
        // "Bookings must be consistent, then go for MySQL".
        then |= part.after == Break::And && places.text(0, part.span.start).ends_with("then");
        is_last &= small;
    }
    false
}

/// "… and this leads to the choice of", "…, which is provided by": what stands before is the cause.
fn leads_to(own: &str) -> bool {
    let verb = ["this ", "that ", "which ", "it "]
        .iter()
        .find_map(|subject| own.strip_prefix(subject));
    verb.is_some_and(|verb| {
        const GIVEN: &[&str] = &["offered by ", "provided by ", "given by ", "guaranteed by ", "met by "];
        let passive = ["can be ", "is ", "are ", "will be "]
            .iter()
            .find_map(|be| verb.strip_prefix(be));
        ["leads ", "points ", "calls for ", "brings us to ", "makes us "]
            .iter()
            .any(|word| verb.starts_with(word))
            || passive.is_some_and(|rest| GIVEN.iter().any(|verb| rest.starts_with(verb)))
    })
}

/// A verb with no subject of its own: "… and can be kept in".
fn lacks_subject(head: &str) -> bool {
    matches!(
        head,
        "can" | "could" | "should" | "must" | "will" | "may" | "is" | "are" | "needs" | "need" | "has" | "have"
    )
}

/// "Which reduces the load of", before the name: it is what something else does to it.
fn is_lifted(before: &str) -> bool {
    const VERBS: &[&str] = &[
        "reduces",
        "reducing",
        "lowers",
        "lowering",
        "relieves",
        "relieving",
        "offloads",
        "offloading",
    ];
    const MEANS: &[&str] = &[
        "with", "using", "via", "by", "through", "in", "to", "into", "use", "uses", "we", "→",
    ];
    let mut behind = before.split_whitespace().rev().take_while(|word| !MEANS.contains(word));
    behind.any(|word| VERBS.contains(&word))
}

/// "Auto scaling of the", before the name, with nothing that wants it or gives it for a cause.
fn is_owned(places: &Places, before: &Span) -> bool {
    const WANTED: &[&str] = &[
        "because",
        "due",
        "need",
        "want",
        "thanks",
        "for",
        "advantage",
        "benefit",
        "given",
    ];
    let said = places.between(before.start, before.end).trim_end();
    let bare = [" the", " our", " each", " all"]
        .iter()
        .find_map(|word| said.strip_suffix(word));
    let Some(said) = bare.unwrap_or(said).strip_suffix(" of") else {
        return false;
    };
    let end = before.start + said.len();
    let quality = places
        .cues(&(before.start..end))
        .any(|(cue, span)| matches!(cue, Cue::Property | Cue::Trait) && span.end == end);
    quality && !said.split_whitespace().any(|word| WANTED.contains(&word))
}

/// Whether a verb of the words takes what stands behind it.
fn decides(places: &Places, words: &Span) -> bool {
    places
        .cues(words)
        .any(|(cue, _)| matches!(cue, Cue::Decide | Cue::Decided))
}

/// Whether the name begins its sentence: nothing but small words and labels stand before it.
fn is_subject(before: &str) -> bool {
    before
        .rsplit([':', '(', '>', '|', '—'])
        .next()
        .is_some_and(|own| own.split_whitespace().all(is_article))
}

/// Where a preposition begins to speak of another thing, with no purpose behind it.
fn leads_away(places: &Places, part: &Span) -> Option<usize> {
    let words = places.between(part.start, part.end);
    let away = words.split_whitespace().find(|word| {
        matches!(
            *word,
            "by" | "from" | "behind" | "via" | "through" | "before" | "after" | "onto" | "into" | "beside" | "next"
        )
    })?;
    let at = part.start + (away.as_ptr() as usize - words.as_ptr() as usize);
    // "Shared by all servers": one phrase.
    let phrase =
        |(cue, span): (Cue, Span)| matches!(cue, Cue::Property | Cue::Trait) && span.start < at && at < span.end;
    if places.cues(part).any(phrase) {
        return None;
    }
    let purpose = places
        .cues(&(at..part.end))
        .any(|(cue, _)| matches!(cue, Cue::Because | Cue::Cause));
    (!purpose).then_some(at)
}

/// "Kafka over RabbitMQ", "Kafka, picked over RabbitMQ", "SSE instead of polling": the side that is taken has its reason
/// in the other.
fn wins(places: &Places, name: usize, words: &Span) -> bool {
    places.cues(words).any(|(cue, span)| {
        cue == Cue::Compare && span.start >= name && {
            let rest = places.between(span.end, words.end).trim_start();
            // "SQLite (better-sqlite3)": a part of a name.
            let hyphened = places.text(span.end, span.end + 1) == "-";
            let amount = hyphened || rest.starts_with(|c: char| c.is_ascii_digit() || c == '$');
            let over = places.reading.folded(&span) == "over";
            let preferred = || !carries(rest) && is_taken(places.between(name, span.start));
            !rest.is_empty() && !amount && (!over || preferred())
        }
    })
}

/// "Protobuf over HTTPS": what it goes over, and nothing that it is preferred to.
fn carries(rest: &str) -> bool {
    const WAYS: &[&str] = &[
        "http",
        "tcp",
        "udp",
        "tls",
        "ssl",
        "quic",
        "websocket",
        "lte",
        "wi fi",
        "wifi",
        "ble",
        "the network",
        "the wire",
        "the internet",
        "the air",
    ];
    WAYS.iter().any(|way| rest.starts_with(way))
}

/// Whether nothing stands between a name and "over" but that it was taken.
pub fn is_taken(between: &str) -> bool {
    const TAKEN: &[&str] = &[
        "is",
        "was",
        "were",
        "chosen",
        "picked",
        "selected",
        "preferred",
        "favored",
        "favoured",
    ];
    let mut words = between.split(|c: char| !c.is_alphanumeric());
    words.all(|word| word.is_empty() || TAKEN.contains(&word))
}
