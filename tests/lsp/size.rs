//! Folders and files of any size and shape: nothing stalls, nothing is read twice, nothing is left out.

use super::answers::list;
use super::session::{PATIENCE, Session, folder, range, uri, write};
use super::{DESIGN, editors};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// All designs of the workspace that are not open, by the ends of their names.
fn designs(session: &mut Session, folder: &Path) -> Vec<String> {
    let report = session.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let below = format!("{}/", uri(folder));
    let name = |item: &Value| item["uri"].as_str().expect("a name").replace(&below, "");
    let mut names: Vec<String> = list(&report["items"]).iter().map(name).collect();
    names.sort();
    names
}

/// Many files below a folder, `each` of them in folders of a hundred.
fn fill(folder: &Path, count: usize, each: &str) {
    for at in 0..count {
        write(&folder.join(format!("d{}/f{at}.md", at / 100)), each);
    }
}

#[test]
fn a_home_directory_as_a_root_does_not_stall() {
    let home = folder("size/home", &[("design.md", DESIGN)]);
    fill(&home.join("projects"), 1000, "Nothing.\n");
    write(&home.join("projects/z.md"), DESIGN);
    let begun = Instant::now();
    let mut session = Session::at_home(&home);
    session.introduce(editors::neovim(Some(&home)));
    session.open(&uri(&home.join("design.md")), 1, DESIGN);
    assert!(!session.findings(&uri(&home.join("design.md")), 1).is_empty());
    let symbols = session.ask("workspace/symbol", json!({"query": "users"}));
    let elsewhere = |symbol: &&Value| {
        symbol["location"]["uri"]
            .as_str()
            .is_some_and(|uri| uri.contains("/projects/"))
    };
    assert_eq!(
        list(&symbols).iter().filter(elsewhere).count(),
        0,
        "what is open, and nothing else"
    );
    let small = begun.elapsed();

    // The same files as a workspace are read: it is the home that is spared.
    let mut session = Session::of(editors::vs_code(Some(&home.join("projects"))));
    assert_eq!(designs(&mut session, &home), ["projects/z.md"]);
    assert!(small < PATIENCE / 3, "{small:?}");
}

#[test]
fn ten_thousand_files_are_looked_through() {
    let folder = folder("size/many", &[("z.md", DESIGN)]);
    fill(&folder.join("notes"), 9_999, "Nothing.\n");
    let mut session = Session::of(editors::vs_code(Some(&folder)));
    session.open("untitled:a", 1, DESIGN);
    let id = session.begin("workspace/diagnostic", json!({"previousResultIds": []}));
    let begun = Instant::now();
    session.ask(
        "textDocument/hover",
        json!({"textDocument": {"uri": "untitled:a"}, "position": {"line": 0, "character": 4}}),
    );
    let hovered = begun.elapsed();
    let report = session.answer_within(id, 5 * PATIENCE);
    assert_eq!(list(&report["result"]["items"]).len(), 1, "the last of all is found");
    assert!(hovered < begun.elapsed() / 2, "what the cursor asks does not wait");
    let created = session
        .heard
        .iter()
        .find(|message| message["method"] == "window/workDoneProgress/create");
    let token = &created.expect("one to be told by")["params"]["token"];
    let told = session
        .heard
        .iter()
        .filter(|message| message["params"]["token"] == *token);
    let kinds: Vec<&Value> = told
        .map(|message| &message["params"]["value"]["kind"])
        .skip(1)
        .collect();
    assert_eq!((kinds[0], kinds[kinds.len() - 1]), (&json!("begin"), &json!("end")));
    assert!(kinds.len() > 2, "one is told how far it is");
}

#[test]
fn a_document_of_ten_thousand_lines_is_read() {
    let filling = "- Then the next server is asked for it.\n".repeat(10_000);
    let text = format!("{DESIGN}\n{filling}\nOrders go to ElasticSearch.\n");
    let last = text.lines().count() as u32 - 1;
    let mut session = Session::of(editors::neovim(None));
    let mut lines = |version: i64, written: Option<&str>| -> Vec<u64> {
        match written {
            None => session.open("untitled:a", version, &text),
            Some(written) => {
                let end = range((last, 27), (last, 27));
                session.change("untitled:a", version, json!([{"range": end, "text": written}]));
            }
        }
        let findings = session.findings("untitled:a", version);
        let spelled = findings.iter().filter(|finding| finding["code"] == "other_spelling");
        spelled
            .filter_map(|finding| finding["range"]["start"]["line"].as_u64())
            .collect()
    };
    assert_eq!(lines(1, None), [u64::from(last)], "to its last line");
    assert_eq!(
        lines(2, Some("\n\nMongoDb keeps them.")),
        [u64::from(last), u64::from(last) + 2],
        "while it is written on"
    );
    session.finish();
}

#[cfg(unix)]
#[test]
fn links_lead_round_no_circle_and_count_nothing_twice() {
    use std::os::unix::fs::symlink;
    let folder = folder("size/links", &[("a.md", DESIGN), ("deep/b.md", DESIGN)]);
    symlink(&folder, folder.join("deep/round")).expect("a link");
    symlink("a.md", folder.join("again.md")).expect("a link");
    symlink("nowhere.md", folder.join("broken.md")).expect("a link");
    let mut session = Session::of(editors::vs_code(Some(&folder)));
    assert_eq!(designs(&mut session, &folder), ["a.md", "deep/b.md"]);
    // What is opened through a link is a document like any other, with the settings beside it.
    write(&folder.join("draftsman.toml"), "[rules]\nmissing_nfr = \"off\"\n");
    let mut session = Session::of(editors::neovim(Some(&folder)));
    session.open(&uri(&folder.join("again.md")), 1, DESIGN);
    let rules = session.rules(&uri(&folder.join("again.md")), 1);
    assert!(
        !rules.is_empty() && !rules.contains(&"missing_nfr".to_owned()),
        "{rules:?}"
    );
}

#[test]
fn ignore_files_are_respected() {
    let files = [
        ("a.md", DESIGN),
        ("out/b.md", DESIGN),
        ("kept/c.md", DESIGN),
        ("drafts/d.md", DESIGN),
        (".gitignore", "out/\n"),
        (".ignore", "drafts/\n"),
    ];
    let folder = folder("size/ignored", &files);
    let mut session = Session::of(editors::vs_code(Some(&folder)));
    assert_eq!(designs(&mut session, &folder), ["a.md", "kept/c.md"]);
}

#[test]
fn findings_of_a_file_that_is_gone_vanish() {
    let folder = folder("size/gone", &[("a.md", DESIGN), ("b.md", DESIGN)]);
    let mut session = Session::of(editors::vs_code(Some(&folder)));
    let report = session.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let known = |item: &Value| json!({"uri": item["uri"], "value": item["resultId"]});
    let known: Vec<Value> = list(&report["items"]).iter().map(known).collect();
    assert_eq!(known.len(), 2);
    let id = session.begin("workspace/diagnostic", json!({"previousResultIds": known}));
    session.idle(Duration::from_millis(300));
    let (a, b, c) = (folder.join("a.md"), folder.join("b.md"), folder.join("c.md"));
    std::fs::remove_file(&a).expect("it is there");
    std::fs::rename(&b, &c).expect("it is there");
    let change = |path: &Path, kind: u8| json!({"uri": uri(path), "type": kind});
    session.tell(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [change(&a, 3), change(&b, 3), change(&c, 1)]}),
    );
    let report = session.answer(id)["result"].take();
    let count = |path: &Path| {
        let item = list(&report["items"])
            .iter()
            .find(|item| item["uri"] == json!(uri(path)));
        list(&item.expect("a report")["items"]).len()
    };
    assert_eq!((count(&a), count(&b)), (0, 0), "deleted and renamed");
    assert!(count(&c) > 0, "under its new name");
}
