//! Code actions and what they change.

use super::session::{Session, range};
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
    assert!(actions(&mut session, "untitled:a", json!(["refactor"])).is_empty());
    let passing = actions(&mut session, "untitled:a", Value::Null);
    assert!(passing.iter().all(|action| action["kind"] == "quickfix"));
    assert!(passing.iter().any(|action| action["isPreferred"] == true));
}
