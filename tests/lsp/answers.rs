//! What the cursor can ask, over the wire; what the answers say is tested beside them.

use super::editors;
use super::session::{Session, at, folder, range, uri};
use serde_json::{Value, json};

pub const TICKETS: &str = "\
# Design a ticket shop

## Functional Requirements

- Users book a ticket

## Non-Functional Requirements

- Latency: answers within 200 ms at 500M requests per day
- Availability: 99.99 %

## Core Entities

- Ticket: id, seat
- Booking: id, ticket

## API Design

- POST /bookings -> Booking

## High Level Design

The booking service writes every booking to Cassandra, because it takes 50k writes per second. 😀 A load balancer stands before it.

## Deep Dive

### Fast answers

A Redis cache answers most reads.
";

/// The position behind a word.
pub fn behind(text: &str, word: &str) -> Value {
    let end = text.find(word).expect("the word") + word.len();
    let line = text[..end].matches('\n').count();
    let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
    at(line as u32, text[start..end].encode_utf16().count() as u32)
}

pub fn begin(initialize: Value) -> Session {
    let mut session = Session::of(initialize);
    session.open("untitled:a", 1, TICKETS);
    session
}

pub fn ask(session: &mut Session, method: &str, word: &str) -> Value {
    let params = json!({"textDocument": {"uri": "untitled:a"}, "position": behind(TICKETS, word),
        "context": {"includeDeclaration": true}});
    session.ask(method, params)
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

#[test]
fn hover_shows_the_note_as_the_editor_can() {
    let hover = ask(&mut begin(editors::vs_code(None)), "textDocument/hover", "Cassandra");
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(
        hover["contents"]["value"].as_str().expect("text").contains("**"),
        "{hover}"
    );
    assert_eq!(hover["range"], range((22, 44), (22, 53)));
    let hover = ask(&mut begin(editors::silent()), "textDocument/hover", "Cassandra");
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let text = hover["contents"]["value"].as_str().expect("text");
    assert!(text.contains("Cassandra") && !text.contains(['*', '`', '[']), "{text}");
    // Behind a character that counts twice.
    let hover = ask(&mut begin(editors::vs_code(None)), "textDocument/hover", "load bal");
    assert!(
        hover["contents"]["value"]
            .as_str()
            .expect("text")
            .to_lowercase()
            .contains("load balancer")
    );
    assert_eq!(hover["range"]["start"]["line"], 22);
}

#[test]
fn completion_offers_what_the_editor_can_take() {
    for (name, initialize, snippets) in [
        ("silent", editors::silent(), false),
        ("Helix", editors::helix(None), true),
    ] {
        let mut session = Session::of(initialize);
        let text = format!("{TICKETS}\nFor the seats we use P");
        session.open("untitled:a", 1, &text);
        let params = json!({"textDocument": {"uri": "untitled:a"}, "position": behind(&text, "we use P"),
            "context": {"triggerKind": 1}});
        let found = session.ask("textDocument/completion", params);
        let item = list(&found["items"])
            .iter()
            .find(|item| item["label"] == "PostgreSQL")
            .expect("PostgreSQL");
        assert_eq!(item["textEdit"]["range"]["end"], behind(&text, "we use P"));
        let has_snippets = list(&found["items"]).iter().any(|item| item["insertTextFormat"] == 2);
        assert!(snippets || !has_snippets, "{name}");
        assert!(
            list(&found["items"]).is_sorted_by_key(|item| item["sortText"].as_str()),
            "the best first"
        );
        assert!(item.get("documentation").is_none(), "told when it is looked at");
        let resolved = session.ask("completionItem/resolve", item.clone());
        assert!(
            resolved["documentation"]["value"].as_str().expect("text").len() > 40,
            "{resolved}"
        );
    }
}

/// An editor drops what does not begin like the text that it would replace, marks included.
#[test]
fn a_heading_is_offered_in_words_that_begin_as_it_is_written() {
    for initialize in [editors::silent(), editors::helix(None)] {
        let mut session = Session::of(initialize);
        for written in ["## ", "## Fun", "**Fun"] {
            let text = format!("# Design a parcel tracker\n\n{written}");
            let uri = format!("untitled:{written}").replace(' ', "_").replace('#', "-");
            session.open(&uri, 1, &text);
            let params = json!({"textDocument": {"uri": uri}, "position": behind(&text, written),
                "context": {"triggerKind": 1}});
            let found = session.ask("textDocument/completion", params);
            let item = &list(&found["items"])[0];
            let held = item["filterText"].as_str().or(item["label"].as_str()).expect("a text");
            assert!(held.starts_with(written), "{written}: {item}");
        }
    }
}

#[test]
fn what_is_typed_finds_its_items() {
    let notes = "- Functional Requirements\n- Non-Functional Requirements\n  - Latency\n  - Security\n- Rollout\n";
    let folder = folder(
        "typed",
        &[("my.md", notes), ("draftsman.toml", "notes = [\"my.md\"]\n")],
    );
    let qualities = "\n## Non-Functional Requirements\n\n- ";
    for initialize in [editors::vs_code(Some(&folder)), editors::emacs(Some(&folder))] {
        let mut session = Session::of(initialize);
        for (begun, sought) in [
            ("\n## ", "Rollout"),
            ("\n## Ro", "Rollout"),
            ("\n## 2. Ro", "Rollout"),
            ("\n", "Rollout"),
            ("\n**Ro", "Rollout"),
            (&format!("{qualities}**Late"), "Latency"),
            (&format!("{qualities}**Security**: roles\n- Late"), "Latency"),
        ] {
            let text =
                format!("# Design a ticket shop\n\n## Functional Requirements\n\n- Users book a ticket\n{begun}");
            let document = uri(&folder.join("a.md"));
            session.open(&document, 1, &text);
            let params = json!({"textDocument": {"uri": document}, "position": behind(&text, &text)});
            let found = session.ask("textDocument/completion", params);
            let item = list(&found["items"]).iter().find(|item| item["label"] == sought);
            let item = item.unwrap_or_else(|| panic!("no {sought} behind {begun:?}: {found}"));
            // Editors drop every item that does not go with what it would replace.
            let line = text.split('\n').next_back().expect("a line");
            let column = item["textEdit"]["range"]["start"]["character"]
                .as_u64()
                .expect("a column");
            let replaced = &line[column as usize..];
            let filter = item["filterText"].as_str().unwrap_or(sought);
            assert!(
                filter.starts_with(replaced),
                "{filter:?} does not begin with {replaced:?}"
            );
        }
    }
}

#[test]
fn a_blank_that_is_typed_opens_no_list_just_anywhere() {
    let mut session = begin(editors::helix(None));
    let mut typed = |word: &str| {
        let params = json!({"textDocument": {"uri": "untitled:a"}, "position": behind(TICKETS, word),
            "context": {"triggerKind": 2, "triggerCharacter": " "}});
        list(&session.ask("textDocument/completion", params)["items"]).len()
    };
    assert_eq!(typed("answers "), 0);
    assert_eq!(typed("The booking "), 0);
}

#[test]
fn a_term_leads_to_its_note() {
    let mut session = begin(editors::vs_code(None));
    let links = ask(&mut session, "textDocument/definition", "load bal");
    let target = list(&links)[0].clone();
    assert_eq!(target["originSelectionRange"]["start"]["line"], 22);
    let file = target["targetUri"]
        .as_str()
        .expect("a file")
        .strip_prefix("file://")
        .expect("a file")
        .to_owned();
    let notes = std::fs::read_to_string(&file).expect("the notes are there to be read");
    let line = target["targetRange"]["start"]["line"].as_u64().expect("a line") as usize;
    assert!(
        notes
            .lines()
            .nth(line)
            .expect("the line")
            .to_lowercase()
            .contains("load balancer")
    );
    assert!(
        std::fs::metadata(&file).expect("a file").permissions().readonly(),
        "they are not to be changed there"
    );
    session.open(target["targetUri"].as_str().expect("a file"), 1, &notes);
    let report = session.ask(
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": target["targetUri"]}}),
    );
    assert_eq!(report["items"], json!([]), "notes are no design");
    let places = ask(&mut begin(editors::silent()), "textDocument/definition", "load bal");
    assert!(list(&places)[0]["uri"].is_string(), "{places}");
}

#[test]
fn a_term_of_a_workspace_leads_to_its_own_notes() {
    let notes = "- Load Balancer - hands requests on, é\n- Terms\n  - Booking service - sells\n";
    let folder = folder(
        "own-notes",
        &[("my.md", notes), ("draftsman.toml", "notes = [\"my.md\"]\n")],
    );
    let mut session = Session::of(editors::helix(Some(&folder)));
    let document = uri(&folder.join("a.md"));
    session.open(&document, 1, TICKETS);
    let position = behind(TICKETS, "load bal");
    let places = session.ask(
        "textDocument/definition",
        json!({"textDocument": {"uri": document}, "position": position}),
    );
    assert_eq!(list(&places)[0]["uri"], json!(uri(&folder.join("my.md"))));
    assert_eq!(list(&places)[0]["range"]["start"]["line"], 0);
}

#[test]
fn references_reach_all_designs() {
    let other = TICKETS.replace("ticket", "seat");
    let folder = folder(
        "references",
        &[("b.md", other.as_str()), ("c.md", "# Shopping\n\n- Cassandra\n")],
    );
    let mut session = Session::of(editors::helix(Some(&folder)));
    session.open("untitled:a", 1, TICKETS);
    session.findings("untitled:a", 1);
    let found = ask(&mut session, "textDocument/references", "Cassandra");
    let names: Vec<&str> = list(&found).iter().filter_map(|place| place["uri"].as_str()).collect();
    assert_eq!(names, ["untitled:a", uri(&folder.join("b.md")).as_str()]);
    let lights = ask(
        &mut session,
        "textDocument/documentHighlight",
        "Core Entities\n\n- Ticket: id, seat\n- Booking",
    );
    assert!(list(&lights).len() >= 3, "{lights}");
    assert!(
        list(&lights).iter().any(|light| light["kind"] == 3),
        "where it is defined"
    );
}

#[test]
fn an_entity_gets_another_name_everywhere() {
    let mut session = begin(editors::helix(None));
    let word = "Core Entities\n\n- Ticket: id, seat\n- Booking";
    let now = ask(&mut session, "textDocument/prepareRename", word);
    assert_eq!(now["placeholder"], "Booking");
    let mut rename = |name: &str| {
        let params = json!({"textDocument": {"uri": "untitled:a"}, "position": behind(TICKETS, word), "newName": name});
        let id = session.begin("textDocument/rename", params);
        session.answer(id)
    };
    let answer = rename("Order");
    let change = &answer["result"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1);
    let words: Vec<&str> = list(&change["edits"])
        .iter()
        .filter_map(|edit| edit["newText"].as_str())
        .collect();
    assert!(words.contains(&"Order") && words.contains(&"orders"), "{words:?}");
    assert_eq!(rename("Ticket")["error"]["code"], -32803, "the name is taken");
    assert_eq!(
        ask(&mut session, "textDocument/prepareRename", "- Latency: answers wi"),
        Value::Null
    );
}

#[test]
fn a_requirement_leads_to_its_answers_and_back() {
    let mut session = begin(editors::helix(None));
    let line = |place: &Value| place["range"]["start"]["line"].as_u64().expect("a line");
    let lines = |found: &Value| -> Vec<u64> {
        let target = |place: &Value| place.get("targetRange").map(|range| range["start"]["line"].as_u64());
        list(found)
            .iter()
            .map(|place| target(place).flatten().unwrap_or_else(|| line(place)))
            .collect()
    };
    let answers = ask(&mut session, "textDocument/definition", "- Users bo");
    assert!(lines(&answers).contains(&18), "the endpoint: {answers}");
    let back = ask(&mut session, "textDocument/definition", "- POS");
    assert_eq!(lines(&back), [4], "{back}");
}

#[test]
fn an_identifier_gets_another_name_everywhere() {
    let text = TICKETS
        .replace("- Users book", "- FR-1: Users book")
        .replace("- POST /bookings", "- POST /bookings (FR-1)");
    let mut session = Session::of(editors::vs_code(None));
    session.open("untitled:a", 1, &text);
    let position = behind(&text, "- FR-");
    let params = json!({"textDocument": {"uri": "untitled:a"}, "position": position, "newName": "FR-7"});
    let edit = session.ask("textDocument/rename", params);
    let edits = list(&edit["documentChanges"][0]["edits"]).to_vec();
    let lines: Vec<u64> = edits
        .iter()
        .filter_map(|it| it["range"]["start"]["line"].as_u64())
        .collect();
    assert_eq!(lines, [4, 18], "{edits:#?}");
    assert!(edits.iter().all(|it| it["newText"] == "FR-7"), "{edits:#?}");
}
