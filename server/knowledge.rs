//! Everything the tool knows: the notes, the technologies, and the words by which designs are read.

mod catalogue;

mod emphasis;

mod from_notes;

mod groups;

mod lexicon;

mod memo;

mod part;

mod safeguards;

mod serving;

mod vocabulary;

pub use catalogue::{Kind, Technology};
pub use groups::{GroupSet, Groups, stem};
pub use lexicon::{Cue, Found, Hit, Place, Term};
pub use part::Part;
pub use safeguards::{Safeguard, SafeguardedPart};
pub use vocabulary::{Initials, normal_title};

use crate::markdown::{self, fold, is_same_folded};
use crate::notes::{self, Framework, Notes};
use crate::quantities::Units;
use crate::text::Span;
use from_notes::{concepts, quality_list, section_kinds};
use lexicon::Lexicon;
use serving::Serving;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};
use vocabulary::Words;

/// Index into [`Knowledge::technologies`].
pub type TechnologyId = usize;
/// Index into [`Knowledge::concepts`].
pub type ConceptId = usize;
/// Index into [`Knowledge::qualities`].
pub type QualityId = usize;

/// What is known to every design of a workspace. Built once, then only read.
#[derive(Debug)]
pub struct Knowledge {
    /// The sections of a design in their order, from the notes.
    pub sections: Vec<SectionKind>,
    /// The checklist of non-functional qualities in its order, from the notes.
    pub qualities: Vec<Quality>,
    /// Every term of the notes, the workspace's first.
    pub concepts: Vec<Concept>,
    /// The catalogue.
    pub technologies: Vec<Technology>,
    /// The notes files, the workspace's first, the embedded edition last.
    pub sources: Vec<Source>,
    /// Words that do the same job in a requirement and in what answers it.
    pub groups: Groups,
    /// What chosen parts must come with.
    pub safeguards: Vec<SafeguardedPart>,
    /// The technologies by all of their names, folded; of several with one name the first.
    named: HashMap<String, TechnologyId>,
    words: Words,
    lexicon: Lexicon,
    /// Worked out on first need.
    serving: OnceLock<Serving>,
}

/// A section of the framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionKind {
    /// What the section is for, if it is one that the tool reads in its own way.
    pub part: Part,
    /// The notes' name for it.
    pub name: String,
    /// What the notes say to write there.
    pub prompts: Vec<String>,
    /// Where the notes speak of it.
    pub place: NotePlace,
}

/// A quality of the framework's checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quality {
    /// The name by which outputs call it: `latency`, or the notes' own name in snake case.
    pub key: String,
    /// The notes' name for it.
    pub name: String,
    /// What the notes say right behind the name.
    pub note: String,
    /// What the notes name against it.
    pub techniques: Vec<String>,
    /// Where the notes speak of it; nothing for qualities that the notes' checklist does not have.
    pub place: Option<NotePlace>,
}

impl Quality {
    /// The name for a label or a sentence: of a family (`Throughput / Scalability`) its first part.
    pub fn label(&self) -> &str {
        self.name.split('/').next().unwrap_or(&self.name).trim_end()
    }
}

/// A term and what the notes say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// As the notes write it.
    pub name: String,
    /// Other forms that mean the same.
    pub aliases: Vec<String>,
    /// The terms above it in the notes, outermost first.
    pub path: Vec<String>,
    /// Markdown.
    pub note: String,
    /// Where it stands.
    pub place: NotePlace,
}

impl Concept {
    /// The name, then the other forms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// A place in a notes file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePlace {
    /// Index into [`Knowledge::sources`].
    pub source: usize,
    /// Bytes of that file.
    pub span: Span,
}

/// A notes file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path it was read from; nothing for the embedded edition.
    pub path: Option<std::path::PathBuf>,
    /// What it holds.
    pub notes: Arc<Notes>,
}

/// What a workspace adds to what is embedded.
#[derive(Clone, Debug, Default)]
pub struct Additions {
    /// Notes files with their texts, in the order of their precedence.
    pub notes: Vec<(std::path::PathBuf, String)>,
    /// Technologies that the catalogue lacks, or replaces.
    pub technologies: Vec<Technology>,
    /// More titles for sections, by the section's key (`deep_dive`) or the notes' name for it.
    pub sections: BTreeMap<String, Vec<String>>,
    /// More words for qualities, by the quality's key or the notes' name for it.
    pub words: BTreeMap<String, Vec<String>>,
}

const EMBEDDED_NOTES: &str = include_str!("knowledge/notes.md");

impl Knowledge {
    /// What the tool knows by itself.
    pub fn embedded() -> Knowledge {
        Knowledge::new(Additions::default())
    }

    /// What the tool knows together with what a workspace adds.
    pub fn new(additions: Additions) -> Knowledge {
        let mut words = Words::embedded();
        let non_functional = words.wordings(Part::NonFunctional);
        let joined = words.joined.clone();
        let read = |text: &str| Arc::new(notes::read(text, &non_functional, &joined));
        let mut sources: Vec<Source> = additions
            .notes
            .into_iter()
            .map(|(path, text)| Source {
                path: Some(path),
                notes: read(&text),
            })
            .collect();
        sources.push(Source {
            path: None,
            notes: read(EMBEDDED_NOTES),
        });

        let (source, framework) = sources
            .iter()
            .enumerate()
            .find_map(|(index, source)| source.notes.framework.clone().map(|framework| (index, framework)))
            .unwrap_or_else(|| (0, Framework::default()));
        let sections = section_kinds(&framework, source, &mut words);
        let qualities = quality_list(&framework, source, &mut words);
        for (name, titles) in &additions.sections {
            let part = sections
                .iter()
                .find(|kind| is_same_folded(&kind.name, name))
                .map(|kind| kind.part);
            words.add_titles(part.or_else(|| Part::from_key(name)), titles);
        }
        for (name, more) in &additions.words {
            let folded = fold(name);
            if let Some(id) = qualities
                .iter()
                .position(|quality| quality.key == *name || fold(&quality.name) == folded)
            {
                words.add_quality_words(&qualities[id].key, more);
            }
        }
        let concepts = concepts(&sources, &words);
        let technologies = catalogue::merged(additions.technologies);
        let lexicon = Lexicon::new(&technologies, &concepts, &qualities, &words);
        let mut named = HashMap::new();
        for (id, technology) in technologies.iter().enumerate() {
            for name in technology.names() {
                named.entry(fold(name)).or_insert(id);
            }
        }
        let empty = Vec::new();
        let idle = words.trace.get("idle").unwrap_or(&empty);
        let groups = Groups::new(&words.verb, &words.noun, idle);
        Knowledge {
            groups,
            safeguards: safeguards::embedded(),
            sections,
            qualities,
            concepts,
            technologies,
            sources,
            named,
            words,
            lexicon,
            serving: OnceLock::new(),
        }
    }

    /// Everything of the vocabulary that stands in a range of a text's words, in the order of its beginnings. No name
    /// reaches into a heading. See [`Lexicon`].
    pub fn find(&self, outline: &markdown::Outline, words: &Span) -> Vec<Hit> {
        let mut hits = Vec::new();
        for piece in outline.pieces(words) {
            let found = self
                .lexicon
                .find(&outline.folded[piece.clone()], &outline.words[piece.clone()]);
            hits.extend(found.into_iter().map(|hit| Hit {
                span: piece.start + hit.span.start..piece.start + hit.span.end,
                ..hit
            }));
        }
        let emphasised = emphasis::cues(&self.lexicon, outline, words);
        if !emphasised.is_empty() {
            hits.extend(emphasised);
            hits.sort_by(Hit::order);
        }
        hits
    }

    /// The section that a title opens, if its wording is known. A title may open two ("Entities and APIs").
    pub fn parts_of_title(&self, title: &str) -> Vec<Part> {
        self.words.parts_of_title(title)
    }

    /// Whether the title is one that opens nothing of the layout ("References").
    pub fn is_other_title(&self, title: &str) -> bool {
        self.words.is_other_title(title)
    }

    /// Whether the title stands above links to what others wrote.
    pub fn lists_links(&self, title: &str) -> bool {
        self.says_trace("links", &normal_title(title))
    }

    /// Whether an aside at the end of a title begins by saying that something is left out: "(not in scope for now)".
    pub fn leaves_out(&self, title: &str) -> bool {
        self.words.leaves_out(title)
    }

    /// Whether the title names something that designs go deep into ("Data partitioning").
    pub fn is_deep_topic(&self, title: &str) -> bool {
        self.words.is_deep_topic(title)
    }

    /// The quality of this name or key.
    pub fn quality(&self, name: &str) -> Option<QualityId> {
        let folded = fold(name);
        self.qualities
            .iter()
            .position(|quality| quality.key == name || fold(&quality.name) == folded)
    }

    /// The quality whose name a word is, a letter or two aside.
    pub fn misspelt_quality(&self, word: &str) -> Option<QualityId> {
        self.words.misspelt_quality(word).and_then(|key| self.quality(key))
    }

    /// The kind of section that serves `part`, as an index into [`Knowledge::sections`].
    pub fn section(&self, part: Part) -> Option<usize> {
        self.sections.iter().position(|kind| kind.part == part)
    }

    /// The concept of this name or alias.
    pub fn concept(&self, name: &str) -> Option<ConceptId> {
        self.lexicon.concept(name)
    }

    /// The technology of this name or alias.
    pub fn technology(&self, name: &str) -> Option<TechnologyId> {
        self.named.get(&fold(name)).copied()
    }

    /// The qualities of the checklist that something serves which is named so in the catalogue (`durability`).
    pub fn served(&self, property: &str) -> Option<QualityId> {
        self.words
            .served(property)
            .and_then(|key| self.qualities.iter().position(|quality| quality.key == key))
    }

    /// Whether something serves a quality: 1 where the notes name it, 2 where only the catalogue says so.
    pub fn serves(&self, quality: QualityId, found: Found) -> Option<u8> {
        self.serving.get_or_init(|| Serving::new(self)).rank(quality, found)
    }

    /// The first techniques to think of for a quality: up to three, in the notes' order.
    pub fn leading_techniques(&self, quality: QualityId) -> Vec<&str> {
        serving::leading_techniques(self, quality)
    }

    /// Whether the head of a table's column is one of a list: `choice`, `alternative`, `reason`, `cost`.
    pub fn is_column(&self, list: &str, head: &str) -> bool {
        self.column(&[list], head).is_some()
    }

    /// The first of some such lists that the head of a column is one of.
    pub fn column<'a>(&self, lists: &[&'a str], head: &str) -> Option<&'a str> {
        let head = normal_title(head);
        lists.iter().copied().find(|list| self.words.is_column(list, &head))
    }

    /// Whether these folded words only say what everything of a technology's category does.
    pub fn is_plain(&self, technology: TechnologyId, words: &str) -> bool {
        self.words.is_plain(&self.technologies[technology].category, words)
    }

    /// Words that mark a text that speaks *about* designs: `guide`; that name a design: `design`.
    pub fn gate(&self, list: &str) -> &[String] {
        self.words.gate(list)
    }

    /// A list of words by which requirements are taken apart: `modal`, `light`, `people` and the like. Lower case.
    pub(crate) fn trace_words(&self, list: &str) -> &[String] {
        self.words.trace.get(list).map_or(&[], Vec::as_slice)
    }

    /// Whether such a list holds a word.
    pub(crate) fn says_trace(&self, list: &str, word: &str) -> bool {
        self.trace_words(list).iter().any(|known| known == word)
    }

    /// Whether a title holds a word that is none of those by which texts on design in general are called.
    pub fn names_one_system(&self, title: &str) -> bool {
        let generic = self.gate("generic");
        normal_title(title).split(' ').any(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let one = bare.strip_suffix('s').unwrap_or(bare);
            bare.contains(char::is_alphabetic) && !generic.iter().any(|known| known == bare || known == one)
        })
    }

    /// A list of phrases by which the stance is read: `over`, `prefer`, `yield` and the like; folded.
    pub(crate) fn stance_words(&self, list: &str) -> &[String] {
        self.words.stance.get(list).map_or(&[], Vec::as_slice)
    }

    /// The words of units, by which quantities are read.
    pub fn units(&self) -> &Units {
        &self.words.quantity
    }

    /// What kinds of figures state a quality: `duration`, `rate`, `count`, `size`, `ratio`, `nines`.
    pub fn quality_units(&self, quality: QualityId) -> &[String] {
        self.words.units(&self.qualities[quality].key)
    }
}

/// `Cost & Budget` becomes `cost_budget`.
pub fn snake_case(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}
