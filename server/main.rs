//! The program: parses its arguments and calls the command line or the server.

use clap::Parser;
use draftsman::cli::{self, Arguments};
use draftsman::lsp;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(&Arguments::parse(), lsp::serve)
}
