//! The items and headings above a choice where its reason may stand.

use super::labelled::{label, told};
use super::near::{is_of_its_parts, names_another, nested};
use super::speaks::{Tie, speaks};
use super::specific::is_specific;
use super::{LONGEST, MANY, says_why};
use crate::design::choices::Scope;
use crate::design::choices::place::{Heading, Places};
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};
use crate::text::Span;
use std::ops::Range;

/// The items above it, two levels, where they name a need and no other technology.
pub fn in_parents(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    if !is_first_named(places, index) {
        return None;
    }
    places
        .items_above(mention.block)
        .chain(number_above(blocks, mention.block))
        .take(2)
        .find(|&item| {
            states_need(places, &blocks[item].words, index)
                && !names_another(places, &blocks[item].words, mention.technology)
        })
        .map(|item| (blocks[item].words.clone(), Scope::Parent))
}

/// "1. Low latency" with bullets after it that are not set in: the number heads them.
fn number_above(blocks: &[Block], block: usize) -> Option<usize> {
    const REACH: usize = 12;
    let parent = blocks[block].parent;
    let beside =
        |at: usize, number: bool| blocks[at].kind == Kind::Item { ordered: number } && blocks[at].parent == parent;
    if !beside(block, false) {
        return None;
    }
    let mut above = (block.saturating_sub(REACH)..block)
        .rev()
        .skip_while(|&at| !beside(at, true) && blocks[at].is_item());
    let number = above.next().filter(|&at| beside(at, true))?;
    // The last of several numbers heads nothing.
    let follows_number = number.checked_sub(1).is_some_and(|before| beside(before, true));
    (!follows_number).then_some(number)
}

/// The line that opens a short list with what it is for: "Two layers make look-ups fast:".
pub fn in_opener(places: &Places, index: usize) -> Option<(Span, Scope)> {
    const ITEMS: usize = 4;
    const REACH: usize = 30;
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let block = &blocks[mention.block];
    let leads = places.between(block.words.start, mention.words.start).trim().is_empty();
    if !block.is_item() || !leads {
        return None;
    }
    let beside = |at: &usize| blocks[*at].is_item() && blocks[*at].parent == block.parent;
    let first = (mention.block.saturating_sub(REACH)..=mention.block)
        .rev()
        .take_while(|&at| blocks[at].is_item())
        .filter(beside)
        .last()?;
    let items = std::iter::successors(Some(first), |&at| {
        Some(blocks[at].end).filter(|&next| next < blocks.len())
    })
    .take_while(beside)
    .take(ITEMS + 1)
    .count();
    let line = first
        .checked_sub(1)
        .filter(|&line| blocks[line].kind == Kind::Line && blocks[line].parent == block.parent)?;
    let words = places.unit_words(line);
    let said = places.between(words.start, words.end);
    let opens = said.trim_end().ends_with(':')
        || said
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word, "following" | "these" | "below"))
        || said.contains("one by one");
    let named = places.mentions_in(&words).any(|other| places.is_named(other));
    (items <= ITEMS && opens && !named && words.len() <= LONGEST && speaks(places, &words, index, Tie::Loose))
        .then_some((words, Scope::Before))
}

/// "Redis in front of PostgreSQL": only the first is what the title above speaks of.
fn is_first_named(places: &Places, index: usize) -> bool {
    let first = places.first_of_list(index);
    let block = &places.reading.outline.blocks[places.mentions[index].block];
    !places
        .mentions_in(&(block.words.start..first.start))
        .any(|other| places.is_named(other))
}

/// A title or list head that names a need: a property, or no more than the name of a quality.
fn states_need(places: &Places, words: &Span, index: usize) -> bool {
    // "Scaling", "Consistency of bookings", "Cost: a petabyte is expensive", but not "Security" for what secures.
    let title = places.reading.folded(words);
    let label = title.split(": ").next().unwrap_or(title);
    let short = label.split_whitespace().count() <= 4 && !title.contains("secur");
    words.len() <= LONGEST && speaks(places, words, index, if short { Tie::Close } else { Tie::Loose })
}

/// The nearest heading: where it names a need, or asks why.
pub fn in_heading(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let mut above = places.above(mention.block);
    let heading = above.find(|heading| heading.block == mention.block || !is_an_answer(places, heading))?;
    // A label in a drawing is no answer to the heading above.
    let drawn = matches!(blocks[mention.block].kind, Kind::Code { .. });
    if heading.block == mention.block || drawn || !is_first_named(places, index) {
        return None;
    }
    let words = &blocks[heading.block].words;
    // "Scaling", "Fault tolerance" hold everything of that sort; "Fast redirects" is a need.
    let folded = places.reading.folded(words);
    let wide = [
        "security",
        "optimi",
        "consideration",
        "requirement",
        "monitor",
        "observab",
    ]
    .iter()
    .any(|word| folded.contains(word));
    let small = heading.end - heading.block <= 25 && !wide;
    // "Low latency" with two lines under it asks for it.
    let asked = heading.end - heading.block <= 4 && (folded.starts_with("low ") || folded.starts_with("high "));
    // "FR1: Register a trigger" holds all that is built for it.
    let walk = folded
        .strip_prefix("fr")
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let told = small
        && !walk
        && (asked || is_specific(places, words))
        && speaks(places, words, index, Tie::Loose)
        && !names_another(places, words, mention.technology);
    told.then(|| (words.clone(), Scope::Heading))
}

/// "✅ Answer", below the question: the title above it tells what is asked.
fn is_an_answer(places: &Places, heading: &Heading) -> bool {
    let title = places
        .reading
        .folded(&places.reading.outline.blocks[heading.block].words);
    let title = title.trim_matches(|c: char| !c.is_alphabetic());
    matches!(
        title,
        "answer" | "answers" | "my answer" | "sample answer" | "solution" | "response"
    )
}

/// "Why these technologies", "Justification": what an item under that title says of the name it begins with.
pub fn under_reasons(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let block = &blocks[mention.block];
    let heading = places.above(mention.block).next()?;
    let title = |heading: &Heading| {
        let words = &blocks[heading.block].words;
        places.text(words.start, words.end)
    };
    let asks = |heading: &Heading| {
        let title = title(heading);
        title.len() < 80 && places.reading.knowledge.is_column("reason", title)
    };
    // "Why these technologies", then a title for each sort of them.
    let reasons = asks(heading) || places.above(mention.block).nth(1).is_some_and(asks);
    let title = title(heading);
    let before = places.text(block.words.start, places.first_of_list(index).start).trim();
    // "Backend: Axum — one small binary".
    let part = before
        .strip_suffix(':')
        .filter(|part| part.split_whitespace().nth(3).is_none());
    let leads = before.is_empty() || part.is_some_and(|part| reasons && !part.contains(['.', ':']));
    // "Key decisions", "1. PostgreSQL for bookings. Nobody may get a room twice.": the sentence tells why.
    let decisions = title.len() < 40 && places.reading.folded(&blocks[heading.block].words).contains("decision");
    if decisions && !reasons && leads && block.is_item() {
        let own = places.sentence(mention.block, mention.words.start);
        let next = places.sentence_behind(mention.block, own.end)?;
        let stop = places.text(own.end, own.end + 1) == "." && next.len() <= LONGEST;
        let words = places.text(next.start, next.end).split_whitespace();
        let told = stop && words.count() >= 5 && !names_another(places, &next, mention.technology);
        return told.then_some((next, Scope::Next));
    }
    if !reasons || !leads || !block.is_item() {
        return None;
    }
    let rest = mention.words.end..block.words.end;
    let said = places.text(rest.start, rest.end);
    let told = said
        .trim_start_matches(['*', ' '])
        .starts_with([':', '-', '–', '—', '('])
        && says_why(places, &rest, index);
    told.then(|| (block.words.clone(), Scope::Heading))
}

/// "### Decision" with the name under it, then "### Why?" beside it: what that title holds is said of the decision.
pub fn beside_heading(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let heading = places.above(mention.block).next()?;
    heading.parent?;
    // "Goals" beside "Choices and rationale": that is of what is built for them.
    if places.part(heading.block).is_some_and(Part::is_requirements) {
        return None;
    }
    let known = |other: usize| &places.reading.knowledge.technologies[places.mentions[other].technology];
    let own = places.mentions_in(&(blocks[heading.block].words.start..blocks[heading.end - 1].words.end));
    // "SQL (e.g. MySQL)" names one thing.
    let alone = own.take(MANY).filter(|&other| places.is_named(other)).all(|other| {
        known(other).name == known(index).name
            || places.lists[other] == places.lists[index] && known(other).can_replace(known(index))
            || known(other)
                .family()
                .is_some_and(|family| known(index).family() == Some(family))
    });
    if !alone {
        return None;
    }
    let next = places.headings.partition_point(|other| other.block <= heading.block);
    let mut beside = places.headings[next..]
        .iter()
        .take_while(|other| other.parent >= heading.parent)
        .filter(|other| other.parent == heading.parent);
    let (why, title) = beside.find_map(|other| {
        let words = &blocks[other.block].words;
        let title = places.text(words.start, words.end).trim_matches(['*', ':', '?', ' ']);
        (title.len() < 40 && places.reading.knowledge.is_column("reason", title)).then_some((other, title))
    })?;
    // "High-Level Design" beside "Trade-offs": those are of the whole design.
    let folded = places.reading.folded(&blocks[why.block].words);
    let layout = places.part(heading.block).is_some_and(|part| part != Part::DeepDive);
    if layout && folded.contains("trade") {
        return None;
    }
    held(places, why.block, why.end, title, index)
}

/// What stands under a title that asks for reasons, as far as it is said of a choice.
fn held(places: &Places, why: usize, end: usize, title: &str, index: usize) -> Option<(Span, Scope)> {
    let blocks = &places.reading.outline.blocks;
    let first = why + 1;
    let technology = places.mentions[index].technology;
    // "Redis | scalable": in a table, the row of that name.
    if matches!(blocks.get(first)?.kind, Kind::Row { .. }) {
        let names = |other: usize| places.mentions[other].technology == technology;
        let own = (first..end)
            .take(MANY)
            .find(|&at| places.mentions_in(&blocks[at].words).any(names))?;
        return nested(places, own..own + 1, index);
    }
    // Trade-offs hold costs as well: there it takes a gain.
    let told = title.split_whitespace().count() == 1
        && end > first
        && says_why(places, &blocks[first].words, index)
        && !names_another(places, &blocks[first].words, technology);
    if told {
        return Some((blocks[first].words.clone(), Scope::Below));
    }
    nested(places, first..end, index)
}

/// "Decision: containers on Kubernetes", then a smaller title "Rationale" under the same one.
pub fn below_decision(places: &Places, index: usize) -> Option<(Span, Scope)> {
    // No more smaller titles than this stand under one.
    const REACH: usize = 12;
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let heading = places.above(mention.block).next()?;
    let own = &blocks[mention.block];
    // "Decision: …" on a line of its own in the paragraph.
    let decision = label(places, &own.words).is_some_and(|label| {
        label.split_whitespace().count() <= 2 && places.reading.knowledge.is_column("choice", label)
    });
    if !decision || !matches!(own.kind, Kind::Line | Kind::Item { .. }) || heading.block == mention.block {
        return None;
    }
    let next = places.headings.partition_point(|other| other.block <= heading.block);
    let mut below = places.headings[next..]
        .iter()
        .take_while(|other| other.block < heading.end)
        .take(REACH)
        .filter(|other| {
            other.block > mention.block
                && places
                    .above(other.block)
                    .nth(1)
                    .is_some_and(|above| above.block == heading.block)
        });
    let (why, title) = below.find_map(|other| {
        let words = &blocks[other.block].words;
        let title = places.text(words.start, words.end).trim_matches(['*', ':', '?', ' ']);
        (title.len() < 40 && places.reading.knowledge.is_column("reason", title)).then_some((other, title))
    })?;
    held(places, why.block, why.end, title, index)
}

/// A heading that names the technology: everything under it speaks of it.
pub fn under_own_heading(places: &Places, index: usize) -> Option<(Span, Scope)> {
    let mention = &places.mentions[index];
    let heading = places
        .above(mention.block)
        .next()
        .filter(|heading| heading.block == mention.block)?;
    let words = &places.reading.outline.blocks[heading.block].words;
    let others = places.mentions_in(words).filter(|&other| {
        let named = &places.mentions[other];
        // "Redis Pub/Sub" names Redis within its own name.
        let within = named.words.start < mention.words.end && mention.words.start < named.words.end;
        // "gRPC instead of REST", among what was not taken: it tells of what was.
        let turned_down = places.rejected.get(other).is_some_and(|rejected| *rejected);
        places.is_named(other)
            && named.technology != mention.technology
            && places.lists[other] != places.lists[index]
            && !within
            && !turned_down
    });
    if others.count() > 0 || is_of_its_parts(places, index) {
        return None;
    }
    let blocks = &places.reading.outline.blocks;
    let first = blocks
        .get(heading.block + 1)
        .filter(|first| heading.block + 1 < heading.end && matches!(first.kind, Kind::Line))
        .map(|_| places.unit_words(heading.block + 1))
        .filter(|words| !names_another(places, words, mention.technology) && speaks(places, words, index, Tie::Close));
    match first {
        Some(words) => Some((words, Scope::Below)),
        None => nested(places, heading.block + 1..heading.end, index)
            .or_else(|| labelled_reason(places, heading.block + 1..heading.end, index)),
    }
}

/// "Justification: an industry standard" below the heading, whatever else it names.
fn labelled_reason(places: &Places, range: Range<usize>, index: usize) -> Option<(Span, Scope)> {
    // A part of a design that is about one technology is no longer.
    const REACH: usize = 12;
    range.take(REACH).find_map(|at| {
        let words = &places.reading.outline.blocks[at].words;
        let reason = label(places, words).is_some_and(|label| places.reading.knowledge.is_column("reason", label));
        reason
            .then(|| told(places, index, at, words))?
            .map(|words| (words, Scope::Below))
    })
}
