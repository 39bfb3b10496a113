//! `safeguards.toml`: what a chosen part of a design must come with.

use serde::Deserialize;

/// A part that has a cost which the design must answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafeguardedPart {
    /// How a sentence calls it: `queue`.
    pub name: String,
    /// It is chosen with anything of these categories of the catalogue …
    #[serde(default)]
    pub categories: Vec<String>,
    /// … or with one of these names …
    #[serde(default)]
    pub technologies: Vec<String>,
    /// … or by saying one of these phrases in the design.
    #[serde(default)]
    pub said: Vec<String>,
    /// Names of those categories that are no such part.
    #[serde(default)]
    pub except: Vec<String>,
    /// One of these phrases must stand beside the choice.
    #[serde(default)]
    pub near: Vec<String>,
    /// One of these phrases beside it tells that something else is meant.
    #[serde(default)]
    pub unless: Vec<String>,
    /// What it must come with, the gravest first.
    pub safeguards: Vec<Safeguard>,
}

/// What a part must come with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Safeguard {
    /// How a sentence calls it: `dead-letter queue`.
    pub name: String,
    /// What is open without it, where the name does not ask that itself: `where messages go that keep failing`.
    pub question: Option<String>,
    /// The concept of the notes that it comes from.
    pub concept: String,
    /// How grave its absence is: `warning`, `information`, `hint`.
    pub level: String,
    /// Asked for only where the design says one of these; always, where there are none.
    #[serde(default)]
    pub only: Vec<String>,
    /// Any of these in the design answers it.
    pub silent: Vec<String>,
}

impl Safeguard {
    /// What is open without it, and its name.
    pub fn asked(&self) -> String {
        match &self.question {
            Some(question) => format!("{question} ({})", self.name),
            None => self.name.clone(),
        }
    }
}

/// The embedded table.
pub fn embedded() -> Vec<SafeguardedPart> {
    #[derive(Deserialize)]
    struct Table {
        part: Vec<SafeguardedPart>,
    }
    let table: Table =
        toml::from_str(include_str!("safeguards.toml")).expect("the embedded safeguards are read by every test");
    table.part
}
