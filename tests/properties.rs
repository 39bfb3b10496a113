//! What holds for every document, tried on each example of the rules' pages.
mod support;

use draftsman::design::Design;
use draftsman::knowledge::Knowledge;
use draftsman::rules::{self, Finding, Levels, RULES};
use draftsman::text::{self, Edit};
use std::sync::{Arc, LazyLock};
use support::{fences, parse};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

fn check(text: &str) -> Vec<Finding> {
    rules::check(&Design::read(text, KNOWLEDGE.clone()), &Levels::default())
}

/// Every example of every page, without its carets.
fn examples() -> impl Iterator<Item = String> {
    RULES
        .iter()
        .flat_map(|rule| fences(rule.page))
        .map(|(_, fence)| parse(&fence).0)
}

/// The findings as someone would tell them: rule, message, and the line.
fn told(text: &str, findings: &[Finding]) -> Vec<(String, String, usize)> {
    let line = |at: usize| text[..at].matches('\n').count();
    let one = |finding: &Finding| {
        (
            finding.rule.name.to_owned(),
            finding.message.clone(),
            line(finding.span.start),
        )
    };
    findings.iter().map(one).collect()
}

#[track_caller]
fn same_findings(what: &str, text: &str, changed: &str, shift: usize) {
    let mut before = told(text, &check(text));
    before.iter_mut().for_each(|(_, _, line)| *line += shift);
    assert_eq!(
        before,
        told(changed, &check(changed)),
        "{what} changes what is found in:\n{text}"
    );
}

#[test]
fn line_ends_change_nothing() {
    for text in examples() {
        same_findings("CRLF", &text, &text.replace('\n', "\r\n"), 0);
    }
}

#[test]
fn a_missing_last_line_end_changes_nothing() {
    for text in examples() {
        same_findings("the end", &text, text.trim_end_matches('\n'), 0);
    }
}

#[test]
fn front_matter_changes_nothing() {
    for text in examples().filter(|text| !text.starts_with("---")) {
        same_findings("front matter", &text, &format!("---\ntitle: x\n---\n{text}"), 3);
    }
}

#[test]
fn reading_twice_finds_the_same() {
    for text in examples() {
        assert_eq!(told(&text, &check(&text)), told(&text, &check(&text)));
    }
}

#[test]
fn spans_lie_inside_the_text_on_whole_characters() {
    for text in examples() {
        let text = text.replace("Users", "Üser 😀");
        for finding in check(&text) {
            let related = finding.related.iter().map(|(span, _)| span);
            let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.span);
            for span in related.chain(edits).chain([&finding.span]) {
                assert!(
                    text.get(span.clone()).is_some(),
                    "{}: {span:?} of\n{text}",
                    finding.rule.name
                );
            }
        }
    }
}

#[test]
fn a_fix_leaves_the_rest_as_it_was() {
    for text in examples() {
        for finding in check(&text) {
            for fix in &finding.fixes {
                let mut edits: Vec<&Edit> = fix.edits.iter().collect();
                edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
                assert!(
                    edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start),
                    "{}: edits overlap",
                    finding.rule.name
                );
                let fixed = text::apply(&text, &fix.edits);
                let taken: usize = edits.iter().map(|edit| edit.span.len()).sum();
                let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
                assert_eq!(fixed.len(), text.len() - taken + added);
            }
        }
    }
}

#[test]
fn an_allow_for_the_file_removes_that_rule_alone() {
    for text in examples() {
        let findings = check(&text);
        let mut names: Vec<&str> = findings.iter().map(|finding| finding.rule.name).collect();
        names.dedup();
        for name in names
            .iter()
            .filter(|name| !matches!(**name, "unknown_rule" | "unused_allow"))
        {
            let allowed = format!("<!-- draftsman: allow-file {name}: tried -->\n\n{text}");
            let mut expected = told(&text, &findings);
            expected.retain(|(rule, _, _)| rule != name);
            expected.iter_mut().for_each(|(_, _, line)| *line += 2);
            let mut left = told(&allowed, &check(&allowed));
            left.retain(|(rule, _, _)| rule != "unused_allow");
            expected.retain(|(rule, _, _)| rule != "unused_allow");
            assert_eq!(left, expected, "allowing {name} in:\n{text}");
        }
    }
}

/// The next of a series of numbers that looks like chance.
struct Series(u64);

impl Series {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// What is typed, pasted and deleted, signs that open and close blocks above all.
const TYPED: &[&str] = &[
    "x",
    " ",
    "\n",
    "\n\n",
    "# ",
    "\n## Deep Dive\n\n",
    "```\n",
    "~~~",
    "- ",
    "  - ",
    "> ",
    "| a | b |\n|---|---|\n",
    "**",
    "`",
    "[a]: https://example.com\n",
    "[a]",
    "<!-- ",
    "-->",
    "<div>\n",
    "===\n",
    "---\n",
    "Kafka",
    "ü",
    "漢",
    "\r\n",
    "99.99 %",
    "5 × 100 = 700 rps",
    "\t",
    "1. ",
    "<br>",
    "    ",
    "$$",
];

#[test]
fn a_reading_after_an_edit_equals_a_whole_one() {
    let mut series = Series(7);
    let mut texts: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/designs"))
        .expect("the designs of the tests")
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("a design"))
        .collect();
    texts.sort();
    texts.extend(examples().step_by(9));
    for text in texts {
        let mut design = Design::read(text, KNOWLEDGE.clone());
        for _ in 0..40 {
            let place = |at: usize| design.text.floor_char_boundary(at);
            let start = place(series.below(design.text.len() + 1));
            let gone = [0, 0, 1, 3, 200][series.below(5)];
            let end = place((start + gone).min(design.text.len())).max(start);
            let mut text = design.text.clone();
            text.replace_range(start..end, TYPED[series.below(TYPED.len())]);
            let whole = Design::read(text.clone(), KNOWLEDGE.clone());
            let after = Design::read_after(text.clone(), KNOWLEDGE.clone(), Some(&design));
            let (one, two) = (format!("{:#?}", after.outline), format!("{:#?}", whole.outline));
            let differing = one
                .lines()
                .zip(two.lines())
                .enumerate()
                .find(|(_, (one, two))| one != two);
            assert_eq!(
                differing, None,
                "of {start}..{end} in:\n{}\nwhich became:\n{text}",
                design.text
            );
            assert_eq!(after.hits, whole.hits, "of:\n{text}");
            assert_eq!(after.quantities, whole.quantities, "of:\n{text}");
            assert_eq!(after.equations, whole.equations, "of:\n{text}");
            let findings = |design: &Design| told(&text, &rules::check(design, &Levels::default()));
            assert_eq!(findings(&after), findings(&whole), "of:\n{text}");
            design = after;
        }
    }
}
