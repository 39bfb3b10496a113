//! The words that speak of availability or of consistency.

use super::columns::cells_of_consistency;
use super::senses::{is_allowed, is_other_sense};
use super::{Side, Weight};
use crate::design::Reading;
use crate::knowledge::{Cue, Found};
use crate::markdown::Block;
use crate::text::Span;

/// A word that speaks of one of the two, within its block.
#[derive(Clone, Debug)]
pub struct Subject {
    /// A range of the words.
    pub span: Span,
    /// Of which it speaks.
    pub side: Side,
    /// How much it says of it.
    pub weight: Weight,
    /// Nothing but the word itself, which may as well name the question.
    pub bare: bool,
}

/// The words of a block that speak of either side, the longest ones where they overlap.
pub fn subjects(reading: &Reading, block: &Block) -> Vec<Subject> {
    let mut found: Vec<Subject> = Vec::new();
    for hit in reading.hits_in(&block.words) {
        let (side, weight, bare) = match hit.found {
            Found::Cue(Cue::Available) => (Side::Availability, Weight::Wanted, true),
            Found::Cue(Cue::HighlyAvailable) => (Side::Availability, Weight::Wanted, false),
            Found::Cue(Cue::Consistent) => (Side::Consistency, Weight::Wanted, true),
            Found::Cue(Cue::Eventual) => (Side::Availability, Weight::Kind, false),
            Found::Cue(Cue::Strict) => (Side::Consistency, Weight::Kind, false),
            Found::Cue(Cue::AvailabilityFirst) => (Side::Availability, Weight::First, false),
            Found::Cue(Cue::ConsistencyFirst) => (Side::Consistency, Weight::First, false),
            _ => continue,
        };
        // "Eventual delivery" is none of it.
        let eventual = reading.folded(&hit.span) == "eventual";
        if eventual && is_of_another(reading, block, &hit.span) {
            continue;
        }
        if bare && is_other_sense(reading, &block.words, &hit.span) || is_allowed(reading, block, &hit.span) {
            continue;
        }
        let span = hit.span.clone();
        if let Some(last) = found.last_mut().filter(|last| span.start < last.span.end) {
            if span.len() > last.span.len() || (span.len() == last.span.len() && weight > last.weight) {
                *last = Subject {
                    span,
                    side,
                    weight,
                    bare,
                };
            }
            continue;
        }
        found.push(Subject {
            span,
            side,
            weight,
            bare,
        });
    }
    for subject in &mut found {
        if subject.bare && subject.side == Side::Consistency && is_low(reading, block, &subject.span) {
            (subject.side, subject.weight, subject.bare) = (Side::Availability, Weight::Kind, false);
        }
    }
    name_strict(reading, block, &mut found);
    for cell in cells_of_consistency(reading, block) {
        let said = reading.folded(&cell);
        let kind = said.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        if kind.is_some_and(|kind| KINDS.contains(&kind)) && !found.iter().any(|other| cell.contains(&other.span.start))
        {
            found.push(Subject {
                span: cell,
                side: Side::Consistency,
                weight: Weight::Kind,
                bare: false,
            });
        }
    }
    // "Consistency may be eventual": one thing in two words.
    let sentence = |subject: &Subject| {
        let before = reading.folded(&(block.words.start..subject.span.start));
        before.matches(". ").count()
    };
    let eventual: Vec<usize> = found
        .iter()
        .filter(|subject| subject.weight == Weight::Kind && subject.side == Side::Availability)
        .map(sentence)
        .collect();
    found
        .retain(|subject| subject.side != Side::Consistency || !subject.bare || !eventual.contains(&sentence(subject)));
    found
}

/// "Consistency: low", "Consistency (weak)".
fn is_low(reading: &Reading, block: &Block, span: &Span) -> bool {
    let behind = reading.folded(&(span.end..block.words.end.max(span.end)));
    let value = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    let apart = behind[..behind.len() - value.len()].contains(|c: char| !matches!(c, ' ' | ',' | '.' | '\n'))
        || behind.starts_with("   ");
    let word = value.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    apart && reading.knowledge.stance_words("low").iter().any(|low| low == word)
}

/// Words that tell of a kind of consistency on its side.
const KINDS: &[&str] = &["strong", "strongly", "strict", "immediate"];

/// Whether "eventual" is said of something that comes at some time.
fn is_of_another(reading: &Reading, block: &Block, span: &Span) -> bool {
    let behind = reading.folded(&(span.end..block.words.end.max(span.end)));
    let next = behind
        .trim_start()
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    reading
        .knowledge
        .stance_words("at_some_time")
        .iter()
        .any(|word| word == next)
}

/// "Consistency: strong", "Consistency - strong for stock, eventual for likes": the kind stands apart from the word.
fn name_strict(reading: &Reading, block: &Block, found: &mut Vec<Subject>) {
    const BEHIND: &[&str] = &[
        "", "for", "in", "on", "within", "between", "across", "where", "per", "when",
    ];
    let bare = |subject: &Subject| subject.side == Side::Consistency && subject.bare;
    let named = found.iter().position(bare);
    // "Eventual consistency, strong for stock".
    let eventual = found
        .iter()
        .any(|subject| subject.weight == Weight::Kind && reading.folded(&subject.span).contains("consisten"));
    if named.is_none() && !eventual {
        return;
    }
    let alone = named.is_some() && found.iter().all(bare);
    let folded = reading.folded(&block.words);
    let mut at = block.words.start;
    for word in folded.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let (from, said) = (at, word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        at += word.len();
        if !KINDS.contains(&said) || found.iter().any(|other| other.span.contains(&from)) {
            continue;
        }
        // "Strong security" is none of it.
        let next = || {
            folded[at - block.words.start..]
                .split(|c: char| !c.is_alphanumeric())
                .next()
        };
        let told = alone || !word.ends_with(' ') || next().is_some_and(|next| BEHIND.contains(&next));
        let stands_for = || next().is_some_and(|next| !next.is_empty() && BEHIND.contains(&next));
        match named {
            Some(named) if told => {
                let subject = &mut found[named];
                subject.weight = Weight::Kind;
                subject.bare = false;
                // Where it stands tells what it is wanted for.
                if !alone {
                    subject.span = from..from + said.len();
                }
                break;
            }
            None if stands_for() => {
                found.push(Subject {
                    span: from..from + said.len(),
                    side: Side::Consistency,
                    weight: Weight::Kind,
                    bare: false,
                });
                break;
            }
            _ => {}
        }
    }
    found.sort_by_key(|subject| subject.span.start);
}
