//! The little HTML that people write in Markdown: headings, list items, images and comments.

use super::Kind;
use crate::text::Span;

/// One readable piece of an HTML block; spans are bytes of that block.
pub enum Piece {
    /// A comment with its delimiters.
    Comment(Span),
    /// The words of a heading, an item, or a line; or more of them, behind a tag inside the line.
    Words { kind: Kind, span: Span, goes_on: bool },
    /// Bold words begin, or end.
    Bold(bool),
    /// An image.
    Image(Span),
}

/// Splits an HTML block into what can be read. Unknown tags are skipped, their words kept.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut kind = Kind::Line;
    // The words to come stand in the line of those before.
    let mut goes_on = false;
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
            pieces.push(Piece::Comment(at..at + end));
            at += end;
        } else if let Some(tag) = rest
            .strip_prefix('<')
            .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
        {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let name = name_of(tag);
            goes_on &= is_inline(&name);
            match name.as_str() {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => kind = Kind::Heading(name.as_bytes()[1] - b'0'),
                "li" => kind = Kind::Item { ordered: false },
                "img" => pieces.push(Piece::Image(at..at + end)),
                "b" | "strong" => pieces.push(Piece::Bold(true)),
                "/b" | "/strong" => pieces.push(Piece::Bold(false)),
                "script" | "style" => {
                    let close = rest.find(&format!("</{name}")).unwrap_or(rest.len());
                    at += close.max(end);
                    continue;
                }
                name if name.starts_with("/h") || name == "/li" || name == "p" || name == "summary" => {
                    kind = Kind::Line
                }
                _ => {}
            }
            at += end;
        } else {
            let line = rest
                .find(['<', '\n'])
                .unwrap_or(rest.len())
                .max(rest.chars().next().map_or(1, char::len_utf8));
            let words = &rest[..line];
            let before = words.len() - words.trim_start().len();
            let start = if goes_on { 0 } else { before };
            // The space before a tag inside the line parts its words from those before.
            let behind = rest[line..]
                .strip_prefix('<')
                .is_some_and(|tag| is_inline(&name_of(tag)));
            let end = if behind { line } else { words.trim_end().len() };
            if start < end && (goes_on || before < line) {
                pieces.push(Piece::Words {
                    kind: kind.clone(),
                    span: at + start..at + end,
                    goes_on,
                });
            }
            goes_on = behind && (goes_on || before < line);
            at += line;
        }
    }
    pieces
}

/// The name of a tag, with the slash of one that closes.
fn name_of(tag: &str) -> String {
    let letters = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/');
    letters.collect::<String>().to_ascii_lowercase()
}

/// Whether a tag stands inside a line without breaking it.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 17] = [
        "a", "b", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "s", "small", "span", "strong", "sub", "sup",
        "u",
    ];
    INLINE.contains(&name.trim_start_matches('/'))
}
