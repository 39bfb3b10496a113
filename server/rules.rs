//! What is wrong with a design, and what would put it right.
//!
//! A rule is a row of the table below, a function, and a page. The page is its documentation and its tests.

mod addition;

mod chosen;

mod decision;

mod levels;

mod style;

mod topic;

mod twice;

pub use levels::{Level, Levels, Preset};
pub use style::{laid_out, section, target};

use crate::design::Design;
use crate::markdown;
use crate::text::{Edit, Span};
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

/// Something that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The rule's level, or a lower one; after [`check`] as the settings want it.
    pub level: Level,
    /// Where: bytes of the document.
    pub span: Span,
    /// What is wrong and what to do, in one sentence.
    pub message: String,
    /// The evidence: places, each with a sentence.
    pub related: Vec<(Span, String)>,
    /// What would put it right, the best first. They are alternatives.
    pub fixes: Vec<Fix>,
    /// Which case of the rule it is, for comments that allow one case only: `missing_safeguard(dead-letter queue)`.
    pub case: Option<String>,
}

/// A change of the document that makes a finding vanish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "Insert the section API Design".
    pub title: String,
    /// The change.
    pub edits: Vec<Edit>,
    /// Right whatever the writer meant; the others guess, or leave `___` to fill in.
    pub certain: bool,
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

/// Where a rule puts what it finds.
pub struct Findings {
    rule: &'static Rule,
    preset: Preset,
    /// Which of the design's allows have silenced something so far.
    used: Vec<bool>,
    list: Vec<Finding>,
}

impl Findings {
    /// Adds a finding at the level of the rule that runs.
    pub fn add(&mut self, span: &Span, message: impl Into<String>) -> &mut Finding {
        let at = self.list.len();
        self.list.push(Finding {
            rule: self.rule,
            level: self.rule.level,
            span: span.clone(),
            message: message.into(),
            related: Vec::new(),
            fixes: Vec::new(),
            case: None,
        });
        &mut self.list[at]
    }

    /// Whether the designs are of systems that will run.
    pub fn is_production(&self) -> bool {
        self.preset == Preset::Production
    }

    /// Whether an allow of the design (an index) has silenced something so far.
    pub fn has_used(&self, allow: usize) -> bool {
        self.used[allow]
    }

    /// Whether a comment allows one case of the running rule at a place. It counts as used.
    pub fn takes_case(&mut self, design: &Design, span: &Span, case: &str) -> bool {
        let rule = self.rule.name;
        let names = |argument: &String| markdown::is_same_folded(argument, case);
        let mut taken = false;
        for (allow, used) in design.allows.iter().zip(&mut self.used) {
            if allow.argument.as_ref().is_some_and(names) && allow.covers(rule, span) {
                *used = true;
                taken = true;
            }
        }
        taken
    }

    /// The first allow that covers a finding; all that do are marked as used.
    fn allow(&mut self, design: &Design, finding: &Finding) -> Option<usize> {
        let mut allowed = None;
        for (index, allow) in design.allows.iter().enumerate() {
            let same_case = match (&allow.argument, &finding.case) {
                (None, _) => true,
                (Some(argument), Some(case)) => markdown::is_same_folded(argument, case),
                (Some(_), None) => false,
            };
            if same_case && allow.covers(finding.rule.name, &finding.span) {
                self.used[index] = true;
                allowed = allowed.or(Some(index));
            }
        }
        allowed
    }

    /// The allows of a rule that does not run may well be needed where it does.
    fn allow_all(&mut self, design: &Design) {
        for (allow, used) in design.allows.iter().zip(&mut self.used) {
            *used |= allow.rule == self.rule.name;
        }
    }
}

impl Finding {
    /// Lowers the level.
    pub fn level(&mut self, level: Level) -> &mut Finding {
        self.level = level.min(self.rule.level);
        self
    }

    /// Adds a place that shows why.
    pub fn related(&mut self, span: &Span, message: impl Into<String>) -> &mut Finding {
        self.related.push((span.clone(), message.into()));
        self
    }

    /// Says which case of the rule it is.
    pub fn case(&mut self, case: impl Into<String>) -> &mut Finding {
        self.case = Some(case.into());
        self
    }

    /// Offers a change that guesses, or leaves something to fill in.
    pub fn fix(&mut self, title: impl Into<String>, span: &Span, text: impl Into<String>) -> &mut Finding {
        self.offer(title.into(), span, text.into(), false)
    }

    /// Offers a change that is right whatever the writer meant.
    pub fn certain_fix(&mut self, title: impl Into<String>, span: &Span, text: impl Into<String>) -> &mut Finding {
        self.offer(title.into(), span, text.into(), true)
    }

    /// Offers several edits as one change; it guesses, or leaves something to fill in.
    pub fn fix_all(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Finding {
        let title = title.into();
        self.fixes.push(Fix {
            title,
            edits,
            certain: false,
        });
        self
    }

    /// Offers several edits as one change that is right whatever the writer meant.
    pub fn certain_fixes(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Finding {
        let title = title.into();
        self.fixes.push(Fix {
            title,
            edits,
            certain: true,
        });
        self
    }

    fn offer(&mut self, title: String, span: &Span, text: String, certain: bool) -> &mut Finding {
        let span = span.clone();
        self.fixes.push(Fix {
            title,
            edits: vec![Edit { span, text }],
            certain,
        });
        self
    }
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
