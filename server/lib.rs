//! Reads system-design documents, says what it sees, and offers the fix.
//!
//! The modules are listed bottom to top: a module may use only those above it in this list.
//! `tests/layers.rs` holds them to it. The blank lines keep rustfmt from sorting the list.

/// Spans, edits, and a text that knows an editor's positions. The only user of `ropey`.
pub mod text;

/// Numbers with units.
pub mod quantities;

/// Markdown, read once into blocks and plain words. The only user of `pulldown_cmark`.
pub mod markdown;

/// Where the cursor stands, and what folds. The only user of `tree_sitter`.
pub mod cursor;

/// A notes file: the framework of a design, the concepts, and what is said about them.
pub mod notes;

/// What we know: notes, technologies and words, and finding them in prose. The only user of `daachorse`.
pub mod knowledge;

/// One document, as facts.
pub mod design;

/// What is wrong with a design, and what would put it right.
pub mod rules;

/// What an editor asks of a design: hover, completion, symbols and the rest.
pub mod answers;

/// The folder around a document: its settings, its notes, and which of its files are designs.
pub mod workspace;

/// The command line.
pub mod cli;

/// The language server. The only user of `tower_lsp` and `tokio`.
pub mod lsp;
