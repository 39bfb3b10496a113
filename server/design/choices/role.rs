//! Chosen, weighed or named in passing: what each place says, and what they say together.

use super::Role;
use super::place::{Column, Places, Sort};
use crate::knowledge::{Cue, Part, TechnologyId};
use crate::markdown::Kind;
use crate::text::Span;
use std::collections::{HashMap, HashSet};

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
    if decided {
        return verdict_of(100, Against::Nothing, "the sentence decides for it");
    }
    let otherwise = places
        .between(sentence.start, mention.words.start)
        .trim_start()
        .starts_with("or ")
        || places
            .cues(&(sentence.start..mention.words.start))
            .any(|(cue, span)| cue == Cue::Otherwise && mention.words.start - span.end < 60);
    if otherwise {
        return verdict_of(30, Against::Weighed, "named as another way");
    }
    if is_question(places, &sentence, &mention.words) && asks_whether(places, &sentence) {
        return verdict_of(40, Against::Nothing, "named in a question");
    }
    if is_versus(places, index) {
        return verdict_of(35, Against::Weighed, "one side of a comparison");
    }
    if after_verb(places, &sentence, &mention.words) {
        return verdict_of(90, Against::Nothing, "after a verb that takes it");
    }
    by_position(places, index, &sentence)
}

/// Where nothing else speaks: the position of the name.
fn by_position(places: &Places, index: usize, sentence: &Span) -> Verdict {
    let mention = &places.mentions[index];
    let block = &places.reading.outline.blocks[mention.block];
    if places.has(&(sentence.start..mention.words.start), Cue::Later) {
        return verdict_of(45, Against::Nothing, "named for another time");
    }
    let question = is_question(places, sentence, &mention.words);
    if turned_down_next(places, index, sentence) {
        return verdict_of(10, Against::Rejected, "the next sentence turns it down");
    }
    if has_rival_above(places, index) {
        return verdict_of(35, Against::Weighed, "beside the one that the heading names");
    }
    let why = places.between(sentence.start, mention.words.start).contains("why ");
    if question && !why {
        return verdict_of(40, Against::Nothing, "named in a question");
    }
    match block.kind {
        Kind::Heading(_) => verdict_of(85, Against::Nothing, "named in a heading"),
        Kind::Code { .. } => verdict_of(75, Against::Nothing, "a label in a diagram"),
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

fn is_family(places: &Places, index: usize) -> bool {
    let technology = places.mentions[index].technology;
    places.reading.knowledge.technologies[technology].kind == crate::knowledge::Kind::Family
}

/// Whether the sentence around a name asks.
fn is_question(places: &Places, sentence: &Span, words: &Span) -> bool {
    places.reading.outline.words[words.end..sentence.end.max(words.end)]
        .trim_end()
        .ends_with('?')
        || places.reading.outline.words[sentence.end..].starts_with('?')
}

/// "Could we use Kafka?", but not "How do we use Kafka?".
fn asks_whether(places: &Places, sentence: &Span) -> bool {
    let first = places.between(sentence.start, sentence.end).split_whitespace().next();
    matches!(
        first.unwrap_or_default(),
        "could" | "can" | "should" | "would" | "do" | "does" | "is" | "are" | "may" | "might" | "what" | "or" | "shall"
    )
}

/// "LIKE on MySQL scans the index. This is too slow.": the next sentence turns it down.
fn turned_down_next(places: &Places, index: usize, sentence: &Span) -> bool {
    let mention = &places.mentions[index];
    let unit = places.unit_words(mention.block);
    let start = (sentence.end + 1..unit.end)
        .find(|&at| !places.reading.outline.words.as_bytes()[at].is_ascii_whitespace())
        .filter(|&at| places.reading.outline.words.is_char_boundary(at));
    let Some(start) = start else { return false };
    let next = places.sentence(mention.block, start);
    let next = next.start.max(start)..next.end.max(start);
    let words = places.between(next.start, next.end);
    let refers = ["this ", "it ", "that "]
        .iter()
        .any(|word| words.trim_start().starts_with(word))
        || words.contains(" this is ")
        || words.contains(" it is ");
    refers && places.has(&next, Cue::Reject) && !places.mentions_in(&next).any(|other| places.is_named(other))
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
    heading.block != mention.block
        && own.kind == crate::knowledge::Kind::Product
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
    let words = &places.mentions[index].words;
    let folded = &places.reading.outline.folded;
    let before = folded[..words.start].trim_end();
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

/// A phrase of the sentence decides, and nothing else is nearer to it.
fn is_decided(places: &Places, sentence: &Span, words: &Span) -> bool {
    if is_question(places, sentence, words) && !places.between(sentence.start, words.start).contains("why ") {
        return false;
    }
    let near = places
        .cues(sentence)
        .filter(|(cue, _)| *cue == Cue::Decided)
        .any(|(_, span)| {
            let (from, to) = if span.end <= words.start {
                (span.end, words.start)
            } else {
                (words.end, span.start)
            };
            if to.saturating_sub(from) >= 80 {
                return false;
            }
            let gap = places.between(from, to.max(from));
            let crossed =
                gap.contains([';', '|']) || gap.contains(" but ") || gap.contains(" not ") || gap.contains(" over ");
            !crossed
        });
    let negated = places
        .cues(sentence)
        .any(|(cue, span)| matches!(cue, Cue::Reject) && span.start >= words.end);
    near && !negated
}

/// A verb that takes what follows, at most four words before.
fn after_verb(places: &Places, sentence: &Span, words: &Span) -> bool {
    let from = sentence.start.max(words.start.saturating_sub(60));
    let from = (from..=words.start)
        .find(|&at| places.reading.outline.folded.is_char_boundary(at))
        .unwrap_or(words.start);
    places
        .cues(&(from..words.start))
        .any(|(cue, span)| cue == Cue::Decide && places.between(span.end, words.start).split_whitespace().count() <= 4)
}

/// "not X", "instead of X", "X would be overkill", "Y over X".
fn turned_down(places: &Places, index: usize, sentence: &Span) -> Option<Verdict> {
    // The whole list is turned down with its first name: "instead of Kafka or RabbitMQ".
    let (members, _) = &places.groups[places.lists[index]];
    let first = &places.mentions[members.start].words;
    let last = &places.mentions[members.end - 1].words;
    let from = sentence.start.min(first.start);
    // "Cassandra instead of PostgreSQL?" turns nothing down yet.
    let asks = is_question(places, sentence, last);
    let negated = places.cues(&(from..first.start)).any(|(cue, span)| {
        cue == Cue::Negate
            && !(asks && is_swap(places.reading.folded(&span)))
            && first.start.saturating_sub(span.end) < 60
            && {
                let gap = places.between(span.end, first.start);
                let count = gap.split_whitespace().count();
                let class = gap.trim_end().ends_with(" like") || gap.trim_end().ends_with(" such as");
                count <= if class { 6 } else { 3 }
                    && !gap.contains(['.', ';', ':', ',', '?', '!'])
                    && (class || gap.split_whitespace().all(is_small))
                    && !is_not_only(places, &span)
            }
    });
    // "Unlike X, Y …": Y is no longer meant.
    let own = &places.mentions[index].words;
    let listed = index == members.start || {
        let gap = places.between(first.end, own.start);
        [" or ", " and ", " nor ", " + "].iter().any(|word| gap.contains(word))
            || places.text(first.end, own.start).contains('/')
    };
    if negated && listed {
        return Some(verdict_of(0, Against::Rejected, "the writer does not take it"));
    }
    if lost_to(places, index, from) {
        return Some(verdict_of(0, Against::Rejected, "another one is taken over it"));
    }
    let end = sentence.end.max(last.end);
    let next = places
        .mentions
        .get(members.end)
        .map_or(end, |next| next.words.start.min(end));
    let rejected = places.cues(&(last.end..end)).any(|(cue, span)| {
        cue == Cue::Reject && span.start.saturating_sub(last.end) < 120 && {
            let gap = places.between(last.end, span.start);
            gap.split_whitespace().count() <= 8
                && !gap.contains([';', '|'])
                && !gap.contains(" but ")
                && (span.start <= next || next <= last.end)
        }
    });
    let rest = places.between(last.end, end);
    if rest.trim_start().starts_with("would ") && [" but ", ", yet "].iter().any(|word| rest.contains(word)) {
        return Some(verdict_of(20, Against::Weighed, "would do, but"));
    }
    // "PostgreSQL is fine; a cluster would be overkill": something else is the subject.
    rejected.then(|| verdict_of(10, Against::Rejected, "the sentence turns it down"))
}

fn is_swap(folded: &str) -> bool {
    matches!(
        folded,
        "instead of" | "rather than" | "in place of" | "than" | "compared to"
    )
}

/// Words that may stand between a negation and what it negates.
fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "use",
        "using",
        "used",
        "a",
        "an",
        "the",
        "need",
        "needed",
        "choose",
        "choosing",
        "pick",
        "picking",
        "be",
        "go",
        "going",
        "with",
        "require",
        "directly",
        "rely",
        "relying",
        "on",
        "just",
        "adopt",
        "any",
        "to",
        "for",
        "of",
        "another",
        "full",
        "we",
        "traditional",
        "plain",
        "single",
        "standard",
        "heavy",
        "vanilla",
        "simply",
        "adding",
        "from",
        "writing",
        "storing",
        "in",
        "self",
        "hosted",
    ];
    SMALL.contains(&word.trim_matches(['(', ')', '"', '*', '\'']))
}

fn is_not_only(places: &Places, negation: &Span) -> bool {
    let after = places.reading.outline.folded[negation.end..].trim_start();
    after.starts_with("only") || after.starts_with("just")
}

/// "X over Y": only where a preference or another technology stands before; "events over gRPC" is a path.
fn lost_to(places: &Places, index: usize, from: usize) -> bool {
    let (members, _) = &places.groups[places.lists[index]];
    let first = &places.mentions[members.start];
    let before = places.between(from, first.words.start);
    let trimmed = before.trim_end();
    let Some(head) = trimmed
        .strip_suffix(" over")
        .or_else(|| trimmed.strip_suffix(" over a"))
    else {
        return false;
    };
    let preferred = [
        "prefer",
        "chose",
        "choose",
        "chosen",
        "pick",
        "favor",
        "favour",
        "select",
        "why ",
        "going with",
        "decid",
    ]
    .iter()
    .any(|word| head.contains(word));
    let technology = |id: usize| &places.reading.knowledge.technologies[places.mentions[id].technology];
    let own = technology(members.start);
    let transport = ["TCP", "UDP", "HTTP", "HTTP/2", "TLS", "QUIC"].contains(&own.name.as_str());
    let rival = members.start.checked_sub(1).is_some_and(|rival| {
        let gap = places.between(places.mentions[rival].words.end, from + head.len());
        let other = technology(rival);
        gap.trim().is_empty() && (other.category == own.category || other.family().is_some() && own.family().is_some())
    });
    (preferred || rival) && !transport
}

/// Verdicts of tables: by the column, and by what the table is for.
fn of_cell(places: &Places, index: usize) -> Option<Verdict> {
    let mention = &places.mentions[index];
    let Kind::Row { header, .. } = places.reading.outline.blocks[mention.block].kind else {
        return None;
    };
    let columns = places.columns(mention.block)?;
    let (at, _) = places.cell(mention.block, mention.words.start)?;
    let row = places.reading.outline.blocks[mention.block].words.clone();
    if header {
        return Some(verdict_of(30, Against::Weighed, "a column of a comparison"));
    }
    match columns.sorts.get(at) {
        Some(Column::Alternative) => return Some(verdict_of(0, Against::Rejected, "in the column of alternatives")),
        Some(Column::Choice) if columns.sorts.contains(&Column::Alternative) => {
            return Some(verdict_of(100, Against::Nothing, "in the column that holds the choice"));
        }
        _ => {}
    }
    if columns.weighs {
        let marked = places.has(&row, Cue::Decided);
        return Some(if marked {
            verdict_of(100, Against::Nothing, "marked in the comparison")
        } else {
            verdict_of(30, Against::Weighed, "a row of a comparison")
        });
    }
    match columns.sorts.get(at) {
        Some(Column::Cost) => Some(verdict_of(40, Against::Nothing, "in the column of drawbacks")),
        Some(Column::Choice) if at > 0 || leads(places, index) => {
            Some(verdict_of(95, Against::Nothing, "in the column that holds the choice"))
        }
        _ => None,
    }
}

/// Verdicts of the headings, list heads and labels above.
fn of_place(places: &Places, index: usize, decided: bool) -> Option<Verdict> {
    let mention = &places.mentions[index];
    let outline = &places.reading.outline;
    let block = &outline.blocks[mention.block];
    let own_heading = block.level().is_some();
    let label = label(places, index).map(|words| super::place::sort_of(places.reading, &words, places.mentions));
    let items = places
        .items_above(mention.block)
        .take(3)
        .filter(|&item| outline.blocks[item].words.len() < 80)
        .map(|item| super::place::sort_of(places.reading, &outline.blocks[item].words, places.mentions));
    let headings: Vec<&super::place::Heading> = places.above(mention.block).collect();
    let sorts = label
        .into_iter()
        .chain(items)
        .chain(headings.iter().map(|heading| heading.sort));
    let part = places.part(mention.block);
    for sort in sorts {
        let verdict = match sort {
            Sort::References => verdict_of(0, Against::Nothing, "in a list of what to read"),
            Sort::Aside if !decided => verdict_of(20, Against::Nothing, "beside the design"),
            Sort::Background if !decided => verdict_of(40, Against::Nothing, "told as background"),
            Sort::Weighed if !decided => verdict_of(10, Against::Rejected, "under alternatives"),
            Sort::Versus if !decided && !after_we(places, index) => {
                verdict_of(35, Against::Weighed, "under a comparison")
            }
            Sort::Families if !decided && is_family(places, index) => {
                verdict_of(35, Against::Weighed, "one family beside the other")
            }
            Sort::Bad if !decided => verdict_of(10, Against::Rejected, "in a solution that is left behind"),
            Sort::Good if !decided && better_follows(places, mention.block) => {
                verdict_of(20, Against::Rejected, "in a solution that a better one follows")
            }
            Sort::Option if !decided && a_rung_is_marked(places, mention.block) => {
                verdict_of(20, Against::Rejected, "an option beside the one that is taken")
            }
            Sort::Great => verdict_of(90, Against::Nothing, "in the solution that is taken"),
            Sort::Plain => continue,
            _ => continue,
        };
        if verdict.score < TAKEN || !own_heading {
            return Some(verdict);
        }
    }
    match part {
        Some(Part::OutOfScope) => Some(verdict_of(0, Against::Nothing, "out of scope")),
        Some(Part::Functional) => {
            let used = decided || is_built_in(places, index);
            (!used).then(|| verdict_of(30, Against::Given, "given by the requirements"))
        }
        Some(Part::NonFunctional) => {
            let sentence = places.sentence(mention.block, mention.words.start);
            let used = decided || after_verb(places, &sentence, &mention.words);
            (!used).then(|| verdict_of(30, Against::Given, "given by the requirements"))
        }
        _ => None,
    }
}

/// "stored in X", "published to X": what the system does with it, rather than what its users do.
fn is_built_in(places: &Places, index: usize) -> bool {
    const BUILT: &[&str] = &[
        "stor",
        "persist",
        "cach",
        "publish",
        "writ",
        "backed",
        "built",
        "implement",
        "powered",
        "hosted",
        "deployed",
        "index",
        "saved",
        "kept",
        "stream",
    ];
    let words = &places.mentions[index].words;
    let sentence = places.sentence(places.mentions[index].block, words.start);
    places.cues(&(sentence.start..words.start)).any(|(cue, span)| {
        cue == Cue::Decide
            && places.between(span.end, words.start).split_whitespace().count() <= 2
            && BUILT.iter().any(|stem| places.reading.folded(&span).starts_with(stem))
    })
}

/// "we", "I" before the name in its sentence: the writer speaks of the design.
fn after_we(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let sentence = places.sentence(mention.block, mention.words.start);
    places
        .between(sentence.start, mention.words.start)
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "we" | "i"))
        && after_verb(places, &sentence, &mention.words)
}

/// The words before a colon at the beginning of the block, where the mention stands behind it.
fn label(places: &Places, index: usize) -> Option<Span> {
    let mention = &places.mentions[index];
    let block = &places.reading.outline.blocks[mention.block];
    let start = places
        .cell(mention.block, mention.words.start)
        .map_or(block.words.start, |(_, cell)| cell.start);
    // A label is short: no need to read on.
    const LONGEST: usize = 80;
    let words = &places.reading.outline.words;
    let end = (start..=mention.words.start.min(start + LONGEST)).rfind(|&at| words.is_char_boundary(at))?;
    let before = words.get(start..end)?;
    let colon = before
        .find(':')
        .or_else(|| before.find(" - "))
        .or_else(|| before.find(" — "))?;
    (before[..colon].split_whitespace().count() <= 5).then_some(start..start + colon)
}

/// Whether a better rung stands under the same parent behind this one.
fn better_follows(places: &Places, block: usize) -> bool {
    let Some(rung) = places.above(block).find(|heading| heading.sort == Sort::Good) else {
        return false;
    };
    let next = places.headings.partition_point(|heading| heading.block <= rung.block);
    places.headings[next..]
        .iter()
        .take_while(|heading| {
            heading.parent == rung.parent
                || heading
                    .parent
                    .is_some_and(|parent| places.headings[parent].block >= rung.block)
        })
        .any(|heading| heading.parent == rung.parent && heading.sort == Sort::Great)
}

/// Whether one of the numbered options beside this one is marked as taken.
fn a_rung_is_marked(places: &Places, block: usize) -> bool {
    let Some(rung) = places.above(block).find(|heading| heading.sort == Sort::Option) else {
        return false;
    };
    places
        .headings
        .iter()
        .any(|heading| heading.parent == rung.parent && heading.block != rung.block && heading.sort == Sort::Great)
}

/// Other companies' systems, the past, "X-like", a family beside its member, SQL as a language.
fn in_passing(places: &Places, index: usize, sentence: &Span) -> Option<Verdict> {
    let mention = &places.mentions[index];
    let words = &mention.words;
    let before = sentence.start.min(words.start)..words.start;
    let company = places.cues(&before).any(|(cue, span)| {
        cue == Cue::Company && {
            let gap = places.between(span.end, words.start);
            const RUNS: &[&str] = &[
                "uses",
                "used",
                "use",
                "built",
                "runs",
                "ran",
                "relies",
                "stores",
                "stored",
                "moved",
                "migrated",
                "chose",
                "adopted",
                "does",
                "did",
                "implements",
                "implemented",
                "has",
                "with",
            ];
            gap.len() < 70 && gap.split_whitespace().any(|word| RUNS.contains(&word)) && !gap.contains(['.', ';'])
        }
    });
    if company {
        return Some(verdict_of(20, Against::Foreign, "another company's system"));
    }
    let past = places
        .cues(&before)
        .any(|(cue, span)| cue == Cue::Past && words.start - span.end < 60);
    if past {
        return Some(verdict_of(40, Against::Foreign, "told of the past"));
    }
    let rest = &places.reading.outline.folded[words.end..];
    let written = &places.reading.outline.words[words.end..];
    if written.starts_with("-like")
        || written.starts_with("-style")
        || written.starts_with("-ish")
        || rest.starts_with(" style ")
    {
        return Some(verdict_of(40, Against::Nothing, "only something like it"));
    }
    let technology = &places.reading.knowledge.technologies[mention.technology];
    if technology.kind == crate::knowledge::Kind::Family {
        return family_in_passing(places, index, sentence);
    }
    None
}

/// "PostgreSQL, a relational database", "SQL queries": the family is not decided on there.
fn family_in_passing(places: &Places, index: usize, sentence: &Span) -> Option<Verdict> {
    let mention = &places.mentions[index];
    let words = &mention.words;
    let rest = places.reading.outline.folded[words.end..].trim_start();
    const LANGUAGE: &[&str] = &[
        "quer",
        "injection",
        "interface",
        "statement",
        "native",
        "syntax",
        "join",
        "script",
        "like",
        "dialect",
        "semantic",
        "command",
        "select",
        "schema",
        "table",
    ];
    let language = LANGUAGE.iter().any(|word| rest.starts_with(word)) && !rest.starts_with("like ");
    if language {
        return Some(verdict_of(30, Against::Nothing, "SQL as a language"));
    }
    let neighbours = places.mentions_in(sentence);
    let technologies = &places.reading.knowledge.technologies;
    let family = technologies[mention.technology].family();
    let apposed = neighbours.filter(|&other| other != index).any(|other| {
        let near = &places.mentions[other].words;
        let gap = if near.end <= words.start {
            places.between(near.end, words.start)
        } else {
            places.between(words.end, near.start)
        };
        technologies[places.mentions[other].technology].family() == family
            && gap.len() < 24
            && !gap.contains(" or ")
            && !gap.contains(" vs")
    });
    apposed.then(|| verdict_of(40, Against::Nothing, "it only describes what stands beside it"))
}

/// The role of each technology of each design, with the mention that tells it.
pub fn roles(
    places: &Places,
    order: &[(usize, TechnologyId)],
    groups: &HashMap<(usize, TechnologyId), Vec<usize>>,
    verdicts: &[Verdict],
) -> Vec<(Role, usize)> {
    let mut roles: Vec<(Role, usize)> = order.iter().map(|key| together(&groups[key], verdicts)).collect();
    families_step_back(places, order, &mut roles);
    options(places, order, groups, verdicts, &mut roles);
    roles
}

fn together(own: &[usize], verdicts: &[Verdict]) -> (Role, usize) {
    let best = own
        .iter()
        .copied()
        .max_by_key(|&index| (verdicts[index].score, std::cmp::Reverse(index)))
        .unwrap_or_default();
    let score = verdicts[best].score;
    let against = |wanted: Against| own.iter().copied().find(|&index| verdicts[index].against == wanted);
    let rejected = against(Against::Rejected);
    let doubted = rejected.is_some() || against(Against::Foreign).is_some();
    if score >= SURE || (score >= TAKEN && !doubted) {
        return (Role::Chosen { among: Vec::new() }, best);
    }
    if let Some(index) = rejected.or_else(|| against(Against::Weighed)) {
        return (Role::Alternative, index);
    }
    match against(Against::Given) {
        Some(index) => (Role::Given, index),
        None => (Role::Mention, best),
    }
}

/// Where a member of a family is chosen, the family is no choice of its own.
fn families_step_back(places: &Places, order: &[(usize, TechnologyId)], roles: &mut [(Role, usize)]) {
    let technologies = &places.reading.knowledge.technologies;
    let is_family = |id: TechnologyId| technologies[id].kind == crate::knowledge::Kind::Family;
    let chosen: HashSet<(usize, &str)> = order
        .iter()
        .zip(roles.iter())
        .filter(|((_, id), (role, _))| matches!(role, Role::Chosen { .. }) && !is_family(*id))
        .filter_map(|((topic, id), _)| Some((*topic, technologies[*id].family()?)))
        .collect();
    for ((topic, id), (role, _)) in order.iter().zip(roles.iter_mut()) {
        let member = technologies[*id]
            .family()
            .is_some_and(|family| chosen.contains(&(*topic, family)));
        if is_family(*id) && member && matches!(role, Role::Chosen { .. }) {
            *role = Role::Mention;
        }
    }
}

/// Options listed with "or": all are chosen where the text is content with any, unless one of them is picked.
fn options(
    places: &Places,
    order: &[(usize, TechnologyId)],
    groups: &HashMap<(usize, TechnologyId), Vec<usize>>,
    verdicts: &[Verdict],
    roles: &mut [(Role, usize)],
) {
    let chosen: HashMap<(usize, TechnologyId), usize> = order
        .iter()
        .enumerate()
        .filter(|(at, _)| matches!(roles[*at].0, Role::Chosen { .. }))
        .map(|(at, key)| (*key, at))
        .collect();
    let listed = |index: usize| {
        let (members, options) = &places.groups[places.lists[index]];
        *options && members.len() > 1
    };
    // Picked: taken beyond doubt at a place where it stands alone.
    let picked: HashSet<(usize, TechnologyId)> = chosen
        .keys()
        .filter(|key| {
            groups[key]
                .iter()
                .any(|&index| verdicts[index].score >= 100 && !listed(index))
        })
        .copied()
        .collect();
    for (key, &at) in &chosen {
        let taken = || {
            groups[key]
                .iter()
                .copied()
                .filter(|&index| verdicts[index].score >= TAKEN)
        };
        if taken().next().is_none() || !taken().all(listed) {
            continue;
        }
        let mut among: Vec<TechnologyId> = taken()
            .flat_map(|index| places.groups[places.lists[index]].0.clone())
            .filter(|&other| places.is_named(other))
            .map(|other| places.mentions[other].technology)
            .filter(|other| *other != key.1 && chosen.contains_key(&(key.0, *other)))
            .collect();
        among.sort_unstable();
        among.dedup();
        let technologies = &places.reading.knowledge.technologies;
        among.retain(|&other| {
            let (one, two) = (&technologies[key.1], &technologies[other]);
            one.can_replace(two)
        });
        let rival = among.iter().any(|&other| picked.contains(&(key.0, other)));
        roles[at].0 = if rival {
            Role::Alternative
        } else {
            Role::Chosen { among }
        };
    }
}
