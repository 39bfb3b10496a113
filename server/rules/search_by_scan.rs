use super::{BLANK, Findings, decision, style, topic};
use crate::design::{Design, Role};
use crate::text::Span;

/// A look at every row.
const SCANS: &[&str] = &["like '%", "like \"%", "like `%", "like ‘%", "like “%", "ilike '%"];
/// The writer knows.
const KNOWN: &[&str] = &[
    "naive*",
    "bad",
    "slow*",
    "scan*",
    "instead*",
    "avoid*",
    "inefficient*",
    "not",
    "won't",
    "doesn't",
    "does not",
    "don't",
    "expensive",
    "problem*",
    "trigram*",
    "pg trgm",
    "gin",
    "small",
    "full text",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let engine = |choice: &crate::design::Choice| {
            choice.topic == index
                && matches!(choice.role, Role::Chosen { .. })
                && design.technology(choice.technology).category == "search"
        };
        if design.choices.iter().any(engine) {
            continue;
        }
        let text = &design.text[topic.span.clone()];
        let mut found = text
            .match_indices('%')
            .filter_map(|(sign, _)| scan_before(text, sign + 1));
        let Some(found) = found.next() else { continue };
        let span = topic.span.start + found.start..topic.span.start + found.end;
        let at = span.start;
        let Some(block) = design.outline.blocks.iter().rfind(|block| block.span.contains(&at)) else {
            continue;
        };
        if topic::says(design, &block.words, KNOWN).is_some() {
            continue;
        }
        let written = &design.text[span.clone()];
        let message =
            format!("`{written}` reads every row at each search: keep an index for it, such as a search engine");
        let finding = findings.add(&span, message);
        if let Some((item, _)) = decision::requiring(design, index, &["search*", "find", "look up"]).first() {
            finding.related(&item.span, "The search that is asked for");
        }
        if !matches!(block.kind, crate::markdown::Kind::Code { .. }) {
            let end = style::text_end(design, &style::line_span(design, at));
            finding.fix(
                "Say which index answers it",
                &(end..end),
                format!(" (full-text index: {BLANK})"),
            );
        }
    }
}

/// The look at every row that ends at a byte, in whatever case.
fn scan_before(text: &str, end: usize) -> Option<Span> {
    let starts = SCANS.iter().filter_map(|scan| {
        let start = end.checked_sub(scan.len())?;
        text.as_bytes()[start..end]
            .eq_ignore_ascii_case(scan.as_bytes())
            .then_some(start)
    });
    Some(starts.min()?..end)
}
