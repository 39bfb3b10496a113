//! `draftsman check`: every design of the files that were named, against the rules.

use super::baseline::{Baseline, Known};
use super::comparison::{self, Comparison};
use super::documents::{Document, Reader, is_failure};
use super::progress::Progress;
use super::rendering::{Entry, Rendering, Summary, counted};
use super::watch::Watch;
use super::{Output, concise, files, fix, github, gitlab, json, junit, plain, sarif};
use crate::rules::{self, Level, Rule};
use crate::workspace::Problem;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What `check` is asked for.
#[derive(clap::Args, Debug)]
#[command(group(clap::ArgGroup::new("fixing").args(["fix", "diff"]).multiple(true)))]
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
    /// Apply the fixes that are right whatever the writer meant, and report what is left.
    #[arg(long)]
    fix: bool,
    /// Print the fixes as a patch for `git apply` and change nothing; ends with 1 where there are any.
    #[arg(long)]
    diff: bool,
    /// With --fix or --diff: also fixes that guess, or that leave something to fill in.
    #[arg(long = "unsafe", requires = "fixing")]
    guesses: bool,
    /// Findings that are known already and do not count.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings into the baseline.
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
    /// Tell what has changed in the meaning of the designs since a revision of the git repository, and what should have
    /// changed with it; with `--format jsonl` one object a design.
    #[arg(long, value_name = "REV", conflicts_with_all = ["fixing", "baseline", "watch"])]
    since: Option<String>,
    /// Check again whenever a file changes.
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    watch: bool,
    /// End with 1 from which level on.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "LEVEL")]
    fail_on: FailOn,
    /// End with 0 whatever is found, as with `--fail-on never`; with 2 where a file that was named is not there.
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
    if let Some(revision) = &arguments.since {
        if !matches!(arguments.format, Format::Full | Format::Jsonl) {
            let _ = writeln!(
                io::stderr(),
                "error: --since writes sentences, or objects with --format jsonl"
            );
            return Ok(ExitCode::from(2));
        }
        let comparison = Comparison {
            revision,
            paths: &arguments.paths,
            as_json: arguments.format == Format::Jsonl,
            exit_zero: arguments.exit_zero || arguments.fail_on == FailOn::Never,
        };
        return comparison::run(&comparison, output);
    }
    if !arguments.watch {
        return once(arguments, output);
    }
    let watch = match Watch::start(&arguments.paths) {
        Ok(watch) => watch,
        Err(problem) => {
            output.problems(&[problem]);
            return Ok(ExitCode::from(2));
        }
    };
    watch.each_change(|| {
        once(arguments, output)?;
        output.flush()
    })?;
    Ok(ExitCode::SUCCESS)
}

fn once(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let mut reader = Reader::default();
    let mut paths = arguments.paths.clone();
    reader.take_input(&mut paths, arguments.stdin_filename.as_deref());
    let files = files::find(&paths, &reader);
    let baseline = match arguments.baseline() {
        Ok(baseline) => baseline,
        Err(problem) => {
            output.problems(&[problem]);
            return Ok(ExitCode::from(2));
        }
    };
    let rendering = arguments.rendering(&reader, output);
    let (summary, seen) = print(
        arguments,
        &reader,
        &files,
        rendering.as_ref(),
        baseline.as_ref(),
        output,
    )?;
    output.flush()?;
    if let Some(baseline) = &baseline {
        settle(arguments, baseline, seen, &reader);
    }
    let problems = reader.problems();
    output.remarks(&problems);
    if !summary.is_failed && (arguments.format != Format::Full || arguments.diff || arguments.is_filter(&reader)) {
        let _ = writeln!(io::stderr(), "{}", summary.sentence());
    }
    Ok(code(arguments, &summary, is_failure(&problems)))
}

impl Arguments {
    fn rendering(&self, reader: &Reader, output: &Output) -> Box<dyn Rendering> {
        if self.diff || self.is_filter(reader) {
            return Box::new(Silent);
        }
        match self.format {
            Format::Full => Box::new(plain::Plain::new(output)),
            Format::Concise => Box::new(concise::Concise),
            Format::Json => Box::new(json::Json),
            Format::Jsonl => Box::new(json::Jsonl),
            Format::Sarif => Box::new(sarif::Sarif),
            Format::Github => Box::new(github::Github),
            Format::Gitlab => Box::new(gitlab::Gitlab),
            Format::Junit => Box::new(junit::Junit),
        }
    }

    /// Standard input is fixed onto standard output, where nothing else may stand then.
    fn is_filter(&self, reader: &Reader) -> bool {
        self.fix && !self.diff && reader.input().is_some()
    }

    fn baseline(&self) -> Result<Option<Baseline>, Problem> {
        match &self.baseline {
            None => Ok(None),
            Some(path) if self.write_baseline && !path.exists() => Ok(Some(Baseline::empty(path))),
            Some(path) => Baseline::read(path).map(Some),
        }
    }
}

/// What a document gives to the output, and what is counted.
struct Checked {
    text: String,
    summary: Summary,
    seen: Option<(String, Vec<Known>)>,
}

/// Writes everything that is found, and counts it.
fn print(
    arguments: &Arguments,
    reader: &Reader,
    files: &[PathBuf],
    rendering: &dyn Rendering,
    baseline: Option<&Baseline>,
    output: &mut Output,
) -> io::Result<(Summary, BTreeMap<String, Vec<Known>>)> {
    let mut summary = Summary::default();
    let mut seen = BTreeMap::new();
    let mut is_first = true;
    let progress = Progress::new(files.len());
    output.text(&rendering.head())?;
    let check = |document: Document| {
        let checked = check(arguments, reader, document, rendering, baseline);
        progress.step();
        checked
    };
    reader.each(files, check, |checked| {
        let checked = match checked {
            Ok(checked) => checked,
            Err(problem) => {
                reader.problem(problem);
                return Ok(());
            }
        };
        summary.add(checked.summary);
        seen.extend(checked.seen);
        if checked.text.is_empty() {
            return Ok(());
        }
        if !std::mem::take(&mut is_first) {
            output.text(rendering.between())?;
        }
        progress.aside(|| output.text(&checked.text))
    })?;
    progress.finish();
    let problems = reader.problems();
    summary.is_failed = is_failure(&problems) && summary.files == 0;
    summary.is_patch = arguments.diff;
    summary.is_unread = arguments.paths.iter().any(|path| {
        let is_input = reader.input().is_some() && path.as_os_str() == "-";
        !is_input && !path.exists() && files::base(path).is_none()
    });
    summary.problems = problems
        .iter()
        .map(|problem| super::near(problem).to_string())
        .collect();
    output.text(&rendering.tail(&summary))?;
    Ok((summary, seen))
}

/// Checks one document, after putting right what is to be.
fn check(
    arguments: &Arguments,
    reader: &Reader,
    document: Document,
    rendering: &dyn Rendering,
    baseline: Option<&Baseline>,
) -> Result<Checked, Problem> {
    let wanted = fix::Wanted {
        guesses: arguments.guesses,
        rules: &arguments.rules,
    };
    let mut text = String::new();
    let mut changed = false;
    let document = if arguments.fix || arguments.diff {
        let before = document.design.text.clone();
        let document = fix::fixed(reader, document, wanted)?;
        let after = &document.design.text;
        changed = before != *after;
        if arguments.diff {
            text = fix::patch(&document.name, &before, after);
        } else if reader.input().is_some_and(|input| input == document.path) {
            text.clone_from(after);
        } else if changed {
            fix::write(&document.path, after).map_err(|error| {
                Problem::in_file(
                    &document.path,
                    format!("the fixes cannot be written: {error}; the file is as it was"),
                )
            })?;
        }
        document
    } else {
        document
    };
    let mut entries = Entry::of(&document, &arguments.rules);
    let seen = baseline.map(|baseline| {
        if !arguments.write_baseline {
            baseline.mark(&document, &mut entries);
        }
        baseline.seen(&document, &entries)
    });
    text.push_str(&rendering.document(&document, &entries));
    let mut summary = Summary::of(&document, &entries);
    summary.fixed = usize::from(changed);
    Ok(Checked { text, summary, seen })
}

/// Writes the baseline, or tells what in it is out of date.
fn settle(arguments: &Arguments, baseline: &Baseline, seen: BTreeMap<String, Vec<Known>>, reader: &Reader) {
    if arguments.write_baseline {
        match baseline.write(seen, &arguments.rules) {
            Ok(count) => {
                let known = counted(count, "finding", "findings");
                let _ = writeln!(io::stderr(), "The baseline knows {known} now.");
            }
            Err(problem) => reader.problem(problem),
        }
        return;
    }
    let stale = match arguments.rules.is_empty() {
        true => baseline.stale(&seen),
        false => Vec::new(),
    };
    for (document, known) in &stale {
        let _ = writeln!(
            io::stderr(),
            "stale: {document}: {} is no longer found: {}",
            known.rule,
            known.message
        );
    }
    if !stale.is_empty() {
        let entries = counted(stale.len(), "entry", "entries");
        let _ = writeln!(
            io::stderr(),
            "The baseline has {entries} that nothing matches; --write-baseline drops them."
        );
    }
}

/// Shows no finding: the output is something else.
struct Silent;

impl Rendering for Silent {
    fn document(&self, _: &Document, _: &[Entry]) -> String {
        String::new()
    }

    fn tail(&self, _: &Summary) -> String {
        String::new()
    }
}

fn code(arguments: &Arguments, summary: &Summary, is_failure: bool) -> ExitCode {
    let threshold = if arguments.exit_zero || arguments.write_baseline {
        None
    } else {
        arguments.fail_on.level()
    };
    let gravest = summary.levels.keys().max();
    match threshold {
        _ if summary.is_failed => ExitCode::from(2),
        // Whatever is found may pass; what was not looked at may not.
        None if summary.is_unread => ExitCode::from(2),
        None => ExitCode::SUCCESS,
        Some(_) if is_failure || (arguments.diff && summary.fixed > 0) => ExitCode::FAILURE,
        Some(threshold) if gravest.is_some_and(|level| *level >= threshold) => ExitCode::FAILURE,
        Some(_) => ExitCode::SUCCESS,
    }
}
