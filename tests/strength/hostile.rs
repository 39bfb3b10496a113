//! Documents that nobody would write: while one of them is read, another document gets its answers.

use super::client::Client;
use super::{DESIGN, is_long};
use draftsman::design::{Design, Side};
use draftsman::knowledge::Knowledge;
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a document waits for its findings or for a hover while a hostile one is open: enough for a program that is
/// not optimised, on a machine that is busy with other things.
const SOON: Duration = Duration::from_secs(10);

/// A length, and a tenth of it in the short form.
fn so_many(count: usize) -> usize {
    if is_long() { count } else { count / 10 }
}

fn another_is_answered(name: &str, hostile: &str) -> Client {
    let folder = std::env::temp_dir();
    let mut client = Client::of(&folder);
    client.open("untitled:first", 1, DESIGN);
    client.findings("untitled:first");
    client.open("untitled:hostile", 1, hostile);
    let mut worst = Duration::ZERO;
    for version in 1..6 {
        let begun = Instant::now();
        let uri = format!("untitled:small-{version}");
        client.open(&uri, version, DESIGN);
        assert!(!client.findings(&uri).is_empty());
        let place = json!({"textDocument": {"uri": uri}, "position": {"line": 13, "character": 34}});
        let hover = client.ask("textDocument/hover", place);
        assert!(
            hover["contents"]["value"].as_str().is_some_and(|text| !text.is_empty()),
            "{hover}"
        );
        worst = worst.max(begun.elapsed());
    }
    eprintln!(
        "hostile: {name}, {} bytes: another document waits {worst:?} at most",
        hostile.len()
    );
    assert!(worst < SOON, "{name}: another document waits {worst:?}");
    client
}

#[test]
fn one_line_of_ten_megabytes() {
    let words = "The service writes orders to a queue because writes come in bursts, and a cache keeps reads fast; ";
    let line = words.repeat(so_many(10_000_000) / words.len());
    another_is_answered("one line", &format!("{DESIGN}\n{line}\n"));
}

/// Each took minutes when all of the item was gone through for each bracket, or each name, of it.
#[test]
fn a_requirement_of_open_brackets() {
    let brackets = format!("{}Redis ", "[".repeat(400));
    let line = brackets.repeat(so_many(1_000_000) / brackets.len());
    let text = format!("# Design a log\n\n## Functional Requirements\n\n- {line}\n");
    let design = read_soon("open brackets", text);
    assert_eq!(design.requirements.functional.len(), 1);
}

#[test]
fn an_item_that_says_one_name_again_and_again() {
    let names = "Redis ".repeat(so_many(500_000) / "Redis ".len());
    let text =
        format!("# Design a log\n\n## High-Level Design\n\n- {names}\n\n## Deep Dives\n\n### Why\n\n- {names}\n");
    let design = read_soon("one name", text);
    assert_eq!(design.choices.len(), 1);
}

#[test]
fn a_requirement_that_weighs_the_same_again_and_again() {
    let claims = "availability over consistency, ";
    let claims = claims.repeat(so_many(1_000_000) / claims.len());
    let text = format!("# Design a log\n\n## Non-Functional Requirements\n\n- {claims}\n");
    let design = read_soon("one stance", text);
    assert_eq!(design.stance.side, Side::Availability);
}

fn read_soon(name: &str, text: String) -> Design {
    let begun = Instant::now();
    let design = Design::read(text, Arc::new(Knowledge::embedded()));
    let took = begun.elapsed();
    eprintln!("hostile: {name}, {} bytes: read in {took:?}", design.text.len());
    assert!(took < SOON, "{name}: read in {took:?}");
    design
}

#[test]
fn fifty_thousand_quotes_inside_each_other() {
    let quotes = so_many(50_000);
    another_is_answered("quotes", &format!("{DESIGN}\n{} words\n", "> ".repeat(quotes)));
    another_is_answered(
        "quotes without blanks",
        &format!("{DESIGN}\n{}words\n", ">".repeat(quotes)),
    );
}

#[test]
fn three_hundred_thousand_lines() {
    let lines = so_many(300_000) / DESIGN.lines().count();
    another_is_answered("lines", &DESIGN.repeat(lines));
}

#[test]
fn a_table_of_five_thousand_columns() {
    let columns = so_many(5_000);
    let row = |cell: &str| format!("|{}\n", cell.repeat(columns));
    let rows = row(" Kafka |").repeat(20);
    another_is_answered(
        "a table",
        &format!("{DESIGN}\n{}{}{rows}", row(" store |"), row(" --- |")),
    );
}

/// All are counted, and the gravest are told, with a word on the rest.
#[test]
fn a_hundred_thousand_findings() {
    let count = so_many(100_000);
    let text = format!(
        "{DESIGN}\n{}",
        "<!-- draftsman: allow no_such_rule: x -->\n\nWords.\n\n".repeat(count)
    );
    let mut client = another_is_answered("findings", &text);
    let end = Instant::now() + Duration::from_secs(600);
    while !client.published.contains_key("untitled:hostile") {
        assert!(client.listen(end), "its findings never come");
    }
    let told = &client.published["untitled:hostile"].diagnostics;
    assert!(told.len() < 2_000, "{} are told", told.len());
    let last = told.last().expect("a note")["message"].as_str().expect("a sentence");
    let all: usize = last
        .split(" of ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next()?.parse().ok())
        .expect("a number");
    assert!(all > count, "{last}");
}
