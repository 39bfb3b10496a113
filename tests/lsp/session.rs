//! An editor that talks to the program over its standard input and output.

use super::wire::Wire;
pub use super::wire::{PATIENCE, uri};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// A running server and what it has said.
pub struct Session {
    wire: Wire,
    errors: Receiver<String>,
    /// Everything that the server sent without being asked, in order.
    pub heard: Vec<Value>,
    answers: Vec<Value>,
    /// What the editor answers when it is asked for its settings.
    pub settings: Value,
    /// What the server said of itself.
    pub server: Value,
    next: i64,
    record: Option<File>,
}

/// Where whole sessions are written, one a file and one message a line, for `tests/protocol` to judge.
const RECORD: &str = "DRAFTSMAN_RECORD";

/// A new file for a session, where sessions are to be recorded.
fn record() -> Option<File> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let folder = PathBuf::from(std::env::var_os(RECORD)?);
    std::fs::create_dir_all(&folder).expect("a folder");
    let name = format!("{}-{}.jsonl", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    Some(File::create(folder.join(name)).expect("a file"))
}

impl Session {
    /// Starts the program; nothing is said yet.
    pub fn start() -> Session {
        Session::run(&mut Command::new(env!("CARGO_BIN_EXE_draftsman")))
    }

    /// The same for a user who has this folder for a home.
    pub fn at_home(home: &Path) -> Session {
        Session::run(Command::new(env!("CARGO_BIN_EXE_draftsman")).env("HOME", home))
    }

    fn run(program: &mut Command) -> Session {
        let mut wire = Wire::start(program.arg("lsp").stderr(Stdio::piped()));
        let mut complaints = wire.child.stderr.take().expect("its errors");
        let (sender, errors) = mpsc::channel();
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = complaints.read_to_string(&mut text);
            let _ = sender.send(text);
        });
        Session {
            wire,
            errors,
            heard: Vec::new(),
            answers: Vec::new(),
            settings: Value::Null,
            server: Value::Null,
            next: 0,
            record: record(),
        }
    }

    /// Starts the program and introduces an editor to it.
    pub fn of(initialize: Value) -> Session {
        let mut session = Session::start();
        session.introduce(initialize);
        session
    }

    /// Introduces an editor.
    pub fn introduce(&mut self, initialize: Value) {
        self.server = self.ask("initialize", initialize);
        self.tell("initialized", json!({}));
    }

    /// What the server can do.
    pub fn can(&self) -> &Value {
        &self.server["capabilities"]
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        self.wire.send(bytes);
    }

    /// Writes down what one side says.
    fn note(&mut self, side: &str, message: &Value) {
        if let Some(file) = &mut self.record {
            writeln!(file, "{}", json!({"from": side, "message": message})).expect("a file");
        }
    }

    fn post(&mut self, message: &Value) {
        self.note("editor", message);
        self.wire.post(message);
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.post(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request without waiting; its number.
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.post(&json!({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params}));
        self.next
    }

    /// The whole answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        self.answer_within(id, PATIENCE)
    }

    /// The same for what takes long.
    pub fn answer_within(&mut self, id: i64, patience: Duration) -> Value {
        let end = Instant::now() + patience;
        loop {
            if let Some(at) = self.answers.iter().position(|answer| answer["id"] == json!(id)) {
                return self.answers.remove(at);
            }
            assert!(self.listen(end), "no answer to request {id}; heard {:#?}", self.heard);
        }
    }

    /// An answer that must be no error.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer:#}");
        answer["result"].take()
    }

    /// The error that a request is answered with.
    pub fn fail(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_some(), "{method}: {answer:#}");
        answer["error"].take()
    }

    /// Waits for something the server says by itself, from its `from`th word on.
    pub fn wait(&mut self, what: &str, from: usize, is_it: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        let mut next = from;
        loop {
            if let Some(message) = self.heard[next.min(self.heard.len())..]
                .iter()
                .find(|message| is_it(message))
            {
                return message.clone();
            }
            next = self.heard.len().max(from);
            assert!(self.listen(end), "never came: {what}; heard {:#?}", self.heard);
        }
    }

    /// Answers to what had no number.
    pub fn complaint(&mut self) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.answers.iter().position(|answer| answer["id"].is_null()) {
                return self.answers.remove(at)["error"].take();
            }
            assert!(self.listen(end), "no complaint; heard {:#?}", self.heard);
        }
    }

    /// Takes in whatever comes during a while.
    pub fn idle(&mut self, while_: Duration) {
        let end = Instant::now() + while_;
        while self.listen(end) {}
    }

    /// Takes in one message, answering it where it is a question. False at the end of patience or of the stream.
    fn listen(&mut self, end: Instant) -> bool {
        let Some(message) = self.wire.receive(end) else {
            return false;
        };
        self.note("server", &message);
        if message.get("method").is_none() {
            self.answers.push(message);
        } else {
            if let Some(id) = message.get("id") {
                let result = match message["method"].as_str() {
                    Some("workspace/configuration") => json!([self.settings]),
                    Some("workspace/applyEdit") => json!({"applied": true}),
                    Some("window/showDocument") => json!({"success": true}),
                    _ => Value::Null,
                };
                let answer = json!({"jsonrpc": "2.0", "id": id, "result": result});
                self.post(&answer);
            }
            self.heard.push(message);
        }
        true
    }

    pub fn open(&mut self, uri: &str, version: i64, text: &str) {
        let document = json!({"uri": uri, "languageId": "markdown", "version": version, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    pub fn close(&mut self, uri: &str) {
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// The findings that are published for a version of a document.
    pub fn findings(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let published = self.wait(&format!("findings of {uri}, version {version}"), 0, |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        published["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// The rules that a version of a document breaks.
    pub fn rules(&mut self, uri: &str, version: i64) -> Vec<String> {
        codes(&self.findings(uri, version))
    }

    /// Every publication of a document, as version and number of findings.
    pub fn published(&self, uri: &str) -> Vec<(Value, usize)> {
        let ours = self
            .heard
            .iter()
            .filter(|message| message["method"] == "textDocument/publishDiagnostics");
        let ours = ours
            .map(|message| &message["params"])
            .filter(|params| params["uri"] == uri);
        ours.map(|params| {
            (
                params["version"].clone(),
                params["diagnostics"].as_array().map_or(0, Vec::len),
            )
        })
        .collect()
    }

    /// How many requests or notifications of a method came.
    pub fn count(&self, method: &str) -> usize {
        self.heard.iter().filter(|message| message["method"] == method).count()
    }

    /// How many answers have come for requests of this name.
    pub fn named(&self, id: &str) -> usize {
        self.answers.iter().filter(|answer| answer["id"] == id).count()
    }

    /// Closes the server's input.
    pub fn hang_up(&mut self) {
        self.wire.hang_up();
    }

    /// Waits for the program to end: how it ended, and what it wrote to standard error.
    pub fn end(&mut self) -> (ExitStatus, String) {
        let status = self.wire.wait();
        (status, self.errors.recv_timeout(PATIENCE).expect("its errors"))
    }

    /// Ends in good order.
    pub fn finish(&mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        let (status, errors) = self.end();
        assert_eq!(status.code(), Some(0));
        assert_eq!(errors, "", "quiet unless something is wrong");
    }
}

/// The rules of findings.
pub fn codes(findings: &[Value]) -> Vec<String> {
    findings
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .map(str::to_owned)
        .collect()
}

/// A new folder, with files.
pub fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lsp").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (file, text) in files {
        write(&folder.join(file), text);
    }
    folder
}

/// Writes a file, with the folders above it.
pub fn write(file: &Path, text: &str) {
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(file, text).expect("a file");
}

pub fn at(line: u32, character: u32) -> Value {
    json!({"line": line, "character": character})
}

pub fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    json!({"start": at(start.0, start.1), "end": at(end.0, end.1)})
}
