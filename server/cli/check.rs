//! `draftsman check`: every design of the files that were named, against the rules.

use super::documents::{Document, Reader, is_failure};
use super::{Output, files, json, plain};
use crate::rules::{self, Finding, Level, Rule};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `check` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Files, folders and patterns; of a folder every Markdown file that ignore files leave.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = Format::Full)]
    format: Format,
    /// Only the findings of this rule; may be given several times.
    #[arg(long = "rule", value_name = "RULE", value_parser = rule)]
    rules: Vec<&'static Rule>,
    /// End with 0 whatever is found.
    #[arg(long)]
    exit_zero: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: the line, what is wrong with it, and what would put it right.
    #[value(alias = "plain")]
    Full,
    /// One JSON object.
    Json,
}

fn rule(name: &str) -> Result<&'static Rule, String> {
    rules::rule(name).ok_or_else(|| match rules::nearest(name) {
        Some(near) => format!("there is no such rule; did you mean `{}`?", near.name),
        None => "there is no such rule; `draftsman rules` lists them".to_owned(),
    })
}

/// How findings are written: what stands before all documents, what each gives, and what stands behind.
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
    fn document(&self, document: &Document, findings: &[Finding]) -> String;

    /// What stands behind the last document.
    fn tail(&self, summary: &Summary) -> String;
}

/// What was checked and found, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were read.
    pub files: usize,
    /// Those of them that are designs.
    pub designs: usize,
    /// How many findings there are of each level.
    pub levels: BTreeMap<Level, usize>,
    /// Nothing could be read of what was named, or its settings could not be understood.
    pub is_failed: bool,
    /// Why files are no designs: how many for each reason.
    pub others: BTreeMap<String, usize>,
}

impl Summary {
    /// How many findings there are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.levels.get(&level).copied().unwrap_or_default()
    }

    /// How many findings there are.
    pub fn findings(&self) -> usize {
        self.levels.values().sum()
    }

    fn of(document: &Document, findings: &[Finding]) -> Summary {
        let mut summary = Summary {
            files: 1,
            ..Summary::default()
        };
        if document.verdict.is_design {
            summary.designs = 1;
        } else {
            summary.others.insert(document.verdict.why.clone(), 1);
        }
        for finding in findings {
            *summary.levels.entry(finding.level).or_default() += 1;
        }
        summary
    }

    fn add(&mut self, other: Summary) {
        self.files += other.files;
        self.designs += other.designs;
        for (level, count) in other.levels {
            *self.levels.entry(level).or_default() += count;
        }
        for (why, count) in other.others {
            *self.others.entry(why).or_default() += count;
        }
    }
}

/// Checks, prints, and says how it ended.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let rendering: Box<dyn Rendering> = match arguments.format {
        Format::Full => Box::new(plain::Plain::new(output)),
        Format::Json => Box::new(json::Json),
    };
    let reader = Reader::default();
    let files = files::find(&arguments.paths, &reader);
    let mut summary = Summary::default();
    let mut is_first = true;
    output.text(&rendering.head())?;
    let check = |document: Document| {
        let mut findings = document.findings();
        findings.retain(|finding| arguments.rules.is_empty() || arguments.rules.contains(&finding.rule));
        (
            rendering.document(&document, &findings),
            Summary::of(&document, &findings),
        )
    };
    reader.each(&files, check, |(text, own)| {
        summary.add(own);
        if !text.is_empty() {
            if !std::mem::take(&mut is_first) {
                output.text(rendering.between())?;
            }
            output.text(&text)?;
        }
        Ok(())
    })?;
    let problems = reader.problems();
    summary.is_failed = is_failure(&problems) && summary.files == 0;
    output.text(&rendering.tail(&summary))?;
    output.problems(&problems);
    let gravest = summary.levels.keys().max();
    Ok(match is_failure(&problems) {
        true if summary.is_failed => ExitCode::from(2),
        _ if arguments.exit_zero => ExitCode::SUCCESS,
        true => ExitCode::FAILURE,
        false if gravest.is_some_and(|level| *level >= Level::Warning) => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}
