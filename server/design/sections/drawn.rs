//! The whole of a system under a title of its own wording.

use super::{Candidate, Opener, Topic, inside};
use crate::design::Reading;
use crate::knowledge::{Part, normal_title};
use crate::markdown::{Block, Kind};

/// Where no title calls the whole by its name, the first one behind the requirements that speaks of a system or a flow and
/// stands above a picture shows it: "How the till works".
pub(super) fn name_drawn(reading: &Reading, candidates: &mut [Candidate], topics: &[Topic]) {
    for topic in topics {
        let own = |candidate: &&Candidate| topic.blocks.contains(&candidate.block);
        let has = |part: Part| candidates.iter().filter(own).any(|known| known.parts.contains(&part));
        if has(Part::HighLevel) {
            continue;
        }
        let whole = |candidate: &Candidate| {
            names_whole(candidate, topic)
                || draws_context(reading, candidate, topic)
                || draws_components(reading, candidate, topic)
        };
        if let Some(named) = candidates.iter().position(whole) {
            candidates[named].parts = vec![Part::HighLevel];
            continue;
        }
        let asks = |candidate: &&Candidate| candidate.parts.iter().any(|part| part.is_requirements());
        let Some(asked) = candidates.iter().filter(own).find(asks) else {
            continue;
        };
        let (rank, block) = (asked.rank, asked.block);
        let drawn = (0..candidates.len()).find(|&index| {
            let candidate = &candidates[index];
            topic.blocks.contains(&candidate.block)
                && candidate.block > block
                && candidate.rank == rank
                && candidate.parts.is_empty()
                && matches!(candidate.style, Opener::Heading(_))
                && shows_system(&candidate.title)
                && !reading.knowledge.is_other_title(&candidate.title)
                && inside(candidates, index).iter().all(|inner| inner.parts.is_empty())
                && reading.outline.blocks[candidate.block + 1..candidate.end]
                    .iter()
                    .any(is_picture)
        });
        if let Some(drawn) = drawn {
            candidates[drawn].parts = vec![Part::HighLevel];
        }
    }
}

/// "Till architecture" below "Design a till".
fn names_whole(candidate: &Candidate, topic: &Topic) -> bool {
    let title = normal_title(&topic.title);
    let known: Vec<&str> = title.split(' ').collect();
    let title = &*candidate.key;
    let Some(system) = title.strip_suffix(" architecture") else {
        return false;
    };
    topic.blocks.contains(&candidate.block)
        && candidate.block > topic.blocks.start
        && candidate.parts.is_empty()
        && matches!(candidate.style, Opener::Heading(_))
        && system.split(' ').all(|word| known.contains(&word))
}

/// "Context" above a drawing of the parts is the whole as the C4 model draws it first; above prose it is the background.
fn draws_context(reading: &Reading, candidate: &Candidate, topic: &Topic) -> bool {
    let first = reading.outline.blocks[candidate.block + 1..candidate.end].first();
    topic.blocks.contains(&candidate.block)
        && candidate.parts.is_empty()
        && matches!(candidate.style, Opener::Heading(_))
        && matches!(&*candidate.key, "context" | "c4 context")
        && first.is_some_and(is_picture)
}

/// "Component design" above a drawing of them, where nothing else shows the whole.
fn draws_components(reading: &Reading, candidate: &Candidate, topic: &Topic) -> bool {
    let first = reading.outline.blocks[candidate.block + 1..candidate.end].first();
    topic.blocks.contains(&candidate.block)
        && candidate.parts == [Part::DeepDive]
        && matches!(candidate.style, Opener::Heading(_))
        && matches!(&*candidate.key, "component design" | "components design")
        && first.is_some_and(is_picture)
}

fn is_picture(block: &Block) -> bool {
    block.image || matches!(block.kind, Kind::Code { diagram: true, .. })
}

/// A title of a whole and how it works, not of its classes, its screens or one of its parts.
fn shows_system(title: &str) -> bool {
    const SHOWS: &[&str] = &[
        "design",
        "system",
        "diagram",
        "flow",
        "walkthrough",
        "through",
        "works",
        "overview",
    ];
    const OTHER: &[&str] = &[
        "class", "sequence", "use", "er", "state", "ui", "ux", "screen", "screens", "file", "database", "pattern",
        "patterns",
    ];
    let title = normal_title(title);
    let says = |words: &[&str]| title.split(' ').any(|word| words.contains(&word));
    title.split(' ').count() <= 5 && says(SHOWS) && !says(OTHER)
}
