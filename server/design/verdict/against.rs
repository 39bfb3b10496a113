//! What speaks against a design: the marks of guides, records, templates and notes.

use super::{Evidence, is_built};
use crate::design::Reading;
use crate::design::requirements::{Requirement, Requirements};
use crate::design::sections::{Section, Topic};
use crate::knowledge::{Found, Part, Term, normal_title};
use crate::markdown::{Block, fold};
use std::cell::LazyCell;

/// Titles of texts that speak about designs.
pub(super) fn guide(reading: &Reading, evidence: &Evidence) -> Option<String> {
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
    // "Interview guide: a link shortener" speaks of a system, "System design interview guide" of none.
    let of_a_system = reading.knowledge.names_one_system(evidence.title);
    let weak = || {
        let designs = of_a_system && (whole || (evidence.named && evidence.asks));
        says("perhaps_guide").filter(|_| !designs)
    };
    says("guide")
        .or_else(weak)
        .map(|word| format!("its title speaks of “{word}”, not of one system"))
}

/// Several headings that belong to texts of another kind.
pub(super) fn other_kind(reading: &Reading, evidence: &Evidence) -> Option<String> {
    const KINDS: [(&str, usize, &str); 9] = [
        ("record", 3, "a decision record"),
        ("readme", 2, "a project's README"),
        ("product", 3, "a product paper"),
        ("memo", 2, "a standard"),
        ("changelog", 2, "a change log"),
        ("concept", 2, "an explanation of a concept"),
        ("lesson", 2, "a lesson"),
        ("journal", 2, "a log of the work"),
        ("classes", 2, "a design of classes"),
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
    for (list, least, name) in KINDS {
        // A design may well have a glossary, a status or a roadmap.
        let outweighed = match list {
            "product" => built >= 1 && designs,
            "concept" => laid_out || (designs && built >= 1),
            "lesson" => designs && built >= 1,
            "record" => designs && built >= 2,
            "classes" => [Part::HighLevel, Part::Api, Part::NonFunctional]
                .iter()
                .any(|part| evidence.written.contains(part)),
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
        let deepest = if list == "concept" { shallow() } else { u8::MAX };
        let marks = headings.iter().filter(|(level, _)| *level <= deepest);
        let mut marks: Vec<&String> = marks.map(|(_, heading)| heading).filter(is_known).collect();
        marks.sort_unstable();
        marks.dedup();
        if marks.len() >= least {
            let named: Vec<&str> = marks.iter().take(3).map(|mark| mark.as_str()).collect();
            return Some(format!("its headings ({}) are those of {name}", named.join(", ")));
        }
    }
    None
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

/// Requirements that are mostly prompts in brackets.
pub(super) fn unfilled(reading: &Reading, requirements: &Requirements) -> Option<String> {
    let all: Vec<&Requirement> = requirements
        .functional
        .iter()
        .chain(&requirements.non_functional)
        .collect();
    let prompt = |requirement: &&&Requirement| {
        let text = reading.outline.words[requirement.words.clone()].trim();
        let text = text.lines().next().unwrap_or_default().trim();
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
    let most = prompts * 2 > all.len() && (prompts >= 2 || all.len() == prompts);
    most.then(|| "its requirements are prompts to be filled in".to_owned())
}

/// Sections in which nothing stands but quotes: a template tells there what to write.
pub(super) fn quoted(reading: &Reading, sections: &[Section]) -> Option<String> {
    let said = |section: &Section| {
        let blocks = reading.outline.blocks[section.blocks.clone()].iter();
        let mut own = blocks.filter(|block| block.level().is_none()).peekable();
        own.peek().is_some() && own.all(|block| block.quote)
    };
    let written: Vec<&Section> = sections.iter().filter(|section| !section.empty).collect();
    (written.len() >= 3 && written.iter().all(|section| said(section)))
        .then(|| "nothing but quotes stands in its sections".to_owned())
}

/// A text whose title is a technology or a concept, and that requires nothing, explains it.
pub(super) fn about_one_thing(reading: &Reading, topics: &[Topic], evidence: &Evidence) -> Option<String> {
    let [topic] = topics else { return None };
    if evidence.promised || (evidence.asks && (evidence.telling || evidence.written.len() >= 3)) {
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
