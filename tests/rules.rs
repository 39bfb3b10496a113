//! Every example on every rule's page is true.
mod support;

use draftsman::design::Design;
use draftsman::knowledge::{Additions, Knowledge};
use draftsman::rules::{self, Finding, Level, Levels, Preset, Rule};
use draftsman::text;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use support::{fences, note, parse};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

fn check(text: &str) -> (Design, Vec<Finding>) {
    let design = Design::read(text, KNOWLEDGE.clone());
    let findings = rules::check(&design, &Levels::default());
    (design, findings)
}

fn of<'a>(rule: &'a Rule, findings: &'a [Finding]) -> impl Iterator<Item = &'a Finding> {
    findings.iter().filter(move |finding| finding.rule == rule)
}

/// How grave the findings of a rule are in a text, in their order.
fn levels(rule: &str, text: &str) -> Vec<Level> {
    let rule = rules::rule(rule).expect("a rule");
    let (_, findings) = check(text);
    of(rule, &findings).map(|finding| finding.level).collect()
}

/// How many findings each rule makes.
fn counts(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule.name).or_default() += 1;
    }
    counts
}

#[test]
fn examples_find_what_their_carets_say() {
    let mut wrong = Vec::new();
    for rule in rules::RULES {
        for (_, fence) in fences(rule.page) {
            let (text, expected) = parse(&fence);
            let (design, findings) = check(&text);
            let mut actual: Vec<_> = of(rule, &findings)
                .map(|finding| note(&design.text, &finding.span, &finding.message))
                .collect();
            actual.sort();
            if actual != expected {
                wrong.push(format!(
                    "{}:\n{text}\nfound {actual:#?}\nexpected {expected:#?}",
                    rule.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn pages_have_a_summary_a_why_and_as_many_quiet_examples() {
    for rule in rules::RULES {
        let name = rule.name;
        assert!(rule.page.starts_with(&format!("# {name}\n\n")), "{name}: the title");
        assert!(rule.summary().ends_with('.'), "{name}: the summary is a sentence");
        assert!(rule.page.contains("\n## Why\n"), "{name}: why");
        let allow = rule.page.split_once("\n## Allow\n").map_or("", |(_, allow)| allow);
        assert!(allow.contains(&format!("allow {name}")), "{name}: how to allow it");
        let fences = fences(rule.page);
        let firing = |fence: &&(String, String)| !parse(&fence.1).1.is_empty();
        let loud = fences.iter().filter(firing).count();
        let quiet = fences
            .iter()
            .filter(|fence| fence.0 == "Quiet" && !firing(fence))
            .count();
        assert!(
            loud > 0 && quiet >= loud,
            "{name}: {loud} examples fire and {quiet} stay quiet"
        );
        let misplaced = fences
            .iter()
            .filter(|fence| firing(fence) != fence.0.starts_with("Example"));
        let misplaced: Vec<_> = misplaced
            .filter(|fence| fence.0 != "Quiet" && fence.0 != "Fixed")
            .collect();
        assert!(
            misplaced.is_empty(),
            "{name}: carets belong to the examples: {misplaced:?}"
        );
    }
}

#[test]
fn the_fixed_text_is_what_the_first_fixes_make() {
    for rule in rules::RULES {
        let fences = fences(rule.page);
        for (before, after) in fences.iter().zip(fences.iter().skip(1)) {
            if after.0 == "Fixed" && before.0.starts_with("Example") {
                let (text, _) = parse(&before.1);
                let (design, findings) = check(&text);
                let first = of(rule, &findings).filter_map(|finding| finding.fixes.first());
                let edits: Vec<_> = first.flat_map(|fix| fix.edits.clone()).collect();
                assert_eq!(
                    text::apply(&design.text, &edits),
                    after.1,
                    "{}: the fixed text",
                    rule.name
                );
            }
        }
    }
}

#[test]
fn a_page_whose_rule_offers_fixes_shows_the_fixed_text() {
    for rule in rules::RULES {
        let fences = fences(rule.page);
        let mends = |fence: &&(String, String)| {
            let (text, _) = parse(&fence.1);
            let (_, findings) = check(&text);
            fence.0.starts_with("Example") && of(rule, &findings).any(|finding| !finding.fixes.is_empty())
        };
        let shown = fences.iter().any(|fence| fence.0 == "Fixed");
        assert!(
            shown || !fences.iter().any(|fence| mends(&fence)),
            "{}: the fixed text",
            rule.name
        );
    }
}

#[test]
fn the_comment_of_a_page_silences_its_examples() {
    for rule in rules::RULES.iter().filter(|rule| rule.name != "unused_allow") {
        for (title, fence) in fences(rule.page)
            .into_iter()
            .filter(|fence| fence.0.starts_with("Example"))
        {
            let (text, _) = parse(&fence);
            let (_, findings) = check(&format!(
                "<!-- draftsman: allow-file {}: the examples -->\n\n{text}",
                rule.name
            ));
            assert_eq!(of(rule, &findings).count(), 0, "{}: {title}", rule.name);
        }
    }
}

#[test]
fn a_fix_removes_its_finding_and_brings_no_other() {
    let mut wrong = Vec::new();
    let mut fixes = 0;
    for rule in rules::RULES {
        for (_, fence) in fences(rule.page) {
            let (text, _) = parse(&fence);
            let (design, findings) = check(&text);
            let before = counts(&findings);
            for finding in of(rule, &findings) {
                for fix in &finding.fixes {
                    fixes += 1;
                    let fixed = text::apply(&design.text, &fix.edits);
                    let (_, left) = check(&fixed);
                    let stays = left
                        .iter()
                        .any(|other| other.rule == rule && other.message == finding.message)
                        && counts(&left).get(rule.name) >= before.get(rule.name);
                    let brought: Vec<_> = counts(&left)
                        .into_iter()
                        .filter(|(name, count)| before.get(name).copied().unwrap_or_default() < *count)
                        .collect();
                    if stays || !brought.is_empty() {
                        let (name, title) = (rule.name, &fix.title);
                        wrong.push(format!("{name}: {title}: stays {stays}, brings {brought:?}\n{fixed}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(fixes > 0);
}

#[test]
fn notes_with_another_framework_ask_for_its_sections_and_qualities() {
    let notes = "- System Design Approach\n  - Functional Requirement\n  - Non Functional Requirement\n    \
                 - Latency\n      - Caching\n    - Cost\n      - Spot instances\n  - High Level Design\n  \
                 - Rollout\n    - Who gets it first\n  - Risks\n";
    let knowledge = Arc::new(Knowledge::new(Additions {
        notes: vec![("notes.md".into(), notes.to_owned())],
        ..Additions::default()
    }));
    let text = "# Design a ticket shop\n\n## Functional Requirements\n\n- Fans buy tickets\n\n\
                ## Non-Functional Requirements\n\n- Latency: search within 200 ms\n\n\
                ## High Level Design\n\n- A shop service\n\n## Risks\n\n- Touts\n";
    let design = Design::read(text, knowledge.clone());
    let findings = rules::check(&design, &Levels::default());
    let message = |name: &str| {
        let finding = findings.iter().find(|finding| finding.rule.name == name);
        finding
            .unwrap_or_else(|| panic!("{name} finds nothing"))
            .message
            .clone()
    };
    assert_eq!(
        message("missing_section"),
        "The section Rollout is missing: add it in its place"
    );
    assert!(
        message("missing_nfr").starts_with("No requirement speaks of Cost:"),
        "{}",
        message("missing_nfr")
    );

    // Their fixes write what the notes ask for.
    let fixes = findings
        .iter()
        .filter(|finding| matches!(finding.rule.name, "missing_section" | "missing_nfr"));
    let edits: Vec<_> = fixes.flat_map(|finding| finding.fixes[0].edits.clone()).collect();
    let fixed = text::apply(&design.text, &edits);
    assert!(fixed.contains("## Rollout\n\n- Who gets it first: ___"), "{fixed}");
    assert!(fixed.contains("- Cost: ___"), "{fixed}");
}

#[test]
fn the_first_line_of_a_design_is_no_reproach_to_all_requirements() {
    let level = |design: &str| {
        let text = format!(
            "# Design a ticket shop\n\n## Functional Requirements\n\n- Fans buy tickets\n- Halls print lists\n\n\
             ## High Level Design\n\n{design}"
        );
        levels("unanswered_requirement", &text)
    };
    assert_eq!(level("- Rows lie in MySQL\n"), [Level::Hint, Level::Hint]);
    assert_eq!(level("- The order service lets fans buy tickets\n"), [Level::Warning]);
    assert_eq!(
        level("- Rows lie in MySQL\n- Mails leave by RabbitMQ\n"),
        [Level::Warning, Level::Warning]
    );
}

#[test]
fn a_fix_writes_behind_a_sentence_that_ends_some_lines_below() {
    let fixed = |rule: &str, text: String| {
        let (design, findings) = check(&text);
        let rule = rules::rule(rule).expect("a rule");
        let finding = of(rule, &findings)
            .next()
            .unwrap_or_else(|| panic!("nothing found in {text}"));
        text::apply(&design.text, &finding.fixes[0].edits)
    };
    let shop = "# Design a ticket shop\n\n## Functional Requirements\n\n- Fans buy tickets\n\n\
                ## Non-Functional Requirements\n\n";
    let stored = |kept: &str| {
        fixed(
            "unweighed_choice",
            format!(
                "{shop}- Availability over consistency\n\n## High Level Design\n\n{kept}\n\n## Deep Dive\n\n- Halls are small\n"
            ),
        )
    };
    let after = stored("Orders are kept in PostgreSQL, because a ticket and\nits payment change together. Fans wait.");
    assert!(
        after.contains("and\nits payment change together (alternative: ___"),
        "{after}"
    );
    let after = stored(
        "Orders that were paid and those that are still open lie in PostgreSQL\nWAL segments, since they change together",
    );
    assert!(
        after.contains("since they change together (alternative: ___"),
        "{after}"
    );
    for broken in ["\nTickets are printed", "  \nand stay", "\\\nand stay"] {
        let after = stored(&format!(
            "Orders lie in PostgreSQL, because they change together{broken}"
        ));
        let here = format!("change together (alternative: ___, rejected because ___){broken}");
        assert!(after.contains(&here), "{after}");
    }
    let after = fixed(
        "unquantified_nfr",
        format!(
            "{shop}The shop must be fast, and it must be\nhighly available on Fridays.\n\n## Core Entities\n\n- Ticket\n"
        ),
    );
    assert!(after.contains("on Fridays (p99 < ___ ms)."), "{after}");
}

#[test]
fn qualities_are_missed_once_the_design_goes_on_behind_them() {
    let level = |behind: &str| {
        let text = format!(
            "# Design a ticket shop\n\n## Functional Requirements\n\n- Fans buy tickets\n\n\
             ## Non-Functional Requirements\n\n- Search within 200 ms\n{behind}"
        );
        levels("missing_nfr", &text)
    };
    assert_eq!(level(""), [Level::Hint]);
    assert_eq!(level("\n## Core Entities\n\n## API\n"), [Level::Hint]);
    assert_eq!(level("\n## Core Entities\n\n- Ticket\n"), [Level::Warning]);
}

#[test]
fn what_was_written_to_another_plan_is_told_that_sections_are_missing_and_not_warned() {
    let level = |title: &str, above: &str| {
        let text = format!(
            "# {title}\n\n{above}## Components\n\n- A log service writes sightings\n\n\
             ## Deep dive\n\nSightings lie in PostgreSQL.\n"
        );
        levels("missing_section", &text).into_iter().max()
    };
    let asked = "## Functional requirements\n\n- Keepers note a sighting\n\n";
    assert_eq!(level("Lighthouse log architecture", ""), Some(Level::Information));
    assert_eq!(level("Lighthouse log architecture", asked), Some(Level::Warning));
    assert_eq!(level("Design a lighthouse log", ""), Some(Level::Warning));
}

#[test]
fn the_preset_for_production_takes_safeguards_security_and_compliance_in_earnest() {
    let text = "# Design a ticket shop\n\n## Functional Requirements\n\n- Fans buy tickets\n\n\
                ## Non-Functional Requirements\n\n- Availability over consistency\n- 20k requests per second\n\
                - Latency: search within 200 ms\n- No order is lost when a node fails\n\
                - Addresses are kept secure, all traffic over HTTPS\n\n\
                ## High Level Design\n\n- Mails leave by RabbitMQ, because they may wait\n";
    let design = Design::read(text, KNOWLEDGE.clone());
    let level = |preset: Preset, name: &str| {
        let findings = rules::check(&design, &Levels::of(preset));
        findings
            .iter()
            .find(|finding| finding.rule.name == name)
            .map(|finding| finding.level)
    };
    for name in ["missing_safeguard", "security_aspects", "missing_nfr"] {
        let lighter = level(Preset::Interview, name);
        assert!(
            lighter.is_some_and(|level| level < Level::Warning),
            "{name}: {lighter:?}"
        );
        assert_eq!(level(Preset::Production, name), Some(Level::Warning), "{name}");
    }
}
