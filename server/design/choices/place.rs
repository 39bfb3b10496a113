//! Where a mention stands: its sentence, its cell, what is above it, and what those places say of it.

mod sentences;

mod tables;

mod titles;

pub use tables::{Column, Columns};
pub use titles::{Heading, Sort, begins_with_mark, is_marked, is_numbered_option, names_a_part, sort_of};

use super::Mention;
use super::asked::Asked;
use crate::design::Reading;
use crate::design::requirements::Requirements;
use crate::design::sections::Section;
use crate::knowledge::{Cue, Found, Part};
use crate::markdown::{Block, Kind};
use crate::text::Span;
use fnv::FnvHashMap;
use sentences::Sentences;
use std::ops::Range;
use tables::{Table, tables};
use titles::headings;

/// The places of all mentions of a document.
pub struct Places<'a> {
    /// What is read.
    pub reading: &'a Reading<'a>,
    /// Every mention, in order.
    pub mentions: &'a [Mention],
    /// All headings, in order.
    pub headings: Vec<Heading>,
    /// For each mention: the number of the group of neighbours that it is listed with.
    pub lists: Vec<usize>,
    /// For each group: its mentions, and whether they are options ("or", "/").
    pub groups: Vec<(Range<usize>, bool)>,
    /// For each group: the mentions that it is open between, with those that only a bracket keeps apart.
    pub options: Vec<Range<usize>>,
    /// For each mention: whether the writer turns it down there. Empty until that is known.
    pub rejected: Vec<bool>,
    asked: Asked,
    heading_of: Vec<Option<usize>>,
    part_of: Vec<Option<Part>>,
    unit_of: Vec<usize>,
    units: Vec<Range<usize>>,
    tables: FnvHashMap<u32, Table>,
    sentences: Sentences,
}

impl<'a> Places<'a> {
    /// Looks at the whole document once. `known` is how its headings took what stands under them before an edit that
    /// left the headings and the names under the others as they are.
    pub fn new(
        reading: &'a Reading<'a>,
        sections: &[Section],
        requirements: &Requirements,
        mentions: &'a [Mention],
        known: Option<&[Sort]>,
    ) -> Places<'a> {
        let blocks = &reading.outline.blocks;
        let mut part_of = vec![None; blocks.len()];
        for section in sections {
            part_of[section.opener] = Some(section.part);
            part_of[section.blocks.clone()].fill(Some(section.part));
        }
        let (headings, heading_of) = headings(reading, mentions, known);
        let (units, unit_of) = units(reading, blocks);
        let mut places = Places {
            reading,
            mentions,
            headings,
            lists: Vec::with_capacity(mentions.len()),
            groups: Vec::with_capacity(mentions.len()),
            options: Vec::new(),
            rejected: Vec::new(),
            asked: Asked::new(reading, requirements),
            heading_of,
            part_of,
            unit_of,
            units,
            tables: tables(reading),
            sentences: Sentences::default(),
        };
        places.list();
        places
    }

    /// The section of the layout that a block stands in.
    pub fn part(&self, block: usize) -> Option<Part> {
        self.part_of[block]
    }

    /// The headings above a block, the nearest first; a heading is above itself.
    pub fn above(&self, block: usize) -> impl Iterator<Item = &Heading> {
        std::iter::successors(self.heading_of[block], |&index| self.headings[index].parent)
            .map(|index| &self.headings[index])
    }

    /// The items above a block, the nearest first.
    pub fn items_above(&self, block: usize) -> impl Iterator<Item = usize> + use<'a> {
        let blocks = &self.reading.outline.blocks;
        std::iter::successors(blocks[block].parent, |&item| blocks[item].parent)
    }

    /// The blocks of the paragraph, item, row or drawing that a block belongs to.
    pub fn unit(&self, block: usize) -> Range<usize> {
        self.units[self.unit_of[block]].clone()
    }

    /// The words of a unit.
    pub fn unit_words(&self, block: usize) -> Span {
        let unit = self.unit(block);
        let blocks = &self.reading.outline.blocks;
        blocks[unit.start].words.start..blocks[unit.end - 1].words.end
    }

    /// The cell of a row that holds a position of the words, with its place in the row.
    pub fn cell(&self, block: usize, at: usize) -> Option<(usize, Span)> {
        let Kind::Row { cells, .. } = &self.reading.outline.blocks[block].kind else {
            return None;
        };
        let cells = &self.reading.outline.cells[cells.clone()];
        cells
            .iter()
            .position(|cell| cell.start <= at && at <= cell.end)
            .map(|index| (index, cells[index].clone()))
    }

    /// The columns of the table that a row belongs to.
    pub fn columns(&self, block: usize) -> Option<&Columns> {
        let table = self.tables.get(&self.reading.outline.blocks[block].group)?;
        Some(table.columns(self.reading, self.mentions))
    }

    /// The sentence around a position of the words: within its cell, line of a drawing, item or paragraph.
    pub fn sentence(&self, block: usize, at: usize) -> Span {
        if let Some((_, cell)) = self.cell(block, at) {
            return self.sentences.around(&self.reading.outline.words, &cell, at);
        }
        let unit = self.unit_words(block);
        if matches!(self.reading.outline.blocks[block].kind, Kind::Code { .. }) {
            let words = &self.reading.outline.words;
            let start = words[unit.start..at]
                .rfind('\n')
                .map_or(unit.start, |end| unit.start + end + 1);
            let end = words[at..unit.end].find('\n').map_or(unit.end, |end| at + end);
            return start..end;
        }
        self.sentences.around(&self.reading.outline.words, &unit, at)
    }

    /// The sentence behind the one that ends at a position, in the same paragraph, item, row or drawing as a block.
    pub fn sentence_behind(&self, block: usize, end: usize) -> Option<Span> {
        let outline = self.reading.outline;
        let mut rest = end + 1..self.unit_words(block).end;
        let start = rest.find(|&at| !outline.words.as_bytes()[at].is_ascii_whitespace())?;
        if !outline.words.is_char_boundary(start) {
            return None;
        }
        let sentence = self.sentence(outline.block_at(start)?, start);
        Some(sentence.start.max(start)..sentence.end.max(start))
    }

    /// The cues inside a range of the words.
    pub fn cues(&self, words: &Span) -> impl Iterator<Item = (Cue, Span)> + use<'a> {
        self.reading.hits_in(words).filter_map(|hit| match hit.found {
            Found::Cue(cue) => Some((cue, hit.span.clone())),
            _ => None,
        })
    }

    /// Whether a cue stands inside a range of the words.
    pub fn has(&self, words: &Span, cue: Cue) -> bool {
        self.cues(words).any(|(found, _)| found == cue)
    }

    /// The mentions inside a range of the words.
    pub fn mentions_in(&self, words: &Span) -> Range<usize> {
        let first = self
            .mentions
            .partition_point(|mention| mention.words.start < words.start);
        let last = self.mentions.partition_point(|mention| mention.words.start < words.end);
        first..last.max(first)
    }

    /// The first name of the list that a mention stands in.
    pub fn first_of_list(&self, mention: usize) -> &Span {
        let (members, _) = &self.groups[self.lists[mention]];
        &self.mentions[members.start].words
    }

    /// Whether words name one of the design's own requirements: by its number, or by its target.
    pub fn refers_to_requirement(&self, words: &Span) -> bool {
        self.asked.named_in(self.reading, words)
    }

    /// Whether a mention is of something that `inspect` lists by name, rather than a part or a technique.
    pub fn is_named(&self, mention: usize) -> bool {
        self.reading.knowledge.technologies[self.mentions[mention].technology].is_named()
    }

    /// The words between two positions, as they are written.
    pub fn text(&self, from: usize, to: usize) -> &'a str {
        self.reading.outline.words.get(from..to).unwrap_or_default()
    }

    /// The words between two positions, folded.
    pub fn between(&self, from: usize, to: usize) -> &'a str {
        self.reading.outline.folded.get(from..to).unwrap_or_default()
    }

    /// Puts mentions that are listed side by side into groups.
    fn list(&mut self) {
        for index in 0..self.mentions.len() {
            let mention = &self.mentions[index];
            let joined = index.checked_sub(1).and_then(|before| {
                let last = &self.mentions[before];
                let near = self.unit_of[last.block] == self.unit_of[mention.block]
                    && last.words.end <= mention.words.start
                    && mention.words.start - last.words.end <= 12;
                near.then(|| link(&self.reading.outline.words[last.words.end..mention.words.start]))?
            });
            match (joined, self.groups.last_mut()) {
                (Some(options), Some((members, any))) => {
                    members.end = index + 1;
                    *any |= options;
                }
                _ => self.groups.push((index..index + 1, false)),
            }
            self.lists.push(self.groups.len() - 1);
        }
        self.open();
    }

    /// "SQL (rows) or NoSQL (documents)": open between the two, though each has its own bracket.
    fn open(&mut self) {
        // "Options: RabbitMQ (hosted), SQS (AWS), Kafka": up to what is no longer listed.
        let mut labelled = vec![false; self.groups.len()];
        for at in 0..self.groups.len() {
            let first = &self.mentions[self.groups[at].0.start];
            labelled[at] = is_labelled_options(&self.reading.outline.folded[..first.words.start])
                || at > 0 && labelled[at - 1] && {
                    let last = &self.mentions[self.groups[at].0.start - 1];
                    self.unit_of[last.block] == self.unit_of[first.block]
                        && is_listed_behind_bracket(self.text(last.words.end, first.words.start))
                };
        }
        let follows = |at: usize| {
            let first = &self.mentions[self.groups[at].0.start];
            let last = &self.mentions[self.groups[at].0.start - 1];
            let between = || self.text(last.words.end, first.words.start);
            self.unit_of[last.block] == self.unit_of[first.block]
                && (is_option_behind_bracket(between())
                    || labelled[at - 1] && labelled[at] && is_listed_behind_bracket(between()))
        };
        let mut options = Vec::with_capacity(self.groups.len());
        while options.len() < self.groups.len() {
            let from = options.len();
            let to = (from + 1..self.groups.len()).find(|&at| !follows(at));
            let to = to.unwrap_or(self.groups.len());
            let open = self.groups[from].1 || labelled[from] || to > from + 1;
            let start = self.groups[from].0.start;
            let end = if open { self.groups[to - 1].0.end } else { start };
            options.resize(to, start..end);
        }
        self.options = options;
    }
}

/// Whether no more than a bracket and "or" stand between two names.
fn is_option_behind_bracket(between: &str) -> bool {
    let Some((_, rest)) = between
        .trim_start()
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
    else {
        return false;
    };
    matches!(rest.trim().trim_start_matches(',').trim(), "or" | "/")
}

/// "(hosted), ": whether no more than a bracket and a comma stand between two names.
fn is_listed_behind_bracket(between: &str) -> bool {
    let rest = between.trim_start();
    let rest = match rest.strip_prefix('(').map(|rest| rest.split_once(')')) {
        Some(None) => return false,
        Some(Some((_, rest))) => rest,
        None => rest,
    };
    matches!(rest.trim(), "," | ", or" | ", and" | "or")
}

/// Whether the text ends with a label of options, or with a bracket that gives examples.
fn is_labelled_options(folded: &str) -> bool {
    let before = folded.trim_end_matches([' ', '*', '`']);
    if !before.ends_with([':', '.', ',', 'g']) {
        return false;
    }
    if ["(e.g.", "(e.g.,", "(e.g"].iter().any(|mark| before.ends_with(mark)) {
        return true;
    }
    let Some(before) = before.strip_suffix(':') else {
        return false;
    };
    [
        "options",
        "choices",
        "candidates",
        "possible choices",
        "options include",
    ]
    .iter()
    .any(|label| {
        let rest = before.strip_suffix(label);
        rest.is_some_and(|rest| rest.trim_end_matches(' ').ends_with(['.', ';', '(', '!']))
    })
}

/// Whether the words between two names only list them, and if so whether as options.
fn link(between: &str) -> Option<bool> {
    let mut options = false;
    let mut words = 0;
    for word in between.split(|c: char| c.is_whitespace() || matches!(c, ',' | '&' | '+' | '(' | ')' | '*')) {
        const JOINING: [&str; 8] = ["and", "plus", "with", "even", "also", "the", "a", "an"];
        let is = |known: &str| word.eq_ignore_ascii_case(known);
        if is("or") || is("/") {
            options = true;
        } else if JOINING.iter().any(|known| is(known)) {
            words += 1;
        } else if !word.is_empty() {
            return None;
        }
    }
    let apart = between.contains(|c: char| !c.is_whitespace());
    (apart && words <= 2).then_some(options)
}

/// Lines of one paragraph make one unit; everything else stands for itself, and so do lines that each begin in bold.
/// A line with tabs inside is the row of a table that was pasted in, and stands for itself as well.
fn units(reading: &Reading, blocks: &[Block]) -> (Vec<Range<usize>>, Vec<usize>) {
    let is_row = |block: &Block| reading.outline.words_of(block).trim().contains('\t');
    let mut units: Vec<Range<usize>> = Vec::new();
    let mut unit_of = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let joins = index.checked_sub(1).is_some_and(|before| {
            block.kind == Kind::Line
                && blocks[before].kind == Kind::Line
                && blocks[before].group == block.group
                && blocks[before].parent == block.parent
                && (block.lead.is_empty() || blocks[before].lead.is_empty())
                && !is_row(block)
                && !is_row(&blocks[before])
        });
        match units.last_mut() {
            Some(unit) if joins => unit.end = index + 1,
            _ => units.push(index..index + 1),
        }
        unit_of.push(units.len() - 1);
    }
    (units, unit_of)
}
