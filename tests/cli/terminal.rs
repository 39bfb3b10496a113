//! On a terminal: colours, width, and a bar when it takes long. `script` of util-linux plays the terminal.

use crate::run::run;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a command of the shell shows on a terminal of so many columns; nothing where there is no terminal to be had.
fn shown(folder: &Path, columns: usize, environment: &[(&str, &str)], arguments: &str) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_draftsman");
    let mut command = Command::new("script");
    command.args([
        "-qec",
        &format!("stty cols {columns}; '{program}' {arguments}"),
        "/dev/null",
    ]);
    command.current_dir(folder).env_remove("NO_COLOR").env("TERM", "xterm");
    let output = command.envs(environment.iter().copied()).output().ok()?;
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    (!shown.contains("invalid option")).then_some(shown)
}

/// The words without what colours them.
fn plain(shown: &str) -> String {
    let mut plain = String::new();
    let mut rest = shown;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after
            .split_once(|letter: char| letter.is_ascii_alphabetic())
            .map_or("", |(_, rest)| rest);
    }
    plain + rest
}

#[cfg(target_os = "linux")]
#[test]
fn colours_are_for_terminals_and_lines_fit() {
    let folder = Path::new(crate::run::DESIGNS);
    let check = "check --rule missing_section photo-album.md";
    let Some(coloured) = shown(folder, 100, &[], check) else {
        return;
    };
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    for quiet in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let shown = shown(folder, 100, &[quiet], check).expect("it works");
        assert!(
            !shown.contains('\u{1b}') && shown.contains("missing_section"),
            "{quiet:?}: {shown}"
        );
    }
    assert!(!run(folder, &["check"]).out.contains('\u{1b}'), "a pipe is no terminal");
    let long = tempfile::tempdir().expect("a folder");
    let words = "and it goes on and on ".repeat(20);
    let design = format!(
        "# Design a shop\n\n## Functional Requirements\n\n- Users search\n\n## High Level Design\n\n{words} asks ElasticSearch {words}\n"
    );
    fs::write(long.path().join("shop.md"), design).expect("a file");
    let narrow = shown(long.path(), 60, &[], "check --rule other_spelling shop.md").expect("it works");
    let source = plain(&narrow)
        .lines()
        .find(|line| line.contains("asks ElasticSearch"))
        .map(|line| line.trim_end().chars().count());
    assert!(source.is_some_and(|width| width <= 60), "{source:?} in {narrow}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_bar_is_shown_when_it_takes_long() {
    let folder = tempfile::tempdir().expect("a folder");
    let design = fs::read_to_string(Path::new(crate::run::DESIGNS).join("photo-album.md")).expect("a fixture");
    // As many files as take long enough on this machine.
    let mut count = 0;
    loop {
        for index in count..count + 1000 {
            fs::write(folder.path().join(format!("{index}.md")), design.repeat(6)).expect("a file");
        }
        count += 1000;
        let begun = Instant::now();
        let arguments = "check --format concise --rule unknown_rule > /dev/null";
        let Some(shown) = shown(folder.path(), 100, &[], arguments) else {
            return;
        };
        if begun.elapsed() > Duration::from_secs(2) {
            assert!(shown.contains(&format!(" of {count} files")), "{shown}");
            break;
        }
    }
    let piped = run(
        folder.path(),
        &["check", "--format", "concise", "--rule", "unknown_rule"],
    );
    assert!(!piped.error.contains(" files,"), "{}", piped.error);
}
