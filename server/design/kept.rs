//! What a reading keeps for the next one, after an edit, and whether that may be taken over.

use super::Reading;
use super::choices::{Judged, Named};
use super::sections::{Section, Title, Topic};
use super::trace::{Answering, Endpoint};
use super::{Design, markdown::Block};
use crate::markdown::{Kind, Outline};
use std::ops::Range;

/// What was found on the way. All of it depends on the piece between two headings that it stands in, and on the frame:
/// the designs, the sections and the headings of the document. What else a part rests on, it holds itself.
#[derive(Debug)]
pub struct Kept {
    /// What may be a title.
    pub titles: Vec<Title>,
    /// What may be the name of something in the catalogue.
    pub named: Vec<Named>,
    /// What each mention says.
    pub judged: Judged,
    /// The endpoints as often as they are written.
    pub every_endpoint: Vec<Endpoint>,
    /// What answers the requirements.
    pub answering: Answering,
}

/// Whether the designs, sections and headings of a document are those that it had before the edit.
pub fn has_same_frame(reading: &Reading, before: &Design, topics: &[Topic], sections: &[Section]) -> bool {
    let seam = reading.seam;
    let stays = |old: usize, new: usize| {
        if old < seam.blocks.gone.start {
            new == old
        } else if old >= seam.blocks.gone.end {
            new == seam.blocks.behind().at(old)
        } else {
            seam.blocks.anew.contains(&new)
        }
    };
    let range = |old: &Range<usize>, new: &Range<usize>| stays(old.start, new.start) && stays(old.end, new.end);
    let topic = |(old, new): (&Topic, &Topic)| old.title == new.title && range(&old.blocks, &new.blocks);
    let section = |(old, new): (&Section, &Section)| {
        (old.part, old.style, old.topic) == (new.part, new.style, new.topic)
            && stays(old.opener, new.opener)
            && range(&old.blocks, &new.blocks)
    };
    let is_part = seam.blocks.gone.end <= before.outline.blocks.len();
    is_part
        && before.topics.len() == topics.len()
        && before.sections.len() == sections.len()
        && before.topics.iter().zip(topics).all(topic)
        && before.sections.iter().zip(sections).all(section)
        && heads(&before.outline, &seam.blocks.gone).eq(heads(reading.outline, &seam.blocks.anew))
}

/// Whether a section that passes a test lies wholly or partly in what is to be read anew.
pub fn is_touched(reading: &Reading, sections: &[Section], test: impl Fn(&Section) -> bool) -> bool {
    let anew = &reading.seam.blocks.anew;
    let touched =
        |section: &Section| section.opener < anew.end && anew.start < section.blocks.end.max(section.opener + 1);
    sections.iter().any(|section| test(section) && touched(section))
}

/// The headings among some blocks, and the lines that may work as one.
fn heads<'a>(outline: &'a Outline, blocks: &Range<usize>) -> impl Iterator<Item = (Option<u8>, bool, usize, &'a str)> {
    let is_head = |block: &&Block| block.level().is_some() || (block.kind == Kind::Line && !block.lead.is_empty());
    let heads = outline.blocks[blocks.clone()].iter().filter(is_head);
    heads.map(|block| {
        (
            block.level(),
            block.parent.is_none(),
            block.lead.len(),
            outline.words_of(block),
        )
    })
}
