//! `draftsman notes`: the notes in force.

use super::documents::Reader;
use super::{Output, files, proofread};
use crate::knowledge::{Concept, Knowledge};
use crate::markdown::list_marker;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What `notes` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// List the terms that the notes in force define, and where each stands.
    List,
    /// Say what is wrong with notes: empty terms, terms with two definitions, names that clash, figures that cannot be
    /// read, technologies without a concept.
    Check {
        /// Notes files; without any those that the draftsman.toml of this folder names.
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Prints what is asked for.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    match &arguments.command {
        Command::List => list(output),
        Command::Check { files } => proofread::run(files, output),
    }
}

fn list(output: &mut Output) -> io::Result<ExitCode> {
    let reader = Reader::default();
    let settings = match reader.settings(Path::new("design.md")) {
        Ok(settings) => settings,
        Err(problem) => {
            output.problems(&[problem]);
            return Ok(ExitCode::from(2));
        }
    };
    output.problems(&reader.problems());
    for (index, source) in settings.knowledge.sources.iter().enumerate() {
        let file = source.path.as_deref().map(files::name);
        output.line(file.as_deref().unwrap_or("the built-in notes"))?;
        let own = settings
            .knowledge
            .concepts
            .iter()
            .filter(|concept| concept.place.source == index);
        for concept in own {
            output.line(&entry(concept, &settings.knowledge))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The line of a term, its name and how its note begins.
fn entry(concept: &Concept, knowledge: &Knowledge) -> String {
    let text = &knowledge.sources[concept.place.source].notes.text;
    let line = text[..concept.place.span.start].matches('\n').count() + 1;
    // What has no words of its own begins with what is written below it.
    let first = concept.note.lines().next().unwrap_or_default();
    let note = match first.trim() {
        note if note.is_empty() || note.starts_with('#') || list_marker(first) > 0 => String::new(),
        note => format!(" - {note}"),
    };
    format!("{line:5}  {}{note}", concept.name)
}
