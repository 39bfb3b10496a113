//! Settings and notes: found, followed while they change, and told of when they are wrong.

use super::session::{Session, codes, folder, uri, write};
use super::{DESIGN, editors};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// What was published last for a file, once it is as wished.
fn published(session: &mut Session, uri: &str, what: &str, is_it: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let message = session.wait(what, 0, |message| {
        message["method"] == "textDocument/publishDiagnostics"
            && message["params"]["uri"] == uri
            && message["params"]["diagnostics"]
                .as_array()
                .is_some_and(|findings| is_it(findings))
    });
    message["params"]["diagnostics"].as_array().expect("findings").clone()
}

/// Whether findings name a rule.
fn names(findings: &[Value], rule: &str) -> bool {
    codes(findings).iter().any(|code| code == rule)
}

fn told(session: &mut Session, file: &Path) {
    session.tell(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": uri(file), "type": 2}]}),
    );
}

const OFF: &str = "[rules]\nmissing_section = \"off\"\n";

#[test]
fn the_nearest_settings_count_in_every_folder() {
    let one = folder(
        "roots/one",
        &[
            ("a.md", DESIGN),
            ("draftsman.toml", OFF),
            ("deep/b.md", DESIGN),
            ("deep/draftsman.toml", "[rules]\nmissing_section = \"error\"\n"),
        ],
    );
    let two = folder("roots/two", &[("c.md", DESIGN)]);
    let mut initialize = editors::helix(None);
    initialize["workspaceFolders"] = json!([{"uri": uri(&one), "name": "1"}, {"uri": uri(&two), "name": "2"}]);
    let mut session = Session::of(initialize);
    let mut severity = |file: &Path| {
        session.open(&uri(file), 1, DESIGN);
        let findings = session.findings(&uri(file), 1);
        findings
            .iter()
            .find(|it| it["code"] == "missing_section")
            .map(|it| it["severity"].as_i64())
    };
    assert_eq!(severity(&one.join("a.md")), None);
    assert_eq!(severity(&one.join("deep/b.md")), Some(Some(1)));
    assert_eq!(severity(&two.join("c.md")), Some(Some(2)));
    session.finish();
}

#[test]
fn changed_settings_count_at_once() {
    // Helix watches files itself once it is asked to; for Neovim the server does.
    for (name, initialize) in [
        ("helix", editors::helix as fn(Option<&Path>) -> Value),
        ("neovim", editors::neovim),
    ] {
        let folder = folder(&format!("changed/{name}"), &[("a.md", DESIGN)]);
        let (file, document) = (folder.join("draftsman.toml"), uri(&folder.join("a.md")));
        let mut session = Session::of(initialize(Some(&folder)));
        session.open(&document, 1, DESIGN);
        published(&mut session, &document, "the finding", |it| {
            names(it, "missing_section")
        });
        let asked = |session: &Session| {
            let asked = session
                .heard
                .iter()
                .filter(|it| it["method"] == "client/registerCapability");
            asked
                .flat_map(|it| it["params"]["registrations"].as_array().cloned().unwrap_or_default())
                .any(|it| it["method"] == "workspace/didChangeWatchedFiles")
        };
        write(&file, OFF);
        if name == "helix" {
            told(&mut session, &file);
        }
        published(&mut session, &document, "its end", |it| {
            !it.is_empty() && !names(it, "missing_section")
        });
        assert_eq!(asked(&session), name == "helix");
        session.heard.clear();
        std::fs::remove_file(&file).expect("it is there");
        if name == "helix" {
            told(&mut session, &file);
        }
        published(&mut session, &document, "its return", |it| names(it, "missing_section"));
    }
}

#[test]
fn a_mistake_in_the_settings_is_told_in_that_file() {
    let folder = folder("mistake", &[("a.md", DESIGN), ("draftsman.toml", OFF)]);
    let (file, document) = (folder.join("draftsman.toml"), uri(&folder.join("a.md")));
    let mut session = Session::of(editors::helix(Some(&folder)));
    session.open(&document, 1, DESIGN);
    published(&mut session, &document, "findings", |it| !names(it, "missing_section"));

    write(&file, "# é\nrules = 3\n");
    told(&mut session, &file);
    let problems = published(&mut session, &uri(&file), "the mistake", |it| !it.is_empty());
    assert_eq!(problems.len(), 1, "one, however many documents: {problems:#?}");
    assert_eq!(problems[0]["range"]["start"]["line"], 1);
    assert_eq!(problems[0]["source"], "draftsman");
    session.heard.clear();
    session.open(&uri(&folder.join("b.md")), 1, DESIGN);
    let last = published(&mut session, &uri(&folder.join("b.md")), "findings", |_| true);
    assert!(!names(&last, "missing_section"), "the last good settings hold");

    session.heard.clear();
    write(&file, "");
    told(&mut session, &file);
    published(&mut session, &uri(&file), "its end", <[Value]>::is_empty);
    published(&mut session, &document, "findings by the new settings", |it| {
        names(it, "missing_section")
    });
    assert_eq!(session.count("window/showMessage"), 0, "nothing pops up");
}

#[test]
fn an_editor_that_asks_is_told_of_mistakes_too() {
    let folder = folder(
        "mistake-pull",
        &[
            ("a.md", DESIGN),
            ("draftsman.toml", "[rules]\nno_such_rule = \"off\"\n"),
        ],
    );
    let mut session = Session::of(editors::vs_code(Some(&folder)));
    session.open(&uri(&folder.join("a.md")), 1, DESIGN);
    let problems = published(
        &mut session,
        &uri(&folder.join("draftsman.toml")),
        "the mistake",
        |it| !it.is_empty(),
    );
    assert!(
        problems[0]["message"]
            .as_str()
            .expect("a sentence")
            .contains("no_such_rule"),
        "{problems:#?}"
    );
    assert!(
        session.published(&uri(&folder.join("a.md"))).is_empty(),
        "documents are asked for"
    );

    session.heard.clear();
    write(&folder.join("draftsman.toml"), "");
    told(&mut session, &folder.join("draftsman.toml"));
    session.wait("a request to ask again", 0, |it| {
        it["method"] == "workspace/diagnostic/refresh"
    });
}

#[test]
fn mistakes_in_notes_are_told_once_however_they_are_looked_at() {
    let terms = "- Cache - keeps answers\n";
    let files = [
        ("a.md", DESIGN),
        ("my.md", terms),
        ("draftsman.toml", "notes = [\"my.md\"]\n"),
    ];
    let folder = folder("mistake-once", &files);
    let (document, notes) = (uri(&folder.join("a.md")), uri(&folder.join("my.md")));
    let mut session = Session::of(editors::vs_code(Some(&folder)));
    session.open(&document, 1, DESIGN);
    published(&mut session, &notes, "no framework", |it| !it.is_empty());
    session.heard.clear();
    session.open(&notes, 1, terms);
    published(
        &mut session,
        &notes,
        "what was published before is taken back",
        <[Value]>::is_empty,
    );
    let report = session.ask("textDocument/diagnostic", json!({"textDocument": {"uri": notes}}));
    assert_eq!(report["items"].as_array().map(Vec::len), Some(1), "{report}");
    session.heard.clear();
    session.close(&notes);
    published(&mut session, &notes, "nobody asks for it any more", |it| !it.is_empty());
}

#[test]
fn folders_come_and_go() {
    let one = folder("come/one", &[("a.md", DESIGN)]);
    let two = folder("come/two", &[("b.md", DESIGN), ("draftsman.toml", OFF)]);
    let mut session = Session::of(editors::vs_code(Some(&one)));
    let designs = |session: &mut Session| -> Vec<String> {
        let report = session.ask("workspace/diagnostic", json!({"previousResultIds": []}));
        let items = report["items"].as_array().expect("reports").iter();
        items
            .filter_map(|item| item["uri"].as_str().map(str::to_owned))
            .collect()
    };
    let (a, b) = (uri(&one.join("a.md")), uri(&two.join("b.md")));
    assert_eq!(designs(&mut session), std::slice::from_ref(&a));
    let other = json!([{"uri": uri(&two), "name": "two"}]);
    for (added, removed, expected) in [
        (&other, &json!([]), [a.clone(), b].as_slice()),
        (&json!([]), &other, std::slice::from_ref(&a)),
    ] {
        session.tell(
            "workspace/didChangeWorkspaceFolders",
            json!({"event": {"added": added, "removed": removed}}),
        );
        assert_eq!(designs(&mut session), expected);
    }
}

#[test]
fn settings_outside_of_the_workspace_are_followed_too() {
    // The editor watches the folders of its workspace and no others.
    let (inside, outside) = (folder("inside", &[]), folder("outside", &[("a.md", DESIGN)]));
    let document = uri(&outside.join("a.md"));
    let mut session = Session::of(editors::helix(Some(&inside)));
    session.open(&document, 1, DESIGN);
    published(&mut session, &document, "the finding", |it| {
        names(it, "missing_section")
    });
    write(&outside.join("draftsman.toml"), OFF);
    published(&mut session, &document, "its end", |it| {
        !it.is_empty() && !names(it, "missing_section")
    });
}

#[test]
fn settings_for_other_servers_change_nothing() {
    // This one tells of its settings by itself.
    let mut initialize = editors::neovim(None);
    initialize["capabilities"]["workspace"]["configuration"] = json!(false);
    initialize["initializationOptions"] = json!({"rules": {"missing_section": "off"}});
    let mut session = Session::of(initialize);
    let mut at = 0;
    let mut finds = |settings: Value| {
        at += 1;
        let document = format!("untitled:{at}");
        session.tell("workspace/didChangeConfiguration", json!({"settings": settings}));
        // It is taken in beside the loop.
        session.idle(Duration::from_millis(300));
        session.open(&document, 1, DESIGN);
        names(&session.findings(&document, 1), "missing_section")
    };
    assert!(!finds(json!({})));
    assert!(!finds(json!({"otherServer": {"rules": {}}})));
    assert!(!finds(Value::Null));
    assert!(finds(json!({"draftsman": {}})), "they were taken back");
    assert!(!finds(
        json!({"otherServer": {}, "draftsman": {"rules": {"missing_section": "off"}}})
    ));
    assert!(finds(json!({"codeLens": false})), "without a section of their own");
}

#[test]
fn unsaved_text_wins_over_the_disk() {
    let folder = folder("unsaved", &[("a.md", DESIGN), ("draftsman.toml", "")]);
    let (file, document) = (uri(&folder.join("draftsman.toml")), uri(&folder.join("a.md")));
    let mut session = Session::of(editors::helix(Some(&folder)));
    session.open(&document, 1, DESIGN);
    published(&mut session, &document, "the finding", |it| {
        names(it, "missing_section")
    });
    session.open(&file, 1, OFF);
    published(&mut session, &document, "its end", |it| {
        !it.is_empty() && !names(it, "missing_section")
    });
    session.heard.clear();
    session.change(&file, 2, json!([{"text": "[rules"}]));
    let problems = published(&mut session, &file, "the mistake", |it| !it.is_empty());
    assert_eq!(problems.len(), 1);
    session.heard.clear();
    session.close(&file);
    published(&mut session, &document, "the saved settings", |it| {
        names(it, "missing_section")
    });
}

#[test]
fn what_is_written_counts_for_other_designs_too() {
    let (saved, written) = (DESIGN, DESIGN.replace("cache", "Redis cache"));
    let folder = folder("written", &[("a.md", written.as_str()), ("b.md", saved)]);
    let mut session = Session::of(editors::helix(Some(&folder)));
    let (a, b) = (uri(&folder.join("a.md")), uri(&folder.join("b.md")));
    session.open(&a, 1, &written);
    let line = written[..written.find("Redis").expect("the word")]
        .matches('\n')
        .count();
    let column = written
        .lines()
        .nth(line)
        .and_then(|line| line.find("Redis"))
        .expect("the word");
    let where_it_is = |session: &mut Session| -> Vec<String> {
        let params = json!({"textDocument": {"uri": a}, "position": {"line": line, "character": column + 1},
            "context": {"includeDeclaration": true}});
        let found = session.ask("textDocument/references", params);
        let names = found.as_array().expect("a list").iter();
        let mut names: Vec<String> = names.map(|it| it["uri"].as_str().expect("a name").to_owned()).collect();
        names.dedup();
        names
    };
    assert_eq!(where_it_is(&mut session), std::slice::from_ref(&a));
    session.open(&b, 1, &written);
    assert_eq!(where_it_is(&mut session), [a.clone(), b.clone()], "unsaved");
    session.close(&b);
    assert_eq!(where_it_is(&mut session), std::slice::from_ref(&a), "as it is saved");
}

#[test]
fn notes_that_change_change_the_findings() {
    let notes = "- Functional Requirements\n- Non-Functional Requirements\n  - Latency\n- High Level Design\n";
    let folder = folder(
        "notes",
        &[
            ("a.md", DESIGN),
            ("my.md", notes),
            ("draftsman.toml", "notes = [\"my.md\"]\n"),
        ],
    );
    let document = uri(&folder.join("a.md"));
    let mut session = Session::of(editors::neovim(Some(&folder)));
    session.open(&document, 1, DESIGN);
    published(&mut session, &document, "findings", |it| {
        !names(it, "missing_section") && !names(it, "missing_nfr")
    });
    session.heard.clear();
    // On the disk, by someone else.
    write(&folder.join("my.md"), &notes.replace("- High", "- Rollout\n- High"));
    let findings = published(&mut session, &document, "the new section", |it| {
        names(it, "missing_section")
    });
    assert!(
        findings
            .iter()
            .any(|it| it["message"].as_str().is_some_and(|it| it.contains("Rollout"))),
        "{findings:#?}"
    );
    session.heard.clear();
    // In the editor, unsaved.
    session.open(
        &uri(&folder.join("my.md")),
        1,
        &notes.replace("  - Latency", "  - Latency\n  - Cost"),
    );
    published(&mut session, &document, "the new quality", |it| {
        names(it, "missing_nfr") && !names(it, "missing_section")
    });
}

#[test]
fn settings_may_stand_in_the_editor() {
    let folder = folder(
        "preferred",
        &[("a.md", DESIGN), ("own/b.md", DESIGN), ("own/draftsman.toml", "")],
    );
    let document = uri(&folder.join("a.md"));
    let mut initialize = editors::helix(Some(&folder));
    initialize["initializationOptions"] = json!({"rules": {"missing_section": "off"}, "path": "/somewhere"});
    let mut session = Session::of(initialize);
    session.open(&document, 1, DESIGN);
    session.open(&uri(&folder.join("own/b.md")), 1, DESIGN);
    session.open("untitled:c", 1, DESIGN);
    assert!(!names(&session.findings(&document, 1), "missing_section"));
    assert!(!names(&session.findings("untitled:c", 1), "missing_section"));
    assert!(
        names(&session.findings(&uri(&folder.join("own/b.md")), 1), "missing_section"),
        "a file has the last word"
    );

    session.heard.clear();
    session.settings = json!({"rules": {"missing_nfr": "off"}});
    session.tell("workspace/didChangeConfiguration", json!({"settings": null}));
    published(&mut session, &document, "the new settings", |it| {
        names(it, "missing_section") && !names(it, "missing_nfr")
    });
}

#[test]
fn a_home_directory_is_no_workspace() {
    let home = std::env::home_dir().expect("a home");
    let mut session = Session::of(editors::vs_code(Some(&home)));
    let report = session.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    assert_eq!(report["items"], json!([]));
}
