//! What the columns of a table hold.

use crate::design::Reading;
use crate::design::choices::Mention;
use crate::markdown::Kind;
use crate::text::Span;
use fnv::FnvHashMap;
use std::cell::OnceCell;

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// What the design takes.
    Choice,
    /// What it does not take.
    Alternative,
    /// Why.
    Reason,
    /// What it costs.
    Cost,
    /// Anything else.
    Plain,
}

/// A table's columns.
#[derive(Debug, Default)]
pub struct Columns {
    /// What each holds.
    pub sorts: Vec<Column>,
    /// The heads name technologies, advantages stand beside drawbacks, or each row has its verdict: the table weighs
    /// what it names.
    pub weighs: bool,
}

/// A table: where its heads stand, and what its columns hold, once that was asked.
#[derive(Debug)]
pub struct Table {
    header: usize,
    columns: OnceCell<Columns>,
}

/// All tables that have heads, by the number that their rows share.
pub fn tables(reading: &Reading) -> FnvHashMap<u32, Table> {
    let blocks = reading.outline.blocks.iter().enumerate();
    let headers = blocks.filter(|(_, block)| matches!(block.kind, Kind::Row { header: true, .. }));
    let table = |header| Table {
        header,
        columns: OnceCell::new(),
    };
    headers.map(|(index, block)| (block.group, table(index))).collect()
}

impl Table {
    /// What the columns hold.
    pub fn columns(&self, reading: &Reading, mentions: &[Mention]) -> &Columns {
        self.columns.get_or_init(|| {
            let cells = match &reading.outline.blocks[self.header].kind {
                Kind::Row { cells, .. } => &reading.outline.cells[cells.clone()],
                _ => &[],
            };
            columns(reading, mentions, cells)
        })
    }
}

fn columns(reading: &Reading, mentions: &[Mention], heads: &[Span]) -> Columns {
    let mut sorts: Vec<Column> = heads.iter().map(|cell| column(reading, cell)).collect();
    // "Scenario | Expected behaviour": what may go wrong is no reason for what is named beside it.
    let mishap = |cell: &Span| {
        reading
            .knowledge
            .is_column("mishap", &reading.outline.words[cell.clone()])
    };
    if heads.first().is_some_and(mishap) && !sorts.contains(&Column::Choice) {
        sorts[0] = Column::Cost;
    }
    let named = |cell: &Span| {
        let first = mentions.partition_point(|mention| mention.words.start < cell.start);
        mentions.get(first).is_some_and(|mention| {
            mention.words.start < cell.end && reading.knowledge.technologies[mention.technology].is_named()
        })
    };
    let choice = sorts.contains(&Column::Choice) && sorts.contains(&Column::Alternative);
    let compared = heads.iter().skip(1).filter(|cell| named(cell)).count();
    let both = sorts.contains(&Column::Reason) && sorts.contains(&Column::Cost) && !choice;
    let first = heads.first().is_some_and(|cell| {
        let head = reading.folded(cell);
        ["option", "approach", "solution", "candidate", "alternative", "database"]
            .iter()
            .any(|word| head.contains(word))
    });
    // "Verdict": each row is judged by itself.
    let judged = heads.iter().skip(1).any(|cell| {
        let head = &reading.outline.words[cell.clone()];
        reading.knowledge.is_column("verdict", head.trim_end_matches('?'))
    });
    let weighs = compared > 0 || judged || (both && first);
    Columns { sorts, weighs }
}

fn column(reading: &Reading, cell: &Span) -> Column {
    let head = &reading.outline.words[cell.clone()];
    let lists = ["alternative", "cost", "reason", "choice"];
    match reading.knowledge.column(&lists, head) {
        Some("alternative") => Column::Alternative,
        Some("cost") => Column::Cost,
        Some("reason") => Column::Reason,
        Some("choice") => Column::Choice,
        _ => Column::Plain,
    }
}
