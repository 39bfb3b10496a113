//! The places of a design that may answer a requirement.

use super::endpoints::Endpoint;
use super::lines::{Places, lines};
use crate::design::Reading;
use crate::design::sections::{Section, Topic};
use crate::knowledge::{GroupSet, Part};
use crate::markdown::{Block, Kind, fold};
use crate::text::Span;
use std::collections::HashMap;

/// The blocks of a topic in which an answer may stand, with the innermost section of each: those that are to be read
/// anew, and the headings above them.
pub struct Region {
    /// The index of each block, and of its section.
    pub blocks: Vec<(usize, Option<usize>)>,
}

impl Region {
    /// What is asked for, prefaces and lists of what to read are left out.
    pub fn new(reading: &Reading, topic: &Topic, sections: &[Section]) -> Region {
        let mut blocks = Vec::new();
        let mut places = Places::new(sections);
        let first = sections
            .iter()
            .filter(|section| section.part == Part::Functional && topic.blocks.contains(&section.opener))
            .map(|section| section.span.end)
            .min();
        let mut aside: Option<u8> = None;
        let anew = &reading.seam.blocks.anew;
        for at in topic.blocks.start..topic.blocks.end.min(anew.end) {
            let block = &reading.outline.blocks[at];
            if at < anew.start && block.level().is_none() {
                continue;
            }
            let around = places.around(block.span.start);
            let asks = |index: &usize| {
                let part = sections[*index].part;
                part.is_requirements() || matches!(part, Part::OutOfScope | Part::Estimation)
            };
            // The innermost section decides; a design that is written below a requirement is one.
            let innermost = around.last().copied();
            let twin = innermost.map(|inner| {
                around
                    .iter()
                    .copied()
                    .filter(move |&index| sections[index].opener == sections[inner].opener)
            });
            let asked = twin.is_some_and(|mut twin| twin.all(|index| asks(&index)));
            if let Some(level) = block.level() {
                if aside.is_some_and(|aside| level <= aside) {
                    aside = None;
                }
                let title = reading.outline.words_of(block);
                if aside.is_none() && innermost.is_none() && is_aside(title) {
                    aside = Some(level);
                }
            }
            // What stands outside of all sections counts behind the requirements only: before them it is a preface.
            let preface = innermost.is_none() && first.is_none_or(|first| block.span.start < first);
            if asked || preface || aside.is_some() {
                continue;
            }
            if at <= anew.start {
                // Of the headings before, only those that stand above.
                let level = |at: usize| reading.outline.blocks[at].level();
                let beside = |(last, _): &mut (usize, _)| level(*last) >= block.level();
                while block.level().is_some() && blocks.pop_if(beside).is_some() {}
            }
            blocks.push((at, innermost));
        }
        Region { blocks }
    }
}

/// Titles under which nothing is designed.
fn is_aside(title: &str) -> bool {
    let folded = fold(title);
    const ASIDES: &[&str] = &[
        "references",
        "further reading",
        "resources",
        "table of contents",
        "contents",
        "links",
        "glossary",
        "author",
        "go deeper",
    ];
    ASIDES
        .iter()
        .any(|aside| folded.trim_matches(|c: char| !c.is_alphabetic()) == *aside)
}

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
                if entities && !is_sentence(text) {
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

/// `/videos/{id}/stream`: of one thing that is known already, so nothing is looked for.
fn is_of_one(path: &str) -> bool {
    !path.contains('?')
        && path.split('/').any(|part| {
            let name = part
                .trim_start_matches([':', '{', '<', '$'])
                .trim_end_matches(['}', '>']);
            name.len() < part.len()
                && (name.eq_ignore_ascii_case("id")
                    || name.ends_with("Id")
                    || name.ends_with("ID")
                    || name.ends_with("_id"))
        })
}

/// The groups of verbs that a method stands for by itself.
fn acts(method: &str) -> &'static [&'static str] {
    match method {
        "GET" | "HEAD" => &["view", "search", "redirect", "track", "stream"],
        "PUT" | "PATCH" => &["update", "create"],
        "DELETE" => &["delete"],
        "POST" => &[
            "create", "shorten", "book", "send", "schedule", "trade", "bid", "request",
        ],
        _ => &[],
    }
}

/// Whether what stands behind an endpoint says what comes back.
fn gives_back(behind: &str) -> bool {
    ["->", "→", "=>", "returns "].iter().any(|mark| behind.contains(mark))
}

/// `GET /{code}` leads to where the code stands for, `POST /users` signs up, `POST /sessions` logs in, and
/// `PATCH /users/{id}` is about an account.
fn implied(method: &str, path: &str) -> &'static [&'static str] {
    const PEOPLE: &[&str] = &[
        "users",
        "user",
        "accounts",
        "customers",
        "members",
        "signup",
        "register",
    ];
    const SESSIONS: &[&str] = &["sessions", "session", "tokens", "token", "auth", "login", "signin"];
    let is_version =
        |part: &&str| *part == "api" || part.strip_prefix('v').is_some_and(|rest| rest.parse::<u8>().is_ok());
    let is_parameter = |part: &str| part.starts_with([':', '{', '<', '[']);
    let mut parts = path.split('/').filter(|part| !part.is_empty() && !is_version(part));
    match (method, parts.next(), parts.next(), parts.next()) {
        ("GET", Some(only), None, None) if is_parameter(only) => &["redirect"],
        ("POST", Some(only), None, None) if PEOPLE.contains(&only) => &["login", "account"],
        ("POST", Some(only), None, None) if SESSIONS.contains(&only) => &["login"],
        (_, Some(first), Some(one), None) if PEOPLE.contains(&first) && (is_parameter(one) || one == "me") => {
            &["account"]
        }
        _ => &[],
    }
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
