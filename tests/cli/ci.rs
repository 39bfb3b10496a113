//! What continuous integration runs, run here: the steps of the action, the job for GitLab, the hooks of pre-commit, and
//! what the container is built from.

use crate::run::DESIGNS;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A folder of designs, and one for what the runner keeps, with the program where the action installs it.
#[cfg(unix)]
fn runner() -> (TempDir, TempDir) {
    let (designs, temporary) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    for name in ["photo-album.md", "short-links.md", "README.md"] {
        fs::copy(Path::new(DESIGNS).join(name), designs.path().join(name)).expect("a fixture");
    }
    let bin = temporary.path().join("draftsman/bin");
    fs::create_dir_all(&bin).expect("a folder");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_draftsman"), bin.join("draftsman")).expect("a link");
    (designs, temporary)
}

/// The lines of the script that stands below a line of a YAML file.
fn script(file: &str, before: &str) -> String {
    let text = fs::read_to_string(file).expect("the file");
    let (_, rest) = text.split_once(before).expect("the step");
    let (_, rest) = rest.split_once("run: |\n").expect("its script");
    let indent = rest.len() - rest.trim_start().len();
    let lines = rest
        .lines()
        .take_while(|line| line.len() > indent && line[..indent].trim().is_empty());
    lines.map(|line| format!("{}\n", &line[indent..])).collect()
}

#[cfg(unix)]
#[test]
fn the_action_writes_sarif_and_hands_on_how_it_ended() {
    let (designs, temporary) = runner();
    let script = script("action.yml", "- name: Check the designs");
    for (fail_on, paths, code) in [
        ("warning", ".", "1"),
        ("error", "photo-album.md short-links.md", "0"),
        ("never", "*.md", "0"),
    ] {
        let output = temporary.path().join("output");
        fs::write(&output, "").expect("a file");
        let ran = Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", &script])
            .current_dir(&designs)
            .envs([("PATHS", paths), ("FAIL_ON", fail_on), ("BASELINE", "")])
            .env("RUNNER_TEMP", temporary.path())
            .env("GITHUB_OUTPUT", &output)
            .status();
        assert!(ran.expect("bash runs").success(), "the step itself does not fail");
        assert_eq!(
            fs::read_to_string(&output).expect("an output").trim(),
            format!("code={code}"),
            "{fail_on} {paths}"
        );
        let sarif = fs::read_to_string(temporary.path().join("draftsman.sarif")).expect("a report");
        let log: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
        assert_eq!(log["version"], "2.1.0");
    }
}

#[cfg(unix)]
#[test]
fn the_job_for_gitlab_writes_its_report() {
    let (designs, temporary) = runner();
    let job = fs::read_to_string(".ci/gitlab.yml").expect("the job");
    let script = job
        .lines()
        .find_map(|line| line.trim().strip_prefix("- draftsman "))
        .expect("its script");
    assert!(job.contains("codequality: gl-code-quality-report.json"));
    let path = format!("{}:/usr/bin:/bin", temporary.path().join("draftsman/bin").display());
    let ran = Command::new("sh")
        .args(["-c", &format!("draftsman {script}")])
        .current_dir(&designs)
        .env("PATH", path)
        .status();
    assert_eq!(ran.expect("sh runs").code(), Some(1), "there is a warning");
    let report = fs::read_to_string(designs.path().join("gl-code-quality-report.json")).expect("a report");
    assert!(
        serde_json::from_str::<serde_json::Value>(&report)
            .expect("JSON")
            .as_array()
            .is_some_and(|list| !list.is_empty())
    );
}

/// As pre-commit calls them: the entry with the names of files behind it.
#[cfg(unix)]
#[test]
fn hooks_are_commands_that_work() {
    let (designs, temporary) = runner();
    let hooks = fs::read_to_string(".pre-commit-hooks.yaml").expect("the hooks");
    let entries: Vec<&str> = hooks
        .lines()
        .filter_map(|line| line.trim().strip_prefix("entry: draftsman "))
        .collect();
    assert_eq!(entries.len(), 2);
    let program = temporary.path().join("draftsman/bin/draftsman");
    for entry in entries {
        let ran = Command::new(&program)
            .args(entry.split(' '))
            .args(["README.md", "photo-album.md"])
            .current_dir(&designs)
            .output();
        assert_eq!(
            ran.expect("the program runs").status.code(),
            Some(1),
            "{entry}: a warning is left"
        );
        let quiet = Command::new(&program)
            .args(entry.split(' '))
            .arg("README.md")
            .current_dir(&designs)
            .output();
        assert_eq!(
            quiet.expect("the program runs").status.code(),
            Some(0),
            "{entry}: no design, no failure"
        );
    }
}

/// The folder in which the container is built holds every file that the sources take in.
#[test]
fn the_container_gets_all_that_it_is_built_from() {
    let recipe = fs::read_to_string("Containerfile").expect("the recipe");
    let copied: Vec<&str> = recipe
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
        .filter(|line| !line.starts_with("--from"))
        .flat_map(|line| line.split(' ').rev().skip(1))
        .map(|source| source.trim_start_matches("./"))
        .collect();
    let mut taken = vec!["Cargo.toml".into(), "Cargo.lock".into(), "README.md".into()];
    for entry in ignore::Walk::new("server") {
        let file = entry.expect("a file").into_path();
        let text = fs::read_to_string(&file).unwrap_or_default();
        for part in text.split("include_str!(\"").skip(1) {
            let mut path = file.parent().expect("a folder").to_path_buf();
            for step in part.split('"').next().expect("a path").split('/') {
                match step {
                    ".." => drop(path.pop()),
                    _ => path.push(step),
                }
            }
            assert!(path.is_file(), "{}", path.display());
            taken.push(path);
        }
    }
    assert!(taken.len() > 8, "{taken:?}");
    for path in taken {
        assert!(
            copied.iter().any(|source| path.starts_with(source)),
            "{} is not in the container",
            path.display()
        );
    }
}
