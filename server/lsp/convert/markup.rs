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
                value: text,
            },
            Markup::Plain => MarkupContent {
                kind: MarkupKind::PlainText,
                value: plain(&text),
            },
        }
    }
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
