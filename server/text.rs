//! Spans, edits, and a text that knows an editor's positions.

use std::ops::Range;

/// A range of bytes of a document, on character boundaries. The only kind of range outside `lsp/`.
pub type Span = Range<usize>;

/// One replacement: the bytes of `span` become `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the text before the edit; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The text after all `edits`, which must lie inside it and must not overlap. Edits at one place keep their order.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut after = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut done = 0;
    for edit in order {
        after.push_str(&text[done..edit.span.start]);
        after.push_str(&edit.text);
        done = edit.span.end;
    }
    after.push_str(&text[done..]);
    after
}
