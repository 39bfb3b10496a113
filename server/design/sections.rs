//! Which block opens which section: headings, bold lines, list items, plain labels.

mod asides;

mod clarified;

mod comparisons;

mod dives;

mod drawn;

mod nesting;

mod openers;

mod topics;

mod unsplit;

use super::Reading;
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};
use crate::notes::head;
use crate::text::Span;
use asides::{drop_asides, drop_components, end_where_repeated, end_where_told, says_nothing_of_qualities};
use clarified::drop_clarified;
use comparisons::name_comparisons;
use dives::{name_deep_dives, name_scaling, name_scenario};
use drawn::name_drawn;
use nesting::{choose, drop_steps};
pub use openers::Title;
use openers::{begins_label, candidates, inline};
use std::ops::Range;
use std::sync::Arc;
pub(super) use topics::names_kind;
use topics::topics;
pub(super) use unsplit::{heads_items, kind_of_row};
use unsplit::{name_lead_ins, name_requirements};

/// One design of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its title; empty where it has none.
    pub title: String,
    /// The bytes of the title's block, or of the first block.
    pub heading: Span,
    /// From its title to the next design.
    pub span: Span,
    /// Its blocks, title included.
    pub blocks: Range<usize>,
}

/// A section of the layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is for.
    pub part: Part,
    /// Its title without markup.
    pub title: String,
    /// The bytes of the heading, bold line, item or label that opens it.
    pub heading: Span,
    /// From there to the end of its last block.
    pub span: Span,
    /// The block that opens it.
    pub opener: usize,
    /// The blocks after the opener that belong to it.
    pub blocks: Range<usize>,
    /// How it is opened.
    pub style: Opener,
    /// Which design of the file it belongs to: an index into the topics.
    pub topic: usize,
    /// Nothing stands in it but headings.
    pub empty: bool,
}

/// The shapes that open a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// A heading of this level.
    Heading(u8),
    /// A line in bold.
    Bold,
    /// A list item; what is nested in it is the section. The text behind its colon belongs to the section too.
    Item,
    /// A plain line that holds a title.
    Label,
}

#[derive(Debug)]
struct Candidate {
    block: usize,
    style: Opener,
    title: Arc<str>,
    /// Without its trimmings, as [`crate::knowledge::normal_title`] leaves it.
    key: Arc<str>,
    parts: Vec<Part>,
    /// It stands above links to what others wrote.
    lists_links: bool,
    /// Openers of a lower or equal rank end a section.
    rank: u32,
    /// The index after the last block of its section.
    end: usize,
}

/// Everything that may be a title.
pub fn titles(reading: &Reading) -> Vec<Title> {
    let old = reading.before.map_or(&[][..], |before| &before.kept.titles);
    let new = openers::titles(reading);
    reading.seam.blocks.splice(
        old,
        new,
        |title| title.block,
        |title, shift| title.block = shift.at(title.block),
    )
}

/// The designs of a file and the sections of each.
pub fn read(reading: &Reading, titles: &[Title]) -> (Vec<Topic>, Vec<Section>) {
    let mut candidates = candidates(reading, titles);
    name_lead_ins(reading, &mut candidates);
    close(reading, &mut candidates);
    end_where_repeated(reading, &mut candidates);
    end_where_told(reading, &mut candidates);
    drop_components(reading, &mut candidates);
    drop_clarified(reading, &mut candidates);
    let topics = topics(reading, &candidates);
    name_requirements(reading, &mut candidates, &topics);
    name_drawn(reading, &mut candidates, &topics);
    name_scaling(reading, &mut candidates);
    name_scenario(reading, &mut candidates);
    let mut chosen = choose(&candidates);
    drop_steps(&candidates, &topics, &mut chosen);
    drop_asides(reading, &candidates, &topics, &mut chosen);
    name_deep_dives(reading, &candidates, &topics, &mut chosen);
    name_comparisons(reading, &candidates, &mut chosen);
    chosen.sort_by_key(|(candidate, part)| (candidates[*candidate].block, *part));
    let sections = chosen
        .into_iter()
        .map(|(index, part)| section(reading, &candidates[index], part, &topics))
        .collect();
    (topics, sections)
}

/// Where the section of each candidate ends.
fn close(reading: &Reading, candidates: &mut [Candidate]) {
    let blocks = &reading.outline.blocks;
    for index in 0..candidates.len() {
        let (block, rank) = (candidates[index].block, candidates[index].rank);
        // "Out of scope: payments" says all of it on its line.
        let line = candidates[index].style == Opener::Label && begins_label(reading.outline.words_of(&blocks[block]));
        let next = candidates[index + 1..].iter().find(|other| {
            if line && !other.parts.is_empty() {
                return true;
            }
            if is_endpoint_of(reading, &candidates[index], other) {
                return false;
            }
            // Titles of unknown wording end what headings opened, never what a label opened above a list.
            ends_list(reading, &candidates[index], other)
                || other.rank <= rank
                    && (!other.parts.is_empty()
                        || matches!(other.style, Opener::Heading(_))
                        || other.style == candidates[index].style)
        });
        let mut end = next.map_or(blocks.len(), |next| next.block);
        if candidates[index].style == Opener::Item {
            let holds = blocks[block].end > block + 1 || head(reading.outline.words_of(&blocks[block])).1.is_some();
            if holds {
                end = end.min(blocks[block].end.max(block + 1));
            }
        }
        // What is opened inside an item ends with it, unless nothing of it stands there.
        let mut around = blocks[block].parent;
        if candidates[index].style != Opener::Item {
            while let Some(parent) = around
                && blocks[parent].end == block + 1
            {
                around = blocks[parent].parent;
            }
        }
        if let Some(parent) = around {
            end = end.min(blocks[parent].end.max(block + 1));
        }
        candidates[index].end = end;
    }
}

/// "## Log in" above `POST /sessions`, as high as the bare "## API" before it, is one of its endpoints.
fn is_endpoint_of(reading: &Reading, interface: &Candidate, other: &Candidate) -> bool {
    const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    const NEAR: usize = 3;
    let blocks = &reading.outline.blocks;
    let is_heading = |candidate: &Candidate| matches!(candidate.style, Opener::Heading(_));
    let is_bare = || {
        blocks
            .get(interface.block + 1)
            .is_some_and(|next| next.level().is_some())
    };
    let calls = |block: &Block| {
        let words = reading.outline.words_of(block).split_once([' ', '\n']);
        words.is_some_and(|(method, path)| METHODS.contains(&method) && path.trim_start().starts_with('/'))
    };
    interface.parts == [Part::Api]
        && other.parts.is_empty()
        && other.rank == interface.rank
        && is_heading(interface)
        && is_heading(other)
        && is_bare()
        && blocks[other.block + 1..].iter().take(NEAR).any(calls)
}

/// "Requirements:" below the title of the whole, and its list, are over where a heading begins something else.
fn ends_list(reading: &Reading, list: &Candidate, heading: &Candidate) -> bool {
    let asks = |candidate: &Candidate| candidate.parts.iter().any(|part| part.is_requirements());
    let listed = || {
        reading.outline.blocks[list.block + 1..heading.block]
            .iter()
            .any(Block::is_item)
    };
    matches!(list.style, Opener::Label | Opener::Bold)
        && matches!(heading.style, Opener::Heading(_))
        && asks(list)
        && !asks(heading)
        && !heading.parts.contains(&Part::OutOfScope)
        && listed()
        && (!heading.parts.is_empty() || says_nothing_of_qualities(reading, heading))
}

fn holds(outer: &Candidate, inner: &Candidate) -> bool {
    outer.block < inner.block && inner.block < outer.end
}

/// The design of the file in which a candidate stands.
fn topic_of(candidates: &[Candidate], topics: &[Topic], index: usize) -> Option<usize> {
    let block = candidates[index].block;
    topics.iter().position(|topic| topic.blocks.contains(&block))
}

/// The candidates that a candidate holds: they stand right behind it.
fn inside(candidates: &[Candidate], index: usize) -> &[Candidate] {
    let behind = &candidates[index + 1..];
    &behind[..behind.partition_point(|inner| inner.block < candidates[index].end)]
}

/// What is said behind the title of a section on the same line: a range of the outline's words.
pub(super) fn inline_words(reading: &Reading, opener: usize, style: Opener) -> Option<Span> {
    let block = &reading.outline.blocks[opener];
    let words = reading.outline.words_of(block);
    let rest = match style {
        Opener::Heading(_) => None,
        Opener::Item => match words.split_once('\n') {
            // "1. Functional requirements", and each of them on a line of its own below it.
            Some((title, rest)) if head(title).1.is_none() => Some(rest.trim()).filter(|rest| !rest.is_empty()),
            _ => head(words).1,
        },
        Opener::Bold | Opener::Label => inline(words).filter(|_| begins_label(words)).map(|(_, rest)| rest),
    }?;
    let start = block.words.start + (rest.as_ptr() as usize - words.as_ptr() as usize);
    Some(start..start + rest.len())
}

/// "FR-1 The till shall print a bill": a heading that says a requirement itself.
fn is_sentence(heading: &str) -> bool {
    const WORDS: usize = 6;
    heading.split_whitespace().count() >= WORDS && !heading.trim_end().ends_with('?')
}

fn section(reading: &Reading, candidate: &Candidate, part: Part, topics: &[Topic]) -> Section {
    let blocks = &reading.outline.blocks;
    let opener = &blocks[candidate.block];
    let body = candidate.block + 1..candidate.end.max(candidate.block + 1);
    let inline = inline_words(reading, candidate.block, candidate.style).is_some();
    let written = |block: &Block| {
        let own = !reading.outline.words_of(block).trim().is_empty()
            || block.image
            || matches!(block.kind, Kind::Code { .. });
        own && (block.level().is_none() || part.is_requirements() && is_sentence(reading.outline.words_of(block)))
    };
    let end = blocks[body.clone()]
        .iter()
        .map(|block| block.span.end)
        .max()
        .unwrap_or(opener.span.end)
        .max(opener.span.end);
    Section {
        part,
        title: candidate.title.trim_end_matches([':', ' ', '-']).to_owned(),
        heading: opener.span.clone(),
        span: opener.span.start..end,
        opener: candidate.block,
        empty: !inline && !blocks[body.clone()].iter().any(written),
        blocks: body,
        style: candidate.style,
        topic: topics
            .iter()
            .position(|topic| topic.blocks.contains(&candidate.block))
            .unwrap_or_default(),
    }
}
