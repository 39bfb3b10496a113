//! The command line and the server say the same about the same text and settings.

use super::editors;
use super::session::Session;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "../support/mod.rs"]
mod support;

/// Every example of every rule's page as a document, and the folders of the command line's tests with their settings.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let pages = std::fs::read_dir("server/rules").expect("the pages");
    let pages = pages.map(|entry| entry.expect("a page").path());
    for page in pages.filter(|page| page.extension().is_some_and(|ending| ending == "md")) {
        let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&page).expect("a page");
        for (at, (_, fence)) in support::fences(&text).iter().enumerate() {
            let (document, _) = support::parse(fence);
            std::fs::write(folder.join(format!("{name}-{at}.md")), document).expect("a document");
        }
    }
    let mut documents: Vec<PathBuf> = Vec::new();
    for folder in [
        folder,
        Path::new("tests/cli/check.in"),
        Path::new("tests/cli/settings.in/sound"),
    ] {
        let folder = folder.canonicalize().expect("a folder");
        let entries = std::fs::read_dir(&folder).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        documents.extend(paths.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    documents.sort();
    documents
}

/// What the command line finds in each document: line, level, rule and message.
fn checked(documents: &[PathBuf]) -> BTreeMap<PathBuf, Vec<String>> {
    let output = Command::new(env!("CARGO_BIN_EXE_draftsman"))
        .args(["check", "--format", "json"])
        .args(documents)
        .output()
        .expect("the program runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |finding: &Value| {
        let level = finding["level"].as_str().expect("a level");
        let line = finding["line"].as_u64().expect("a line");
        format!("{line} {level} {} {}", finding["rule"], finding["message"])
    };
    let files = report["files"].as_array().expect("the files").iter().map(|file| {
        let findings = file["findings"].as_array().expect("the findings");
        let mut found: Vec<String> = findings.iter().map(text).collect();
        found.sort();
        (PathBuf::from(file["path"].as_str().expect("a path")), found)
    });
    files.collect()
}

/// What the server finds, in the same words.
fn served(session: &mut Session, path: &Path, text: &str) -> Vec<String> {
    let uri = super::session::uri(path);
    session.open(&uri, 1, text);
    let text = |finding: &Value| {
        let severity = finding["severity"].as_u64().expect("a severity") as usize;
        let level = ["error", "warning", "information", "hint"][severity - 1];
        let line = finding["range"]["start"]["line"].as_u64().expect("a line") + 1;
        format!("{line} {level} {} {}", finding["code"], finding["message"])
    };
    let mut found: Vec<String> = session.findings(&uri, 1).iter().map(text).collect();
    found.sort();
    found
}

#[test]
fn the_command_line_and_the_server_agree() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::of(editors::without_pull(editors::vs_code(None)));
    let all = checked(&documents(folder.path()));
    for (path, found) in &all {
        let text = std::fs::read_to_string(path).expect("a document");
        assert_eq!(served(&mut session, path, &text), *found, "{}", path.display());
    }
    let findings: usize = all.values().map(Vec::len).sum();
    assert!(findings > 20, "the fixtures have something to find: {findings}");
    session.finish();
}
