//! Where the entities of a design are named, in whatever form: `Booking`, `bookings`, `/bookings/{bookingId}`.

use crate::design::{Beginnings, Design, words};
use crate::knowledge::stem;
use crate::markdown::Kind;
use crate::text::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// One place that names an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The words that name it: bytes of the document.
    pub span: Span,
    /// Which entity: an index into [`Design::entities`].
    pub entity: usize,
    /// The last of its words stands in the plural, where the entity itself does not, or the other way round.
    pub plural: bool,
    /// It is where the entity is defined.
    pub definition: bool,
}

/// Words after which a noun stands: they tell `the order` from `to order`.
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "each", "every", "one", "any", "new", "this", "that", "per", "of", "their", "its", "no", "same",
    "another", "single", "existing", "whole",
];

/// What is looked for under its first word.
struct Wanted {
    entity: usize,
    /// In lower case; the last one without its plural.
    words: Vec<String>,
    plural: bool,
    /// It is a verb as well: in prose it counts only where it is written as a name.
    verb: bool,
}

/// Every place in a part of the document that names an entity, in the order they are written. One pass over that part.
pub(super) fn occurrences(design: &Design, part: &Span) -> Vec<Occurrence> {
    let wanted = wanted(design);
    if wanted.is_empty() {
        return Vec::new();
    }
    let text = design.text.as_str();
    let moved = |(span, word): (Span, _)| (part.start + span.start..part.start + span.end, word);
    let pieces: Vec<(Span, &str)> = words(&text[part.clone()]).map(moved).collect();
    let mut masks = masks(design);
    let mut code = code(design);
    let beginnings = Beginnings::of(wanted.keys().map(String::as_str));
    let mut found = Vec::new();
    let mut at = 0;
    let mut lower = String::new();
    while at < pieces.len() {
        let (span, word) = &pieces[at];
        if !beginnings.may_hold(word) {
            at += 1;
            continue;
        }
        fold_into(word, &mut lower);
        let bare = singular(&lower);
        let candidates = wanted.get(&*bare).or_else(|| {
            if *bare == lower {
                None
            } else {
                wanted.get(lower.as_str())
            }
        });
        let fits = candidates.into_iter().flatten().filter_map(|wanted| {
            let count = wanted.words.len();
            (follows(text, pieces.get(at..at + count)?, wanted)).then_some((count, wanted))
        });
        let Some((count, wanted)) = fits.max_by_key(|(count, _)| *count) else {
            at += 1;
            continue;
        };
        let whole = span.start..pieces[at + count - 1].0.end;
        let definition =
            design.entities[wanted.entity].span == whole || design.entities[wanted.entity].span.start == whole.start;
        let last = pieces[at + count - 1].1.to_lowercase();
        let plural = singular(&last) != last;
        let before = at.checked_sub(1).map(|before| pieces[before].1);
        let named = definition
            || !wanted.verb
            || plural
            || span.start > 0 && word.starts_with(char::is_uppercase)
            || is_joined(text, &whole)
            || code.holds(&whole)
            || before.is_some_and(|before| DETERMINERS.contains(&before.to_lowercase().as_str()));
        if named && !masks.holds(&whole) {
            found.push(Occurrence {
                span: whole,
                entity: wanted.entity,
                plural: plural != wanted.plural,
                definition,
            });
            at += count;
        } else {
            at += 1;
        }
    }
    found
}

/// The entities by their first words.
fn wanted(design: &Design) -> HashMap<String, Vec<Wanted>> {
    let mut wanted: HashMap<String, Vec<Wanted>> = HashMap::new();
    let groups = &design.knowledge.groups;
    for (entity, known) in design.entities.iter().enumerate() {
        let mut name: Vec<String> = words(&known.name).map(|(_, word)| word.to_lowercase()).collect();
        let Some(last) = name.last_mut() else { continue };
        let bare = singular(last).into_owned();
        let plural = bare != *last;
        *last = bare;
        let verb = name.len() == 1 && groups.verbs(groups.of(&stem(&name[0]))) != 0;
        wanted.entry(name[0].clone()).or_default().push(Wanted {
            entity,
            words: name,
            plural,
            verb,
        });
    }
    wanted
}

/// Whether the pieces are the words of an entity, with nothing between them but what joins words.
fn follows(text: &str, pieces: &[(Span, &str)], wanted: &Wanted) -> bool {
    let last = wanted.words.len() - 1;
    let joined = pieces
        .windows(2)
        .all(|pair| matches!(&text[pair[0].0.end..pair[1].0.start], "" | " " | "_" | "-"));
    joined
        && pieces
            .iter()
            .zip(&wanted.words)
            .enumerate()
            .all(|(index, ((_, piece), word))| {
                let piece = piece.to_lowercase();
                if index == last {
                    singular(&piece) == *word
                } else {
                    piece == *word
                }
            })
}

/// Whether a word is a part of an identifier or of a path.
fn is_joined(text: &str, span: &Span) -> bool {
    let joint = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/' | '{' | '}'));
    joint(text[..span.start].chars().next_back()) || joint(text[span.end..].chars().next())
}

/// The singular of a word in lower case, as far as its ending tells.
pub(super) fn singular(word: &str) -> Cow<'_, str> {
    const INVARIANT: &[&str] = &["series", "species", "news"];
    if word.len() < 4 || INVARIANT.contains(&word) || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return Cow::Borrowed(word);
    }
    if let Some(bare) = word.strip_suffix("ies").filter(|bare| bare.len() > 1) {
        return Cow::Owned(format!("{bare}y"));
    }
    let sibilant = ["sses", "shes", "ches", "xes", "zzes"]
        .iter()
        .any(|ending| word.ends_with(ending));
    let bare = word
        .strip_suffix("es")
        .filter(|_| sibilant)
        .or_else(|| word.strip_suffix('s'));
    Cow::Borrowed(bare.unwrap_or(word))
}

fn fold_into(word: &str, lower: &mut String) {
    lower.clear();
    lower.extend(word.chars().flat_map(char::to_lowercase));
}

/// Ascending ranges, asked in ascending order.
pub(super) struct Ranges {
    spans: Vec<Span>,
    at: usize,
}

impl Ranges {
    fn new(mut spans: Vec<Span>) -> Ranges {
        spans.sort_by_key(|span| span.start);
        let mut whole: Vec<Span> = Vec::new();
        for span in spans {
            match whole.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => whole.push(span),
            }
        }
        Ranges { spans: whole, at: 0 }
    }

    /// Whether one of the ranges holds the beginning of a span.
    pub fn holds(&mut self, span: &Span) -> bool {
        while self.spans.get(self.at).is_some_and(|range| range.end <= span.start) {
            self.at += 1;
        }
        self.spans.get(self.at).is_some_and(|range| range.start < span.end)
    }
}

/// What is neither prose nor code: addresses, links' targets, HTML, comments, front matter.
pub(super) fn masks(design: &Design) -> Ranges {
    let fences: Vec<&Span> = fences(design).collect();
    let inside = |span: &Span| {
        let before = fences.partition_point(|fence| fence.start <= span.start);
        before > 0 && span.start < fences[before - 1].end
    };
    let opaque = design.outline.opaque.iter();
    let masks = opaque.filter(|span| !inside(span) && !design.text[span.start..].starts_with('`'));
    Ranges::new(masks.cloned().chain(design.outline.comments.iter().cloned()).collect())
}

/// Code, fenced and inline.
pub(super) fn code(design: &Design) -> Ranges {
    let inline = design.outline.code.iter().map(|words| design.outline.source(words));
    Ranges::new(fences(design).cloned().chain(inline).collect())
}

fn fences(design: &Design) -> impl Iterator<Item = &Span> {
    let blocks = design.outline.blocks.iter();
    blocks
        .filter(|block| matches!(block.kind, Kind::Code { .. }))
        .map(|block| &block.span)
}
