//! A code quality report of GitLab.

use super::documents::Document;
use super::rendering::{Entry, Rendering, Summary};
use crate::rules::Level;
use fnv::FnvHasher;
use serde_json::json;
use std::hash::Hasher;

/// One JSON array.
pub struct Gitlab;

impl Rendering for Gitlab {
    fn head(&self) -> String {
        "[\n".to_owned()
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn document(&self, document: &Document, entries: &[Entry]) -> String {
        let counting = entries.iter().filter(|entry| entry.suppression.is_none());
        let issues = counting.map(|entry| {
            let finding = &entry.finding;
            let last = finding.span.end.saturating_sub(1).max(finding.span.start);
            let severity = match finding.level {
                Level::Error => "critical",
                Level::Warning => "major",
                Level::Information => "minor",
                Level::Hint => "info",
            };
            // GitLab keeps findings of all files in one list: the file is part of what tells them apart.
            let mut mark = FnvHasher::default();
            mark.write(document.name.as_bytes());
            mark.write(entry.fingerprint.as_bytes());
            json!({
                "description": finding.message,
                "check_name": finding.rule.name,
                "fingerprint": format!("{:016x}", mark.finish()),
                "severity": severity,
                "location": {
                    "path": document.name,
                    "lines": {
                        "begin": document.lines.line(finding.span.start),
                        "end": document.lines.line(last),
                    },
                },
            })
            .to_string()
        });
        issues.collect::<Vec<_>>().join(",\n")
    }

    fn tail(&self, _: &Summary) -> String {
        "\n]\n".to_owned()
    }
}
