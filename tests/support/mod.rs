//! A fixture is a document with carets under what should be found:
//!
//! ```text
//! Orders go to postgres.
//!              ^^^^^^^^ what is said about it
//! ```
//!
//! Several rows of carets may stand below one line. `<|>` stands where the cursor is.
#![allow(dead_code)]

use std::ops::Range;

/// What is said about a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// 0-based.
    pub line: usize,
    /// In characters, 0-based; only the first line of what is longer.
    pub columns: (usize, usize),
    pub message: String,
}

/// The document without its carets, and the notes they made.
pub fn parse(fixture: &str) -> (String, Vec<Note>) {
    let mut text = String::new();
    let mut notes = Vec::new();
    let mut line = 0;
    for row in fixture.lines() {
        let carets = row.trim_start();
        let width = carets.chars().take_while(|&c| c == '^').count();
        if width > 0 {
            let start = row.chars().count() - carets.chars().count();
            notes.push(Note {
                line: line - 1,
                columns: (start, start + width),
                message: carets.trim_start_matches('^').trim().to_owned(),
            });
        } else {
            text.push_str(row);
            text.push('\n');
            line += 1;
        }
    }
    notes.sort();
    (text, notes)
}

/// The same kind of note, made from a span of `text`.
pub fn note(text: &str, span: &Range<usize>, message: &str) -> Note {
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let first = text[span.clone()].lines().next().unwrap_or_default();
    let start = text[line_start..span.start].chars().count();
    Note {
        line: text[..span.start].matches('\n').count(),
        columns: (start, start + first.chars().count()),
        message: message.to_owned(),
    }
}

/// The fences of a Markdown page: the title of the section each stands in, and its content.
pub fn fences(page: &str) -> Vec<(String, String)> {
    let mut title = String::new();
    let mut fences: Vec<(String, String)> = Vec::new();
    let mut open: Option<&str> = None;
    for line in page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match open {
            Some(fence) if ticks == fence && line.len() == ticks.len() => open = None,
            Some(_) => {
                let (_, content) = fences.last_mut().expect("a fence is open");
                content.push_str(line);
                content.push('\n');
            }
            None if ticks.len() >= 3 => {
                open = Some(ticks);
                fences.push((title.clone(), String::new()));
            }
            None => {
                if let Some(heading) = line.strip_prefix("## ") {
                    heading.clone_into(&mut title);
                }
            }
        }
    }
    fences
}
