//! Callouts and containers of Markdown's dialects: `> [!note] Title`, `:::tip Title`, `!!! note "Title"`. Their marks are
//! no words; a title is, as if it were bold.

use super::Reader;
use crate::text::Span;

/// A line that opens or closes a callout, and its title in it: bytes of the text.
#[derive(Debug)]
pub struct Callout {
    line: Span,
    title: Span,
}

impl Reader<'_> {
    /// Words of the document, the marks of callouts left out.
    pub fn plain(&mut self, words: &str, span: &Span) {
        if self.callout.is_none()
            && self.row.is_none()
            && let Some(callout) = callout_at(self.text, span.start)
        {
            self.outline.opaque.push(callout.line.start..callout.title.start);
            self.outline.opaque.push(callout.title.end..callout.line.end);
            self.bold += usize::from(!callout.title.is_empty());
            self.callout = Some(callout);
        }
        let Some(callout) = &self.callout else {
            return self.words(words, span);
        };
        let (start, end) = (span.start.max(callout.title.start), span.end.min(callout.title.end));
        if start < end
            && let Some(said) = words.get(start - span.start..end - span.start)
        {
            self.words(said, &(start..end));
        }
    }

    /// The line ends here: whether it was one of a callout.
    pub fn callout_end(&mut self) -> bool {
        let Some(callout) = self.callout.take() else {
            return false;
        };
        if !callout.title.is_empty() {
            self.bold -= 1;
            self.lead_end();
        }
        true
    }
}

/// Whether a line opens or closes a container, and so ends the item above it.
pub fn is_fence(line: Option<&str>) -> bool {
    line.is_some_and(|line| line.trim_start().starts_with(":::"))
}

/// The callout whose mark begins at a byte of the text, where nothing but quotes stands before it in its line.
fn callout_at(text: &str, at: usize) -> Option<Callout> {
    let before = || text[..at].bytes().rev().take_while(|byte| *byte != b'\n');
    let begins = matches!(text.as_bytes().get(at), Some(b':' | b'[' | b'!' | b'?'))
        && before().all(|byte| matches!(byte, b' ' | b'\t' | b'>'));
    if !begins {
        return None;
    }
    let line = text[at..].lines().next()?;
    let title = title(line)?;
    Some(Callout {
        line: at..at + line.len(),
        title: at + title.start..at + title.end,
    })
}

/// The title in a line that begins with the mark of a callout; empty where it has none.
fn title(line: &str) -> Option<Span> {
    // What begins with the rest of the line and has so many bytes, the space around left out.
    let within = |rest: &str, length: usize| {
        let part = &rest[..length];
        let start = line.len() - rest.len() + length - part.trim_start().len();
        start..start + part.trim().len()
    };
    let bare = line.trim_start_matches(':');
    if line.len() - bare.len() >= 3 {
        let (_, rest) = kind(bare.trim_start());
        let rest = rest.trim_start();
        // `:::tip[Title]`, `::: {.callout}`.
        return Some(match rest.strip_prefix('[') {
            Some(named) => within(named, named.find(']').unwrap_or(named.len())),
            None => within(rest, rest.find('{').unwrap_or(rest.len())),
        });
    }
    if let Some(rest) = line.strip_prefix("[!") {
        let (kind, rest) = kind(rest);
        let (_, rest) = rest
            .split_once(']')
            .filter(|(more, _)| more.is_empty() || more.starts_with('|'))?;
        let rest = rest.trim_start_matches(['+', '-']);
        return (!kind.is_empty()).then(|| within(rest, rest.len()));
    }
    let rest = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???"))?;
    let rest = rest.trim_start_matches('+').strip_prefix(' ')?;
    let (kind, rest) = kind(rest);
    if let Some(quoted) = rest.trim_start().strip_prefix('"') {
        let length = quoted.trim_end().strip_suffix('"')?.len();
        return Some(within(quoted, length));
    }
    (rest.trim().is_empty() && KINDS.contains(&kind)).then(|| within(rest, rest.len()))
}

/// What callouts without a title are called; `??? todo` is none, but an open point.
const KINDS: [&str; 19] = [
    "note",
    "abstract",
    "summary",
    "info",
    "tip",
    "hint",
    "important",
    "success",
    "question",
    "help",
    "faq",
    "warning",
    "caution",
    "attention",
    "failure",
    "danger",
    "bug",
    "example",
    "quote",
];

/// The kind of a callout, and what stands behind it.
fn kind(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    text.split_at(end.unwrap_or(text.len()))
}
