//! Finding the telling words of requirements again quickly.

use super::terms::{Term, words};
use crate::knowledge::{GroupSet, Knowledge, stem};
use crate::text::Span;
use fnv::FnvHashMap;

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

    /// The numbers of the known words in a text, in their order; those by which a part is called go to `parts` as well.
    pub fn find(&mut self, text: &'a str, found: &mut Vec<u32>, parts: &mut Vec<u32>) {
        let mut before = "";
        let mut end = 0;
        for (span, word) in words(text) {
            if self.index.letters[key(word)]
                && !is_method(word)
                && !is_optional(word)
                && !is_cached(word, text)
                && !is_measured(before, word, &text[span.end..])
                && !is_comparison(before, &text[end..span.start], word)
                && (!is_field(&text[span.end..]) || word.starts_with("expir"))
                && let Some(id) = self.word(word)
            {
                found.push(id);
                if calls_part(&text[..span.start], &text[span.end..]) {
                    parts.push(id);
                }
            }
            before = word;
            end = span.end;
        }
    }

    /// As [`Finder::find`], and takes `createpaste` apart where it begins with a verb.
    pub fn find_in_path(&mut self, text: &'a str, found: &mut Vec<u32>) {
        // `client.post(` is no post.
        let called = |span: &Span, word: &str| {
            text[span.end..].starts_with('(') && matches!(word, "get" | "post" | "put" | "patch" | "delete" | "head")
        };
        for (_, word) in words(text).filter(|(span, word)| !is_method(word) && !called(span, word)) {
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

/// `POST` is no post. What a method does is told by the endpoint.
fn is_method(word: &str) -> bool {
    matches!(word, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD")
}

/// "Optional" goes back to the stem of "option", and nobody chooses anything; "acceptable" accepts nothing.
fn is_optional(word: &str) -> bool {
    ["optional", "optionally", "acceptable"]
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
}

/// "Cart service", "Cart (DynamoDB), Orders (Postgres)", "**Cart**: kept by user": a part is called by the word between.
fn calls_part(before: &str, behind: &str) -> bool {
    const PARTS: &[&str] = &[
        " service",
        " Service",
        "Service",
        " module",
        " Module",
        " component",
        " engine",
        " Engine",
        " manager",
        " Manager",
        " worker",
        " processor",
        " API",
        " Processor",
    ];
    const NAMED: &[&str] = &[":", " (", " - ", " – ", " — ", " |", " is a ", " is an ", " is the "];
    let opens = before.trim_end().is_empty() || before.ends_with("), ") || before.trim_end().ends_with('|');
    PARTS.iter().any(|part| behind.starts_with(part)) || opens && NAMED.iter().any(|named| behind.starts_with(named))
}

/// What a cache drops after a while lives on elsewhere.
fn is_cached(word: &str, text: &str) -> bool {
    const NEAR: &[&str] = &["cache", "Cache", "CDN", "cdn", "edge"];
    word.eq_ignore_ascii_case("ttl") && NEAR.iter().any(|near| text.contains(near))
}

/// "Error rate", "hit rate", "rate limits": how often, and nobody rates anything.
fn is_measured(before: &str, word: &str, after: &str) -> bool {
    const OFTEN: &[&str] = &[
        "error", "hit", "miss", "frame", "bit", "request", "read", "write", "failure", "success", "refill",
    ];
    word.eq_ignore_ascii_case("rate")
        && (OFTEN.iter().any(|often| before.eq_ignore_ascii_case(often))
            || after.get(1..6).is_some_and(|next| next.eq_ignore_ascii_case("limit")))
}

/// "Services like a payment gateway", "reads like menus": nobody likes anything. "Readers like a book" does.
fn is_comparison(before: &str, gap: &str, word: &str) -> bool {
    const PEOPLE: &[&str] = &[
        "ers", "ors", "friends", "fans", "guests", "students", "clients", "accounts",
    ];
    const ALIKE: &[&str] = &["something", "anything", "just", "much", "service", "system", "tool"];
    if word != "like" || gap != " " {
        return false;
    }
    let before = before.to_lowercase();
    // "Acting like a proxy".
    if before.len() > 5 && before.ends_with("ing") {
        return true;
    }
    let things = before.len() > 3 && before.ends_with('s') && !PEOPLE.iter().any(|end| before.ends_with(end));
    things || ALIKE.contains(&before.as_str())
}

/// `follower_count`, `paid_at`: what stands before is kept there, and nobody does it.
fn is_field(behind: &str) -> bool {
    const KEPT: &[&str] = &[
        "count",
        "id",
        "ids",
        "at",
        "status",
        "type",
        "time",
        "date",
        "name",
        "url",
        "key",
        "flag",
        "by",
        "ts",
        "timestamp",
        "number",
        "total",
        "details",
        "info",
        "settings",
    ];
    // "Group id" alone.
    if let Some(rest) = behind.strip_prefix(" id").or_else(|| behind.strip_prefix(" ID")) {
        return rest.trim_start_matches('s').is_empty() || rest.starts_with([',', ')', '}', ']', ':']);
    }
    if !behind.starts_with('_') {
        return false;
    }
    let end = behind
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(behind.len());
    behind[..end]
        .rsplit('_')
        .next()
        .is_some_and(|last| KEPT.contains(&last))
}

fn key(word: &str) -> usize {
    let mut letters = word
        .bytes()
        .filter(|byte| *byte != b'-')
        .take(3)
        .map(|byte| match byte.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => usize::from(letter - b'a') + 1,
            _ => 0,
        });
    let mut next = || letters.next().unwrap_or_default();
    (next() * 27 + next()) * 27 + next()
}
