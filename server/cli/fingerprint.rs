//! What a finding is known by when lines move: its rule, the section it stands in, and the words it is about.

use super::documents::Document;
use crate::markdown::fold;
use crate::rules::Finding;
use fnv::FnvHasher;
use std::collections::HashMap;
use std::hash::Hasher;

/// The fingerprints of a document's findings, which come by place. Findings that are alike are told apart by their order.
pub fn of<'a>(document: &Document, findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let mark = |finding: &Finding| {
        let plain = plain(document, finding);
        let before = seen.entry(plain).or_default();
        let mark = plain.wrapping_add(*before);
        *before += 1;
        format!("{mark:016x}")
    };
    findings.map(mark).collect()
}

/// The message is no part of it: its wording may change from one version to the next.
fn plain(document: &Document, finding: &Finding) -> u64 {
    let design = &document.design;
    let topic = design
        .topics
        .iter()
        .rev()
        .find(|topic| topic.span.start <= finding.span.start);
    let section = design.section_at(finding.span.start);
    let parts = [
        finding.rule.name,
        finding.case.as_deref().unwrap_or_default(),
        topic.map_or("", |topic| topic.title.as_str()),
        section.map_or("", |section| section.title.as_str()),
        design.text.get(finding.span.clone()).unwrap_or_default(),
    ];
    let mut hasher = FnvHasher::default();
    for part in parts {
        for word in fold(part).split_whitespace() {
            hasher.write(word.as_bytes());
            hasher.write_u8(b' ');
        }
        hasher.write_u8(0);
    }
    hasher.finish()
}
