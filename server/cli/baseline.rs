//! Findings that are known already: only what is new fails.

use super::documents::Document;
use super::files;
use super::fix;
use super::rendering::{Entry, Suppression};
use crate::rules::Rule;
use crate::workspace::{Problem, read_text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The findings that a file keeps, by document.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    path: PathBuf,
    kept: Kept,
}

/// The file as it is written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    version: u32,
    /// By the path of the document, as seen from the baseline's folder.
    documents: BTreeMap<String, Vec<Known>>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The name of its rule.
    pub rule: String,
    /// What tells it from others when lines move.
    pub fingerprint: String,
    /// What it said when it was written down: for those who read the file.
    pub message: String,
}

const VERSION: u32 = 1;

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// When it cannot be read or is none.
    pub fn read(path: &Path) -> Result<Baseline, Problem> {
        let text = read_text(path).map_err(|mut problem| {
            problem.message.push_str("; --write-baseline makes one");
            problem
        })?;
        let kept: Kept = serde_json::from_str(&text).map_err(|error| {
            let line = text.split_inclusive('\n').take(error.line().saturating_sub(1));
            let start: usize = line.map(str::len).sum();
            let at = text.floor_char_boundary(start + error.column().saturating_sub(1));
            let message = format!("this is no baseline: {error}; --write-baseline makes a new one");
            Problem::at(path, &text, &(at..at + 1), message)
        })?;
        if kept.version != VERSION {
            let message = format!(
                "this baseline is of version {}; --write-baseline makes a new one",
                kept.version
            );
            return Err(Problem::in_file(path, message));
        }
        Ok(Baseline {
            path: path.to_path_buf(),
            kept,
        })
    }

    /// One that knows nothing yet.
    pub fn empty(path: &Path) -> Baseline {
        let kept = Kept {
            version: VERSION,
            documents: BTreeMap::new(),
        };
        Baseline {
            path: path.to_path_buf(),
            kept,
        }
    }

    /// Marks the findings of a document that are known.
    pub fn mark(&self, document: &Document, entries: &mut [Entry]) {
        let Some(known) = self.kept.documents.get(&self.key(&document.path)) else {
            return;
        };
        for entry in entries.iter_mut().filter(|entry| entry.suppression.is_none()) {
            let is_same =
                |known: &Known| known.fingerprint == entry.fingerprint && known.rule == entry.finding.rule.name;
            if known.iter().any(is_same) {
                entry.suppression = Some(Suppression::Baseline);
            }
        }
    }

    /// What a baseline keeps of a document: every finding that no comment allows.
    pub fn seen(&self, document: &Document, entries: &[Entry]) -> (String, Vec<Known>) {
        let is_kept = |entry: &&Entry| !matches!(entry.suppression, Some(Suppression::Comment(_)));
        let known = entries.iter().filter(is_kept).map(|entry| Known {
            rule: entry.finding.rule.name.to_owned(),
            fingerprint: entry.fingerprint.clone(),
            message: entry.finding.message.clone(),
        });
        (self.key(&document.path), known.collect())
    }

    /// What the baseline knows and nobody finds any more: with the documents that were checked just now, by what was seen
    /// in them.
    pub fn stale(&self, seen: &BTreeMap<String, Vec<Known>>) -> Vec<(String, Known)> {
        let mut stale = Vec::new();
        for (document, known) in &self.kept.documents {
            let found = match seen.get(document) {
                Some(found) => found.as_slice(),
                None if self.folder().join(document).exists() => continue,
                None => &[],
            };
            for one in known {
                let is_same = |other: &Known| other.fingerprint == one.fingerprint && other.rule == one.rule;
                if !found.iter().any(is_same) {
                    stale.push((document.clone(), one.clone()));
                }
            }
        }
        stale
    }

    /// Writes down what was seen. What it knows of documents that exist and were not checked stays, and so does what it
    /// knows of other rules than `only`, where some are named.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write(&self, mut seen: BTreeMap<String, Vec<Known>>, only: &[&'static Rule]) -> Result<usize, Problem> {
        let mut kept = self.kept.clone();
        let is_other = |known: &&Known| !only.is_empty() && only.iter().all(|rule| rule.name != known.rule);
        for (document, known) in &mut seen {
            let before = kept.documents.get(document).into_iter().flatten();
            known.extend(before.filter(is_other).cloned());
        }
        kept.version = VERSION;
        kept.documents
            .retain(|document, _| self.folder().join(document).exists());
        kept.documents.extend(seen);
        kept.documents.retain(|_, known| !known.is_empty());
        let count = kept.documents.values().map(Vec::len).sum();
        let written = serde_json::to_string_pretty(&kept)
            .map_err(std::io::Error::from)
            .and_then(|text| fix::write(&self.path, &format!("{text}\n")));
        written.map_err(|error| Problem::in_file(&self.path, format!("the baseline cannot be written: {error}")))?;
        Ok(count)
    }

    fn folder(&self) -> PathBuf {
        let path = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        path.parent().map(Path::to_path_buf).unwrap_or_default()
    }

    fn key(&self, document: &Path) -> String {
        let path = std::path::absolute(document).unwrap_or_else(|_| document.to_path_buf());
        match path.strip_prefix(self.folder()) {
            Ok(inside) => files::shown(inside),
            Err(_) => files::shown(&path),
        }
    }
}
