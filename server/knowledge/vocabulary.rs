//! `words.toml`: titles of sections, words of qualities, cues.

mod parts;

mod titles;

pub use titles::{Initials, normal_title};

use super::Part;
use crate::markdown::{fold, is_same_folded};
use crate::quantities::Units;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use titles::{TitleIndex, holds_any};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub joined: Vec<String>,
    misspelt: Vec<String>,
    pub quantity: Units,
    section: BTreeMap<String, Titles>,
    quality: BTreeMap<String, QualityWords>,
    pub stance: BTreeMap<String, Vec<String>>,
    pub cue: BTreeMap<String, Vec<String>>,
    plain: BTreeMap<String, Vec<String>>,
    pub place: BTreeMap<String, Vec<String>>,
    column: BTreeMap<String, Vec<String>>,
    gate: BTreeMap<String, Vec<String>>,
    serves: BTreeMap<String, String>,
    concept_aliases: BTreeMap<String, Vec<String>>,
    pub verb: BTreeMap<String, Vec<String>>,
    pub noun: BTreeMap<String, Vec<String>>,
    pub trace: BTreeMap<String, Vec<String>>,
    #[serde(skip)]
    own: Vec<(Part, String)>,
    /// Made on first need.
    #[serde(skip)]
    titles: OnceLock<TitleIndex>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Titles {
    titles: Vec<String>,
    words: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QualityWords {
    names: Vec<String>,
    words: Vec<String>,
    #[serde(default)]
    strong: Vec<String>,
    #[serde(default)]
    units: Vec<String>,
}

/// A table, read a few of its tables at a time: the whole at once takes megabytes that are then held for nothing.
fn by_parts(text: &str) -> Result<toml::Table, toml::de::Error> {
    const PART: usize = 8 * 1024;
    let mut all = toml::Table::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut starts = rest.match_indices("\n[").map(|(at, _)| at + 1);
        let end = starts.find(|at| *at >= PART).unwrap_or(rest.len());
        for (name, value) in rest[..end].parse::<toml::Table>()? {
            match (all.get_mut(&name), value) {
                (Some(toml::Value::Table(known)), toml::Value::Table(more)) => known.extend(more),
                (_, value) => drop(all.insert(name, value)),
            }
        }
        rest = &rest[end..];
    }
    Ok(all)
}

impl Words {
    pub fn embedded() -> Words {
        let words = by_parts(include_str!("words.toml")).and_then(Words::deserialize);
        let mut words = words.expect("the embedded words are read by every test");
        words.quantity = words.quantity.ready();
        words
    }

    /// All wordings of a section.
    pub fn wordings(&self, part: Part) -> Vec<String> {
        let known = self.section.get(part.key()).map(|titles| {
            let plain = titles.words.iter().map(|word| word.trim_end_matches('*').to_owned());
            let plural = titles
                .words
                .iter()
                .filter(|word| word.ends_with('*'))
                .map(|word| word.replace('*', "s"));
            titles
                .titles
                .iter()
                .cloned()
                .chain(plain)
                .chain(plural)
                .collect::<Vec<_>>()
        });
        let own = self
            .own
            .iter()
            .filter(|(own, _)| *own == part)
            .map(|(_, title)| title.clone());
        known.unwrap_or_default().into_iter().chain(own).collect()
    }

    pub fn add_titles(&mut self, part: Option<Part>, titles: &[String]) {
        let Some(part) = part else { return };
        self.own.extend(titles.iter().map(|title| (part, normal_title(title))));
    }

    pub fn add_quality_words(&mut self, key: &str, more: &[String]) {
        let entry = self.quality.entry(key.to_owned()).or_insert_with(|| QualityWords {
            names: Vec::new(),
            words: Vec::new(),
            strong: Vec::new(),
            units: Vec::new(),
        });
        entry.words.extend(more.iter().map(|word| fold(word)));
    }

    fn titles(&self) -> &TitleIndex {
        self.titles.get_or_init(|| TitleIndex::new(self))
    }

    pub fn is_other_title(&self, title: &str) -> bool {
        // "Summary — all of it in a table": the tail says how.
        let head = [" — ", " – ", " - "].iter().find_map(|dash| title.split_once(dash));
        let headed = || head.is_some_and(|(head, _)| self.titles().is_other_whole(&normal_title(head)));
        let title = normal_title(title);
        // "Key dependencies" are dependencies.
        self.titles().is_other(&title) || self.titles().is_other_whole(self.without_idle(&title)) || headed()
    }

    /// Whether an aside at the end of a title begins by saying that something is left out: "(not in scope for now)".
    pub fn leaves_out(&self, title: &str) -> bool {
        let title = title.trim_end_matches([':', ' ']);
        let aside = title.strip_suffix(')').and_then(|title| title.rsplit_once('('));
        aside.is_some_and(|(_, aside)| {
            let aside = normal_title(aside);
            let mut found = self.titles().words(&aside);
            found.any(|(at, word)| at == 0 && word.part == Some(Part::OutOfScope))
        })
    }

    /// Whether a title names something that designs go deep into.
    pub fn is_deep_topic(&self, title: &str) -> bool {
        let title = normal_title(title);
        self.section
            .get("topic")
            .is_some_and(|topic| holds_any(&title, &topic.words))
    }

    pub fn quality_key(&self, name: &str) -> Option<String> {
        let folded = fold(name)
            .replace(" / ", " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let named = self.quality.iter().find(|(_, words)| words.names.contains(&folded));
        named.map(|(key, _)| key.clone())
    }

    /// "Avalibility", "Scalablity": the key of the quality whose name of one word is nearest, where it is near enough.
    pub fn misspelt_quality(&self, word: &str) -> Option<&str> {
        const LONG: usize = 7;
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.len() < LONG {
            return None;
        }
        let near = |name: &String| {
            let most = if name.len() >= 10 { 2 } else { 1 };
            name.len() >= LONG
                && name.len().abs_diff(word.len()) <= most
                && strsim::damerau_levenshtein(name, word) <= most
        };
        let named = self.quality.iter().find(|(_, words)| words.names.iter().any(near));
        named.map(|(key, _)| key.as_str())
    }

    pub fn quality_keys(&self) -> Vec<String> {
        self.quality.keys().cloned().collect()
    }

    pub fn quality_words(&self, key: &str) -> impl Iterator<Item = &str> {
        self.quality
            .get(key)
            .into_iter()
            .flat_map(|words| words.words.iter().map(String::as_str))
    }

    pub fn strong_words(&self, key: &str) -> impl Iterator<Item = &str> {
        self.quality
            .get(key)
            .into_iter()
            .flat_map(|words| words.strong.iter().map(String::as_str))
    }

    pub fn units(&self, key: &str) -> &[String] {
        self.quality.get(key).map_or(&[], |words| &words.units)
    }

    pub fn served(&self, property: &str) -> Option<&str> {
        self.serves.get(property).map(String::as_str)
    }

    /// Whether the head of a column, folded and plain, holds a word of this list.
    pub fn is_column(&self, list: &str, title: &str) -> bool {
        self.column.get(list).is_some_and(|words| holds_any(title, words))
    }

    /// Whether everything of a category does what these folded words say.
    pub fn is_plain(&self, category: &str, words: &str) -> bool {
        self.plain.get(category).is_some_and(|known| {
            known.iter().any(|known| match known.strip_suffix('*') {
                Some(stem) => words.starts_with(stem),
                None => words == known,
            })
        })
    }

    pub fn gate(&self, list: &str) -> &[String] {
        self.gate.get(list).map_or(&[], Vec::as_slice)
    }

    /// The concept that `name` is another name for, with all of its names.
    pub fn synonyms(&self, name: &str) -> Option<(&str, &[String])> {
        let is_name = |other: &String| is_same_folded(other, name);
        let mut groups = self.concept_aliases.iter();
        let group = groups.find(|(concept, aliases)| is_name(concept) || aliases.iter().any(is_name));
        group.map(|(concept, aliases)| (concept.as_str(), aliases.as_slice()))
    }
}
