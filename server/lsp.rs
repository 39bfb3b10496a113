//! The language server: each method is from, ask, to.
