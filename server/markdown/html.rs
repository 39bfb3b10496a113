//! The little HTML that people write in Markdown: headings, list items, images and comments.

use super::Kind;
use crate::text::Span;

/// One readable piece of an HTML block; spans are bytes of that block.
pub enum Piece {
    /// A comment with its delimiters.
    Comment(Span),
    /// The words of a heading, an item, or a line.
    Words { kind: Kind, span: Span },
    /// An image.
    Image(Span),
}

/// Splits an HTML block into what can be read. Unknown tags are skipped, their words kept.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut kind = Kind::Line;
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
            let name: String = tag
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
                .collect::<String>()
                .to_ascii_lowercase();
            match name.as_str() {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => kind = Kind::Heading(name.as_bytes()[1] - b'0'),
                "li" => kind = Kind::Item { ordered: false },
                "img" => pieces.push(Piece::Image(at..at + end)),
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
            let words = rest[..line].trim();
            if !words.is_empty() {
                let start = at + rest[..line].len() - rest[..line].trim_start().len();
                pieces.push(Piece::Words {
                    kind: kind.clone(),
                    span: start..start + words.len(),
                });
            }
            at += line;
        }
    }
    pieces
}
