//! What a rule has found, and what would put it right.

use super::{Level, Preset, Rule};
use crate::design::Design;
use crate::markdown;
use crate::text::{Edit, Span};

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

/// Where a rule puts what it finds.
pub struct Findings {
    pub(super) rule: &'static Rule,
    pub(super) preset: Preset,
    /// Which of the design's allows have silenced something so far.
    pub(super) used: Vec<bool>,
    pub(super) list: Vec<Finding>,
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
    pub(super) fn allow(&mut self, design: &Design, finding: &Finding) -> Option<usize> {
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
    pub(super) fn allow_all(&mut self, design: &Design) {
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
        self.fix_all(title, vec![edit(span, text)])
    }

    /// Offers a change that is right whatever the writer meant.
    pub fn certain_fix(&mut self, title: impl Into<String>, span: &Span, text: impl Into<String>) -> &mut Finding {
        self.certain_fixes(title, vec![edit(span, text)])
    }

    /// Offers several edits as one change; it guesses, or leaves something to fill in.
    pub fn fix_all(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Finding {
        self.offer(title.into(), edits, false)
    }

    /// Offers several edits as one change that is right whatever the writer meant.
    pub fn certain_fixes(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Finding {
        self.offer(title.into(), edits, true)
    }

    fn offer(&mut self, title: String, edits: Vec<Edit>, certain: bool) -> &mut Finding {
        self.fixes.push(Fix { title, edits, certain });
        self
    }
}

fn edit(span: &Span, text: impl Into<String>) -> Edit {
    Edit {
        span: span.clone(),
        text: text.into(),
    }
}
