//! Tables with a column for either side: `| Operation | Consistency |`.

use crate::design::Reading;
use crate::knowledge::{Cue, Found};
use crate::markdown::{Block, Kind};
use crate::text::Span;

/// The cells of a row that stand in a column headed by consistency, in a table whose first column names the parts.
pub fn cells_of_consistency(reading: &Reading, block: &Block) -> Vec<Span> {
    let Kind::Row { header: false, cells } = &block.kind else {
        return Vec::new();
    };
    let blocks = &reading.outline.blocks;
    let first = blocks.partition_point(|other| other.group < block.group);
    let Some(Kind::Row {
        header: true,
        cells: heads,
    }) = blocks.get(first).map(|block| &block.kind)
    else {
        return Vec::new();
    };
    let heads = &reading.outline.cells[heads.clone()];
    let speaks = |head: &Span| {
        reading
            .hits_in(head)
            .any(|hit| matches!(hit.found, Found::Cue(Cue::Consistent | Cue::Available)))
    };
    let consistent = |head: &Span| {
        reading
            .hits_in(head)
            .any(|hit| matches!(hit.found, Found::Cue(Cue::Consistent)))
    };
    if heads.first().is_none_or(speaks) {
        return Vec::new();
    }
    let cells = reading.outline.cells[cells.clone()].iter();
    cells
        .zip(heads)
        .filter(|(_, head)| consistent(head))
        .map(|(cell, _)| cell.clone())
        .collect()
}

/// Whether what is said there is said of the part that the row is about.
pub fn names_column(reading: &Reading, block: &Block, span: &Span) -> bool {
    let holds = |cell: &Span| cell.start <= span.start && span.end <= cell.end;
    cells_of_consistency(reading, block).iter().any(holds)
}
