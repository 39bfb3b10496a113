//! Finding the whole vocabulary in a text.

mod builder;

use super::catalogue::Technology;
use super::from_notes::states_another;
use super::vocabulary::Words;
use super::{Concept, ConceptId, Quality, QualityId, TechnologyId};
use crate::markdown::fold;
use crate::text::Span;
use builder::Builder;
use daachorse::DoubleArrayAhoCorasick;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;

/// A term that can be hovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// Of the catalogue.
    Technology(TechnologyId),
    /// Of the notes.
    Concept(ConceptId),
}

/// A word that tells how something is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cue {
    /// States this quality.
    Quality(QualityId),
    /// States this quality even under the label of another one.
    Strong(QualityId),
    /// Speaks of availability.
    Available,
    /// Wants it: `highly available`.
    HighlyAvailable,
    /// Speaks of consistency.
    Consistent,
    /// A kind of consistency that yields to availability.
    Eventual,
    /// A kind of consistency that does not yield.
    Strict,
    /// Puts availability first.
    AvailabilityFirst,
    /// Puts consistency first.
    ConsistencyFirst,
    /// The writer takes what follows.
    Decide,
    /// As `Decide`, and beyond doubt.
    Decided,
    /// The writer speaks of another time or case.
    Later,
    /// Another way that would do.
    Otherwise,
    /// An instance to show the class.
    Example,
    /// Stands before what the writer does not take.
    Negate,
    /// Follows what the writer does not take.
    Reject,
    /// Before the present design.
    Past,
    /// A company whose own systems are told as examples.
    Company,
    /// A reason follows or stands before, whatever it is.
    Because,
    /// A reason, together with a need.
    Cause,
    /// One side is weighed against another.
    Compare,
    /// A property of a thing, or a need beyond the plain function of its kind.
    Property,
    /// A property that counts only where it is said of the thing itself.
    Trait,
    /// At once: the need itself for what carries updates.
    Live,
    /// A need, behind a cause.
    Need,
    /// The plain function of a thing.
    Role,
    /// In a title or label: how what stands under it is taken.
    Place(Place),
}

/// What titles, labels and list heads make of the technologies under them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Lists of what to read: nothing there is named by the design.
    References,
    /// The rung of a ladder that is taken.
    Great,
    /// A rung that is climbed past.
    Bad,
    /// A rung that is taken unless a better one follows.
    Good,
    /// Options that are weighed or were turned down.
    Weighed,
    /// Questions, exercises, what is out of scope.
    Aside,
    /// What was there before, or elsewhere.
    Background,
}

impl Place {
    /// Every place with its key in `words.toml`; where a title holds two, the first counts.
    const ALL: [(Place, &'static str); 7] = [
        (Place::References, "references"),
        (Place::Great, "great"),
        (Place::Bad, "bad"),
        (Place::Good, "good"),
        (Place::Weighed, "weighed"),
        (Place::Aside, "aside"),
        (Place::Background, "background"),
    ];
}

/// Something of the vocabulary, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands: a range of the outline's words.
    pub span: Span,
    /// What it is.
    pub found: Found,
}

impl Hit {
    /// By its beginning, the longer one first.
    pub(super) fn order(&self, other: &Hit) -> Ordering {
        (self.span.start, other.span.end, self.found).cmp(&(other.span.start, self.span.end, other.found))
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Found {
    /// A term of the notes or the catalogue.
    Term(Term),
    /// A term that counts only when one of the technology's context words stands near.
    InContext(TechnologyId),
    /// A cue.
    Cue(Cue),
}

/// All names and cues.
pub struct Lexicon {
    /// Gives the place of a spelling among the meanings.
    automata: Vec<DoubleArrayAhoCorasick<u32>>,
    /// Every meaning of each spelling.
    meanings: Vec<Vec<Meaning>>,
    concepts: HashMap<String, ConceptId>,
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Lexicon")
            .field("concepts", &self.concepts)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Meaning {
    found: Found,
    /// Any ending of the word will do.
    open: bool,
    /// Must be written so, letter for letter.
    case: Option<String>,
}

impl Lexicon {
    pub fn new(technologies: &[Technology], concepts: &[Concept], qualities: &[Quality], words: &Words) -> Lexicon {
        let mut builder = Builder::default();
        for (id, technology) in technologies.iter().enumerate() {
            for name in technology.names() {
                if technology.needs_context(name) {
                    builder.add(name, Found::InContext(id), Some(name.to_owned()));
                } else {
                    // Two letters are too many other things in lower case.
                    let letters = name.len() <= 2 && name.chars().all(char::is_alphabetic);
                    let exact = letters || technology.exact.iter().any(|other| other == name);
                    let case = exact.then(|| name.to_owned());
                    builder.add(name, Found::Term(Term::Technology(id)), case);
                }
            }
        }
        for (id, concept) in concepts.iter().enumerate() {
            for name in std::iter::once(&concept.name).chain(&concept.aliases) {
                let case = (name.len() <= 3 && name.chars().all(char::is_uppercase)).then(|| name.clone());
                builder.add(name, Found::Term(Term::Concept(id)), case);
            }
        }
        for (id, quality) in qualities.iter().enumerate() {
            for word in words.quality_words(&quality.key) {
                builder.add(word, Found::Cue(Cue::Quality(id)), None);
            }
            for word in words.strong_words(&quality.key) {
                builder.add(word, Found::Cue(Cue::Strong(id)), None);
            }
            for technique in &quality.techniques {
                if technique.split_whitespace().count() <= 3 && !states_another(technique, quality, qualities, words) {
                    builder.add(technique, Found::Cue(Cue::Quality(id)), None);
                }
            }
        }
        let cues = [
            (words.stance.get("available"), Cue::Available),
            (words.stance.get("highly_available"), Cue::HighlyAvailable),
            (words.stance.get("consistent"), Cue::Consistent),
            (words.stance.get("eventual"), Cue::Eventual),
            (words.stance.get("strict"), Cue::Strict),
            (words.stance.get("availability_first"), Cue::AvailabilityFirst),
            (words.stance.get("consistency_first"), Cue::ConsistencyFirst),
            (words.cue.get("decide"), Cue::Decide),
            (words.cue.get("decided"), Cue::Decided),
            (words.cue.get("later"), Cue::Later),
            (words.cue.get("otherwise"), Cue::Otherwise),
            (words.cue.get("example"), Cue::Example),
            (words.cue.get("negate"), Cue::Negate),
            (words.cue.get("reject"), Cue::Reject),
            (words.cue.get("past"), Cue::Past),
            (words.cue.get("company"), Cue::Company),
            (words.cue.get("because"), Cue::Because),
            (words.cue.get("cause"), Cue::Cause),
            (words.cue.get("compare"), Cue::Compare),
            (words.cue.get("property"), Cue::Property),
            (words.cue.get("trait"), Cue::Trait),
            (words.cue.get("live"), Cue::Live),
            (words.cue.get("need"), Cue::Need),
            (words.cue.get("role"), Cue::Role),
        ];
        let places = Place::ALL
            .iter()
            .map(|(place, key)| (words.place.get(*key), Cue::Place(*place)));
        for (list, cue) in cues.into_iter().chain(places) {
            for word in list.into_iter().flatten() {
                builder.add(word, Found::Cue(cue), None);
            }
        }
        builder.build()
    }

    /// The concept of exactly this name, whatever its case.
    pub fn concept(&self, name: &str) -> Option<ConceptId> {
        self.concepts.get(&fold(name)).copied()
    }

    /// Everything found, by its beginning. Of terms that overlap the longest stays; so it is with cues of one kind.
    pub fn find(&self, folded: &str, words: &str) -> Vec<Hit> {
        let bytes = folded.as_bytes();
        let mut hits: Vec<Hit> = Vec::new();
        let found = self
            .automata
            .iter()
            .flat_map(|automaton| automaton.find_overlapping_iter(folded));
        for found in found {
            let (start, end) = (found.start(), found.end());
            if start > 0 && is_word(bytes[start - 1]) && is_word(bytes[start]) {
                continue;
            }
            let closed = ending(&bytes[end..], bytes[end - 1]).map(|suffix| end + suffix);
            let open = || {
                // A letter that takes several bytes goes on with bytes that begin none.
                let goes_on = |byte: &&u8| is_word(**byte) || (0x80..0xC0).contains(*byte);
                end + bytes[end..].iter().take_while(goes_on).count()
            };
            for meaning in &self.meanings[found.value() as usize] {
                let whole = if meaning.open { Some(open()) } else { closed };
                // "Has" is no plural of "HA".
                let is_cue = matches!(meaning.found, Found::Cue(_));
                let short = end - start < 3 && is_cue;
                let whole = whole.filter(|&whole| !short || whole == end);
                // "Highly available.If not": the space behind the full stop is left out.
                let sentence = |at: usize| is_cue && begins_with_capital(&words[at..]);
                let Some(end) = whole.filter(|end| !joined_to_code(bytes, start, *end, sentence)) else {
                    continue;
                };
                if meaning
                    .case
                    .as_ref()
                    .is_none_or(|case| case == &words[start..found.end()])
                {
                    hits.push(Hit {
                        span: start..end,
                        found: meaning.found,
                    });
                }
            }
        }
        keep_longest(hits)
    }
}

fn keep_longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(Hit::order);
    hits.dedup();
    let mut ends = [0; 2];
    let mut last = 0..0;
    hits.retain(|hit| {
        // One spelling can stand for two things, each with a context of its own.
        if matches!(hit.found, Found::InContext(_)) && hit.span == last {
            return true;
        }
        let class = match hit.found {
            Found::Term(Term::Technology(_)) | Found::InContext(_) => 0,
            Found::Term(Term::Concept(_)) => 1,
            Found::Cue(_) => return true,
        };
        let end: &mut usize = &mut ends[class];
        let keep = hit.span.start >= *end;
        if keep {
            *end = hit.span.end;
            if class == 0 {
                last = hit.span.clone();
            }
        }
        keep
    });
    hits
}

/// How many bytes of a plural or possessive follow before the word ends; nothing when the word goes on.
fn ending(rest: &[u8], last: u8) -> Option<usize> {
    let ends = |at: usize| rest.get(at).is_none_or(|byte| !is_word(*byte));
    if !is_word(last) || ends(0) {
        return Some(0);
    }
    match rest {
        [b's', ..] if ends(1) => Some(1),
        [b'e', b's', ..] if ends(2) => Some(2),
        _ => None,
    }
}

/// `redis.get(…)`, `kafka-python`'s dotted cousins and addresses name code, not a technology.
fn joined_to_code(bytes: &[u8], start: usize, end: usize, begins_sentence: impl Fn(usize) -> bool) -> bool {
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let joins = |dot: usize| {
        dot > 0 && bytes.get(dot) == Some(&b'.') && letter(dot - 1) && letter(dot + 1) && !begins_sentence(dot + 1)
    };
    start > 0 && joins(start - 1) || joins(end)
}

fn begins_with_capital(words: &str) -> bool {
    matches!(words.as_bytes(), [first, second, ..] if first.is_ascii_uppercase() && second.is_ascii_lowercase())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || (0xC3..0xE0).contains(&byte)
}
