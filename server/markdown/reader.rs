//! From the events of the parser to blocks and words.

mod callouts;

mod code;

mod embedded;

mod front;

mod label;

mod words;

use super::{Block, Kind, Outline, fold, splice};
use crate::text::Span;
use callouts::Callout;
use front::front_matter;
use pulldown_cmark::{CodeBlockKind, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Reads a Markdown text. Never fails: whatever is not Markdown is read as lines.
pub fn read(text: &str) -> Outline {
    let mut reader = Reader {
        text,
        ..Reader::default()
    };
    reader.outline.words.reserve(text.len());
    // Further down, lines of dashes only part one section from the next: the parser would take what stands between two
    // of them for front matter.
    let (front, body) = text.split_at(front_matter(text));
    let with_front_matter = OPTIONS.union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    for (event, span) in Parser::new_ext(front, with_front_matter).into_offset_iter() {
        reader.event(event, span);
    }
    let mut events = Parser::new_ext(body, OPTIONS).into_offset_iter();
    for (event, span) in events.by_ref() {
        reader.event(event, span.start + front.len()..span.end + front.len());
    }
    reader.outline.has_definitions = events.reference_definitions().iter().next().is_some();
    reader.finish()
}

/// What is open while the events of a text go by.
#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    outline: Outline,
    /// The block that takes the words that come.
    target: Option<usize>,
    items: Vec<usize>,
    /// How many of the open items a label has ended, though Markdown takes it for their words.
    ended: usize,
    lists: Vec<bool>,
    quotes: usize,
    group: u32,
    bold: usize,
    /// A tag for bold words is open in this paragraph.
    bold_tag: bool,
    masks: Vec<Span>,
    /// Where the words begin that are being struck through.
    struck: Option<usize>,
    /// The line that opens or closes a callout, while it goes by.
    callout: Option<Callout>,
    row: Option<(bool, usize)>,
    code: Option<(String, bool, Span, usize)>,
    metadata: bool,
    /// What is said instead of an image is not what the design says.
    image: bool,
    html: String,
    /// Where each piece of `html` stands: its first byte there, and in the text.
    html_at: Vec<(usize, usize)>,
    /// The open block is an item or a heading that Markdown takes for a line.
    bullet: bool,
    /// The open block is an item whose number no space parts from its words.
    numbered: bool,
    /// The open paragraph is not the first one of its item, or stands outside lists.
    paragraph: bool,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(_) if self.image => self.outline.opaque.push(span),
            Event::Text(_) if self.metadata => {
                self.outline.opaque.push(span.clone());
                self.outline.front_matter = Some(span);
            }
            Event::Text(words) => match &mut self.code {
                Some((_, _, content, _)) => {
                    if content.start == content.end {
                        *content = span.clone();
                    }
                    content.end = content.end.max(span.end);
                    drop(words);
                }
                None => self.plain(&words, &span),
            },
            Event::Code(words) => {
                let inner = self.inside_ticks(&span, &words);
                let start = self.outline.words.len();
                self.words(&words, &inner);
                let start = start.max(
                    self.target
                        .map_or(start, |block| self.outline.blocks[block].words.start),
                );
                self.mask(start..self.outline.words.len());
                self.outline.code.push(start..self.outline.words.len());
                self.outline.opaque.push(span.clone());
                self.widen(&span);
            }
            Event::SoftBreak | Event::HardBreak => self.line_end(span.end),
            Event::Html(html) => {
                self.html_at.push((self.html.len(), span.start));
                self.html.push_str(&html);
                self.outline.opaque.push(span);
            }
            Event::InlineHtml(html) => self.inline_html(&html, span),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                let mut whole = span.clone();
                whole.end = span.start + self.text[span].trim_end().len();
                self.open(Kind::Heading(level as u8), whole);
            }
            Tag::Paragraph => match self.items.last() {
                Some(&item) if self.target == Some(item) => {}
                _ => {
                    self.group += 1;
                    self.paragraph = true;
                    self.open(Kind::Line, span.start..span.start);
                }
            },
            Tag::List(first) => {
                self.target = None;
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                let ordered = self.lists.last().copied().unwrap_or_default();
                // An item that is indented by a tab is said to begin at the end of the line before it.
                let item = &self.text[span.clone()];
                let start = span.end - item.trim_start().len();
                self.open(Kind::Item { ordered }, start..start);
                self.items.push(self.outline.blocks.len() - 1);
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(kind) => {
                let (language, fenced) = match kind {
                    CodeBlockKind::Fenced(info) => (
                        info.split([' ', ',', '{', '}'])
                            .find(|word| !word.is_empty())
                            .unwrap_or("")
                            .to_lowercase(),
                        true,
                    ),
                    CodeBlockKind::Indented => (String::new(), false),
                };
                self.code = Some((language, fenced, span.start..span.start, span.start));
            }
            Tag::Table(_) => self.group += 1,
            Tag::TableHead | Tag::TableRow => {
                let header = matches!(tag, Tag::TableHead);
                let first = self.outline.cells.len();
                self.row = Some((header, first));
                self.open(
                    Kind::Row {
                        header,
                        cells: first..first,
                    },
                    span.start..span.start,
                );
                self.widen(&(span.start..span.start + self.text[span].trim_end().len()));
            }
            Tag::TableCell => {
                let at = self.outline.words.len();
                self.outline.cells.push(at..at);
            }
            Tag::Strong => {
                self.bold += 1;
                self.widen(&span);
            }
            Tag::Emphasis => self.widen(&span),
            Tag::Strikethrough => {
                self.struck = Some(self.outline.words.len());
                self.widen(&span);
            }
            Tag::Link { .. } => {
                self.widen(&span);
                // The words of a link are read by the events inside it; what stands after them is its target.
                let close = self.text[span.clone()].rfind("](").map(|at| span.start + at + 1);
                self.outline.opaque.push(close.unwrap_or(span.start)..span.end);
            }
            Tag::Image { .. } => {
                if self.target.is_none() {
                    self.open(Kind::Line, span.start..span.start);
                }
                if let Some(block) = self.target {
                    self.outline.blocks[block].image = true;
                }
                self.widen(&span);
                self.outline.opaque.push(span);
                self.image = true;
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => self.metadata = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Heading(_) => {
                self.callout_end();
                self.bold_tag = false;
                self.target = None;
            }
            TagEnd::Paragraph => {
                if self.callout_end()
                    && self.outline.blocks.last().is_some_and(Block::is_bare)
                    && self.target == Some(self.outline.blocks.len() - 1)
                {
                    self.outline.blocks.pop();
                }
                self.bold_tag = false;
                if self.paragraph {
                    self.paragraph = false;
                }
                self.target = None;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.target = None;
            }
            TagEnd::Item => {
                self.callout_end();
                self.bold_tag = false;
                if let Some(item) = self.items.pop()
                    && self.items.len() >= self.ended
                {
                    self.outline.blocks[item].end = self.outline.blocks.len();
                }
                self.ended = self.ended.min(self.items.len());
                self.target = None;
            }
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock => self.code_end(span),
            TagEnd::TableCell => {
                let at = self.outline.words.len();
                if let Some(cell) = self.outline.cells.last_mut() {
                    cell.end = at;
                }
                self.outline.words.push('\t');
                self.grow();
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let (Some((header, first)), Some(block)) = (self.row.take(), self.target) {
                    self.outline.blocks[block].kind = Kind::Row {
                        header,
                        cells: first..self.outline.cells.len(),
                    };
                }
                self.target = None;
            }
            TagEnd::Strong => {
                self.bold -= 1;
                self.lead_end();
            }
            TagEnd::Strikethrough => {
                let end = self.outline.words.len();
                let struck = self.struck.take().map(|start| start..end);
                self.outline.struck.extend(struck.filter(|struck| !struck.is_empty()));
            }
            TagEnd::Image => self.image = false,
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::HtmlBlock => self.html_end(),
            _ => {}
        }
    }

    /// Opens a block that takes the words to come.
    fn open(&mut self, kind: Kind, span: Span) {
        self.bullet = false;
        if !self.outline.words.is_empty() {
            self.outline.words.push('\n');
        }
        let at = self.outline.words.len();
        let holds = self.items.len() > self.ended || self.items.is_empty();
        let depth = if holds || matches!(kind, Kind::Item { .. }) {
            self.lists.len()
        } else {
            0
        };
        self.outline.blocks.push(Block {
            kind,
            span,
            words: at..at,
            lead: at..at,
            parent: self.items.last().copied().filter(|_| holds),
            end: self.outline.blocks.len() + 1,
            depth: u8::try_from(depth).unwrap_or(u8::MAX),
            quote: self.quotes > 0,
            image: false,
            group: self.group,
        });
        self.target = Some(self.outline.blocks.len() - 1);
    }

    fn finish(mut self) -> Outline {
        let words = &self.outline.words;
        let mut folded = fold(words).into_bytes();
        for mask in &self.masks {
            folded[mask.clone()].fill(1);
        }
        // No name or phrase goes on in another block; on the next line of a paragraph it does.
        for pair in self.outline.blocks.windows(2) {
            let goes_on = pair[1].kind == Kind::Line && pair[0].group == pair[1].group;
            if let Some(before) = pair[1].words.start.checked_sub(1).filter(|_| !goes_on) {
                folded[before] = b'\n';
            }
        }
        self.outline.folded = String::from_utf8(folded).unwrap_or_else(|_| fold(words));
        for block in &mut self.outline.blocks {
            if block.lead.start == usize::MAX {
                block.lead = block.words.start..block.words.start;
            }
        }
        self.outline
            .blocks
            .iter_mut()
            .filter(|block| block.span.is_empty())
            .for_each(|block| block.span.end = block.span.start);
        let mut outline = self.outline;
        let is_boundary = |at: &usize| splice::is_boundary(&outline.blocks[*at], self.text);
        outline.boundaries = (0..outline.blocks.len()).filter(is_boundary).collect();
        outline.by_source = (0..outline.segments.len()).collect();
        outline.by_source.sort_by_key(|&index| outline.segments[index].source);
        outline.opaque.sort_by_key(|span| span.start);
        outline
    }
}
