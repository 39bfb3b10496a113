//! The qualities that a document states as requirements.

use super::Requirements;
use super::items::names_amounts;
use crate::design::Reading;
use crate::design::sections::{Opener, Section};
use crate::knowledge::{Cue, Found, Part, QualityId, normal_title};
use crate::markdown::{Block, Kind};
use crate::notes::head;
use crate::quantities::Quantity;

/// The checklist's qualities that any requirement states.
pub(super) fn stated(reading: &Reading, sections: &[Section], requirements: &Requirements) -> Vec<QualityId> {
    let mut stated: Vec<QualityId> = requirements
        .non_functional
        .iter()
        .flat_map(|requirement| requirement.qualities.iter().copied())
        .collect();
    // "Search the huts with low latency" says what to do and how well.
    let manner = requirements
        .functional
        .iter()
        .flat_map(|requirement| reading.hits_in(&requirement.words))
        .filter_map(|hit| match hit.found {
            Found::Cue(Cue::Strong(quality)) => Some(quality),
            _ => None,
        });
    // Who recovers a password and logs in asks for no fault tolerance and no security.
    let measured = ["latency", "availability_consistency", "throughput_scalability"];
    let measured = measured.map(|key| reading.knowledge.quality(key));
    stated.extend(manner.filter(|quality| measured.contains(&Some(*quality))));
    // An estimation that starts from a number of users or a rate states the scale to support.
    let scale = reading.knowledge.quality("throughput_scalability");
    for section in sections.iter().filter(|section| section.part == Part::Estimation) {
        // "3. Estimation", and the users on a line of the same item.
        let own = usize::from(section.style == Opener::Item);
        let blocks = &reading.outline.blocks[section.opener + 1 - own..section.blocks.end];
        let figure = |block: &Block| reading.quantities_in(&block.words).any(is_scale);
        if blocks.iter().any(figure) || blocks.iter().any(|block| is_reckoned(reading, block)) {
            stated.extend(scale);
        }
    }
    // "Latency: 30 ms for reads" among them is asked for.
    let latency = reading.knowledge.quality("latency");
    let asks = |block: &Block| {
        let (label, said) = head(reading.outline.words_of(block));
        let label = block.words.start..block.words.start + label.len();
        block.is_item()
            && said.is_some()
            && super::qualities::cued(reading, &label).first().copied() == latency
            && reading
                .quantities_in(&block.words)
                .any(|quantity| quantity.sort() == "duration")
    };
    let mut reckoned = sections.iter().filter(|section| section.part == Part::Estimation);
    if reckoned.any(|section| reading.outline.blocks[section.blocks.clone()].iter().any(asks)) {
        stated.extend(latency);
    }
    if scale.is_some_and(|scale| !stated.contains(&scale)) && is_clarified(reading, sections) {
        stated.extend(scale);
    }
    // "Scale:" above a list among what users do.
    for section in sections.iter().filter(|section| section.part == Part::Functional) {
        let blocks = &reading.outline.blocks[section.blocks.clone()];
        let figure = |block: &Block| reading.quantities_in(&block.words).any(is_scale);
        let mut lists = blocks.chunk_by(|_, next| next.is_item());
        if lists.any(|list| names_amounts(reading, &list[0].words) && list[1..].iter().any(figure)) {
            stated.extend(scale);
        }
    }
    stated.retain(|&quality| reading.knowledge.qualities[quality].key != "other");
    stated.sort_unstable();
    stated.dedup();
    stated
}

/// "How many users?" and "Answer: 2M a day" before the requirements state the scale as well.
fn is_clarified(reading: &Reading, sections: &[Section]) -> bool {
    const ANSWERS: [&str; 3] = ["answer", "a", "interviewer"];
    let asked = sections.iter().filter(|section| section.part.is_requirements());
    let end = asked.map(|section| section.opener).min().unwrap_or_default();
    let answers = |block: &&Block| {
        let (speaker, said) = head(reading.outline.words_of(block));
        said.is_some() && ANSWERS.contains(&normal_title(speaker).as_str())
    };
    let mut blocks = reading.outline.blocks[..end]
        .iter()
        .filter(|block| block.level().is_none());
    blocks.any(|block| reading.quantities_in(&block.words).any(is_scale) && answers(&block))
}

/// A number of users, or a rate.
fn is_scale(quantity: &Quantity) -> bool {
    quantity.is_target() && matches!(quantity.sort(), "rate" | "count")
}

/// Whether a scale is written down in a fence, as sums often are.
fn is_reckoned(reading: &Reading, block: &Block) -> bool {
    let Kind::Code { content, .. } = &block.kind else {
        return false;
    };
    let units = reading.knowledge.units();
    crate::quantities::find(&reading.text[content.clone()], &[], units)
        .iter()
        .any(is_scale)
}
