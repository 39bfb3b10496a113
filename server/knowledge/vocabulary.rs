//! `words.toml`: titles of sections, words of qualities, cues.

mod titles;

pub use titles::{Initials, normal_title};

use super::Part;
use crate::markdown::{fold, is_same_folded};
use crate::quantities::Units;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use titles::{TitleIndex, holds_any, mended, split_sides};

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
        let mut parts = self.parts_of_whole(title);
        // "Scale, from first principles": the tail says how.
        if parts.is_empty()
            && let Some((head, _)) = title.split_once(", ")
        {
            let exact = self.titles().exact.get(&normal_title(head));
            parts = exact.cloned().unwrap_or_default();
        }
        // "User stories → technical solutions": the first half says what stands there.
        const ARROWS: [&str; 4] = [" → ", " -> ", " => ", " ⇒ "];
        if parts.is_empty()
            && title.contains(['→', '>', '⇒'])
            && let Some((head, _)) = ARROWS.iter().find_map(|arrow| title.split_once(arrow))
        {
            parts = self.parts_of_whole(head);
        }
        // "Core requirements (below the line)" are out of scope.
        let aside = title
            .rfind('(')
            .map(|at| title[at..].trim_matches(['(', ')', ':', ' ']));
        let asks = || {
            ["equirement", "eature", "nhancement"]
                .iter()
                .any(|word| title.contains(word))
        };
        if let Some(aside) = aside
            && (parts.iter().any(|part| part.is_requirements()) || asks())
            && self
                .titles()
                .exact
                .get(&fold(aside))
                .is_some_and(|parts| parts.contains(&Part::OutOfScope))
        {
            return vec![Part::OutOfScope];
        }
        // "Specific requirements (functional, platforms)".
        if let Some(aside) = aside
            && parts.is_empty()
            && title.contains("equirements")
        {
            let first = normal_title(aside.split(',').next().unwrap_or(aside));
            let exact = self.titles().exact.get(&first);
            parts = exact
                .filter(|parts| parts.iter().all(|part| part.is_requirements()))
                .cloned()
                .unwrap_or_default();
        }
        parts
    }

    fn parts_of_whole(&self, title: &str) -> Vec<Part> {
        let title = normal_title(title);
        if title.is_empty() || title.len() > 90 {
            return Vec::new();
        }
        if let Some((part, _)) = self.own.iter().find(|(_, own)| *own == title) {
            return vec![*part];
        }
        let index = self.titles();
        let named = index.exact.get(&title);
        if let Some(exact) = named.or_else(|| index.exact.get(self.behind_task(&title)?)) {
            return exact.clone();
        }
        // "Functional and non-functional requirements", "Entities & APIs": each side for itself.
        let sides: Vec<&str> = split_sides(&title);
        if sides.len() > 1 {
            let mut each: Vec<Option<Part>> = sides.iter().map(|side| self.side(side, &title)).collect();
            // "Goals and non-goals", "Scope and out of scope".
            if each.contains(&Some(Part::OutOfScope)) && matches!(sides[0], "goals" | "scope" | "in scope") {
                each[0] = Some(Part::Functional);
            }
            if each.iter().filter(|part| part.is_some()).count() > 1 {
                let mut parts: Vec<Part> = each.into_iter().flatten().collect();
                parts.dedup();
                return parts;
            }
        }
        // "How to gather functional and non-functional requirements?"
        const BOTH: [&str; 3] = ["functional and non", "functional non functional", "functional vs non"];
        if BOTH.iter().any(|both| title.contains(both)) {
            return vec![Part::Functional, Part::NonFunctional];
        }
        if index.is_other(&title) {
            // "System architecture and tech stack": one side is told in full.
            let whole = sides.iter().filter(|_| sides.len() > 1).find_map(|side| {
                let parts = index.exact.get(*side)?;
                parts.iter().all(|part| part.is_built()).then(|| parts.clone())
            });
            return whole.unwrap_or_default();
        }
        const LONG: usize = 9;
        // The longest wording decides; "non-functional requirements" holds "functional requirements".
        let longest = index
            .words(&title)
            .filter_map(|(at, word)| Some((at, word, word.part?)))
            // "How to hand out numbers without a bottleneck" is a question of its own.
            .filter(|(at, _, part)| *part != Part::DeepDive || *at == 0 || title.split(' ').count() <= LONG)
            // "Out of scope functional requirements" are out of scope.
            .min_by_key(|(at, word, part)| (*part != Part::OutOfScope, Reverse(word.length), *at, *part));
        match longest {
            Some((_, _, part)) => vec![part],
            // "Core architecture and philosophy": the other side says nothing of its own.
            None if sides.len() == 2 => {
                let whole = index
                    .exact
                    .get(sides[0])
                    .filter(|_| sides[0].contains(' ') || sides[0] == "architecture");
                whole
                    .filter(|parts| parts.iter().all(|part| part.is_built()))
                    .cloned()
                    .unwrap_or_default()
            }
            None => mended(&title, &self.misspelt).map_or_else(Vec::new, |title| self.parts_of_whole(&title)),
        }
    }

    /// "Define the API", "Sketch a high-level design": what a step is to bring about. "Design goals" are goals.
    fn behind_task<'a>(&self, title: &'a str) -> Option<&'a str> {
        let (task, rest) = title.split_once(' ')?;
        let is_task = self
            .section
            .get("task")
            .is_some_and(|tasks| tasks.words.iter().any(|known| known == task));
        let mut articles = ["the ", "a ", "an ", "our ", "your "].iter();
        match articles.find_map(|article| rest.strip_prefix(article)) {
            Some(named) => (is_task || task == "design").then_some(named),
            None => is_task.then_some(rest),
        }
    }

    fn titles(&self) -> &TitleIndex {
        self.titles.get_or_init(|| TitleIndex::new(self))
    }

    fn side(&self, side: &str, title: &str) -> Option<Part> {
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
        let index = self.titles();
        let whole = format!("{side} {}", title.rsplit(' ').next().unwrap_or_default());
        let titled = [side, &whole].into_iter().filter_map(|title| index.exact.get(title));
        let worded = || index.words(side).filter_map(|(_, word)| word.part).max();
        titled.flatten().min().copied().or_else(worded)
    }

    pub fn is_other_title(&self, title: &str) -> bool {
        self.titles().is_other(&normal_title(title))
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
