//! Availability against consistency: which side the requirements take, and where they say so.

mod columns;

mod preliminary;

mod said;

mod scope;

mod senses;

mod subjects;

use super::requirements::Requirements;
use super::sections::{Opener, Section};
use super::{Reading, kept};
use crate::knowledge::Part;
use crate::markdown::{Block, Kind, Seam, has_words};
use crate::text::Span;
use preliminary::{answer, is_cleared_up, preliminary_blocks, preliminary_end};
use said::{is_excepted, is_not_taken, is_put_behind, says_before, says_behind, yields};
use scope::is_scoped;
pub(super) use senses::is_of_something_else;
use senses::{is_general, is_only_weighed, is_open};
use subjects::{Subject, subjects};

/// Which side of availability against consistency the requirements take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Availability first.
    Availability,
    /// Consistency first.
    Consistency,
    /// Different parts take different sides.
    Mixed,
    /// Not said, or both without a word on which yields.
    #[default]
    Undecided,
}

/// The stance of a document, with what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stance {
    /// The side taken.
    pub side: Side,
    /// Every claim, in the order they are written.
    pub claims: Vec<StanceClaim>,
    /// Where one of the two is asked for without a word on the other (`Availability: 99.9 %`). They decide only where
    /// nothing else does.
    pub leanings: Vec<StanceClaim>,
}

/// One place where a side is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StanceClaim {
    /// The words that take it.
    pub span: Span,
    /// Which side.
    pub side: Side,
    /// The words of the item it stands in: a range of the outline's words.
    pub item: Span,
    /// How much it says.
    pub weight: Weight,
    /// It speaks of one part of the system: `for bookings`.
    pub scoped: bool,
}

/// How much a claim says; the weightier one decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// One of the two is wanted: `highly available`.
    Wanted,
    /// A kind of consistency that tells the side: `eventual consistency`, `no double booking`.
    Kind,
    /// One comes before the other: `availability over consistency`, `AP`.
    First,
}

impl Stance {
    /// The same, none of which was read anew, at the places where it stands now.
    fn moved(&self, seam: &Seam) -> Stance {
        let moved = |claim: &StanceClaim| StanceClaim {
            span: seam.source.now(&claim.span),
            item: seam.words.now(&claim.item),
            ..claim.clone()
        };
        Stance {
            side: self.side,
            claims: self.claims.iter().map(moved).collect(),
            leanings: self.leanings.iter().map(moved).collect(),
        }
    }
}

/// Reads the stance: from the requirements, and from what is cleared up before the design begins.
pub fn read(reading: &Reading, sections: &[Section], requirements: &Requirements) -> Stance {
    let asks = |section: &Section| section.part.is_requirements();
    let begun = reading.seam.blocks.anew.start >= preliminary_end(reading, sections) && !sections.is_empty();
    match reading.before {
        Some(before) if begun && !before.sections.is_empty() && !kept::is_touched(reading, sections, asks) => {
            before.stance.moved(reading.seam)
        }
        _ => read_anew(reading, sections, requirements),
    }
}

fn read_anew(reading: &Reading, sections: &[Section], requirements: &Requirements) -> Stance {
    let mut stance = Stance::default();
    for at in stated_blocks(reading, sections, requirements) {
        let within = |part: Part| {
            let mut sections = sections.iter();
            sections.any(|section| section.part == part && section.blocks.contains(&at))
        };
        let functional = within(Part::Functional) && !within(Part::NonFunctional);
        claims(reading, at, functional, &mut stance);
    }
    let silent = stance.claims.is_empty() && stance.leanings.is_empty();
    for at in preliminary_blocks(reading, sections) {
        if is_general(reading, &reading.outline.blocks[at]) {
            continue;
        }
        let mut said = Stance::default();
        claims(reading, at, true, &mut said);
        // Where the requirements are silent, a kind of consistency that is assumed tells the side.
        let kind = if silent && is_cleared_up(reading, at) {
            Weight::Kind
        } else {
            Weight::First
        };
        said.claims.retain(|claim| claim.weight >= kind);
        stance.claims.append(&mut said.claims);
        stance.claims.extend(answer(reading, at));
    }
    for list in [&mut stance.claims, &mut stance.leanings] {
        list.sort_by_key(|claim| (claim.span.start, claim.span.end));
        list.dedup();
    }
    stance.side = decide(&stance);
    stance
}

/// The blocks of the requirements that are in scope.
fn stated_blocks(reading: &Reading, sections: &[Section], requirements: &Requirements) -> Vec<usize> {
    let mut blocks: Vec<usize> = Vec::new();
    for section in sections.iter().filter(|section| section.part.is_requirements()) {
        // What stands behind the title's colon belongs to it; a heading holds nothing but the title.
        let opener = (!matches!(section.style, Opener::Heading(_))).then_some(section.opener);
        blocks.extend(section.blocks.clone().chain(opener));
    }
    blocks.sort_unstable();
    blocks.dedup();
    let excluded = |at: &usize| requirements.out_of_scope.iter().any(|out| out.blocks.contains(at));
    blocks.retain(|at| !excluded(at) && !matches!(reading.outline.blocks[*at].kind, Kind::Code { .. }));
    blocks
}

/// What one block claims.
fn claims(reading: &Reading, at: usize, functional: bool, stance: &mut Stance) {
    // Nobody takes a side so far behind; the bound keeps endless paragraphs linear.
    const LONGEST: usize = 4000;
    let mut block = reading.outline.blocks[at].clone();
    let longest = reading.outline.words.floor_char_boundary(block.words.start + LONGEST);
    block.words.end = block.words.end.min(longest);
    let block = &block;
    if is_open(reading, block) {
        return;
    }
    let subjects = subjects(reading, block);
    let begun = stance.claims.len();
    let mut used = vec![false; subjects.len()];
    let mut add = |subject: &Subject, side: Side, weight: Weight, leaning: bool| {
        let claim = StanceClaim {
            span: reading.outline.source(&subject.span),
            side,
            item: block.words.clone(),
            weight,
            scoped: is_scoped(reading, block, &subject.span),
        };
        let list = if leaning {
            &mut stance.leanings
        } else {
            &mut stance.claims
        };
        list.push(claim);
    };
    let whole = |left: &Subject, right: &Subject| Subject {
        span: left.span.start..right.span.end,
        ..left.clone()
    };
    for asked in [false, true] {
        for index in 1..subjects.len() {
            let (left, right) = (&subjects[index - 1], &subjects[index]);
            if left.side == right.side || used[index - 1] || used[index] {
                continue;
            }
            let gap = left.span.end..right.span.start;
            if asked {
                if !is_question(&reading.outline.words[gap]) {
                    continue;
                }
                // "AP vs CP: AP".
                if let Some(taken) = subjects.get(index + 1).filter(|taken| {
                    let between = &reading.outline.words[right.span.end..taken.span.start];
                    matches!(between.trim(), ":" | "=" | "->" | "=>" | "→" | "-" | "–" | "—")
                }) {
                    add(taken, taken.side, Weight::First, false);
                    used[index - 1..=index + 1].fill(true);
                    continue;
                }
                if left.weight.max(right.weight) > Weight::Wanted {
                    continue;
                }
                if says_before(reading, block, &left.span, "prefer") {
                    add(&whole(left, right), left.side, Weight::First, false);
                }
            } else {
                // "Trade consistency for availability".
                let gap = reading.folded(&gap);
                let traded = gap.trim() == "for" && says_before(reading, block, &left.span, "yield");
                let preferred = gap.trim() == "to" && says_before(reading, block, &left.span, "prefer");
                let first = comes_first(reading, left, right, gap);
                let first = first
                    .or(traded.then_some(right.side))
                    .or(preferred.then_some(left.side));
                let Some(first) = first else {
                    continue;
                };
                add(&whole(left, right), first, Weight::First, false);
            }
            (used[index - 1], used[index]) = (true, true);
        }
    }
    for (subject, used) in subjects.iter().zip(used) {
        if used || is_only_weighed(reading, block, &subject.span) || is_not_taken(reading, block, subject) {
            continue;
        }
        if yields(reading, block, subject) || is_put_behind(reading, block, subject) {
            add(subject, other(subject.side), Weight::Kind, false);
        } else if says_before(reading, block, &subject.span, "prefer") || says_behind(reading, block, subject, "first")
        {
            add(subject, subject.side, Weight::First, false);
        } else if !subject.bare {
            add(subject, subject.side, subject.weight, false);
        } else if says_behind(reading, block, subject, "counts") && is_scoped(reading, block, &subject.span) {
            // "Consistency is critical on orders".
            add(subject, subject.side, Weight::Kind, false);
        } else if !functional && !is_lukewarm(reading, block, subject) {
            add(subject, subject.side, Weight::Wanted, true);
        }
    }
    // "Availability first, except for payments" takes both.
    if subjects.iter().any(|subject| is_excepted(reading, block, subject)) {
        if let [claim] = &stance.claims[begun..] {
            let exception = StanceClaim {
                side: other(claim.side),
                ..claim.clone()
            };
            stance.claims.push(exception);
        }
        stance.claims[begun..].iter_mut().for_each(|claim| claim.scoped = true);
    }
    // "Strong on writes, eventual on reads" cannot both be said of the whole.
    let said = &mut stance.claims[begun..];
    let kinds = [Side::Availability, Side::Consistency];
    let one_sentence = !reading.folded(&block.words).contains(". ");
    let of_a_kind = said.iter().all(|claim| claim.weight == Weight::Kind);
    if one_sentence && of_a_kind && kinds.iter().all(|side| said.iter().any(|claim| claim.side == *side)) {
        said.iter_mut().for_each(|claim| claim.scoped = true);
    }
}

/// "Moderate availability": it is wanted, but not so much that it takes a side.
fn is_lukewarm(reading: &Reading, block: &Block, subject: &Subject) -> bool {
    let before = reading.folded(&(block.words.start..subject.span.start)).trim_end();
    let behind = reading.folded(&(subject.span.end..block.words.end.max(subject.span.end)));
    let value = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = reading.knowledge.stance_words("lukewarm");
    words.iter().any(|word| {
        let rest = before.strip_suffix(word.as_str());
        // "Availability: medium".
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)) || value.trim_end() == word
    })
}

/// Which side a comparison between two subjects puts first.
fn comes_first(reading: &Reading, left: &Subject, right: &Subject, gap: &str) -> Option<Side> {
    if gap.len() > 60 || gap.contains([';', '?', '\u{1}']) || gap.contains(". ") || gap.ends_with('.') {
        return None;
    }
    // "99.9 % over a year": where a figure stands between the two, the comparison stands right before the second.
    let figure = gap.contains(|c: char| c.is_ascii_digit());
    let says = |name: &str| {
        let phrases = reading.knowledge.stance_words(name).iter();
        let mut said = phrases.filter(|phrase| !figure || gap.trim_end().ends_with(phrase.as_str()));
        said.any(|phrase| has_words(gap, phrase))
    };
    if says("under") {
        Some(right.side)
    } else if says("over") {
        Some(left.side)
    } else {
        None
    }
}

/// `Consistency vs availability`, `availability or consistency`: a question, not a claim.
fn is_question(gap: &str) -> bool {
    let gap = gap.trim().trim_end_matches('.').to_ascii_lowercase();
    matches!(gap.as_str(), "vs" | "versus" | "or" | "v/s" | "/" | "against")
}

/// The side that the claims take together. What is only named counts as wanted where no claim stands on its side, and
/// none says which comes first.
fn decide(stance: &Stance) -> Side {
    let claimed = |side: Side| stance.claims.iter().any(|claim| claim.side == side);
    let (available, consistent) = (claimed(Side::Availability), claimed(Side::Consistency));
    let ranked = stance.claims.iter().any(|claim| claim.weight == Weight::First);
    // "Consistency before availability for seats" leaves the rest to whoever speaks of another part.
    let first = |claim: &&StanceClaim| claim.weight == Weight::First;
    let one_part = |leaning: &StanceClaim| {
        let mut first = stance.claims.iter().filter(first);
        leaning.scoped && first.all(|claim| claim.scoped && claim.side != leaning.side)
    };
    let named = stance.leanings.iter().filter(|leaning| match leaning.side {
        _ if ranked && !one_part(leaning) => false,
        Side::Availability => !available,
        _ => !consistent,
    });
    let claims: Vec<&StanceClaim> = stance.claims.iter().chain(named).collect();
    // "Highly available outside of matching" leaves the matching to whoever asks for consistency in passing.
    let one = stance.claims.first().map(|claim| claim.side);
    if stance
        .claims
        .iter()
        .all(|claim| claim.scoped && Some(claim.side) == one)
        && stance.leanings.iter().any(|leaning| one == Some(other(leaning.side)))
    {
        return Side::Mixed;
    }
    let of = |side: Side| claims.iter().filter(move |claim| claim.side == side);
    let best = |side: Side| of(side).map(|claim| claim.weight).max();
    let (available, consistent) = (best(Side::Availability), best(Side::Consistency));
    let (Some(available), Some(consistent)) = (available, consistent) else {
        return match (available, consistent) {
            (Some(_), None) => Side::Availability,
            (None, Some(_)) => Side::Consistency,
            _ => Side::Undecided,
        };
    };
    let scoped = |side: Side| of(side).any(|claim| claim.scoped);
    let (parts, strong) = (scoped(Side::Availability) && scoped(Side::Consistency), Weight::Kind);
    let split = parts
        || (scoped(Side::Consistency) && consistent >= strong)
        || (scoped(Side::Availability) && (available >= strong || consistent >= strong));
    if split || (available == Weight::First && consistent == Weight::First) {
        Side::Mixed
    } else if available == Weight::First || (available == strong && consistent == Weight::Wanted) {
        Side::Availability
    } else if consistent == Weight::First {
        Side::Consistency
    } else {
        Side::Undecided
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Availability => Side::Consistency,
        Side::Consistency => Side::Availability,
        side => side,
    }
}
