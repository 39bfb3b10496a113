//! How much a finding weighs, and what a workspace makes of that.

use super::Rule;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much a finding weighs. `Error` is the greatest: `level >= Level::Warning` is "a warning or worse".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Taste, or what lies ahead of the writer.
    Hint,
    /// A rule of thumb.
    Information,
    /// A gap that the notes name.
    Warning,
    /// Wrong whatever the writer meant.
    Error,
}

impl Level {
    /// All levels, the greatest first.
    pub const ALL: [Level; 4] = [Level::Error, Level::Warning, Level::Information, Level::Hint];

    /// The name that settings and outputs use: `error`, `warning`, `information`, `hint`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Information => "information",
            Level::Hint => "hint",
        }
    }

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// How grave a workspace takes each rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    preset: Preset,
    own: BTreeMap<&'static str, Option<Level>>,
}

/// What the designs of a workspace are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Designs for practice and interviews.
    #[default]
    Interview,
    /// Designs of systems that will run: compliance, environment, security and safeguards count in earnest.
    Production,
}

impl Levels {
    /// The levels of a preset.
    pub fn of(preset: Preset) -> Levels {
        Levels {
            preset,
            own: BTreeMap::new(),
        }
    }

    /// What the designs are for.
    pub fn preset(&self) -> Preset {
        self.preset
    }

    /// Sets the level of a rule; nothing switches it off.
    pub fn set(&mut self, rule: &'static Rule, level: Option<Level>) {
        self.own.insert(rule.name, level);
    }

    /// Whether a rule runs.
    pub fn is_on(&self, rule: &Rule) -> bool {
        self.own.get(rule.name) != Some(&None)
    }

    /// The highest level that a rule reports at; nothing where it is switched off.
    pub fn of_rule(&self, rule: &Rule) -> Option<Level> {
        match self.own.get(rule.name) {
            Some(own) => *own,
            None => Some(rule.level),
        }
    }

    /// The level of a finding that `rule` reports at `level`. What the rule itself took more lightly stays so.
    pub(super) fn apply(&self, rule: &Rule, level: Level) -> Level {
        match self.own.get(rule.name) {
            Some(Some(own)) if level == rule.level => *own,
            Some(Some(own)) => level.min(*own),
            _ => level,
        }
    }
}
