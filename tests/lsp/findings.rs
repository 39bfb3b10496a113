//! Findings: published or asked for, never both, never stale.

use super::session::{Session, codes, folder, range, uri, write};
use super::{DESIGN, editors};
use serde_json::{Value, json};
use std::time::Duration;

const NO_DESIGN: &str = "# Shopping\n\n- Milk\n- Bread\n";

fn pull(session: &mut Session, uri: &str, previous: Value) -> Value {
    let document = json!({"uri": uri});
    session.ask(
        "textDocument/diagnostic",
        json!({"textDocument": document, "previousResultId": previous}),
    )
}

#[test]
fn every_editor_gets_findings_one_way() {
    for (name, initialize) in editors::all() {
        let mut session = Session::of(initialize);
        session.open("untitled:a", 1, DESIGN);
        let pulls = session.can().get("diagnosticProvider").is_some();
        assert_eq!(pulls, name == "VS Code", "{name}");
        if pulls {
            let report = pull(&mut session, "untitled:a", Value::Null);
            assert!(
                codes(report["items"].as_array().expect("items")).contains(&"missing_section".to_owned()),
                "{name}"
            );
            session.idle(Duration::from_millis(300));
            assert_eq!(session.count("textDocument/publishDiagnostics"), 0, "{name}");
        } else {
            assert!(
                session.rules("untitled:a", 1).contains(&"missing_section".to_owned()),
                "{name}"
            );
        }
        session.finish();
    }
}

#[test]
fn a_finding_says_all_that_the_editor_can_show() {
    let mut session = Session::of(editors::without_pull(editors::vs_code(None)));
    session.open("untitled:a", 7, DESIGN);
    let findings = session.findings("untitled:a", 7);
    let finding = findings
        .iter()
        .find(|finding| finding["code"] == "missing_section")
        .expect("one");
    assert_eq!(finding["source"], "draftsman");
    assert_eq!(finding["severity"], 2);
    assert!(
        finding["codeDescription"]["href"]
            .as_str()
            .expect("a link")
            .ends_with("missing_section.md")
    );

    let mut session = Session::of(editors::silent());
    session.open("untitled:a", 7, DESIGN);
    let findings = session.findings("untitled:a", 7);
    assert!(findings.iter().all(|finding| finding.get("codeDescription").is_none()));
    assert!(
        findings
            .iter()
            .all(|finding| finding.get("relatedInformation").is_none())
    );
    assert!(findings.iter().all(|finding| finding.get("tags").is_none()));
}

#[test]
fn what_is_not_needed_fades() {
    let text = format!("<!-- draftsman: allow-file duplicate_section -->\n\n{DESIGN}");
    let mut session = Session::of(editors::helix(None));
    session.open("untitled:a", 1, &text);
    let findings = session.findings("untitled:a", 1);
    let unused = findings
        .iter()
        .find(|finding| finding["code"] == "unused_allow")
        .expect("one");
    assert_eq!(unused["tags"], json!([1]));
}

#[test]
fn what_is_no_design_has_no_findings() {
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:a", 1, NO_DESIGN);
    assert_eq!(session.findings("untitled:a", 1), Vec::<Value>::new());
}

#[test]
fn findings_vanish_when_the_document_is_closed() {
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:a", 1, DESIGN);
    assert!(!session.findings("untitled:a", 1).is_empty());
    let before = session.heard.len();
    session.close("untitled:a");
    let last = session.wait("an empty list", before, |message| {
        message["params"]["uri"] == "untitled:a"
    });
    assert_eq!(last["params"]["diagnostics"], json!([]));
    session.idle(Duration::from_millis(300));
    assert_eq!(
        session.published("untitled:a").last().expect("one").1,
        0,
        "nothing comes after it"
    );
}

#[test]
fn versions_only_grow() {
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:a", 1, DESIGN);
    for version in 2..60 {
        let text = if version % 2 == 0 { "x" } else { "" };
        let end = u32::from(version % 2 == 1);
        session.change(
            "untitled:a",
            version,
            json!([{"range": range((4, 2), (4, 2 + end)), "text": text}]),
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    session.findings("untitled:a", 59);
    let versions: Vec<i64> = session
        .published("untitled:a")
        .iter()
        .filter_map(|(version, _)| version.as_i64())
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
    assert_eq!(versions.last(), Some(&59));
}

#[test]
fn what_is_out_of_date_once_it_is_read_is_not_told() {
    let huge = DESIGN.repeat(100);
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:changed", 1, &huge);
    session.open("untitled:closed", 1, &huge);
    // While they are read.
    session.idle(Duration::from_millis(100));
    session.change("untitled:changed", 2, json!([{"text": DESIGN}]));
    session.close("untitled:closed");
    session.open("untitled:closed", 9, DESIGN);
    for (name, expected) in [
        ("untitled:changed", vec![json!(2)]),
        ("untitled:closed", vec![Value::Null, json!(9)]),
    ] {
        session.findings(name, expected.last().and_then(Value::as_i64).expect("a version"));
        let versions: Vec<Value> = session
            .published(name)
            .into_iter()
            .map(|(version, _)| version)
            .collect();
        assert_eq!(versions, expected, "{name}");
    }
}

#[test]
fn a_burst_costs_a_few_readings() {
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:a", 1, DESIGN);
    session.findings("untitled:a", 1);
    let mut burst = Vec::new();
    for version in 2..=1001 {
        let changes = json!([{"range": range((4, 2), (4, 2)), "text": "x"}]);
        let document = json!({"uri": "untitled:a", "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        let body = json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}).to_string();
        burst.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    }
    session.send(&burst);
    session.findings("untitled:a", 1001);
    // Nothing is left to be done.
    session.idle(Duration::from_millis(500));
    let about = session.ask(
        "workspace/executeCommand",
        json!({"command": "draftsman.debugInformation"}),
    );
    assert_eq!(about["bytes"], json!(DESIGN.len() + 1000));
    let readings = about["readings"].as_u64().expect("a number");
    assert!(readings < 200, "{readings} readings for a thousand edits sent at once");
}

#[test]
fn an_editor_that_asks_is_told_what_has_not_changed() {
    let mut session = Session::of(editors::vs_code(None));
    session.open("untitled:a", 1, DESIGN);
    let first = pull(&mut session, "untitled:a", Value::Null);
    assert_eq!(first["kind"], "full");
    let again = pull(&mut session, "untitled:a", first["resultId"].clone());
    assert_eq!(again["kind"], "unchanged");
    session.change("untitled:a", 2, json!([{"text": NO_DESIGN}]));
    let then = pull(&mut session, "untitled:a", again["resultId"].clone());
    assert_eq!((&then["kind"], &then["items"]), (&json!("full"), &json!([])));
}

#[test]
fn the_whole_workspace_is_looked_through() {
    let files = [
        ("a.md", DESIGN),
        ("b/c.md", DESIGN),
        ("shopping.md", NO_DESIGN),
        ("out/d.md", DESIGN),
        (".gitignore", "out\n"),
    ];
    let folder = folder("whole", &files);
    let mut session = Session::of(editors::vs_code(Some(&folder)));
    session.open(&uri(&folder.join("a.md")), 1, DESIGN);
    let look = |session: &mut Session, known: &Value| {
        let params = json!({"identifier": "draftsman", "previousResultIds": known, "workDoneToken": "w"});
        session.begin("workspace/diagnostic", params)
    };
    let id = look(&mut session, &json!([]));
    let report = session.answer(id)["result"].take();
    let items = report["items"].as_array().expect("items");
    assert_eq!(
        items.len(),
        1,
        "what is open, ignored or no design is left out: {items:#?}"
    );
    assert_eq!(items[0]["uri"], json!(uri(&folder.join("b/c.md"))));
    assert!(!items[0]["items"].as_array().expect("findings").is_empty());
    let progress = |session: &Session, kind: &str| {
        session
            .heard
            .iter()
            .filter(|message| message["params"]["value"]["kind"] == kind)
            .count()
    };
    assert_eq!((progress(&session, "begin"), progress(&session, "end")), (1, 1));

    // The next answer waits for news.
    let known = json!([{"uri": items[0]["uri"], "value": items[0]["resultId"]}]);
    let id = look(&mut session, &known);
    session.idle(Duration::from_millis(500));
    write(&folder.join("b/c.md"), NO_DESIGN);
    let changes = json!({"changes": [{"uri": items[0]["uri"], "type": 2}]});
    session.tell("workspace/didChangeWatchedFiles", changes);
    let report = session.answer(id)["result"].take();
    assert_eq!(report["items"][0]["items"], json!([]), "{report:#}");
    session.finish();
}

#[test]
fn an_answer_in_parts_is_whole_in_its_parts() {
    let names: Vec<String> = (0..130).map(|at| format!("{at}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), DESIGN)).collect();
    let folder = folder("parts", &files);
    let mut session = Session::of(editors::vs_code(Some(&folder)));
    let look = |session: &mut Session, known: &[Value]| {
        let params = json!({"previousResultIds": known, "partialResultToken": "part", "workDoneToken": "work"});
        session.begin("workspace/diagnostic", params)
    };
    let told = |session: &Session, token: &str| -> Vec<Value> {
        let told = session
            .heard
            .iter()
            .filter(|message| message["params"]["token"] == token);
        told.map(|message| message["params"]["value"].clone()).collect()
    };
    let id = look(&mut session, &[]);
    assert_eq!(
        session.answer(id)["result"],
        json!({"items": []}),
        "all of it has come before"
    );
    let parts = told(&session, "part");
    assert!(parts.len() > 1, "it is not held back until the end");
    let known: Vec<Value> = parts
        .iter()
        .flat_map(|part| part["items"].as_array().expect("reports").clone())
        .map(|report| json!({"uri": report["uri"], "value": report["resultId"]}))
        .collect();
    assert_eq!(known.len(), names.len());

    session.heard.clear();
    let id = look(&mut session, &known);
    session.idle(Duration::from_millis(500));
    // No news, and then some.
    for name in ["shopping.md", "0.md"] {
        write(&folder.join(name), NO_DESIGN);
        let changes = json!({"changes": [{"uri": uri(&folder.join(name)), "type": 2}]});
        session.tell("workspace/didChangeWatchedFiles", changes);
        session.idle(Duration::from_millis(500));
    }
    session.answer(id);
    let parts = told(&session, "part");
    let reports = parts.iter().flat_map(|part| part["items"].as_array().expect("reports"));
    let last = reports.last().expect("what has changed");
    assert_eq!(
        (&last["uri"], &last["items"]),
        (&json!(uri(&folder.join("0.md"))), &json!([]))
    );
    let kinds: Vec<Value> = told(&session, "work").iter().map(|told| told["kind"].clone()).collect();
    assert_eq!(
        (
            kinds.first(),
            kinds.last(),
            kinds.iter().filter(|kind| *kind == "end").count()
        ),
        (Some(&json!("begin")), Some(&json!("end")), 1),
        "a token is used for one piece of work: {kinds:?}"
    );
}
