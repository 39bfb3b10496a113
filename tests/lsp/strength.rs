//! Whatever comes in, the server goes on; it ends when it should, and says how.

use super::session::{PATIENCE, Session};
use super::{DESIGN, editors};
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The server still works.
fn works(session: &mut Session) {
    let document = format!("untitled:{}", session.heard.len());
    session.open(&document, 1, DESIGN);
    assert!(!session.findings(&document, 1).is_empty());
}

fn message(headers: &str, body: &str) -> Vec<u8> {
    format!("{headers}\r\n{body}").into_bytes()
}

#[test]
fn bad_messages_are_answered_and_survived() {
    let mut session = Session::of(editors::neovim(None));
    let bad: [(&[u8], i64); 6] = [
        (b"{\"jsonrpc\":\"2.0\",", -32700),
        (b"\xff\xfe{}", -32700),
        (b"[{\"jsonrpc\":\"2.0\",\"method\":\"shutdown\",\"id\":1}]", -32600),
        (b"{\"jsonrpc\":\"2.0\"}", -32600),
        (b"{\"method\":\"x\",\"params\":{}}", -32600),
        (b"17", -32600),
    ];
    for (body, code) in bad {
        session.send(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        session.send(body);
        assert_eq!(session.complaint()["code"], code, "{}", String::from_utf8_lossy(body));
        works(&mut session);
    }
    session.finish();
}

#[test]
fn headers_are_read_as_they_come() {
    let mut session = Session::of(editors::neovim(None));
    let body = r#"{"jsonrpc":"2.0","id":"a","method":"nothing/known"}"#;
    let length = body.len();
    let kinds = [
        format!("content-length: {length}\r\n"),
        format!("CONTENT-LENGTH:{length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n"),
        format!("X-One: 1\r\nX-Two: 2\r\nX-Three: 3\r\nContent-Length: {length}\r\nX-Four: 4\r\n"),
        format!("\r\n\r\nContent-Length: {length}\r\n"),
    ];
    for headers in &kinds {
        session.send(&message(headers, body));
    }
    // Without numbers the answers can only be counted: all came when the next question is answered.
    works(&mut session);
    assert_eq!(session.named("a"), kinds.len());
    session.finish();
}

#[test]
fn garbage_is_skipped() {
    let mut session = Session::of(editors::neovim(None));
    let body = r#"{"jsonrpc":"2.0","id":"b","method":"nothing/known"}"#;
    let good = String::from_utf8(message(&format!("Content-Length: {}\r\n", body.len()), body)).expect("text");
    let kinds = [
        format!("println!(\"oops\")\n{good}"),
        format!("no line break {good}"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n{good}"),
        format!("Content-Length: none\r\n\r\n{good}"),
        // A length that is too short, and one that swallows the next message.
        format!("Content-Length: 3\r\n\r\n{body}{good}"),
        format!("Content-Length: {}\r\n\r\n{body}{good}", body.len() + 40),
        format!("{}\n{good}", "x".repeat(100_000)),
    ];
    for (index, kind) in kinds.iter().enumerate() {
        session.send(kind.as_bytes());
        assert_eq!(session.complaint()["code"], -32700, "{kind}");
        works(&mut session);
        assert_eq!(session.named("b"), index + 1, "{kind}");
    }
    session.finish();
}

#[test]
fn a_message_may_not_be_endless() {
    let mut session = Session::of(editors::neovim(None));
    let length = (64 << 20) + 1;
    session.send(format!("Content-Length: {length}\r\n\r\n").as_bytes());
    session.send(&vec![b' '; length]);
    let error = session.complaint();
    assert!(
        error["message"]
            .as_str()
            .expect("a sentence")
            .contains("67108865 bytes"),
        "{error}"
    );
    works(&mut session);
}

#[test]
fn unknown_requests_are_told_so() {
    let mut session = Session::of(editors::neovim(None));
    assert_eq!(
        session.fail("textDocument/willSaveWaitUntil", Value::Null)["code"],
        -32602
    );
    assert_eq!(session.fail("textDocument/unheardOf", json!({}))["code"], -32601);
    session.tell("textDocument/unheardOf", json!({}));
    session.tell("$/unheardOf", json!({}));
    works(&mut session);
    session.finish();
}

#[test]
fn nothing_is_answered_before_the_introduction() {
    let mut session = Session::start();
    assert_eq!(session.fail("textDocument/hover", json!({}))["code"], -32002);
    session.open("untitled:a", 1, DESIGN);
    session.ask("initialize", editors::neovim(None));
    assert_eq!(session.fail("initialize", editors::neovim(None))["code"], -32600);
    session.finish();
}

#[test]
fn a_question_can_be_withdrawn_while_the_server_works() {
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:a", 1, &DESIGN.repeat(60));
    let params = json!({"textDocument": {"uri": "untitled:a"}, "range": {"start": {"line": 0, "character": 0},
        "end": {"line": 0, "character": 0}}, "context": {"diagnostics": []}});
    let id = session.begin("textDocument/codeAction", params);
    session.tell("$/cancelRequest", json!({"id": id}));
    let begun = Instant::now();
    assert_eq!(session.answer(id)["error"]["code"], -32800);
    session.ask(
        "workspace/executeCommand",
        json!({"command": "draftsman.debugInformation"}),
    );
    let waited = begun.elapsed();
    session.findings("untitled:a", 1);
    assert!(
        waited < begun.elapsed() / 2,
        "answered after {waited:?}, while the reading took {:?}",
        begun.elapsed()
    );
}

#[test]
fn other_documents_do_not_wait_for_a_huge_one() {
    let mut session = Session::of(editors::neovim(None));
    works(&mut session);
    session.open("untitled:huge", 1, &DESIGN.repeat(5000));
    session.open("untitled:small", 1, DESIGN);
    let small = session.wait("the small one", 0, |message| {
        message["params"]["uri"] == "untitled:small"
    });
    assert!(!small["params"]["diagnostics"].as_array().expect("findings").is_empty());
    assert!(
        session.published("untitled:huge").is_empty(),
        "the huge one takes longer"
    );
}

#[test]
fn it_ends_as_the_protocol_says() {
    let mut session = Session::of(editors::neovim(None));
    session.tell("exit", Value::Null);
    assert_eq!(session.end().0.code(), Some(1), "without shutdown");

    let mut session = Session::of(editors::neovim(None));
    session.ask("shutdown", json!({}));
    assert_eq!(
        session.fail("textDocument/hover", json!({}))["code"],
        -32600,
        "after shutdown"
    );
    session.tell("exit", Value::Null);
    assert_eq!(session.end().0.code(), Some(0));

    let mut session = Session::of(editors::neovim(None));
    session.hang_up();
    assert_eq!(session.end().0.code(), Some(1), "the editor has gone without a word");

    let mut session = Session::start();
    session.tell("exit", Value::Null);
    assert_eq!(session.end().0.code(), Some(1), "before anything else");
}

#[test]
fn it_ends_while_it_works() {
    let mut session = Session::of(editors::neovim(None));
    session.open("untitled:huge", 1, &DESIGN.repeat(5000));
    session.ask("shutdown", Value::Null);
    session.tell("exit", Value::Null);
    assert_eq!(session.end().0.code(), Some(0));
    assert!(
        session.published("untitled:huge").is_empty(),
        "it ends before its work is done"
    );
}

#[test]
fn nothing_but_the_protocol_stands_on_standard_output() {
    let mut session = Session::of(editors::vs_code(None));
    works_when_asked(&mut session);
    session.ask(
        "workspace/executeCommand",
        json!({"command": "draftsman.debugInformation"}),
    );
    session.fail("textDocument/unheardOf", json!({}));
    // What is read there is taken apart as messages; the rest is looked at here.
    session.finish();
}

/// An editor that asks for findings gets them.
fn works_when_asked(session: &mut Session) {
    session.open("untitled:a", 1, DESIGN);
    let report = session.ask(
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": "untitled:a"}}),
    );
    assert!(
        report["items"].as_array().is_some_and(|items| !items.is_empty()),
        "{report}"
    );
}

#[test]
fn it_ends_with_its_editor() {
    let mut editor = Command::new("sleep")
        .arg("100")
        .stdin(Stdio::null())
        .spawn()
        .expect("a process");
    let mut initialize = editors::neovim(None);
    initialize["processId"] = json!(editor.id());
    let mut session = Session::of(initialize);
    works(&mut session);
    editor.kill().and_then(|()| editor.wait()).expect("it ends");
    let begun = Instant::now();
    session.end();
    assert!(begun.elapsed() < PATIENCE / 2);
}

#[test]
fn a_process_that_cannot_be_seen_is_no_editor_that_has_gone() {
    let mut initialize = editors::neovim(None);
    initialize["processId"] = json!(2_000_000_000);
    let mut session = Session::of(initialize);
    session.idle(std::time::Duration::from_millis(2500));
    works(&mut session);
}
