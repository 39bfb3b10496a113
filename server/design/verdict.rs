//! Is it a design at all?

mod against;

use super::requirements::Requirements;
use super::sections::{Opener, Section, Topic};
use super::{Design, Reading};
use crate::knowledge::{Part, normal_title};
use crate::markdown::fold;
use against::{about_one_thing, guide, other_kind, quoted, unfilled};

/// Whether a document is a design, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// It is one.
    pub is_design: bool,
    /// The evidence, in a sentence.
    pub why: String,
}

impl Design {
    /// Whether it is a design, or has a title that says it will be one.
    pub fn is_begun(&self) -> bool {
        self.verdict.is_design || self.topics.first().is_some_and(|topic| names_design(&topic.title))
    }
}

/// What speaks for a design, and what for something else.
struct Evidence<'a> {
    title: &'a str,
    /// The kinds of sections in which something stands, out of scope aside.
    written: Vec<Part>,
    /// The kinds of sections that are opened at all.
    opened: Vec<Part>,
    /// How many kinds of sections are written under titles of their own, not only as topics beside others.
    titled: usize,
    /// Something is required.
    asks: bool,
    /// A heading says so in so many words: "functional requirements", "NFR".
    telling: bool,
    /// The title says that a system is designed.
    named: bool,
    /// The title says so in so many words: "design of", "system design", "design document".
    promised: bool,
    /// A section is opened by more than an item of a list.
    headed: bool,
    /// Nothing but requirements is begun, under the title of a system.
    fresh: bool,
}

/// The heading right below the title, where nothing but a line stands between it and the next one.
fn subtitle<'a>(reading: &'a Reading, topics: &[Topic]) -> Option<&'a str> {
    let blocks = &reading.outline.blocks;
    let at = blocks
        .iter()
        .position(|block| Some(&block.span) == topics.first().map(|topic| &topic.heading))?;
    let [title, below, next] = blocks.get(at..at + 3)? else {
        return None;
    };
    let deeper = below.level()? > title.level()? && next.level()? <= below.level()?;
    deeper.then(|| reading.outline.words_of(below))
}

/// Weighs sections against the marks of guides, decision records and the like. In doubt it is no design: silence harms
/// less than findings on a text that never wanted to be one.
pub fn read(reading: &Reading, topics: &[Topic], sections: &[Section], requirements: &Requirements) -> Verdict {
    let title = topics.first().map_or("", |topic| topic.title.as_str());
    let below = subtitle(reading, topics);
    let evidence = Evidence {
        title,
        written: kinds(sections.iter().filter(|section| !section.empty)),
        opened: kinds(sections.iter()),
        titled: kinds(sections.iter().filter(|section| {
            let parts = || reading.knowledge.parts_of_title(&section.title);
            !section.empty && (section.part != Part::DeepDive || parts().contains(&Part::DeepDive))
        }))
        .len(),
        asks: !requirements.functional.is_empty()
            || !requirements.non_functional.is_empty()
            || sections
                .iter()
                .any(|section| section.part.is_requirements() && is_picture(reading, section)),
        telling: sections
            .iter()
            .any(|section| is_telling(section) && !is_passing(sections, section)),
        named: topics.len() > 1 || names_design(title) || below.is_some_and(names_design),
        promised: promises_design(title) || below.is_some_and(promises_design),
        headed: sections.iter().any(|section| section.style != Opener::Item),
        fresh: is_fresh(reading, topics, sections),
    };
    let against = [
        guide(reading, &evidence),
        other_kind(reading, &evidence),
        unfilled(reading, requirements),
        quoted(reading, sections),
        about_one_thing(reading, topics, &evidence),
    ];
    if let Some(why) = against.into_iter().flatten().next() {
        return Verdict { is_design: false, why };
    }
    weigh(&evidence)
}

fn kinds<'a>(sections: impl Iterator<Item = &'a Section>) -> Vec<Part> {
    let mut parts: Vec<Part> = sections
        .map(|section| section.part)
        .filter(|part| *part != Part::OutOfScope)
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn weigh(evidence: &Evidence) -> Verdict {
    let list = |parts: &[Part]| {
        parts
            .iter()
            .map(|part| part.key().replace('_', " "))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let yes = |why: String| Verdict { is_design: true, why };
    let no = |why: String| Verdict { is_design: false, why };
    let written = &evidence.written;
    let builds = written.iter().any(|part| is_built(*part));
    if written.is_empty() {
        // A layout that waits to be filled.
        let laid_out = evidence.opened.len() >= 3
            && evidence.opened.iter().any(|part| part.is_requirements())
            && (evidence.named || evidence.headed);
        return if laid_out {
            yes(format!("it lays out the sections {}", list(&evidence.opened)))
        } else {
            no("none of its headings is a section of a design".to_owned())
        };
    }
    let enough = if evidence.named {
        builds || (evidence.asks && (evidence.telling || written.len() >= 2))
    } else if evidence.telling {
        evidence.asks && (builds || written.len() >= 2 || evidence.fresh) && (builds || !asks_only(evidence.title))
    } else {
        evidence.asks && builds && evidence.titled >= 3
    };
    if enough {
        let title = if evidence.named && !evidence.title.is_empty() {
            "its title names a design, and "
        } else {
            ""
        };
        yes(format!("{title}it has the sections {}", list(written)))
    } else if evidence.asks && !builds {
        no("it asks for something and designs nothing".to_owned())
    } else if !evidence.asks {
        no(format!("it has the sections {} and no requirements", list(written)))
    } else {
        no(format!("only {} looks like a section of a design", list(written)))
    }
}

/// A title that promises requirements alone: `Requirements of the till`.
fn asks_only(title: &str) -> bool {
    let title = normal_title(title);
    title.split(' ').any(|word| {
        matches!(
            word,
            "requirements" | "requirement" | "specification" | "backlog" | "epic"
        )
    })
}

/// A draft that has only begun: a short title, and below it no heading but those of the layout.
fn is_fresh(reading: &Reading, topics: &[Topic], sections: &[Section]) -> bool {
    let [topic] = topics else { return false };
    let headings = reading.outline.blocks.iter().filter(|block| block.level().is_some());
    let mut others = headings.filter(|block| block.span != topic.heading);
    let short = (1..=5).contains(&topic.title.split_whitespace().count());
    let functional = sections
        .iter()
        .any(|section| section.part == Part::Functional && fold(&section.title).contains("functional"));
    short
        && functional
        && others.all(|block| {
            let found = sections.binary_search_by_key(&block.span.start, |section| section.heading.start);
            found.is_ok()
        })
}

/// What a design builds with, rather than what it asks for.
fn is_built(part: Part) -> bool {
    matches!(
        part,
        Part::Entities | Part::Api | Part::HighLevel | Part::DeepDive | Part::Own(_)
    )
}

/// An item that speaks of requirements in passing: the only one that nothing else is laid out like, or one that tells of
/// work, done or to do: "Defined functional requirements: a canvas, a palette".
fn is_passing(sections: &[Section], section: &Section) -> bool {
    let mut items = sections
        .iter()
        .filter(|other| other.style == Opener::Item && !is_work(other));
    let alone = section.style == Opener::Item && section.blocks.is_empty() && items.nth(1).is_none();
    is_work(section) || alone
}

fn is_work(section: &Section) -> bool {
    const WORK: &[&str] = &[
        "define",
        "implement",
        "write",
        "add",
        "create",
        "document",
        "finish",
        "review",
        "draft",
    ];
    let title = section.title.to_lowercase();
    let first = title.split(' ').next().unwrap_or_default();
    section.style == Opener::Item && (first.ends_with("ed") || WORK.contains(&first))
}

/// A heading that only designs have: not "Features", "Goals", "API".
fn is_telling(section: &Section) -> bool {
    let title = normal_title(&section.title);
    let words: Vec<&str> = title.split(' ').collect();
    section.part.is_requirements()
        && (["functional", "fr", "frs", "nfr", "nfrs", "func", "nonfunctional"]
            .iter()
            .any(|word| words.contains(word))
            || title.contains("functional")
            || title.contains("requirement")
            || title == "user stories")
}

fn is_picture(reading: &Reading, section: &Section) -> bool {
    reading.outline.blocks[section.blocks.clone()]
        .iter()
        .any(|block| block.image)
}

/// `Design Bitly`, `Chat – System Design`, `Designing a cache`; not `Design patterns`, `System design interviews`.
fn names_design(title: &str) -> bool {
    const GENERAL: &[&str] = &[
        "pattern",
        "principle",
        "guideline",
        "best practice",
        "doc",
        "docs",
        "document",
        "documents",
        "thinking",
        "template",
        "question",
        "questions",
        "problem",
        "problems",
        "basics",
        "concepts",
        "interviews",
        "primer",
        "notes",
        "review",
        "process",
    ];
    let title = normal_title(title);
    let words: Vec<&str> = title.split(' ').map(|word| word.trim_matches(':')).collect();
    let general = |word: &&str| {
        GENERAL
            .iter()
            .any(|known| word.trim_end_matches('s') == known.trim_end_matches('s'))
    };
    let at = words
        .iter()
        .position(|word| matches!(*word, "design" | "designing" | "architecture"));
    let Some(at) = at else {
        return words.last().is_some_and(|word| *word == "clone");
    };
    let others = words.len() > 2
        || (words.len() == 2 && words[1 - at] != "system" && words[1 - at] != "api" && words[1 - at] != "database");
    others && (!words.iter().any(general) || names_document(&words, general))
}

/// `Design Bitly`, `Bitly: a system design`, `Payouts: design document`.
fn promises_design(title: &str) -> bool {
    let folded = fold(title);
    const SAID: &[&str] = &["system design", "design doc"];
    folded.starts_with("design ") || folded.starts_with("designing ") || SAID.iter().any(|said| folded.contains(said))
}

/// `Payouts: design document`, `Acme Docs – HLD`; not `Design document`, `Writing design docs`.
fn names_document(words: &[&str], general: impl Fn(&&str) -> bool) -> bool {
    const VAGUE: &[&str] = &[
        "system",
        "design",
        "architecture",
        "high",
        "level",
        "technical",
        "software",
    ];
    const ABOUT: &[&str] = &[
        "writing",
        "write",
        "reviewing",
        "creating",
        "how",
        "why",
        "what",
        "good",
        "effective",
    ];
    let document = |word: &&str| matches!(*word, "doc" | "docs" | "document" | "documents");
    let of_one = |word: &&str| !general(word) && !VAGUE.contains(word);
    // "A server for design documents" is none: the word comes last, or before what the text is.
    let designs = words.iter().position(|word| matches!(*word, "design" | "architecture"));
    let placed = |at: usize| at + 1 == words.len() || designs.is_some_and(|designs| at < designs);
    let mut all = words.iter().enumerate().filter(|(_, word)| general(word));
    all.all(|(at, word)| document(word) && placed(at))
        && words.iter().any(of_one)
        && !words.iter().any(|word| ABOUT.contains(word))
}
