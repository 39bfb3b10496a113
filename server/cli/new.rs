//! `draftsman new`: a design laid out as the notes in force want it.

use super::Output;
use super::documents::Reader;
use crate::design::Design;
use crate::knowledge::Knowledge;
use crate::rules::{self, Preset};
use crate::text::{self, Edit};
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// What `new` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// What is designed, such as `Design a URL shortener`; several words need no quotes.
    #[arg(required = true, value_name = "TITLE")]
    title: Vec<String>,
    /// The file to write, `-` for standard output; by itself the title with hyphens, in this folder.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What the design is for: of a system that will run, each quality is laid out with the first techniques that the
    /// notes name. By itself as draftsman.toml says.
    #[arg(long, value_enum)]
    preset: Option<Preset>,
}

/// Writes the design and says where. A file that exists is left alone.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let title = arguments.title.join(" ");
    let title = title.trim().trim_start_matches('#').trim();
    let file = arguments
        .output
        .clone()
        .unwrap_or_else(|| PathBuf::from(file_name(title)));
    let reader = Reader::default();
    let settings = match reader.settings(&file) {
        Ok(settings) => settings,
        Err(problem) => {
            output.problems(&[problem]);
            return Ok(ExitCode::from(2));
        }
    };
    output.problems(&reader.problems());
    let mut text = rules::laid_out(title, &settings.knowledge);
    if arguments.preset.unwrap_or(settings.levels.preset()) == Preset::Production {
        text = with_techniques(text, &settings.knowledge);
    }
    if file == Path::new("-") {
        output.text(&text)?;
        return Ok(ExitCode::SUCCESS);
    }
    // Created only if it is new: nothing can come in between a question and the writing.
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&file)
        .and_then(|mut new| new.write_all(text.as_bytes()));
    match written {
        Ok(()) => {
            output.line(&format!(
                "{} is laid out: fill in what stands as {}",
                file.display(),
                rules::BLANK
            ))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            let why = match error.kind() {
                ErrorKind::AlreadyExists => "it exists and is left alone; name another with --output".to_owned(),
                ErrorKind::NotFound => "there is no such folder; make it first".to_owned(),
                _ => format!("it cannot be written: {error}"),
            };
            let _ = writeln!(io::stderr(), "error: {}: {why}", file.display());
            Ok(ExitCode::from(2))
        }
    }
}

/// The layout with the first techniques of each quality below it, each with a blank.
fn with_techniques(layout: String, knowledge: &Arc<Knowledge>) -> String {
    let design = Design::read(layout, knowledge.clone());
    let asked = design.requirements.non_functional.iter();
    let edits = asked.filter_map(|requirement| {
        let techniques = knowledge.leading_techniques(*requirement.qualities.first()?);
        let lines = techniques
            .iter()
            .map(|technique| format!("  - {technique}: {}\n", rules::BLANK));
        let behind = design.text[requirement.span.start..].find('\n')?;
        let at = requirement.span.start + behind + 1;
        Some(Edit {
            span: at..at,
            text: lines.collect(),
        })
    });
    let edits: Vec<Edit> = edits.collect();
    text::apply(&design.text, &edits)
}

/// `Design a URL shortener` is `design-a-url-shortener.md`.
fn file_name(title: &str) -> String {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let name = if words.is_empty() {
        "design".to_owned()
    } else {
        words.join("-")
    };
    format!("{name}.md")
}
