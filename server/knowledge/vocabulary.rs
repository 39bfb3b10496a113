//! `words.toml`: titles of sections, words of qualities, cues.

use crate::markdown::fold;
use crate::quantities::Units;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// What a section of a design is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Functional requirements.
    Functional,
    /// Non-functional requirements.
    NonFunctional,
    /// Core entities, data model, schema.
    Entities,
    /// The interface.
    Api,
    /// The basic design.
    HighLevel,
    /// Deep dives, trade-offs, scaling.
    DeepDive,
    /// Capacity estimation.
    Estimation,
    /// What is left out on purpose.
    OutOfScope,
    /// A section of the workspace's own framework: its place there, from 0.
    Own(u8),
}

impl Part {
    const KNOWN: [(Part, &'static str); 8] = [
        (Part::Functional, "functional"),
        (Part::NonFunctional, "non_functional"),
        (Part::Entities, "entities"),
        (Part::Api, "api"),
        (Part::HighLevel, "high_level"),
        (Part::DeepDive, "deep_dive"),
        (Part::Estimation, "estimation"),
        (Part::OutOfScope, "out_of_scope"),
    ];

    /// The name by which outputs call it.
    pub fn key(self) -> &'static str {
        Part::KNOWN
            .iter()
            .find(|(part, _)| *part == self)
            .map_or("own", |(_, key)| key)
    }

    /// The part of this key.
    pub fn from_key(key: &str) -> Option<Part> {
        Part::KNOWN
            .iter()
            .find(|(_, known)| *known == key)
            .map(|(part, _)| *part)
    }

    /// Functional or non-functional requirements.
    pub fn is_requirements(self) -> bool {
        matches!(self, Part::Functional | Part::NonFunctional)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub joined: Vec<String>,
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
    /// The parts that each whole title opens; made on first need.
    #[serde(skip)]
    exact: OnceLock<HashMap<String, Vec<Part>>>,
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

impl Words {
    pub fn embedded() -> Words {
        let mut words: Words =
            toml::from_str(include_str!("words.toml")).expect("the embedded words are read by every test");
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

    pub fn parts_of_title(&self, title: &str) -> Vec<Part> {
        let title = normal_title(title);
        if title.is_empty() || title.len() > 90 {
            return Vec::new();
        }
        if let Some((part, _)) = self.own.iter().find(|(_, own)| *own == title) {
            return vec![*part];
        }
        let known = || {
            Part::KNOWN
                .iter()
                .filter_map(|(part, key)| self.section.get(*key).map(|titles| (*part, titles)))
        };
        if let Some(exact) = self.exact().get(&title) {
            return exact.clone();
        }
        // "Functional and non-functional requirements", "Entities & APIs": each side for itself.
        let sides: Vec<&str> = split_sides(&title);
        if sides.len() > 1 {
            let each: Vec<Option<Part>> = sides.iter().map(|side| self.side(side, &title)).collect();
            if each.iter().filter(|part| part.is_some()).count() > 1 {
                let mut parts: Vec<Part> = each.into_iter().flatten().collect();
                parts.dedup();
                return parts;
            }
        }
        if self.is_other_title(&title) {
            return Vec::new();
        }
        // The longest wording decides; "non-functional requirements" holds "functional requirements".
        let mut best: Option<(usize, usize, Part)> = None;
        for (part, titles) in known() {
            for word in &titles.words {
                if let Some(at) = contains_word(&title, word) {
                    let rank = (word.len(), usize::MAX - at, part);
                    if best.is_none_or(|best| (rank.0, rank.1) > (best.0, best.1)) {
                        best = Some(rank);
                    }
                }
            }
        }
        best.map(|(_, _, part)| part).into_iter().collect()
    }

    fn exact(&self) -> &HashMap<String, Vec<Part>> {
        self.exact.get_or_init(|| {
            let mut exact: HashMap<String, Vec<Part>> = HashMap::new();
            for (part, key) in Part::KNOWN {
                for title in self.section.get(key).into_iter().flat_map(|titles| &titles.titles) {
                    let parts = exact.entry(title.clone()).or_default();
                    if !parts.contains(&part) {
                        parts.push(part);
                    }
                }
            }
            exact
        })
    }

    fn side(&self, side: &str, title: &str) -> Option<Part> {
        let known = Part::KNOWN
            .iter()
            .filter_map(|(part, key)| self.section.get(*key).map(|titles| (*part, titles)));
        let whole = format!("{side} {}", title.rsplit(' ').next().unwrap_or_default());
        let mut found = None;
        // These say little on one side of an "and": "Capacity estimation & constraints".
        if matches!(
            side,
            "constraints"
                | "assumptions"
                | "scale"
                | "data"
                | "design"
                | "scope"
                | "goals"
                | "features"
                | "numbers"
                | "diagram"
        ) {
            return None;
        }
        for (part, titles) in known {
            if titles.titles.iter().any(|word| word == side || *word == whole) {
                return Some(part);
            }
            if titles.words.iter().any(|word| contains_word(side, word).is_some()) {
                found = Some(part);
            }
        }
        found
    }

    pub fn is_other_title(&self, title: &str) -> bool {
        let title = normal_title(title);
        self.section.get("other").is_some_and(|other| {
            other.titles.contains(&title) || other.words.iter().any(|word| contains_word(&title, word).is_some())
        })
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
        let folded = fold(name);
        let group = self
            .concept_aliases
            .iter()
            .find(|(concept, aliases)| fold(concept) == folded || aliases.iter().any(|alias| fold(alias) == folded));
        group.map(|(concept, aliases)| (concept.as_str(), aliases.as_slice()))
    }
}

fn holds_any(title: &str, words: &[String]) -> bool {
    words.iter().any(|word| contains_word(title, word).is_some())
}

/// Where `word` stands in `title` as whole words; a trailing `*` stands for any ending.
fn contains_word(title: &str, word: &str) -> Option<usize> {
    let (stem, open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
    let first = *stem.as_bytes().first()?;
    let bytes = title.as_bytes();
    // Titles are short and the words are many: a search would take longer to prepare than this takes.
    (0..(bytes.len() + 1).saturating_sub(stem.len())).find(|&at| {
        bytes[at] == first && bytes[at..].starts_with(stem.as_bytes()) && {
            let before = title[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let after = title[at + stem.len()..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric());
            before && (after || open)
        }
    })
}

/// `## 2.1 🏗️ Step 3: High-Level Architecture (5 minutes):` becomes `high level architecture`.
pub fn normal_title(title: &str) -> String {
    let mut folded = fold(title);
    for mark in ["&", "+", "＆"] {
        if folded.contains(mark) {
            folded = folded.replace(mark, " and ");
        }
    }
    // What stands in brackets is a time box or an aside, unless it is all there is.
    while let (Some(open), Some(close)) = (folded.find(['(', '[', '{']), folded.find([')', ']', '}'])) {
        if open == 0 || close < open {
            break;
        }
        folded.replace_range(open..=close, " ");
    }
    let kept: String = folded
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '\'' | ':' | '>' | '.') {
                c
            } else {
                ' '
            }
        })
        .collect();
    let mut words: Vec<&str> = kept.split_whitespace().collect();
    // Numbering: "2.", "2.1", "3:", "step 3:", "part ii", "a.", "minutes 5 10:", "40 min".
    while let Some(first) = words.first() {
        let bare = first.trim_matches(['.', ':', '\'']);
        let number =
            bare.chars().all(|c| c.is_ascii_digit() || c == '.') || (bare.len() == 1 && first.ends_with(['.', ':']));
        let counted = matches!(
            bare,
            "step" | "part" | "phase" | "section" | "minutes" | "minute" | "chapter" | "stage"
        ) && words.get(1).is_some_and(|next| {
            next.starts_with(|c: char| c.is_ascii_digit()) || matches!(*next, "i:" | "ii:" | "iii:" | "iv:")
        });
        let time = matches!(bare, "min" | "mins" | "minutes");
        if (number || counted || time) && words.len() > 1 {
            words.remove(0);
        } else {
            break;
        }
    }
    let title = words.join(" ");
    let title = title.trim_matches([':', '.', ' ', '\'', '>']);
    title
        .strip_prefix("the ")
        .unwrap_or(title)
        .replace(':', "")
        .trim()
        .to_owned()
}

fn split_sides(title: &str) -> Vec<&str> {
    title
        .split(" and ")
        .flat_map(|side| side.split(" or "))
        .map(str::trim)
        .filter(|side| !side.is_empty())
        .collect()
}
