//! An editor at work for a long time: it types, opens, closes, renames, saves, changes settings and notes, withdraws
//! questions, sends nonsense and goes without a word. `SOAK_SECONDS` says how long, and it runs only then or at length,
//! `SOAK_SEED` with which dice. After each round the server's view is that of a fresh server which is told everything at
//! once, and when nothing is open it holds little more memory than that one.

use super::DESIGN;
use super::client::{Client, uri};
use fastrand::Rng;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How much more memory than a fresh server the server may hold, in kilobytes. When notes and settings change, the old and
/// the new ones are there at one time for a while, each with some 10 MB as long as it is made, and the heap stays as large
/// as it was then. Were they kept, twenty changes a round would be past this in the first one.
const GROWTH: u64 = 32 << 10;

/// Settings that cannot be understood.
const BROKEN: &str = "[rules\n";

struct Soak {
    rng: Rng,
    folder: PathBuf,
    client: Client,
    /// The text of each open document, by its name.
    open: BTreeMap<String, String>,
    next: i64,
    /// What was done, by kind.
    done: BTreeMap<&'static str, usize>,
}

/// Starts the server that is judged. It takes all its memory from one place: glibc otherwise keeps some of what was given
/// back for each thread, so that nobody could tell that from what is never given back.
fn server(folder: &Path) -> Client {
    let mut command = super::program(folder, &["lsp"]);
    command.env("MALLOC_ARENA_MAX", "1");
    Client::start(command)
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}

#[test]
fn the_servers_view_is_the_editors() {
    if std::env::var_os("SOAK_SECONDS").is_none() && !super::is_long() {
        eprintln!("the soak runs when SOAK_SECONDS says how long");
        return;
    }
    let seed = number("SOAK_SEED", 7);
    let seconds = number("SOAK_SECONDS", if super::is_long() { 600 } else { 20 });
    let end = Instant::now() + Duration::from_secs(seconds);
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a folder");
    for index in 0..12 {
        std::fs::write(folder.join(format!("design-{index}.md")), DESIGN).expect("a file");
    }
    let mut soak = Soak {
        rng: Rng::with_seed(seed),
        client: server(&folder),
        folder,
        open: BTreeMap::new(),
        next: 0,
        done: BTreeMap::new(),
    };
    soak.client.introduce(&soak.folder);
    let mut connections = 1;
    let (mut held, mut needed) = (0, 0);
    while Instant::now() < end {
        for _ in 0..400 {
            soak.step();
        }
        let fresh = soak.settle();
        if let Some(memory) = soak.rest(fresh) {
            (held, needed) = memory;
            assert!(
                held <= needed + GROWTH,
                "{held} KB are held where a fresh server holds {needed} KB"
            );
        }
        if soak.rng.u8(..8) == 0 && Instant::now() < end {
            soak.reconnect();
            connections += 1;
        }
    }
    eprintln!(
        "soak: seed {seed}, {seconds} s, {connections} connections, in the end with nothing open {held} KB, where a fresh \
         server holds {needed} KB, {:?}",
        soak.done
    );
    soak.client.finish();
}

impl Soak {
    fn did(&mut self, what: &'static str) {
        *self.done.entry(what).or_default() += 1;
    }

    fn version(&mut self) -> i64 {
        self.next += 1;
        self.next
    }

    fn one_open(&mut self) -> Option<String> {
        let at = self.rng.usize(..self.open.len().max(1));
        self.open.keys().nth(at).cloned()
    }

    fn step(&mut self) {
        self.client.catch_up();
        match self.rng.u8(..40) {
            0..=23 => self.edit(),
            24..=26 => self.open_one(),
            27 => self.close_one(),
            28 => self.rename(),
            29 => self.save(),
            30 => self.settings(),
            31 => self.notes(),
            32..=36 => self.question(),
            37 | 38 => self.nonsense(),
            _ => self.preferences(),
        }
    }

    fn open_one(&mut self) {
        let file = self.folder.join(format!("design-{}.md", self.rng.u8(..16)));
        let name = uri(&file);
        if self.open.contains_key(&name) {
            return;
        }
        let text = std::fs::read_to_string(&file).unwrap_or_else(|_| DESIGN.to_owned());
        let version = self.version();
        self.client.open(&name, version, &text);
        self.open.insert(name, text);
        self.did("opened");
    }

    fn close_one(&mut self) {
        if let Some(name) = self.one_open() {
            self.client.close(&name);
            self.open.remove(&name);
            self.did("closed");
        }
    }

    fn rename(&mut self) {
        let Some(name) = self.one_open() else { return };
        let to = uri(&self.folder.join(format!("renamed-{}.md", self.rng.u8(..8))));
        if self.open.contains_key(&to) {
            return;
        }
        let text = self.open.remove(&name).expect("it is open");
        self.client.close(&name);
        self.client.tell(
            "workspace/didRenameFiles",
            json!({"files": [{"oldUri": name, "newUri": to}]}),
        );
        let version = self.version();
        self.client.open(&to, version, &text);
        self.open.insert(to, text);
        self.did("renamed");
    }

    fn save(&mut self) {
        let Some(name) = self.one_open() else { return };
        let file = name.trim_start_matches("file://").to_owned();
        std::fs::write(&file, &self.open[&name]).expect("a file");
        self.client
            .tell("textDocument/didSave", json!({"textDocument": {"uri": name}}));
        changed(&mut self.client, Path::new(&file));
        self.did("saved");
    }

    /// One notification with one to four changes, some of them nowhere.
    fn edit(&mut self) {
        let Some(name) = self.one_open() else {
            return self.open_one();
        };
        let mut text = self.open[&name].clone();
        let mut changes = Vec::new();
        for _ in 0..self.rng.usize(1..5) {
            let new = self.words();
            if self.rng.u8(..60) == 0 || text.len() > 20_000 {
                text = format!("{DESIGN}\n{new}");
                changes.push(json!({"text": text}));
                continue;
            }
            let from = text.floor_char_boundary(self.rng.usize(..=text.len()));
            let to = text.floor_char_boundary((from + self.rng.usize(..12)).min(text.len()));
            // Between the two halves of a line's end there is no place.
            let is_inside =
                |at: usize| at > 0 && at < text.len() && text[..at].ends_with('\r') && text[at..].starts_with('\n');
            if is_inside(from) || is_inside(to) {
                continue;
            }
            changes.push(json!({"range": {"start": position(&text, from), "end": position(&text, to)}, "text": new}));
            text.replace_range(from..to, &new);
        }
        let version = self.version();
        self.client.change(&name, version, Value::Array(changes));
        self.open.insert(name, text);
        self.did("edited");
    }

    fn words(&mut self) -> String {
        let words = [
            "",
            "a",
            " ",
            "\n",
            "\r\n",
            "\n\n## Deep Dive\n\n",
            "- Users can pay\n",
            " Kafka",
            " because it is fast",
            "😀",
            "é",
            "```\n",
            "| a | b |\n",
            "ElasticSearch",
            "<!-- draftsman: allow other_spelling: x -->\n",
            "p99 < 100 ms",
            "\t",
            "> ",
            "**",
            "5 * 3 = 16",
        ];
        words[self.rng.usize(..words.len())].to_owned()
    }

    fn settings(&mut self) {
        let texts = [
            "preset = \"production\"\n",
            "notes = [\"notes.md\"]\n",
            "[rules]\nmissing_section = \"off\"\n",
            BROKEN,
            "",
            "notes = [\"absent.md\", \"../out.md\"]\n",
        ];
        let file = self.folder.join("draftsman.toml");
        std::fs::write(&file, texts[self.rng.usize(..texts.len())]).expect("a file");
        changed(&mut self.client, &file);
        self.did("changed the settings");
    }

    fn notes(&mut self) {
        let file = self.folder.join("notes.md");
        if self.rng.u8(..4) == 0 {
            let _ = std::fs::remove_file(&file);
        } else {
            let extra = self.words();
            std::fs::write(
                &file,
                format!("- Approach\n  - Functional Requirements\n  - Non-Functional Requirements\n    - Latency\n  - Rollout\n- Sharding - parts {extra}\n"),
            )
            .expect("a file");
        }
        changed(&mut self.client, &file);
        self.did("changed the notes");
    }

    fn preferences(&mut self) {
        let presets = ["interview", "production"];
        self.client.settings = json!({"preset": presets[self.rng.usize(..2)]});
        self.client
            .tell("workspace/didChangeConfiguration", json!({"settings": {}}));
        self.did("changed preferences");
    }

    fn question(&mut self) {
        let Some(name) = self.one_open() else { return };
        let document = json!({"uri": name});
        let place = json!({"line": self.rng.u8(..40), "character": self.rng.u8(..60)});
        let (method, params) = match self.rng.u8(..7) {
            0 => (
                "textDocument/completion",
                json!({"textDocument": document, "position": place}),
            ),
            1 => ("textDocument/documentSymbol", json!({"textDocument": document})),
            2 => ("textDocument/semanticTokens/full", json!({"textDocument": document})),
            3 => ("workspace/symbol", json!({"query": "user"})),
            4 => {
                let range = json!({"start": place, "end": place});
                (
                    "textDocument/codeAction",
                    json!({"textDocument": document, "range": range, "context": {"diagnostics": []}}),
                )
            }
            5 => (
                "textDocument/rename",
                json!({"textDocument": document, "position": place, "newName": "other"}),
            ),
            _ => (
                "textDocument/hover",
                json!({"textDocument": document, "position": place}),
            ),
        };
        let id = self.client.begin(method, params);
        match self.rng.u8(..3) {
            0 => self.client.cancel(id),
            1 => drop(self.client.answer(id)),
            _ => {}
        }
        self.did("asked");
    }

    fn nonsense(&mut self) {
        match self.rng.u8(..5) {
            0 => self.client.send(b"what is this\r\n"),
            1 => self.client.send(b"Content-Length: 7\r\n\r\n{\"a\":1}"),
            2 => self.client.send(b"Content-Length: 3\r\n\r\n\xff\xfe\xfd"),
            3 => self.client.tell("textDocument/didChange", json!({"textDocument": 7})),
            _ => self.client.tell("nobody/knows", json!([1, 2])),
        }
        // Behind it comes something that is understood, so that nothing good is swallowed.
        self.client.ask("workspace/symbol", json!({"query": "zzz"}));
        self.did("sent nonsense");
    }

    /// What the server says of the open documents when nothing happens any more.
    fn view(client: &mut Client, names: &[String]) -> Vec<Value> {
        let mut view = Vec::new();
        for name in names {
            let findings = client.findings(name);
            let document = json!({"textDocument": {"uri": name}});
            let symbols = client.ask("textDocument/documentSymbol", document.clone());
            let tokens = client.ask("textDocument/semanticTokens/full", document.clone());
            let folds = client.ask("textDocument/foldingRange", document);
            view.push(json!([name, findings, symbols, tokens["data"], folds]));
        }
        view
    }

    /// Compares with a server that is told everything at once, and gives that server.
    fn settle(&mut self) -> Client {
        let names: Vec<String> = self.open.keys().cloned().collect();
        // Of settings that cannot be understood the last that could hold on; the other server has never seen them.
        let settings = self.folder.join("draftsman.toml");
        if std::fs::read_to_string(&settings).is_ok_and(|text| text == BROKEN) {
            std::fs::write(&settings, "").expect("a file");
        }
        // A last edit of each, after everything else: its findings are those of the present settings.
        self.client
            .tell("workspace/didChangeConfiguration", json!({"settings": {}}));
        changed(&mut self.client, &settings);
        self.client.ask("workspace/symbol", json!({"query": "zzz"}));
        for name in &names {
            let (version, text) = (self.version(), self.open[name].clone() + "\n");
            self.client.change(name, version, json!([{"text": text}]));
            self.open.insert(name.clone(), text);
        }
        let mut fresh = server(&self.folder);
        fresh.settings = self.client.settings.clone();
        fresh.introduce(&self.folder);
        fresh.ask("workspace/symbol", json!({"query": "zzz"}));
        for (version, (name, text)) in self.open.iter().enumerate() {
            fresh.open(name, version as i64 + 1, text);
        }
        let information = self.client.ask(
            "workspace/executeCommand",
            json!({"command": "draftsman.debugInformation"}),
        );
        assert_eq!(
            information["bytes"],
            json!(self.open.values().map(String::len).sum::<usize>()),
            "{information:#}"
        );
        assert_eq!(information["documents"], json!(self.open.len()));
        assert_eq!(information["failures"], 0, "{information:#}");
        let expected = Soak::view(&mut fresh, &names);
        let end = Instant::now() + Duration::from_secs(20);
        // Findings may be published once more for the same version, when the settings were read anew meanwhile.
        while Soak::view(&mut self.client, &names) != expected {
            if Instant::now() > end {
                let own = Soak::view(&mut self.client, &names);
                let wrong = own
                    .iter()
                    .zip(&expected)
                    .find(|(one, other)| one != other)
                    .expect("one differs");
                panic!(
                    "the server sees\n{:#}\nand not\n{:#}\nin\n{}\nwith the settings\n{:?}",
                    wrong.0,
                    wrong.1,
                    self.open[wrong.0[0].as_str().expect("a name")],
                    std::fs::read_to_string(self.folder.join("draftsman.toml"))
                );
            }
            self.client.listen(Instant::now() + Duration::from_millis(100));
        }
        self.client.forget_answers();
        self.did("compared");
        fresh
    }

    /// The memory in use, in kilobytes, by the server and by a fresh one when everything has been closed and forgotten;
    /// then all is opened again.
    fn rest(&mut self, mut fresh: Client) -> Option<(u64, u64)> {
        let held = Soak::without(&mut self.client, &self.folder, self.open.keys());
        let needed = Soak::without(&mut fresh, &self.folder, self.open.keys());
        fresh.finish();
        for (name, text) in &self.open {
            self.next += 1;
            self.client.open(name, self.next, text);
        }
        held.zip(needed)
    }

    /// The memory of a server in which some documents have been closed, all that are open.
    fn without<'a>(client: &mut Client, folder: &Path, open: impl Iterator<Item = &'a String>) -> Option<u64> {
        for name in open {
            client.close(name);
        }
        changed(client, &folder.join("draftsman.toml"));
        client.ask("workspace/symbol", json!({"query": "zzz"}));
        std::thread::sleep(Duration::from_millis(500));
        client.memory()
    }

    /// Goes without a word, and comes back with the same documents.
    fn reconnect(&mut self) {
        let settings = self.client.settings.clone();
        let gone = std::mem::replace(&mut self.client, server(&self.folder));
        gone.hang_up();
        self.client.settings = settings;
        self.client.introduce(&self.folder);
        for (name, text) in &self.open {
            self.next += 1;
            self.client.open(name, self.next, text);
        }
        self.did("gone and come back");
    }
}

/// Tells a server that a file has changed on disk.
fn changed(client: &mut Client, file: &Path) {
    client.tell(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": uri(file), "type": 2}]}),
    );
}

/// The position of a byte, as the protocol counts by itself: units of UTF-16.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let ends = before.replace("\r\n", "\n");
    let line = ends.matches(['\n', '\r']).count();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    json!({"line": line, "character": before[start..].encode_utf16().count()})
}
