//! What holds for every document, tried on each example of the rules' pages.

mod any_text;

mod edits;

#[path = "../support/mod.rs"]
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
fn comments_without_a_reason_allow_whatever_ends_their_lines() {
    const DESIGN: &str = "# Design a shop\n\n## High Level Design\n\n- TBD\n- the till\n";
    let places = [
        ("# D", "<!-- draftsman: allow-file placeholder -->\n\n# D"),
        ("- TBD", "<!-- draftsman: allow placeholder -->\n- TBD"),
        ("- TBD", "- paid in\n  <!-- draftsman: allow placeholder -->\n  - TBD"),
    ];
    for (before, allowed) in places {
        for end in ["\n", "\r\n"] {
            let text = DESIGN.replacen(before, allowed, 1).replace('\n', end);
            let found: Vec<&str> = check(&text).iter().map(|finding| finding.rule.name).collect();
            let about = ["placeholder", "unknown_rule", "unused_allow"];
            assert!(!found.iter().any(|name| about.contains(name)), "{found:?} in {text:?}");
        }
    }
}

#[test]
fn a_comment_is_removed_with_its_line_whatever_ends_it() {
    for end in ["\n", "\r\n"] {
        let text = "# Design a shop\n\n## High Level Design\n\n- paid in\n  <!-- draftsman: allow placeholder: late -->\n- the till\n".replace('\n', end);
        let found = check(&text);
        let unused = found
            .iter()
            .find(|finding| finding.rule.name == "unused_allow")
            .expect("an unused comment");
        let after = text::apply(&text, &unused.fixes[0].edits);
        assert_eq!(
            after,
            format!("# Design a shop{end}{end}## High Level Design{end}{end}- paid in{end}- the till{end}")
        );
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
