//! Where the design serves the qualities that are asked for.

use super::answers::{Answer, PLACES, Regions};
use super::region::Region;
use crate::design::Reading;
use crate::design::requirements::Requirement;
use crate::knowledge::{Cue, Found, Part, QualityId};
use crate::markdown::{Block, Kind, Seam, Shift};

/// A block that serves a quality.
#[derive(Clone, Debug)]
struct Served {
    answer: Answer,
    /// Which of the qualities that are asked for: an index into [`AllServed::qualities`].
    quality: usize,
    /// The lower, the clearer.
    rank: u8,
}

/// The places where the qualities that are asked for are served.
#[derive(Debug, Default)]
pub struct AllServed {
    /// The qualities, each with its topic, ascending.
    qualities: Vec<(usize, QualityId)>,
    /// By place; of each piece between two headings no more than the clearest.
    places: Vec<Served>,
}

/// Fills in where the qualities are served.
pub fn serve(reading: &Reading, regions: &Regions, requirements: &mut [Requirement]) -> AllServed {
    let topic = |requirement: &Requirement| regions.sections[requirement.section].topic;
    let asked = requirements.iter();
    let mut qualities: Vec<(usize, QualityId)> = asked
        .flat_map(|requirement| {
            requirement
                .qualities
                .iter()
                .map(|quality| (topic(requirement), *quality))
        })
        .collect();
    qualities.sort_unstable();
    qualities.dedup();
    let before = reading.before.map(|before| &before.kept.answering.served);
    let served = match before.filter(|before| before.qualities == qualities) {
        Some(before) => {
            let new = serve_anew(reading, regions, &qualities);
            let shift = |served: &mut Served, shift: Shift| shift.span(&mut served.answer.span);
            reading
                .seam
                .source
                .splice(&before.places, new, |served| served.answer.span.start, shift)
        }
        None => {
            let whole = Seam::whole(reading.outline, reading.text);
            serve_anew(
                &Reading {
                    seam: &whole,
                    ..*reading
                },
                regions,
                &qualities,
            )
        }
    };
    let mut best: Vec<Vec<Served>> = vec![Vec::new(); qualities.len()];
    for served in &served {
        keep_best(&mut best[served.quality], served);
    }
    for requirement in requirements {
        for &quality in &requirement.qualities {
            if let Ok(at) = qualities.binary_search(&(regions.sections[requirement.section].topic, quality)) {
                requirement
                    .answers
                    .extend(best[at].iter().map(|served| served.answer.clone()));
            }
        }
        requirement.answers.dedup();
        requirement.answers.truncate(PLACES);
    }
    AllServed {
        qualities,
        places: served,
    }
}

/// Adds a place to the clearest ones, those that stand first before those behind.
fn keep_best(best: &mut Vec<Served>, served: &Served) {
    // Nearly always: the clearest places stand first.
    if best.len() == PLACES && best[PLACES - 1].rank <= served.rank {
        return;
    }
    let place = best.partition_point(|other| other.rank <= served.rank);
    best.insert(place, served.clone());
    best.truncate(PLACES);
}

/// The blocks of what is to be read anew that serve a quality: a heading that names it, a technique of the notes,
/// something that serves it.
fn serve_anew(reading: &Reading, regions: &Regions, qualities: &[(usize, QualityId)]) -> Vec<Served> {
    let mut found: Vec<Served> = Vec::new();
    // Of each piece no more than the clearest places can count in the end.
    let mut best: Vec<Vec<Served>> = vec![Vec::new(); qualities.len()];
    for (index, topic) in regions.topics.iter().enumerate() {
        let first = qualities.partition_point(|(topic, _)| *topic < index);
        let last = qualities.partition_point(|(topic, _)| *topic <= index);
        if first == last {
            continue;
        }
        let region = Region::new(reading, topic, regions.sections);
        let anew = region
            .blocks
            .iter()
            .filter(|(at, _)| *at >= reading.seam.blocks.anew.start);
        let mut pieces = reading.outline.pieces(&reading.seam.words.anew);
        let mut end = 0;
        for &(at, section) in anew {
            let block: &Block = &reading.outline.blocks[at];
            let part = section.map(|index| regions.sections[index].part);
            if matches!(part, Some(Part::Entities)) && !matches!(block.kind, Kind::Line | Kind::Item { .. }) {
                continue;
            }
            while block.words.start >= end
                && let Some(piece) = pieces.next()
            {
                end = piece.end;
                best.iter_mut().for_each(|best| found.append(best));
            }
            for quality in first..last {
                let asked = qualities[quality].1;
                let ranks = reading.hits_in(&block.words).filter_map(|hit| {
                    let title = block.level().is_some() || block.lead.contains(&hit.span.start);
                    match hit.found {
                        Found::Cue(Cue::Quality(other)) if other == asked => Some(if title { 0 } else { 3 }),
                        // A heading that names a technique is the clearest place, as one that names the quality is.
                        found => reading
                            .knowledge
                            .serves(asked, found)
                            .map(|rank| if block.level().is_some() { 0 } else { rank }),
                    }
                });
                let Some(rank) = ranks.min() else { continue };
                keep_best(
                    &mut best[quality],
                    &Served {
                        answer: Answer {
                            span: block.span.clone(),
                            section,
                        },
                        quality,
                        rank,
                    },
                );
            }
        }
        best.iter_mut().for_each(|best| found.append(best));
    }
    found.sort_by_key(|served| served.answer.span.start);
    found
}
