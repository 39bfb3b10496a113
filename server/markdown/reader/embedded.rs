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
        } else if matches!(html, "<b>" | "<strong>") {
            self.bold_tag = true;
        } else if matches!(html, "</b>" | "</strong>") && std::mem::take(&mut self.bold_tag) {
            self.lead_end();
        } else if html.starts_with("<img") {
            if self.target.is_none() {
                self.open(Kind::Line, span.clone());
            }
            if let Some(block) = self.target {
                self.outline.blocks[block].image = true;
            }
        }
    }

    /// The bold words end here: they are the lead of a block that begins with them.
    pub fn lead_end(&mut self) {
        let at = self.outline.words.len();
        let Some(index) = self.target else { return };
        let block = &mut self.outline.blocks[index];
        if block.lead.start == block.words.start && block.lead.is_empty() && block.lead.start != usize::MAX {
            block.lead.end = at;
        }
    }

    /// A block of HTML is read as a whole.
    pub fn html_end(&mut self) {
        let html = std::mem::take(&mut self.html);
        let at = std::mem::take(&mut self.html_at);
        // Between the pieces the text has line ends of its own, and the marks of quotes and items around them.
        let place = |byte: usize| {
            let piece = at.partition_point(|(inside, _)| *inside <= byte).saturating_sub(1);
            let (inside, start) = at[piece];
            start + byte - inside
        };
        let source = |span: &Span| place(span.start)..place(span.end - 1) + 1;
        for piece in html::pieces(&html) {
            match piece {
                html::Piece::Comment(span) => self.outline.comments.push(source(&span)),
                html::Piece::Words { kind, span, goes_on } => {
                    if !goes_on {
                        self.group += 1;
                        self.open(kind, source(&span));
                    }
                    self.words(&html[span.clone()], &source(&span));
                }
                html::Piece::Bold(true) => self.bold_tag = true,
                html::Piece::Bold(false) => {
                    self.bold_tag = false;
                    self.lead_end();
                }
                html::Piece::Image(span) => {
                    self.open(Kind::Line, source(&span));
                    if let Some(block) = self.target {
                        self.outline.blocks[block].image = true;
                    }
                }
            }
        }
        self.bold_tag = false;
        self.target = None;
    }
}
