//! What tables, headings, list heads and labels make of the technologies in them.

use super::ladder::{a_rung_is_marked, better_follows, falls_short, has_only_drawbacks};
use super::options::is_joined;
use super::passing::is_told_by_a_member;
use super::{Against, TAKEN, Verdict, after_verb, is_family, leads, verdict_of};
use crate::design::choices::place::{Column, Columns, Heading, Places, Sort, sort_of};
use crate::knowledge::{Cue, Part};
use crate::markdown::Kind;
use crate::text::Span;
use std::cell::LazyCell;

/// Verdicts of tables: by the column, and by what the table is for.
pub fn of_cell(places: &Places, index: usize) -> Option<Verdict> {
    let mention = &places.mentions[index];
    let Kind::Row { header, .. } = places.reading.outline.blocks[mention.block].kind else {
        return None;
    };
    let columns = places.columns(mention.block)?;
    let (at, _) = places.cell(mention.block, mention.words.start)?;
    let row = places.reading.outline.blocks[mention.block].words.clone();
    if header && is_ticked(places, mention.block, at) {
        return Some(verdict_of(100, Against::Nothing, "ticked in the comparison"));
    }
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
        Some(Column::Reason) if columns.sorts.contains(&Column::Choice) || is_told_of_another(places, index) => {
            Some(verdict_of(40, Against::Nothing, "in the column of reasons"))
        }
        Some(Column::Choice) if is_among_rivals(places, mention.block, columns) => None,
        Some(Column::Choice) if at > 0 || leads(places, index) => {
            Some(verdict_of(95, Against::Nothing, "in the column that holds the choice"))
        }
        _ => None,
    }
}

/// "Kafka vs alternatives" above "Technology | Throughput | Latency": a row for each that is weighed.
fn is_among_rivals(places: &Places, block: usize, columns: &Columns) -> bool {
    let heading = places.above(block).next();
    heading.is_some_and(|heading| matches!(heading.sort, Sort::Versus | Sort::Weighed))
        && !columns.sorts.contains(&Column::Reason)
}

/// "Decision | ✅ | ❌" below the heads: the column that the last word ticks.
pub fn is_ticked(places: &Places, header: usize, column: usize) -> bool {
    // No comparison is longer.
    const ROWS: usize = 24;
    let outline = &places.reading.outline;
    if !matches!(outline.blocks[header].kind, Kind::Row { header: true, .. }) {
        return false;
    }
    let group = outline.blocks[header].group;
    let rows = outline.blocks[header + 1..].iter().take(ROWS);
    rows.take_while(|row| row.group == group).any(|row| {
        let Kind::Row { cells, .. } = &row.kind else {
            return false;
        };
        let cells = &outline.cells[cells.clone()];
        let text = |at: usize| {
            cells
                .get(at)
                .map_or("", |cell: &Span| places.text(cell.start, cell.end))
        };
        let decides = ["choice", "verdict"]
            .iter()
            .any(|list| places.reading.knowledge.is_column(list, text(0)));
        let ticks = |at: usize| text(at).contains(['✅', '✔', '☑', '⭐']);
        decides && ticks(column) && (1..cells.len()).filter(|&at| ticks(at)).count() == 1
    })
}

/// "Supabase | store | PostgreSQL, a free tier": the row tells of what its first cell names.
fn is_told_of_another(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let start = places.reading.outline.blocks[mention.block].words.start;
    let first = places.cell(mention.block, start).map(|(_, cell)| cell);
    first.is_some_and(|cell| {
        let mut named = places.mentions_in(&cell).filter(|&other| places.is_named(other));
        named.any(|other| places.mentions[other].technology != mention.technology)
    })
}

/// Verdicts of the headings, list heads and labels above.
pub fn of_place(places: &Places, index: usize, decided: bool) -> Option<Verdict> {
    let mention = &places.mentions[index];
    let outline = &places.reading.outline;
    let block = &outline.blocks[mention.block];
    let own_heading = block.level().is_some();
    let label = label(places, index).map(|words| sort_of(places.reading, &words, places.mentions));
    let items = places
        .items_above(mention.block)
        .take(3)
        .filter(|&item| outline.blocks[item].words.len() < 80)
        .map(|item| sort_of(places.reading, &outline.blocks[item].words, places.mentions));
    let headings: Vec<&Heading> = places.above(mention.block).collect();
    let sorts = label
        .into_iter()
        .chain(items)
        .chain(headings.iter().map(|heading| heading.sort));
    let part = places.part(mention.block);
    let only_drawbacks = LazyCell::new(|| has_only_drawbacks(places, mention.block));
    for sort in sorts {
        let verdict = match sort {
            Sort::References => verdict_of(0, Against::Nothing, "in a list of what to read"),
            // "Interview questions", "**A**: …": the writer's own answer.
            Sort::Aside if !decided && is_answered(places, mention.block) => continue,
            Sort::Aside if !decided => verdict_of(20, Against::Nothing, "beside the design"),
            // "Problem: 2,000 writes a second overwhelm MySQL": what is said there speaks for nothing.
            Sort::Background if !decided && is_of_a_problem(places, index) => {
                verdict_of(25, Against::Nothing, "told as the problem")
            }
            Sort::Background if !decided => verdict_of(40, Against::Nothing, "told as background"),
            Sort::Weighed if !decided => verdict_of(10, Against::Rejected, "under alternatives"),
            // "Pinecone: … with an integration into LangChain": told of the option.
            Sort::Versus if !decided && is_joined(places, index) => {
                verdict_of(40, Against::Nothing, "told of an option")
            }
            Sort::Versus if !decided && !after_we(places, index) && !settles(places, index) => {
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
            Sort::Option if !decided && falls_short(places, mention.block) => {
                verdict_of(20, Against::Rejected, "an option with a flaw before the next one")
            }
            Sort::Option | Sort::Plain if !decided && *only_drawbacks => {
                verdict_of(20, Against::Rejected, "an option of which only drawbacks are told")
            }
            // "Chosen: NoSQL (MongoDB)" still decides on the member.
            Sort::Great if is_family(places, index) && is_told_by_a_member(places, index) => continue,
            Sort::Great => verdict_of(90, Against::Nothing, "in the solution that is taken"),
            Sort::Plain => continue,
            _ => continue,
        };
        if verdict.score < TAKEN || !own_heading {
            return Some(verdict);
        }
    }
    if !decided && is_one_of_the_families(places, mention.block) {
        return Some(verdict_of(35, Against::Weighed, "one family beside the other"));
    }
    let required = || {
        let title = |item: usize| {
            places
                .reading
                .folded(&outline.blocks[item].words)
                .trim_end_matches([':', ' '])
        };
        places
            .items_above(mention.block)
            .any(|item| title(item) == "requirements")
    };
    if part.is_none() && !decided && required() {
        return Some(verdict_of(30, Against::Given, "given by the requirements"));
    }
    match part {
        Some(Part::OutOfScope) => Some(verdict_of(0, Against::Nothing, "out of scope")),
        Some(Part::Functional) => {
            let used = decided || is_built_in(places, index) || is_told_of_us(places, index);
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

/// Whether a block, or an item above it, is marked as an answer.
fn is_answered(places: &Places, block: usize) -> bool {
    let blocks = &places.reading.outline.blocks;
    let marked = |at: usize| {
        let words = places.reading.folded(&blocks[at].words).trim_start_matches(['*', ' ']);
        ["a:", "a**:", "answer:", "answer**:"]
            .iter()
            .any(|mark| words.starts_with(mark))
    };
    marked(block) || places.items_above(block).take(3).any(marked)
}

/// Whether the words before the colon are no more than "Problem".
fn is_of_a_problem(places: &Places, index: usize) -> bool {
    label(places, index).is_some_and(|words| {
        let label = places.reading.folded(&words).trim_matches(|c: char| !c.is_alphabetic());
        matches!(
            label,
            "problem" | "the problem" | "problems" | "issue" | "challenge" | "bottleneck"
        )
    })
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

/// "Then we look into Redis", in the prose under a title of its own: a feature told as it is built.
fn is_told_of_us(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let titled = places.above(mention.block).nth(1).is_some_and(|heading| {
        let part = places.part(heading.block);
        part.is_some_and(|part| part.is_requirements())
    });
    titled
        && (matches!(blocks[mention.block].kind, Kind::Line) || blocks[mention.block].words.len() > 160)
        && places
            .between(places.unit_words(mention.block).start, mention.words.start)
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word, "we" | "our"))
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

/// "Database selection": an item for SQL and its products, an item for NoSQL and its own, and nothing that picks.
fn is_one_of_the_families(places: &Places, block: usize) -> bool {
    let outline = &places.reading.outline;
    let family = |item: usize| {
        let words = &outline.blocks[item].words;
        let first = places.mentions_in(words).next()?;
        let leads = places.mentions[first].words.start == words.start && is_family(places, first);
        (leads && outline.blocks[item].is_item()).then(|| places.mentions[first].technology)
    };
    let Some(own) = family(block) else { return false };
    let (parent, kind) = (outline.blocks[block].parent, outline.blocks[block].kind.clone());
    let before = (block.saturating_sub(12)..block)
        .rev()
        .find(|&item| outline.blocks[item].end == block && outline.blocks[item].kind == kind);
    // The line or the numbered title that opens the list, or the heading.
    let opener = before.unwrap_or(block).checked_sub(1);
    let opener = opener.filter(|&line| outline.blocks[line].level().is_none() && outline.blocks[line].kind != kind);
    let mut beside = before.into_iter().chain([outline.blocks[block].end]);
    let other = beside.any(|item| {
        let sibling = outline.blocks.get(item).is_some_and(|sibling| sibling.parent == parent);
        sibling && family(item).is_some_and(|other| other != own)
    });
    let above = parent
        .or(opener)
        .or_else(|| places.above(block).next().map(|heading| heading.block));
    other
        && above.is_some_and(|above| {
            let title = places.reading.folded(&outline.blocks[above].words);
            ["select", "choice", "choos", "which"]
                .iter()
                .any(|word| title.contains(word))
        })
}

/// "REST for its simplicity", below the comparison and alone there with its name first.
fn settles(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let blocks = &places.reading.outline.blocks;
    let own = &blocks[mention.block];
    let rest = places.reading.outline.folded[mention.words.end..].trim_start();
    let purpose = ["for ", "because ", "since ", "due to "]
        .iter()
        .any(|word| rest.starts_with(word));
    let Some(parent) = own.parent.filter(|_| purpose && own.is_item() && leads(places, index)) else {
        return false;
    };
    !places
        .mentions_in(&(blocks[parent].words.end..blocks[blocks[parent].end - 1].words.end))
        .any(|other| {
            let rival = &places.mentions[other];
            rival.technology != mention.technology
                && blocks[rival.block].parent == Some(parent)
                && places.is_named(other)
                && blocks[rival.block].words.start == rival.words.start
        })
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
    let dash = |sign: char| {
        let mut places = before.match_indices(sign).map(|(at, _)| at);
        places.find(|at| before[..*at].ends_with(' ') && before[at + sign.len_utf8()..].starts_with(' '))
    };
    let colon = before
        .find(':')
        .or_else(|| Some(dash('-')? - 1))
        .or_else(|| Some(dash('—')? - 1))?;
    (before[..colon].split_whitespace().count() <= 5).then_some(start..start + colon)
}
