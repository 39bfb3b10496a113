//! `draftsman explain`: what is known about a term, a technology or a rule.

use super::Output;
use super::documents::{Reader, is_failure};
use crate::answers;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// What `explain` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// A term of the notes, a technology or a rule; several words need no quotes.
    #[arg(required = true, value_name = "TERM-OR-RULE")]
    term: Vec<String>,
}

/// Prints what is known, as Markdown; where nothing is, what was probably meant.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let term = arguments.term.join(" ");
    let reader = Reader::default();
    let settings = reader.settings(Path::new("design.md"));
    let problems = settings.as_ref().err().cloned().into_iter().chain(reader.problems());
    let problems: Vec<_> = problems.collect();
    output.problems(&problems);
    let Ok(settings) = settings else {
        return Ok(ExitCode::from(2));
    };
    if let Some(text) = answers::explain(&settings.knowledge, &term) {
        output.line(text.trim_end())?;
        let code = if is_failure(&problems) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        };
        return Ok(code);
    }
    let near = answers::near(&settings.knowledge, &term);
    let hint = if near.is_empty() {
        "`draftsman notes list` and `draftsman rules` list what is".to_owned()
    } else {
        let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        format!("did you mean {}?", quoted.join(" or "))
    };
    let _ = writeln!(io::stderr(), "error: nothing is known by the name `{term}`; {hint}");
    Ok(ExitCode::from(2))
}
