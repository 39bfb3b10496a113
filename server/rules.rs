//! What is wrong with a design, and what would put it right.
//!
//! A rule is a row of the table below, a function, and a page. The page is its documentation and its tests.

mod addition;

mod chosen;

mod decision;

mod finding;

mod levels;

mod paragraph;

mod rows;

mod style;

mod topic;

mod twice;

pub use finding::{Finding, Findings, Fix};
pub use levels::{Level, Levels, Preset};
pub use style::{laid_out, section, target};

use crate::design::Design;
use crate::text::Span;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

macro_rules! rules {
    ($($name:ident: $level:ident,)*) => {
        $(mod $name;)*

        /// Every rule, in the order in which they run.
        pub static RULES: &[Rule] = &[$(Rule {
            name: stringify!($name),
            level: Level::$level,
            page: include_str!(concat!("rules/", stringify!($name), ".md")),
            check: $name::check,
        }),*];
    };
}

rules! {
    missing_section: Warning,
    empty_section: Warning,
    duplicate_section: Warning,
    section_out_of_order: Hint,
    placeholder: Information,
    missing_nfr: Warning,
    unquantified_nfr: Warning,
    undecided_stance: Warning,
    conflicting_stance: Error,
    stance_against_domain: Warning,
    security_aspects: Warning,
    expected_compliance: Warning,
    empty_requirement: Warning,
    quality_in_functional: Information,
    solution_in_requirements: Hint,
    unjustified_choice: Warning,
    role_only_choice: Hint,
    undecided_choice: Information,
    unweighed_choice: Hint,
    choice_against_stance: Warning,
    one_way_websocket: Information,
    two_way_sse: Information,
    blob_in_database: Information,
    search_by_scan: Information,
    nosql_without_need: Hint,
    missing_safeguard: Warning,
    wrong_arithmetic: Error,
    past_capacity: Information,
    unanswered_requirement: Warning,
    unanswered_nfr: Information,
    unused_entity: Hint,
    unrequested_endpoint: Hint,
    designed_out_of_scope: Information,
    other_spelling: Hint,
    unknown_rule: Warning,
    // The last one: it tells which comments the rules above had no use for.
    unused_allow: Information,
}

/// A rule of the rule book.
pub struct Rule {
    /// The name by which comments, settings and outputs call it: what is wrong, in snake case.
    pub name: &'static str,
    /// The highest level that it reports.
    pub level: Level,
    /// Its page, as Markdown.
    pub page: &'static str,
    check: fn(&Design, &mut Findings),
}

/// Everything the rules find in a design, by place. Comments in the design and the settings are taken into account;
/// whether the document is a design at all is not: ask [`Design::verdict`] first.
pub fn check(design: &Design, levels: &Levels) -> Vec<Finding> {
    review(design, levels).findings
}

/// What the rules find in a design, and what its comments silence.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// By place.
    pub findings: Vec<Finding>,
    /// By place, each with the index of the first of [`Design::allows`] that silences it.
    pub allowed: Vec<(Finding, usize)>,
}

/// As [`check`], and with the findings that comments silence.
pub fn review(design: &Design, levels: &Levels) -> Review {
    review_by(RULES, design, levels)
}

fn review_by(rules: &'static [Rule], design: &Design, levels: &Levels) -> Review {
    // The last rule is told what the others had a use for.
    let (last, others) = rules.split_last().expect("some rules");
    let run = |rule: &'static Rule| judge(rule, design, levels, vec![false; design.allows.len()]);
    let mut judged: Vec<Judged> = if design.text.len() < crate::design::SHORT {
        others.iter().map(run).collect()
    } else {
        others.par_iter().map(run).collect()
    };
    let used = (0..design.allows.len()).map(|allow| judged.iter().any(|judged| judged.used[allow]));
    judged.push(judge(last, design, levels, used.collect()));
    let mut review = Review::default();
    for judged in judged {
        review.findings.extend(judged.review.findings);
        review.allowed.extend(judged.review.allowed);
    }
    let place = |finding: &Finding| (finding.span.start, finding.span.end);
    review.findings.sort_by_key(place);
    review.allowed.sort_by_key(|(finding, _)| place(finding));
    review
}

/// What one rule has found.
struct Judged {
    review: Review,
    /// Which of the design's allows have silenced something.
    used: Vec<bool>,
}

fn judge(rule: &'static Rule, design: &Design, levels: &Levels, used: Vec<bool>) -> Judged {
    let mut findings = Findings {
        rule,
        preset: levels.preset(),
        used,
        list: Vec::new(),
    };
    if levels.is_on(rule) {
        // A mistake in one rule must not cost the findings of the others. The panic hook tells of it.
        let run = AssertUnwindSafe(|| (rule.check)(design, &mut findings));
        if catch_unwind(run).is_err() {
            findings.list.clear();
        }
    } else {
        findings.allow_all(design);
    }
    let mut review = Review::default();
    for mut finding in std::mem::take(&mut findings.list) {
        let allow = findings.allow(design, &finding);
        if is_unfilled(design, &finding.span) {
            continue;
        }
        finding.level = levels.apply(rule, finding.level);
        match allow {
            Some(allow) => review.allowed.push((finding, allow)),
            None => review.findings.push(finding),
        }
    }
    Judged {
        review,
        used: findings.used,
    }
}

/// What stands for words that the writer has still to fill in.
pub const BLANK: &str = "___";

/// Whether the lines of a span hold a blank: what is still to be written is not judged.
fn is_unfilled(design: &Design, span: &Span) -> bool {
    // A line has no end to speak of in a file that is one line; no blank is meant from so far away.
    const REACH: usize = 2000;
    let text = &design.text;
    let from = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let to = text.floor_char_boundary((span.end + REACH).min(text.len()));
    let start = text[from..span.start].rfind('\n').map_or(from, |at| from + at + 1);
    let end = text[span.end..to].find('\n').map_or(to, |at| span.end + at);
    text[start..end].contains(BLANK)
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}

impl Rule {
    /// The first paragraph of the page.
    pub fn summary(&self) -> &'static str {
        let mut blocks = self.page.split("\n\n").map(str::trim);
        blocks
            .find(|block| !block.is_empty() && !block.starts_with('#'))
            .unwrap_or_default()
    }

    /// Where the page can be read.
    pub fn url(&self) -> String {
        format!(
            "{}/blob/main/server/rules/{}.md",
            env!("CARGO_PKG_REPOSITORY"),
            self.name
        )
    }
}

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The rule whose name is most like `name`, where one is.
pub fn nearest(name: &str) -> Option<&'static Rule> {
    let likeness = |rule: &&Rule| (strsim::normalized_levenshtein(rule.name, name) * 100.0) as u32;
    RULES.iter().max_by_key(likeness).filter(|rule| likeness(rule) > 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use std::sync::Arc;

    static FRAGILE: [Rule; 2] = [
        Rule {
            name: "fragile",
            level: Level::Error,
            page: "",
            check: |design, findings| {
                findings.add(&(0..1), "found before the failure");
                assert!(design.text.is_empty(), "a mistake in a rule");
            },
        },
        Rule {
            name: "sound",
            level: Level::Hint,
            page: "",
            check: |_, findings| {
                findings.add(&(0..1), "found");
            },
        },
    ];

    #[test]
    fn a_rule_that_fails_costs_only_its_own_findings() {
        let design = Design::read("# Design a shop\n", Arc::new(Knowledge::embedded()));
        let found = review_by(&FRAGILE, &design, &Levels::default()).findings;
        assert_eq!(
            found.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(),
            ["sound"]
        );
    }
}
