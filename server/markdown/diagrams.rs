//! Diagrams and listings in fenced code: their labels name components, their node identifiers do not.

use crate::markdown::list_marker;
use crate::text::Span;
use std::collections::HashSet;

/// What fenced code tells in words, as bytes of the code.
pub struct Told {
    /// The labels, or the lines.
    pub labels: Vec<Span>,
    /// They stand in a drawing, rather than in a listing.
    pub drawn: bool,
}

/// The labels of a diagram and the lines of a listing, or nothing when the code is code.
pub fn told(language: &str, code: &str) -> Option<Told> {
    let plain = is_plain(language);
    let (labels, drawn) = match language {
        "mermaid" | "plantuml" | "puml" | "uml" | "dot" | "graphviz" | "d2" => (labels(code), true),
        _ if plain && is_drawing(code) || has_boxes(code) => (lines(code), true),
        _ if is_model(code) => (quoted(code), true),
        _ if plain && is_listing(code) => (lines(code), false),
        "yaml" | "yml" if is_outline(code) => (lines(code), false),
        _ => return None,
    };
    Some(Told { labels, drawn })
}

fn is_plain(language: &str) -> bool {
    matches!(
        language,
        "" | "text" | "txt" | "plaintext" | "plain" | "ascii" | "diagram" | "flow" | "none" | "md" | "markdown"
    )
}

/// Whether a fence of no language holds a list in words, as people keep their notes in a fixed width.
pub fn is_list(language: &str, code: &str) -> bool {
    // "Availability >= 99.9%" compares; nothing is assigned.
    let code = &code.replace(">=", "").replace("<=", "");
    let lines = || code.lines().map(str::trim).filter(|line| !line.is_empty());
    let marked = |line: &&str| list_marker(line) > 0 || is_ticked(line);
    let items = lines().filter(marked).count();
    // "Functional:" is what stands above a list.
    let told = lines().filter(|line| !line.ends_with(':')).count();
    if !is_plain(language) || items < 2 || items * 2 < told || is_advice(code) {
        return false;
    }
    // Among sentences an arrow or a comparison is said; elsewhere it is drawn or a statement.
    let sentences = lines().filter(marked).filter(|line| is_sentence(line)).count();
    let others = || {
        lines()
            .filter(|line| !marked(line) || !is_sentence(line))
            .collect::<Vec<_>>()
            .join("\n")
    };
    if sentences * 2 >= items && sentences * 2 >= told {
        let others = others();
        return !has_boxes(code) && !is_drawing(&others) && (others.is_empty() || is_listing(&others));
    }
    !is_drawing(code) && is_listing(code)
}

/// "- Guests can hand in a coat (in -> out)": some words in a row, before any sign of code or of a drawing.
fn is_sentence(line: &str) -> bool {
    const WORDS: usize = 4;
    let line = &line[list_marker(line)..];
    let plain = |word: &&str| {
        let word = word.trim_matches(['(', ')', ',', '.', ':', '"', '\'', '*']);
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '/' | '\'' | '’'))
    };
    line.split_whitespace().take_while(plain).count() >= WORDS && !line.ends_with(['{', '}', ';', '\\', '['])
}

/// A box of tips for the writer: "Tips:" stands first.
fn is_advice(code: &str) -> bool {
    const ADVICE: &[&str] = &["tip", "tips", "hint", "hints", "advice", "remember", "checklist"];
    let first = code
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let title = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    ADVICE.contains(&title.as_str())
}

/// "✓ Guests open a till": ticked, or crossed out.
fn is_ticked(line: &str) -> bool {
    line.starts_with(['✓', '✔', '✅', '✗', '✘', '❌'])
}

/// Whether code drawn in characters shows boxes or arrows, rather than statements of a language.
fn is_drawing(code: &str) -> bool {
    let drawing = [
        "─", "│", "┌", "└", "→", "←", "↓", "▼", "-->", "->", "=>", "+--", "|  ", " v\n", "⇒",
    ];
    let statements = code.lines().filter(|line| {
        let line = line.trim_end();
        // "2. The counter goes up (INCR = atomic)": a step in words.
        let step = || line.trim_start().starts_with(|c: char| c.is_ascii_digit()) && list_marker(line.trim_start()) > 0;
        line.ends_with(['{', '}', ';', ',']) || ((line.contains(" = ") || line.contains("==")) && !step())
    });
    drawing.iter().any(|mark| code.contains(mark)) && statements.count() * 4 <= code.lines().count()
}

/// Boxes are a drawing, whatever the fence calls their language.
fn has_boxes(code: &str) -> bool {
    code.contains('┌') && code.contains('┐') && code.contains('└')
}

/// An architecture written as a model: `cache = container "Cache" "Sessions" "Redis"`.
fn is_model(code: &str) -> bool {
    const ELEMENTS: &[&str] = &[
        "container ",
        "component ",
        "system ",
        "softwaresystem ",
        "person ",
        "database ",
        "technology ",
        "queue ",
    ];
    let elements = code.lines().filter(|line| {
        let line = line.trim().to_lowercase();
        line.contains('"')
            && ELEMENTS
                .iter()
                .any(|element| line.starts_with(element) || line.contains(&format!("= {element}")))
    });
    elements.count() >= 2
}

/// What stands in quotes, line by line.
fn quoted(code: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let marks: Vec<usize> = line.match_indices('"').map(|(at, _)| start + at).collect();
        found.extend(
            marks
                .chunks_exact(2)
                .map(|pair| pair[0] + 1..pair[1])
                .filter(|label| !label.is_empty()),
        );
        start += line.len();
    }
    found
}

/// Whether plain code lists things in words, as people note a stack or a flow, with no statement of a language.
fn is_listing(code: &str) -> bool {
    const COMMANDS: &[&str] = &[
        "select ",
        "insert ",
        "update ",
        "delete ",
        "create ",
        "alter ",
        "import ",
        "from ",
        "curl ",
        "get ",
        "set ",
        "post ",
        "put ",
        "patch ",
        "http",
        "docker ",
        "kubectl ",
        "npm ",
        "cd ",
        "pip install",
        "sudo ",
        "apt-get ",
        "brew install",
        "yarn add",
        "git clone",
        "def ",
        "func ",
        "if ",
        "for ",
        "return ",
        "//",
        "#",
        "$",
        "<",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "host:",
        "redis.",
        "@",
    ];
    let lines = || code.lines().map(str::trim).filter(|line| !line.is_empty());
    let statement = |line: &&str| {
        let called = line
            .match_indices('(')
            .any(|(at, _)| line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
        let lower = line.to_lowercase();
        // "<= 50 ms" bounds a figure.
        let bound = line.trim_start_matches(['<', '>', '=', ' ']);
        let bounds =
            bound.len() < line.len() && bound.starts_with(|c: char| c.is_ascii_digit()) && !bound.contains('=');
        !bounds
            && (called
                || line.ends_with(['{', '}', ';', ',', '\\'])
                || line.contains('=')
                || COMMANDS.iter().any(|word| lower.starts_with(word)))
    };
    lines().next().is_some() && !lines().any(|line| statement(&line))
}

/// Whether YAML is an outline for readers ("Key Management:", "Technology: Flink"): machines' keys are in lower case.
fn is_outline(code: &str) -> bool {
    // What a template for machines holds.
    const MACHINES: &[&str] = &["apiVersion", "::", "{{", "$ref", "!Ref", "!Sub", "${"];
    let key = |line: &str| {
        let line = line.trim().trim_start_matches("- ");
        let key = &line[..line.find(':').filter(|at| *at > 0)?];
        let written = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '&' | '(' | ')' | '.');
        key.chars().all(written).then(|| key.starts_with(char::is_uppercase))
    };
    let keys = || code.lines().filter_map(key);
    let capital = keys().filter(|capital| *capital).count();
    capital >= 2 && capital * 2 >= keys().count() && !MACHINES.iter().any(|mark| code.contains(mark))
}

/// Whether an indented block is a badly indented list or text rather than code.
pub fn is_prose(code: &str) -> bool {
    let lines = code.lines().filter(|line| !line.trim().is_empty());
    let odd = lines.clone().filter(|line| {
        let line = line.trim();
        line.ends_with([';', '{', '}', ',', '[', ']', '\\'])
            || line.contains("==")
            || line.contains(" = ")
            || line.contains("\":")
            || line.contains("│")
            || line.starts_with(['{', '}', '<', '$', '#', '|', '@', '"'])
    });
    odd.count() * 4 <= lines.count()
}

fn lines(code: &str) -> Vec<Span> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in code.split_inclusive('\n') {
        if !line.trim().is_empty() {
            lines.push(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    lines
}

/// Text in brackets, bars and quotes, names after `as` and `:`; a bare identifier only where no label replaces it.
fn labels(code: &str) -> Vec<Span> {
    let mut labels = Vec::new();
    let mut bare: Vec<Span> = Vec::new();
    let mut labelled: HashSet<&str> = HashSet::new();
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let trimmed = line.trim();
        if trimmed.starts_with("%%")
            || trimmed.starts_with("classDef")
            || trimmed.starts_with("style ")
            || trimmed.starts_with("class ")
        {
            continue;
        }
        let bytes = line.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            let c = bytes[i];
            if c.is_ascii_alphabetic() {
                let from = i;
                while i < bytes.len() && (bytes[i].is_ascii_alphanumeric() || matches!(bytes[i], b'_' | b'.')) {
                    i += 1;
                }
                let name = &line[from..i];
                let opens = bytes.get(i).is_some_and(|c| matches!(c, b'[' | b'(' | b'{' | b'>'))
                    || (line[i..].starts_with(" as ") && !trimmed.starts_with("actor \""));
                if opens {
                    labelled.insert(name);
                } else if !KEYWORDS.contains(&name) {
                    bare.push(at + from..at + i);
                }
                if line[i..].starts_with(" as ") {
                    let from = i + 4;
                    let to = line.trim_end().len();
                    labels.push(at + from..at + to.max(from));
                    i = to.max(from);
                }
            } else if matches!(c, b'[' | b'(' | b'{' | b'|' | b'"') {
                let close = match c {
                    b'[' => b']',
                    b'(' => b')',
                    b'{' => b'}',
                    other => other,
                };
                let from = i + 1;
                match line[from..].bytes().position(|c| c == close) {
                    Some(length) if length > 0 => {
                        labels.push(at + from..at + from + length);
                        i = from + length + 1;
                    }
                    _ => i += 1,
                }
            } else if c == b':' {
                let to = line.trim_end().len();
                if to > i + 1 {
                    labels.push(at + i + 1..at + to);
                }
                i = to.max(i + 1);
            } else {
                i += 1;
            }
        }
    }
    labels.extend(bare.into_iter().filter(|name| !labelled.contains(&code[name.clone()])));
    labels.retain(|label| code.is_char_boundary(label.start) && code.is_char_boundary(label.end));
    labels.sort_by_key(|label| label.start);
    labels
}

const KEYWORDS: &[&str] = &[
    "graph",
    "flowchart",
    "LR",
    "TD",
    "TB",
    "RL",
    "BT",
    "subgraph",
    "end",
    "sequenceDiagram",
    "participant",
    "actor",
    "loop",
    "alt",
    "else",
    "opt",
    "par",
    "and",
    "note",
    "Note",
    "over",
    "left",
    "right",
    "of",
    "activate",
    "deactivate",
    "direction",
    "digraph",
    "node",
    "component",
    "database",
    "queue",
    "cloud",
    "rectangle",
    "package",
    "shape",
    "label",
];
