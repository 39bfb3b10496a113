//! Runs the program as its users do. Each page of `tests/cli` is a transcript: the commands, what they print and how they
//! end, in the folder of the same name. `TRYCMD=overwrite cargo test --test cli` writes down what is printed now.

#[path = "cli/fixes.rs"]
mod fixes;

#[path = "cli/formats.rs"]
mod formats;

#[path = "cli/run.rs"]
mod run;

#[test]
fn transcripts() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cli/*.md");
}
