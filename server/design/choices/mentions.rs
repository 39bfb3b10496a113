//! Every place where something of the catalogue is named.

use super::Mention;
use crate::design::Reading;
use crate::design::sections::Section;
use crate::knowledge::{Cue, Found, Place, TechnologyId, Term};
use crate::markdown::{Block, Kind, fold};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// Every technology, component and technique named outside code, links, comments and lists of what to read.
pub fn mentions(reading: &Reading, _sections: &[Section]) -> Vec<Mention> {
    let blocks = &reading.outline.blocks;
    let unread = unread(reading);
    let mut found: Vec<(TechnologyId, Span, usize, bool)> = Vec::new();
    let mut block = 0;
    for hit in reading.hits {
        let (technology, certain) = match hit.found {
            Found::Term(Term::Technology(id)) => (id, true),
            Found::InContext(id) => (id, false),
            _ => continue,
        };
        while block + 1 < blocks.len() && blocks[block + 1].words.start <= hit.span.start {
            block += 1;
        }
        let outside = hit.span.start > blocks[block].words.end || unread[block];
        let written = &reading.outline.words[hit.span.clone()];
        // An ordinary word in the plural is an ordinary word.
        let other = !certain
            && !reading.knowledge.technologies[technology]
                .names()
                .any(|name| name == written);
        let verb = reading.knowledge.technologies[technology].kind == crate::knowledge::Kind::Component
            && is_a_verb(reading, &hit.span);
        if outside
            || other
            || verb
            || is_an_adjective(reading, &hit.span)
            || is_part_of_another_name(reading, &hit.span)
        {
            continue;
        }
        found.push((technology, hit.span.clone(), block, certain));
    }
    let mut sure: HashSet<TechnologyId> = found
        .iter()
        .filter(|(.., certain)| *certain)
        .map(|(technology, ..)| *technology)
        .collect();
    // Told by its context once, a name that is seldom anything else counts everywhere.
    let told = found.iter().filter(|(technology, span, block, certain)| {
        let known = &reading.knowledge.technologies[*technology];
        !certain && span.len() > 4 && !known.needs_no_reason() && has_context(reading, span, *block, *technology)
    });
    let told: Vec<TechnologyId> = told.map(|(technology, ..)| *technology).collect();
    sure.extend(told);
    let named: Vec<(TechnologyId, Span, usize, bool)> = found
        .iter()
        .enumerate()
        .filter(|(index, (technology, span, block, certain))| {
            *certain
                || sure.contains(technology)
                || has_context(reading, span, *block, *technology)
                || is_listed(reading, &found, *index)
        })
        .map(|(_, entry)| entry.clone())
        .collect();
    let mut wholes: HashMap<TechnologyId, Option<TechnologyId>> = HashMap::new();
    let mut mentions = Vec::with_capacity(named.len());
    for (technology, words, block, _) in named {
        let part_of = &reading.knowledge.technologies[technology].part_of;
        let whole = *wholes.entry(technology).or_insert_with(|| {
            (!part_of.is_empty())
                .then(|| reading.knowledge.technology(part_of))
                .flatten()
        });
        let mut push = |technology: TechnologyId, words: Span| {
            mentions.push(Mention {
                technology,
                span: reading.outline.source(&words),
                words,
                block,
            });
        };
        // "Redis Streams" names Redis too, in the word that says so.
        if let Some(whole) = whole
            && let Some(at) = reading.folded(&words).find(&fold(part_of))
        {
            push(whole, words.start + at..words.start + at + part_of.len());
        }
        push(technology, words);
    }
    mentions.sort_by_key(|mention| mention.words.start);
    mentions
}

/// For each block, whether it stands in a list of what to read.
fn unread(reading: &Reading) -> Vec<bool> {
    let blocks = &reading.outline.blocks;
    let mut unread = vec![false; blocks.len()];
    let mut rank = None;
    for (index, block) in blocks.iter().enumerate() {
        if let Some(level) = block.level() {
            if rank.is_some_and(|outer| level <= outer) {
                rank = None;
            }
            if rank.is_none() && is_reading_list(reading, block, 6) {
                rank = Some(level);
            }
        } else if rank.is_none() && block.is_item() && is_reading_list(reading, block, 3) {
            // `- References` with what is nested in it; a bold line opens none, for nothing says where it ends.
            unread[index..block.end].fill(true);
        }
        unread[index] |= rank.is_some();
    }
    unread
}

/// Whether a title or list head of so many words at most opens a list of what to read.
fn is_reading_list(reading: &Reading, block: &Block, most: usize) -> bool {
    let title = reading.outline.words_of(block);
    title.len() < 80
        && title.split_whitespace().count() <= most
        && reading.hits_in(&block.words).any(|hit| {
            // "Resources" of an API and "sources" of a feed are no reading.
            let whole = reading.folded(&hit.span) == reading.folded(&block.words).trim_matches([':', ' ']);
            let doubtful = matches!(reading.folded(&hit.span), "resources" | "sources" | "reference");
            hit.found == Found::Cue(Cue::Place(Place::References)) && (whole || !doubtful)
        })
}

/// `redis-py`, `kafka-python` and `S3[Shortener]` name something else.
fn is_part_of_another_name(reading: &Reading, words: &Span) -> bool {
    const PACKAGES: &[&str] = &[
        "py", "js", "rs", "rb", "go", "cli", "python", "node", "java", "client", "ui", "exporter", "operator",
    ];
    let rest = &reading.outline.words[words.end..];
    let package = rest.strip_prefix(['-', '_']).is_some_and(|rest| {
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        PACKAGES.contains(&&rest[..length])
    });
    let node = rest.starts_with('[') && rest[1..].starts_with(|c: char| c.is_alphabetic());
    package || node || rest.starts_with("((")
}

/// "How to stream a film", "users can queue songs": what is done, and no part that does it.
fn is_a_verb(reading: &Reading, words: &Span) -> bool {
    let before = reading.outline.folded[..words.start].trim_end_matches(' ');
    ["how to", "able to", "want to", "wants to", "can"].iter().any(|verb| {
        before
            .strip_suffix(verb)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// "relational data", "non-relational": the word describes data and names no family of databases.
fn is_an_adjective(reading: &Reading, words: &Span) -> bool {
    if reading.folded(words) != "relational" {
        return false;
    }
    const DATA: &[&str] = &[
        "data",
        "model",
        "schema",
        "quer",
        "integrity",
        "nature",
        "mapping",
        "structure",
        "algebra",
    ];
    let rest = reading.outline.folded[words.end..].trim_start();
    let before = reading.outline.folded[..words.start].trim_end();
    (DATA.iter().any(|word| rest.starts_with(word)) && !rest.starts_with("data store") && !rest.starts_with("database"))
        || before.ends_with("non")
}

/// Whether a word that makes an ambiguous name a technology stands near: in its block, its heading or its list.
fn has_context(reading: &Reading, words: &Span, block: usize, technology: TechnologyId) -> bool {
    let blocks = &reading.outline.blocks;
    let context = &reading.knowledge.technologies[technology].context;
    let near = |span: &Span| {
        let folded = reading.folded(span);
        context.iter().any(|known| contains_word(folded, known))
    };
    // A long paragraph says little about one word in it.
    let own = clip(reading, words, &blocks[block].words, 240);
    let heading = blocks[..block]
        .iter()
        .rev()
        .take(30)
        .find(|other| other.level().is_some());
    let whole = reading.outline.words_of(&blocks[block]).trim() == &reading.outline.words[words.clone()]
        && matches!(blocks[block].kind, Kind::Item { .. });
    near(&own)
        || heading.is_some_and(|heading| near(&heading.words))
        || blocks[block].parent.is_some_and(|parent| near(&blocks[parent].words))
        || (whole && words.len() > 4)
        || used(reading, words)
}

/// "using Presto", "with Celery": a verb that takes technologies stands right before.
fn used(reading: &Reading, words: &Span) -> bool {
    let from = words.start.saturating_sub(24);
    reading
        .hits
        .iter()
        .skip(reading.hits.partition_point(|hit| hit.span.start < from))
        .take_while(|hit| hit.span.start < words.start)
        .any(|hit| {
            matches!(hit.found, Found::Cue(Cue::Decide | Cue::Decided))
                && reading
                    .outline
                    .folded
                    .get(hit.span.end..words.start)
                    .is_some_and(|gap| gap.trim().is_empty())
        })
}

/// Whether a sure technology is listed right beside it: "Nginx, Kong".
fn is_listed(reading: &Reading, found: &[(TechnologyId, Span, usize, bool)], index: usize) -> bool {
    let (_, words, ..) = &found[index];
    let beside = |from: usize, to: usize| {
        if from > to || to - from > 40 {
            return false;
        }
        // "S3 (receipts), Snowflake (reports)": a list all the same.
        let gap = reading.outline.words[from..to].trim_start();
        let gap = match gap.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((_, rest)) if rest.trim_start().starts_with([',', '+', '&']) => rest,
            _ if to - from > 6 => return false,
            _ => gap,
        };
        gap.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '&' | '+' | '(' | ')'))
            .all(|word| matches!(word, "" | "or" | "and"))
    };
    let before = index.checked_sub(1).map(|before| &found[before]);
    let after = found.get(index + 1);
    before.is_some_and(|(_, span, _, certain)| *certain && span.end < words.start && beside(span.end, words.start))
        || after
            .is_some_and(|(_, span, _, certain)| *certain && words.end < span.start && beside(words.end, span.start))
}

fn clip(reading: &Reading, words: &Span, block: &Span, reach: usize) -> Span {
    let folded = &reading.outline.folded;
    let mut start = words.start.saturating_sub(reach).max(block.start);
    let mut end = (words.end + reach).min(block.end).max(words.end);
    while !folded.is_char_boundary(start) {
        start += 1;
    }
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    start..end
}

fn contains_word(folded: &str, word: &str) -> bool {
    folded.match_indices(word).any(|(at, _)| {
        let before = folded[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let rest = &folded[at + word.len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        before && rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}
