//! Findings for people: the line, what is wrong with it, and what would put it right.

use super::Output;
use super::documents::Document;
use super::lines::first_line;
use super::rendering::{Entry, Rendering, Summary, counted};
use crate::rules::{Finding, Level};
use crate::text::Span;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet};
use std::fmt::Write;

/// What the drawing puts beside the words that it counts.
const MARGIN: usize = 40;

/// Draws each finding below its line.
pub struct Plain {
    renderer: Renderer,
    /// So many carets at most: a paragraph is one long line.
    carets: usize,
}

impl Plain {
    /// In the colours and the width of the output.
    pub fn new(output: &Output) -> Plain {
        let renderer = if output.is_coloured {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        Plain {
            renderer: renderer
                .decor_style(DecorStyle::Ascii)
                .term_width(output.width.saturating_sub(MARGIN)),
            carets: output.width.saturating_sub(16).max(20),
        }
    }

    fn finding(&self, document: &Document, finding: &Finding) -> String {
        let text = &document.design.text;
        let spans = || std::iter::once(&finding.span).chain(finding.related.iter().map(|(span, _)| span));
        // Only the lines between the first and the last place: the drawing reads all that it is given.
        let first = document
            .lines
            .line(spans().map(|span| span.start).min().unwrap_or_default());
        let last = document
            .lines
            .line(spans().map(|span| span.start).max().unwrap_or_default());
        let window = document.lines.start(first)..document.lines.end(last, text.len());
        let inside = |span: &Span| {
            let mut line = first_line(text, span);
            if let Some((end, _)) = text[line.clone()].char_indices().nth(self.carets) {
                line.end = line.start + end;
            }
            line.start - window.start..line.end - window.start
        };
        let related = finding
            .related
            .iter()
            .map(|(span, message)| AnnotationKind::Context.span(inside(span)).label(message.as_str()));
        let snippet = Snippet::source(&text[window.clone()])
            .path(document.name.as_str())
            .line_start(first)
            .annotation(AnnotationKind::Primary.span(inside(&finding.span)))
            .annotations(related);
        let title = level(finding.level)
            .primary_title(finding.message.as_str())
            .id(finding.rule.name);
        let mut group: Group<'_> = title.element(snippet);
        for fix in &finding.fixes {
            group = group.element(Title::HELP.with_name("fix").message(fix.title.as_str()));
        }
        self.renderer.render(&[group])
    }
}

impl Rendering for Plain {
    fn document(&self, document: &Document, entries: &[Entry]) -> String {
        Entry::counting(entries).fold(String::new(), |mut all, finding| {
            all.push_str(&self.finding(document, finding));
            all.push_str("\n\n");
            all
        })
    }

    fn tail(&self, summary: &Summary) -> String {
        if summary.is_failed {
            return String::new();
        }
        let mut all = summary.sentence();
        if summary.designs == 0 {
            for (why, count) in &summary.others {
                let _ = write!(all, "\n  {}: {why}", counted(*count, "file", "files"));
            }
            if summary.files > 0 {
                all.push_str("\n  A file is a design whatever it holds where `designs` in draftsman.toml names it.");
            }
        }
        all.push('\n');
        all
    }
}

fn level(level: Level) -> Title<'static> {
    match level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Information => Title::INFO.with_name("information"),
        Level::Hint => Title::NOTE.with_name("hint"),
    }
}
