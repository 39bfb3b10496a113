//! What a fix adds to a row of a table: it goes into the cell that it belongs to, and not behind the last one.

use super::style;
use crate::design::{Design, Requirement};
use crate::markdown::{Block, Kind};
use crate::text::{Edit, Span};

/// Writes a few words behind what a row requires, in the cell that says it.
pub fn remark(design: &Design, item: &Requirement, words: &str) -> Option<Edit> {
    let row = &design.outline.blocks[item.blocks.start];
    let cells = written(design, row);
    let first = cells.first()?;
    // A number in front of the label is no label.
    let label = usize::from(!design.text[first.clone()].chars().any(|c| c.is_ascii_digit()));
    let says = |cell: &Span| design.text[cell.clone()].trim().chars().count();
    let behind = (2 - label).min(cells.len())..cells.len();
    // Beside the label stands what is asked for, if nothing else is longer.
    let open = cells.get(behind.start).is_none_or(|cell| says(cell) == 0);
    let longest = behind.clone().max_by_key(|at| (says(&cells[*at]), usize::MAX - at));
    match longest.filter(|_| !open) {
        Some(at) => into(design, row, at, words),
        None => into(design, row, behind.start, words),
    }
}

/// Writes a few words into the column of a list of heads, such as `reason`, of the row around a byte; nothing where the
/// table has no such column, or the byte stands in it.
pub fn column(design: &Design, at: usize, list: &str, words: &str) -> Option<Edit> {
    let blocks = &design.outline.blocks;
    let index = blocks.iter().position(|block| block.span.contains(&at))?;
    let heads = heads(design, index)?;
    let sort = |head: &Span| {
        let lists = ["alternative", "cost", "reason", "choice"];
        design.knowledge.column(&lists, &design.outline.words[head.clone()])
    };
    let column = heads.iter().position(|head| sort(head) == Some(list))?;
    let cells = written(design, &blocks[index]);
    let own = cells.get(column).is_some_and(|cell| cell.contains(&at));
    if own {
        return None;
    }
    into(design, &blocks[index], column, words)
}

/// The heads of the table that a row belongs to: ranges of the outline's words.
pub fn heads(design: &Design, row: usize) -> Option<&[Span]> {
    let blocks = &design.outline.blocks;
    let Kind::Row { header: false, .. } = blocks[row].kind else {
        return None;
    };
    let own = |block: &&Block| block.group == blocks[row].group;
    let mut above = blocks[..row].iter().rev().take_while(own);
    above.find_map(|block| match &block.kind {
        Kind::Row { cells, header: true } => Some(&design.outline.cells[cells.clone()]),
        _ => None,
    })
}

/// The cells of a row as they are written, from bar to bar: bytes of the document. None where nothing but tags part them.
pub fn written(design: &Design, row: &Block) -> Vec<Span> {
    let mut cells = Vec::new();
    if !matches!(row.kind, Kind::Row { header: false, .. }) {
        return cells;
    }
    let text = design.text[row.span.clone()].trim_end();
    let bars = text.match_indices('|').map(|(at, _)| at);
    let mut bars = bars.filter(|at| !text[..*at].ends_with('\\')).peekable();
    if bars.peek().is_none() {
        return cells;
    }
    let mut start = 0;
    for bar in bars {
        // Before a bar at the beginning stands no cell.
        if start > 0 || !text[..bar].trim().is_empty() {
            cells.push(row.span.start + start..row.span.start + bar);
        }
        start = bar + 1;
    }
    if !text[start..].trim().is_empty() {
        cells.push(row.span.start + start..row.span.start + text.len());
    }
    cells
}

/// Writes words into a cell: plainly where it is empty or lacking, else in brackets behind what stands there.
fn into(design: &Design, row: &Block, at: usize, words: &str) -> Option<Edit> {
    let cells = written(design, row);
    if let Some(cell) = cells.get(at) {
        let text = &design.text[cell.clone()];
        if text.trim().is_empty() {
            return Some(Edit {
                span: cell.clone(),
                text: format!(" {words} "),
            });
        }
        let end = style::text_end(design, cell);
        return Some(Edit {
            span: end..end,
            text: format!(" ({words})"),
        });
    }
    let lacking = at - cells.len();
    let end = row.span.start + design.text[row.span.clone()].trim_end().len();
    let open = if design.text[..end].ends_with('|') { "" } else { " |" };
    Some(Edit {
        span: end..end,
        text: format!("{open}{} {words} |", " |".repeat(lacking)),
    })
}
