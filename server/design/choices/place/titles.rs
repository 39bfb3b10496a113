//! Headings, and how a title takes the technologies under it.

use crate::design::Reading;
use crate::design::choices::Mention;
use crate::knowledge::{Cue, Found, Place};
use crate::markdown::{Block, Kind};
use crate::text::Span;

/// How a title, label or list head takes the technologies under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Lists of what to read: nothing there is named by the design.
    References,
    /// Questions, exercises, what is out of scope.
    Aside,
    /// What was there before, or elsewhere.
    Background,
    /// Options that are weighed or were rejected.
    Weighed,
    /// "X vs Y".
    Versus,
    /// One family of databases beside the other.
    Families,
    /// A rung of a ladder that is climbed past.
    Bad,
    /// A rung that is taken unless a better one follows.
    Good,
    /// The rung that is taken.
    Great,
    /// One of several numbered options.
    Option,
    /// Says nothing.
    Plain,
}

/// A heading or a bold line that works as one.
#[derive(Debug)]
pub struct Heading {
    /// Its block.
    pub block: usize,
    /// The heading above it.
    pub parent: Option<usize>,
    /// How it takes what is under it.
    pub sort: Sort,
    /// The index after its last block.
    pub end: usize,
    rank: u32,
}

pub fn headings(reading: &Reading, mentions: &[Mention]) -> (Vec<Heading>, Vec<Option<usize>>) {
    let blocks = &reading.outline.blocks;
    let mut headings: Vec<Heading> = Vec::new();
    let mut heading_of = Vec::with_capacity(blocks.len());
    let mut open: Vec<usize> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let base = open
            .iter()
            .rev()
            .map(|&heading| headings[heading].rank)
            .find(|rank| rank % 10 == 0)
            .unwrap_or(0);
        let rank = match block.kind {
            Kind::Heading(level) => Some(u32::from(level) * 10),
            Kind::Line if block.parent.is_none() && is_bold_line(reading, block) => Some(base + 5),
            _ => None,
        };
        if let Some(rank) = rank {
            while let Some(&last) = open.last()
                && headings[last].rank >= rank
            {
                headings[last].end = index;
                open.pop();
            }
            // The title speaks of the document ("Answers for practice"), not of what stands in it.
            let is_title = headings.is_empty() && rank == 10;
            headings.push(Heading {
                block: index,
                parent: open.last().copied(),
                sort: if is_title {
                    Sort::Plain
                } else {
                    sort_of(reading, &block.words, mentions)
                },
                end: blocks.len(),
                rank,
            });
            open.push(headings.len() - 1);
        }
        heading_of.push(open.last().copied());
    }
    weigh_families(reading, mentions, &mut headings);
    (headings, heading_of)
}

/// "SQL" and "NoSQL", a heading each under one parent: there the two are compared.
fn weigh_families(reading: &Reading, mentions: &[Mention], headings: &mut [Heading]) {
    let blocks = &reading.outline.blocks;
    let family = |heading: &Heading| {
        let words = &blocks[heading.block].words;
        let at = mentions.partition_point(|mention| mention.words.start < words.start);
        let mention = mentions.get(at).filter(|mention| mention.words.end <= words.end)?;
        let known = &reading.knowledge.technologies[mention.technology];
        (known.kind == crate::knowledge::Kind::Family && words.len() < mention.words.len() + 14)
            .then_some(mention.technology)
    };
    let named: Vec<(usize, Option<usize>, usize)> = headings
        .iter()
        .enumerate()
        .filter_map(|(index, heading)| Some((index, heading.parent, family(heading)?)))
        .collect();
    for pair in named.windows(2) {
        if pair[0].1 == pair[1].1 && pair[0].2 != pair[1].2 {
            headings[pair[0].0].sort = Sort::Families;
            headings[pair[1].0].sort = Sort::Families;
        }
    }
}

/// A line wholly in bold, a colon aside.
fn is_bold_line(reading: &Reading, block: &Block) -> bool {
    let words = reading.outline.words_of(block);
    let lead = block.lead.len().min(words.len());
    lead > 0
        && words.len() < 90
        && words
            .get(lead..)
            .is_some_and(|rest| rest.trim_matches([':', ' ', '-', '.']).is_empty())
}

/// How a title takes what stands under it.
pub fn sort_of(reading: &Reading, words: &Span, mentions: &[Mention]) -> Sort {
    let title = &reading.outline.words[words.clone()];
    if title.len() > 120 {
        return Sort::Plain;
    }
    let folded = reading.folded(words).trim_start();
    let place = reading
        .hits_in(words)
        .filter_map(|hit| match hit.found {
            Found::Cue(Cue::Place(place)) => Some(place),
            _ => None,
        })
        .min();
    let first = mentions.partition_point(|mention| mention.words.start < words.start);
    let last = mentions.partition_point(|mention| mention.words.start < words.end);
    let named = &mentions[first..last.max(first)];
    let several = named.iter().any(|mention| mention.technology != named[0].technology);
    let versus = several && [" vs ", " vs. ", " versus "].iter().any(|word| folded.contains(word));
    if let Some(rung) = rung(folded) {
        return rung;
    }
    match place {
        Some(Place::References) => Sort::References,
        Some(Place::Great) => Sort::Great,
        Some(Place::Bad) => Sort::Bad,
        Some(Place::Good) => Sort::Good,
        _ if is_numbered_option(folded) => Sort::Option,
        // "Why Redis (and not the others)", "Technology choices (simple options)": the title tells what is taken.
        Some(Place::Weighed) if tells_the_choice(folded, !named.is_empty()) => Sort::Plain,
        // One of the options is taken in the end: what the rest of the design says of it counts.
        Some(Place::Weighed) if lists_options(folded) => Sort::Versus,
        Some(Place::Weighed) => Sort::Weighed,
        _ if versus => Sort::Versus,
        // Questions that the writer answers are the design itself.
        Some(Place::Aside) if is_of_questions(folded) => Sort::Plain,
        Some(Place::Aside) => Sort::Aside,
        Some(Place::Background) => Sort::Background,
        None if is_context(folded) => Sort::Background,
        None if is_about_a_company(reading, words) => Sort::Background,
        None => Sort::Plain,
    }
}

/// "Good: …", "Great: …": the name of the rung alone, before a colon.
fn rung(folded: &str) -> Option<Sort> {
    match folded
        .split(':')
        .next()
        .unwrap_or_default()
        .trim_matches([' ', '*', '.'])
    {
        "bad" => Some(Sort::Bad),
        "good" | "ok" | "okay" | "better" => Some(Sort::Good),
        "great" | "best" => Some(Sort::Great),
        _ => None,
    }
}

/// "Why Redis …", but not "Why not Redis"; "Technology choices", "Tech stack".
fn tells_the_choice(folded: &str, names: bool) -> bool {
    let title = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    let why = names && title.starts_with("why ") && !title.starts_with("why not");
    why || ["technology choices", "tech choices", "technology stack", "tech stack"]
        .iter()
        .any(|words| title.starts_with(words))
}

/// "Context", "1. Today": the whole title says that what follows was there before.
fn is_context(folded: &str) -> bool {
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic());
    matches!(
        bare,
        "context"
            | "today"
            | "status quo"
            | "as is"
            | "problem"
            | "problem statement"
            | "the problem"
            | "current situation"
    )
}

/// "Questions", "Q&A": neither an interviewer's nor open ones.
fn is_of_questions(folded: &str) -> bool {
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic());
    matches!(
        bare,
        "questions" | "key questions" | "design questions" | "questions and answers" | "main questions" | "q&a"
    )
}

/// "Options", "Candidates for the store", "Comparison".
fn lists_options(folded: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    says(&["option", "candidate", "compar"])
        && !says(&["reject", "not chosen", "other option", "alternative", "discarded"])
}

/// "Option 2", "Approach B:", "1st solution".
pub fn is_numbered_option(folded: &str) -> bool {
    let option = |word: &str| matches!(word, "option" | "approach" | "solution" | "alternative");
    let number = |word: &str| {
        let number = word.trim_matches([':', '.', ')', '(', '#']);
        number.len() <= 2 && number.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    let ordinal = |word: &str| {
        matches!(
            word,
            "1st" | "2nd" | "3rd" | "4th" | "first" | "second" | "third" | "fourth"
        )
    };
    let mut words = folded.split_whitespace();
    match (words.next(), words.next()) {
        (Some(first), Some(next)) => {
            option(first) && number(next) || ordinal(first) && option(next.trim_matches([':', '.']))
        }
        _ => false,
    }
}

/// "How does Uber solve hotspots?"
fn is_about_a_company(reading: &Reading, words: &Span) -> bool {
    reading.folded(words).trim_start().starts_with("how ")
        && reading.hits_in(words).any(|hit| hit.found == Found::Cue(Cue::Company))
}
