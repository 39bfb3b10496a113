//! How long an editor waits for draftsman, and for other servers where they are installed, over the wire.
//!
//! `cargo bench --bench wire` prints it for designs of several lengths; behind `--` may stand other lengths, and the names
//! of the servers. While somebody types, an edit is followed by its findings, by a hover or by a completion, each asked for
//! at once; what an editor shows all over a document is asked for once the findings are there, and its answer is there once
//! it is parsed.

#[path = "../strength/client.rs"]
#[allow(dead_code)]
mod client;
mod designs;
#[allow(dead_code)]
#[path = "../support/wire.rs"]
mod wire;

use client::{Client, uri};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The servers, and what makes them speak over standard input and output.
const SERVERS: &[(&str, &[&str])] = &[
    (env!("CARGO_BIN_EXE_draftsman"), &["lsp"]),
    ("rumdl", &["server"]),
    ("harper-ls", &["--stdio"]),
];

/// So many edits of each kind, unless they take longer than is worth waiting for.
const EDITS: usize = 200;
const LONG: Duration = Duration::from_secs(20);

/// What an editor shows all over a document: who can do it, what it is, how it is asked for.
const ALL_OVER: &[(&str, &str, &str)] = &[
    ("documentSymbolProvider", "symbols", "textDocument/documentSymbol"),
    ("semanticTokensProvider", "tokens", "textDocument/semanticTokens/full"),
    (
        "semanticTokensProvider",
        "changed tokens",
        "textDocument/semanticTokens/full/delta",
    ),
    ("codeLensProvider", "lenses", "textDocument/codeLens"),
    ("foldingRangeProvider", "folds", "textDocument/foldingRange"),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let mut lengths: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if lengths.is_empty() {
        lengths.extend([300, 3_000, 30_000]);
    }
    let names: Vec<&String> = words.iter().filter(|word| word.parse::<usize>().is_err()).collect();
    for lines in lengths {
        for (program, arguments) in SERVERS {
            let name = Path::new(program)
                .file_name()
                .map_or(*program, |name| name.to_str().unwrap_or(program));
            if !names.is_empty() && !names.iter().any(|wanted| *wanted == name) {
                continue;
            }
            if is_installed(program) {
                println!("{name}, {lines} lines: {}", measure(program, arguments, lines));
            } else {
                println!("{name} is not installed");
            }
        }
    }
}

fn is_installed(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

/// Types into a design of a length. What came of it, in a line.
fn measure(program: &str, arguments: &[&str], lines: usize) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(program);
    command.args(arguments).current_dir(&folder);
    let begun = Instant::now();
    let mut client = Client::start(command);
    let abilities = client.introduce(folder.path());
    let introduced = begun.elapsed();
    std::thread::sleep(Duration::from_millis(500));
    let idle = client.memory();

    let mut typist = Typist::new(&abilities, folder.path(), designs::design(lines));
    let begun = Instant::now();
    client.open(&typist.uri, typist.version, &typist.text);
    typist.wait(&mut client);
    let opened = begun.elapsed();
    let findings = client.published[&typist.uri].diagnostics.len();
    let open = client.memory();

    let keystrokes = times(|| {
        let begun = typist.strike(&mut client);
        typist.wait(&mut client);
        begun.elapsed()
    });
    let [hovers, completions] = ["hover", "completion"].map(|question| {
        let is_able = abilities
            .get(format!("{question}Provider"))
            .is_some_and(|able| *able != Value::Bool(false));
        let ask = || {
            typist.strike(&mut client);
            let begun = Instant::now();
            client.ask(&format!("textDocument/{question}"), typist.place());
            let waited = begun.elapsed();
            typist.wait(&mut client);
            waited
        };
        if is_able { times(ask) } else { Vec::new() }
    });
    let shown_all_over: Vec<String> = ALL_OVER
        .iter()
        .filter(|(able, _, _)| abilities.get(*able).is_some_and(|able| *able != Value::Bool(false)))
        .map(|(_, what, method)| {
            let mut previous = Value::Null;
            let waits = times(|| {
                typist.strike(&mut client);
                typist.wait(&mut client);
                let mut params = json!({"textDocument": {"uri": typist.uri}});
                if method.ends_with("/delta") {
                    params["previousResultId"] = previous.take();
                }
                let begun = Instant::now();
                let answer = client.ask(method, params);
                let waited = begun.elapsed();
                previous = answer["resultId"].clone();
                waited
            });
            format!("{what} {}", shown(&waits))
        })
        .collect();
    let then = client.memory();
    let megabytes = |memory: Option<u64>| memory.map_or("?".to_owned(), |kilobytes| format!("{} MB", kilobytes >> 10));
    format!(
        "introduced in {introduced:.1?}, {} idle; opened with {findings} findings in {opened:.1?}, {}; p50 / p99 from a \
         keystroke to its findings {}, to a hover {}, to a completion {}; p50 / p99 of {}; {} in the end",
        megabytes(idle),
        megabytes(open),
        shown(&keystrokes),
        shown(&hovers),
        shown(&completions),
        shown_all_over.join(", "),
        megabytes(then),
    )
}

/// Types a letter into a bullet, and takes it away again.
struct Typist {
    uri: String,
    text: String,
    version: i64,
    /// The line of the bullet, and the byte at which its words begin.
    line: usize,
    at: usize,
    /// The server takes what has changed; others want the whole text each time.
    is_incremental: bool,
}

impl Typist {
    fn new(abilities: &Value, folder: &Path, text: String) -> Typist {
        let sync = &abilities["textDocumentSync"];
        let middle = text.floor_char_boundary(text.len() / 2);
        let at = text[middle..].find("\n- ").map_or(0, |at| middle + at + 3);
        Typist {
            uri: uri(&folder.join("design.md")),
            line: text[..at].matches('\n').count(),
            at,
            text,
            version: 1,
            is_incremental: sync.get("change").unwrap_or(sync) == 2,
        }
    }

    fn strike(&mut self, client: &mut Client) -> Instant {
        self.version += 1;
        let (from, to) = (
            json!({"line": self.line, "character": 2}),
            json!({"line": self.line, "character": 3}),
        );
        let change = if self.version % 2 == 0 {
            self.text.insert(self.at, 'x');
            json!({"range": {"start": from, "end": from}, "text": "x"})
        } else {
            self.text.remove(self.at);
            json!({"range": {"start": from, "end": to}, "text": ""})
        };
        let change = if self.is_incremental {
            change
        } else {
            json!({"text": self.text})
        };
        client.published.remove(&self.uri);
        let begun = Instant::now();
        client.change(&self.uri, self.version, json!([change]));
        begun
    }

    /// Until the findings of what was typed last are there.
    fn wait(&self, client: &mut Client) {
        client.until("findings", |client| {
            let published = client.published.get(&self.uri);
            published.is_some_and(|published| published.version.is_none_or(|version| version == self.version))
        });
    }

    fn place(&self) -> Value {
        json!({"textDocument": {"uri": self.uri}, "position": {"line": self.line, "character": 8}})
    }
}

/// The times that something took, sorted.
fn times(mut act: impl FnMut() -> Duration) -> Vec<Duration> {
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.len() < EDITS && (times.len() < 10 || begun.elapsed() < LONG) {
        times.push(act());
    }
    times.sort();
    times
}

fn shown(times: &[Duration]) -> String {
    let part = |hundredths: usize| times.get((times.len() * hundredths / 100).min(times.len().saturating_sub(1)));
    match (part(50), part(99)) {
        (Some(half), Some(most)) => format!("{half:.1?} / {most:.1?}"),
        _ => "none".to_owned(),
    }
}
