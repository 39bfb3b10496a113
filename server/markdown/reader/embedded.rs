//! HTML in a Markdown text.

use super::Reader;
use crate::markdown::{Kind, html};
use crate::text::Span;

impl Reader<'_> {
    /// A tag or comment inside a line.
    pub fn inline_html(&mut self, html: &str, span: Span) {
        self.outline.opaque.push(span.clone());
        if html.starts_with("<!--") {
            self.outline.comments.push(span);
        } else if html.starts_with("<br") {
            self.line_end(span.end);
        } else if html.starts_with("<img") {
            if self.target.is_none() {
                self.open(Kind::Line, span.clone());
            }
            if let Some(block) = self.target {
                self.outline.blocks[block].image = true;
            }
        }
    }

    /// A block of HTML is read as a whole.
    pub fn html_end(&mut self) {
        let html = std::mem::take(&mut self.html);
        let Some(start) = self.html_at.take() else { return };
        // Inside quotes and items the source has prefixes that the events leave out: then there is no one way back.
        let whole = self
            .text
            .get(start..start + html.len())
            .is_some_and(|source| source == html);
        for piece in html::pieces(&html) {
            match piece {
                html::Piece::Comment(span) => {
                    self.outline.comments.push(if whole {
                        start + span.start..start + span.end
                    } else {
                        start..self.text.floor_char_boundary(start + html.len())
                    });
                }
                html::Piece::Words { kind, span } if whole => {
                    let source = start + span.start..start + span.end;
                    self.group += 1;
                    self.open(kind, source.clone());
                    self.words(&html[span], &source);
                    self.target = None;
                }
                html::Piece::Image(span) if whole => {
                    self.open(Kind::Line, start + span.start..start + span.end);
                    if let Some(block) = self.target.take() {
                        self.outline.blocks[block].image = true;
                    }
                }
                _ => {}
            }
        }
        self.target = None;
    }
}
