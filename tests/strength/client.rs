//! An editor that keeps account of what it is told, and of whether it could have been told so.

use super::wire::Wire;
pub use super::wire::{PATIENCE, uri};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What was published last of a document.
#[derive(Clone, Debug, Default)]
pub struct Published {
    pub version: Option<i64>,
    pub diagnostics: Vec<Value>,
}

/// The program, to be run in a folder.
pub fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_draftsman"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1");
    command
}

/// A running server, and what it has said.
pub struct Client {
    wire: Wire,
    next: i64,
    answers: HashMap<i64, Value>,
    /// What was published last, by document.
    pub published: HashMap<String, Published>,
    /// The version of each open document that was sent last.
    pub versions: HashMap<String, i64>,
    /// The versions that were known to the server when it got a request.
    asked: HashMap<i64, HashMap<String, i64>>,
    /// Nothing older may be published any more.
    floor: HashMap<String, i64>,
    /// Answers without a number: complaints about nonsense.
    pub complaints: usize,
    /// What the editor answers when it is asked for its settings.
    pub settings: Value,
}

impl Client {
    /// Starts the program; `lsp` is among its arguments already.
    pub fn start(mut command: Command) -> Client {
        Client {
            wire: Wire::start(command.stderr(Stdio::null())),
            next: 0,
            answers: HashMap::new(),
            published: HashMap::new(),
            versions: HashMap::new(),
            asked: HashMap::new(),
            floor: HashMap::new(),
            complaints: 0,
            settings: Value::Null,
        }
    }

    /// Starts the program in a folder and introduces a plain editor, which watches no files by itself.
    pub fn of(folder: &Path) -> Client {
        let mut client = Client::start(program(folder, &["lsp"]));
        client.introduce(folder);
        client
    }

    /// Introduces an editor whose workspace is a folder. What the server says it can do.
    pub fn introduce(&mut self, folder: &Path) -> Value {
        let folders = json!([{"uri": uri(folder), "name": "workspace"}]);
        let capabilities = json!({
            "workspace": {"configuration": true, "workspaceFolders": true,
                "didChangeWatchedFiles": {"dynamicRegistration": true}},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {"relatedInformation": true},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}},
        });
        let params = json!({"processId": std::process::id(), "rootUri": uri(folder), "workspaceFolders": folders,
            "capabilities": capabilities});
        let mut introduction = self.ask("initialize", params);
        self.tell("initialized", json!({}));
        introduction["capabilities"].take()
    }

    pub fn send(&mut self, bytes: &[u8]) {
        self.wire.send(bytes);
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.wire
            .post(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request without waiting; its number.
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.asked.insert(self.next, self.versions.clone());
        self.wire
            .post(&json!({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params}));
        self.next
    }

    pub fn cancel(&mut self, id: i64) {
        self.tell("$/cancelRequest", json!({"id": id}));
    }

    /// The whole answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return answer;
            }
            assert!(self.listen(end), "no answer to request {id}");
        }
    }

    /// An answer that must be no error.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer:#}");
        answer["result"].take()
    }

    pub fn open(&mut self, uri: &str, version: i64, text: &str) {
        self.versions.insert(uri.to_owned(), version);
        self.floor.remove(uri);
        let document = json!({"uri": uri, "languageId": "markdown", "version": version, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        self.versions.insert(uri.to_owned(), version);
        let document = json!({"uri": uri, "version": version});
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    pub fn close(&mut self, uri: &str) {
        self.versions.remove(uri);
        self.floor.remove(uri);
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// The findings of a document as it was sent last.
    pub fn findings(&mut self, uri: &str) -> Vec<Value> {
        self.until(&format!("findings of {uri}"), |client| {
            let version = client.versions.get(uri).copied();
            client
                .published
                .get(uri)
                .is_some_and(|published| published.version == version)
        });
        self.published[uri].diagnostics.clone()
    }

    /// Listens until something holds.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Client) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(self.listen(end), "never came: {what}");
        }
    }

    /// Takes in what is there.
    pub fn catch_up(&mut self) {
        while self.listen(Instant::now()) {}
    }

    /// Takes in one message. False at the end of patience or of the stream.
    pub fn listen(&mut self, end: Instant) -> bool {
        let Some(message) = self.wire.receive(end) else {
            return false;
        };
        match message["method"].as_str() {
            None => self.take_answer(message),
            Some("textDocument/publishDiagnostics") => self.take_findings(&message["params"]),
            Some(method) if message.get("id").is_some() => {
                let result = match method {
                    "workspace/configuration" => json!([self.settings]),
                    _ => Value::Null,
                };
                self.wire
                    .post(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
            }
            Some(_) => {}
        }
        true
    }

    fn take_answer(&mut self, answer: Value) {
        let Some(id) = answer["id"].as_i64() else {
            self.complaints += 1;
            return;
        };
        // Answered: what was sent before it has been seen by the server.
        for (uri, version) in self.asked.remove(&id).unwrap_or_default() {
            if self.versions.contains_key(&uri) {
                let floor = self.floor.entry(uri).or_default();
                *floor = version.max(*floor);
            }
        }
        self.answers.insert(id, answer);
    }

    fn take_findings(&mut self, params: &Value) {
        let uri = params["uri"].as_str().expect("a name").to_owned();
        let version = params["version"].as_i64();
        if let Some(version) = version {
            let sent = self.versions.get(&uri).copied().unwrap_or(i64::MAX);
            assert!(version <= sent, "{uri} has no version {version} yet");
            let floor = self.floor.get(&uri).copied().unwrap_or_default();
            assert!(
                version >= floor,
                "{uri}: version {version} is published when {floor} has been seen"
            );
        }
        let diagnostics = params["diagnostics"].as_array().expect("a list").clone();
        self.published.insert(uri, Published { version, diagnostics });
    }

    /// Forgets answers that nobody waits for.
    pub fn forget_answers(&mut self) {
        self.answers.clear();
    }

    /// The number of the process.
    pub fn process(&self) -> u32 {
        self.wire.child.id()
    }

    /// The memory in use, in kilobytes, where it can be told.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Ends in good order.
    pub fn finish(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        assert_eq!(self.wire.wait().code(), Some(0));
    }

    /// Goes without a word.
    pub fn hang_up(mut self) {
        self.wire.hang_up();
        assert_eq!(self.wire.wait().code(), Some(1));
    }
}
