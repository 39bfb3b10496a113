//! Entities, endpoints, and where a requirement is answered.

mod answers;

mod endpoints;

mod entities;

mod identifiers;

mod index;

mod lines;

mod matching;

mod paths;

mod phrasal;

mod region;

mod serving;

mod terms;

mod units;

pub use answers::Answer;
pub(super) use answers::{Answering, answer};
pub use endpoints::Endpoint;
pub(super) use endpoints::{endpoints, every_endpoint};
pub use entities::Entity;
pub(super) use entities::entities;
pub use identifiers::identifier;
pub use terms::{Beginnings, words};

/// The words of a text in lower case, `camelCase` taken apart.
pub fn telling_words(text: &str) -> Vec<String> {
    terms::words(text).map(|(_, word)| word.to_lowercase()).collect()
}
