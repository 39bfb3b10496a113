//! What a sentence says of one technology in it, rather than of what else it names.

use super::LONGEST;
use super::stretch::stretches;
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::text::Span;

/// How surely words are said of a technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// They are its predicate, its label, its purpose.
    Close,
    /// They stand in the same clause.
    Loose,
}

/// What stands before a part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// Nothing: it is the first.
    Start,
    /// A comma or a semicolon.
    Comma,
    /// `and`, `but`, `while` and the like.
    And,
    /// A colon or a dash.
    Label,
    /// An arrow.
    Arrow,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

struct Part {
    span: Span,
    after: Break,
}

/// The part of the sentence that gives a reason for the mention, if one does.
pub fn said_of(places: &Places, index: usize) -> Option<Span> {
    let stretches = stretches(places, index);
    let first = places.first_of_list(index).start;
    let end = stretches.iter().map(|stretch| stretch.end).max()?;
    let start = stretches.iter().map(|stretch| stretch.start).min()?;
    let found = stretches.iter().any(|stretch| {
        if stretch.end <= first {
            said_before(places, index, stretch)
        } else {
            said_behind(places, index, stretch)
        }
    });
    found.then_some(start..end)
}

/// Whether words name a reason for a technology.
pub fn speaks(places: &Places, words: &Span, index: usize, tie: Tie) -> bool {
    if words.start >= words.end || words.len() > 2 * LONGEST {
        return false;
    }
    let technology = places.mentions[index].technology;
    let mut cause = false;
    let mut telling = false;
    let mut need = false;
    for (cue, span) in places.cues(words) {
        let own = || !is_inside_name(places, &span) && !is_plain(places, technology, &span);
        match cue {
            Cue::Because if is_followed(places, &span, words) => return true,
            Cue::Property if own() => return true,
            Cue::Trait if tie == Tie::Close && own() && !is_hashing(places, &span) => return true,
            Cue::Live if carries_updates(places, technology) => return true,
            Cue::Need | Cue::Live if own() => need |= cue == Cue::Need || streams(places, technology, &span),
            Cue::Cause => {
                cause = true;
                telling |= is_telling(places.reading.folded(&span));
            }
            _ => {}
        }
    }
    (cause && need)
        || (telling && places.reading.quantities_in(words).next().is_some())
        || places.refers_to_requirement(words)
}

/// Behind the name: its predicate, its purpose, what stands in brackets, until something else is spoken of.
fn said_behind(places: &Places, index: usize, stretch: &Span) -> bool {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let subject = is_subject(places.between(sentence.start, mention.words.start));
    let mut tie = Some(Tie::Close);
    let mut reach = stretch.end;
    let mut silent = true;
    for part in parts(places, stretch) {
        let words = places.between(part.span.start, part.span.end).trim_start();
        let head = head(words);
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
                tie = None;
            }
            Break::And if !subject && tie.is_some() => tie = Some(Tie::Loose),
            _ => {}
        }
        if tie.is_some_and(|tie| speaks(places, &part.span, index, tie)) {
            return true;
        }
        silent &= words.trim().is_empty();
    }
    wins(places, mention.words.end, &(stretch.start..reach))
}

/// Before the name: the clause that takes it, its label, a purpose at the beginning.
fn said_before(places: &Places, index: usize, stretch: &Span) -> bool {
    let parts: Vec<Part> = parts(places, stretch).collect();
    let words = |part: &Part| places.between(part.span.start, part.span.end).trim_start();
    let mut tie = Some(Tie::Loose);
    let mut label = false;
    let mut concluded = false;
    for (at, part) in parts.iter().enumerate().rev() {
        let own = words(part);
        let head = head(own);
        let opens = opens_purpose(head) && (head != "in" || own.starts_with("in order"));
        let tied = if opens || label || concluded {
            Some(Tie::Close)
        } else {
            tie
        };
        if tied.is_some_and(|tied| speaks(places, &part.span, index, tied)) {
            return true;
        }
        concluded |= concludes(head);
        let is_last = at + 1 == parts.len();
        match part.after {
            Break::Label => label = true,
            // "Fast store (Redis)": up to there it is one phrase.
            Break::Open | Break::Arrow if is_last => tie = Some(Tie::Loose),
            _ if is_last && own.split_whitespace().all(is_article) => tie = Some(Tie::Loose),
            _ => tie = None,
        }
    }
    false
}

/// Words by which a clause draws its conclusion from those before it.
fn concludes(head: &str) -> bool {
    matches!(head, "so" | "hence" | "thus" | "therefore" | "consequently")
}

/// The parts between commas, dashes, brackets and conjunctions.
fn parts<'a>(places: &'a Places, span: &Span) -> impl Iterator<Item = Part> + use<'a> {
    let bytes = places.reading.outline.words.as_bytes();
    let end = span.end;
    let mut at = Some((span.start, Break::Start));
    std::iter::from_fn(move || {
        let (start, after) = at?;
        let mut next = start;
        while next < end {
            if let Some((length, kind)) = break_at(&bytes[next..end]) {
                at = Some((next + length, kind));
                return Some(Part {
                    span: start..next,
                    after,
                });
            }
            next += 1;
        }
        at = None;
        Some(Part {
            span: start..end,
            after,
        })
    })
}

/// A break at the beginning of these bytes, and its length.
fn break_at(bytes: &[u8]) -> Option<(usize, Break)> {
    let spaced = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    match bytes[0] {
        b',' | b';' if spaced(1) => Some((1, Break::Comma)),
        b':' if spaced(1) => Some((1, Break::Label)),
        b'(' | b'[' => Some((1, Break::Open)),
        b')' | b']' => Some((1, Break::Close)),
        b'=' if bytes.starts_with(b"=>") || spaced(1) => Some((2.min(bytes.len()), Break::Arrow)),
        b'-' if bytes.starts_with(b"->") => Some((2, Break::Arrow)),
        b'-' if bytes.starts_with(b"--") => Some((2, Break::Label)),
        // An en dash, an em dash; an arrow.
        0xE2 if matches!(bytes.get(..3), Some([_, 0x80, 0x93 | 0x94])) => Some((3, Break::Label)),
        0xE2 if matches!(bytes.get(..3), Some([_, 0x86, 0x92])) => Some((3, Break::Arrow)),
        b' ' if bytes.get(1) == Some(&b'-') && spaced(2) => Some((2, Break::Label)),
        // The word itself tells how what follows is tied.
        b' ' if bytes.starts_with(b" so ") => Some((1, Break::And)),
        b' ' => {
            const WORDS: &[&[u8]] = &[b" and ", b" but ", b" while ", b" whereas ", b" then "];
            let word = WORDS.iter().find(|word| bytes.starts_with(word))?;
            Some((word.len() - 1, Break::And))
        }
        _ => None,
    }
}

/// The first word.
fn head(words: &str) -> &str {
    let word = words.split_whitespace().next().unwrap_or_default();
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '→')
}

fn is_article(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "our" | "use" | "using" | "like" | "as" | "e.g." | "i.e." | "such" | "with" | "via"
    )
}

/// Words that carry on what is said of the same thing.
fn links(head: &str) -> bool {
    matches!(
        head,
        "which"
            | "that"
            | "because"
            | "since"
            | "so"
            | "as"
            | "to"
            | "for"
            | "with"
            | "giving"
            | "given"
            | "hence"
            | "thus"
            | "therefore"
            | "thereby"
            | "allowing"
            | "enabling"
            | "making"
            | "avoiding"
            | "reducing"
            | "ensuring"
            | "providing"
            | "offering"
            | "preventing"
            | "keeping"
            | "letting"
            | "due"
            | "in"
            | "thanks"
            | "without"
            | "instead"
            | "rather"
            | "unlike"
            | "otherwise"
            | "whose"
            | "where"
            | "can"
            | "is"
            | "has"
    )
}

/// Words that stand for what was just named.
pub fn refers(head: &str) -> bool {
    matches!(
        head,
        "it" | "its" | "it's" | "this" | "these" | "that" | "that's" | "they" | "their" | "them" | "both" | "such"
    )
}

/// Words by which a purpose or a cause opens a sentence.
pub fn opens_purpose(head: &str) -> bool {
    matches!(
        head,
        "for" | "to" | "because" | "since" | "as" | "given" | "due" | "in" | "considering" | "with" | "thanks" | "why"
    )
}

/// Something else becomes the subject: "…, the workers are stateless".
fn begins_anew(words: &str, head: &str) -> bool {
    let determined = matches!(
        head,
        "the"
            | "a"
            | "an"
            | "we"
            | "i"
            | "our"
            | "each"
            | "every"
            | "all"
            | "any"
            | "some"
            | "users"
            | "user"
            | "clients"
            | "client"
            | "you"
            | "there"
            | "another"
            | "if"
            | "when"
            | "once"
            | "after"
            | "before"
            | "other"
            | "others"
            | "most"
    );
    let verb = [" is ", " are ", " will ", " can ", " gets ", " get "]
        .iter()
        .find_map(|verb| words.find(verb));
    // "Limiter nodes pull them": the thing is acted upon.
    let acted = [" them", " it "]
        .iter()
        .find_map(|object| words.find(object))
        .is_some_and(|at| words[..at].split_whitespace().nth(1).is_some());
    determined
        || (acted && !links(head) && !refers(head) && !concludes(head))
        || verb.is_some_and(|at| at > 0 && words[..at].split_whitespace().count() <= 4)
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
    let purpose = places
        .cues(&(at..part.end))
        .any(|(cue, _)| matches!(cue, Cue::Because | Cue::Cause));
    (!purpose).then_some(at)
}

/// "Kafka over RabbitMQ", "SSE instead of polling": the side that is taken has its reason in the other.
fn wins(places: &Places, name: usize, words: &Span) -> bool {
    places.cues(words).any(|(cue, span)| {
        cue == Cue::Compare && span.start >= name && {
            let rest = places.between(span.end, words.end).trim_start();
            let amount = rest.starts_with(|c: char| c.is_ascii_digit() || c == '$');
            let over = places.reading.folded(&span) == "over";
            !rest.is_empty() && !amount && (!over || places.between(name, span.start).trim().is_empty())
        }
    })
}

/// For what carries updates, that they come at once is the need itself.
fn carries_updates(places: &Places, technology: usize) -> bool {
    let category = places.reading.knowledge.technologies[technology].category.as_str();
    matches!(category, "protocol" | "pubsub")
}

fn streams(places: &Places, technology: usize, span: &Span) -> bool {
    let category = places.reading.knowledge.technologies[technology].category.as_str();
    matches!(category, "stream" | "stream-processor") && !places.reading.folded(span).starts_with("push")
}

fn is_plain(places: &Places, technology: usize, span: &Span) -> bool {
    places
        .reading
        .knowledge
        .is_plain(technology, places.reading.folded(span))
}

/// "Consistent hashing" is no consistency.
fn is_hashing(places: &Places, span: &Span) -> bool {
    places.reading.outline.folded[span.end..].starts_with(" hash")
}

/// A cause word that, together with a figure, tells why: "handles 100k writes a second".
fn is_telling(cause: &str) -> bool {
    matches!(
        cause,
        "handle"
            | "handles"
            | "to handle"
            | "supports"
            | "support"
            | "to support"
            | "since"
            | "must"
            | "need"
            | "needs"
            | "scales"
            | "to meet"
            | "to keep"
    )
}

/// A cause has to be followed by something.
fn is_followed(places: &Places, cause: &Span, words: &Span) -> bool {
    places.between(cause.end, words.end).split_whitespace().next().is_some() || {
        // "… because:" with a list below it.
        places
            .text(cause.end.min(words.end), places.reading.outline.words.len())
            .trim_start()
            .starts_with(':')
    }
}

fn is_inside_name(places: &Places, span: &Span) -> bool {
    places
        .mentions_in(&(span.start.saturating_sub(40)..span.end))
        .any(|other| {
            let words = &places.mentions[other].words;
            places.is_named(other) && words.start <= span.start && span.end <= words.end
        })
}
