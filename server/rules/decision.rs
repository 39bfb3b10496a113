//! A choice together with the place where it is decided, for rules that read what is said there.

use super::{chosen, paragraph, style, topic};
use crate::design::{Choice, Design, Mention, Requirement, Role};
use crate::knowledge::{Kind, Part, Technology};
use crate::markdown::{Block, Kind as BlockKind};
use crate::text::{Edit, Span};

/// The groups of the catalogue of which a design has one at its core, and how a sentence calls them.
const CORE: &[(&str, &[&str])] = &[
    (
        "store",
        &[
            "relational",
            "distributed-sql",
            "nosql",
            "document",
            "key-value-document",
            "multi-model",
            "wide-column",
            "key-value",
        ],
    ),
    ("queue", &["queue", "stream", "pubsub"]),
    ("cache", &["cache", "key-value-cache"]),
];
/// The protocols that keep a channel to the client open.
const CHANNELS: &[&str] = &[
    "WebSocket",
    "Server-Sent Events",
    "WebRTC",
    "Long polling",
    "Socket.IO",
    "MQTT",
];

/// A choice, with the mention that decides.
#[derive(Clone, Copy)]
pub struct Decision<'a> {
    /// What the design says about the technology.
    pub choice: &'a Choice,
    /// Where the decision stands.
    pub mention: &'a Mention,
    /// The block of that place.
    pub block: &'a Block,
}

/// Everything that the designs of a file choose in words, behind their requirements: technologies, parts, techniques.
pub fn chosen(design: &Design) -> impl Iterator<Item = Decision<'_>> {
    let laid_out: Vec<bool> = (0..design.topics.len())
        .map(|index| topic::is_laid_out(design, index))
        .collect();
    design.choices.iter().filter_map(move |choice| {
        let decides = matches!(choice.role, Role::Chosen { .. }) && laid_out[choice.topic];
        let mention = at(design, &choice.deciding, choice).filter(|_| decides)?;
        let block = &design.outline.blocks[mention.block];
        let asked = design.section_at(choice.deciding.start).map(|section| section.part);
        let early = matches!(asked, Some(Part::Functional | Part::NonFunctional | Part::OutOfScope));
        let drawn = matches!(block.kind, BlockKind::Code { .. });
        let decision = Decision { choice, mention, block };
        (!early && !drawn && !block.quote && !is_turned_down(design, &decision)).then_some(decision)
    })
}

/// Parts and techniques are often named for what is not taken: "a column instead of a reservation queue".
fn is_turned_down(design: &Design, decision: &Decision) -> bool {
    let named = design.technology(decision.choice.technology).is_named();
    let before = sentence(design, decision.mention).start..decision.mention.words.start;
    let signs = [
        "instead of",
        "rather than",
        "without",
        "no",
        "not",
        "avoid*",
        "never",
        "than",
    ];
    !named && topic::says(design, &before, &signs).is_some()
}

/// Those that have to account for themselves.
pub fn asked(design: &Design) -> impl Iterator<Item = Decision<'_>> {
    chosen(design).filter(|decision| chosen::is_asked(design, decision.choice))
}

/// The first mention at a span or behind it.
pub fn mention_at<'a>(design: &'a Design, span: &Span) -> Option<&'a Mention> {
    let at = design
        .mentions
        .partition_point(|mention| mention.span.start < span.start);
    design.mentions.get(at)
}

/// The mention of a choice that stands at a span.
fn at<'a>(design: &'a Design, span: &Span, choice: &Choice) -> Option<&'a Mention> {
    let first = design
        .mentions
        .partition_point(|mention| mention.span.start < span.start);
    let here = design.mentions[first..].iter();
    let mut here = here.take_while(|mention| mention.span.start == span.start);
    here.find(|mention| mention.technology == choice.technology)
}

/// Which part of the core of a design a technology can be: `store`, `queue`, `cache`, `channel`.
pub fn core(design: &Design, choice: &Choice) -> Option<&'static str> {
    kind(design.technology(choice.technology))
}

/// As [`core`], of a technology by itself.
pub fn kind(technology: &Technology) -> Option<&'static str> {
    if technology.kind == Kind::Technique || !technology.part_of.is_empty() {
        return None;
    }
    if CHANNELS.contains(&technology.name.as_str()) {
        return Some("channel");
    }
    let holds = |(_, categories): &&(&str, &[&str])| categories.contains(&technology.category.as_str());
    CORE.iter().find(holds).map(|(name, _)| *name)
}

/// The words of the sentence, item or cell around a mention, within its block: a range of the outline's words.
pub fn sentence(design: &Design, mention: &Mention) -> Span {
    let block = &design.outline.blocks[mention.block];
    sentence_in(design, mention, &block.words)
}

/// The sentence around a mention within some words, or its cell.
fn sentence_in(design: &Design, mention: &Mention, words: &Span) -> Span {
    let block = &design.outline.blocks[mention.block];
    let words = cell(design, block, mention.words.start).unwrap_or_else(|| words.clone());
    let text = &design.outline.words;
    let bytes = text.as_bytes();
    let ends = |at: &usize| {
        matches!(bytes.get(at + 1), Some(b' ' | b'\n'))
            && text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == ')')
    };
    let signs = |within: Span| {
        let first = within.start;
        let bytes = bytes[within].iter().enumerate();
        let signs = bytes.filter(|(_, byte)| matches!(byte, b'.' | b'!' | b'?' | b';'));
        signs.map(move |(at, _)| first + at).filter(ends)
    };
    let start = signs(words.start..mention.words.start).next_back();
    let start = start.map_or(words.start, |at| at + 1);
    let end = signs(mention.words.end..words.end.max(mention.words.end)).next();
    let end = end.unwrap_or(words.end);
    start..end.max(mention.words.end)
}

/// The cell of a row that holds a position of the words.
fn cell(design: &Design, block: &Block, at: usize) -> Option<Span> {
    let BlockKind::Row { cells, .. } = &block.kind else {
        return None;
    };
    let mut cells = design.outline.cells[cells.clone()].iter();
    cells.find(|cell| cell.start <= at && at <= cell.end).cloned()
}

/// The end of the word, of the emphasis, and of the link that closes at a byte.
pub fn behind(text: &str, end: usize) -> usize {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let mut at = end + text[end..].find(|c| !word(c)).unwrap_or(text.len() - end);
    at += text[at..].len() - text[at..].trim_start_matches(['*', '_', '`']).len();
    if text[at..].starts_with("](")
        && let Some(close) = text[at..].find(')')
        && !text[at..at + close].contains('\n')
    {
        at += close + 1;
        at += text[at..].len() - text[at..].trim_start_matches(['*', '_']).len();
    }
    at
}

/// Writes `more` at the end of the sentence, item or cell around a mention, before a full stop.
pub fn append(design: &Design, mention: &Mention, more: &str) -> Edit {
    let sentence = sentence_in(design, mention, &paragraph::words(design, mention.block));
    let end = design.outline.source(&sentence).end.max(mention.span.end);
    let at = behind(&design.text, style::text_end(design, &(mention.span.end..end)));
    style::insert(design, at, more)
}

/// The choices of one technology, one a topic.
pub fn named<'a>(design: &'a Design, name: &'a str) -> impl Iterator<Item = Decision<'a>> {
    chosen(design).filter(move |decision| design.technology(decision.choice.technology).name == name)
}

/// Every mention of a choice.
pub fn mentions<'a>(design: &'a Design, choice: &'a Choice) -> impl Iterator<Item = &'a Mention> {
    choice.mentions.iter().filter_map(|span| at(design, span, choice))
}

/// The claims of a topic's requirements that hold one of `phrases`.
pub fn requiring<'a>(design: &'a Design, topic: usize, phrases: &[&str]) -> Vec<(&'a Requirement, Span)> {
    let requirements = &design.requirements;
    let all = topic::of(design, topic, &requirements.functional).chain(topic::of(
        design,
        topic,
        &requirements.non_functional,
    ));
    all.filter_map(|item| {
        Some((
            item,
            topic::says(design, &topic::words_of(design, item.blocks.clone()), phrases)?,
        ))
    })
    .collect()
}
