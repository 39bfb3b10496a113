//! Workflow commands of GitHub Actions: each finding becomes an annotation on the pull request.

use super::documents::Document;
use super::rendering::{Entry, Rendering, Summary};
use crate::rules::Level;
use std::fmt::Write;

/// `::warning file=…,line=…::message`.
pub struct Github;

impl Rendering for Github {
    fn document(&self, document: &Document, entries: &[Entry]) -> String {
        let text = &document.design.text;
        Entry::counting(entries).fold(String::new(), |mut all, finding| {
            let start = document.lines.place(text, finding.span.start);
            let end = document.lines.place(text, finding.span.end);
            let command = match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Information | Level::Hint => "notice",
            };
            let _ = write!(all, "::{command} file={},line={}", property(&document.name), start.line);
            // Columns count only where a finding stands on one line.
            if end.line == start.line {
                let _ = write!(all, ",col={},endColumn={}", start.column, end.column);
            } else {
                let _ = write!(all, ",endLine={}", end.line);
            }
            let _ = writeln!(
                all,
                ",title={}::{}",
                property(finding.rule.name),
                escaped(&finding.message)
            );
            all
        })
    }

    fn tail(&self, _: &Summary) -> String {
        String::new()
    }
}

fn escaped(data: &str) -> String {
    data.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(data: &str) -> String {
    escaped(data).replace(':', "%3A").replace(',', "%2C")
}
