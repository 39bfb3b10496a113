//! What an editor asks of a design. Plain data out, bytes only; answers cannot fail.

mod actions;

mod completion;

mod definition;

mod facts;

mod hints;

mod hover;

mod lenses;

mod occurrences;

mod pages;

mod place;

mod ranges;

mod references;

mod rename;

mod symbols;

mod tokens;

pub use actions::{Action, ActionFile, actions};
pub use completion::{About, Asked, Completion, Item, ItemKind, about, completion};
pub use definition::{Target, definition};
pub use hints::{Hint, HintKind, HintKinds, hints};
pub use hover::{Hover, hover};
pub use lenses::{Lens, lenses, standing};
pub use pages::{explain, near};
pub use ranges::{Fold, FoldKind, Folding, folding, selection};
pub use references::{Reference, Subject, highlights, references, subject};
pub use rename::{Renamable, Renamed, renamable, rename};
pub use symbols::{NoteSymbol, Symbol, SymbolRole, note_symbols, symbols, workspace_symbols};
pub use tokens::{Token, TokenKind, tokens};
