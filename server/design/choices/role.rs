//! Chosen, weighed or named in passing: what each place says, and what they say together.

mod belongings;

mod decided;

mod ladder;

mod later;

mod lost;

mod numbered;

mod options;

mod passing;

mod questions;

mod surroundings;

mod together;

mod turned_down;

pub use surroundings::is_ticked;
pub use together::roles;

use super::place::Places;
use crate::knowledge::Cue;
use crate::markdown::Kind;
use crate::text::Span;
use decided::{after_verb, is_decided};
use later::{is_for_a_case, is_for_later, is_thought_of};
use numbered::is_not_the_number_taken;
use options::{is_another_option, is_beside_a_marked_one, is_beside_another, is_under_an_unmarked_title};
use passing::{in_passing, is_looked_at};
use questions::{asks_whether, is_question};
use surroundings::{of_cell, of_place};
use turned_down::{drawback_next, turned_down, turned_down_below, turned_down_next};

/// What one mention says.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// How surely the design takes it, in hundredths; from 60 on it does.
    pub score: i32,
    /// Whether the writer weighs it or turns it down here.
    pub against: Against,
    /// What told so.
    pub evidence: &'static str,
}

impl Verdict {
    /// Whether the design takes it beyond doubt.
    pub fn is_sure(&self) -> bool {
        self.score >= SURE
    }

    /// Whether the writer turns it down.
    pub fn is_against(&self) -> bool {
        self.against == Against::Rejected
    }
}

/// How a mention speaks against a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// It does not.
    Nothing,
    /// It is given by the problem.
    Given,
    /// It is told of other systems, or of the past.
    Foreign,
    /// It is weighed.
    Weighed,
    /// It is turned down.
    Rejected,
}

const TAKEN: i32 = 60;
const SURE: i32 = 80;
/// From here on it is said in so many words, and not only told by the place where the name stands.
const SAID: i32 = 90;

fn verdict_of(score: i32, against: Against, evidence: &'static str) -> Verdict {
    Verdict {
        score,
        against,
        evidence,
    }
}

/// What the mention of this number says of its technology.
pub fn verdict(places: &Places, index: usize) -> Verdict {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    let decided = is_decided(places, &sentence, &mention.words);
    if let Some(verdict) = turned_down(places, index, &sentence) {
        return verdict;
    }
    if is_looked_at(places, index) {
        return verdict_of(35, Against::Weighed, "looked at, and not taken yet");
    }
    if let Some(verdict) = of_cell(places, index) {
        return verdict;
    }
    if let Some(verdict) = of_place(places, index, decided) {
        return verdict;
    }
    if let Some(verdict) = in_passing(places, index, &sentence) {
        return verdict;
    }
    if is_an_example(places, index, &sentence) {
        return verdict_of(45, Against::Weighed, "taken as an example");
    }
    if is_thought_of(places, index, &sentence) {
        return verdict_of(35, Against::Weighed, "thought of in passing");
    }
    if is_not_the_number_taken(places, index) {
        return verdict_of(35, Against::Weighed, "an option beside the one that is taken");
    }
    if decided {
        return verdict_of(100, Against::Nothing, "the sentence decides for it");
    }
    let otherwise = places
        .between(sentence.start, mention.words.start)
        .trim_start()
        .starts_with("or ")
        || places.cues(&(sentence.start..mention.words.start)).any(|(cue, span)| {
            cue == Cue::Otherwise
                && (!is_in_addition(places.reading.folded(&span)) || has_rival_before(places, index))
                && mention.words.start - span.end < 60
                && !places.between(span.end, mention.words.start).contains(" but ")
        });
    if otherwise || is_beside_another(places, index, &sentence) {
        return verdict_of(25, Against::Weighed, "named as another way");
    }
    if is_question(places, &sentence, &mention.words) && asks_whether(places, &sentence) {
        return verdict_of(40, Against::Nothing, "named in a question");
    }
    if is_versus(places, index) {
        return verdict_of(35, Against::Weighed, "one side of a comparison");
    }
    if is_for_a_case(places, index, &sentence) {
        return verdict_of(35, Against::Weighed, "named for one case of several");
    }
    if is_for_later(places, &sentence, &mention.words) {
        return verdict_of(45, Against::Nothing, "named for another time");
    }
    if after_verb(places, &sentence, &mention.words) {
        let hedged = is_hedged(places, &sentence, &mention.words)
            && (turned_down_next(places, index, &sentence) || drawback_next(places, index, &sentence));
        if hedged || turned_down_below(places, mention.block) {
            return verdict_of(10, Against::Rejected, "the next sentence turns it down");
        }
        return verdict_of(90, Against::Nothing, "after a verb that takes it");
    }
    by_position(places, index, &sentence)
}

/// "One option is to use MySQL", "we could use MySQL": thought of, before the next sentence says what comes of it.
fn is_hedged(places: &Places, sentence: &Span, words: &Span) -> bool {
    places
        .between(sentence.start, words.start)
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| {
            matches!(
                word,
                "option" | "options" | "approach" | "could" | "might" | "simplest" | "naive"
            )
        })
}

/// Where nothing else speaks: the position of the name.
fn by_position(places: &Places, index: usize, sentence: &Span) -> Verdict {
    let mention = &places.mentions[index];
    let block = &places.reading.outline.blocks[mention.block];
    let question = is_question(places, sentence, &mention.words);
    if turned_down_next(places, index, sentence) || turned_down_below(places, mention.block) {
        return verdict_of(10, Against::Rejected, "the next sentence turns it down");
    }
    if is_another_option(places, mention.block)
        || is_beside_a_marked_one(places, index)
        || is_under_an_unmarked_title(places, index)
    {
        return verdict_of(35, Against::Weighed, "an option beside the one that is taken");
    }
    if has_rival_above(places, index) {
        return verdict_of(35, Against::Weighed, "beside the one that the heading names");
    }
    let why = places.between(sentence.start, mention.words.start).contains("why ");
    if question && !why {
        return verdict_of(40, Against::Nothing, "named in a question");
    }
    if is_among_reasons(places, index) {
        return verdict_of(45, Against::Nothing, "told among the reasons");
    }
    match block.kind {
        Kind::Heading(_) => verdict_of(85, Against::Nothing, "named in a heading"),
        Kind::Code { .. } => verdict_of(75, Against::Nothing, "a label in a diagram"),
        // "Rationale", "Elasticsearch: needs a cluster": what was turned down leads an item there as well.
        Kind::Item { .. } if leads(places, index) && gives_reasons(places, mention.block) => {
            verdict_of(75, Against::Nothing, "named among the reasons")
        }
        Kind::Item { .. } if leads(places, index) => verdict_of(85, Against::Nothing, "the first words of an item"),
        _ if !block.lead.is_empty() && mention.words.end <= block.lead.end => {
            verdict_of(85, Against::Nothing, "named in bold at the beginning")
        }
        _ if fills_a_part(places, index) || is_labelled(places, index) => {
            verdict_of(85, Against::Nothing, "behind the part that it stands for")
        }
        _ => verdict_of(65, Against::Nothing, "named in the design"),
    }
}

/// Whether one of the two titles above is "Rationale" or the like.
fn gives_reasons(places: &Places, block: usize) -> bool {
    places.above(block).take(2).any(|heading| {
        let title = places
            .reading
            .folded(&places.reading.outline.blocks[heading.block].words);
        let title = title.trim_matches(|c: char| !c.is_alphabetic());
        matches!(title, "rationale" | "reasons" | "reasoning" | "justification")
    })
}

/// "Reasoning:" above an item that tells something of it: the choice stands before.
fn is_among_reasons(places: &Places, index: usize) -> bool {
    // No list of reasons is longer.
    const REACH: usize = 12;
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let block = &blocks[mention.block];
    let labels = places
        .text(mention.words.end, block.words.end)
        .trim_start_matches(['*', '`', ' '])
        .starts_with([':', '-', '–', '—', '(', '→']);
    if !block.is_item() || labels {
        return false;
    }
    let above = (mention.block.saturating_sub(REACH)..mention.block)
        .rev()
        .find(|&at| !blocks[at].is_item());
    above.is_some_and(|at| {
        let words = &blocks[at].words;
        let title = places.text(words.start, words.end).trim_end();
        blocks[at].kind == Kind::Line
            && blocks[at].parent == block.parent
            && title.len() < 40
            && title.ends_with(':')
            && places.reading.knowledge.is_column("reason", title)
    })
}

/// "We can also use": another way, or another part beside the one just named.
fn is_in_addition(folded: &str) -> bool {
    matches!(
        folded,
        "can also use" | "could also use" | "could also" | "can also pick" | "might also use"
    )
}

/// Whether the paragraph or item names before it what it could stand in for.
fn has_rival_before(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[mention.technology];
    places
        .mentions_in(&(places.unit_words(mention.block).start..mention.words.start))
        .map(|other| &technologies[places.mentions[other].technology])
        .any(|other| other.is_named() && other.name != own.name && other.category == own.category)
}

fn is_family(places: &Places, index: usize) -> bool {
    let technology = places.mentions[index].technology;
    places.reading.knowledge.technologies[technology].kind == crate::knowledge::Kind::Family
}

/// "CockroachDB as the ledger database": what could take its place is only weighed under that heading.
fn has_rival_above(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let Some(heading) = places.above(mention.block).next() else {
        return false;
    };
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[mention.technology];
    let mut named = places
        .mentions_in(&places.reading.outline.blocks[heading.block].words)
        .filter(|&other| places.is_named(other))
        .map(|other| &technologies[places.mentions[other].technology])
        .peekable();
    // "Why WebSocket": the rows below weigh the other ways.
    let row = matches!(places.reading.outline.blocks[mention.block].kind, Kind::Row { .. });
    let title = places
        .reading
        .folded(&places.reading.outline.blocks[heading.block].words);
    let protocol = own.kind == crate::knowledge::Kind::Protocol && row && title.contains("why ");
    // "Kubeflow" with "KServe for the models" below it.
    let rest = &places.reading.outline.folded[mention.words.end..];
    if rest.starts_with(" for ") && own.category == "framework" {
        return false;
    }
    heading.block != mention.block
        && (own.kind == crate::knowledge::Kind::Product || protocol)
        && named.peek().is_some()
        && named.all(|rival| rival.name != own.name && rival.category == own.category && rival.part_of != own.name)
}

/// Whether the name is among the first words of its block.
fn leads(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let block = &places.reading.outline.blocks[mention.block];
    places
        .between(block.words.start, mention.words.start)
        .split_whitespace()
        .nth(1)
        .is_none()
}

/// "Let's take X as an example": an instance to show the class.
fn is_an_example(places: &Places, index: usize, sentence: &Span) -> bool {
    let (members, _) = &places.groups[places.lists[index]];
    let last = places.mentions[members.end - 1].words.end;
    let rest = places.between(last, sentence.end.max(last)).trim_start();
    ["as an example", "as example", "for example", "for instance"]
        .iter()
        .any(|phrase| rest.starts_with(phrase))
}

/// "DynamoDB vs. Redis": either side, while nothing decides between them.
fn is_versus(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    // Names that are listed stand on one side together.
    let (members, _) = &places.groups[places.lists[index]];
    let words = &(places.mentions[members.start].words.start..places.mentions[members.end - 1].words.end);
    let folded = &places.reading.outline.folded;
    let block = &places.reading.outline.blocks[mention.block];
    // A heading goes on with nothing that stands before it.
    let start = if block.level().is_some() { block.words.start } else { 0 };
    let before = folded[start..words.start].trim_end();
    // "Polling vs an open socket (WebSocket)": the brackets say what that side is.
    let before = match before.strip_suffix('(').map(str::trim_end) {
        Some(side) => ["vs ", "vs. ", "versus "]
            .iter()
            .filter_map(|word| side.rfind(word).map(|at| at + word.len() - 1))
            .max()
            .filter(|&at| side[at..].split_whitespace().nth(3).is_none())
            .map_or(before, |at| &side[..at]),
        None => before,
    };
    let behind = folded[words.end..].trim_start();
    ["vs", "vs.", "versus"].iter().any(|word| {
        let ahead = before.strip_suffix(word).is_some_and(|rest| rest.ends_with(' '));
        let after = behind.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
        ahead || after
    })
}

/// "cache (Redis)", "object storage (S3)": the product behind the name of its part.
fn fills_a_part(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let Some(before) = index.checked_sub(1).map(|before| &places.mentions[before]) else {
        return false;
    };
    let part = &places.reading.knowledge.technologies[before.technology];
    let gap = places.text(before.words.end, mention.words.start);
    part.kind == crate::knowledge::Kind::Component
        && gap.len() < 30
        && gap.trim_end().ends_with('(')
        && !gap.contains('.')
}

/// "Order service: PostgreSQL", "Order service → PostgreSQL": the item says what plays the part.
fn is_labelled(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let block = &places.reading.outline.blocks[mention.block];
    let before = places.text(block.words.start, mention.words.start).trim_end();
    let label = [":", "->", "→", "=>", "–", "—", " -"]
        .iter()
        .find_map(|mark| before.strip_suffix(mark));
    let kind = matches!(block.kind, Kind::Item { .. } | Kind::Line);
    let speaks = ["candidate", "interviewer", "me", "you", "answer", "note", "a", "q"];
    let spoken = label.is_some_and(|label| {
        speaks.contains(&label.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str())
    });
    kind && !spoken && label.is_some_and(|label| label.split_whitespace().nth(5).is_none())
}
