//! What can stand in a cell of a table, by the head of its column and what stands before it in the row.

use super::{Completion, Item, Line, layout, reasons, technologies};
use crate::knowledge::Part;

/// The cell in which one writes.
pub struct Cell<'a> {
    /// The head of its column.
    head: &'a str,
    /// The cells before it in its row.
    before: Vec<&'a str>,
    /// What is written in it so far.
    pub written: &'a str,
    /// A number column stands before the labels.
    numbered: bool,
}

impl<'a> Cell<'a> {
    /// The cell around the cursor, in a row below the line that parts the heads from the rest.
    pub fn of(line: &Line<'a>) -> Option<Cell<'a>> {
        let row = line.before.trim_start().strip_prefix('|')?;
        let above = &line.design.text[..line.offset - line.before.len()];
        let mut lines = above.lines().rev();
        let is_row = |line: &&str| line.trim_start().starts_with('|');
        let rows: Vec<&str> = lines.by_ref().take_while(is_row).collect();
        let [.., parting, heads] = rows[..] else { return None };
        let parts = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r');
        if !parting.contains('-') || !parting.chars().all(parts) {
            return None;
        }
        let heads: Vec<&str> = cells(heads.trim().trim_matches('|'));
        let mut before = cells(row);
        let written = before.pop()?.trim_start();
        Some(Cell {
            head: heads.get(before.len())?.trim(),
            numbered: matches!(
                heads[0].trim().to_lowercase().as_str(),
                "#" | "id" | "no" | "no." | "nr"
            ),
            before,
            written,
        })
    }

    /// What can stand in it.
    pub fn complete(&self, line: &Line) -> Completion {
        // Who has begun to write words is asked no more at each of them.
        if line.asked.typed && !self.written.is_empty() {
            return Completion::default();
        }
        let label = usize::from(self.numbered);
        if line.section.map(|section| section.part) == Some(Part::NonFunctional) {
            return match self.before.len() {
                at if at == label => layout::quality_names(line, self.written),
                at if at == label + 1 => layout::target_of(line, self.before[label], self.written),
                _ => Completion::default(),
            };
        }
        match line
            .design
            .knowledge
            .column(&["alternative", "cost", "reason", "choice"], self.head)
        {
            Some("choice" | "alternative") => technologies::in_cell(line, &self.before.join(" ")),
            Some("reason") => reasons::of_row(line, &self.before, self.written),
            _ if line.asked.typed => Completion::default(),
            _ => {
                let mut completion = layout::entities(line);
                completion.items.extend(technologies::begun(line));
                completion
            }
        }
    }
}

/// What stands between the bars of a row.
fn cells(row: &str) -> Vec<&str> {
    let bars = row.match_indices('|').map(|(at, _)| at);
    let bars = bars.filter(|at| !row[..*at].ends_with('\\'));
    let mut cells = Vec::new();
    let mut start = 0;
    for bar in bars {
        cells.push(&row[start..bar]);
        start = bar + 1;
    }
    cells.push(&row[start..]);
    cells
}

/// A completion of what is written in a cell.
pub fn whole(line: &Line, written: &str, items: Vec<Item>) -> Completion {
    Completion {
        span: line.offset - written.len()..line.offset,
        items,
    }
}
