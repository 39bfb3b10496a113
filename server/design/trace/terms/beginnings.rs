//! Telling at once that a word is none of many.

/// The first two letters of some words, by which most others are told apart from them at once.
pub struct Beginnings(Vec<bool>);

impl Beginnings {
    /// Of words in whatever case.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Beginnings {
        let mut known = vec![false; 1 << 16];
        words.for_each(|word| known[Beginnings::place(word)] = true);
        Beginnings(known)
    }

    /// Whether a word may be one of them, or a form of one.
    pub fn may_hold(&self, word: &str) -> bool {
        !word.is_ascii() || self.0[Beginnings::place(word)]
    }

    fn place(word: &str) -> usize {
        let letter = |at: usize| usize::from(word.as_bytes().get(at).map_or(0, u8::to_ascii_lowercase));
        letter(0) << 8 | letter(1)
    }
}
