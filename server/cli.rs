//! The command line: what is printed, and the exit code.

pub mod baseline;

pub mod check;

pub mod comparison;

pub mod concise;

pub mod config;

pub mod crash;

pub mod documents;

pub mod explain;

pub mod files;

pub mod fingerprint;

pub mod fix;

pub mod github;

pub mod gitlab;

pub mod inspect;

pub mod journal;

pub mod json;

pub mod junit;

pub mod lines;

pub mod new;

pub mod notes;

pub mod plain;

pub mod progress;

pub mod proofread;

pub mod rendering;

pub mod report;

pub mod rulebook;

pub mod sarif;

pub mod shell;

pub mod since;

pub mod watch;

use crate::rules::Level;
use crate::workspace::Problem;
use clap::{Parser, Subcommand};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Reviews system-design documents written in Markdown.
#[derive(Debug, Parser)]
#[command(name = "draftsman", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Ends with 0 when all is well, 1 when something was found, 2 when nothing could be done.")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check designs against the rules.
    Check(check::Arguments),
    /// Say what is known about a term of the notes, a technology or a rule.
    Explain(explain::Arguments),
    /// Lay out a new design with the notes' prompts.
    New(new::Arguments),
    /// Show a design on one page, or an index over the designs of a folder.
    Report(report::Arguments),
    /// List the rules with their levels.
    Rules,
    /// List the notes in force, or say what is wrong with notes.
    Notes(notes::Arguments),
    /// Print what is read from documents: sections, requirements, technologies and the rest, as JSON.
    Inspect(inspect::Arguments),
    /// Print the settings that hold for a file, and where each comes from.
    Config(config::Arguments),
    /// Print the JSON schema of draftsman.toml.
    Schema,
    /// Print the completions of a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the man page.
    Man(shell::Man),
    /// Serve an editor over standard input and output.
    Lsp {
        /// What editors like to say; there is no other way.
        #[arg(long, hide = true)]
        stdio: bool,
        /// What is written down of the work.
        #[command(flatten)]
        journal: journal::Arguments,
    },
}

/// The standard output without the buffer before it, which would write each message of the server in two parts.
fn whole_messages() -> Box<dyn Write + Send> {
    #[cfg(unix)]
    let output = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let output = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned();
    match output {
        Ok(output) => Box::new(File::from(output)),
        Err(_) => Box::new(io::stdout()),
    }
}

/// Runs a command and says how it went: 0 clean, 1 findings, 2 could not run. `serve` is the language server;
/// it is told where to write.
pub fn run(arguments: &Arguments, serve: fn(Box<dyn Write + Send>) -> ExitCode) -> ExitCode {
    crash::tell_in_short();
    let mut output = Output::standard();
    let done = match &arguments.command {
        Command::Check(arguments) => check::run(arguments, &mut output),
        Command::Explain(arguments) => explain::run(arguments, &mut output),
        Command::New(arguments) => new::run(arguments, &mut output),
        Command::Report(arguments) => report::run(arguments, &mut output),
        Command::Rules => rulebook::run(&mut output),
        Command::Notes(arguments) => notes::run(arguments, &mut output),
        Command::Inspect(arguments) => inspect::run(arguments, &mut output),
        Command::Config(arguments) => config::run(arguments, &mut output),
        Command::Schema => shell::schema(&mut output),
        Command::Completions { shell } => shell::completions(*shell, &mut output),
        Command::Man(arguments) => shell::man(arguments, &mut output),
        Command::Lsp { journal, .. } => match journal::begin(journal) {
            Ok(()) => return serve(whole_messages()),
            Err(problem) => {
                output.problems(&[problem]);
                return ExitCode::from(2);
            }
        },
    };
    let done = done.and_then(|code| output.flush().map(|()| code));
    match done {
        Ok(code) => code,
        // Whoever reads has seen enough: `draftsman check | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: the output cannot be written: {error}");
            ExitCode::from(2)
        }
    }
}

/// Where a command prints.
pub struct Output {
    out: Box<dyn Write>,
    /// Whether the output may be coloured: it goes to a terminal, and `NO_COLOR` is not set.
    pub is_coloured: bool,
    /// In characters.
    pub width: usize,
}

impl Output {
    /// Standard output.
    pub fn standard() -> Output {
        let terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
        Output {
            out: Box::new(io::BufWriter::with_capacity(1 << 16, io::stdout())),
            is_coloured: terminal && !plain,
            width: if terminal { width.max(40) } else { 100 },
        }
    }

    /// Prints text as it is.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Prints a line.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        self.text(line)?;
        self.text("\n")
    }

    /// Says on standard error what went wrong.
    pub fn problems(&mut self, problems: &[Problem]) {
        let grave: Vec<Problem> = problems
            .iter()
            .filter(|problem| problem.level >= Level::Warning)
            .cloned()
            .collect();
        self.remarks(&grave);
    }

    /// Says on standard error what went wrong, and what is merely worth knowing.
    pub fn remarks(&mut self, problems: &[Problem]) {
        for problem in problems {
            let _ = writeln!(io::stderr(), "{}: {}", problem.level.name(), near(problem));
        }
    }

    /// Sends on what is still held back.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A problem with its path as seen from here.
pub fn near(problem: &Problem) -> Problem {
    Problem {
        path: files::from_here(&problem.path),
        ..problem.clone()
    }
}
