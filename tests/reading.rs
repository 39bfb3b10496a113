//! What is read of each document in `tests/reading/structure`: its sections, requirements, qualities and stance.
//!
//! A `markdown` fence holds a document, the `facts` fence behind it what a careful reader finds there. Each line of
//! it is `kind: value`; a kind that it names must match as a whole list, and the kinds that it leaves out are free.
//!
//! ```text
//! section: functional = Functional Requirements
//! functional: Users can …
//! nfr: latency (200 ms) = Search answers …        qualities, targets, the text; `…` stands for any rest
//! out: Payments
//! missing: api deep_dive                          of the six parts of the layout
//! stated: latency security
//! stance: availability
//! design: yes
//! ```
mod support;

use draftsman::design::{Design, Requirement, Side};
use draftsman::knowledge::{Knowledge, Part};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

type Facts = BTreeMap<String, Vec<String>>;

const LAYOUT: [Part; 6] = [
    Part::Functional,
    Part::NonFunctional,
    Part::Entities,
    Part::Api,
    Part::HighLevel,
    Part::DeepDive,
];

/// A requirement's words on one line.
fn text(design: &Design, requirement: &Requirement) -> String {
    let words = &design.outline.words[requirement.words.clone()];
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn non_functional(design: &Design, requirement: &Requirement) -> String {
    let keys = requirement
        .qualities
        .iter()
        .map(|&id| design.knowledge.qualities[id].key.as_str());
    let targets: Vec<&str> = requirement.targets.iter().map(|target| target.text.as_str()).collect();
    let mut said = keys.collect::<Vec<_>>().join(" ");
    if !targets.is_empty() {
        said += &format!(" ({})", targets.join(", "));
    }
    format!("{} = {}", said.trim(), text(design, requirement))
        .trim()
        .to_owned()
}

fn facts(design: &Design) -> Facts {
    let mut facts = Facts::new();
    let mut add = |kind: &str, values: Vec<String>| facts.insert(kind.to_owned(), values);
    let texts = |list: &[Requirement]| list.iter().map(|requirement| text(design, requirement)).collect();
    let sections = design.sections.iter();
    add(
        "section",
        sections
            .map(|section| format!("{} = {}", section.part.key(), section.title))
            .collect(),
    );
    add("functional", texts(&design.requirements.functional));
    add("out", texts(&design.requirements.out_of_scope));
    let nfr = design.requirements.non_functional.iter();
    add(
        "nfr",
        nfr.map(|requirement| non_functional(design, requirement)).collect(),
    );
    let missing = LAYOUT.iter().filter(|part| design.sections_of(**part).next().is_none());
    add(
        "missing",
        vec![missing.map(|part| part.key()).collect::<Vec<_>>().join(" ")],
    );
    let stated = design.requirements.stated.iter();
    add(
        "stated",
        vec![
            stated
                .map(|&id| design.knowledge.qualities[id].key.as_str())
                .collect::<Vec<_>>()
                .join(" "),
        ],
    );
    let stance = match design.stance.side {
        Side::Availability => "availability",
        Side::Consistency => "consistency",
        Side::Mixed => "mixed",
        Side::Undecided => "undecided",
    };
    add("stance", vec![stance.to_owned()]);
    add("topic", design.topics.iter().map(|topic| topic.title.clone()).collect());
    add(
        "design",
        vec![if design.verdict.is_design { "yes" } else { "no" }.to_owned()],
    );
    add("why", vec![design.verdict.why.clone()]);
    facts
}

/// The facts that a fence lists.
fn expected(fence: &str) -> Facts {
    let mut facts = Facts::new();
    for line in fence.lines().filter(|line| !line.trim().is_empty()) {
        let (kind, value) = line
            .split_once(':')
            .unwrap_or_else(|| panic!("`kind: value` expected: {line}"));
        let values = facts.entry(kind.trim().to_owned()).or_default();
        let value = value.trim();
        if value != "none" || !["section", "functional", "nfr", "out", "topic"].contains(&kind.trim()) {
            values.push(value.to_owned());
        }
    }
    facts
}

/// `…` at the end of what is expected stands for any rest.
fn same(found: &str, expected: &str) -> bool {
    match expected.strip_suffix('…') {
        Some(start) => found.starts_with(start.trim_end()),
        None => found == expected,
    }
}

fn check(page: &str, wrong: &mut Vec<String>) {
    let fences = support::fences(page);
    assert!(
        !fences.is_empty() && fences.len().is_multiple_of(2),
        "documents and facts come in pairs"
    );
    for pair in fences.chunks(2) {
        let [(title, document), (_, listed)] = pair else {
            continue;
        };
        let found = facts(&Design::read(document.as_str(), KNOWLEDGE.clone()));
        for (kind, values) in expected(listed) {
            let actual = found
                .get(&kind)
                .unwrap_or_else(|| panic!("{title}: no such fact: {kind}"));
            let equal =
                actual.len() == values.len() && actual.iter().zip(&values).all(|(found, value)| same(found, value));
            if !equal {
                wrong.push(format!(
                    "{title}: {kind}\n  found\n    {}\n  expected\n    {}",
                    actual.join("\n    "),
                    values.join("\n    ")
                ));
            }
        }
    }
}

macro_rules! pages {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            let mut wrong = Vec::new();
            check(include_str!(concat!("reading/structure/", stringify!($name), ".md")), &mut wrong);
            assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
        })*
    };
}

pages!(openers, requirements, qualities, stance, designs, styles, verdicts);

#[test]
fn items_that_tabs_indent_begin_on_their_own_lines() {
    let text = "- Functional requirements\n\t- Guests hand in a cloak\n\t\t- by number\n\t- Guests fetch a cloak\n";
    let design = Design::read(text, KNOWLEDGE.clone());
    let lines: Vec<usize> = design
        .requirements
        .functional
        .iter()
        .map(|item| design.line(item.span.start))
        .collect();
    assert_eq!(lines, [2, 4]);
}
