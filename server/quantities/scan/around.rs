//! What stands around a number: how it bounds, and whether it is one at all.

use super::{Comparison, Draft, Scanner};

impl<'a> Scanner<'a> {
    pub(super) fn comparison(&self, draft: &Draft, end: usize) -> Comparison {
        if draft.plus {
            return Comparison::AtLeast;
        }
        let before = self.before(draft.start);
        let arrow = ["->", "=>", ">>", "→"].iter().any(|arrow| before.ends_with(arrow));
        if let Some((comparison, _)) = self.units.comparison(&before).filter(|_| !arrow) {
            return comparison;
        }
        let rest = self.rest(draft.end.max(end));
        let behind = rest.trim_start_matches([' ', '(']);
        let says = |words: &[&str]| {
            words.iter().any(|word| {
                behind
                    .get(..word.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(word))
            })
        };
        if says(&["or less", "or fewer", "or under", "max", "at most"]) {
            Comparison::AtMost
        } else if says(&["or more", "or higher", "or above", "and above", "minimum", "at least"]) {
            Comparison::AtLeast
        } else {
            Comparison::Exactly
        }
    }

    /// The words before `at` in its line, in lower case, opening marks aside: as many as a comparison takes.
    pub(super) fn before(&self, at: usize) -> String {
        let mut from = at.saturating_sub(28).max(self.line);
        while !self.words.is_char_boundary(from) {
            from += 1;
        }
        self.words[from..at]
            .trim_end_matches([' ', '(', '"', '$', '€', '£', '*', '-'])
            .to_ascii_lowercase()
            .replace('-', " ")
    }

    /// `FR-1`, `step 3`, `HTTP 404`: the number belongs to the word before it.
    pub(super) fn is_name(&self, draft: &Draft) -> bool {
        if draft.unit.is_some() || draft.magnitude > 1.0 {
            return false;
        }
        let text = &self.words[self.line..draft.start];
        let touching =
            text.ends_with(['-', '/', '.', '\\']) && text[..text.len() - 1].ends_with(|c: char| c.is_alphanumeric());
        let word = text
            .trim_end()
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        touching || (self.units.is_label(word) && text.trim_end().ends_with(word))
    }

    /// A capital before a bare number, not at the beginning of its line: `Redis 7`.
    pub(super) fn follows_a_name(&self, start: usize) -> bool {
        let text = self.words[self.line..start].trim_end();
        let word = text.rsplit(' ').next().unwrap_or_default();
        word.len() < text.len() && word.starts_with(|c: char| c.is_uppercase()) && !word.ends_with([':', '.', '–'])
    }

    pub(super) fn year_follows(&self, at: usize) -> bool {
        let rest = self.rest(at).trim_start_matches([' ', '-', '–', '/']);
        rest.len() >= 4 && rest.as_bytes()[..4].iter().all(u8::is_ascii_digit)
    }

    // ------------------------------------------------------------------------------------------ the text
}
