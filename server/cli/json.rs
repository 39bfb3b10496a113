//! Findings as one JSON object.

use super::documents::Document;
use super::rendering::{Entry, Rendering, Summary};
use crate::rules::{Finding, Fix, Level};
use serde_json::{Value, json};
use std::fmt::Write;

/// `{"files": […], "summary": {…}}`; lines and columns count from 1, columns in characters, ends are exclusive.
pub struct Json;

impl Rendering for Json {
    fn head(&self) -> String {
        "{\"files\":[\n".to_owned()
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn document(&self, document: &Document, entries: &[Entry]) -> String {
        let findings: Vec<Value> = Entry::counting(entries).map(|one| finding(document, one)).collect();
        json!({
            "path": document.name,
            "is_design": document.verdict.is_design,
            "why": document.verdict.why,
            "findings": findings,
        })
        .to_string()
    }

    fn tail(&self, summary: &Summary) -> String {
        format!("\n],\"summary\":{}}}\n", counts(summary))
    }
}

/// One object a finding: `{"path", "rule", "level", …}`, each on a line of its own.
pub struct Jsonl;

impl Rendering for Jsonl {
    fn document(&self, document: &Document, entries: &[Entry]) -> String {
        Entry::counting(entries).fold(String::new(), |mut all, one| {
            let mut line = json!({"path": document.name});
            if let (Value::Object(line), Value::Object(finding)) = (&mut line, finding(document, one)) {
                line.extend(finding);
            }
            let _ = writeln!(all, "{line}");
            all
        })
    }

    fn tail(&self, _: &Summary) -> String {
        String::new()
    }
}

/// What was checked and found, counted.
fn counts(summary: &Summary) -> Value {
    json!({
        "files": summary.files,
        "designs": summary.designs,
        "errors": summary.count(Level::Error),
        "warnings": summary.count(Level::Warning),
        "information": summary.count(Level::Information),
        "hints": summary.count(Level::Hint),
    })
}

/// A finding as an object.
pub fn finding(document: &Document, finding: &Finding) -> Value {
    let place = |offset| document.lines.place(&document.design.text, offset);
    let (start, end) = (place(finding.span.start), place(finding.span.end));
    let related = finding.related.iter().map(|(span, message)| {
        let at = place(span.start);
        json!({"line": at.line, "column": at.column, "message": message})
    });
    let fixes = finding.fixes.iter().map(|one| fix(document, one));
    json!({
        "rule": finding.rule.name,
        "level": finding.level.name(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "message": finding.message,
        "url": finding.rule.url(),
        "related": related.collect::<Vec<_>>(),
        "fixes": fixes.collect::<Vec<_>>(),
    })
}

fn fix(document: &Document, fix: &Fix) -> Value {
    let edits = fix.edits.iter().map(|edit| {
        let place = |offset| document.lines.place(&document.design.text, offset);
        let (start, end) = (place(edit.span.start), place(edit.span.end));
        json!({
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "text": edit.text,
        })
    });
    json!({"title": fix.title, "certain": fix.certain, "edits": edits.collect::<Vec<_>>()})
}
