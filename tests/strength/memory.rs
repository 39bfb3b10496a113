//! What the program holds in memory: little when nothing is open, not much more than a design needs, and no more after
//! many edits or over many files.

use super::client::{Client, uri};
use super::{DESIGN, is_long, program};
use draftsman::design::Design;
use draftsman::knowledge::Knowledge;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

#[path = "../speed/designs.rs"]
mod designs;

/// In kilobytes: with nothing open, and with a design of 30,000 lines. A program that checks itself is larger.
const IDLE: u64 = if cfg!(debug_assertions) { 32 } else { 20 } << 10;
const OPEN: u64 = 150 << 10;

/// How much more the server may hold in the end than when a tenth of the edits is done, in kilobytes.
const GROWTH: u64 = 4 << 10;

/// A server that is done with what it prepares.
fn idle(folder: &Path) -> Client {
    let mut client = Client::of(folder);
    client.open("untitled:first", 1, DESIGN);
    client.findings("untitled:first");
    client.close("untitled:first");
    client.ask("workspace/symbol", json!({"query": "zzz"}));
    client
}

#[test]
fn little_is_held_for_what_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = idle(folder.path());
    let idle = client.memory();
    let text = designs::design(30_000);
    client.open("untitled:long", 1, &text);
    client.findings("untitled:long");
    let open = client.memory();
    eprintln!(
        "memory: {idle:?} KB idle, {open:?} KB with {} bytes in 30,000 lines open",
        text.len()
    );
    assert!(idle < Some(IDLE) || idle.is_none(), "{idle:?} KB idle");
    assert!(open < Some(OPEN) || open.is_none(), "{open:?} KB with a long design");
    client.finish();
}

/// What an editor asks after an edit.
fn ask(client: &mut Client, name: &str) {
    let document = json!({"uri": name});
    let place = json!({"line": 6, "character": 9});
    let at = json!({"textDocument": document, "position": place});
    client.ask("textDocument/hover", at.clone());
    client.ask("textDocument/completion", at);
    client.ask("textDocument/semanticTokens/full", json!({"textDocument": document}));
    client.ask("textDocument/codeLens", json!({"textDocument": document}));
}

#[test]
fn edits_leave_nothing_behind() {
    let edits: i64 = if is_long() { 100_000 } else { 2_000 };
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::of(folder.path());
    let name = uri(&folder.path().join("design.md"));
    client.open(&name, 0, DESIGN);
    let mut early = None;
    for version in 1..=edits {
        // A word comes, a section comes, and both go again.
        let (text, from, to) = match version % 4 {
            0 => ("", (9, 0), (11, 0)),
            1 => ("soon ", (5, 2), (5, 2)),
            2 => ("## Deep Dive\n\n", (9, 0), (9, 0)),
            _ => ("", (5, 2), (5, 7)),
        };
        let place = |(line, character): (u32, u32)| json!({"line": line, "character": character});
        let change = json!({"range": {"start": place(from), "end": place(to)}, "text": text});
        client.change(&name, version, json!([change]));
        // Now and then everything is waited for; between, edits come faster than they are read.
        if version % 7 == 0 || version == edits {
            client.findings(&name);
        }
        if version % 100 == 0 {
            ask(&mut client, &name);
        }
        if version == edits / 10 {
            early = client.memory();
        }
    }
    let late = client.memory();
    eprintln!(
        "memory: {early:?} KB after {} edits, {late:?} KB after {edits}",
        edits / 10
    );
    if let (Some(early), Some(late)) = (early, late) {
        assert!(late < early + GROWTH, "memory grows from {early} to {late} KB");
    }
    client.finish();
}

/// What a design takes over from the one before it does not pile up: to the byte, since nobody else asks for memory here.
#[test]
fn readings_leave_nothing_behind() {
    let turns = if is_long() { 50_000 } else { 100 };
    let knowledge = Arc::new(Knowledge::embedded());
    let text = designs::design(60);
    let edited = text.replacen("\n- ", "\n- x", 1);
    let mut design = Design::read(text.clone(), knowledge.clone());
    let mut turn = || {
        for text in [&edited, &text] {
            design = Design::read_after(text.clone(), knowledge.clone(), Some(&design));
        }
    };
    // What is made once stays.
    turn();
    let counted = allocation_counter::measure(|| (0..turns).for_each(|_| turn()));
    eprintln!(
        "memory: {} bytes more after {} readings, which asked for memory {} times",
        counted.bytes_current,
        2 * turns,
        counted.count_total
    );
    assert_eq!(counted.bytes_current, 0);
}

/// The most that `check` holds over so many designs, in kilobytes.
#[cfg(target_os = "linux")]
fn held(designs: usize) -> u64 {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..designs {
        // Of mixed length, the same mixture for any number.
        let text = designs::design(20 + number % 25 * 4);
        std::fs::write(folder.path().join(format!("design-{number}.md")), text).expect("a file");
    }
    let mut child = program(folder.path(), &["check", "--format", "jsonl", "--exit-zero"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("a child of ours").is_none() {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok());
        most = peak.unwrap_or(most);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    most
}

/// As many as are read side by side, and many times that.
#[cfg(target_os = "linux")]
#[test]
fn more_files_take_no_more_memory() {
    let (few, many) = if is_long() { (1_000, 10_000) } else { (520, 1_560) };
    let (with_few, with_many) = (held(few), held(many));
    eprintln!("memory: check holds {with_few} KB at most over {few} designs, {with_many} KB over {many}");
    assert!(with_many < with_few + with_few / 4, "from {with_few} to {with_many} KB");
}
