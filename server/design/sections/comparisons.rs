//! Ways that are weighed against each other inside a section that only lists.

use super::{Candidate, Opener, holds};
use crate::design::Reading;
use crate::knowledge::{Found, Part, normal_title};

/// "Polling vs push" below the endpoints, "Comparison of the protocols" below the tables: the writer stops to weigh, which
/// is where a design gets deep.
pub(super) fn name_comparisons(reading: &Reading, candidates: &[Candidate], chosen: &mut Vec<(usize, Part)>) {
    // "Hold vs booking" tells two tables apart; "SQL vs NoSQL" weighs.
    let names_term = |candidate: &Candidate| {
        let mut hits = reading.hits_in(&reading.outline.blocks[candidate.block].words);
        hits.any(|hit| matches!(hit.found, Found::Term(_)))
    };
    let lists = |part: Part, candidate: &Candidate| match part {
        Part::Api | Part::Estimation => true,
        Part::Entities => names_term(candidate),
        _ => false,
    };
    let weighed: Vec<(usize, Part)> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| {
            candidate.parts.is_empty() && matches!(candidate.style, Opener::Heading(_)) && compares(&candidate.title)
        })
        .filter(|(_, candidate)| {
            let within = |&&(outer, _): &&(usize, Part)| holds(&candidates[outer], candidate);
            let around = chosen
                .iter()
                .filter(within)
                .max_by_key(|(outer, _)| candidates[*outer].block);
            around.is_some_and(|(_, part)| lists(*part, candidate))
        })
        .map(|(index, _)| (index, Part::DeepDive))
        .collect();
    chosen.extend(weighed);
}

/// A title that sets one way against another.
fn compares(title: &str) -> bool {
    let title = normal_title(title);
    let mut words = title.split(' ');
    let begins = words
        .next()
        .is_some_and(|word| matches!(word, "comparison" | "comparisons" | "comparing"));
    begins || words.any(|word| matches!(word, "vs" | "versus"))
}
