//! Running the program.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The folder of designs that most tests check.
pub const DESIGNS: &str = "tests/cli/check.in";

/// What the program prints on standard output and on standard error, and its exit code.
pub struct Ran {
    pub out: String,
    pub error: String,
    pub code: i32,
}

impl Ran {
    fn of(output: Output) -> Ran {
        Ran {
            out: String::from_utf8(output.stdout).expect("the output is UTF-8"),
            error: String::from_utf8(output.stderr).expect("the messages are UTF-8"),
            code: output.status.code().expect("it ends by itself"),
        }
    }
}

/// The program, to be run in a folder.
pub fn command(folder: impl AsRef<Path>, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_draftsman"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1");
    command
}

/// Runs the program in a folder.
pub fn run(folder: impl AsRef<Path>, arguments: &[&str]) -> Ran {
    Ran::of(command(folder, arguments).output().expect("the program runs"))
}

/// Runs the program in a folder with a text on standard input.
pub fn run_with_input(folder: impl AsRef<Path>, arguments: &[&str], input: &str) -> Ran {
    let mut command = command(folder, arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("standard input");
    stdin.write_all(input.as_bytes()).expect("it reads its input");
    drop(stdin);
    Ran::of(child.wait_with_output().expect("the program ends"))
}
