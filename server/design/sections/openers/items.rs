//! Titles in the items of lists.

use super::Title;
use crate::design::Reading;
use crate::knowledge::Part;
use crate::markdown::{Block, Kind};
use crate::notes::head;
use std::collections::{BTreeSet, HashSet};

/// The title in an item: all of it when it is short, or what stands before the colon.
pub(super) fn item_title<'a>(reading: &Reading<'a>, block: &Block) -> Option<&'a str> {
    let words = &reading.outline.words[block.words.clone()];
    let (title, _) = head(words);
    let title = title.lines().next().unwrap_or_default().trim();
    let short = title.split_whitespace().count() <= 6 && title.len() < 60;
    // "Draw the architecture." is a sentence, "Server = all functional parts" says what something is, "Bank APIs exist"
    // that it is there.
    let says = title.ends_with(['.', ';', '!', '?']) || title.contains(" = ") || title.ends_with(" exist");
    (short && block.depth <= 2 && !says).then_some(title)
}

/// One plain word in a list is rather an item than a title, unless it is numbered or bold, or a kind of requirements
/// that holds some; a link is neither.
pub(super) fn item_is_title(reading: &Reading, index: usize, title: &str) -> bool {
    let block = &reading.outline.blocks[index];
    let source = reading.text[block.span.clone()].trim_start();
    let marker = crate::markdown::list_marker(source);
    let linked = source[marker..].starts_with('[')
        && !source[marker..].starts_with("[ ]")
        && !source[marker..].starts_with("[x]");
    let marked = block.kind == (Kind::Item { ordered: true }) || !block.lead.is_empty();
    let holds = || block.end > index + 1;
    // "- Database design" among what is to be learned names it, and that is all.
    let says = holds() || marked || head(reading.outline.words_of(block)).1.is_some();
    let kind = || crate::markdown::fold(title).contains("functional");
    // "Functional: …" right before or behind "Non-functional: …" are the two kinds, "Functional: …" among tests is none.
    let paired = || {
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let mut beside = beside.filter_map(|at| reading.outline.blocks.get(at));
        beside.any(|other| {
            let label = head(reading.outline.words_of(other)).0;
            other.is_item()
                && other.parent == block.parent
                && crate::markdown::fold(label).trim_end().ends_with("functional")
        })
    };
    // "NFR", and "NFRs" above some of them.
    let loud = |title: &str| title.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let many = || title.strip_suffix('s').is_some_and(loud);
    !linked
        && says
        && (marked
            || (kind() && (holds() || paired()))
            || title.split_whitespace().count() > 1
            || loud(title)
            || many() && holds())
}

/// "- **Databases**: both of them …" beside "- **Client**: one app …": one of the parts of something.
pub(super) fn is_facet(reading: &Reading, index: usize, parts: &[Part]) -> bool {
    const NEAR: usize = 8;
    let blocks = &reading.outline.blocks;
    let own = &blocks[index];
    let built = !parts.is_empty() && parts.iter().all(|part| part.is_built());
    if !built || own.lead.is_empty() || own.end > index + 1 {
        return false;
    }
    let beside = |block: &&Block| block.is_item() && block.parent == own.parent && block.group == own.group;
    let before = blocks[..index]
        .iter()
        .rev()
        .take(NEAR)
        .take_while(|block| block.is_item());
    let behind = blocks[index + 1..]
        .iter()
        .take(NEAR)
        .take_while(|block| block.is_item());
    let mut others = before.chain(behind).filter(beside).peekable();
    others.peek().is_some()
        && others.all(|block| {
            let (label, said) = head(reading.outline.words_of(block));
            said.is_some() && !block.lead.is_empty() && reading.knowledge.parts_of_title(label).is_empty()
        })
}

/// How far a numbered chapter stands above other items: above labels and bold lines too.
pub(super) const CHAPTER: u32 = 4;

/// "3. Estimation", "4. APIs", "6. Schema", with lines below each: where a text has no headings, the numbers that go on
/// over the labels between them count its sections.
pub(super) fn chapters(reading: &Reading, titles: &[Title]) -> HashSet<usize> {
    let blocks = &reading.outline.blocks;
    let mut found = HashSet::new();
    let (mut known, mut last): (BTreeSet<Part>, u32) = (BTreeSet::new(), 0);
    for title in titles.iter().filter(|title| title.telling) {
        let block = &blocks[title.block];
        // "Functional requirements" in a line of its own between two chapters.
        if block.kind == Kind::Line && title.parts.iter().any(|part| part.is_requirements()) {
            known.extend(&title.parts);
        }
        if block.kind != (Kind::Item { ordered: true }) || block.parent.is_some() {
            continue;
        }
        let digits = reading.text[block.span.clone()]
            .split(|c: char| !c.is_ascii_digit())
            .next();
        let number: u32 = digits.and_then(|digits| digits.parse().ok()).unwrap_or_default();
        if number <= last {
            return HashSet::new();
        }
        last = number;
        known.extend(&title.parts);
        found.insert(title.block);
    }
    if known.len() > 2 && found.len() > 1 {
        found
    } else {
        HashSet::new()
    }
}

/// The rank of the last heading: "## 5.1 Layers" right below "## 5. Architecture" lies deeper than it.
pub(super) struct Numbers {
    pub(super) rank: u32,
    /// The levels and the numbers of the last chapter and of what is counted in it, the deepest last.
    chapters: Vec<(u32, u32)>,
}

impl Default for Numbers {
    fn default() -> Self {
        // Any heading ends what a line opened before the first of them.
        const LOWEST: u32 = 60;
        Self {
            rank: LOWEST,
            chapters: Vec::new(),
        }
    }
}

impl Numbers {
    pub(super) fn read(&mut self, title: &str, level: u32) {
        // "🧱 7 Architecture".
        let number = title
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .split(|c: char| !c.is_ascii_digit() && c != '.')
            .next();
        let mut parts = number.unwrap_or_default().split('.').map(str::parse::<u32>);
        let (first, second) = (parts.next().and_then(Result::ok), parts.next().and_then(Result::ok));
        self.rank = level;
        self.chapters.retain(|(other, _)| *other <= level);
        let last = self.chapters.last().copied();
        match (first, second) {
            (Some(first), Some(_)) if last == Some((level, first)) => {
                let deeper = parts.filter(Result::is_ok).count();
                self.rank += 1 + u32::from(deeper > 0);
            }
            (Some(first), None) => {
                // "## 5 API" behind "# 4 Estimation" is the next chapter, however deep its heading is, unless it goes on
                // with what is counted at its own level.
                let goes_on = last == Some((level, first.saturating_sub(1)));
                let next = |(other, number): &(u32, u32)| *other < level && first == number + 1;
                let next = self.chapters.iter().position(next).filter(|_| !goes_on);
                if let Some(next) = next {
                    self.chapters.truncate(next + 1);
                    self.rank = self.chapters[next].0;
                    self.chapters[next].1 = first;
                } else {
                    self.chapters.retain(|(other, _)| *other < level);
                    self.chapters.push((level, first));
                }
            }
            (None, _) => self.chapters.retain(|(other, _)| *other < level),
            _ => {}
        }
    }
}

/// "🔄 Sync across devices": a few words behind a picture, which is no mark of a list.
pub(super) fn is_pictured(words: &str) -> bool {
    let words = words.trim();
    // All of them are written in four bytes or belong to the older symbols.
    let picture = words
        .chars()
        .next()
        .filter(|c| matches!(u32::from(*c), 0x1F300..=0x1FAFF | 0x2600..=0x26FF | 0x23F0..=0x23FF));
    picture.is_some_and(|c| c != '☑' && c != '☐' && words[c.len_utf8()..].starts_with([' ', '\u{fe0f}']))
        && is_short(words)
}

/// A few words that are no sentence.
pub(super) fn is_short(words: &str) -> bool {
    words.split_whitespace().count() <= 6 && !words.trim_end().ends_with(['.', ',', ';', ':', '?', '!'])
}
