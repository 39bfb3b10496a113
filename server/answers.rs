//! What an editor asks of a design. Plain data out, bytes only; answers cannot fail.

mod completion;

mod definition;

mod facts;

mod hover;

mod pages;

mod place;

pub use completion::{About, Asked, Completion, Item, ItemKind, about, completion};
pub use definition::{Target, definition};
pub use hover::{Hover, hover};
pub use pages::{explain, near};
