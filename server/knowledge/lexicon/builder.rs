//! From names and cues to automata that find them.

use super::{ConceptId, Found, Lexicon, Meaning, Term};
use crate::markdown::fold;
use daachorse::DoubleArrayAhoCorasickBuilder;
use std::collections::{BTreeMap, HashMap};

/// Gathers spellings and what they mean.
#[derive(Default)]
pub(super) struct Builder {
    /// The number of each spelling.
    known: BTreeMap<String, u32>,
    /// By those numbers.
    meanings: Vec<Vec<Meaning>>,
    concepts: HashMap<String, ConceptId>,
}

impl Builder {
    /// Adds what a name or cue means; `case` is how it must be written.
    pub(super) fn add(&mut self, name: &str, found: Found, case: Option<String>) {
        let (stem, open) = name
            .strip_suffix('*')
            .filter(|stem| stem.len() > 1)
            .map_or((name, false), |stem| (stem, true));
        let is_cue = matches!(found, Found::Cue(_));
        // "C*" is a name, not a stem.
        let (stem, open) = if is_cue { (stem, open) } else { (name, false) };
        let folded = fold(stem.trim()).split_whitespace().collect::<Vec<_>>().join(" ");
        if folded.is_empty() {
            return;
        }
        if let Found::Term(Term::Concept(id)) = found {
            self.concepts.entry(folded.clone()).or_insert(id);
        }
        // "LoadBalancer": names of more words are hardly ever written as one.
        let joined = folded.replace(' ', "");
        let may_join = folded.matches(' ').count() == 1 && joined.len() > 5;
        let variants = if !is_cue && may_join && case.is_none() {
            vec![folded, joined]
        } else {
            vec![folded]
        };
        for spelling in variants {
            let meaning = Meaning {
                found,
                open,
                case: case.clone(),
            };
            let next = self.meanings.len();
            let index = *self.known.entry(spelling).or_insert(next as u32) as usize;
            if index == next {
                // Most words mean one thing: room for four would be most of what all of them hold.
                self.meanings.push(Vec::with_capacity(1));
            }
            let meanings = &mut self.meanings[index];
            let taken = is_technology(found) && meanings.iter().any(|other| is_technology(other.found));
            if !taken && !meanings.contains(&meaning) {
                meanings.push(meaning);
            }
        }
    }

    /// Makes everything findable.
    pub(super) fn build(self) -> Lexicon {
        // One for all would take megabytes while it is built, which are then held for nothing; many take long to search.
        const MOST: usize = 1250;
        let parts = self.known.len().div_ceil(MOST).max(1);
        let size = self.known.len().div_ceil(parts).max(1);
        let known: Vec<(String, u32)> = self.known.into_iter().collect();
        let automaton = |part: &[(String, u32)]| {
            let known = part.iter().map(|(spelling, number)| (spelling, *number));
            // So many words begin with any letter: nothing could be skipped.
            let builder = DoubleArrayAhoCorasickBuilder::new().use_prefilter(false);
            builder
                .build_with_values(known)
                .expect("a few thousand short words, each once")
        };
        Lexicon {
            automata: known.chunks(size).map(automaton).collect(),
            meanings: self.meanings,
            concepts: self.concepts,
        }
    }
}

fn is_technology(found: Found) -> bool {
    matches!(found, Found::Term(Term::Technology(_)))
}
