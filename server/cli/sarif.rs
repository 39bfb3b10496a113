//! SARIF 2.1.0, the form in which code scanning takes findings.

use super::documents::Document;
use super::rendering::{Entry, Rendering, Summary, Suppression};
use crate::rules::{Fix, Level, RULES, Rule};
use crate::text::Span;
use serde_json::{Value, json};

/// One log with one run. What comments or a baseline silence is there, with its suppression.
pub struct Sarif;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

impl Rendering for Sarif {
    fn head(&self) -> String {
        let rules: Vec<Value> = RULES.iter().map(rule).collect();
        let driver = json!({
            "name": "draftsman",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules,
        });
        format!(
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\n\
             \"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
        )
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn document(&self, document: &Document, entries: &[Entry]) -> String {
        let results = entries.iter().map(|entry| result(document, entry).to_string());
        results.collect::<Vec<_>>().join(",\n")
    }

    fn tail(&self, summary: &Summary) -> String {
        let notes = summary
            .problems
            .iter()
            .map(|problem| json!({"level": "error", "message": {"text": problem}}));
        let invocation = json!({
            "executionSuccessful": !summary.is_failed,
            "toolConfigurationNotifications": notes.collect::<Vec<_>>(),
        });
        format!("\n],\"invocations\":[{invocation}]}}]}}\n")
    }
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary()},
        "help": {"text": rule.page, "markdown": rule.page},
        "helpUri": rule.url(),
        "defaultConfiguration": {"level": level(rule.level)},
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Information | Level::Hint => "note",
    }
}

fn result(document: &Document, entry: &Entry) -> Value {
    let finding = &entry.finding;
    let index = RULES.iter().position(|rule| rule == finding.rule);
    let related = finding.related.iter().enumerate().map(|(id, (span, message))| {
        let mut location = location(document, span);
        location["id"] = json!(id);
        location["message"] = json!({"text": message});
        location
    });
    let suppressions = entry.suppression.iter().map(|suppression| match suppression {
        Suppression::Comment(reason) if reason.is_empty() => json!({"kind": "inSource"}),
        Suppression::Comment(reason) => json!({"kind": "inSource", "justification": reason}),
        Suppression::Baseline => json!({"kind": "external", "justification": "it stands in the baseline"}),
    });
    json!({
        "ruleId": finding.rule.name,
        "ruleIndex": index,
        "level": level(finding.level),
        "message": {"text": finding.message},
        "locations": [location(document, &finding.span)],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": {"ruleSectionWords/v1": entry.fingerprint},
        "suppressions": suppressions.collect::<Vec<_>>(),
        "fixes": finding.fixes.iter().map(|one| fix(document, one)).collect::<Vec<_>>(),
    })
}

fn location(document: &Document, span: &Span) -> Value {
    json!({"physicalLocation": {"artifactLocation": artifact(document), "region": region(document, span)}})
}

fn artifact(document: &Document) -> Value {
    json!({"uri": uri(&document.name)})
}

fn region(document: &Document, span: &Span) -> Value {
    let place = |offset| document.lines.place(&document.design.text, offset);
    let (start, end) = (place(span.start), place(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn fix(document: &Document, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({
            "deletedRegion": region(document, &edit.span),
            "insertedContent": {"text": edit.text},
        })
    });
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{
            "artifactLocation": artifact(document),
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

/// A path as a URI reference: what may not stand in one is written as percent and two digits.
fn uri(path: &str) -> String {
    let escaped: String = path
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    if path.starts_with('/') {
        format!("file://{escaped}")
    } else {
        escaped
    }
}
