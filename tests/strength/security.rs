//! What `SECURITY.md` promises, each promise with its test.

use super::client::{Client, uri};
use super::{DESIGN, program};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a stranger's workspace may hold.
const NOTES: &str = "- Sharding / [Split](command:evil) - see [this](command:evil) ![x](https://a.b/c.png) <img src=x> <command:evil>\n\
                     - Cache - [ref][r] and [again]( COMMAND:evil)\n\n[r]: command:evil\n";

fn place(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

/// Everything that an editor asks by itself while someone reads and types.
fn work(client: &mut Client, design: &str) {
    client.open(design, 1, DESIGN);
    client.findings(design);
    let document = json!({"textDocument": {"uri": design}});
    for method in ["documentSymbol", "foldingRange", "codeLens", "semanticTokens/full"] {
        client.ask(&format!("textDocument/{method}"), document.clone());
    }
    for method in [
        "hover",
        "completion",
        "definition",
        "documentHighlight",
        "prepareRename",
    ] {
        client.ask(&format!("textDocument/{method}"), place(design, 13, 31));
    }
    let range = json!({"start": {"line": 13, "character": 0}, "end": {"line": 13, "character": 60}});
    client.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": design}, "range": range, "context": {"diagnostics": []}}),
    );
    client.ask(
        "textDocument/inlayHint",
        json!({"textDocument": {"uri": design}, "range": range}),
    );
    client.ask("workspace/symbol", json!({"query": "shortener"}));
    client.change(design, 2, json!([{"text": format!("{DESIGN}\nMore.\n")}]));
    client.findings(design);
}

/// The calls to the system are written down by `strace`, where there is one and it may look.
#[cfg(target_os = "linux")]
#[test]
fn nothing_is_run_written_or_fetched_and_nothing_else_is_read() {
    let can_trace = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    if !can_trace.is_ok_and(|status| status.success()) {
        eprintln!("there is no strace here: the calls to the system are not looked at");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a folder");
    let (root, outside) = (folder.join("workspace"), folder.join("outside"));
    for made in [&root, &outside] {
        fs::create_dir(made).expect("a folder");
        fs::write(made.join("notes.md"), NOTES).expect("a file");
    }
    std::os::unix::fs::symlink(outside.join("notes.md"), root.join("link.md")).expect("a link");
    let settings = format!(
        "notes = [\"notes.md\", \"link.md\", \"../outside/notes.md\", \"{}\"]\n",
        outside.join("notes.md").display()
    );
    fs::write(root.join("draftsman.toml"), settings).expect("a file");
    fs::write(root.join("design.md"), DESIGN).expect("a file");
    let trace = folder.join("trace");
    let mut command = Command::new("strace");
    command
        .args([
            "-f",
            "-qq",
            "-s",
            "300",
            "-e",
            "trace=%file,%network,%process,ftruncate",
            "-o",
        ])
        .arg(&trace);
    command
        .args([env!("CARGO_BIN_EXE_draftsman"), "lsp"])
        .current_dir(&root);
    let mut client = Client::start(command);
    client.introduce(&root);
    work(&mut client, &uri(&root.join("design.md")));
    client.finish();
    let calls = fs::read_to_string(&trace).expect("the trace");
    let calls: Vec<&str> = calls.lines().filter(|call| !call.contains("ENOENT")).collect();
    assert!(
        calls.iter().any(|call| call.contains("draftsman.toml")),
        "the calls are seen"
    );
    for call in &calls {
        let name = call
            .split_whitespace()
            .nth(1)
            .unwrap_or_default()
            .split('(')
            .next()
            .unwrap_or_default();
        let is_network = ["socket", "connect", "bind", "sendto", "sendmsg", "listen", "accept"].contains(&name);
        assert!(!is_network, "the network: {call}");
        let is_change = [
            "unlink",
            "unlinkat",
            "rename",
            "renameat",
            "renameat2",
            "mkdir",
            "mkdirat",
            "chmod",
            "fchmodat",
            "truncate",
            "ftruncate",
            "link",
            "linkat",
            "symlink",
            "symlinkat",
        ]
        .contains(&name);
        assert!(!is_change, "a change: {call}");
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"]
            .iter()
            .any(|flag| call.contains(flag))
            && !call.contains("/dev/");
        assert!(!writes, "a file is written: {call}");
        let is_own_start = call.contains(env!("CARGO_BIN_EXE_draftsman"));
        assert!(name != "execve" || is_own_start, "a program is run: {call}");
        let opens = ["open", "openat", "openat2"].contains(&name) && !call.contains("O_DIRECTORY");
        let is_outside =
            call.contains(&*outside.to_string_lossy()) || call.contains("outside/notes.md") || call.contains("link.md");
        assert!(!(opens && is_outside), "a file outside is read: {call}");
    }
    // What the system itself reads to run a program lies where the system keeps it.
    let opened = calls
        .iter()
        .filter(|call| call.contains("openat(") && !call.contains("O_DIRECTORY"));
    let paths = opened
        .filter_map(|call| call.split('"').nth(1))
        .filter(|path| path.starts_with('/'));
    // Which files git passes over is for the user to say in the configuration of git.
    let is_git = |path: &str| path.ends_with("/.gitconfig") || path.contains("/git/") || path == "/etc/gitconfig";
    let system = ["/lib", "/usr", "/etc/ld.so", "/proc", "/sys", "/dev"];
    let strange: Vec<&str> = paths
        .filter(|path| {
            !is_git(path)
                && !Path::new(path).starts_with(&root)
                && !system.iter().any(|folder| path.starts_with(folder))
        })
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

/// Only the settings that the user keeps in their editor may name notes elsewhere.
#[test]
fn notes_elsewhere_are_the_users_to_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().canonicalize().expect("a folder");
    let root = folder.join("workspace");
    fs::create_dir(&root).expect("a folder");
    let notes = folder.join("notes.md");
    fs::write(
        &notes,
        "- Approach\n  - Functional Requirements\n  - Non-Functional Requirements\n    - Latency\n  - High Level Design\n  - Rollout\n",
    )
    .expect("a file");
    let design = uri(&root.join("design.md"));
    let says_rollout = |client: &Client| {
        json!(client.published.get(&design).map(|all| &all.diagnostics))
            .to_string()
            .contains("Rollout")
    };

    fs::write(
        root.join("draftsman.toml"),
        format!("notes = [\"{}\", \"../notes.md\"]\n", notes.display()),
    )
    .expect("a file");
    let mut client = Client::of(&root);
    client.open(&design, 1, DESIGN);
    client.findings(&design);
    let settings = uri(&root.join("draftsman.toml"));
    client.until("two complaints", |client| {
        client
            .published
            .get(&settings)
            .is_some_and(|all| all.diagnostics.len() == 2)
    });
    assert!(!says_rollout(&client));
    client.finish();

    fs::remove_file(root.join("draftsman.toml")).expect("it was there");
    let mut client = Client::start(program(&root, &["lsp"]));
    client.settings = json!({"notes": [notes]});
    client.introduce(&root);
    client.open(&design, 1, DESIGN);
    client.until("the user's notes", says_rollout);
    client.finish();
}

#[test]
fn notes_cannot_give_orders_in_a_hover() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("notes.md"), NOTES).expect("a file");
    fs::write(folder.path().join("draftsman.toml"), "notes = [\"notes.md\"]\n").expect("a file");
    let text = format!("{DESIGN}\nSharding of the cache, [Split](command:evil) too.\n");
    let design = uri(&folder.path().join("design.md"));
    let mut client = Client::of(folder.path());
    client.open(&design, 1, &text);
    let line = text.lines().count() as u32 - 1;
    let mut seen = 0;
    for column in 0..50 {
        let hover = client.ask("textDocument/hover", place(&design, line, column));
        let Some(shown) = hover["contents"]["value"].as_str() else {
            continue;
        };
        seen += 1;
        let folded = shown.to_lowercase().replace(' ', "");
        for bad in ["](command:", "]:command:", "![", "<img"] {
            assert!(!folded.contains(bad), "{bad} in {shown}");
        }
        assert!(!folded.replace("\\<", "").contains("<command:"), "{shown}");
    }
    assert!(seen > 10, "there is something to show: {seen}");
    client.finish();
}

/// Every tag and attribute on the page is one of ours.
#[test]
fn a_report_holds_no_markup_of_the_design() {
    let evil =
        "<script>alert(1)</script> \"onmouseover='x' </title><img src=x onerror=y> ]]> <!-- javascript:z &lt;b&gt;";
    let design = format!(
        "# Design {evil}\n\n## Functional Requirements\n\n- Users can {evil}\n\n## Non-Functional Requirements\n\n- Latency: 2 s {evil}\n\n\
         ## Core Entities\n\n- User{evil}\n\n## API Design\n\nGET /x/{{id}}{evil} -> X\n\n## High Level Design\n\nKafka {evil}, because \
         {evil}; 3 * 4 rps = 13 rps {evil}\n\n## Deep Dive\n\n- {evil}\n"
    );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("x\"><script>.md"), &design).expect("a file");
    for path in ["x\"><script>.md", "."] {
        let ran = program(folder.path(), &["report", "--format", "html", path])
            .output()
            .expect("the program runs");
        let page = String::from_utf8(ran.stdout).expect("UTF-8");
        assert!(page.contains("Design"), "{page}");
        let known = [
            "!doctype",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "h1",
            "h2",
            "h3",
            "p",
            "a",
            "span",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "ul",
            "li",
            "code",
            "svg",
            "g",
            "rect",
            "path",
            "text",
            "tspan",
            "line",
            "marker",
            "defs",
            "div",
            "section",
            "header",
            "footer",
            "em",
            "strong",
            "small",
            "br",
            "nav",
            "figure",
            "figcaption",
            "b",
            "desc",
            "polygon",
            "circle",
        ];
        for tag in page.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let name = tag
                .trim_start_matches('/')
                .split([' ', '\n'])
                .next()
                .unwrap_or_default()
                .to_lowercase();
            assert!(known.contains(&name.as_str()), "{name} in <{tag}>");
            let outside_quotes: String = tag.split('"').step_by(2).collect();
            assert!(
                !outside_quotes.contains(" on") && !outside_quotes.contains('\''),
                "<{tag}>"
            );
            assert!(!tag.to_lowercase().contains("javascript:"), "<{tag}>");
        }
    }
}

/// Patterns are matched in a time that grows with their length and no faster.
#[test]
fn no_pattern_can_stall_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let patterns = [
        "*a".repeat(2000),
        format!("{}{}", "{a,".repeat(60), "}".repeat(60)),
        "**/".repeat(500),
        format!("[{}]*", "a-z".repeat(3000)),
        "{a,b}".repeat(400),
    ];
    let list: Vec<String> = patterns.iter().map(|pattern| format!("\"{pattern}\"")).collect();
    fs::write(
        folder.path().join("draftsman.toml"),
        format!("ignore = [{}]\n", list.join(", ")),
    )
    .expect("a file");
    fs::write(folder.path().join(format!("{}.md", "a".repeat(200))), DESIGN).expect("a file");
    let begun = Instant::now();
    let ran = program(folder.path(), &["check"]).output().expect("the program runs");
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(30), "{took:?}");
    assert!(
        ran.status.code().is_some_and(|code| code < 2),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

/// The log and the information for a bug report name documents; neither holds their words.
#[test]
fn a_log_quotes_no_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(program(folder.path(), &["lsp", "--log", "log", "--log-level", "debug"]));
    client.introduce(folder.path());
    let design = uri(&folder.path().join("design.md"));
    client.open(&design, 1, &DESIGN.replace("URL", "zebra"));
    client.findings(&design);
    client.send(b"Content-Length: 5\r\n\r\nzebra");
    client.ask("textDocument/hover", place(&design, 0, 12));
    let information = client
        .ask(
            "workspace/executeCommand",
            json!({"command": "draftsman.debugInformation"}),
        )
        .to_string();
    client.finish();
    let log = fs::read_to_string(folder.path().join("log")).expect("a log");
    for part in [
        "serving",
        "asked",
        "textDocument/didOpen",
        "design.md",
        "no message",
        "done",
    ] {
        assert!(log.contains(part), "{part} in {log}");
    }
    assert!(
        !log.contains("zebra") && !information.contains("zebra"),
        "{log}{information}"
    );
    assert!(information.contains("version"), "{information}");

    let mut quiet = Client::start(program(
        folder.path(),
        &["lsp", "--log", "errors", "--log-level", "error"],
    ));
    quiet.introduce(folder.path());
    quiet.finish();
    assert_eq!(fs::read_to_string(folder.path().join("errors")).expect("a log"), "");
    let refused = program(folder.path(), &["lsp", "--log", "no/such/folder"])
        .output()
        .expect("the program runs");
    assert_eq!(refused.status.code(), Some(2));
}
