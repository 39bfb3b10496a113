//! The places of a design that may answer a requirement.

use super::endpoints::Endpoint;
use super::lines::lines;
use super::paths::{act_on_one, acts, gives_back, implied, is_of_one};
use super::region::Region;
use crate::design::Reading;
use crate::design::sections::Section;
use crate::knowledge::{GroupSet, Part, stem};
use crate::markdown::{Block, Kind};
use crate::text::Span;
use std::collections::HashMap;

/// A place that may answer: an endpoint's line, a heading, an item, a sentence, a label of a drawing.
pub struct Unit {
    /// The bytes of the line or item.
    pub span: Span,
    /// Its section, as an index into the sections.
    pub section: Option<usize>,
    /// The text to read; several where a heading or a parent item stands above it.
    pub text: Span,
    /// Of what `text` is a range.
    pub source: Source,
    /// What it is.
    pub kind: UnitKind,
    /// The unit that stands above this one.
    pub above: Option<usize>,
    /// What an endpoint's method does.
    pub acts: GroupSet,
    /// What an endpoint does by the shape of its path.
    pub implied: &'static [&'static str],
    /// It stands where the interface is told.
    pub interface: bool,
    /// It stands where entities are named.
    pub names: bool,
    /// A heading with nothing below it.
    pub empty: bool,
}

/// Where the text of a unit stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A range of the outline's words.
    Words,
    /// A range of the document.
    Text,
}

/// The kinds of places that may answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnitKind {
    /// The line of an endpoint.
    Endpoint,
    /// A heading, or a bold line that works as one.
    Heading,
    /// An item, a sentence, a row.
    Prose,
    /// A line of code or a label of a drawing.
    Code,
}

/// All places of a region that may answer.
pub fn units(reading: &Reading, region: &Region, sections: &[Section], endpoints: &[Endpoint]) -> Vec<Unit> {
    let blocks = &reading.outline.blocks;
    let groups = &reading.knowledge.groups;
    let mut units: Vec<Unit> = Vec::new();
    let mut headings: Vec<(u8, usize)> = Vec::new();
    let mut last_line: Option<(usize, usize)> = None;
    let mut of_block: HashMap<usize, usize> = HashMap::new();
    // "### Data model" below "## Data and API": how deep the heading lies under which entities are named.
    let mut naming: Option<u8> = None;
    let mut endpoints = endpoints.iter().peekable();
    for &(at, section) in &region.blocks {
        let block = &blocks[at];
        while endpoints
            .peek()
            .is_some_and(|endpoint| endpoint.span.start < block.span.start)
        {
            endpoints.next();
        }
        if let Some(level) = heading_level(block) {
            let names = || reading.knowledge.parts_of_title(reading.outline.words_of(block)) == [Part::Entities];
            if naming.is_none_or(|above| level <= above) {
                naming = names().then_some(level);
            }
        }
        let entities = naming.is_some() || section.is_some_and(|index| sections[index].part == Part::Entities);
        let above = block
            .parent
            .and_then(|parent| of_block.get(&parent).copied())
            .or(headings.last().map(|(_, unit)| *unit));
        let push = |units: &mut Vec<Unit>,
                    text: Span,
                    source: Source,
                    kind: UnitKind,
                    span: Span,
                    above: Option<usize>,
                    acts: GroupSet| {
            units.push(Unit {
                span,
                section,
                text,
                source,
                kind,
                above,
                acts,
                implied: &[],
                interface: section.is_some_and(|index| sections[index].part == Part::Api),
                names: entities,
                empty: false,
            });
            units.len() - 1
        };
        let mut inside = false;
        while let Some(endpoint) =
            endpoints.next_if(|endpoint| endpoint.span.start < block.span.end.max(block.span.start + 1))
        {
            let start = reading.text[..endpoint.span.start]
                .rfind('\n')
                .map_or(0, |at| at + 1)
                .max(block.span.start);
            let end = reading.text[endpoint.span.end..]
                .find('\n')
                .map_or(reading.text.len(), |at| endpoint.span.end + at);
            // "GET / PUT / DELETE - /orders": each of them.
            let before = reading.text[start..endpoint.span.start].split(|c: char| !c.is_ascii_alphabetic());
            let methods = before
                .rev()
                .filter(|word| !word.is_empty())
                .take_while(|word| !acts(word).is_empty())
                .chain([endpoint.method.as_str()]);
            let mut acts = methods.flat_map(acts).fold(0, |acts, name| acts | groups.named(name));
            if is_of_one(&endpoint.path) {
                acts &= !groups.named("search");
            }
            // `POST /berths/{id}/book` makes no berth.
            if let Some(act) = act_on_one(&endpoint.path)
                && groups.verbs(groups.of(&stem(act))) != 0
            {
                acts &= groups.of(&stem(act));
            }
            // "POST /exit -> fee": who calls it gets one.
            if gives_back(&reading.text[endpoint.span.end..end]) {
                acts |= groups.named("view") | groups.named("compute");
            }
            let own = push(
                &mut units,
                start..end,
                Source::Text,
                UnitKind::Endpoint,
                endpoint.span.clone(),
                above,
                acts,
            );
            units[own].implied = implied(&endpoint.method, &endpoint.path);
            inside = true;
        }
        match &block.kind {
            Kind::Heading(level) => {
                while headings.last().is_some_and(|(open, _)| open >= level) {
                    headings.pop();
                }
                let own = push(
                    &mut units,
                    block.words.clone(),
                    Source::Words,
                    UnitKind::Heading,
                    block.span.clone(),
                    headings.last().map(|(_, unit)| *unit),
                    0,
                );
                units[own].empty = blocks
                    .get(at + 1)
                    .is_none_or(|next| next.level().is_some_and(|next| next <= *level));
                headings.push((*level, own));
            }
            Kind::Code {
                language,
                content,
                diagram,
            } => {
                let data = matches!(
                    language.as_str(),
                    "json" | "sql" | "yaml" | "yml" | "xml" | "css" | "html" | "proto"
                );
                if *diagram && !entities {
                    for line in reading
                        .outline
                        .words_of(block)
                        .split('\n')
                        .filter(|line| !line.trim().is_empty())
                    {
                        let start = block.words.start
                            + (line.as_ptr() as usize - reading.outline.words_of(block).as_ptr() as usize);
                        let words = start..start + line.len();
                        let span = reading.outline.source(&words);
                        push(&mut units, words, Source::Words, UnitKind::Code, span, None, 0);
                    }
                } else if !*diagram && !data && !entities {
                    for (span, line) in lines(reading.text, content.clone()) {
                        if line.trim().len() > 3 {
                            push(&mut units, span.clone(), Source::Text, UnitKind::Code, span, above, 0);
                        }
                    }
                }
            }
            _ if inside && !block.is_item() => {}
            Kind::Row { header, .. } => {
                if !header && !entities {
                    push(
                        &mut units,
                        block.words.clone(),
                        Source::Words,
                        UnitKind::Prose,
                        block.span.clone(),
                        above,
                        0,
                    );
                }
            }
            Kind::Item { .. } | Kind::Line => {
                let text = reading.outline.words_of(block);
                // What is nested in an entity are its fields, however they are described.
                let nested = block.parent.is_some_and(|parent| blocks[parent].is_item());
                if entities && (nested && !text.ends_with('.') || !is_sentence(text)) {
                    continue;
                }
                // A sentence that goes on over the end of its line is one.
                if block.kind == Kind::Line
                    && let Some((before, unit)) = last_line
                    && blocks[before].group == block.group
                    && units.len() == unit + 1
                    && !reading.outline.words[units[unit].text.clone()]
                        .trim_end()
                        .ends_with(['.', ':', ';', '!', '?'])
                    && units[unit].text.len() < 400
                {
                    units[unit].text.end = block.words.end;
                    units[unit].span.end = block.span.end.max(units[unit].span.end);
                    last_line = Some((at, unit));
                    continue;
                }
                let bold = is_bold(block);
                if !bold && (is_question(text) || is_denied(text)) {
                    continue;
                }
                let kind = if bold { UnitKind::Heading } else { UnitKind::Prose };
                let own = push(
                    &mut units,
                    block.words.clone(),
                    Source::Words,
                    kind,
                    block.span.clone(),
                    above,
                    0,
                );
                of_block.insert(at, own);
                last_line = (block.kind == Kind::Line && !bold).then_some((at, own));
                if bold && block.parent.is_none() {
                    while headings.last().is_some_and(|(open, _)| *open >= BOLD) {
                        headings.pop();
                    }
                    headings.push((BOLD, own));
                }
            }
        }
    }
    for unit in 0..units.len() {
        if units[unit].kind == UnitKind::Prose && units[unit].text.len() > 60 {
            sentences(reading, &mut units, unit);
        }
    }
    units
}

/// Who asks how shows nothing; "is the number free?" is a step.
fn is_question(text: &str) -> bool {
    const ASKING: [&str; 12] = [
        "how", "what", "which", "why", "who", "when", "where", "should", "do", "does", "can", "think",
    ];
    let words = text.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '*' | '?'));
    text.trim_end().ends_with('?')
        && words
            .split(|sign: char| !sign.is_alphanumeric())
            .next()
            .is_some_and(|first| ASKING.iter().any(|word| word.eq_ignore_ascii_case(first)))
}

/// A short line that says that something is not there: what is left out, and what fails.
fn is_denied(text: &str) -> bool {
    const LACKING: [&str; 12] = [
        "support",
        "supported",
        "supporting",
        "work",
        "working",
        "implement",
        "implemented",
        "cover",
        "covered",
        "handled",
        "included",
        "planned",
    ];
    // "To be written."
    let open = text
        .trim_start()
        .get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case("to be "));
    if open && text.split_whitespace().count() < 5 {
        return true;
    }
    if text.len() > 120 || !text.contains("n't") && !text.contains("not ") {
        return false;
    }
    let mut words = text
        .split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '\'' | '’'))
        .filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        let denies = word.eq_ignore_ascii_case("not") || word.ends_with("n't") || word.ends_with("n’t");
        if denies && words.next().is_some_and(|word| LACKING.contains(&word)) {
            return true;
        }
    }
    false
}

/// Where bold lines stand below the headings.
const BOLD: u8 = 7;

fn is_bold(block: &Block) -> bool {
    block.kind == Kind::Line && !block.lead.is_empty() && block.words.end - block.lead.end < 3
}

/// How deep a heading lies, or a bold line that works as one.
fn heading_level(block: &Block) -> Option<u8> {
    block
        .level()
        .or_else(|| (is_bold(block) && block.parent.is_none()).then_some(BOLD))
}

/// The sentences of a range of words, one unit each; each stands below the one before it.
fn sentences(reading: &Reading, units: &mut Vec<Unit>, unit: usize) {
    let text = units[unit].text.clone();
    let words = &reading.outline.words[text.clone()];
    let mut starts: Vec<usize> = words
        .match_indices(['.', '!', '?', ';'])
        .map(|(at, _)| at + 1)
        .filter(|&at| {
            at > 40 && words[at..].starts_with([' ', '\n']) && words[at..].trim_start().starts_with(char::is_alphabetic)
        })
        .collect();
    starts.insert(0, 0);
    if starts.len() < 2 {
        return;
    }
    let ends = starts[1..].iter().copied().chain([words.len()]);
    let whole: Vec<Span> = starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| text.start + start..text.start + end)
        .collect();
    for (order, span) in whole.into_iter().enumerate() {
        let blank = reading.outline.words[span.clone()].len() - reading.outline.words[span.clone()].trim_start().len();
        let span = span.start + blank..span.end;
        let source = reading.outline.source(&span);
        if order == 0 {
            units[unit].text = span;
            units[unit].span.end = source.end.max(units[unit].span.start);
        } else {
            let last = units.len() - 1;
            let above = Some(if order == 1 { unit } else { last });
            let next = Unit {
                span: source,
                text: span,
                above,
                ..units[unit]
            };
            units.push(next);
        }
    }
}

/// A statement rather than the name of a field, or names of fields side by side.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() > 6 && !text.contains(" | ")
}
