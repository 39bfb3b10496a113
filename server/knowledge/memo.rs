//! Answers that take long and are asked for again and again: a text says few different words and titles.

use fnv::FnvHashMap;
use std::cell::RefCell;

/// What has been made of words, for one thread.
#[derive(Default)]
pub struct Memo(RefCell<FnvHashMap<String, String>>);

/// With so many answers it begins anew.
const MOST: usize = 8192;

impl Memo {
    /// What was made of these words before, or is made of them now.
    pub fn of(&self, words: &str, make: impl FnOnce(&str) -> String) -> String {
        if let Some(made) = self.0.borrow().get(words) {
            return made.clone();
        }
        let made = make(words);
        let mut known = self.0.borrow_mut();
        if known.len() == MOST {
            known.clear();
        }
        known.insert(words.to_owned(), made.clone());
        made
    }
}
