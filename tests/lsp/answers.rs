//! What the cursor can ask, over the wire; what the answers say is tested beside them.

use super::editors;
use super::session::{Session, at, folder, range, uri, write};
use serde_json::{Value, json};

const TICKETS: &str = "\
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
fn behind(text: &str, word: &str) -> Value {
    let end = text.find(word).expect("the word") + word.len();
    let line = text[..end].matches('\n').count();
    let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
    at(line as u32, text[start..end].encode_utf16().count() as u32)
}

fn begin(initialize: Value) -> Session {
    let mut session = Session::of(initialize);
    session.open("untitled:a", 1, TICKETS);
    session
}

fn ask(session: &mut Session, method: &str, word: &str) -> Value {
    let params = json!({"textDocument": {"uri": "untitled:a"}, "position": behind(TICKETS, word),
        "context": {"includeDeclaration": true}});
    session.ask(method, params)
}

fn list(value: &Value) -> &[Value] {
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
fn the_outline_has_the_levels_that_the_editor_knows() {
    let document = json!({"textDocument": {"uri": "untitled:a"}});
    let nested = begin(editors::vs_code(None)).ask("textDocument/documentSymbol", document.clone());
    assert!(
        list(&nested).iter().any(|symbol| symbol["children"].is_array()),
        "{nested}"
    );
    fn inside(symbol: &Value) {
        let place = |range: &Value, end: &str| (range[end]["line"].as_u64(), range[end]["character"].as_u64());
        let (whole, name) = (&symbol["range"], &symbol["selectionRange"]);
        assert!(
            place(whole, "start") <= place(name, "start") && place(name, "end") <= place(whole, "end"),
            "{symbol}"
        );
        symbol["children"].as_array().into_iter().flatten().for_each(inside);
    }
    list(&nested).iter().for_each(inside);
    let flat = begin(editors::silent()).ask("textDocument/documentSymbol", document);
    assert!(
        list(&flat).len() > 5
            && list(&flat)
                .iter()
                .all(|symbol| symbol["location"]["uri"] == "untitled:a")
    );
}

#[test]
fn symbols_are_found_in_all_designs_and_the_notes() {
    let folder = folder("symbols", &[("b.md", TICKETS), ("c.md", "# Shopping\n")]);
    let mut session = Session::of(editors::helix(Some(&folder)));
    session.open(
        &uri(&folder.join("d.md")),
        1,
        &TICKETS.replace("Booking", "Order").replace("booking", "order"),
    );
    let mut find = |query: &str| -> Vec<(String, String)> {
        let found = session.ask("workspace/symbol", json!({"query": query, "workDoneToken": 7}));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        list(&found)
            .iter()
            .map(|it| (text(&it["name"]), text(&it["location"]["uri"])))
            .collect()
    };
    assert!(find("booking").contains(&("Booking".to_owned(), uri(&folder.join("b.md")))));
    assert!(
        find("order")
            .iter()
            .any(|(name, file)| name == "Order" && file.ends_with("d.md"))
    );
    assert!(
        find("sharding")
            .iter()
            .any(|(_, file)| file.contains("draftsman-notes"))
    );
    assert_eq!(find("zzzzqqq"), []);
    assert!(session.count("$/progress") >= 8);
}

#[test]
fn lenses_lead_to_the_answers() {
    let mut session = begin(editors::neovim(None));
    let document = json!({"textDocument": {"uri": "untitled:a"}});
    let lenses = session.ask("textDocument/codeLens", document.clone());
    let lens = list(&lenses)
        .iter()
        .find(|lens| lens["command"]["command"] == "draftsman.show")
        .expect("one to click");
    let command = lens["command"].clone();
    session.ask(
        "workspace/executeCommand",
        json!({"command": command["command"], "arguments": command["arguments"]}),
    );
    let shown = session.wait("the place", 0, |message| message["method"] == "window/showDocument");
    assert_eq!(shown["params"]["uri"], "untitled:a");
    assert_eq!(shown["params"]["selection"], command["arguments"][2][0]);

    session.settings = json!({"codeLens": false});
    session.tell("workspace/didChangeConfiguration", json!({"settings": {}}));
    session.wait("hints to be asked for again", 0, |message| {
        message["method"] == "workspace/inlayHint/refresh"
    });
    assert_eq!(session.ask("textDocument/codeLens", document), Value::Null);
}

#[test]
fn hints_can_be_switched_off_by_kind() {
    let params = json!({"textDocument": {"uri": "untitled:a"}, "range": range((0, 0), (99, 0))});
    let hints = begin(editors::vs_code(None)).ask("textDocument/inlayHint", params.clone());
    assert!(list(&hints).iter().any(|hint| hint["position"]["line"] == 8), "{hints}");
    let mut initialize = editors::vs_code(None);
    initialize["initializationOptions"] = json!({"inlayHints": {"quantities": false}});
    let mut session = Session::of(initialize);
    session.settings = json!({"inlayHints": {"quantities": false}});
    session.open("untitled:a", 1, TICKETS);
    let hints = session.ask("textDocument/inlayHint", params);
    assert!(list(&hints).iter().all(|hint| hint["position"]["line"] != 8), "{hints}");
}

#[test]
fn sections_fold_and_selections_grow() {
    let mut session = begin(editors::vs_code(None));
    let folds = session.ask(
        "textDocument/foldingRange",
        json!({"textDocument": {"uri": "untitled:a"}}),
    );
    assert!(
        list(&folds)
            .iter()
            .any(|fold| fold["startLine"] == 2 && fold["endLine"] == 4),
        "{folds}"
    );
    let positions = json!([behind(TICKETS, "Cassan"), at(0, 0), at(999, 0)]);
    let params = json!({"textDocument": {"uri": "untitled:a"}, "positions": positions});
    let selections = session.ask("textDocument/selectionRange", params);
    assert_eq!(list(&selections).len(), 3);
    assert_eq!(selections[0]["range"], range((22, 44), (22, 53)), "the word");
    let mut depth = 0;
    let mut selection = &selections[0];
    while selection.is_object() {
        depth += 1;
        selection = &selection["parent"];
    }
    assert!(depth >= 3, "{selections}");
}

#[test]
fn changed_colours_are_the_whole_colours() {
    let mut session = begin(editors::vs_code(None));
    let document = json!({"uri": "untitled:a"});
    let full = session.ask("textDocument/semanticTokens/full", json!({"textDocument": document}));
    let mut old: Vec<Value> = list(&full["data"]).to_vec();
    assert!(!old.is_empty() && old.len().is_multiple_of(5));
    session.change(
        "untitled:a",
        2,
        json!([{"range": range((22, 0), (22, 0)), "text": "Kafka and MySQL. "}]),
    );
    let params = json!({"textDocument": document, "previousResultId": full["resultId"]});
    let delta = session.ask("textDocument/semanticTokens/full/delta", params.clone());
    let edits = list(&delta["edits"]).to_vec();
    assert_eq!(edits.len(), 1, "{delta}");
    let number = |value: &Value| value.as_u64().expect("a number") as usize;
    let (start, gone) = (number(&edits[0]["start"]), number(&edits[0]["deleteCount"]));
    old.splice(start..start + gone, list(&edits[0]["data"]).to_vec());
    let whole = session.ask("textDocument/semanticTokens/full", json!({"textDocument": document}));
    assert_eq!(list(&whole["data"]), old);
    let again = session.ask("textDocument/semanticTokens/full/delta", params);
    assert!(again["data"].is_array(), "of another text: all of them");
    let part = session.ask(
        "textDocument/semanticTokens/range",
        json!({"textDocument": document, "range": range((22, 0), (23, 0))}),
    );
    assert!(!list(&part["data"]).is_empty() && list(&part["data"]).len() < old.len());
    assert_eq!(part["data"][0], 22);
}

#[test]
fn a_rule_can_be_switched_off_in_the_settings() {
    let folder = folder("switch", &[("a.md", TICKETS)]);
    let document = uri(&folder.join("a.md"));
    let params = json!({"textDocument": {"uri": document}, "range": range((0, 0), (99, 0)),
        "context": {"diagnostics": []}});
    let mut session = Session::of(editors::helix(Some(&folder)));
    session.open(&document, 1, TICKETS);
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
fn commands_say_why_and_open_the_notes() {
    let mut session = begin(editors::neovim(None));
    let command = |name: &str, arguments: Value| json!({"command": name, "arguments": arguments});
    let why = session.ask(
        "workspace/executeCommand",
        command("draftsman.why", json!(["untitled:a"])),
    );
    assert!(
        why.as_str().expect("a sentence").contains("is taken for a design"),
        "{why}"
    );
    session.wait("a message", 0, |message| message["method"] == "window/showMessage");
    session.ask(
        "workspace/executeCommand",
        command("draftsman.openNotes", json!(["untitled:a"])),
    );
    let shown = session.wait("the notes", 0, |message| message["method"] == "window/showDocument");
    assert!(
        shown["params"]["uri"]
            .as_str()
            .expect("a file")
            .contains("draftsman-notes")
    );
    let about = session.ask(
        "workspace/executeCommand",
        command("draftsman.debugInformation", json!([])),
    );
    assert!(!about.to_string().contains("Cassandra"), "it quotes no document");
    assert_eq!(
        session.fail("workspace/executeCommand", command("draftsman.unheardOf", json!([])))["code"],
        -32602
    );
    let offered = session.can()["executeCommandProvider"]["commands"].clone();
    assert!(list(&offered).contains(&json!("draftsman.why")));
}
