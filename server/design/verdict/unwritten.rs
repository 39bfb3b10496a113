//! Texts that tell what to write instead of saying it: templates, outlines and checklists.

use super::Evidence;
use crate::design::Reading;
use crate::design::requirements::{Requirement, Requirements};
use crate::design::sections::{Section, Topic};
use crate::knowledge::{Part, normal_title};
use crate::markdown::{Block, Kind, fold};
use crate::text::Span;

/// Nothing but questions where requirements would stand: they are to be put to somebody.
pub(super) fn unanswered(reading: &Reading, sections: &[Section]) -> Option<String> {
    const SEVERAL: usize = 4;
    let asked = sections.iter().filter(|section| section.part.is_requirements());
    let mut items = asked
        .flat_map(|section| &reading.outline.blocks[section.blocks.clone()])
        .filter(|block| block.is_item())
        .peekable();
    items.peek()?;
    let mut count = 0;
    let questions = items.all(|item| {
        count += 1;
        reading.outline.words_of(item).trim_end().ends_with('?')
    });
    (questions && count >= SEVERAL).then(|| "its requirements are questions to be answered".to_owned())
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
        let line = text.lines().next().unwrap_or_default();
        holds_prompt(line) || ends_in_prompt(line)
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
    // "{{summary}}": what a program is to put there.
    const PLACES: usize = 3;
    let place = |block: &&Block| block.kind == Kind::Line && reading.outline.words_of(block).trim().starts_with("{{");
    if all.is_empty() && reading.outline.blocks.iter().filter(place).nth(PLACES - 1).is_some() {
        return Some("it holds places to be filled in".to_owned());
    }
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

/// `Latency: [Requirement]`: all that is said behind the label is a word in brackets.
fn ends_in_prompt(text: &str) -> bool {
    if !text.trim_end().ends_with([']', ')']) {
        return false;
    }
    let said = crate::notes::head(text).1.unwrap_or_default().trim();
    let inner = said.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.starts_with(char::is_alphabetic))
}

/// `[what the user wants]`, `System MUST [capability, e.g. export]`, `{{LATENCY_TARGET}}`.
fn holds_prompt(text: &str) -> bool {
    text.contains("{{")
        || [('[', ']'), ('<', '>'), ('{', '}')].iter().any(|&(open, close)| {
            let inner = text.split_once(open).and_then(|(_, rest)| rest.split_once(close));
            inner.is_some_and(|(inner, _)| inner.split_whitespace().count() > 1)
        })
}

/// A title with a place to be filled in: `Feature: [NAME]`, `{{title}}`, `Design: <System Name>`.
pub(super) fn unnamed(reading: &Reading, topics: &[Topic]) -> Option<String> {
    let topic = topics.first()?;
    let nouns = reading.knowledge.gate("placeholder");
    let is_noun = |word: &str| nouns.iter().any(|noun| noun == word);
    // A tag or a link is none; a place names what is to stand there and nothing else.
    let is_place = |inner: &str, rest: &str| {
        let folded = fold(inner);
        let mut words = folded.split([' ', '&', ',']).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && !rest.starts_with(['(', '[']) && words.all(is_noun)
    };
    // `{{title}}`, `{SYSTEM_NAME}`.
    let is_marked = |inner: &str| {
        let is_loud = |c: char| c.is_ascii_uppercase() || c == '_';
        inner.starts_with('{') || inner.contains('_') && inner.chars().all(is_loud)
    };
    let place = |heading: &str| {
        [('[', ']'), ('<', '>'), ('{', '}')].iter().find_map(|&(open, close)| {
            let (_, rest) = heading.split_once(open)?;
            let (inner, rest) = rest.split_once(close)?;
            let bare = inner.trim_start_matches('{').trim();
            let marked = open == '{' && is_marked(inner);
            (marked || is_place(bare, rest)).then(|| bare.to_owned())
        })
    };
    let headings = reading.outline.blocks.iter().filter(|block| block.level().is_some());
    let mut titles = headings.filter(|block| block.span.start >= topic.heading.start).take(2);
    let place = titles.find_map(|title| place(reading.text[title.span.clone()].lines().next()?))?;
    Some(format!("its title leaves a place for “{place}”"))
}

/// Headings that only count what is to stand there, with nothing below them: "Component 1", "Component 2", "Module 1".
pub(super) fn counted(reading: &Reading) -> Option<String> {
    const LEAST: usize = 3;
    let blocks = &reading.outline.blocks;
    let nouns = reading.knowledge.gate("counted");
    let is_counted = |at: &usize| {
        let block = &blocks[*at];
        let bare = blocks.get(at + 1).is_none_or(|below| below.level().is_some());
        let is_place = || {
            let title = fold(reading.outline.words_of(block));
            let place = title.trim().rsplit_once(' ');
            place.is_some_and(|(noun, number)| {
                number.bytes().all(|byte| byte.is_ascii_digit()) && nouns.iter().any(|known| known == noun)
            })
        };
        block.level().is_some() && bare && is_place()
    };
    let count = (0..blocks.len()).filter(is_counted).count();
    (count >= LEAST).then(|| "its headings count what is still to be named".to_owned())
}

/// Sections that begin with what is to be written there: "Describe the storage", "Which endpoints are added?".
pub(super) fn instructs(reading: &Reading, sections: &[Section]) -> Option<String> {
    let verbs = reading.knowledge.gate("instruction");
    let told = |section: &Section| {
        let blocks = reading.outline.blocks[section.blocks.clone()].iter();
        let mut own = blocks.clone().take_while(|block| block.level().is_none()).peekable();
        let Some(first) = own.peek() else { return false };
        // "> Outline a design with all parts" above such an outline: the step was taken.
        let mut written = blocks.filter(|block| block.level().is_none() && !block.quote);
        if first.quote && written.next().is_some() {
            return false;
        }
        let words = fold(reading.outline.words_of(first));
        let verb = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let asks = |block: &Block| reading.outline.words_of(block).trim_end().ends_with('?');
        verbs.iter().any(|known| known == verb) || own.all(asks)
    };
    // What users do is written the same way: "List all orders".
    let written: Vec<&Section> = sections
        .iter()
        .filter(|section| !section.empty && section.part != Part::Functional)
        .collect();
    let count = written.iter().filter(|section| told(section)).count();
    (count >= 3 && count * 2 >= written.len()).then(|| "its sections tell what to write in them".to_owned())
}

/// A title that names no system, and headings above what is to be written there: "Brief explanation of …", "Option 1".
pub(super) fn prompts(reading: &Reading, topics: &[Topic], evidence: &Evidence) -> Option<String> {
    const LEAST: usize = 3;
    let blocks = &reading.outline.blocks;
    let first = blocks.iter().find(|block| block.level().is_some())?;
    let of_one = |title: &str| reading.knowledge.names_one_system(title);
    if topics.len() > 1 || of_one(evidence.title) || of_one(reading.outline.words_of(first)) {
        return None;
    }
    let starts = reading.knowledge.gate("prompted");
    let told = |at: usize| {
        let Some(below) = blocks.get(at + 1).filter(|below| below.level().is_none()) else {
            return false;
        };
        let words = fold(reading.outline.words_of(below));
        let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        starts.iter().any(|start| {
            words
                .strip_prefix(start.as_str())
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    };
    let headings = (0..blocks.len()).filter(|&at| blocks[at].level().is_some());
    let (told, others): (Vec<usize>, Vec<usize>) = headings.partition(|&at| told(at));
    (told.len() >= LEAST && told.len() * 3 >= others.len())
        .then(|| "its headings stand above what is to be written there".to_owned())
}

/// Sections that say what such sections are: "Functional requirements describe what a system does".
pub(super) fn defines(reading: &Reading, sections: &[Section], evidence: &Evidence) -> Option<String> {
    let verbs = reading.knowledge.gate("definition");
    let defined = |section: &&Section| {
        if !section.part.is_requirements() {
            return false;
        }
        let blocks = reading.outline.blocks[section.blocks.clone()].iter();
        let Some(first) = blocks.clone().find(|block| matches!(block.kind, Kind::Line)) else {
            return false;
        };
        let words = fold(reading.outline.words_of(first));
        let after = words.split_once("requirements ").filter(|(before, _)| {
            let before = before.trim();
            before.split(' ').count() <= 2 && (before.is_empty() || before.ends_with("functional") || before == "non")
        });
        after.is_some_and(|(_, rest)| verbs.iter().any(|verb| rest.starts_with(&format!("{verb} "))))
    };
    // "Functional vs non-functional requirements" compares the kinds; a design has them.
    let outline = reading.outline;
    let compared = ["functional vs", "functional versus", "functional requirements vs"];
    let whole = 0..outline.folded.len();
    let mut compared = compared.iter().flat_map(|words| outline.each(&whole, words));
    let is_title = |words: Span| {
        let block = outline.block_at(words.start).map(|at| &outline.blocks[at]);
        block.is_some_and(|block| block.level().is_some())
    };
    if compared.any(is_title) {
        return Some("it compares kinds of requirements".to_owned());
    }
    let count = sections.iter().filter(defined).count();
    (count >= 2 || (count == 1 && !evidence.named)).then(|| "its sections explain what requirements are".to_owned())
}

/// Sections whose items are boxes to tick off: a review's checklist has them in every section, a design in one at most.
pub(super) fn ticked(reading: &Reading, sections: &[Section]) -> Option<String> {
    let is_box = |block: &Block| {
        let text = reading.text[block.span.clone()].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[');
        text.starts_with("[ ]")
    };
    let boxes = |section: &&Section| {
        let blocks = reading.outline.blocks[section.blocks.clone()].iter();
        let mut items = blocks
            .filter(|block| matches!(block.kind, Kind::Item { .. }) && block.depth == 1)
            .peekable();
        items.peek().is_some() && items.all(is_box)
    };
    let written = sections.iter().filter(|section| !section.empty).count();
    let count = sections.iter().filter(boxes).count();
    (count >= 3 && count * 2 > written).then(|| "its sections are boxes to tick off".to_owned())
}

/// Most requirements of a text whose title names no design are marked as done: it reports on some work.
pub(super) fn done(reading: &Reading, requirements: &Requirements, evidence: &Evidence) -> Option<String> {
    let all = &requirements.functional;
    let is_done = |requirement: &&Requirement| {
        let text = reading.text[reading.outline.blocks[requirement.blocks.start].span.clone()].trim_start();
        let text =
            text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')' | ' '));
        ["✅", "✔", "☑", "[x]", "[X]"].iter().any(|mark| text.starts_with(mark))
    };
    let most =
        !evidence.named && !is_posed(reading, requirements) && all.iter().filter(is_done).count() * 2 > all.len();
    most.then(|| "its requirements are ticked off".to_owned())
}

/// "How would you design a till?", "Design a till" before the requirements: the ticks only adorn them.
fn is_posed(reading: &Reading, requirements: &Requirements) -> bool {
    const TASKS: &[&str] = &["design a ", "design an ", "design the "];
    let first = requirements.functional.first().map_or(0, |first| first.blocks.start);
    reading.outline.blocks[..first].iter().any(|block| {
        let said = reading.folded(&block.words);
        let mut sentences = said.split(['.', ':', '\n']).map(str::trim_start);
        said.contains("you design ") || sentences.any(|said| TASKS.iter().any(|task| said.starts_with(task)))
    })
}

/// Requirements of nothing: the title names no system, and no item says who does what, or how much of it.
pub(super) fn of_nothing(
    reading: &Reading,
    sections: &[Section],
    requirements: &Requirements,
    evidence: &Evidence,
) -> Option<String> {
    // "System design" is no title of a topic, but it is one of a text.
    let first = reading.outline.blocks.iter().find(|block| block.level().is_some())?;
    let opens = sections.iter().any(|section| section.heading.start == first.span.start);
    let of_one = |title: &str| reading.knowledge.names_one_system(title);
    if opens || evidence.named_below || of_one(evidence.title) || of_one(reading.outline.words_of(first)) {
        return None;
    }
    if !evidence.headed && !sections.is_empty() {
        return Some("its title names no system, and its sections are items of a list".to_owned());
    }
    // "System design" above both kinds of requirements, and what is drawn and stored with what it is built with.
    let laid_out = [Part::Functional, Part::NonFunctional, Part::HighLevel, Part::Entities];
    if evidence.kind && evidence.equipped && laid_out.iter().all(|part| evidence.titled.contains(part)) {
        return None;
    }
    let mut all = requirements
        .functional
        .iter()
        .chain(&requirements.non_functional)
        .peekable();
    let says = |requirement: &Requirement| {
        let words = normal_title(&reading.outline.words[requirement.words.clone()]);
        // "Features: an example from a taxi app" shows what may stand there.
        if words
            .split(' ')
            .any(|word| matches!(word, "example" | "examples" | "e.g"))
        {
            return false;
        }
        let words = format!(" {words} ");
        let known = reading.knowledge.gate("asked");
        !requirement.targets.is_empty() || known.iter().any(|word| words.contains(&format!(" {word} ")))
    };
    (all.peek().is_some() && !all.any(says))
        .then(|| "its title names no system, and its requirements ask for nothing of one".to_owned())
}
