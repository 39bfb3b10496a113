//! Where the cursor stands, and what folds: asked of tree-sitter, on demand.
