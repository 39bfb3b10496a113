//! Titles that Markdown takes for something else: labels right below a list, headings without a space behind their sign.

use super::Reader;
use crate::markdown::Kind;
use crate::text::Span;

impl Reader<'_> {
    /// `##Data model`: the space was left out, so that Markdown sees a line of prose.
    pub fn heading<'w>(&mut self, words: &'w str, source: &Span) -> (&'w str, Span) {
        let unchanged = (words, source.clone());
        let Some(index) = self.target.filter(|_| words.starts_with('#')) else {
            return unchanged;
        };
        let block = &mut self.outline.blocks[index];
        let whole = self.text[source.start..].lines().next().unwrap_or_default();
        let level = level(whole);
        let begins = self.text[..source.start].ends_with('\n') || source.start == 0;
        let plain = block.kind == Kind::Line && block.words.is_empty() && block.parent.is_none() && !block.quote;
        if level == 0 || !begins || !plain || words.len() != source.len() {
            return unchanged;
        }
        block.kind = Kind::Heading(level);
        block.depth = 0;
        block.span = source.clone();
        self.bullet = true;
        let marker = usize::from(level);
        (&words[marker..], source.start + marker..source.end)
    }
}

/// Whether a line that is not indented stands for itself: `Non-functional:`, `NFR`, `**API**`.
pub fn is_one(line: Option<&str>) -> bool {
    let Some(line) = line.filter(|line| line.starts_with(|c: char| !c.is_whitespace())) else {
        return false;
    };
    let line = line.trim_end();
    if level(line) > 0 {
        return true;
    }
    let bare = line.trim_matches(['*', '_']);
    let title = bare.trim_end_matches([':', ' ', '-', '*', '_']);
    let begins = title.starts_with(|c: char| c.is_uppercase());
    let short = title.len() < 60 && title.split_whitespace().count() <= 6;
    let capitals = || {
        title.len() > 1
            && title
                .chars()
                .all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '&' | '/'))
    };
    let bold = || line.starts_with("**") && line.trim_end_matches([':', ' ']).ends_with("**") && !bare.contains("**");
    begins && short && (bare.trim_end_matches(['*', '_']).ends_with(':') || bold() || capitals())
}

/// How long the number of a list is at the beginning of a line, where a word with a capital follows it without a
/// space:
/// `2.Search`, not `2.5`, nor `3.NET`.
pub fn number(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = line[digits..].starts_with(['.', ')']);
    let mut word = line[digits..].chars().skip(1);
    let begins = word.next().is_some_and(char::is_uppercase) && word.next().is_some_and(char::is_lowercase);
    if mark && begins && (1..=2).contains(&digits) {
        digits + 1
    } else {
        0
    }
}

/// The level of a heading that leaves the space out, 0 where there is none: `#tag` and `#1` are none.
pub fn level(line: &str) -> u8 {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let title = title.trim_end_matches(['#', ' ']);
    let begins = title.starts_with(|c: char| c.is_uppercase() || (level > 1 && c.is_alphanumeric()));
    let short = title.split_whitespace().count() <= 12 && !title.ends_with('.') && !title.contains('#');
    if (1..=6).contains(&level) && begins && short {
        u8::try_from(level).unwrap_or_default()
    } else {
        0
    }
}
