//! Text for people: Markdown where an editor shows it, plain words where it does not.

use tower_lsp::ls_types::{MarkupContent, MarkupKind};

/// What an editor shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Words only.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
}

impl Markup {
    /// The best of what an editor names.
    pub fn of(kinds: Option<&Vec<MarkupKind>>) -> Markup {
        match kinds {
            Some(kinds) if kinds.contains(&MarkupKind::Markdown) => Markup::Markdown,
            _ => Markup::Plain,
        }
    }

    /// A text that is written as Markdown.
    pub fn content(self, text: String) -> MarkupContent {
        match self {
            Markup::Markdown => MarkupContent {
                kind: MarkupKind::Markdown,
                value: harmless(&text),
            },
            Markup::Plain => MarkupContent {
                kind: MarkupKind::PlainText,
                value: plain(&text),
            },
        }
    }
}

/// Markdown in which only links to pages and files lead anywhere, and nothing is fetched: notes of a workspace speak in
/// it, and an editor may take `command:` for an order.
fn harmless(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let rest = &text[at..];
        let before = &text[..at];
        let is_mark = match letter {
            '(' => before.ends_with(']') && !leads_to_page(&rest[1..]),
            ':' => before.ends_with(']'),
            '[' => before.ends_with('!'),
            '<' => is_address(&rest[1..]) && !leads_to_page(&rest[1..]),
            _ => false,
        };
        if is_mark {
            all.push('\\');
        }
        all.push(letter);
    }
    all
}

fn leads_to_page(target: &str) -> bool {
    ["https://", "http://", "file://", "#"]
        .iter()
        .any(|known| target.starts_with(known))
}

/// Whether an address such as `command:x` follows, which would be a link between `<` and `>`.
fn is_address(text: &str) -> bool {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && !"+-.".contains(letter));
    end.is_some_and(|end| end > 0 && text[end..].starts_with(':'))
}

/// Our own Markdown without its marks: stars, ticks, the targets of links.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['*', '`', ']', '[']) {
        plain.push_str(&rest[..at]);
        let mark = &rest[at..];
        rest = &mark[1..];
        if mark.starts_with("](") {
            rest = mark.split_once(')').map_or("", |(_, rest)| rest);
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn only_pages_and_files_can_be_reached() {
        for (text, expected) in [
            (
                "[a](https://b.c) and [d](file:///e)",
                "[a](https://b.c) and [d](file:///e)",
            ),
            ("[a](command:x)", "[a]\\(command:x)"),
            ("[a](COMMAND:x) [a]( command:x)", "[a]\\(COMMAND:x) [a]\\( command:x)"),
            ("[a](com&#109;and:x)", "[a]\\(com&#109;and:x)"),
            ("[a][b]\n\n[b]: command:x", "[a][b]\n\n[b]\\: command:x"),
            ("<command:x> <https://a.b>", "\\<command:x> <https://a.b>"),
            ("![a](https://b.c/d.png)", "!\\[a](https://b.c/d.png)"),
            ("a < b: c, x[1] is `List<User>`", "a < b: c, x[1] is `List<User>`"),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }
}
