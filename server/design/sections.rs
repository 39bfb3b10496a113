//! Which block opens which section: headings, bold lines, list items, plain labels.

use super::Reading;
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};
use crate::notes::head;
use crate::text::Span;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// One design of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its title; empty where it has none.
    pub title: String,
    /// The bytes of the title's block, or of the first block.
    pub heading: Span,
    /// From its title to the next design.
    pub span: Span,
    /// Its blocks, title included.
    pub blocks: Range<usize>,
}

/// A section of the layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is for.
    pub part: Part,
    /// Its title without markup.
    pub title: String,
    /// The bytes of the heading, bold line, item or label that opens it.
    pub heading: Span,
    /// From there to the end of its last block.
    pub span: Span,
    /// The block that opens it.
    pub opener: usize,
    /// The blocks after the opener that belong to it.
    pub blocks: Range<usize>,
    /// How it is opened.
    pub style: Opener,
    /// Which design of the file it belongs to: an index into the topics.
    pub topic: usize,
    /// Nothing stands in it but headings.
    pub empty: bool,
}

/// The shapes that open a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// A heading of this level.
    Heading(u8),
    /// A line in bold.
    Bold,
    /// A list item; what is nested in it is the section. The text behind its colon belongs to the section too.
    Item,
    /// A plain line that holds a title.
    Label,
}

#[derive(Debug)]
struct Candidate {
    block: usize,
    style: Opener,
    title: String,
    parts: Vec<Part>,
    /// Openers of a lower or equal rank end a section.
    rank: u32,
    /// The index after the last block of its section.
    end: usize,
}

/// The designs of a file and the sections of each.
pub fn read(reading: &Reading) -> (Vec<Topic>, Vec<Section>) {
    let mut candidates = candidates(reading);
    close(reading, &mut candidates);
    let topics = topics(reading, &candidates);
    name_requirements(&mut candidates, &topics);
    let mut chosen = choose(&candidates);
    name_deep_dives(reading, &candidates, &topics, &mut chosen);
    chosen.sort_by_key(|(candidate, part)| (candidates[*candidate].block, *part));
    let sections = chosen
        .into_iter()
        .map(|(index, part)| section(reading, &candidates[index], part, &topics))
        .collect();
    (topics, sections)
}

/// Everything that looks like a title, whether or not its wording is known.
fn candidates(reading: &Reading) -> Vec<Candidate> {
    let blocks = &reading.outline.blocks;
    let mut found = Vec::new();
    let mut heading_rank = 0;
    let contents = contents_list(reading);
    let lists = lists_of_titles(reading);
    for (index, block) in blocks.iter().enumerate() {
        let words = reading.outline.words_of(block);
        if words.trim().is_empty() || block.quote || contents.contains(&index) {
            continue;
        }
        let (style, title, rank) = match block.kind {
            Kind::Heading(level) => {
                heading_rank = u32::from(level) * 10;
                (Opener::Heading(level), words.trim(), heading_rank)
            }
            Kind::Line if is_bold_line(reading, block) => (Opener::Bold, words.trim(), heading_rank + 5),
            Kind::Line if begins_label(words) => {
                let title = inline(words).map_or("", |(title, _)| title);
                let rank = heading_rank + if block.lead.is_empty() { 6 } else { 5 };
                (
                    if block.lead.is_empty() {
                        Opener::Label
                    } else {
                        Opener::Bold
                    },
                    title,
                    rank,
                )
            }
            Kind::Line if is_label(words) => (Opener::Label, words.trim(), heading_rank + 6),
            Kind::Item { .. } => match item_title(reading, block) {
                Some(title) => (Opener::Item, title, heading_rank + 7 + u32::from(block.depth.min(2))),
                None => continue,
            },
            _ => continue,
        };
        let mut parts = reading.knowledge.parts_of_title(title);
        if !matches!(style, Opener::Heading(_)) {
            let outlined = style == Opener::Item && lists.contains(&index);
            parts.retain(|_| {
                outlined || is_strong(title, style) && (style != Opener::Item || item_is_title(reading, block, title))
            });
            if parts.is_empty() && !(style == Opener::Bold && block.parent.is_none()) {
                continue;
            }
        }
        found.push(Candidate {
            block: index,
            style,
            title: title.to_owned(),
            parts,
            rank,
            end: blocks.len(),
        });
    }
    found
}

/// The items with a known title in lists that lay a design out: at least two of their items hold something and open
/// sections of two kinds beyond doubt.
fn lists_of_titles(reading: &Reading) -> HashSet<usize> {
    let blocks = &reading.outline.blocks;
    /// The blocks of a list's items, and what their titles open.
    type List = (Vec<usize>, BTreeSet<Part>);
    let mut lists: HashMap<(Option<usize>, usize), List> = HashMap::new();
    let mut heading = 0;
    for (index, block) in blocks.iter().enumerate() {
        if block.level().is_some() {
            heading = index;
        }
        if !block.is_item() || block.end == index + 1 {
            continue;
        }
        let Some(title) = item_title(reading, block) else {
            continue;
        };
        let parts = reading.knowledge.parts_of_title(title);
        if parts.is_empty() {
            continue;
        }
        let (items, known) = lists.entry((block.parent, heading)).or_default();
        items.push(index);
        if is_strong(title, Opener::Item) && item_is_title(reading, block, title) {
            known.extend(parts);
        }
    }
    let laid_out = lists.into_values().filter(|(_, known)| known.len() >= 2);
    laid_out.flat_map(|(items, _)| items).collect()
}

/// A line wholly in bold, a colon aside.
fn is_bold_line(reading: &Reading, block: &Block) -> bool {
    let words = reading.outline.words_of(block);
    let lead = &reading.outline.words[block.lead.clone()];
    let rest = words[lead.len().min(words.len())..].trim_matches([':', ' ', '-', '.']);
    !lead.trim().is_empty() && rest.is_empty() && words.len() < 90
}

/// A title and what is said behind it on the same line: `API: POST /coats`.
pub(super) fn inline(words: &str) -> Option<(&str, &str)> {
    let (at, mark) = [": ", " - ", " – ", " — ", " -> ", " => "]
        .iter()
        .filter_map(|mark| words.find(mark).map(|at| (at, mark.len())))
        .min()?;
    let (title, rest) = (words[..at].trim(), words[at + mark..].trim());
    (!title.is_empty() && !rest.is_empty()).then_some((title, rest))
}

/// A line that says a whole section: its title is one of those that mean nothing else.
fn begins_label(words: &str) -> bool {
    const PLAIN: &[&str] = &[
        "functional requirements",
        "functional requirement",
        "functional",
        "fr",
        "frs",
        "non functional requirements",
        "non functional requirement",
        "non functional",
        "nfr",
        "nfrs",
        "core entities",
        "entities",
        "api",
        "apis",
        "api design",
        "hld",
        "high level design",
        "high level architecture",
        "deep dive",
        "deep dives",
        "out of scope",
        "below the line",
        "data model",
        "non goals",
    ];
    inline(words)
        .is_some_and(|(title, _)| title.len() < 40 && PLAIN.contains(&crate::knowledge::normal_title(title).as_str()))
}

/// A short plain line that can be a title: `FR -`, `Functional Requirements:`, `APIs`.
fn is_label(words: &str) -> bool {
    let trimmed = words.trim();
    let count = trimmed.split_whitespace().count();
    count <= 6
        && trimmed.len() < 60
        && !trimmed.ends_with(['.', ',', ';', '?', '!'])
        && trimmed.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// The title in an item: all of it when it is short, or what stands before the colon.
fn item_title<'a>(reading: &Reading<'a>, block: &Block) -> Option<&'a str> {
    let words = &reading.outline.words[block.words.clone()];
    let (title, _) = head(words);
    let title = title.trim();
    let short = title.split_whitespace().count() <= 6 && title.len() < 60;
    (short && block.depth <= 2).then_some(title)
}

/// One plain word in a list is rather an item than a title, unless it is numbered or bold; a link is neither.
fn item_is_title(reading: &Reading, block: &Block, title: &str) -> bool {
    let source = reading.text[block.span.clone()].trim_start();
    let marker = crate::markdown::list_marker(source);
    let linked = source[marker..].starts_with('[')
        && !source[marker..].starts_with("[ ]")
        && !source[marker..].starts_with("[x]");
    let marked = block.kind == (Kind::Item { ordered: true }) || !block.lead.is_empty();
    !linked
        && (marked
            || title.split_whitespace().count() > 1
            || title.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()))
}

/// Whether a title is telling enough to open a section without being a heading.
fn is_strong(title: &str, style: Opener) -> bool {
    let folded = crate::markdown::fold(title);
    const TELLING: &[&str] = &[
        "functional",
        "requirement",
        "core entit",
        "data model",
        "schema",
        "api",
        "high level",
        "hld",
        "deep dive",
        "out of scope",
        "below the line",
        "estimat",
        "back of the envelope",
        "nfr",
        "non goals",
        "system design",
        "architecture",
        "entities",
        "capacity",
        "database",
        "design",
    ];
    const EXACT: &[&str] = &[
        "fr",
        "frs",
        "nfr",
        "nfrs",
        "func",
        "non func",
        "hld",
        "boe",
        "features",
        "components",
        "tables",
        "bottlenecks",
        "trade offs",
    ];
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    EXACT.contains(&bare)
        || (TELLING.iter().any(|word| folded.contains(word))
            && (style != Opener::Item || folded.split_whitespace().count() <= 5))
}

/// The items of a table of contents: most of them are links, or the list repeats titles under such a heading.
fn contents_list(reading: &Reading) -> Vec<usize> {
    let blocks = &reading.outline.blocks;
    let mut inside = Vec::new();
    let mut listing = false;
    for (index, block) in blocks.iter().enumerate() {
        let words = reading.outline.words_of(block).trim();
        if block.level().is_some() || is_bold_line(reading, block) || block.kind == Kind::Line {
            let title = crate::markdown::fold(words.trim_end_matches(':'));
            listing = matches!(
                title.trim(),
                "table of contents" | "table of content" | "contents" | "toc" | "index"
            );
        } else if block.is_item() && (listing || is_anchor(reading, block)) {
            inside.push(index);
        }
    }
    inside
}

/// An item that is nothing but a link to a place in the same document.
fn is_anchor(reading: &Reading, block: &Block) -> bool {
    let source = &reading.text[block.span.clone()];
    source.contains("](#") && source.trim_end().ends_with(')')
}

/// Where the section of each candidate ends.
fn close(reading: &Reading, candidates: &mut [Candidate]) {
    let blocks = &reading.outline.blocks;
    for index in 0..candidates.len() {
        let (block, rank) = (candidates[index].block, candidates[index].rank);
        let next = candidates[index + 1..].iter().find(|other| {
            // Titles of unknown wording end what headings opened, never what a label opened above a list.
            other.rank <= rank
                && (!other.parts.is_empty()
                    || matches!(other.style, Opener::Heading(_))
                    || other.style == candidates[index].style)
        });
        let mut end = next.map_or(blocks.len(), |next| next.block);
        if candidates[index].style == Opener::Item {
            let holds = blocks[block].end > block + 1 || head(reading.outline.words_of(&blocks[block])).1.is_some();
            if holds {
                end = end.min(blocks[block].end.max(block + 1));
            }
        }
        candidates[index].end = end;
    }
}

fn holds(outer: &Candidate, inner: &Candidate) -> bool {
    outer.block < inner.block && inner.block < outer.end
}

/// A file holds several designs when sibling titles each hold requirements of their own.
fn topics(reading: &Reading, candidates: &[Candidate]) -> Vec<Topic> {
    let blocks = &reading.outline.blocks;
    let named = |candidate: &Candidate| {
        let folded = crate::markdown::fold(&candidate.title);
        folded.starts_with("design ") || folded.contains("system design") || folded.ends_with(" design")
    };
    let mut best: Vec<usize> = Vec::new();
    for rank in candidates
        .iter()
        .map(|candidate| candidate.rank)
        .collect::<std::collections::BTreeSet<_>>()
    {
        let holders: Vec<usize> = (0..candidates.len())
            .filter(|&index| candidates[index].rank == rank && candidates[index].parts.is_empty())
            .filter(|&index| {
                let inside = || inside(candidates, index).iter();
                let requirements = inside().any(|inner| inner.parts.iter().any(|part| part.is_requirements()));
                let mut parts: Vec<Part> = inside().flat_map(|inner| inner.parts.iter().copied()).collect();
                parts.sort_unstable();
                parts.dedup();
                (requirements && parts.len() >= 2) || (rank <= 20 && named(&candidates[index]))
            })
            .collect();
        if holders.len() > best.len() && holders.len() >= 2 {
            best = holders;
        }
    }
    let end_of_text = reading.text.len();
    if best.len() < 2 {
        let (title, heading) = title(reading, candidates);
        return vec![Topic {
            title,
            heading,
            span: 0..end_of_text,
            blocks: 0..blocks.len(),
        }];
    }
    let starts: Vec<usize> = best.iter().map(|&index| candidates[index].block).collect();
    best.iter()
        .enumerate()
        .map(|(at, &index)| {
            let first = candidates[index].block;
            let next = starts.get(at + 1).copied().unwrap_or(blocks.len());
            let span = blocks[first].span.start..blocks.get(next).map_or(end_of_text, |block| block.span.start);
            Topic {
                title: candidates[index].title.clone(),
                heading: blocks[first].span.clone(),
                span,
                blocks: first..next,
            }
        })
        .collect()
}

/// The title of a file with one design: its front matter's, or its first heading that opens no section.
fn title(reading: &Reading, candidates: &[Candidate]) -> (String, Span) {
    let first = reading.outline.blocks.first().map_or(0..0, |block| block.span.clone());
    let heading = candidates
        .iter()
        .find(|candidate| matches!(candidate.style, Opener::Heading(_)));
    let untitled = |title: &str| reading.knowledge.is_other_title(title);
    if let Some(heading) = heading.filter(|heading| heading.parts.is_empty() && !untitled(&heading.title)) {
        return (
            heading.title.clone(),
            reading.outline.blocks[heading.block].span.clone(),
        );
    }
    if let Some(front) = &reading.outline.front_matter
        && let Some(line) = reading.text[front.clone()]
            .lines()
            .find_map(|line| line.strip_prefix("title:"))
    {
        return (line.trim().trim_matches(['"', '\'']).to_owned(), first);
    }
    (String::new(), first)
}

/// "Requirements" without a split below it are functional ones.
fn name_requirements(candidates: &mut [Candidate], topics: &[Topic]) {
    for topic in topics {
        let inside = |candidate: &&mut Candidate| topic.blocks.contains(&candidate.block);
        if candidates
            .iter_mut()
            .filter(inside)
            .any(|candidate| candidate.parts.contains(&Part::Functional))
        {
            continue;
        }
        const UNSPLIT: &[&str] = &[
            "requirements",
            "requirement",
            "system requirements",
            "requirements clarification",
            "requirement clarification",
            "clarify requirements",
            "requirements gathering",
            "requirement gathering",
            "requirement analysis",
            "requirements analysis",
            "key requirements",
            "the requirements",
        ];
        let unsplit = candidates.iter_mut().filter(inside).find(|candidate| {
            let title = crate::knowledge::normal_title(&candidate.title);
            UNSPLIT.contains(&title.as_str()) && matches!(candidate.style, Opener::Heading(_) | Opener::Bold)
        });
        if let Some(candidate) = unsplit {
            candidate.parts = vec![Part::Functional];
        }
    }
}

/// The candidates that open a section: known wording, and not inside a section that it only deepens.
fn choose(candidates: &[Candidate]) -> Vec<(usize, Part)> {
    let mut chosen: Vec<(usize, Part)> = Vec::new();
    // The chosen ones that have not ended yet.
    let mut open: Vec<(usize, Part)> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        open.retain(|(outer, _)| candidates[*outer].end > candidate.block);
        let around = open.len();
        for &part in &candidate.parts {
            let deepens = open[..around]
                .iter()
                .any(|(outer, kind)| holds(&candidates[*outer], candidate) && deepens(*kind, part, candidate));
            if !deepens && !is_container(candidates, index, part) {
                chosen.push((index, part));
                open.push((index, part));
            }
        }
    }
    chosen
}

/// A title around sections of its own is the title of the design, or of a part of it that opens none itself.
fn is_container(candidates: &[Candidate], index: usize, part: Part) -> bool {
    let candidate = &candidates[index];
    let inside = inside(candidates, index);
    let heading = |candidate: &Candidate| matches!(candidate.style, Opener::Heading(_));
    let whole = index == 0
        && heading(candidate)
        && inside.len() > 1
        && inside.len() + 1 == candidates.len()
        && (!part.is_requirements() || inside.iter().any(|inner| !inner.parts.is_empty()))
        && inside.iter().filter(|inner| heading(inner)).count() > 1;
    // "Functional and non-functional requirements" around a label for each.
    let around_both = candidate.parts.len() > 1
        && part.is_requirements()
        && inside.iter().any(|inner| inner.parts == [Part::NonFunctional]);
    let around_functional = !part.is_requirements()
        && inside
            .iter()
            .any(|inner| inner.parts.contains(&Part::Functional) && is_strong(&inner.title, Opener::Bold));
    whole
        || around_both
        || around_functional
        || (part == Part::HighLevel && heading(candidate) && is_around_itself(candidate, inside))
}

/// "Design" around "High-level design" and its siblings.
fn is_around_itself(candidate: &Candidate, inside: &[Candidate]) -> bool {
    let says = |title: &str, words: &[&str]| {
        let folded = crate::markdown::fold(title);
        words.iter().any(|word| folded.contains(word))
    };
    let same = |inner: &Candidate| {
        matches!(inner.style, Opener::Heading(_))
            && inner.parts.contains(&Part::HighLevel)
            && says(&inner.title, &["high level", "hld", "architecture"])
    };
    let sibling = |part: &Part| matches!(part, Part::Api | Part::Entities | Part::DeepDive);
    !says(&candidate.title, &["high level", "hld"])
        && inside.iter().any(same)
        && inside.iter().any(|inner| inner.parts.iter().any(sibling))
}

/// The candidates that a candidate holds: they stand right behind it.
fn inside(candidates: &[Candidate], index: usize) -> &[Candidate] {
    let behind = &candidates[index + 1..];
    &behind[..behind.partition_point(|inner| inner.block < candidates[index].end)]
}

/// Whether a title of kind `part` inside a section of kind `outer` only deepens that section.
fn deepens(outer: Part, part: Part, inner: &Candidate) -> bool {
    let explicit = is_strong(&inner.title, inner.style);
    // "- Database: PostgreSQL" in the list of a design's parts.
    let named_part =
        inner.style == Opener::Item && matches!(part, Part::Entities | Part::Api | Part::HighLevel | Part::DeepDive);
    match (outer, part) {
        (Part::HighLevel | Part::DeepDive | Part::Api | Part::Entities | Part::Estimation, _) if named_part => true,
        (outer, part) if outer == part => true,
        // "Scalability" below the non-functional requirements is a requirement.
        (Part::NonFunctional, Part::Functional) => !explicit,
        (Part::Functional | Part::NonFunctional, Part::OutOfScope | Part::Functional | Part::NonFunctional) => false,
        (Part::NonFunctional, Part::Estimation) => !matches!(inner.style, Opener::Heading(_)) && !explicit,
        (Part::Functional | Part::NonFunctional, _) => true,
        (Part::OutOfScope, _) => true,
        (_, Part::DeepDive) => !crate::markdown::fold(&inner.title).contains("deep"),
        (Part::Estimation, Part::Entities | Part::Functional) => true,
        (Part::Api, Part::Functional | Part::HighLevel) => true,
        (Part::Entities, Part::HighLevel | Part::Functional) => true,
        (Part::DeepDive, Part::HighLevel | Part::Functional | Part::Api) => {
            !matches!(inner.style, Opener::Heading(_)) || !explicit
        }
        (_, Part::Functional) => true,
        _ => false,
    }
}

/// Where no title says "deep dive", each topic beside the sections of the design is one.
fn name_deep_dives(reading: &Reading, candidates: &[Candidate], topics: &[Topic], chosen: &mut Vec<(usize, Part)>) {
    for topic in topics {
        let inside = |index: usize| topic.blocks.contains(&candidates[index].block);
        let own: Vec<(usize, Part)> = chosen.iter().copied().filter(|(index, _)| inside(*index)).collect();
        let explicit = own.iter().any(|(index, part)| {
            *part == Part::DeepDive && {
                let folded = crate::markdown::fold(&candidates[*index].title);
                folded.contains("deep") || folded.contains("detail") || folded.contains("dive")
            }
        });
        if explicit {
            continue;
        }
        // Topics count from the first section of the design proper: what stands before is introduction.
        let proper = |part: Part| {
            matches!(
                part,
                Part::HighLevel | Part::Api | Part::Entities | Part::Functional | Part::NonFunctional
            )
        };
        if own.is_empty() {
            chosen.extend(bare_topics(reading, candidates, topic));
            continue;
        }
        let Some(&(first, _)) = own.iter().find(|(_, part)| proper(*part)) else {
            continue;
        };
        let rank = own
            .iter()
            .filter(|(index, part)| {
                matches!(
                    part,
                    Part::HighLevel | Part::Entities | Part::Api | Part::DeepDive | Part::Estimation
                ) && matches!(candidates[*index].style, Opener::Heading(_))
            })
            .map(|(index, _)| candidates[*index].rank)
            .min();
        let Some(rank) = rank else { continue };
        let mut topical: Vec<(usize, Part)> = Vec::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let beside = inside(index)
                && candidate.block > candidates[first].block
                && candidate.rank == rank
                && matches!(candidate.style, Opener::Heading(_));
            let unknown = candidate.parts.is_empty() && !reading.knowledge.is_other_title(&candidate.title);
            let nested = || own.iter().any(|(outer, _)| holds(&candidates[*outer], candidate));
            let holder = || {
                own.iter()
                    .any(|(inner, part)| holds(candidate, &candidates[*inner]) && *part != Part::Estimation)
            };
            if beside && unknown && !nested() && !holder() {
                topical.push((index, Part::DeepDive));
            }
        }
        chosen.extend(topical);
        // Still none: the first sub-section of the design that speaks of scaling is where it gets deep.
        let none = !chosen
            .iter()
            .any(|(index, part)| *part == Part::DeepDive && inside(*index));
        if none {
            const DEEP: &[&str] = &[
                "shard",
                "partition",
                "caching",
                "cache",
                "scal",
                "replicat",
                "rate limit",
                "bottleneck",
                "fan out",
            ];
            let deep = candidates.iter().enumerate().find(|(index, candidate)| {
                let folded = crate::markdown::fold(&candidate.title);
                inside(*index)
                    && matches!(candidate.style, Opener::Heading(_))
                    && candidate.parts.is_empty()
                    && own
                        .iter()
                        .any(|(outer, part)| *part == Part::HighLevel && holds(&candidates[*outer], candidate))
                    && DEEP.iter().any(|word| folded.contains(word))
            });
            chosen.extend(deep.map(|(index, _)| (index, Part::DeepDive)));
        }
    }
}

/// A document that calls itself an architecture and has none of the layout's sections: its topics are what it has.
fn bare_topics(reading: &Reading, candidates: &[Candidate], topic: &Topic) -> Vec<(usize, Part)> {
    let title = crate::markdown::fold(&topic.title);
    if !title.contains("architecture") && !title.contains("system design") {
        return Vec::new();
    }
    let inside = |candidate: &&Candidate| {
        topic.blocks.contains(&candidate.block) && matches!(candidate.style, Opener::Heading(_))
    };
    let ranks: Vec<u32> = candidates
        .iter()
        .filter(inside)
        .skip(1)
        .map(|candidate| candidate.rank)
        .collect();
    let Some(&rank) = ranks.iter().min() else {
        return Vec::new();
    };
    (0..candidates.len())
        .filter(|&index| {
            let candidate = &candidates[index];
            inside(&candidate)
                && candidate.rank == rank
                && !reading.knowledge.is_other_title(&candidate.title)
                && candidate.title != topic.title
        })
        .map(|index| (index, Part::DeepDive))
        .collect()
}

/// What is said behind the title of a section on the same line: a range of the outline's words.
pub(super) fn inline_words(reading: &Reading, opener: usize, style: Opener) -> Option<Span> {
    let block = &reading.outline.blocks[opener];
    let words = reading.outline.words_of(block);
    let rest = match style {
        Opener::Heading(_) => None,
        Opener::Item => head(words).1,
        Opener::Bold | Opener::Label => inline(words).filter(|_| begins_label(words)).map(|(_, rest)| rest),
    }?;
    let start = block.words.start + (rest.as_ptr() as usize - words.as_ptr() as usize);
    Some(start..start + rest.len())
}

fn section(reading: &Reading, candidate: &Candidate, part: Part, topics: &[Topic]) -> Section {
    let blocks = &reading.outline.blocks;
    let opener = &blocks[candidate.block];
    let body = candidate.block + 1..candidate.end.max(candidate.block + 1);
    let inline = inline_words(reading, candidate.block, candidate.style).is_some();
    let written = |block: &Block| {
        let own = !reading.outline.words_of(block).trim().is_empty()
            || block.image
            || matches!(block.kind, Kind::Code { .. });
        own && block.level().is_none()
    };
    let end = blocks[body.clone()]
        .iter()
        .map(|block| block.span.end)
        .max()
        .unwrap_or(opener.span.end)
        .max(opener.span.end);
    Section {
        part,
        title: candidate.title.trim_end_matches([':', ' ', '-']).to_owned(),
        heading: opener.span.clone(),
        span: opener.span.start..end,
        opener: candidate.block,
        empty: !inline && !blocks[body.clone()].iter().any(written),
        blocks: body,
        style: candidate.style,
        topic: topics
            .iter()
            .position(|topic| topic.blocks.contains(&candidate.block))
            .unwrap_or_default(),
    }
}
