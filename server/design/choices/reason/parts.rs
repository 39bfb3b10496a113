//! The parts of a sentence between commas, dashes, brackets and conjunctions, and how each is tied to those before it.

use crate::design::choices::place::Places;
use crate::text::Span;

/// What stands before a part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
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

/// A part of a sentence, and what stands before it.
pub struct Part {
    pub span: Span,
    pub after: Break,
}

/// The parts between commas, dashes, brackets and conjunctions.
pub fn parts<'a>(places: &'a Places, span: &Span) -> impl Iterator<Item = Part> + use<'a> {
    let bytes = places.reading.outline.words.as_bytes();
    let end = span.end;
    let mut at = Some((span.start, Break::Start));
    std::iter::from_fn(move || {
        let (start, after) = at?;
        let mut next = start;
        while next < end {
            // "O(log n)": brackets that belong to the word before them.
            if bytes[next] == b'(' && next > start && bytes[next - 1].is_ascii_alphanumeric() {
                const LONGEST: usize = 12;
                let close = bytes[next..end].iter().take(LONGEST).position(|&byte| byte == b')');
                if let Some(close) = close {
                    next += close + 1;
                    continue;
                }
            }
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
pub fn head(words: &str) -> &str {
    let word = words.split_whitespace().next().unwrap_or_default();
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '→')
}

/// Small words that may stand before a name.
pub fn is_article(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "our" | "use" | "using" | "like" | "as" | "e.g." | "i.e." | "such" | "with" | "via"
    )
}

/// Words that carry on what is said of the same thing.
pub fn links(head: &str) -> bool {
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
pub fn begins_anew(words: &str, head: &str) -> bool {
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
    // "Limiter nodes pull them": the thing is acted upon; "re-index it" is one verb.
    let verbs = usize::from(matches!(head, "re" | "pre" | "de" | "geo" | "auto" | "bulk")) + 1;
    let acted = [" them", " it "]
        .iter()
        .find_map(|object| words.find(object))
        .is_some_and(|at| words[..at].split_whitespace().nth(verbs).is_some());
    determined
        || (acted && !links(head) && !refers(head) && !concludes(head))
        || verb.is_some_and(|at| at > 0 && words[..at].split_whitespace().count() <= 4)
}

/// Words by which a clause draws its conclusion from those before it.
pub fn concludes(head: &str) -> bool {
    matches!(head, "so" | "hence" | "thus" | "therefore" | "consequently")
}
