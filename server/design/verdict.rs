//! Is it a design at all?

use super::requirements::{Requirement, Requirements};
use super::sections::{Opener, Section, Topic};
use super::{Design, Reading};
use crate::knowledge::{Found, Part, Term, normal_title};
use crate::markdown::fold;
use std::cell::LazyCell;

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
    /// A section is opened by more than an item of a list.
    headed: bool,
    /// Nothing but requirements is begun, under the title of a system.
    fresh: bool,
}

/// Weighs sections against the marks of guides, decision records and the like. In doubt it is no design: silence harms
/// less than findings on a text that never wanted to be one.
pub fn read(reading: &Reading, topics: &[Topic], sections: &[Section], requirements: &Requirements) -> Verdict {
    let title = topics.first().map_or("", |topic| topic.title.as_str());
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
        named: topics.len() > 1 || names_design(title),
        headed: sections.iter().any(|section| section.style != Opener::Item),
        fresh: is_fresh(reading, topics, sections),
    };
    let against = [
        guide(reading, &evidence),
        other_kind(reading, &evidence),
        unfilled(reading, requirements),
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
    others && !words.iter().any(general)
}

/// Titles of texts that speak about designs.
fn guide(reading: &Reading, evidence: &Evidence) -> Option<String> {
    let first = reading.outline.blocks.iter().find(|block| block.level().is_some());
    let first = first.map_or("", |block| reading.outline.words_of(block));
    let title = format!(" {} | {} ", normal_title(evidence.title), normal_title(first));
    let says = |list: &str| {
        let mut words = reading.knowledge.gate(list).iter();
        words
            .find(|word| title.contains(&format!(" {} ", word.as_str())))
            .cloned()
    };
    let whole = evidence.telling && evidence.asks && evidence.written.len() >= 3;
    let generic = reading.knowledge.gate("generic");
    let known = |word: &str| {
        generic
            .iter()
            .any(|known| known == word.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    // "Interview guide: a link shortener" speaks of a system, "System design interview guide" of none.
    let of_a_system = !normal_title(evidence.title).split(' ').all(known);
    let weak = || {
        let designs = of_a_system && (whole || (evidence.named && evidence.asks));
        says("perhaps_guide").filter(|_| !designs)
    };
    says("guide")
        .or_else(weak)
        .map(|word| format!("its title speaks of “{word}”, not of one system"))
}

/// Several headings that belong to texts of another kind.
fn other_kind(reading: &Reading, evidence: &Evidence) -> Option<String> {
    const KINDS: [(&str, usize, &str); 8] = [
        ("record", 3, "a decision record"),
        ("readme", 2, "a project's README"),
        ("product", 3, "a product paper"),
        ("memo", 2, "a standard"),
        ("changelog", 2, "a change log"),
        ("concept", 2, "an explanation of a concept"),
        ("lesson", 2, "a lesson"),
        ("journal", 2, "a log of the work"),
    ];
    let headings: LazyCell<Vec<String>, _> = LazyCell::new(|| {
        let headings = reading.outline.blocks.iter().filter(|block| block.level().is_some());
        headings
            .map(|block| normal_title(reading.outline.words_of(block)))
            .collect()
    });
    let designs = evidence.telling && evidence.asks;
    let built = evidence.written.iter().filter(|part| is_built(**part)).count();
    // Both kinds of requirements and two parts of a system: no explanation has those.
    let laid_out = built >= 2
        && [Part::Functional, Part::NonFunctional]
            .iter()
            .all(|part| evidence.written.contains(part));
    for (list, least, name) in KINDS {
        // A design may well have a glossary, a status or a roadmap.
        let outweighed = match list {
            "product" => built >= 1 && designs,
            "concept" => laid_out || (designs && built >= 1),
            "lesson" => designs && built >= 1,
            "record" => designs && built >= 2,
            _ => designs && built >= 1 && evidence.written.contains(&Part::Functional),
        };
        if outweighed {
            continue;
        }
        let known = reading.knowledge.gate(list);
        let is_known = |heading: &&String| {
            known.iter().any(|word| match word.strip_suffix('*') {
                Some(start) => heading.starts_with(start),
                None => *heading == word,
            })
        };
        let mut marks: Vec<&String> = headings.iter().filter(is_known).collect();
        marks.sort_unstable();
        marks.dedup();
        if marks.len() >= least {
            let named: Vec<&str> = marks.iter().take(3).map(|mark| mark.as_str()).collect();
            return Some(format!("its headings ({}) are those of {name}", named.join(", ")));
        }
    }
    None
}

/// Requirements that are mostly prompts in brackets.
fn unfilled(reading: &Reading, requirements: &Requirements) -> Option<String> {
    let all: Vec<&Requirement> = requirements
        .functional
        .iter()
        .chain(&requirements.non_functional)
        .collect();
    let prompt = |requirement: &&&Requirement| {
        let text = reading.outline.words[requirement.words.clone()].trim();
        let inner = text
            .strip_prefix(['[', '<', '{'])
            .and_then(|text| text.trim_end_matches('.').strip_suffix([']', '>', '}']));
        inner.is_some_and(|inner| inner.split_whitespace().count() > 1)
    };
    let blank = |requirement: &&&Requirement| {
        let text = reading.outline.words[requirement.words.clone()].trim();
        text.ends_with("...")
            && text
                .trim_end_matches('.')
                .trim_end()
                .chars()
                .last()
                .is_none_or(|c| c == ':')
    };
    if all.len() >= 2 && all.iter().all(|requirement| blank(&requirement)) {
        return Some("its requirements are left blank".to_owned());
    }
    let prompts = all.iter().filter(prompt).count();
    (prompts >= 2 && prompts * 2 > all.len()).then(|| "its requirements are prompts to be filled in".to_owned())
}

/// A text whose title is a technology or a concept, and that requires nothing, explains it.
fn about_one_thing(reading: &Reading, topics: &[Topic], evidence: &Evidence) -> Option<String> {
    let [topic] = topics else { return None };
    if evidence.asks && (evidence.telling || evidence.written.len() >= 3) {
        return None;
    }
    let folded = fold(&topic.title);
    let designed =
        folded.starts_with("design ") || folded.starts_with("designing ") || folded.contains("system design");
    let block = reading
        .outline
        .blocks
        .iter()
        .find(|block| block.span == topic.heading)?;
    let named = reading.hits_in(&block.words).find_map(|hit| match hit.found {
        Found::Term(Term::Technology(id)) => Some(reading.knowledge.technologies[id].name.clone()),
        Found::Term(Term::Concept(id)) => Some(reading.knowledge.concepts[id].name.clone()),
        _ => None,
    })?;
    (!designed).then(|| format!("its title names {named}, and it requires nothing"))
}
