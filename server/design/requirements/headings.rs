//! Sub-headings that are requirements themselves.

use super::scope::is_scope_word;
use crate::design::Reading;
use crate::design::sections::Section;
use crate::knowledge::Part;
use crate::markdown::{Block, Kind, fold};

/// The sub-headings that are items themselves: they number the requirements, or each names a quality above plain lines.
pub(super) fn headings(reading: &Reading, section: &Section, body: &[usize]) -> Vec<usize> {
    let blocks = &reading.outline.blocks;
    let words = |at: usize| reading.outline.words_of(&blocks[at]);
    let titles = || body.iter().copied().filter(|&at| blocks[at].level().is_some());
    let numbered: Vec<usize> = titles().filter(|&at| is_numbered(words(at))).collect();
    if !numbered.is_empty() {
        return numbered;
    }
    let alike = filled_in(reading, body);
    if !alike.is_empty() {
        return alike;
    }
    let counted = counted(reading, body);
    if !counted.is_empty() {
        return counted;
    }
    // "#### Guests can hand in a coat", and nothing below any of them.
    const SENTENCE: usize = 4;
    let sentences = titles().filter(|&at| words(at).split_whitespace().count() >= SENTENCE);
    if body.len() > 1 && body.iter().all(|&at| blocks[at].level().is_some()) && sentences.count() * 2 > body.len() {
        return titles().filter(|&at| !is_scope_word(words(at))).collect();
    }
    if section.part != Part::NonFunctional {
        return shown(reading, body);
    }
    let plain = |&at: &usize| {
        let block = &blocks[at];
        block.level().is_some() || matches!(block.kind, Kind::Line | Kind::Code { .. })
    };
    let names = |&at: &usize| !super::qualities::cued(reading, &blocks[at].words).is_empty();
    let stated: Vec<usize> = titles().filter(|&at| !is_scope_word(words(at))).collect();
    // "Thread safety" among them is one more.
    let most = stated.iter().filter(|at| names(at)).count() * 3 >= stated.len() * 2;
    if stated.len() > 1 && body.iter().all(plain) && most {
        stated
    } else {
        Vec::new()
    }
}

/// "### Availability", "### Speed", and right below most of them the same label: "**Response:** …", "**Requirement**: …".
fn filled_in(reading: &Reading, body: &[usize]) -> Vec<usize> {
    let blocks = &reading.outline.blocks;
    let label = |at: &usize| {
        let (label, said) = crate::notes::head(reading.outline.words_of(&blocks[*at]));
        let labelled = !blocks[*at].lead.is_empty() && said.is_some();
        labelled.then(|| label.trim_end_matches(':'))
    };
    let parts = body.chunk_by(|_, &next| blocks[next].level().is_none());
    let parts = parts.filter(|part| blocks[part[0]].level().is_some() && part.len() > 1);
    let titles: Vec<usize> = parts.clone().map(|part| part[0]).collect();
    let labels: Vec<&str> = parts.filter_map(|part| label(&part[1])).collect();
    let same = labels
        .first()
        .map_or(0, |first| labels.iter().filter(|label| *label == first).count());
    if same > 1 && same * 3 >= titles.len() * 2 {
        titles
    } else {
        Vec::new()
    }
}

/// "### 1. Pay-in", "### 2. Pay-out", and below each of them only what it means, in lines.
fn counted(reading: &Reading, body: &[usize]) -> Vec<usize> {
    let blocks = &reading.outline.blocks;
    let titles: Vec<usize> = body
        .iter()
        .copied()
        .filter(|&at| blocks[at].level().is_some())
        .collect();
    let told = |part: &[usize]| part.len() > 1 && part[1..].iter().all(|&at| blocks[at].kind == Kind::Line);
    let numbered = |&at: &usize| crate::markdown::list_marker(reading.outline.words_of(&blocks[at]).trim()) > 0;
    let all = body.chunk_by(|_, &next| blocks[next].level().is_none()).all(told);
    if titles.len() > 1 && all && titles.iter().all(numbered) {
        titles
    } else {
        Vec::new()
    }
}

/// "#### Create a link", and what goes in and comes out as code: each of at least two such sub-headings is an item.
fn shown(reading: &Reading, body: &[usize]) -> Vec<usize> {
    let blocks = &reading.outline.blocks;
    let scoped = |&at: &usize| is_scope_word(reading.outline.words_of(&blocks[at]));
    let end = body.iter().position(scoped).unwrap_or(body.len());
    let mut found: Vec<usize> = Vec::new();
    for part in body[..end].chunk_by(|_, &next| blocks[next].level().is_none()) {
        let Some((&first, below)) = part
            .split_first()
            .filter(|(first, _)| blocks[**first].level().is_some())
        else {
            continue;
        };
        let is_code = |block: &Block| matches!(block.kind, Kind::Code { .. });
        let plain = |at: &usize| blocks[*at].kind == Kind::Line || is_code(&blocks[*at]);
        match below {
            [] => {}
            [.., last] if below.iter().all(plain) && blocks[first..].iter().take(last + 2 - first).any(is_code) => {
                found.push(first)
            }
            _ => return Vec::new(),
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// `FR1: …`, `NFR-2 …`, `Requirement 3`: a title that is itself a requirement.
pub(super) fn is_numbered(title: &str) -> bool {
    const NAMES: &[&str] = &[
        "nfr",
        "fr",
        "req",
        "requirement",
        "use case",
        "uc",
        "user story",
        "us",
        "story",
        "nf",
        "r",
        "f",
    ];
    let folded = fold(title);
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    NAMES.iter().any(|name| {
        let Some(rest) = folded.strip_prefix(name) else {
            return false;
        };
        let number = rest.trim_start_matches([' ', '#', '.', '-']);
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && !number[digits..].starts_with(char::is_alphanumeric)
    })
}
