//! What speaks against a design: the marks of guides, records, templates and notes.

use super::titles::is_style;
use super::{Evidence, is_built};
use crate::design::Reading;
use crate::design::sections::Topic;
use crate::knowledge::{Found, Initials, Part, Term, normal_title};
use crate::markdown::{Block, fold};
use std::cell::LazyCell;

/// The mark of what `draftsman report` writes.
pub(super) fn own_report(reading: &Reading) -> Option<String> {
    let mut comments = reading.outline.comments.iter();
    let is_marked = comments.any(|comment| reading.text[comment.clone()].trim_end() == super::REPORT);
    is_marked.then(|| "it is the report of a design".to_owned())
}

/// It is written in another script than the notes are: hardly a word that is said there would be understood. Its beginning
/// tells.
pub(super) fn other_script(reading: &Reading) -> Option<String> {
    // A character of some scripts is a word.
    const LETTERS_OF_A_WORD: usize = 3;
    const BEGINNING: usize = 4096;
    let words = reading.outline.words.as_bytes();
    let words = &words[..words.len().min(BEGINNING)];
    let latin = words.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let others = words.iter().filter(|byte| begins_other_letter(**byte)).count();
    let sections = &reading.knowledge.sections;
    let is_of_notes = || {
        let mut names = sections.iter().map(|section| section.name.bytes());
        names.any(|mut name| name.any(begins_other_letter))
    };
    (others * LETTERS_OF_A_WORD > latin && !is_of_notes())
        .then(|| "most of it is written in another script than the notes".to_owned())
}

/// Whether a byte of UTF-8 begins a letter of Greek, Cyrillic, Hebrew, Arabic, of India or of East Asia, and not a sign,
/// such as a dash, or a Latin letter with marks.
fn begins_other_letter(byte: u8) -> bool {
    (0xCE..=0xED).contains(&byte) & (byte != 0xE1) & (byte != 0xE2)
}

/// Titles of texts that speak about designs.
pub(super) fn guide(reading: &Reading, evidence: &Evidence) -> Option<String> {
    let first = reading.outline.blocks.iter().find(|block| block.level().is_some());
    let first = first.map_or("", |block| reading.outline.words_of(block));
    // "Introduction" as the first of many chapters is no title.
    let first = if evidence.title.is_empty() && normal_title(first) == "introduction" {
        ""
    } else {
        first
    };
    let title = format!(" {} | {} ", normal_title(evidence.title), normal_title(first));
    let initials = Initials::of(&title);
    // "How caches work" explains; "Order intake: how we build it" does not.
    let says = |list: &str| {
        let words = reading.knowledge.gate(list).iter();
        words
            .filter(|word| initials.allow(word.trim_start_matches('^')))
            .find(|word| match word.strip_prefix('^') {
                Some(first) => title.split('|').any(|one| {
                    let rest = one.trim_start().strip_prefix(first);
                    rest.is_some_and(|rest| rest.starts_with(' '))
                }),
                None => stands_in(&title, word),
            })
            .map(|word| word.trim_start_matches('^').to_owned())
    };
    let whole = evidence.telling && evidence.asks && evidence.written.len() >= 3;
    // "Interview guide: a link shortener" speaks of a system, "System design interview guide" of none.
    let whole_title = if evidence.title.is_empty() {
        first
    } else {
        evidence.title
    };
    // "System design interview: design a link shortener" names it behind what it is.
    let named = whole_title
        .split_once(": ")
        .map(|(_, rest)| rest)
        .filter(|rest| fold(rest).starts_with("design "));
    let of_a_system = reading.knowledge.names_one_system(named.unwrap_or(whole_title));
    let weak = || {
        // "Parcel lockers: system design guide" above an architecture and what is stored.
        let built = || {
            evidence.promised
                && !names_technology(reading, evidence.title)
                && [Part::HighLevel, Part::Entities]
                    .iter()
                    .all(|part| evidence.titled.contains(part))
        };
        // "Architecture notes: parcel lockers" above an architecture.
        let noted = || {
            let kind = normal_title(evidence.title);
            let says = ["architecture notes ", "design notes "]
                .iter()
                .any(|said| kind.starts_with(said));
            says && evidence.titled.contains(&Part::HighLevel)
        };
        let designs = of_a_system && (whole || (evidence.named && (evidence.asks || built() || noted())));
        says("perhaps_guide").filter(|_| !designs)
    };
    // Classes and their methods are no system, unless its parts and what is asked of it stand beside them.
    let objects = || {
        let systems = [Part::HighLevel, Part::Api]
            .iter()
            .any(|part| evidence.written.contains(part));
        // "Vending machine (LLD)" says it in an aside.
        let aside: String = fold(evidence.title)
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        let aside = format!(" {aside} ");
        let mut words = reading.knowledge.gate("objects").iter();
        let found = words.find(|word| stands_in(&aside, word)).cloned();
        found.filter(|_| !systems && says("systems").is_none())
    };
    says("guide")
        .or_else(weak)
        .or_else(objects)
        .map(|word| format!("its title speaks of “{word}”, not of one system"))
}

/// "Kafka – system design guide" is about a product.
fn names_technology(reading: &Reading, title: &str) -> bool {
    let mut blocks = reading.outline.blocks.iter();
    let titled = blocks.find(|block| block.level().is_some() && reading.outline.words_of(block).trim() == title);
    titled.is_some_and(|block| {
        let mut hits = reading.hits_in(&block.words);
        hits.any(|hit| matches!(hit.found, Found::Term(Term::Technology(_))))
    })
}

/// Whether words stand between spaces in a text that begins with one. It is short, and asked about many words.
fn stands_in(text: &str, words: &str) -> bool {
    let mut starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b' ');
    let is_here = |at: usize| {
        let rest = text[at..].strip_prefix(words);
        rest.is_some_and(|rest| rest.starts_with(' '))
    };
    starts.any(|(space, _)| is_here(space + 1))
}

/// Several headings that belong to texts of another kind.
pub(super) fn other_kind(reading: &Reading, evidence: &Evidence) -> Option<String> {
    const MANUAL: usize = 3;
    const KINDS: [(&str, usize, &str); 20] = [
        ("record", 3, "a decision record"),
        ("readme", 2, "a project's README"),
        ("product", 3, "a product paper"),
        ("memo", 2, "a standard"),
        ("changelog", 2, "a change log"),
        ("concept", 2, "an explanation of a concept"),
        ("lesson", 2, "a lesson"),
        ("journal", 2, "a log of the work"),
        ("classes", 2, "a design of classes"),
        ("specification", 3, "a specification of requirements"),
        ("story", 3, "a specification of a feature"),
        ("application", 2, "an application"),
        ("exercise", 2, "an exercise"),
        ("tests", 2, "a plan of tests"),
        ("assessment", 2, "an assessment"),
        ("incident", 3, "a report of an incident"),
        ("runbook", 3, "a runbook"),
        ("reference", 4, "a reference of an interface"),
        ("prompt", 2, "an instruction for a machine"),
        ("look", 3, "a guide to how pages look"),
    ];
    let headings: LazyCell<Vec<(u8, String)>, _> = LazyCell::new(|| {
        let headings = reading.outline.blocks.iter().filter(|block| block.level().is_some());
        headings
            .filter(|block| !asks_for_choice(reading, block, evidence.title))
            .map(|block| {
                (
                    block.level().unwrap_or_default(),
                    normal_title(reading.outline.words_of(block)),
                )
            })
            .collect()
    });
    // What is explained deep below the chapters of a text is no reason to take all of it for an explanation.
    let shallow = || {
        headings
            .iter()
            .skip(1)
            .map(|(level, _)| level + 1)
            .min()
            .unwrap_or(u8::MAX)
    };
    let designs = evidence.telling && evidence.asks;
    let built = evidence.written.iter().filter(|part| is_built(**part)).count();
    // Both kinds of requirements and two parts of a system: no explanation has those.
    let laid_out = built >= 2
        && [Part::Functional, Part::NonFunctional]
            .iter()
            .all(|part| evidence.written.contains(part));
    let has = |part: Part| evidence.written.contains(&part);
    for (list, least, name) in KINDS {
        // A design may well have a glossary, a status or a roadmap.
        let outweighed = match list {
            "product" => built >= 1 && designs,
            "concept" => {
                let promised = evidence.promised && evidence.asks && has(Part::HighLevel);
                laid_out || (designs && built >= 1) || (promised && built >= 2)
            }
            "lesson" => designs && built >= 1,
            "record" => designs && built >= 2,
            // Entities and edge cases belong to what is asked as well as to what is built.
            "story" => designs && [Part::HighLevel, Part::Api].iter().any(|part| has(*part)),
            "exercise" | "specification" => designs && has(Part::HighLevel),
            "assessment" => designs && laid_out && evidence.named,
            "application" | "incident" | "runbook" => laid_out && evidence.named,
            "reference" | "tests" | "look" => laid_out,
            "prompt" => laid_out && evidence.named,
            "classes" => has(Part::HighLevel) || has(Part::Api),
            _ => designs && built >= 1 && evidence.written.contains(&Part::Functional),
        };
        // What is to be installed, configured and run is a program, whatever it was made for.
        let manual = list == "readme" && !laid_out;
        if outweighed && !manual {
            continue;
        }
        let least = if outweighed { MANUAL } else { least };
        let known = reading.knowledge.gate(list);
        let is_known = |heading: &&String| is_listed(known, heading);
        // "What are we building" asks about a system, "What are webhooks" about a concept.
        let is_own = |heading: &str| heading.split(' ').any(|word| matches!(word, "we" | "our"));
        let deepest = if list == "concept" { shallow() } else { u8::MAX };
        let marks = headings.iter().filter(|(level, _)| *level <= deepest);
        let mut marks: Vec<&String> = marks.map(|(_, heading)| heading).filter(is_known).collect();
        if list == "concept" {
            marks.retain(|heading| !is_own(heading));
            // "Why three layers of locks?" in the design of one system, drawn above, gives the reason of a choice.
            if evidence.promised && has(Part::HighLevel) && reading.knowledge.names_one_system(evidence.title) {
                marks.retain(|mark| !mark.starts_with("why "));
            }
            // The two halves of one comparison.
            if marks.iter().any(|mark| *mark == "pros") {
                marks.retain(|mark| *mark != "cons");
            }
        }
        marks.sort_unstable();
        marks.dedup();
        if marks.len() >= least {
            let named: Vec<&str> = marks.iter().take(3).map(|mark| mark.as_str()).collect();
            return Some(format!("its headings ({}) are those of {name}", named.join(", ")));
        }
    }
    None
}

/// Whether a heading, in its normal form, is one of a list; a trailing `*` there stands for any rest.
pub(super) fn is_listed(known: &[String], heading: &str) -> bool {
    known.iter().any(|word| match word.strip_suffix('*') {
        Some(start) => heading.starts_with(start),
        None => heading == word,
    })
}

/// "Why Redis?" in a text that is not about Redis gives the reason of a choice.
fn asks_for_choice(reading: &Reading, heading: &Block, title: &str) -> bool {
    let title = fold(title);
    let named = || {
        reading.hits_in(&heading.words).filter_map(|hit| match hit.found {
            Found::Term(Term::Technology(id)) => Some(&reading.knowledge.technologies[id].name),
            _ => None,
        })
    };
    normal_title(reading.outline.words_of(heading)).starts_with("why ")
        && named().next().is_some()
        && !named().any(|name| title.contains(&fold(name)))
}

/// A text whose title is a technology or a concept, and that requires nothing, explains it.
pub(super) fn about_one_thing(reading: &Reading, topics: &[Topic], evidence: &Evidence) -> Option<String> {
    let [topic] = topics else { return None };
    if is_style(evidence.title) && !evidence.telling {
        return Some("its title names a way to build systems, and it asks nothing of one".to_owned());
    }
    let is_asked = evidence.telling || evidence.written.len() >= 3 || is_proposal(&topic.title);
    if evidence.promised || (evidence.asks && is_asked) {
        return None;
    }
    let block = reading
        .outline
        .blocks
        .iter()
        .find(|block| block.span == topic.heading)?;
    let mut named = reading.hits_in(&block.words).filter_map(|hit| match hit.found {
        Found::Term(Term::Technology(id)) => Some(&reading.knowledge.technologies[id].name),
        Found::Term(Term::Concept(id)) => Some(&reading.knowledge.concepts[id].name),
        _ => None,
    });
    // "High-level design" is what the text is, not what it is about.
    let named = named.find(|name| reading.knowledge.names_one_system(name))?;
    Some(format!("its title names {named}, and it requires nothing"))
}

/// "RFC 12: webhook delivery", "Proposal: a queue for mails": something is to be built, whatever it is about.
fn is_proposal(title: &str) -> bool {
    let folded = fold(title);
    let first = folded
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    first.is_some_and(|first| matches!(first, "rfc" | "proposal" | "rfd"))
}
