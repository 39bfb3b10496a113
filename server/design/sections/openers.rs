//! Which blocks look like titles, and what they would open.

mod contents;

mod items;

mod labels;

mod repeated;

use super::unsplit::names_requirements;
use super::{Candidate, Opener};
use crate::design::Reading;
use crate::knowledge::{Part, normal_title};
use crate::markdown::{Block, Kind};
use crate::notes::head;
use contents::{is_anchor, leads_elsewhere, lists_contents, opens_contents};
use items::{CHAPTER, Numbers, chapters, is_facet, is_pictured, item_is_title, item_title};
use labels::{asked_for, is_label, is_small_label, is_speaker, is_underlined};
use repeated::{drop_announced, drop_twins, names_scope};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What a block would open by itself, whatever stands around it.
#[derive(Clone, Debug)]
pub struct Title {
    /// The block.
    pub block: usize,
    /// How it would be opened.
    style: Opener,
    /// As it is written.
    title: Arc<str>,
    /// Without its trimmings.
    key: Arc<str>,
    /// What titles of this wording open.
    parts: Vec<Part>,
    /// Telling enough for that, though it is no heading.
    telling: bool,
    /// It stands above links to what others wrote.
    lists_links: bool,
    /// A plain line that begins with a picture: a heading where a text has no others.
    pictured: bool,
    /// The rank of a heading; of all else, how far it lies below the heading above it.
    rank: u32,
}

/// The titles among the blocks that were read anew, those of a table of contents left out. None depends on what
/// stands before its heading.
pub(super) fn titles(reading: &Reading) -> Vec<Title> {
    let blocks = &reading.outline.blocks;
    let mut found = Vec::new();
    let mut listing = false;
    for index in reading.seam.blocks.anew.clone() {
        let block = &blocks[index];
        let words = reading.outline.words_of(block);
        let bold = block.kind == Kind::Line && is_bold_line(reading, block);
        let pictured = block.kind == Kind::Line && !bold && is_pictured(words);
        let asked = (block.kind == Kind::Line).then(|| asked_for(reading, index)).flatten();
        if block.level().is_some() || block.kind == Kind::Line {
            listing = opens_contents(words);
        } else if block.is_item() && (listing || is_anchor(reading, block)) {
            continue;
        }
        if words.trim().is_empty() || block.quote || (block.level().is_some() && lists_contents(reading, index)) {
            continue;
        }
        if bold && is_speaker(words) {
            continue;
        }
        let (style, title, rank) = match block.kind {
            Kind::Heading(level) => (Opener::Heading(level), words.trim(), u32::from(level) * 10),
            Kind::Line if bold || pictured => (Opener::Bold, words.trim(), 5),
            Kind::Line if asked.is_some() => (Opener::Bold, asked.unwrap_or_default(), 5),
            Kind::Line if begins_label(words) => {
                let title = inline(words).map_or("", |(title, _)| title);
                if block.lead.is_empty() {
                    (Opener::Label, title, 6)
                } else {
                    (Opener::Bold, title, 5)
                }
            }
            Kind::Line if is_label(words) && is_underlined(reading, index) => (Opener::Bold, words.trim(), 5),
            Kind::Line if is_label(words) || is_small_label(reading, index) => (Opener::Label, words.trim(), 6),
            Kind::Item { .. } => match item_title(reading, block) {
                Some(title) => (Opener::Item, title, 7 + u32::from(block.depth.min(2))),
                None => continue,
            },
            _ => continue,
        };
        let mut parts = reading.knowledge.parts_of_title(title);
        let heading = matches!(style, Opener::Heading(_));
        // "Roadmap (not in scope for now)" leaves out what stands below it, whatever that is.
        if heading && parts.is_empty() && reading.knowledge.leaves_out(title) {
            parts = vec![Part::OutOfScope];
        }
        let elsewhere = heading && leads_elsewhere(reading, index);
        if elsewhere {
            parts.clear();
        }
        let asks = || style == Opener::Item && block.end > index + 1 && names_requirements(&normal_title(title));
        let is_bare = match style {
            Opener::Label => matches!(&*crate::markdown::fold(title.trim_end_matches(':')), "in" | "out"),
            Opener::Bold => block.parent.is_none(),
            _ => heading,
        };
        if parts.is_empty() && !is_bare && !asks() {
            continue;
        }
        found.push(Title {
            block: index,
            style,
            title: title.into(),
            key: normal_title(title).into(),
            telling: heading
                || is_strong(title, style)
                    && (style != Opener::Item || item_is_title(reading, index, title))
                    && !(style == Opener::Item && is_facet(reading, index, &parts)),
            lists_links: elsewhere || heading && reading.knowledge.lists_links(title),
            parts,
            pictured,
            rank,
        });
    }
    found
}

/// Everything that looks like a title, whether or not its wording is known.
pub(super) fn candidates(reading: &Reading, titles: &[Title]) -> Vec<Candidate> {
    let blocks = &reading.outline.blocks;
    let mut found = Vec::new();
    let mut numbers = Numbers::default();
    let lists = lists_of_titles(reading, titles);
    let is_bold = |title: &Title| title.style == Opener::Bold && blocks[title.block].parent.is_none();
    // Without headings, bold lines are the headings.
    let headings = titles
        .iter()
        .filter(|title| matches!(title.style, Opener::Heading(_)))
        .count();
    // "**Background**" tells as much, beside one that opens a section.
    let tells = |title: &&Title| title.telling || reading.knowledge.is_other_title(&title.title);
    let headless = headings < 2 && {
        let bolds = || titles.iter().filter(|title| is_bold(title));
        let opening = bolds().filter(|title| !title.parts.is_empty()).count();
        let others = bolds().filter(|title| title.parts.is_empty()).filter(tells).count();
        opening > 0 && opening + others >= 2 && bolds().any(|title| tells(&title))
    };
    // "**2. Requirements**" holds the bold lines without a number, where the sections themselves are counted.
    let is_counted = |title: &Title| is_bold(title) && title.title.starts_with(|c: char| c.is_ascii_digit());
    let counted = headless && {
        let bolds = || titles.iter().filter(|title| is_bold(title));
        let numbered = || bolds().filter(|title| is_counted(title));
        let laid_out = numbered().count() >= 2 && numbered().any(|title| !title.parts.is_empty());
        // "**1. Cache**" below "**Deep dives**" is a part of it.
        laid_out
            && bolds()
                .find(|title| !title.parts.is_empty() || is_counted(title))
                .is_some_and(is_counted)
    };
    let chapters = if headings == 0 {
        chapters(reading, titles)
    } else {
        HashSet::new()
    };
    let mut scoped = false;
    for title in titles {
        let heading = matches!(title.style, Opener::Heading(_));
        let left_out = scoped && &*title.key == "out";
        scoped = scoped && &*title.key == "in" || names_scope(&title.key);
        if heading {
            numbers.read(&title.title, title.rank);
        }
        let above = if chapters.contains(&title.block) {
            CHAPTER
        } else {
            u32::from(counted && is_counted(title))
        };
        let bold = is_bold(title);
        let told = title.telling
            || left_out
            || (headless && bold)
            || (title.style == Opener::Item && lists.contains(&title.block));
        if !told && (!bold || title.pictured && !headless) {
            continue;
        }
        found.push(Candidate {
            block: title.block,
            style: title.style,
            title: title.title.clone(),
            key: title.key.clone(),
            parts: match told {
                true if left_out => vec![Part::OutOfScope],
                true => title.parts.clone(),
                false => Vec::new(),
            },
            lists_links: title.lists_links,
            rank: if heading {
                numbers.rank
            } else {
                numbers.rank + title.rank - above
            },
            end: blocks.len(),
        });
    }
    drop_announced(reading, titles, &mut found);
    drop_twins(&mut found);
    found
}

/// The items with a known title in lists that lay a design out: at least two of their items hold something and open
/// sections of two kinds beyond doubt.
fn lists_of_titles(reading: &Reading, titles: &[Title]) -> HashSet<usize> {
    let blocks = &reading.outline.blocks;
    /// The blocks of a list's items, and what their titles open.
    type List = (Vec<usize>, BTreeSet<Part>);
    let mut lists: HashMap<(Option<usize>, usize), List> = HashMap::new();
    let mut heading = 0;
    for title in titles {
        let (index, block) = (title.block, &blocks[title.block]);
        match title.style {
            Opener::Heading(_) => heading = index,
            Opener::Item if !title.parts.is_empty() => {
                let inline = || head(reading.outline.words_of(block)).1.is_some();
                if block.end == index + 1 && !inline() {
                    continue;
                }
                let (items, known) = lists.entry((block.parent, heading)).or_default();
                items.push(index);
                if title.telling {
                    known.extend(&title.parts);
                }
            }
            _ => {}
        }
    }
    // What holds a line only ("API: REST") lays a design out where requirements stand beside it.
    let laid_out = lists.into_values().filter(|(items, known)| {
        let deep = items.iter().filter(|&&item| blocks[item].end > item + 1).count();
        known.len() >= 2 && (deep >= 2 || known.iter().any(|part| part.is_requirements()))
    });
    laid_out.flat_map(|(items, _)| items).collect()
}

/// A line wholly in bold, a colon aside.
fn is_bold_line(reading: &Reading, block: &Block) -> bool {
    let words = reading.outline.words_of(block);
    let lead = &reading.outline.words[block.lead.clone()];
    let rest = words[lead.len().min(words.len())..].trim_matches([':', ' ', '-', '.']);
    // A question that is counted may be long.
    let longest = if words.starts_with(|c: char| c.is_ascii_digit()) {
        120
    } else {
        90
    };
    !lead.trim().is_empty() && rest.is_empty() && words.len() < longest
}

/// A title and what is said behind it on the same line: `API: POST /coats`.
pub(super) fn inline(words: &str) -> Option<(&str, &str)> {
    // A colon may stand apart from the title, and not from what is said.
    let (at, mark) = [": ", " :", " - ", " – ", " — ", " -> ", " => "]
        .iter()
        .filter_map(|mark| words.find(mark).map(|at| (at, mark.len())))
        .min()?;
    let (title, rest) = (words[..at].trim(), words[at + mark..].trim());
    (!title.is_empty() && !rest.is_empty()).then_some((title, rest))
}

/// A line that says a whole section: its title is one of those that mean nothing else.
pub(super) fn begins_label(words: &str) -> bool {
    inline(words).is_some_and(|(title, _)| is_plain(title))
}

/// A title that means nothing else, even in a line of prose and in lower case.
fn is_plain(title: &str) -> bool {
    const PLAIN: &[&str] = &[
        "functional requirements",
        "functional requirement",
        "functional",
        "fr",
        "frs",
        "non functional requirements",
        "non functional requirement",
        "non function requirements",
        "nonfunctional requirements",
        "non functional",
        "nfr",
        "nfrs",
        "non fr",
        "non frs",
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
        "not in scope",
        "oos",
        "below the line",
        "data model",
        "non goals",
        "nice to have",
        "out of scope for now",
        "capacity estimation",
    ];
    title.len() < 40 && PLAIN.contains(&normal_title(title).as_str())
}

/// Whether a title is telling enough to open a section without being a heading.
pub(super) fn is_strong(title: &str, style: Opener) -> bool {
    let folded = crate::markdown::fold(title);
    const TELLING: &[&str] = &[
        "functional",
        "func req",
        "requirement",
        "viable product",
        "core entit",
        "data model",
        "modelo de da",
        "requisitos",
        "arquite",
        "schema",
        "api",
        "high level",
        "hld",
        "deep dive",
        "out of scope",
        "not in scope",
        "below the line",
        "estimat",
        "back of",
        "envelope",
        "nfr",
        "non goals",
        "system design",
        "interface definition",
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
        "non fr",
        "non frs",
        "diagram",
        "uml diagram",
        "model for system",
        "model for the system",
        "func",
        "non func",
        "non function",
        "boe",
        "features",
        "components",
        "component details",
        "detail of components",
        "details of components",
        "components in detail",
        "key components",
        "main components",
        "main parts",
        "core components",
        "system components",
        "tables",
        "bottlenecks",
        "trade offs",
        "building blocks",
        "oos",
    ];
    // As an item they are rather one of the requirements: "Nice to have: tips".
    const LINES: &[&str] = &[
        "goals",
        "constraints",
        "key constraints",
        "nice to have",
        "nice to haves",
        "not covered",
        "outside scope",
        "mvp",
    ];
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    EXACT.contains(&bare)
        || (style != Opener::Item && LINES.contains(&bare))
        || (TELLING.iter().any(|word| folded.contains(word))
            && (style != Opener::Item || folded.split_whitespace().count() <= 5))
}
