//! Headings, and how a title takes the technologies under it.

mod parts;

pub use parts::names_a_part;

use crate::design::Reading;
use crate::design::choices::Mention;
use crate::knowledge::{Cue, Found, Hit, Place, TechnologyId};
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
    /// The technology that it begins with, as an option may, and whether a mark takes it.
    pub option: Option<(TechnologyId, bool)>,
    /// The index after its last block.
    pub end: usize,
    rank: u32,
}

/// All headings, and for each block the one that it stands under. `known` is how the headings took what stands under
/// them before an edit that left them as they are.
pub fn headings(reading: &Reading, mentions: &[Mention], known: Option<&[Sort]>) -> (Vec<Heading>, Vec<Option<usize>>) {
    let blocks = &reading.outline.blocks;
    let mut headings: Vec<Heading> = Vec::new();
    let mut heading_of = Vec::with_capacity(blocks.len());
    let mut open: Vec<usize> = Vec::new();
    // Headings come in order: what is named and said before one is never looked at again.
    let (mut unread, mut unsaid) = (mentions, reading.hits);
    let mut families: Vec<(usize, Option<usize>, TechnologyId)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let rank = match block.kind {
            Kind::Heading(level) => Some(u32::from(level) * 10),
            Kind::Line if block.parent.is_none() && is_bold_line(reading, block) => {
                let mut ranks = open.iter().rev().map(|&heading| headings[heading].rank);
                Some(ranks.find(|rank| rank % 10 == 0).unwrap_or(0) + 5)
            }
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
            let title = Title {
                reading,
                words: &block.words,
                hits: from(&mut unsaid, &block.words, |hit| hit.span.start),
                mentions: from(&mut unread, &block.words, |mention| mention.words.start),
            };
            let parent = open.last().copied();
            families.extend(title.family().map(|family| (headings.len(), parent, family)));
            let known = || {
                let stands = !reading.seam.blocks.anew.contains(&index);
                let sort = known?.get(headings.len()).filter(|_| stands);
                // Those of families have it from each other.
                sort.copied().filter(|sort| *sort != Sort::Families)
            };
            headings.push(Heading {
                block: index,
                parent,
                sort: if is_title {
                    Sort::Plain
                } else {
                    known().unwrap_or_else(|| title.sort())
                },
                option: title.option(),
                end: blocks.len(),
                rank,
            });
            open.push(headings.len() - 1);
        }
        heading_of.push(open.last().copied());
    }
    // "SQL" and "NoSQL", a heading each under one parent: there the two are compared.
    for pair in families.windows(2) {
        if pair[0].1 == pair[1].1 && pair[0].2 != pair[1].2 {
            headings[pair[0].0].sort = Sort::Families;
            headings[pair[1].0].sort = Sort::Families;
        }
    }
    (headings, heading_of)
}

/// Drops of some things in order those that stand before a range.
fn from<'a, T>(rest: &mut &'a [T], words: &Span, start: impl Fn(&T) -> usize) -> &'a [T] {
    let before = rest.iter().take_while(|thing| start(thing) < words.start).count();
    *rest = &rest[before..];
    rest
}

/// A title, with what is named and said from its beginning on.
struct Title<'a> {
    reading: &'a Reading<'a>,
    words: &'a Span,
    hits: &'a [Hit],
    mentions: &'a [Mention],
}

/// A line wholly in bold, a colon aside.
fn is_bold_line(reading: &Reading, block: &Block) -> bool {
    if block.lead.is_empty() {
        return false;
    }
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
    let hits = reading.hits.partition_point(|hit| hit.span.start < words.start);
    let first = mentions.partition_point(|mention| mention.words.start < words.start);
    let title = Title {
        reading,
        words,
        hits: &reading.hits[hits..],
        mentions: &mentions[first..],
    };
    title.sort()
}

impl Title<'_> {
    fn sort(&self) -> Sort {
        if self.words.len() > 120 {
            return Sort::Plain;
        }
        let folded = self.reading.folded(self.words).trim_start();
        let place = self.cues().filter_map(|cue| match cue {
            Cue::Place(place) => Some(place),
            _ => None,
        });
        let named = self.mentions.iter();
        let mut named = named.take_while(|mention| mention.words.start < self.words.end);
        let first = named.next().map(|mention| mention.technology);
        let mut several = || named.any(|mention| Some(mention.technology) != first);
        let versus = || [" vs ", " vs. ", " versus "].iter().any(|word| folded.contains(word));
        if let Some(rung) = rung(self.reading.outline.words[self.words.clone()].trim_start()) {
            return rung;
        }
        match place.min() {
            Some(Place::References | Place::Weighed | Place::Aside | Place::Background) if names_a_part(folded) => {
                Sort::Plain
            }
            Some(Place::References) if is_reference_itself(folded) => Sort::Plain,
            Some(Place::References) => Sort::References,
            Some(Place::Great) => Sort::Great,
            Some(Place::Bad) => Sort::Bad,
            Some(Place::Good) => Sort::Good,
            _ if is_numbered_option(folded) => Sort::Option,
            // "Why Redis (and not the others)", "Technology choices (simple options)": the title tells what is taken.
            // "Why not Redis as the main ledger?": what is turned down is the purpose.
            Some(Place::Weighed) if is_of_a_purpose(folded) => Sort::Plain,
            Some(Place::Weighed) if tells_the_choice(folded, first.is_some()) => Sort::Plain,
            // One of the options is taken in the end: what the rest of the design says of it counts.
            Some(Place::Weighed) if lists_options(folded) => Sort::Versus,
            Some(Place::Weighed) => Sort::Weighed,
            _ if several() && versus() => Sort::Versus,
            // Questions that the writer answers are the design itself.
            Some(Place::Aside) if is_of_questions(folded) || self.names_an_extension() => Sort::Plain,
            Some(Place::Aside) => Sort::Aside,
            // "Chat history", "Cold data (history)": what is kept, not what was before.
            Some(Place::Background) if is_kept_history(folded) => Sort::Plain,
            Some(Place::Background) => Sort::Background,
            None if is_context(folded) => Sort::Background,
            // "How does Uber solve hotspots?"
            None if folded.starts_with("how ") && self.cues().any(|cue| cue == Cue::Company) => Sort::Background,
            None => Sort::Plain,
        }
    }

    fn cues(&self) -> impl Iterator<Item = Cue> {
        let end = self.words.end;
        let begin = self.hits.iter().take_while(move |hit| hit.span.start < end);
        let inside = begin.filter(move |hit| hit.span.end <= end);
        inside.filter_map(|hit| match hit.found {
            Found::Cue(cue) => Some(cue),
            _ => None,
        })
    }

    /// "PostgreSQL with the PostGIS extension": a part of what is taken, and nothing for some other day.
    fn names_an_extension(&self) -> bool {
        let behind = |mention: &Mention| &self.reading.outline.folded[mention.words.end..self.words.end];
        let mut named = self
            .mentions
            .iter()
            .take_while(|mention| mention.words.end <= self.words.end);
        named.any(|mention| {
            behind(mention)
                .trim_start_matches(['`', '*', ' '])
                .starts_with("extension")
        })
    }

    /// The technology that it begins with, and whether a mark stands behind it: "Redis [Recommended]".
    fn option(&self) -> Option<(TechnologyId, bool)> {
        let known = &self.reading.knowledge.technologies;
        let mut named = self
            .mentions
            .iter()
            .take_while(|mention| mention.words.end <= self.words.end);
        let first = named.find(|mention| known[mention.technology].is_named())?;
        let before = self.reading.folded(&(self.words.start..first.words.start));
        if before.contains(char::is_alphabetic) {
            return None;
        }
        Some((
            first.technology,
            is_marked(self.reading.folded(&(first.words.end..self.words.end))),
        ))
    }

    /// The family of databases that it names, and little else.
    fn family(&self) -> Option<TechnologyId> {
        let mention = self
            .mentions
            .first()
            .filter(|mention| mention.words.end <= self.words.end)?;
        let known = &self.reading.knowledge.technologies[mention.technology];
        let is_all = self.words.len() < mention.words.len() + 14;
        (known.kind == crate::knowledge::Kind::Family && is_all).then_some(mention.technology)
    }
}

/// A mark in brackets, before anything is told of what stands before these folded words.
pub fn is_marked(behind: &str) -> bool {
    let label = behind.find([':', '—', '–', '.']).map_or(behind, |end| &behind[..end]);
    let bracket = label.split(['(', '[']).nth(1).unwrap_or_default();
    label.len() < 60 && (begins_with_mark(bracket) || label.contains(['✅', '⭐', '✔']))
}

/// Whether folded words begin with one that takes an option: "recommended", "our choice".
pub fn begins_with_mark(folded: &str) -> bool {
    const MARKS: &[&str] = &[
        "recommended",
        "chosen",
        "selected",
        "preferred",
        "our choice",
        "our pick",
        "picked",
        "winner",
    ];
    MARKS.iter().any(|mark| folded.starts_with(mark))
}

/// "Good: …", "✅ Great — …": the name of the rung alone, before a colon or a dash.
fn rung(title: &str) -> Option<Sort> {
    let end = title.find(" - ").into_iter().chain(title.find([':', '—', '–'])).min();
    let name = title[..end.unwrap_or(title.len())].trim_matches(|c: char| !c.is_alphabetic());
    let is = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
    if is(&["bad"]) {
        Some(Sort::Bad)
    } else if is(&["good", "ok", "okay", "better"]) {
        Some(Sort::Good)
    } else if is(&["great", "best"]) {
        Some(Sort::Great)
    } else {
        None
    }
}

/// "Order history", "Cold data (history)", but not "History", "Background and history".
fn is_kept_history(folded: &str) -> bool {
    let bare = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    bare.contains("history") && !bare.starts_with("history") && !bare.contains("background")
}

/// "Quick reference", "Reference architecture": to look things up in, not what to read.
fn is_reference_itself(folded: &str) -> bool {
    [
        "quick reference",
        "reference card",
        "reference architecture",
        "reference design",
    ]
    .iter()
    .any(|words| folded.contains(words))
}

/// "Why not X as the ledger".
fn is_of_a_purpose(folded: &str) -> bool {
    let why = folded.find("why not ").map(|at| &folded[at..]);
    why.is_some_and(|rest| {
        [" as the ", " as a ", " as our "]
            .iter()
            .any(|purpose| rest.contains(purpose))
    })
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
            | "context and problem"
            | "context and problem statement"
            | "problem and context"
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
