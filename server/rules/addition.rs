//! A piece to fill in that a fix adds to a section for a requirement.

use super::{BLANK, style, topic};
use crate::design::{Design, Requirement, Section};
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};
use crate::text::Edit;

/// Whether the topic's design is written, and can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// Nothing behind the requirements, or pictures only.
    Nothing,
    /// The interface only, or a design half of which is a picture.
    Partly,
    /// A high-level design or deep dives in words.
    Wholly,
}

/// How much of a topic's design can be read.
pub fn written(design: &Design, index: usize) -> Written {
    let mut drawn = topic::sections(design, index, Part::HighLevel);
    let picture = drawn.any(|section| is_mostly_picture(design, section));
    match is_begun(design, index) {
        true if picture || !is_in_words(design, index) => Written::Partly,
        true => Written::Wholly,
        false if has_begun(design, index, Part::Api) => Written::Partly,
        false => Written::Nothing,
    }
}

/// Whether a topic has a high-level design or deep dives, none of which is nothing but a picture.
pub fn is_readable(design: &Design, index: usize) -> bool {
    let mut drawn = topic::sections(design, index, Part::HighLevel);
    is_begun(design, index) && !drawn.any(|section| topic::is_picture(design, section))
}

fn is_begun(design: &Design, index: usize) -> bool {
    let mut parts = [Part::HighLevel, Part::DeepDive].into_iter();
    parts.any(|part| has_begun(design, index, part))
}

fn has_begun(design: &Design, index: usize, part: Part) -> bool {
    let mut sections = topic::sections(design, index, part);
    sections.any(|section| !section.empty && !topic::is_picture(design, section) && is_filled(design, section))
}

/// A picture with a caption: what it shows is not said in so few words.
fn is_mostly_picture(design: &Design, section: &Section) -> bool {
    const FEW: usize = 40;
    let blocks = &design.outline.blocks[section.blocks.clone()];
    let said = blocks.iter().filter(|block| block.level().is_none() && !is_code(block));
    let words = said.flat_map(|block| design.outline.words_of(block).split_whitespace());
    blocks.iter().any(|block| block.image) && words.take(FEW).count() < FEW
}

/// Whether the design says anything in sentences, items, rows or drawings: code alone tells little of what it is for.
fn is_in_words(design: &Design, index: usize) -> bool {
    telling(design, index).next().is_some()
}

/// Whether the design has but its first line.
pub fn is_first_line(design: &Design, index: usize) -> bool {
    telling(design, index).nth(1).is_none()
}

/// The sentences, items, rows and drawings of a topic's high-level design and deep dives.
fn telling(design: &Design, index: usize) -> impl Iterator<Item = &Block> {
    let parts = [Part::HighLevel, Part::DeepDive].into_iter();
    let sections = parts.flat_map(move |part| topic::sections(design, index, part));
    let blocks = sections.flat_map(|section| section.blocks.clone().chain([section.opener]));
    let tells = |block: &&Block| match &block.kind {
        Kind::Heading(_) => false,
        Kind::Code { diagram, .. } => *diagram,
        _ => !block.image,
    };
    blocks.map(|at| &design.outline.blocks[at]).filter(tells)
}

fn is_code(block: &Block) -> bool {
    matches!(block.kind, Kind::Code { .. })
}

/// Something stands in a section that is not to be filled in yet.
pub fn is_filled(design: &Design, section: &Section) -> bool {
    // What stands behind the title in its own line belongs to the section.
    let opener = &design.outline.blocks[section.opener];
    let behind = design
        .text
        .get(section.heading.end..opener.span.end)
        .unwrap_or_default();
    let opener = behind.contains(char::is_alphanumeric).then_some(opener);
    let blocks = design.outline.blocks[section.blocks.clone()].iter().chain(opener);
    let written = |block: &Block| !design.text[block.span.clone()].contains(BLANK);
    let mut filled = blocks.filter(|block| block.level().is_none() && written(block));
    filled.next().is_some()
}

/// The requirement as a title: its own words without number and full stop.
pub fn title(design: &Design, requirement: &Requirement) -> String {
    let words = &design.outline.words[requirement.words.clone()];
    let words: Vec<&str> = words.split_whitespace().collect();
    let joined = words.join(" ");
    let bare = joined.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '|' | '-'));
    bare.trim_end_matches(['.', ';', ':', ',', ' ']).to_owned()
}

/// The beginning of a title, for messages.
pub fn short(title: &str) -> String {
    match title.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", title[..cut].trim_end()),
        None => title.to_owned(),
    }
}

/// Where a piece is added: the last section with anything in it, of the first of some parts that has one. What was
/// turned down is no place for it.
pub fn room<'a>(design: &'a Design, index: usize, parts: &[Part]) -> Option<&'a Section> {
    const TURNED_DOWN: &[&str] = &["alternative*", "rejected", "not chosen", "trade off*", "tradeoff*"];
    let is_room = |section: &&Section| {
        let title = &design.outline.blocks[section.opener].words;
        !section.empty && topic::says(design, title, TURNED_DOWN).is_none()
    };
    let mut sections = parts
        .iter()
        .filter_map(|part| topic::sections(design, index, *part).filter(is_room).last());
    sections.next()
}

/// Adds a piece to a section in its own style: a sub-heading where it has some, else an item.
pub fn piece(design: &Design, section: &Section, title: &str) -> Edit {
    let blocks = &design.outline.blocks;
    let above = blocks[section.opener].level().unwrap_or(0);
    let inner = blocks[section.blocks.clone()]
        .iter()
        .filter_map(|block| block.level())
        .filter(|level| *level > above);
    match inner.min() {
        Some(level) => {
            // A blank alone on its line would be a rule across the page.
            let text = format!("\n\n{} {title}\n\nHow: {BLANK}", "#".repeat(level.into()));
            style::insert(design, style::line_end(design, end(design, section)), &text)
        }
        None if is_prose(design, section) => {
            let text = format!("\n\n**{title}**: {BLANK}");
            style::insert(design, style::line_end(design, end(design, section)), &text)
        }
        None => style::item(design, section, &format!("{title}: {BLANK}")),
    }
}

/// The end of the last block of a section with anything in it.
fn end(design: &Design, section: &Section) -> usize {
    let blocks = &design.outline.blocks[section.blocks.clone()];
    let ends = blocks.iter().map(|block| block.span.end);
    ends.max().unwrap_or(section.heading.end).max(section.heading.end)
}

/// A section whose last block is neither an item nor a row.
fn is_prose(design: &Design, section: &Section) -> bool {
    let last = design.outline.blocks[section.blocks.clone()].last();
    last.is_some_and(|block| matches!(block.kind, Kind::Line | Kind::Code { .. }) && block.parent.is_none())
}
