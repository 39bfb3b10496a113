//! Files that are gone, full of nonsense, endless or in the way: told in a sentence, and survived.

use super::client::{Client, uri};
use super::{DESIGN, is_long, program};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const NOTES: &str = "- Approach\n  - Functional Requirements\n  - Non-Functional Requirements\n    - Latency\n  - High Level Design\n  - Rollout\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

/// A workspace whose settings name notes, with a design that is open.
fn workspace() -> (TempDir, Client, String) {
    let folder = folder(&[
        ("draftsman.toml", "notes = [\"notes.md\"]\n"),
        ("notes.md", NOTES),
        ("design.md", DESIGN),
    ]);
    let mut client = Client::of(folder.path());
    let design = uri(&folder.path().join("design.md"));
    client.open(&design, 1, DESIGN);
    asks_for_rollout(&mut client, &design, true);
    (folder, client, design)
}

/// Waits until the notes of the folder are in force, or no longer are.
fn asks_for_rollout(client: &mut Client, design: &str, expected: bool) {
    client.until("other findings", |client| {
        let published = client.published.get(design);
        published.is_some_and(|published| {
            json!(published.diagnostics).to_string().contains("Rollout") == expected
                && !published.diagnostics.is_empty()
        })
    });
}

fn notes_changed(client: &mut Client, folder: &Path) {
    let changes = json!([{"uri": uri(&folder.join("notes.md")), "type": 2}, {"uri": uri(&folder.join("draftsman.toml")), "type": 2}]);
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": changes}));
}

/// What is said about the settings.
fn complaint(client: &mut Client, folder: &Path, words: &str) {
    let settings = uri(&folder.join("draftsman.toml"));
    client.until(words, |client| {
        let published = client.published.get(&settings);
        published.is_some_and(|published| json!(published.diagnostics).to_string().contains(words))
    });
}

#[test]
fn notes_that_cannot_be_read_are_told_of_and_come_back() {
    let (folder, mut client, design) = workspace();
    let notes = folder.path().join("notes.md");
    type Fault = (&'static str, fn(&Path));
    let faults: [Fault; 5] = [
        ("there is no such file", |notes| {
            fs::remove_file(notes).expect("it was there")
        }),
        ("this is a folder", |notes| {
            fs::remove_file(notes).expect("it was there");
            fs::create_dir(notes).expect("a folder");
        }),
        ("is not UTF-8", |notes| {
            fs::write(notes, b"- Caf\xe9 - a place").expect("a file")
        }),
        ("longer than the 4 MB", |notes| {
            fs::File::create(notes)
                .and_then(|file| file.set_len(100 << 20))
                .expect("a file");
        }),
        ("no plain file", |notes| {
            fs::remove_file(notes).expect("it was there");
            let made = Command::new("mkfifo").arg(notes).status();
            assert!(made.expect("mkfifo runs").success());
        }),
    ];
    for (words, spoil) in faults {
        if cfg!(windows) && words == "no plain file" {
            continue;
        }
        spoil(&notes);
        notes_changed(&mut client, folder.path());
        complaint(&mut client, folder.path(), words);
        asks_for_rollout(&mut client, &design, false);
        if notes.is_dir() {
            fs::remove_dir(&notes).expect("a folder");
        }
        let _ = fs::remove_file(&notes);
        fs::write(&notes, NOTES).expect("a file");
        notes_changed(&mut client, folder.path());
        asks_for_rollout(&mut client, &design, true);
    }
    client.finish();
}

/// For whoever may read everything there is nothing that may not be read.
#[cfg(unix)]
#[test]
fn notes_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, mut client, design) = workspace();
    let notes = folder.path().join("notes.md");
    fs::set_permissions(&notes, fs::Permissions::from_mode(0o0)).expect("permissions");
    let is_free = fs::read(&notes).is_ok();
    notes_changed(&mut client, folder.path());
    if !is_free {
        complaint(&mut client, folder.path(), "may not be read");
    }
    asks_for_rollout(&mut client, &design, is_free);
    client.finish();
}

#[test]
fn notes_that_change_while_they_are_read() {
    let (folder, mut client, design) = workspace();
    let notes = folder.path().join("notes.md");
    let stop = Arc::new(AtomicBool::new(false));
    let writer = {
        let (notes, stop) = (notes.clone(), stop.clone());
        std::thread::spawn(move || {
            let mut length = 1;
            while !stop.load(Ordering::Relaxed) {
                fs::write(&notes, NOTES.repeat(length % 50)).expect("a file");
                length += 7;
            }
        })
    };
    let end = Instant::now() + Duration::from_secs(if is_long() { 30 } else { 2 });
    while Instant::now() < end {
        notes_changed(&mut client, folder.path());
        let place = json!({"textDocument": {"uri": design}, "position": {"line": 0, "character": 12}});
        client.ask("textDocument/hover", place);
    }
    stop.store(true, Ordering::Relaxed);
    writer.join().expect("the writer ends");
    fs::write(&notes, NOTES).expect("a file");
    notes_changed(&mut client, folder.path());
    asks_for_rollout(&mut client, &design, true);
    client.finish();
}

#[test]
fn settings_that_are_broken_and_mended() {
    let (folder, mut client, design) = workspace();
    let settings = folder.path().join("draftsman.toml");
    fs::write(&settings, "notes = [\n").expect("a file");
    notes_changed(&mut client, folder.path());
    complaint(&mut client, folder.path(), "array");
    fs::write(&settings, "preset = \"interview\"\n").expect("a file");
    notes_changed(&mut client, folder.path());
    asks_for_rollout(&mut client, &design, false);
    client.until("the complaint is withdrawn", |client| {
        client
            .published
            .get(&uri(&settings))
            .is_none_or(|published| published.diagnostics.is_empty())
    });
    client.finish();
}

/// Folders that lead back into themselves, and more files than anybody has.
#[test]
fn workspaces_without_an_end() {
    let folder = folder(&[("design.md", DESIGN)]);
    let count = if is_long() { 100_000 } else { 3_000 };
    for part in 0..count / 500 {
        let inner = folder.path().join(format!("part-{part}"));
        fs::create_dir(&inner).expect("a folder");
        for file in 0..500 {
            fs::write(inner.join(format!("{file}.md")), "# Words\n\nNo design.\n").expect("a file");
        }
    }
    #[cfg(unix)]
    for (link, to) in [
        ("round", "."),
        ("part-0/back", ".."),
        ("self", "self"),
        ("nowhere", "gone"),
    ] {
        std::os::unix::fs::symlink(to, folder.path().join(link)).expect("a link");
    }
    let begun = Instant::now();
    let checked = program(folder.path(), &["check", "--rule", "other_spelling"])
        .output()
        .expect("the program runs");
    let took = begun.elapsed();
    let out = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(out.contains("1 design checked") && out.contains("1 hint"), "{out}");
    assert!(out.contains(&format!("{count} other files")), "{out}");
    let mut client = Client::of(folder.path());
    let begun = Instant::now();
    let symbols = client.ask("workspace/symbol", json!({"query": "shortener"}));
    eprintln!(
        "workspace: {count} files checked in {took:?}, symbols in {:?}, {:?} KB",
        begun.elapsed(),
        client.memory()
    );
    assert!(symbols.to_string().contains("design.md"), "{symbols}");
    client.finish();
}

/// A text with something to put right in every paragraph.
fn much() -> String {
    format!("{DESIGN}\n{}", "Search asks ElasticSearch.\n\n".repeat(400))
}

fn left_over(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name());
    entries
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name != "design.md")
        .collect()
}

/// No byte may be written past a limit: as on a disk that is full.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let folder = folder(&[("design.md", &much())]);
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "ulimit -f 4; trap '' XFSZ; exec \"$0\" check --fix --rule other_spelling design.md",
    ]);
    let ran = command
        .arg(env!("CARGO_BIN_EXE_draftsman"))
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let error = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(
        error.contains("the fixes cannot be written") && error.contains("the file is as it was"),
        "{error}"
    );
    assert_ne!(ran.status.code(), Some(0));
    assert_eq!(
        fs::read_to_string(folder.path().join("design.md")).expect("the file"),
        much()
    );
    assert_eq!(left_over(folder.path()), Vec::<String>::new());
}

/// A real disk of 128 KB, and one that may only be read, where this system lets us make them.
#[cfg(target_os = "linux")]
#[test]
fn a_small_disk_and_one_that_may_only_be_read() {
    let folder = folder(&[]);
    let script = "mount -t tmpfs -o size=128k none . && cp \"$1\" design.md || exit 99\n\
                  dd if=/dev/zero of=rest bs=1k count=200 2> /dev/null; rm -f x\n\
                  \"$0\" check --fix --rule other_spelling design.md > /dev/null; cmp design.md \"$1\" || exit 98\n\
                  rm rest; mount -o remount,ro . || exit 99\n\
                  \"$0\" check --fix --rule other_spelling design.md > /dev/null; cmp design.md \"$1\" || exit 97\n\
                  \"$0\" check --rule other_spelling design.md > /dev/null; test $? = 0 || exit 96";
    let text = folder.path().join("original");
    fs::write(&text, much().repeat(2)).expect("a file");
    fs::create_dir(folder.path().join("disk")).expect("a folder");
    let ran = Command::new("unshare")
        .args(["-Urm", "sh", "-c", script, env!("CARGO_BIN_EXE_draftsman")])
        .arg(&text)
        .current_dir(folder.path().join("disk"))
        .output();
    let Ok(ran) = ran else { return };
    let error = String::from_utf8_lossy(&ran.stderr).into_owned();
    if matches!(ran.status.code(), Some(99 | 1)) && !error.contains("the fixes cannot be written") {
        eprintln!("no disk can be made here: {error}");
        return;
    }
    assert_eq!(ran.status.code(), Some(0), "{error}");
    assert_eq!(error.matches("the file is as it was").count(), 2, "{error}");
}

/// Killed at any moment, the file is the one or the other, never a part.
#[test]
fn a_kill_while_writing_leaves_the_one_or_the_other() {
    let before = much();
    let after = before.replace("ElasticSearch", "Elasticsearch");
    let folder = folder(&[("design.md", &before)]);
    let file = folder.path().join("design.md");
    let fix = || {
        let mut command = program(
            folder.path(),
            &["check", "--fix", "--rule", "other_spelling", "design.md"],
        );
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs")
    };
    let begun = Instant::now();
    assert!(fix().wait().is_ok());
    let whole = begun.elapsed();
    assert_eq!(fs::read_to_string(&file).expect("the file"), after);
    let rounds = if is_long() { 400 } else { 30 };
    let (mut old, mut new) = (0, 0);
    for round in 0..rounds {
        fs::write(&file, &before).expect("the file");
        let mut child = fix();
        // The writing is at the end.
        std::thread::sleep(whole * (round * 120 / rounds) / 100);
        child.kill().and_then(|()| child.wait()).expect("it ends");
        match fs::read_to_string(&file).expect("the file") {
            text if text == before => old += 1,
            text if text == after => new += 1,
            text => panic!("{} bytes after {round} rounds", text.len()),
        }
    }
    eprintln!("killed {rounds} times: {old} times before the change, {new} times after");
}
