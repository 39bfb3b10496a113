//! What mutations begin with, and the words they put in: our own pages, designs, notes and settings.

use draftsman::knowledge::Knowledge;
use draftsman::rules::RULES;
use std::path::Path;
use std::sync::{Arc, LazyLock};

pub static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

/// Every file below a folder whose name ends so.
fn files(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found.iter().map(|path| std::fs::read(path).expect("a file")).collect()
}

/// What stands in the fences of the rules' pages, carets and all, the sample designs, and texts that are hard to read.
pub fn designs() -> Vec<Vec<u8>> {
    let fences = RULES.iter().flat_map(|rule| rule.page.split("```").skip(1).step_by(2));
    let examples = fences.map(|fence| fence.split_once('\n').map_or("", |(_, text)| text).as_bytes().to_vec());
    let hard = [
        "> ".repeat(500),
        "- ".repeat(500),
        "[".repeat(2000),
        "*a_ ".repeat(500),
        format!("|{}\n|{}\n", " a |".repeat(300), " - |".repeat(300)),
        "<!-- draftsman: allow ".to_owned(),
        "```\n".repeat(300),
        "# Design a cache\n\n## Functional Requirements\n\n- \n\n## Non-Functional Requirements\n\n- 1 s\n".to_owned(),
        "10 * 3 = 31 rps, 5 GB / 0 = 1, 1e308 * 10 = 7".to_owned(),
        "---\ntitle: x\n---\n# Design X\r\n\r\n## API Design\r\n\r\nGET /x/{id} -> X\r\n".to_owned(),
        "```mermaid\nflowchart LR\n a[\"x\"] --> b(y)\n```\n".to_owned(),
    ];
    let hard = hard.into_iter().map(String::into_bytes);
    files("tests/designs", ".md")
        .into_iter()
        .chain(examples)
        .chain(hard)
        .collect()
}

/// The built-in notes, in pieces, and those of the tests.
pub fn notes() -> Vec<Vec<u8>> {
    let own = files("server/knowledge", "notes.md");
    let pieces: Vec<Vec<u8>> = own
        .iter()
        .flat_map(|notes| notes.chunks(3000).map(<[u8]>::to_vec))
        .collect();
    let tests = files("tests/cli/notes.in", ".md")
        .into_iter()
        .chain(files("tests/cli/settings.in", "notes.md"));
    let small = "- Approach\n  - Functional Requirements\n  - Non-Functional Requirements\n    - Latency\n      - Caching\n  - Rollout\n\
                 - SQL - 5k up to 10k rps\n- Sharding / Partitioning (parts)\n";
    pieces
        .into_iter()
        .chain(tests)
        .chain([small.as_bytes().to_vec()])
        .collect()
}

/// Settings that are right, and some that are not.
pub fn settings() -> Vec<Vec<u8>> {
    let whole = "notes = [\"notes.md\", \"a/b.md\"]\ndesigns = [\"docs/**\", \"*.{md,txt}\"]\nignore = [\"/x/[a-z]?.md\"]\n\
                 preset = \"production\"\n\n[rules]\nmissing_section = \"off\"\nmissing_nfr = \"error\"\n\n[sections]\n\
                 deep_dive = [\"Scaling\"]\n\n[words]\nlatency = [\"snappy\"]\n\n[[technology]]\nname = \"Turbine\"\n\
                 kind = \"product\"\ncategory = \"queue\"\nconcept = \"Queue\"\naliases = [\"turbine mq\"]\n\
                 serves = { latency = \"it is near\" }\n";
    let fixtures = files("tests/cli/settings.in", ".toml")
        .into_iter()
        .chain(files("tests/cli/notes.in", ".toml"));
    fixtures.chain([whole.as_bytes().to_vec()]).collect()
}

/// Streams of messages, and of what is none.
pub fn streams() -> Vec<Vec<u8>> {
    let message = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let good = message("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    let all = [
        good.repeat(3),
        format!("garbage\n{good}"),
        format!("no end {good}"),
        format!("Content-Type: x\r\ncontent-length: 4\r\n\r\nnull{good}"),
        format!("Content-Length: 3\r\n\r\n{{\"a\":1}}{good}"),
        "Content-Length: 99999999999\r\n\r\n".to_owned(),
        "Content-Length: -1\r\n\r\n".to_owned(),
        "\r\n\r\n\n\n".to_owned(),
    ];
    all.into_iter().map(String::into_bytes).collect()
}

fn bytes(words: &[&str]) -> Vec<Vec<u8>> {
    words.iter().map(|word| word.as_bytes().to_vec()).collect()
}

/// The words that designs and notes are made of.
pub fn words() -> Vec<Vec<u8>> {
    let marks = bytes(&[
        "\n\n",
        "\n",
        "\r\n",
        "---\n",
        "===\n",
        "```",
        "~~~",
        "`",
        "**",
        "__",
        "[x](y)",
        "![a](b)",
        "<b>",
        "</b>",
        "<!-- ",
        " -->",
        "| a | b |\n| - | - |\n",
        "- [ ] ",
        "- [x] ",
        "1. ",
        "&amp;",
        "&#0;",
        "\\",
        "<|>",
        "___",
        "TODO",
        "://",
        "http://a.b/c?d=e",
        "draftsman: allow ",
        "draftsman: allow-file ",
        "^^^^ ",
        "$x$",
        "~x~",
        "[^1]",
        "[^1]: ",
        ": ",
        " - ",
        " because ",
        " instead of ",
        " or ",
        " vs. ",
        " not ",
        " out of scope",
        " p99 < 200 ms",
        " 10k rps",
        " 99.99 %",
        " 5 TB",
        " = ",
        " * ",
        " / ",
        " ≈ ",
        "→",
        "+",
        "GET /",
        "POST /x/{id}",
        " -> ",
        "{",
        "}",
        "(",
        ")",
        "?",
        "!",
        "“",
        "’",
    ]);
    let knowledge = &*KNOWLEDGE;
    let technologies = knowledge.technologies.iter().map(|one| one.name.clone());
    let concepts = knowledge.concepts.iter().map(|one| one.name.clone());
    let sections = knowledge.sections.iter().map(|one| format!("\n\n## {}\n\n", one.name));
    let qualities = knowledge.qualities.iter().map(|one| format!("- {}: ", one.name));
    let rules = RULES
        .iter()
        .map(|rule| format!("<!-- draftsman: allow {}: x -->\n", rule.name));
    let named = technologies
        .chain(concepts)
        .chain(sections)
        .chain(qualities)
        .chain(rules);
    marks.into_iter().chain(named.map(String::into_bytes)).collect()
}

/// The words that settings are made of.
pub fn keys() -> Vec<Vec<u8>> {
    let marks = bytes(&[
        "notes = [",
        "]",
        "\"",
        "'",
        "\"\"\"",
        "[rules]\n",
        "[[technology]]\n",
        "[sections]\n",
        "[words]\n",
        "= \"off\"\n",
        "**",
        "*",
        "{a,b}",
        "[!a]",
        "[z-a]",
        "../",
        "/",
        "\\",
        "..",
        ".",
        "#",
        "\n",
        "name = \"\"\n",
        "aliases = []\n",
        "category = \"cache\"\n",
        "serves = {}\n",
        "1979-05-27",
        "nan",
        "0x1",
        "true",
        "preset = \"interview\"\n",
        "concept = \"x\"\n",
        "kind = \"role\"\n",
        "\u{0}",
    ]);
    let rules = RULES
        .iter()
        .map(|rule| format!("{} = \"hint\"\n", rule.name).into_bytes());
    marks.into_iter().chain(rules).collect()
}

/// The words that streams are made of.
pub fn headers() -> Vec<Vec<u8>> {
    bytes(&[
        "Content-Length: ",
        "content-length:",
        "Content-Type: ",
        "\r\n\r\n",
        "\r\n",
        "\n",
        "0",
        "1",
        "33",
        "999999",
        "-",
        " ",
        "{}",
        "null",
        "Content-Length: 2\r\n\r\n{}",
    ])
}
