//! Which blocks of a section are its items, and which of them are left out.

use super::ends::{before_other_list, before_prose};
use super::headings::headings;
use super::lines::{fenced_lines, plain_lines};
use super::numbered::without_elaborations;
use super::scope::{is_scope_word, leads_out, scope_mark};
use crate::design::Reading;
use crate::design::sections::{self, Opener, Section};
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};
use crate::text::Span;

/// What stands among the items of a section.
pub(super) enum Found {
    /// An item: its block and its words.
    Item(usize, Span),
    /// What follows is out of scope, or in scope again.
    Scope {
        /// Out of it.
        out: bool,
    },
}

/// The items of a section, and the marks between them.
pub(super) fn found(reading: &Reading, section: &Section, sections: &[Section]) -> Vec<Found> {
    let (items, heads) = items(reading, section, sections);
    let mut found = Vec::with_capacity(items.len());
    for (at, words) in items {
        match scope_mark(reading, at, &words, heads.contains(&at)) {
            Some(out) => found.push(Found::Scope { out }),
            None => match before_mark(reading, &words) {
                Some(own) => found.extend([Found::Item(at, own), Found::Scope { out: true }]),
                None => found.push(Found::Item(at, words)),
            },
        }
    }
    found
}

/// A line that parts what is in scope from what is not, right below an item, belongs to it by the rules of Markdown:
/// the words of the item without it.
fn before_mark(reading: &Reading, words: &Span) -> Option<Span> {
    let (own, last) = reading.outline.words[words.clone()].trim_end().rsplit_once('\n')?;
    let drawn = last.trim().starts_with(['-', '=', '~', '*', '—', '–', '_']);
    (drawn && is_scope_word(last)).then(|| words.start..words.start + own.len())
}

/// The top-level items of a section: list items, table rows, plain lines, or the text behind the section's own colon.
/// The second list are the headings that are items themselves.
fn items(reading: &Reading, section: &Section, sections: &[Section]) -> (Vec<(usize, Span)>, Vec<usize>) {
    let blocks = &reading.outline.blocks;
    let opener = &blocks[section.opener];
    let nested = |at: usize| {
        sections.iter().any(|inner| {
            inner.opener > section.opener
                && section.blocks.contains(&inner.opener)
                && (inner.opener == at || inner.blocks.contains(&at))
                && (inner.part != Part::Estimation
                    || matches!(inner.style, Opener::Heading(_))
                    || matches!(blocks[at].kind, Kind::Row { .. }))
        })
    };
    let mut body: Vec<usize> = section
        .blocks
        .clone()
        // A line of dashes says nothing.
        .filter(|&at| !nested(at) && reading.outline.words_of(&blocks[at]).contains(char::is_alphanumeric))
        .collect();
    if !matches!(section.style, Opener::Heading(_)) {
        body.truncate(before_prose(reading, &body));
        if section.part == Part::NonFunctional || section.style == Opener::Label {
            body.truncate(before_other_list(reading, section.part, &body));
        }
    }
    let mut items: Vec<(usize, Span)> = Vec::new();
    let listed: Vec<usize> = body.iter().copied().filter(|&at| blocks[at].is_item()).collect();
    let mut aside = false;
    let rows: Vec<usize> = body
        .iter()
        .copied()
        .filter(|&at| {
            let row = matches!(blocks[at].kind, Kind::Row { .. });
            // "Actors" above a table of who does what.
            if !row {
                aside = names_no_requirements(reading, &blocks[at].words);
            }
            row && !aside
        })
        .collect();
    if let Some(words) = sections::inline_words(reading, section.opener, section.style)
        && (body.is_empty() || (section.style != Opener::Item && listed.is_empty() && rows.is_empty()))
    {
        return (split_lines(reading, section, words), Vec::new());
    }
    if section.style == Opener::Item && body.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let top = |at: usize| {
        let parent = blocks[at].parent;
        parent.is_none()
            || parent == Some(section.opener)
            || parent == opener.parent
            || parent.is_some_and(|parent| !body.contains(&parent))
    };
    let mut beside = false;
    let mut noted = false;
    for &at in &body {
        if !top(at) {
            continue;
        }
        if !blocks[at].is_item() {
            noted = blocks[at].level().is_none() && (noted || names_notes(reading, &blocks[at].words));
            if section.part == Part::NonFunctional && states_behind_label(reading, &blocks[at]) {
                items.push((at, blocks[at].words.clone()));
            }
            beside = names_no_requirements(reading, &blocks[at].words)
                || section.part == Part::Functional && names_amounts(reading, &blocks[at].words)
                || shows_flow(reading, &blocks[at]);
        } else if !beside && !noted && !is_elaboration(reading, at) {
            items.push((at, blocks[at].words.clone()));
        }
    }
    items = without_elaborations(reading, items);
    // A list head ("Users should be able to:") stands for the items below it, alone or beside other heads.
    let only = items.len() == 1 && rows.is_empty();
    // "Rider:", "Driver:": who does it, and what is done stands below.
    let named = items.iter().filter(|(at, _)| names_people(reading, *at)).count();
    let people = items.len() > 1 && named * 2 >= items.len();
    // "Trainer", "Front desk" beside them are people too, where something is nested in each.
    let bare = |at: usize| {
        let words = reading.outline.words_of(&blocks[at]).trim();
        words.split_whitespace().count() <= 2 && words.ends_with(char::is_alphanumeric)
    };
    let held = |at: usize| {
        let headed = reading.outline.words_of(&blocks[at]).trim_end().ends_with(':');
        let head = headed && (only || people || sections::heads_items(reading, &blocks[at].words))
            || people && (names_people(reading, at) || bare(at))
            || names_group(reading, at);
        let below = listed.iter().copied().filter(|&below| blocks[below].parent == Some(at));
        below
            .filter(|_| head)
            .map(|below| (below, blocks[below].words.clone()))
            .collect::<Vec<_>>()
    };
    let replaced = items.iter().flat_map(|item| match held(item.0) {
        below if below.is_empty() => vec![item.clone()],
        below => below,
    });
    items = replaced.collect();
    items.extend(
        rows.iter()
            .filter_map(|&at| row(reading, &blocks[at]).map(|words| (at, words))),
    );
    // "=> Guests …" are the items, and the dashes below them say more of each.
    if arrows(reading, &body) > items.len() {
        items.clear();
    }
    if items.is_empty() || is_indented(reading, &body) {
        let lines = body
            .iter()
            .copied()
            .filter(|&at| blocks[at].kind == Kind::Line && !blocks[at].image && top(at) && !names_group(reading, at));
        // What is quoted beside lines of one's own is the question that was asked, or a remark.
        let own = lines.clone().any(|at| !blocks[at].quote);
        let lines = lines.filter(|&at| !own || !blocks[at].quote);
        let lines: Vec<(usize, Span)> = lines.map(|at| (at, blocks[at].words.clone())).collect();
        items.extend(plain_lines(reading, section, is_followed(section, sections), lines));
        items.sort_by_key(|(at, _)| *at);
    }
    if items.is_empty() {
        items = fenced_lines(reading, &body);
    }
    let heads = headings(reading, section, &body);
    if let Some(&first) = heads.first() {
        items.retain(|(at, _)| *at < first);
        items.extend(heads.iter().map(|&at| (at, blocks[at].words.clone())));
    }
    // A lead-in line under which out-of-scope items stand.
    let marks = body.iter().copied().filter(|&at| {
        !items.iter().any(|(item, _)| *item == at)
            && matches!(blocks[at].kind, Kind::Line | Kind::Heading(_))
            && (is_scope_word(reading.outline.words_of(&blocks[at])) || leads_out(reading, at))
    });
    let resets = body.iter().copied().filter(|&at| blocks[at].level().is_some());
    let extra: Vec<(usize, Span)> = marks.chain(resets).map(|at| (at, blocks[at].words.clone())).collect();
    items.extend(extra);
    items.sort_by_key(|(at, _)| *at);
    items.dedup_by(|one, other| one.0 == other.0 && one.1 == other.1);
    (items, heads)
}

/// "**CAP theorem:** availability >> consistency" in a line above the list is one of the items; "**Note on CAP:** …" says
/// more of them.
fn states_behind_label(reading: &Reading, block: &Block) -> bool {
    const FEW: usize = 4;
    if block.kind != Kind::Line || block.quote || block.lead.is_empty() {
        return false;
    }
    let words = reading.outline.words_of(block).trim_end();
    let (label, said) = crate::notes::head(words);
    let label = block.words.start..block.words.start + label.len();
    let short = label.end <= block.lead.end + 1 && reading.folded(&label).split_whitespace().count() <= FEW;
    let notes = reading
        .folded(&label)
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "note" | "notes"));
    said.is_some() && !words.ends_with(':') && short && !notes && !super::qualities::cued(reading, &label).is_empty()
}

/// What stands in the item of a section's title, line by line; a line that wraps goes on in the next.
fn split_lines(reading: &Reading, section: &Section, words: Span) -> Vec<(usize, Span)> {
    const LONG: usize = 60;
    let text = &reading.outline.words[words.clone()];
    if section.style != Opener::Item || !text.contains('\n') {
        return vec![(section.opener, words)];
    }
    let mut items: Vec<(usize, Span)> = Vec::new();
    let mut at = words.start;
    for line in text.split_inclusive('\n') {
        let (from, to) = (at, at + line.trim_end().len());
        at += line.len();
        let wraps = |(_, last): &&mut (usize, Span)| last.len() > LONG;
        match items.last_mut().filter(wraps) {
            Some((_, last)) => last.end = to,
            None if from < to => items.push((section.opener, from..to)),
            None => {}
        }
    }
    items
}

/// `Drivers:`, `For drivers`, `Driver (app)` alone in an item: people, or the system itself.
pub(super) fn names_people(reading: &Reading, at: usize) -> bool {
    let folded = reading.folded(&reading.outline.blocks[at].words);
    let label = folded.split(" (").next().unwrap_or_default();
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    let label = ["for ", "as a ", "as an ", "the "]
        .iter()
        .find_map(|before| label.strip_prefix(before))
        .unwrap_or(label);
    reading.knowledge.says_trace("actors", label)
}

/// `Core`, `Must have (MVP)` alone in an item.
fn names_group(reading: &Reading, at: usize) -> bool {
    let folded = reading.folded(&reading.outline.blocks[at].words);
    let label = folded.split(" (").next().unwrap_or_default();
    reading
        .knowledge
        .says_trace("groups", label.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// `Actors:`, `External dependencies`: the list below such a label is none of requirements.
pub(super) fn names_no_requirements(reading: &Reading, words: &Span) -> bool {
    let label = reading.folded(words).trim_matches(|c: char| !c.is_alphanumeric());
    reading.knowledge.says_trace("beside", label)
}

/// `Notes:` among the requirements: no list behind it, up to the next heading, is one of them.
fn names_notes(reading: &Reading, words: &Span) -> bool {
    let label = reading.folded(words).trim();
    let name = label.strip_suffix(':').map_or("", str::trim_end);
    matches!(name, "note" | "notes" | "remarks" | "side notes")
}

/// `Scale:`: how much there is of it.
pub(super) fn names_amounts(reading: &Reading, words: &Span) -> bool {
    let label = reading.folded(words).trim_matches(|c: char| !c.is_alphanumeric());
    reading.knowledge.says_trace("amounts", label)
}

/// "### Sending flow" below the requirements: its steps are none of them.
fn shows_flow(reading: &Reading, block: &Block) -> bool {
    let folded = reading.folded(&block.words).trim();
    block.level().is_some() && [" flow", " diagram"].iter().any(|end| folded.ends_with(end))
}

/// Behind `- 1. Users …`, a number inside a bullet, the bullets beside the number only elaborate it.
fn is_elaboration(reading: &Reading, at: usize) -> bool {
    let blocks = &reading.outline.blocks;
    let Some(parent) = blocks[at].parent else {
        return false;
    };
    let first = &blocks[parent + 1];
    let same_line = !reading.text[blocks[parent].span.start..first.span.start].contains('\n');
    at > parent + 1 && first.is_item() && same_line && reading.outline.words_of(&blocks[parent]).trim().is_empty()
}

/// Whether a section that no heading opened ends right where the next one of its kind of title begins.
fn is_followed(section: &Section, sections: &[Section]) -> bool {
    let next = |other: &Section| other.opener == section.blocks.end && other.style == section.style;
    sections.iter().any(next)
}

/// How many lines begin with an arrow, where the first of them stands before any list and they are several.
fn arrows(reading: &Reading, body: &[usize]) -> usize {
    let blocks = &reading.outline.blocks;
    let arrow = |at: usize| {
        let words = reading.outline.words_of(&blocks[at]);
        blocks[at].kind == Kind::Line
            && ["=> ", "-> ", "→ ", "⇒ "]
                .iter()
                .any(|mark| words.trim_start().starts_with(mark))
    };
    if !body.first().is_some_and(|&first| arrow(first)) {
        return 0;
    }
    let count = body.iter().filter(|&&at| arrow(at)).count();
    if count > 1 { count } else { 0 }
}

/// Lines that were indented too far stand for items of their own.
fn is_indented(reading: &Reading, body: &[usize]) -> bool {
    let blocks = &reading.outline.blocks;
    body.iter()
        .all(|&at| blocks[at].kind == Kind::Line || blocks[at].level().is_some())
}

/// The telling words of a table row: nothing for the header, nor for rows without words.
fn row(reading: &Reading, block: &Block) -> Option<Span> {
    let Kind::Row { header, cells } = &block.kind else {
        return None;
    };
    let written = reading.outline.cells[cells.clone()]
        .iter()
        .filter(|cell| reading.outline.words[(*cell).clone()].trim().len() > 1)
        .count();
    (!header && written > 0).then(|| block.words.clone())
}
