//! Texts, versions and positions.

use super::session::{Session, at, folder, range, uri};
use super::{DESIGN, editors};
use serde_json::{Value, json};

/// Where the server finds something.
fn places(session: &mut Session, document: &str, version: i64) -> Vec<Value> {
    session
        .findings(document, version)
        .iter()
        .map(|finding| finding["range"].clone())
        .collect()
}

/// What the server holds must be what the editor holds: both are asked for findings, one by edits, one by the text.
fn same_text(initialize: &Value, before: &str, changes: &Value, after: &str) {
    let mut session = Session::of(initialize.clone());
    session.open("untitled:edited", 1, before);
    session.change("untitled:edited", 2, changes.clone());
    session.open("untitled:whole", 2, after);
    let edited = places(&mut session, "untitled:edited", 2);
    let whole = places(&mut session, "untitled:whole", 2);
    assert_eq!(edited, whole);
    let mut length = |uri: &str| {
        session.close(uri);
        session.ask(
            "workspace/executeCommand",
            json!({"command": "draftsman.debugInformation"}),
        )["bytes"]
            .take()
    };
    assert_eq!(length("untitled:whole"), json!(after.len()), "in bytes");
}

#[test]
fn edits_count_in_utf_16_unless_agreed_otherwise() {
    let before = "# 𝔻esign 😀 bitly\n";
    let change = |from: u32, to: u32| json!([{"range": range((0, from), (0, to)), "text": "a "}]);
    same_text(
        &editors::without_pull(editors::vs_code(None)),
        before,
        &change(12, 12),
        "# 𝔻esign 😀 a bitly\n",
    );
    same_text(&editors::neovim(None), before, &change(17, 17), "# 𝔻esign 😀 a bitly\n");
    same_text(&editors::silent(), before, &change(12, 12), "# 𝔻esign 😀 a bitly\n");
    // In the middle of a character: before it.
    same_text(&editors::silent(), before, &change(10, 10), "# 𝔻esign a 😀 bitly\n");
}

#[test]
fn positions_past_the_end_mean_the_end() {
    let past = |from: (u32, u32), to: (u32, u32)| json!([{"range": range(from, to), "text": "!"}]);
    same_text(&editors::silent(), "# A\nb", &past((1, 99), (1, 99)), "# A\nb!");
    same_text(&editors::silent(), "# A\nb", &past((7, 0), (9, 3)), "# A\nb!");
    same_text(&editors::silent(), "# A\r\nb", &past((0, 99), (0, 99)), "# A!\r\nb");
    same_text(&editors::silent(), "# A\r\nb", &past((1, 1), (0, 2)), "# !");
    same_text(&editors::silent(), "", &past((0, 0), (0, 0)), "!");
}

#[test]
fn changes_apply_one_after_the_other() {
    let changes = json!([
        {"range": range((0, 2), (0, 3)), "text": "Design\n\nfirst"},
        {"range": range((2, 0), (2, 5)), "text": "second"},
        {"range": range((0, 0), (0, 0)), "text": "\r\n"},
    ]);
    same_text(&editors::silent(), "# A\n", &changes, "\r\n# Design\n\nsecond\n");
    same_text(
        &editors::silent(),
        "# A\n",
        &json!([{"text": "# B"}, {"range": range((0, 3), (0, 3)), "text": "C"}]),
        "# BC",
    );
}

#[test]
fn ranges_count_as_the_editor_does() {
    let text = DESIGN.replace("# Design a URL shortener", "# Design a 😀 shortener");
    let first_line = |initialize: Value| {
        let mut session = Session::of(initialize);
        session.open("untitled:a", 1, &text);
        let findings = session.findings("untitled:a", 1);
        let title = findings.iter().find(|finding| finding["range"]["start"] == at(0, 0));
        title.expect("a finding in the title")["range"]["end"]["character"].as_u64()
    };
    assert_eq!(first_line(editors::silent()), Some(23));
    assert_eq!(first_line(editors::neovim(None)), Some(25));
}

#[test]
fn documents_need_not_be_files() {
    let mut session = Session::of(editors::neovim(Some(&folder("no-file", &[]))));
    for name in [
        "untitled:Untitled-1",
        "vscode-vfs://github/a/b.md",
        "git:/a.md?%7B%22ref%22%3A%22~%22%7D",
        "a:b",
    ] {
        session.open(name, 1, DESIGN);
        assert!(!session.findings(name, 1).is_empty(), "{name}");
    }
    session.finish();
}

#[test]
fn names_come_back_as_they_were_sent() {
    let folder = folder("names", &[]);
    let mut session = Session::of(editors::neovim(Some(&folder)));
    let odd = uri(&folder.join("a%20b%2Bc%C3%A9(1).md"));
    session.open(&odd, 1, DESIGN);
    assert!(!session.findings(&odd, 1).is_empty());
}
