//! One line a finding, as compilers write them: editors and `grep` find their way.

use super::documents::Document;
use super::rendering::{Entry, Rendering, Summary};
use std::fmt::Write;

/// `path:line:column: level[rule] message`.
pub struct Concise;

impl Rendering for Concise {
    fn document(&self, document: &Document, entries: &[Entry]) -> String {
        Entry::counting(entries).fold(String::new(), |mut all, finding| {
            let at = document.lines.place(&document.design.text, finding.span.start);
            let (level, rule) = (finding.level.name(), finding.rule.name);
            let _ = writeln!(
                all,
                "{}:{}:{}: {level}[{rule}] {}",
                document.name, at.line, at.column, finding.message
            );
            all
        })
    }

    fn tail(&self, _: &Summary) -> String {
        String::new()
    }
}
