//! What machines read.

use crate::run::{DESIGNS, run, run_with_input};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn json_is_one_object_of_files_and_a_summary() {
    let ran = run(DESIGNS, &["check", "--format", "json", "photo-album.md", "README.md"]);
    assert_eq!(ran.code, 1);
    let report = json(&ran.out);
    assert_eq!(report["files"][0]["path"], "README.md");
    assert_eq!(report["files"][0]["is_design"], false);
    let finding = &report["files"][1]["findings"][0];
    assert_eq!(finding["rule"], "missing_section");
    assert_eq!(finding["level"], "warning");
    let place = ["line", "column", "end_line", "end_column"].map(|key| finding[key].as_u64().expect("a number"));
    assert_eq!(place, [1, 1, 1, 23]);
    assert!(
        finding["url"]
            .as_str()
            .expect("a link")
            .ends_with("/missing_section.md")
    );
    assert_eq!(finding["fixes"][0]["certain"], false);
    assert_eq!(finding["fixes"][0]["edits"][0]["line"], 10);
    let summary = &report["summary"];
    assert_eq!(
        (&summary["files"], &summary["designs"]),
        (&Value::from(2), &Value::from(1))
    );
    let findings = report["files"][1]["findings"].as_array().expect("a list");
    let counted = ["errors", "warnings", "information", "hints"].map(|key| summary[key].as_u64().expect("a number"));
    assert_eq!(findings.len() as u64, counted.iter().sum::<u64>());
}

#[test]
fn columns_count_characters() {
    let design =
        "# Design 🦀 chat\n\n## Functional Requirements\n\n- Users can chat\n\n## High Level Design\n\nWords.\n";
    let ran = run_with_input(
        DESIGNS,
        &["check", "--format", "json", "--rule", "missing_section", "-"],
        design,
    );
    let report = json(&ran.out);
    assert_eq!(report["files"][0]["findings"][0]["end_column"], 16);
}

#[test]
fn json_lines_are_one_finding_each() {
    let all = json(&run(DESIGNS, &["check", "--format", "json"]).out);
    let lines: Vec<Value> = run(DESIGNS, &["check", "--format", "jsonl"])
        .out
        .lines()
        .map(json)
        .collect();
    let summary = &all["summary"];
    let counted = ["errors", "warnings", "information", "hints"].map(|key| summary[key].as_u64().expect("a number"));
    assert_eq!(lines.len() as u64, counted.iter().sum::<u64>());
    assert!(
        lines
            .iter()
            .all(|line| line["path"].is_string() && line["rule"].is_string())
    );
}

#[test]
fn sarif_is_what_its_schema_asks_for() {
    let silenced = "<!-- draftsman: allow-file missing_section: a first sketch -->\n# Design a café\n\n\
                    ## Functional Requirements\n\n- Users can order\n\n## High Level Design\n\nWords.\n";
    for ran in [
        run(".", &["check", "--format", "sarif", DESIGNS]),
        run_with_input(
            DESIGNS,
            &["check", "--format", "sarif", "--stdin-filename", "a b/é.md", "-"],
            silenced,
        ),
        run(DESIGNS, &["check", "--format", "sarif", "nothing-here.md"]),
    ] {
        let log = json(&ran.out);
        let schema = std::fs::read_to_string(sarif_schema()).expect("the schema");
        // The pattern for languages has a bracket too many to be a regular expression everywhere.
        let schema = json(&schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$"));
        let validator = jsonschema::validator_for(&schema).expect("the schema is one");
        let errors: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn sarif_tells_what_a_comment_allows_and_why() {
    let silenced = "<!-- draftsman: allow-file missing_section: a first sketch -->\n# Design a café\n\n\
                    ## Functional Requirements\n\n- Users can order\n\n## High Level Design\n\nWords.\n";
    let arguments = [
        "check",
        "--format",
        "sarif",
        "--rule",
        "missing_section",
        "--stdin-filename",
        "a b/é.md",
        "-",
    ];
    let ran = run_with_input(DESIGNS, &arguments, silenced);
    assert_eq!(ran.code, 0, "what is allowed does not count: {}", ran.error);
    let log = json(&ran.out);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["suppressions"][0]["justification"], "a first sketch");
    let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "a%20b/%C3%A9.md");
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!(rule["id"], "missing_section");
    assert!(
        rule["help"]["markdown"]
            .as_str()
            .expect("a page")
            .starts_with("# missing_section")
    );
}

#[test]
fn fingerprints_stay_when_lines_move_and_differ_within_a_file() {
    let marks = |text: &str| -> Vec<String> {
        let ran = run_with_input(DESIGNS, &["check", "--format", "sarif", "-"], text);
        let log = json(&ran.out);
        let results = log["runs"][0]["results"].as_array().expect("a list").clone();
        let mark = |result: &Value| {
            result["partialFingerprints"]["ruleSectionWords/v1"]
                .as_str()
                .expect("a mark")
                .to_owned()
        };
        results.iter().map(mark).collect()
    };
    let album = std::fs::read_to_string("tests/cli/check.in/photo-album.md").expect("a fixture");
    let moved = album.replace("\n\n## ", "\n\n\n\n## ");
    assert_eq!(marks(&album), marks(&moved));
    let distinct: BTreeSet<String> = marks(&album).into_iter().collect();
    assert_eq!(distinct.len(), marks(&album).len());
}

#[test]
fn gitlab_takes_a_list_of_issues() {
    let report = json(&run(DESIGNS, &["check", "--format", "gitlab"]).out);
    let issues = report.as_array().expect("a list");
    assert!(!issues.is_empty());
    let mut marks = BTreeSet::new();
    for issue in issues {
        assert!(
            ["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().expect("a word"))
        );
        assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1));
        assert!(
            marks.insert(issue["fingerprint"].as_str().expect("a mark").to_owned()),
            "{issue}"
        );
    }
    assert_eq!(
        json(&run(DESIGNS, &["check", "--format", "gitlab", "README.md"]).out),
        Value::Array(Vec::new())
    );
}

#[test]
fn machine_formats_keep_the_summary_to_standard_error() {
    for format in ["concise", "json", "jsonl", "sarif", "github", "gitlab", "junit"] {
        let ran = run(DESIGNS, &["check", "--format", format]);
        assert!(!ran.out.contains("checked"), "{format}: {}", ran.out);
        assert!(ran.error.contains("2 designs checked"), "{format}: {}", ran.error);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let run_on = |threads: &str, paths: [&str; 2]| {
        let mut command = crate::run::command(".", &["check", "--format", "json", paths[0], paths[1]]);
        command
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program runs")
            .stdout
    };
    let one = run_on("1", ["server/rules", DESIGNS]);
    assert_eq!(one, run_on("7", ["server/rules", DESIGNS]));
    assert_eq!(one, run_on("3", [DESIGNS, "./server/rules/"]));
}

/// The official schema, as the crate `serde-sarif` carries it.
fn sarif_schema() -> PathBuf {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let host = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("a host");
    let metadata = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--filter-platform",
            host,
        ])
        .output()
        .expect("cargo runs");
    let metadata = json(&String::from_utf8_lossy(&metadata.stdout));
    let packages = metadata["packages"].as_array().expect("the packages");
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .expect("a dev-dependency");
    PathBuf::from(package["manifest_path"].as_str().expect("a path")).with_file_name("src/schema.json")
}

/// By a schema of our own, as there is no official one.
#[test]
fn junit_is_what_its_schema_asks_for() {
    let schema = std::fs::read_to_string("tests/cli/junit.xsd").expect("the schema");
    let schema = uppsala::parse(&schema).expect("XML");
    let validator = uppsala::XsdValidator::from_schema(&schema).expect("a schema");
    let takes = |report: &str| {
        let report = uppsala::parse(report).unwrap_or_else(|error| panic!("{error}: {report}"));
        validator.validate(&report)
    };
    let wild = "# Design a \u{1}caf\u{e9} <&\"'> ]]>\n\n## Functional Requirements\n\n- Users & <b>ElasticSearch</b>\n\n\
                ## High Level Design\n\nThe ElasticSearch \u{8} \u{FFFE}.\n";
    for ran in [
        run(".", &["check", "--format", "junit", DESIGNS]),
        run(DESIGNS, &["check", "--format", "junit", "README.md"]),
        run_with_input(
            DESIGNS,
            &[
                "check",
                "--format",
                "junit",
                "--stdin-filename",
                "a<b>&\"\u{e9}\".md",
                "-",
            ],
            wild,
        ),
    ] {
        let errors = takes(&ran.out);
        assert!(errors.is_empty(), "{errors:?} in {}", ran.out);
    }
    assert!(
        !takes("<testsuites><testsuite name=\"x\"/></testsuites>").is_empty(),
        "it refuses what is wrong"
    );
}

#[test]
fn sarif_tells_what_the_baseline_knows() {
    let folder = tempfile::tempdir().expect("a folder");
    let album = std::fs::read_to_string("tests/cli/check.in/photo-album.md").expect("a fixture");
    std::fs::write(folder.path().join("album.md"), album).expect("a file");
    run(&folder, &["check", "--baseline", "known.json", "--write-baseline"]);
    let ran = run(&folder, &["check", "--baseline", "known.json", "--format", "sarif"]);
    let log = json(&ran.out);
    let results = log["runs"][0]["results"].as_array().expect("a list").clone();
    assert_eq!(ran.code, 0);
    assert!(!results.is_empty());
    assert!(
        results
            .iter()
            .all(|result| result["suppressions"][0]["kind"] == "external")
    );
}
