//! Code actions and what they change.

use super::answers::list;
use super::session::{Session, folder, range, uri, write};
use super::{DESIGN, editors};
use serde_json::{Value, json};

fn actions(session: &mut Session, uri: &str, only: Value) -> Vec<Value> {
    let params = json!({
        "textDocument": {"uri": uri},
        "range": range((0, 0), (99, 0)),
        "context": {"diagnostics": [], "only": only},
    });
    session
        .ask("textDocument/codeAction", params)
        .as_array()
        .expect("actions")
        .clone()
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions
        .iter()
        .find(|action| action["title"].as_str().is_some_and(|it| it.starts_with(title)));
    found.unwrap_or_else(|| {
        panic!(
            "no {title} among {:?}",
            actions.iter().map(|it| &it["title"]).collect::<Vec<_>>()
        )
    })
}

/// Does to `text` what an edit says; columns must count in bytes or be few.
fn apply(text: &str, edits: &Value) -> String {
    let offset = |position: &Value| {
        let (line, column) = (
            position["line"].as_u64().expect("a line"),
            position["character"].as_u64().expect("one"),
        );
        let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
        start + column as usize
    };
    let edits = edits.as_array().expect("edits").iter().map(|edit| {
        let span = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        draftsman::text::Edit {
            span,
            text: edit["newText"].as_str().expect("a text").to_owned(),
        }
    });
    draftsman::text::apply(text, &edits.collect::<Vec<_>>())
}

#[test]
fn a_fix_makes_its_finding_vanish() {
    let mut session = Session::of(editors::helix(None));
    session.open("untitled:a", 3, DESIGN);
    let message = |session: &mut Session, version| {
        let findings = session.findings("untitled:a", version);
        findings
            .iter()
            .find(|it| it["code"] == "missing_section" && it["severity"] == 2)
            .cloned()
    };
    let before = message(&mut session, 3);
    let offered = actions(&mut session, "untitled:a", Value::Null);
    let insert = titled(&offered, "Insert the section");
    assert_eq!(insert["kind"], "quickfix");
    assert_eq!(insert["diagnostics"][0]["code"], "missing_section");
    let resolved = session.ask("codeAction/resolve", insert.clone());
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": "untitled:a", "version": 3}));
    let after = apply(DESIGN, &change["edits"]);
    session.change("untitled:a", 4, json!([{"text": after}]));
    assert_ne!(before, message(&mut session, 4));
}

#[test]
fn an_action_for_another_text_is_refused() {
    let mut session = Session::of(editors::helix(None));
    session.open("untitled:a", 3, DESIGN);
    let offered = actions(&mut session, "untitled:a", Value::Null);
    session.change("untitled:a", 4, json!([{"text": "# Other\n"}]));
    let error = session.fail("codeAction/resolve", offered[0].clone());
    assert_eq!(error["code"], -32801, "{error}");
}

#[test]
fn edits_come_at_once_where_the_editor_cannot_ask_for_them() {
    let mut initialize = editors::silent();
    let literals = json!({"codeActionKind": {"valueSet": ["quickfix"]}});
    initialize["capabilities"] = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": literals}}});
    let mut session = Session::of(initialize);
    session.open("untitled:a", 3, DESIGN);
    let offered = actions(&mut session, "untitled:a", Value::Null);
    assert!(
        offered
            .iter()
            .all(|action| action["edit"]["changes"]["untitled:a"].is_array()),
        "{offered:#?}"
    );
    assert!(
        Session::of(editors::silent()).can().get("codeActionProvider").is_none(),
        "it could not show one"
    );
}

#[test]
fn a_finding_can_be_allowed() {
    for (title, uri) in [
        ("Allow here: missing_nfr", "untitled:a"),
        ("Allow in this file: missing_nfr", "untitled:b"),
    ] {
        let mut session = Session::of(editors::without_pull(editors::vs_code(None)));
        session.open(uri, 1, DESIGN);
        assert!(session.rules(uri, 1).contains(&"missing_nfr".to_owned()));
        let offered = actions(&mut session, uri, json!(["quickfix"]));
        let action = session.ask("codeAction/resolve", titled(&offered, title).clone());
        let after = apply(DESIGN, &action["edit"]["documentChanges"][0]["edits"]);
        session.change(uri, 2, json!([{"text": after}]));
        let rules = session.rules(uri, 2);
        assert!(!rules.contains(&"missing_nfr".to_owned()), "{after}");
        assert!(!rules.contains(&"unused_allow".to_owned()), "{after}");
    }
}

#[test]
fn what_is_allowed_in_a_table_leaves_it_whole() {
    const TABLE: &str = "# Design a shop\n\n## Functional Requirements\n\n- Users buy a coat\n\n\
        ## Non-Functional Requirements\n\n| What | How much |\n| --- | --- |\n| Availability | 99.9 % |\n\
        | Latency | fast |\n| Security | TLS |\n";
    let mut session = Session::of(editors::without_pull(editors::vs_code(None)));
    session.open("untitled:a", 1, TABLE);
    let before = session.rules("untitled:a", 1);
    assert!(before.contains(&"unquantified_nfr".to_owned()), "{before:?}");
    let offered = actions(&mut session, "untitled:a", json!(["quickfix"]));
    let allow = titled(&offered, "Allow here: unquantified_nfr").clone();
    let action = session.ask("codeAction/resolve", allow);
    let after = apply(TABLE, &action["edit"]["documentChanges"][0]["edits"]);
    assert!(
        after.contains("<!-- draftsman: allow unquantified_nfr -->\n| What"),
        "{after}"
    );
    session.change("untitled:a", 2, json!([{"text": after}]));
    let rest: Vec<String> = before.into_iter().filter(|name| name != "unquantified_nfr").collect();
    assert_eq!(session.rules("untitled:a", 2), rest);
}

#[test]
fn what_is_allowed_in_a_paragraph_leaves_it_whole() {
    for sign in ["", "> "] {
        let text = format!(
            "# Design a shop\n\n## Functional Requirements\n\n- Users buy a coat\n\n## High Level Design\n\n\
             {sign}The shop takes an order, writes down what is to be sent to whom, and then\n\
             {sign}keeps the order in MongoDB for the packers.\n"
        );
        let mut session = Session::of(editors::without_pull(editors::vs_code(None)));
        session.open("untitled:a", 1, &text);
        let rules = session.rules("untitled:a", 1);
        assert!(rules.contains(&"role_only_choice".to_owned()), "{rules:?}");
        let offered = actions(&mut session, "untitled:a", json!(["quickfix"]));
        let allow = titled(&offered, "Allow here: role_only_choice").clone();
        let action = session.ask("codeAction/resolve", allow);
        let after = apply(&text, &action["edit"]["documentChanges"][0]["edits"]);
        let above = format!("\n{sign}<!-- draftsman: allow role_only_choice -->\n{sign}The shop takes");
        assert!(after.contains(&above), "{after}");
        session.change("untitled:a", 2, json!([{"text": after}]));
        let rules = session.rules("untitled:a", 2);
        assert!(!rules.contains(&"role_only_choice".to_owned()), "{rules:?}");
    }
}

#[test]
fn all_that_is_certain_is_mended_at_once() {
    let text = DESIGN.replace("from a cache", "from PostgreSql and Mongodb");
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:a", 1, &text);
    assert!(session.rules("untitled:a", 1).contains(&"other_spelling".to_owned()));
    let offered = actions(&mut session, "untitled:a", json!(["source.fixAll"]));
    assert_eq!(offered.len(), 1, "{offered:#?}");
    assert_eq!(offered[0]["kind"], "source.fixAll.draftsman");
    let after = apply(&text, &offered[0]["edit"]["documentChanges"][0]["edits"]);
    assert!(after.contains("PostgreSQL and MongoDB"), "{after}");
    assert!(actions(&mut session, "untitled:a", json!(["refactor.extract"])).is_empty());
    let passing = actions(&mut session, "untitled:a", Value::Null);
    assert!(passing.iter().all(|action| action["kind"] != "source.fixAll.draftsman"));
    assert!(passing.iter().any(|action| action["isPreferred"] == true));
}

#[test]
fn a_rule_can_be_switched_off_in_the_settings() {
    let folder = folder("switch", &[("a.md", DESIGN)]);
    let document = uri(&folder.join("a.md"));
    let params = json!({"textDocument": {"uri": document}, "range": range((0, 0), (99, 0)),
        "context": {"diagnostics": []}});
    let mut session = Session::of(editors::helix(Some(&folder)));
    session.open(&document, 1, DESIGN);
    let switch = |session: &mut Session| {
        let actions = session.ask("textDocument/codeAction", params.clone());
        let switch = list(&actions)
            .iter()
            .find(|it| it["title"].as_str().is_some_and(|it| it.starts_with("Switch off")));
        switch.expect("one").clone()
    };
    let action = switch(&mut session);
    let steps = list(&action["edit"]["documentChanges"]).to_vec();
    assert_eq!(
        steps[0],
        json!({"kind": "create", "uri": uri(&folder.join("draftsman.toml"))})
    );
    let text = steps[1]["edits"][0]["newText"].as_str().expect("a text");
    let rule = action["diagnostics"][0]["code"].as_str().expect("a rule");
    assert_eq!(text, format!("[rules]\n{rule} = \"off\"\n"));
    write(&folder.join("draftsman.toml"), text);
    let changed = json!({"changes": [{"uri": uri(&folder.join("draftsman.toml")), "type": 1}]});
    session.tell("workspace/didChangeWatchedFiles", changed);
    let next = switch(&mut session);
    assert_ne!(next["diagnostics"][0]["code"], rule);
    assert_eq!(list(&next["edit"]["documentChanges"]).len(), 1, "the file is there");
}

#[test]
fn the_rest_of_a_design_is_laid_out() {
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:a", 1, DESIGN);
    let params = json!({"textDocument": {"uri": "untitled:a"}, "range": range((0, 4), (0, 4)),
        "context": {"diagnostics": [], "only": ["refactor"]}});
    let offered = session.ask("textDocument/codeAction", params);
    let action = titled(list(&offered), "Lay out the sections still missing");
    let after = apply(DESIGN, &action["edit"]["documentChanges"][0]["edits"]);
    for section in ["## Core Entities\n", "## API Design\n", "## Deep Dive\n"] {
        assert!(after.contains(section), "{after}");
    }
    assert_eq!(after.matches("## High Level Design\n").count(), 1, "{after}");
    assert_eq!(action["kind"], "refactor", "nothing is wrong there: no lamp shines");
}

#[test]
fn a_selected_term_goes_to_the_notes() {
    let notes = "- Cache - keeps answers\n";
    let files = [
        ("a.md", DESIGN),
        ("my.md", notes),
        ("draftsman.toml", "notes = [\"my.md\"]\n"),
    ];
    let folder = folder("noted", &files);
    let document = uri(&folder.join("a.md"));
    let mut session = Session::of(editors::helix(Some(&folder)));
    session.open(&document, 1, DESIGN);
    let at = DESIGN[..DESIGN.find("Redirects").expect("the word")]
        .matches('\n')
        .count() as u32;
    let params = json!({"textDocument": {"uri": document}, "range": range((at, 0), (at, 9)),
        "context": {"diagnostics": []}});
    let offered = session.ask("textDocument/codeAction", params);
    let action = titled(list(&offered), "Add “Redirects” to the notes");
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], json!(uri(&folder.join("my.md"))));
    assert_eq!(apply(notes, &change["edits"]), format!("{notes}- Redirects - ___\n"));
}
