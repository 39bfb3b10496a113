//! What the columns of a table hold.

use crate::design::Reading;
use crate::design::choices::Mention;
use crate::markdown::Kind;
use crate::text::Span;
use std::collections::HashMap;

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
    /// The heads name technologies, or advantages stand beside drawbacks: the table weighs what it names.
    pub weighs: bool,
}

pub fn columns(reading: &Reading, mentions: &[Mention]) -> HashMap<u32, Columns> {
    let mut tables = HashMap::new();
    for block in &reading.outline.blocks {
        let Kind::Row { header: true, cells } = &block.kind else {
            continue;
        };
        let cells = &reading.outline.cells[cells.clone()];
        let sorts: Vec<Column> = cells.iter().map(|cell| column(reading, cell)).collect();
        let named = |cell: &Span| {
            let first = mentions.partition_point(|mention| mention.words.start < cell.start);
            mentions.get(first).is_some_and(|mention| {
                mention.words.start < cell.end && reading.knowledge.technologies[mention.technology].is_named()
            })
        };
        let choice = sorts.contains(&Column::Choice) && sorts.contains(&Column::Alternative);
        let heads = cells.iter().skip(1).filter(|cell| named(cell)).count();
        let both = sorts.contains(&Column::Reason) && sorts.contains(&Column::Cost) && !choice;
        let first = cells.first().is_some_and(|cell| {
            let head = reading.folded(cell);
            ["option", "approach", "solution", "candidate", "alternative"]
                .iter()
                .any(|word| head.contains(word))
        });
        let weighs = heads > 0 || (both && first);
        tables.insert(block.group, Columns { sorts, weighs });
    }
    tables
}

fn column(reading: &Reading, cell: &Span) -> Column {
    let head = &reading.outline.words[cell.clone()];
    let is = |list| reading.knowledge.is_column(list, head);
    if is("alternative") {
        Column::Alternative
    } else if is("cost") {
        Column::Cost
    } else if is("reason") {
        Column::Reason
    } else if is("choice") {
        Column::Choice
    } else {
        Column::Plain
    }
}
