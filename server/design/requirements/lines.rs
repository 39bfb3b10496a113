//! Plain lines that are requirements.

use crate::design::Reading;
use crate::design::sections::{Opener, Section};
use crate::knowledge::Part;
use crate::markdown::Kind;
use crate::text::Span;

/// Plain lines as items: prose that wraps over lines is one item, labels and short statements are one each.
pub(super) fn plain_lines(
    reading: &Reading,
    section: &Section,
    followed: bool,
    lines: Vec<(usize, Span)>,
) -> Vec<(usize, Span)> {
    const LONG: usize = 60;
    let blocks = &reading.outline.blocks;
    let part = section.part;
    let headed = matches!(section.style, Opener::Heading(_));
    if let Some(labelled) = labelled_lines(reading, &lines) {
        return labelled;
    }
    let mut items: Vec<(usize, Span)> = Vec::new();
    for (at, words) in lines {
        // No heading ends what a label opened: a paragraph of prose, or one that states nothing, does.
        let begins = items
            .last()
            .is_some_and(|(before, _)| blocks[*before].group != blocks[at].group);
        let text = reading.outline.words[words.clone()].trim();
        // "Strong consistency: …" states something, however long it is.
        let (label, said) = crate::notes::head(text);
        let named = said.is_some()
            && label.split_whitespace().count() <= 4
            && !super::qualities::cued(reading, &(words.start..words.start + label.len())).is_empty();
        let states = named || (words.len() <= LONG || followed) && says(reading, &words);
        if !headed && begins && part == Part::NonFunctional && !states {
            break;
        }
        // "✅ Guests …", "→ Guests …" are items, whatever they say.
        let marked = text.starts_with(|c: char| !c.is_alphanumeric() && !c.is_ascii_punctuation() && !is_quote(c))
            || text.starts_with("->")
            || text.starts_with('~')
            || text
                .strip_prefix('-')
                .is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            || text.starts_with("=>")
            || is_lettered(text)
            || super::headings::is_numbered(text);
        let lead_in = text.ends_with(':')
            || text.starts_with(is_quote)
            || text.len() < 3 && super::qualities::cued(reading, &words).is_empty()
            || (part == Part::NonFunctional && !marked && !says(reading, &words));
        // "Latency: …" below "Availability: …" is the next one.
        let labels = |words: &str| {
            let (label, said) = crate::notes::head(words);
            let behind = words[label.len()..].trim_start();
            said.is_some() && behind.starts_with([':', '—', '–']) && label.split_whitespace().count() <= 3
        };
        let beside = labels(text)
            && items
                .last()
                .is_some_and(|(_, before)| labels(reading.outline.words[before.clone()].trim()));
        let wraps = !marked
            && !beside
            && items.last().is_some_and(|(before, previous): &(usize, Span)| {
                let earlier = reading.outline.words[previous.clone()].trim_end();
                blocks[*before].group == blocks[at].group
                    && (earlier.len() > LONG && !earlier.ends_with(['.', ';', ':']) || is_open(earlier, text))
                    && !is_broken(reading, *before, at)
            });
        if wraps {
            if let Some((_, previous)) = items.last_mut() {
                previous.end = words.end;
            }
        } else if !lead_in {
            items.push((at, words));
        }
    }
    items
}

/// Sentences in a fence, one a line, where nothing else stands in the section.
pub(super) fn fenced_lines(reading: &Reading, body: &[usize]) -> Vec<(usize, Span)> {
    let blocks = &reading.outline.blocks;
    let [at] = body else { return Vec::new() };
    if !matches!(blocks[*at].kind, Kind::Code { diagram: false, .. }) {
        return Vec::new();
    }
    let words = blocks[*at].words.clone();
    let mut from = words.start;
    let lines = reading.outline.words[words].split_inclusive('\n').map(|line| {
        let start = from;
        from += line.len();
        start..start + line.trim_end().len()
    });
    let said = |line: &Span| !line.is_empty() && !reading.outline.words[line.clone()].ends_with(':');
    let lines: Vec<Span> = lines.filter(said).collect();
    // A conversation about what is wanted: `Guest: "…"`.
    let spoken = |line: &&Span| {
        let said = reading.outline.words[(*line).clone()]
            .split_once(':')
            .map(|(_, said)| said.trim_start());
        said.is_some_and(|said| said.starts_with(is_quote))
    };
    if lines.iter().filter(spoken).count() * 2 > lines.len() {
        return Vec::new();
    }
    lines.into_iter().map(|line| (*at, line)).collect()
}

/// "Low latency:" in one line and what is meant by it in the next, all along: the items are the labels with what they
/// stand above.
fn labelled_lines(reading: &Reading, lines: &[(usize, Span)]) -> Option<Vec<(usize, Span)>> {
    const LONG: usize = 60;
    let says_label = |words: &Span| {
        let text = reading.outline.words[words.clone()].trim();
        text.ends_with(':') && text.len() < LONG
    };
    let pairs = lines.chunks_exact(2);
    let labelled = |pair: &[(usize, Span)]| says_label(&pair[0].1) && !says_label(&pair[1].1);
    (lines.len() >= 4 && pairs.remainder().is_empty() && pairs.clone().all(labelled))
        .then(|| pairs.map(|pair| (pair[0].0, pair[0].1.start..pair[1].1.end)).collect())
}

/// Whether a line leaves off where no sentence ends, and the next takes it up: "… and it must be", "highly available".
fn is_open(earlier: &str, text: &str) -> bool {
    const OPEN: &[&str] = &[
        "a", "an", "and", "are", "at", "be", "by", "for", "from", "in", "is", "must", "of", "on", "or", "should",
        "than", "that", "the", "to", "when", "which", "while", "with",
    ];
    let last = earlier.rsplit(' ').next().unwrap_or_default();
    text.starts_with(char::is_lowercase) && (earlier.ends_with(',') || OPEN.contains(&last))
}

/// Whether the writer breaks the line between two blocks on purpose.
fn is_broken(reading: &Reading, before: usize, at: usize) -> bool {
    let blocks = &reading.outline.blocks;
    let between = reading.text.get(blocks[before].span.end..blocks[at].span.start);
    between.is_some_and(|between| between.contains("<br"))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '‘' | '’' | '«' | '»')
}

/// `a. Users …`, `b) Users …`: Markdown knows no such lists.
fn is_lettered(text: &str) -> bool {
    matches!(text.as_bytes(), [b'a'..=b'z' | b'A'..=b'Z', b'.' | b')', b' ', ..])
}

/// Whether a plain line states a quality, rather than naming the question ("Consistency vs Availability").
fn says(reading: &Reading, words: &Span) -> bool {
    let folded = reading.folded(words);
    let few = folded.split_whitespace().count() <= 4;
    let question = few && (folded.contains(" vs ") || folded.contains("theorem") || folded.ends_with('?'));
    let list = folded.trim_end().ends_with("...") || folded.trim_end().ends_with('…');
    let figure = || reading.quantities_in(words).any(crate::quantities::Quantity::is_target);
    !question && !list && (!super::qualities::cued(reading, words).is_empty() || figure())
}
