//! What the editor does, one thing at a time, by the dice.

use super::{BROKEN, DESIGN, Soak, changed};
use crate::client::uri;
use serde_json::{Value, json};
use std::path::Path;

impl Soak {
    /// Does one thing.
    pub(super) fn step(&mut self) {
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
}

/// The position of a byte, as the protocol counts by itself: units of UTF-16.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let ends = before.replace("\r\n", "\n");
    let line = ends.matches(['\n', '\r']).count();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    json!({"line": line, "character": before[start..].encode_utf16().count()})
}
