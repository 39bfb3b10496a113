//! Runs the program as its users do. Each page of `tests/cli` is a transcript: the commands, what they print and how they
//! end, in the folder of the same name. `TRYCMD=overwrite cargo test --test cli` writes down what is printed now.

#[path = "cli/ci.rs"]
mod ci;

#[path = "cli/fixes.rs"]
mod fixes;

#[path = "cli/formats.rs"]
mod formats;

#[path = "cli/report.rs"]
mod report;

#[path = "cli/run.rs"]
mod run;

#[path = "cli/since.rs"]
mod since;

#[path = "cli/terminal.rs"]
mod terminal;

#[test]
fn transcripts() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cli/*.md");
}

#[test]
fn the_schema_takes_sound_settings_and_refuses_others() {
    let schema = serde_json::from_str(&run::run(".", &["schema"]).out).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let takes = |settings: &str| {
        let settings: toml::Value = toml::from_str(settings).expect("TOML");
        validator.is_valid(&serde_json::to_value(settings).expect("JSON"))
    };
    assert!(takes(
        "notes = [\"notes.md\"]\npreset = \"production\"\n[rules]\nmissing_section = \"off\"\n[sections]\ndeep_dive = [\"Scaling\"]\n\
         [[technology]]\nname = \"Turbine\"\nkind = \"product\"\ncategory = \"queue\"\nserves = { latency = \"it is near\" }"
    ));
    assert!(!takes("[rules]\nmissing_sections = \"off\""));
    assert!(!takes("[rules]\nmissing_section = \"grave\""));
    assert!(!takes("nots = []"));
}

#[test]
fn whoever_stops_reading_ends_it_quietly() {
    use std::process::Stdio;
    let mut command = run::command(".", &["inspect", "server/rules", "tests/cli", "server/rules/../rules"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code().is_some() && !error.contains("panicked") && !error.contains("pipe"),
        "{error}"
    );
}

#[test]
fn what_is_piped_in_is_inspected() {
    let text = "# Design a shop\n\n## Functional Requirements\n\n- Users buy a coat\n";
    let ran = run::run_with_input(".", &["inspect", "-"], text);
    assert_eq!(ran.code, 0, "{}", ran.error);
    assert!(ran.out.contains("\"Users buy a coat\""), "{}", ran.out);
}

#[test]
fn completions_and_man_pages_are_made() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(
            run::run(".", &["completions", shell]).out.contains("write-baseline"),
            "{shell}"
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run::run(&folder, &["man", "--output", "pages"]).code, 0);
    assert!(folder.path().join("pages/draftsman-check.1").exists());
}
