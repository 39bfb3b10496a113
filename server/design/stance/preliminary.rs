//! What is said of the stance before the design begins, outside of the requirements.

use super::subjects::{Subject, subjects};
use super::{Side, StanceClaim, Weight};
use crate::design::Reading;
use crate::design::sections::Section;
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};

/// The block that opens the first section of the design proper.
fn first_proper(sections: &[Section]) -> Option<usize> {
    let proper = |section: &&Section| {
        matches!(
            section.part,
            Part::Entities | Part::Api | Part::HighLevel | Part::DeepDive
        )
    };
    sections.iter().filter(proper).map(|section| section.opener).min()
}

/// Up to where a side may be taken outside of the requirements: up to the design proper, to the first section where there
/// is none, and everywhere in a text without any section.
pub fn preliminary_end(reading: &Reading, sections: &[Section]) -> usize {
    let none = sections.iter().map(|section| section.opener).min();
    let none = none.unwrap_or(reading.outline.blocks.len());
    first_proper(sections).unwrap_or(none)
}

/// The blocks outside of all sections that stand before the first one of the design proper.
pub fn preliminary_blocks(reading: &Reading, sections: &[Section]) -> Vec<usize> {
    let end = preliminary_end(reading, sections);
    let mut inside = vec![false; end];
    for section in sections.iter().filter(|section| section.opener < end) {
        let stop = section.blocks.end.min(end);
        inside[section.opener..stop.max(section.opener)].fill(true);
    }
    let code = |at: usize| matches!(reading.outline.blocks[at].kind, Kind::Code { .. });
    (0..end).filter(|&at| !inside[at] && !code(at)).collect()
}

/// "What counts for more, consistency or availability?" with the answer behind it, or in the next line.
pub fn answer(reading: &Reading, at: usize) -> Option<StanceClaim> {
    let blocks = &reading.outline.blocks;
    let said = reading.outline.words_of(&blocks[at]).trim_end();
    let asked = blocks[at].words.start + said.find('?')?;
    let (question, behind): (Vec<Subject>, Vec<Subject>) = subjects(reading, &blocks[at])
        .into_iter()
        .partition(|subject| subject.span.start < asked);
    let both = [Side::Availability, Side::Consistency]
        .iter()
        .all(|side| question.iter().any(|subject| subject.side == *side));
    if !both {
        return None;
    }
    let (told, answers) = if said.ends_with('?') {
        let next = blocks.get(at + 1)?;
        (next, subjects(reading, next))
    } else {
        (&blocks[at], behind)
    };
    let first = answers.first()?;
    let one = answers.iter().all(|subject| subject.side == first.side)
        || reading.folded(&(first.span.end..told.words.end)).contains(" over ");
    one.then(|| StanceClaim {
        span: reading.outline.source(&first.span),
        side: first.side,
        item: told.words.clone(),
        weight: Weight::First,
        scoped: false,
    })
}

/// Whether a block stands below a heading of what is assumed or cleared up: `Assumptions`, `Clarifying questions`.
pub fn is_cleared_up(reading: &Reading, at: usize) -> bool {
    let blocks = &reading.outline.blocks;
    let heading = blocks[..at].iter().rev().find(|block| block.level().is_some());
    let asked = |heading: &Block| {
        let title = reading.folded(&heading.words);
        let mut words = reading.knowledge.stance_words("cleared_up").iter();
        words.any(|word| title.contains(word.as_str()))
    };
    blocks[at].is_item() && heading.is_some_and(asked)
}
