//! What a requirement says of its own kind: "NFR", "FR-2".

use crate::design::Reading;
use crate::knowledge::{Part, normal_title};
use crate::markdown::{Block, Kind};

/// What a row of a table says of itself in one of its first cells ("Functional", "NFR-1"), or an item at its beginning
/// ("FR1: …").
pub(in crate::design) fn kind_of_row(reading: &Reading, block: &Block) -> Option<Part> {
    match &block.kind {
        Kind::Row { header: false, cells } => {
            let mut said = reading.outline.cells[cells.clone()].iter().take(2);
            said.find_map(|cell| {
                let title = normal_title(&reading.outline.words[cell.clone()]);
                match title.as_str() {
                    "functional" | "fr" | "func" => Some(Part::Functional),
                    "non functional" | "nonfunctional" | "nfr" | "non func" => Some(Part::NonFunctional),
                    _ => kind_of_key(reading.folded(cell)),
                }
            })
        }
        Kind::Item { .. } => kind_of_key(reading.folded(&block.words)),
        _ => None,
    }
}

/// "FR-1", "nfr 2: quick": the letters of its kind, and a number.
fn kind_of_key(folded: &str) -> Option<Part> {
    let folded = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (letters, rest) = folded.split_at(folded.find(|c: char| !c.is_alphabetic())?);
    let counted = rest
        .trim_start_matches([' ', '.', '_', '#'])
        .starts_with(|c: char| c.is_ascii_digit());
    match letters {
        "fr" if counted => Some(Part::Functional),
        "nfr" | "nf" if counted => Some(Part::NonFunctional),
        _ => None,
    }
}
