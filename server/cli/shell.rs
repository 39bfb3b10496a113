//! What packagers and shells ask for: completions, man pages, and the schema of `draftsman.toml`.

use super::{Arguments, Output};
use crate::workspace;
use clap::CommandFactory;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `man` is asked for.
#[derive(clap::Args, Debug)]
pub struct Man {
    /// Write a page for each command into this folder, in place of the main one to standard output.
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

/// Prints the completions of a shell.
///
/// # Errors
///
/// When the output cannot be written.
pub fn completions(shell: clap_complete::Shell, output: &mut Output) -> io::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "draftsman", &mut script);
    output.text(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the man page, or writes all of them.
///
/// # Errors
///
/// When they cannot be written.
pub fn man(arguments: &Man, output: &mut Output) -> io::Result<ExitCode> {
    if let Some(folder) = &arguments.output {
        std::fs::create_dir_all(folder)?;
        clap_mangen::generate_to(Arguments::command(), folder)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    output.text(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the JSON schema of `draftsman.toml`.
///
/// # Errors
///
/// When the output cannot be written.
pub fn schema(output: &mut Output) -> io::Result<ExitCode> {
    output.line(&format!("{:#}", workspace::schema()))?;
    Ok(ExitCode::SUCCESS)
}
