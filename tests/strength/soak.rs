//! An editor at work for a long time: it types, opens, closes, renames, saves, changes settings and notes, withdraws
//! questions, sends nonsense and goes without a word. `SOAK_SECONDS` says how long, and it runs only then or at length,
//! `SOAK_SEED` with which dice. After each round the server's view is that of a fresh server which is told everything at
//! once, and when nothing is open it holds little more memory than that one.

mod editor;

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
