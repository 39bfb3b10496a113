//! Ways that are weighed against each other inside a section that only lists.

use super::{Candidate, Opener, holds, inside};
use crate::design::Reading;
use crate::knowledge::{Found, Part};

/// "Polling vs push" below the endpoints, "Comparison of the protocols" below the tables: the writer stops to weigh, which
/// is where a design gets deep.
pub(super) fn name_comparisons(reading: &Reading, candidates: &[Candidate], chosen: &mut Vec<(usize, Part)>) {
    let lists = |part: Part| matches!(part, Part::Api | Part::Entities | Part::Estimation);
    let mut weighed: Vec<(usize, Part)> = Vec::new();
    for &(outer, part) in chosen.iter().filter(|(_, part)| lists(*part)) {
        let first = outer + 1;
        let compared = (first..first + inside(candidates, outer).len()).filter(|&at| {
            let candidate = &candidates[at];
            candidate.parts.is_empty()
                && matches!(candidate.style, Opener::Heading(_))
                && compares(&candidate.key)
                // "Hold vs booking" tells two tables apart; "SQL vs NoSQL" weighs.
                && (part != Part::Entities || names_term(reading, candidate))
        });
        // What stands in a section of its own there is none of this one.
        let within = |outer: usize, at: usize| holds(&candidates[outer], &candidates[at]);
        let alone = |at: &usize| {
            let mut inner = chosen.iter().map(|&(inner, _)| inner);
            !inner.any(|inner| within(outer, inner) && within(inner, *at))
        };
        weighed.extend(compared.filter(alone).map(|at| (at, Part::DeepDive)));
    }
    // "Entities and API" is two sections, and what is weighed below it one.
    weighed.sort_unstable();
    weighed.dedup();
    chosen.extend(weighed);
}

/// Whether a title names something of the catalogue or the notes.
fn names_term(reading: &Reading, candidate: &Candidate) -> bool {
    let mut hits = reading.hits_in(&reading.outline.blocks[candidate.block].words);
    hits.any(|hit| matches!(hit.found, Found::Term(_)))
}

/// A title that sets one way against another.
fn compares(title: &str) -> bool {
    let mut words = title.split(' ');
    let begins = words
        .next()
        .is_some_and(|word| matches!(word, "comparison" | "comparisons" | "comparing"));
    begins || words.any(|word| matches!(word, "vs" | "versus"))
}
