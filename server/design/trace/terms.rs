//! The telling words of requirements, and finding them again quickly.

use crate::knowledge::{GroupSet, Knowledge, stem};
use crate::text::Span;
use fnv::FnvHashMap;

/// A telling word of a requirement.
#[derive(Clone, Debug)]
pub struct Term {
    /// Without its ending.
    pub stem: String,
    /// The groups of words that do its job.
    pub groups: GroupSet,
    /// It says what is done, rather than what with.
    pub verb: bool,
    /// It stands in a clause that only says when.
    pub aside: bool,
    /// How much it tells; greater tells more.
    pub weight: f32,
}

/// The words of a text: pieces of letters and digits, `camelCase` taken apart.
pub fn words(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let next = move || {
        let mut start = None;
        let mut was_lower = false;
        while let Some(&byte) = bytes.get(at) {
            // Nearly all is ASCII, and told apart without decoding it.
            let (length, letter, upper, lower) = if byte.is_ascii() {
                (
                    1,
                    byte.is_ascii_alphanumeric(),
                    byte.is_ascii_uppercase(),
                    byte.is_ascii_lowercase(),
                )
            } else {
                let c = text[at..].chars().next()?;
                (c.len_utf8(), c.is_alphanumeric(), c.is_uppercase(), c.is_lowercase())
            };
            let hump = start.is_some() && upper && was_lower;
            if start.is_some() && (hump || !letter) {
                break;
            }
            if letter {
                start.get_or_insert(at);
            }
            was_lower = lower;
            at += length;
        }
        let start = start?;
        Some((start..at, &text[start..at]))
    };
    std::iter::from_fn(next)
}

/// The first two letters of some words, by which most others are told apart from them at once.
pub struct Beginnings(Vec<bool>);

impl Beginnings {
    /// Of words in whatever case.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Beginnings {
        let mut known = vec![false; 1 << 16];
        words.for_each(|word| known[Beginnings::place(word)] = true);
        Beginnings(known)
    }

    /// Whether a word may be one of them, or a form of one.
    pub fn may_hold(&self, word: &str) -> bool {
        !word.is_ascii() || self.0[Beginnings::place(word)]
    }

    fn place(word: &str) -> usize {
        let letter = |at: usize| usize::from(word.as_bytes().get(at).map_or(0, u8::to_ascii_lowercase));
        letter(0) << 8 | letter(1)
    }
}

/// The telling words of a requirement, in their order, verbs marked. Each stem once.
pub fn terms(text: &str, knowledge: &Knowledge) -> Vec<Term> {
    let groups = &knowledge.groups;
    let mut found: Vec<Term> = Vec::new();
    // A verb stands at the beginning, behind "can", "to", "allow", and behind "and" or a comma after another verb.
    let mut expected = true;
    let mut before = 0;
    let mut was_verb = false;
    let mut aside = false;
    let text = without_role(text);
    for (span, word) in words(text) {
        let lower = word.to_lowercase();
        let gap = &text[before..span.start];
        before = span.end;
        if gap.contains([':', '.', '–', '—']) {
            expected = true;
        }
        if gap.contains([',', '.', ';', ':']) {
            aside = false;
        }
        // "When a link is opened, …": what follows says when. Without a comma there is no telling where it ends.
        if matches!(lower.as_str(), "when" | "if" | "once" | "while" | "after" | "before") {
            aside = span.start > 0 && !found.is_empty() || text[span.end..].contains(',');
        }
        if was_verb && gap.contains([',', '/', '&']) {
            expected = true;
        }
        let modal = knowledge.modals().contains(&lower);
        if groups.is_idle(&lower) || lower.len() < 2 {
            expected = match lower.as_str() {
                "and" | "or" => was_verb,
                _ if modal => true,
                _ => expected,
            };
            continue;
        }
        let stem = stem(&lower);
        let set = groups.of(&stem);
        let gerund = lower.ends_with("ing") && found.len() < 3;
        let verb = (expected || gerund) && groups.verbs(set) != 0 && !aside;
        if !found.iter().any(|term| term.stem == stem) {
            found.push(Term {
                stem,
                groups: set,
                verb,
                aside,
                weight: 1.0,
            });
        }
        was_verb = verb;
        expected = modal;
    }
    if !found.iter().any(|term| term.verb)
        && let Some(term) = found.iter_mut().find(|term| groups.verbs(term.groups) != 0)
    {
        term.verb = true;
    }
    // "Riders request a trip": who does it tells less than what is done.
    if let [first, second, ..] = &mut found[..]
        && !first.verb
        && second.verb
        && is_actor(
            words(text)
                .map(|(_, word)| word)
                .find(|word| word.len() > 1 && !groups.is_idle(&word.to_lowercase())),
        )
    {
        first.aside = true;
    }
    found
}

/// Whether a word names people by what they do: `riders`, `staff`.
fn is_actor(word: Option<&str>) -> bool {
    const PEOPLE: &[&str] = &[
        "staff",
        "guest",
        "fan",
        "host",
        "friend",
        "student",
        "merchant",
        "participant",
        "applicant",
        "assistant",
        "patient",
        "clerk",
        "tenant",
        "agent",
        "admin",
        "artist",
        "recruit",
    ];
    const THINGS: &[&str] = &[
        "order",
        "folder",
        "number",
        "filter",
        "letter",
        "offer",
        "parameter",
        "server",
        "sensor",
        "trailer",
    ];
    let lower = word.unwrap_or_default().to_lowercase();
    let one = lower.strip_suffix('s').unwrap_or(&lower);
    PEOPLE.contains(&one) || ((one.ends_with("er") || one.ends_with("or")) && one.len() > 4 && !THINGS.contains(&one))
}

/// "As a rider, I want to …" says who asks before it says what for.
fn without_role(text: &str) -> &str {
    let folded = text.trim_start().get(..5).map(str::to_ascii_lowercase);
    let role = folded.is_some_and(|start| start.starts_with("as a ") || start.starts_with("as an"));
    let end = text.find(',').or_else(|| text.find(" I ").map(|at| at + 2));
    end.filter(|_| role).map_or(text, |at| text[at + 1..].trim_start())
}

/// All words by which some requirements' terms are found again. Most words of a text are ruled out by three letters.
#[derive(Debug)]
pub struct Index {
    letters: Vec<bool>,
    /// Which words of the index a stem is, as a number.
    known: FnvHashMap<String, u32>,
    groups: Vec<GroupSet>,
}

/// Finds the words of an index in texts.
pub struct Finder<'a> {
    /// The words that are looked for.
    pub index: &'a Index,
    /// What was read of a word before, as it is written.
    seen: FnvHashMap<&'a str, Option<u32>>,
}

const LETTERS: usize = 27 * 27 * 27;

impl Index {
    /// An index over terms; several requirements' terms may be chained.
    pub fn new<'a>(terms: impl Iterator<Item = &'a Term>, extra: GroupSet, knowledge: &Knowledge) -> Index {
        let mut index = Index {
            letters: vec![false; LETTERS],
            known: FnvHashMap::default(),
            groups: Vec::new(),
        };
        let mut all = extra;
        for term in terms {
            all |= term.groups;
            index.add(&term.stem, knowledge);
        }
        for stem in knowledge.groups.stems(all) {
            index.add(stem, knowledge);
        }
        index
    }

    fn add(&mut self, stem: &str, knowledge: &Knowledge) {
        if !self.known.contains_key(stem) {
            let id = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
            self.known.insert(stem.to_owned(), id);
            self.groups.push(knowledge.groups.of(stem));
            self.letters[key(stem)] = true;
        }
    }

    /// The number of a stem.
    pub fn id(&self, stem: &str) -> Option<u32> {
        self.known.get(stem).copied()
    }

    /// The groups of a number.
    pub fn groups(&self, id: u32) -> GroupSet {
        self.groups[id as usize]
    }

    /// The number of a word in whatever form.
    fn word(&self, word: &str) -> Option<u32> {
        self.known.get(&stem(word)).copied()
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }
}

impl<'a> Finder<'a> {
    /// Has seen no text yet.
    pub fn new(index: &'a Index) -> Finder<'a> {
        Finder {
            index,
            seen: FnvHashMap::default(),
        }
    }

    /// The numbers of the known words in a text, in their order.
    pub fn find(&mut self, text: &'a str, found: &mut Vec<u32>) {
        for (_, word) in words(text) {
            if self.index.letters[key(word)]
                && let Some(id) = self.word(word)
            {
                found.push(id);
            }
        }
    }

    /// As [`Finder::find`], and takes `createpaste` apart where it begins with a verb.
    pub fn find_in_path(&mut self, text: &'a str, found: &mut Vec<u32>) {
        for (_, word) in words(text) {
            if let Some(id) = self.index.letters[key(word)].then(|| self.word(word)).flatten() {
                found.push(id);
                continue;
            }
            const VERBS: &[&str] = &[
                "create", "get", "update", "delete", "add", "remove", "post", "list", "search", "upload", "send",
                "shorten", "book",
            ];
            let lower = word.to_lowercase();
            if let Some((verb, rest)) = VERBS.iter().find_map(|verb| Some((*verb, lower.strip_prefix(verb)?)))
                && rest.len() > 2
            {
                found.extend(self.index.word(verb));
                found.extend(self.index.word(rest));
            }
        }
    }

    fn word(&mut self, word: &'a str) -> Option<u32> {
        *self.seen.entry(word).or_insert_with(|| self.index.word(word))
    }
}

fn key(word: &str) -> usize {
    let mut letters = word.bytes().take(3).map(|byte| match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => usize::from(letter - b'a') + 1,
        _ => 0,
    });
    let mut next = || letters.next().unwrap_or_default();
    (next() * 27 + next()) * 27 + next()
}
