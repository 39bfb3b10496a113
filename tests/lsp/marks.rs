//! What an editor shows beside and between the words: the outline, lenses, hints, folds, colours.

use super::answers::{TICKETS, begin, behind, list};
use super::editors;
use super::session::{Session, at, folder, range, uri};
use serde_json::{Value, json};

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
    assert_eq!(session.ask("textDocument/codeLens", document.clone()), Value::Null);

    let lenses = begin(editors::silent()).ask("textDocument/codeLens", document);
    assert!(
        list(&lenses).len() > 1 && list(&lenses).iter().all(|lens| lens["command"]["command"] == ""),
        "it cannot be asked to show anything: {lenses}"
    );
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
