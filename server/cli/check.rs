//! `draftsman check`: every design of the files that were named, against the rules.

use super::documents::{Document, Reader, is_failure};
use super::progress::Progress;
use super::rendering::{Entry, Rendering, Summary};
use super::{Output, concise, files, github, gitlab, json, junit, plain, sarif};
use crate::rules::{self, Level, Rule};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What `check` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Files, folders and patterns, or `-` for standard input; of a folder every Markdown file that ignore files leave.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// What standard input is called: settles which draftsman.toml holds.
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// How findings are written. The summary goes to standard error, except with `full`.
    #[arg(long, value_enum, default_value_t = Format::Full)]
    format: Format,
    /// Only the findings of this rule; may be given several times.
    #[arg(long = "rule", value_name = "RULE", value_parser = rule)]
    rules: Vec<&'static Rule>,
    /// End with 1 from which level on.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "LEVEL")]
    fail_on: FailOn,
    /// End with 0 whatever is found, as with `--fail-on never`.
    #[arg(long)]
    exit_zero: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: the line, what is wrong with it, and what would put it right.
    #[value(alias = "plain")]
    Full,
    /// One line a finding.
    Concise,
    /// One JSON object.
    Json,
    /// One JSON object a finding.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// JUnit XML: one test case a finding.
    Junit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    fn level(self) -> Option<Level> {
        match self {
            FailOn::Error => Some(Level::Error),
            FailOn::Warning => Some(Level::Warning),
            FailOn::Information => Some(Level::Information),
            FailOn::Hint => Some(Level::Hint),
            FailOn::Never => None,
        }
    }
}

fn rule(name: &str) -> Result<&'static Rule, String> {
    rules::rule(name).ok_or_else(|| match rules::nearest(name) {
        Some(near) => format!("there is no such rule; did you mean `{}`?", near.name),
        None => "there is no such rule; `draftsman rules` lists them".to_owned(),
    })
}

/// Checks, prints, and says how it ended.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let rendering: Box<dyn Rendering> = match arguments.format {
        Format::Full => Box::new(plain::Plain::new(output)),
        Format::Concise => Box::new(concise::Concise),
        Format::Json => Box::new(json::Json),
        Format::Jsonl => Box::new(json::Jsonl),
        Format::Sarif => Box::new(sarif::Sarif),
        Format::Github => Box::new(github::Github),
        Format::Gitlab => Box::new(gitlab::Gitlab),
        Format::Junit => Box::new(junit::Junit),
    };
    let mut reader = Reader::default();
    let mut paths = arguments.paths.clone();
    if let Some(input) = paths.iter_mut().find(|path| path.as_os_str() == "-") {
        *input = reader.take_input(arguments.stdin_filename.as_deref());
    }
    let files = files::find(&paths, &reader);
    let summary = print(arguments, &reader, &files, rendering.as_ref(), output)?;
    let problems = reader.problems();
    output.problems(&problems);
    if arguments.format != Format::Full && !summary.is_failed {
        output.flush()?;
        let _ = writeln!(io::stderr(), "{}", summary.sentence());
    }
    Ok(code(arguments, &summary, is_failure(&problems)))
}

/// Writes everything that is found, and counts it.
fn print(
    arguments: &Arguments,
    reader: &Reader,
    files: &[PathBuf],
    rendering: &dyn Rendering,
    output: &mut Output,
) -> io::Result<Summary> {
    let mut summary = Summary::default();
    let mut is_first = true;
    let progress = Progress::new(files.len());
    output.text(&rendering.head())?;
    let check = |document: Document| {
        let entries = Entry::of(&document, &arguments.rules);
        let text = rendering.document(&document, &entries);
        progress.step();
        (text, Summary::of(&document, &entries))
    };
    reader.each(files, check, |(text, own)| {
        summary.add(own);
        if !text.is_empty() {
            if !std::mem::take(&mut is_first) {
                output.text(rendering.between())?;
            }
            progress.aside(|| output.text(&text))?;
        }
        Ok(())
    })?;
    progress.finish();
    let problems = reader.problems();
    summary.is_failed = is_failure(&problems) && summary.files == 0;
    summary.problems = problems
        .iter()
        .map(|problem| super::near(problem).to_string())
        .collect();
    output.text(&rendering.tail(&summary))?;
    Ok(summary)
}

fn code(arguments: &Arguments, summary: &Summary, is_failure: bool) -> ExitCode {
    let threshold = if arguments.exit_zero {
        None
    } else {
        arguments.fail_on.level()
    };
    let gravest = summary.levels.keys().max();
    match threshold {
        _ if summary.is_failed => ExitCode::from(2),
        None => ExitCode::SUCCESS,
        Some(_) if is_failure => ExitCode::FAILURE,
        Some(threshold) if gravest.is_some_and(|level| *level >= threshold) => ExitCode::FAILURE,
        Some(_) => ExitCode::SUCCESS,
    }
}
