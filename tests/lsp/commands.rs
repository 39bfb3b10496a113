//! Commands: what an editor can have done.

use super::answers::{TICKETS, begin, list};
use super::editors;
use super::session::{Session, folder, uri};
use serde_json::{Value, json};

fn command(name: &str, arguments: &Value) -> Value {
    json!({"command": name, "arguments": arguments})
}

/// What a command answers.
fn run(session: &mut Session, name: &str, arguments: &Value) -> Value {
    session.ask("workspace/executeCommand", command(name, arguments))
}

#[test]
fn commands_say_why_and_open_the_notes() {
    let mut session = begin(editors::neovim(None));
    let why = run(&mut session, "draftsman.why", &json!(["untitled:a"]));
    assert!(
        why.as_str().expect("a sentence").contains("is taken for a design"),
        "{why}"
    );
    session.wait("a message", 0, |message| message["method"] == "window/showMessage");
    run(&mut session, "draftsman.openNotes", &json!(["untitled:a"]));
    let shown = session.wait("the notes", 0, |message| message["method"] == "window/showDocument");
    assert!(
        shown["params"]["uri"]
            .as_str()
            .expect("a file")
            .contains("draftsman-notes")
    );
    let about = run(&mut session, "draftsman.debugInformation", &json!([]));
    assert!(!about.to_string().contains("Cassandra"), "it quotes no document");
    assert_eq!(
        session.fail("workspace/executeCommand", command("draftsman.unheardOf", &json!([])))["code"],
        -32602
    );
    let offered = session.can()["executeCommandProvider"]["commands"].clone();
    assert!(list(&offered).contains(&json!("draftsman.why")));
}

#[test]
fn the_state_of_a_document_is_told_in_words() {
    let mut session = begin(editors::vs_code(None));
    let status = run(&mut session, "draftsman.status", &json!(["untitled:a"]));
    let count = status["findings"].as_u64().expect("a number");
    assert!(count > 1, "{status}");
    assert_eq!(status["isDesign"], true);
    assert_eq!(status["text"], json!(format!("Design: {count} findings")));
    let lenses = session.ask("textDocument/codeLens", json!({"textDocument": {"uri": "untitled:a"}}));
    assert_eq!(status["detail"], lenses[0]["command"]["title"], "as above the title");
    session.open("untitled:b", 1, "# Shopping\n\n- Cassandra\n");
    let status = run(&mut session, "draftsman.status", &json!(["untitled:b"]));
    assert_eq!(
        (&status["isDesign"], &status["text"]),
        (&json!(false), &json!("No design"))
    );
    assert!(!status["detail"].as_str().expect("the reason").is_empty());
    let closed = command("draftsman.status", &json!(["untitled:c"]));
    assert_eq!(session.fail("workspace/executeCommand", closed)["code"], -32803);
}

#[test]
fn the_report_is_about_what_is_written_and_not_about_what_was_saved() {
    let folder = folder("report", &[("a.md", "# Shopping\n")]);
    let document = uri(&folder.join("a.md"));
    let mut session = Session::of(editors::neovim(Some(&folder)));
    session.open(&document, 1, TICKETS);
    let report = run(&mut session, "draftsman.report", &json!([document]));
    let report = report.as_str().expect("a page");
    assert!(
        report.contains("ticket shop") && report.contains("Cassandra"),
        "{report}"
    );
    assert!(report.contains("`a.md`"), "called by its name: {report}");
}

#[test]
fn a_new_design_is_laid_out_by_the_notes_of_the_workspace() {
    let notes = "- Functional Requirements\n- Non-Functional Requirements\n  - Latency\n- Rollout\n";
    let folder = folder("new", &[("my.md", notes), ("draftsman.toml", "notes = [\"my.md\"]\n")]);
    let mut session = Session::of(editors::neovim(Some(&folder)));
    let text = run(&mut session, "draftsman.newDesign", &json!(["Design a ticket shop"]));
    let text = text.as_str().expect("a text");
    assert!(
        text.starts_with("# Design a ticket shop\n") && text.contains("## Rollout\n"),
        "{text}"
    );
    let nothing = command("draftsman.newDesign", &json!([]));
    assert_eq!(session.fail("workspace/executeCommand", nothing)["code"], -32602);
}
