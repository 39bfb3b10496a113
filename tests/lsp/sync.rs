//! Texts, versions and positions.

use super::session::{Session, at, folder, range, uri};
use super::{DESIGN, editors};
use serde_json::{Value, json};
use std::path::Path;

/// The headings of a document as the server has them: their words and where they stand.
fn headings(session: &mut Session, document: &str) -> String {
    let params = json!({"textDocument": {"uri": document}});
    let outline = session.ask("textDocument/documentSymbol", params).to_string();
    outline.replace(document, "")
}

/// What the server holds must be what the editor holds: one document comes about by edits, one is sent as a whole. What
/// is edited are headings, for of these the server tells every letter.
fn same_text(initialize: &Value, before: &str, changes: &Value, after: &str) {
    let mut session = Session::of(initialize.clone());
    session.open("untitled:edited", 1, before);
    session.change("untitled:edited", 2, changes.clone());
    session.open("untitled:whole", 2, after);
    let edited = headings(&mut session, "untitled:edited");
    assert!(edited.contains("name"), "{after:?} has headings");
    assert_eq!(edited, headings(&mut session, "untitled:whole"), "{before:?}");
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
    let after = "# 𝔻esign 😀 a bitly\n";
    let change = |at: u32| json!([{"range": range((0, at), (0, at)), "text": "a "}]);
    same_text(&editors::vs_code(None), before, &change(13), after);
    same_text(&editors::neovim(None), before, &change(17), after);
    same_text(&editors::silent(), before, &change(13), after);
    // In the middle of a character: before it.
    same_text(&editors::silent(), before, &change(11), "# 𝔻esign a 😀 bitly\n");
}

#[test]
fn positions_past_the_end_mean_the_end() {
    let past = |from: (u32, u32), to: (u32, u32)| json!([{"range": range(from, to), "text": "!"}]);
    same_text(&editors::silent(), "# A\n# b", &past((1, 99), (1, 99)), "# A\n# b!");
    same_text(&editors::silent(), "# A\n# b", &past((7, 0), (9, 3)), "# A\n# b!");
    same_text(&editors::silent(), "# A\r\n# b", &past((0, 99), (0, 99)), "# A!\r\n# b");
    same_text(&editors::silent(), "# A\r\n# b", &past((1, 1), (0, 2)), "# ! b");
    let whole = json!([{"range": range((0, 0), (0, 0)), "text": "# A"}]);
    same_text(&editors::silent(), "", &whole, "# A");
}

#[test]
fn changes_apply_one_after_the_other() {
    let changes = json!([
        {"range": range((0, 2), (0, 3)), "text": "Design\n\n## first"},
        {"range": range((2, 3), (2, 8)), "text": "second"},
        {"range": range((0, 0), (0, 0)), "text": "\r\n"},
    ]);
    same_text(&editors::silent(), "# A\n", &changes, "\r\n# Design\n\n## second\n");
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
fn an_old_version_of_a_file_is_not_that_file() {
    let folder = folder("old", &[("a.md", DESIGN), ("draftsman.toml", "")]);
    let (now, settings) = (folder.join("a.md"), folder.join("draftsman.toml"));
    let mut session = Session::of(editors::neovim(Some(&folder)));
    // Beside it in a view of differences.
    let old = |file: &Path| format!("git:{}?%7B%22ref%22%3A%22~%22%7D", file.display());
    session.open(&old(&settings), 1, "[rules]\nmissing_section = \"off\"\n");
    session.open(&old(&now), 1, "# Shopping\n");
    session.open(&uri(&now), 1, DESIGN);
    assert!(session.rules(&uri(&now), 1).contains(&"missing_section".to_owned()));
    session.close(&old(&now));
    session.change(&uri(&now), 2, json!([{"range": range((0, 0), (0, 0)), "text": "\n"}]));
    assert!(session.rules(&uri(&now), 2).contains(&"missing_section".to_owned()));
}

#[test]
fn names_come_back_as_they_were_sent() {
    let folder = folder("names", &[]);
    let mut session = Session::of(editors::neovim(Some(&folder)));
    let odd = uri(&folder.join("a%20b%2Bc%C3%A9(1).md"));
    session.open(&odd, 1, DESIGN);
    assert!(!session.findings(&odd, 1).is_empty());
}
