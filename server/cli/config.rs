//! `draftsman config`: what holds for a file, and where each value comes from.

use super::documents::{Reader, is_failure};
use super::{Output, files};
use crate::rules::{Level, RULES};
use crate::workspace::{Settings, read_text};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use toml::{Table, Value};

/// What `config` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The document; by itself what holds in this folder.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

const BUILT_IN: &str = "built in";

/// Prints the settings as a `draftsman.toml` that would make them, each value with its source.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let reader = Reader::default();
    let file = arguments.file.clone().unwrap_or_else(|| PathBuf::from("design.md"));
    let settings = match reader.settings(&file) {
        Ok(settings) => settings,
        Err(problem) => {
            output.problems(&[problem]);
            return Ok(ExitCode::from(2));
        }
    };
    if file.is_file() {
        match reader.read(&file) {
            Ok(document) => {
                let is = if document.verdict.is_design { "is" } else { "is not" };
                output.line(&format!("# {} {is} a design: {}", document.name, document.verdict.why))?;
            }
            Err(problem) => reader.problem(problem),
        }
    }
    output.text(&written(&settings))?;
    let problems = reader.problems();
    output.problems(&problems);
    Ok(if is_failure(&problems) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn written(settings: &Settings) -> String {
    let (own, source) = match &settings.file {
        Some(path) => (table(path), files::name(path)),
        None => (Table::new(), String::new()),
    };
    let mut lines: Vec<(String, &str)> = Vec::new();
    let built_in = [
        ("notes", Value::Array(Vec::new())),
        ("designs", Value::Array(Vec::new())),
        ("ignore", Value::Array(Vec::new())),
        ("preset", Value::from("interview")),
    ];
    for (key, value) in built_in {
        let from = if own.contains_key(key) {
            source.as_str()
        } else {
            BUILT_IN
        };
        lines.push((format!("{key} = {}", own.get(key).unwrap_or(&value)), from));
    }
    lines.push((String::new(), ""));
    lines.push(("[rules]".to_owned(), ""));
    let rules = own.get("rules").and_then(Value::as_table);
    for rule in RULES {
        let level = settings.levels.of_rule(rule).map_or("off", Level::name);
        let is_own = rules.is_some_and(|rules| rules.contains_key(rule.name));
        lines.push((
            format!("{} = \"{level}\"", rule.name),
            if is_own { source.as_str() } else { BUILT_IN },
        ));
    }
    for key in ["sections", "words"] {
        let Some(table) = own.get(key).and_then(Value::as_table).filter(|table| !table.is_empty()) else {
            continue;
        };
        lines.push((String::new(), ""));
        lines.push((format!("[{key}]"), ""));
        lines.extend(
            table
                .iter()
                .map(|(key, value)| (format!("{} = {value}", quoted(key)), source.as_str())),
        );
    }
    for technology in own.get("technology").and_then(Value::as_array).into_iter().flatten() {
        lines.push((String::new(), ""));
        lines.push(("[[technology]]".to_owned(), ""));
        let table = technology.as_table().into_iter().flatten();
        lines.extend(table.map(|(key, value)| (format!("{} = {value}", quoted(key)), source.as_str())));
    }
    let width = lines
        .iter()
        .map(|(line, _)| line.chars().count())
        .filter(|width| *width < 50)
        .max()
        .unwrap_or_default();
    let line = |(line, source): &(String, &str)| match source.is_empty() {
        true => format!("{line}\n"),
        false => format!("{line:width$}  # {source}\n"),
    };
    lines.iter().map(line).collect()
}

fn quoted(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if key.chars().all(is_bare) {
        key.to_owned()
    } else {
        Value::from(key).to_string()
    }
}

fn table(path: &Path) -> Table {
    read_text(path)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}
