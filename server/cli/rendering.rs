//! What every way of writing findings has in common.

use super::documents::Document;
use super::fingerprint;
use crate::rules::{self, BLANK, Finding, Level, Review, Rule};
use std::collections::BTreeMap;

/// How findings are written: what stands before all documents, what each gives, and what stands behind. Documents are
/// written side by side, so a rendering keeps nothing in mind.
pub trait Rendering: Sync {
    /// What stands before the first document.
    fn head(&self) -> String {
        String::new()
    }

    /// What stands between the outputs of two documents that have any.
    fn between(&self) -> &'static str {
        ""
    }

    /// What a document gives; nothing where it does not appear.
    fn document(&self, document: &Document, entries: &[Entry]) -> String;

    /// What stands behind the last document.
    fn tail(&self, summary: &Summary) -> String;
}

/// A finding of a document, and whether something keeps it from counting.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The finding.
    pub finding: Finding,
    /// What it is known by when lines move: the same for the same rule, section and words.
    pub fingerprint: String,
    /// Why it does not count.
    pub suppression: Option<Suppression>,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// A comment in the document allows it, for this reason.
    Comment(String),
    /// It stands in the baseline.
    Baseline,
}

impl Entry {
    /// Everything that the rules find in a document, by place, what comments allow included.
    pub fn of(document: &Document, only: &[&'static Rule]) -> Vec<Entry> {
        if !document.verdict.is_design {
            return Vec::new();
        }
        let Review { findings, allowed } = rules::review(&document.design, &document.settings.levels);
        let findings = findings.into_iter().map(|finding| (finding, None));
        let allowed = allowed.into_iter().map(|(finding, allow)| {
            let reason = document.design.allows[allow].reason.clone();
            (finding, Some(Suppression::Comment(reason)))
        });
        let mut all: Vec<(Finding, Option<Suppression>)> = findings.chain(allowed).collect();
        all.sort_by_key(|(finding, _)| (finding.span.start, finding.span.end));
        let marks = fingerprint::of(document, all.iter().map(|(finding, _)| finding));
        let entries = all.into_iter().zip(marks);
        entries
            .map(|((finding, suppression), fingerprint)| Entry {
                finding,
                fingerprint,
                suppression,
            })
            .filter(|entry| only.is_empty() || only.contains(&entry.finding.rule))
            .collect()
    }

    /// The findings that count.
    pub fn counting(entries: &[Entry]) -> impl Iterator<Item = &Finding> {
        let counting = entries.iter().filter(|entry| entry.suppression.is_none());
        counting.map(|entry| &entry.finding)
    }
}

/// What was checked and found, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were read.
    pub files: usize,
    /// Those of them that are designs.
    pub designs: usize,
    /// How many findings there are of each level; what is suppressed does not count.
    pub levels: BTreeMap<Level, usize>,
    /// How many findings the baseline knows.
    pub known: usize,
    /// How many files fixes have changed.
    pub fixed: usize,
    /// How many blanks the designs hold that fixes and layouts leave to their writer.
    pub blanks: usize,
    /// Nothing could be read of what was named, or its settings could not be understood.
    pub is_failed: bool,
    /// The fixes are a patch, and no file was written.
    pub is_patch: bool,
    /// A file that was named cannot be read.
    pub is_unread: bool,
    /// What went wrong with files, notes and settings, one line each.
    pub problems: Vec<String>,
    /// Why files are no designs: how many for each reason.
    pub others: BTreeMap<String, usize>,
}

impl Summary {
    /// How many findings there are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.levels.get(&level).copied().unwrap_or_default()
    }

    /// That of one document.
    pub fn of(document: &Document, entries: &[Entry]) -> Summary {
        let mut summary = Summary {
            files: 1,
            ..Summary::default()
        };
        if document.verdict.is_design {
            summary.designs = 1;
            summary.blanks = document.design.text.matches(BLANK).count();
        } else {
            summary.others.insert(document.verdict.why.clone(), 1);
        }
        for finding in Entry::counting(entries) {
            *summary.levels.entry(finding.level).or_default() += 1;
        }
        let is_known = |entry: &&Entry| entry.suppression == Some(Suppression::Baseline);
        summary.known = entries.iter().filter(is_known).count();
        summary
    }

    /// Counts another one's documents too.
    pub fn add(&mut self, other: Summary) {
        self.files += other.files;
        self.designs += other.designs;
        self.known += other.known;
        self.fixed += other.fixed;
        self.blanks += other.blanks;
        for (level, count) in other.levels {
            *self.levels.entry(level).or_default() += count;
        }
        for (why, count) in other.others {
            *self.others.entry(why).or_default() += count;
        }
    }

    /// What was checked and found, in a sentence.
    pub fn sentence(&self) -> String {
        if self.files == 0 {
            return "Nothing to check: there is no Markdown file here.".to_owned();
        }
        if self.designs == 0 {
            let files = counted(
                self.files,
                "file was read and is no design",
                "files were read and none is a design",
            );
            return format!("Nothing to check: {files}.");
        }
        let designs = counted(self.designs, "design", "designs");
        let mut asides = Vec::new();
        if self.files > self.designs {
            asides.push(counted(
                self.files - self.designs,
                "other file is not one",
                "other files are none",
            ));
        }
        if self.fixed > 0 && self.is_patch {
            asides.push(counted(
                self.fixed,
                "file changed by the patch",
                "files changed by the patch",
            ));
        } else if self.fixed > 0 {
            asides.push(counted(self.fixed, "file fixed", "files fixed"));
        }
        if self.known > 0 {
            asides.push(counted(self.known, "finding known", "findings known"));
        }
        if self.blanks > 0 {
            let blanks = counted(self.blanks, "blank", "blanks");
            asides.push(format!("{blanks} `{BLANK}` to fill in"));
        }
        let asides = if asides.is_empty() {
            String::new()
        } else {
            format!(" ({})", asides.join(", "))
        };
        let names = [
            ("error", "errors"),
            ("warning", "warnings"),
            ("information", "information"),
            ("hint", "hints"),
        ];
        let found = Level::ALL
            .iter()
            .zip(names)
            .filter(|(level, _)| self.count(**level) > 0);
        let found: Vec<String> = found
            .map(|(level, (one, many))| counted(self.count(*level), one, many))
            .collect();
        if found.is_empty() {
            let left = if self.is_patch && self.fixed > 0 {
                "nothing to say after it"
            } else {
                "nothing to say"
            };
            format!("{designs} checked{asides}: {left}.")
        } else {
            let left = if self.is_patch && self.fixed > 0 {
                " after it"
            } else {
                ""
            };
            format!("{designs} checked{asides}: {}{left}.", found.join(", "))
        }
    }
}

/// `1 file`, `2 files`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
