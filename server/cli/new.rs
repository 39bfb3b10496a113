//! `draftsman new`: a design laid out as the notes in force want it.

use super::Output;
use super::documents::Reader;
use crate::rules;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What `new` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// What is designed, such as `Design a URL shortener`; several words need no quotes.
    #[arg(required = true, value_name = "TITLE")]
    title: Vec<String>,
    /// The file to write, `-` for standard output; by itself the title with hyphens, in this folder.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
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
    let text = rules::laid_out(title, &settings.knowledge);
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
