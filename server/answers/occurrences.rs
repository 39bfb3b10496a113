//! Where the entities of a design are named, in whatever form: `Booking`, `bookings`, `/bookings/{bookingId}`.

use crate::design::{Beginnings, Design, words};
use crate::knowledge::stem;
use crate::markdown::Kind;
use crate::text::Span;
use fnv::FnvHashMap;
use std::borrow::Cow;

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
    let mut masks = masks(design);
    let mut code = code(design);
    let beginnings = Beginnings::of(wanted.keys().map(String::as_str));
    let mut found = Vec::new();
    let mut lower = String::new();
    let mut before = "";
    let mut pieces = words(&text[part.clone()]);
    while let Some((span, word)) = pieces.next() {
        let previous = std::mem::replace(&mut before, word);
        if !beginnings.may_hold(word) {
            continue;
        }
        let start = part.start + span.start;
        fold_into(word, &mut lower);
        let bare = singular(&lower);
        let candidates = wanted.get(&*bare).or_else(|| wanted.get(lower.as_str()));
        let fits = candidates.into_iter().flatten().filter_map(|wanted| {
            let end = part.start + span.end;
            end_of(&text[..part.end], end, &lower, wanted).map(|last| (last, wanted))
        });
        let Some((last, wanted)) = fits.max_by_key(|(_, wanted)| wanted.words.len()) else {
            continue;
        };
        let whole = start..last.end;
        let definition = design.entities[wanted.entity].span.start == start;
        let named = definition
            || !wanted.verb
            || last.plural
            || start > 0 && word.starts_with(char::is_uppercase)
            || is_joined(text, &whole)
            || code.holds(&whole)
            || is_determiner(previous);
        if !named || masks.holds(&whole) {
            continue;
        }
        for _ in 1..wanted.words.len() {
            before = pieces.next().map_or(before, |(_, word)| word);
        }
        found.push(Occurrence {
            span: whole,
            entity: wanted.entity,
            plural: last.plural != wanted.plural,
            definition,
        });
    }
    found
}

fn is_determiner(word: &str) -> bool {
    DETERMINERS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The last word of a name, where it is written.
struct Last {
    end: usize,
    plural: bool,
}

/// Where a name ends whose first word, in lower case, ends at a byte; nothing where another one stands there. Its words
/// have nothing between them but what joins words.
fn end_of(text: &str, mut end: usize, first: &str, wanted: &Wanted) -> Option<Last> {
    let mut lower = Cow::Borrowed(first);
    if wanted.words.len() > 1 {
        let behind = end;
        let mut pieces = words(&text[behind..]);
        for pair in wanted.words.windows(2) {
            let (span, word) = pieces.next()?;
            let joint = &text[end..behind + span.start];
            if *lower != *pair[0] || !matches!(joint, "" | " " | "_" | "-") {
                return None;
            }
            end = behind + span.end;
            lower = Cow::Owned(word.to_lowercase());
        }
    }
    let bare = singular(&lower);
    let plural = *bare != *lower;
    (Some(&*bare) == wanted.words.last().map(String::as_str)).then_some(Last { end, plural })
}

/// The entities by their first words.
fn wanted(design: &Design) -> FnvHashMap<String, Vec<Wanted>> {
    let mut wanted: FnvHashMap<String, Vec<Wanted>> = FnvHashMap::default();
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

/// Whether a word is a part of an identifier or of a path.
fn is_joined(text: &str, span: &Span) -> bool {
    let joint = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/' | '{' | '}'));
    joint(text[..span.start].chars().next_back()) || joint(text[span.end..].chars().next())
}

/// Words in lower case that have one form for one thing and for many.
pub(super) const INVARIANT: &[&str] = &[
    "series",
    "species",
    "news",
    "data",
    "metadata",
    "media",
    "software",
    "hardware",
    "feedback",
    "information",
    "equipment",
    "content",
    "money",
    "stock",
];

/// Words in lower case that end as plurals do, and have one of their own: `canvases`.
const SIBILANT: &[&str] = &[
    "alias", "atlas", "bias", "bonus", "bus", "campus", "canvas", "census", "corpus", "focus", "gas", "lens", "nexus",
    "radius", "status", "virus",
];

/// The singular of a word in lower case, as far as its ending tells.
pub(super) fn singular(word: &str) -> Cow<'_, str> {
    if let Some(bare) = word.strip_suffix("es").filter(|bare| SIBILANT.contains(bare)) {
        return Cow::Borrowed(bare);
    }
    if word.len() < 4
        || !word.ends_with('s')
        || INVARIANT.contains(&word)
        || SIBILANT.contains(&word)
        || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
    {
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
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
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
