//! A notes file: the framework of a design, and the concepts with what is noted about them.
//!
//! Notes are kept as people keep them: headings and nested bullets, `Term - definition`, `Term: definition`, a term with
//! children, `A / B / C` for a family, `Term (what it is for)`, or a heading followed by prose.

use crate::markdown::{self, Block, Kind, Outline};
use crate::text::Span;

/// What a notes file holds.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// The text as it was read.
    pub text: String,
    /// The layout of a design, if the notes hold one.
    pub framework: Option<Framework>,
    /// The terms, in the order they are written. A term that stands in several places is there several times.
    pub terms: Vec<Term>,
    /// The words of the notes' bullets and lines: bytes of `text` for each, to find where a term is spoken of.
    pub bullets: Vec<Bullet>,
}

/// One bullet or line of the notes.
#[derive(Clone, Debug)]
pub struct Bullet {
    /// Its plain words.
    pub words: String,
    /// Its own text, bytes of the notes.
    pub span: Span,
    /// The terms above it, outermost first.
    pub path: Vec<String>,
}

/// The layout of a design: which sections it has and which qualities its non-functional requirements weigh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Framework {
    /// In the order in which a design has them.
    pub sections: Vec<Prompt>,
    /// The checklist below the non-functional section.
    pub qualities: Vec<Quality>,
    /// Which of `sections` is the non-functional one.
    pub non_functional: usize,
}

/// A section as the notes ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// The section's name as the notes write it.
    pub name: String,
    /// What the notes say to write there, one line each, without markup of lists.
    pub lines: Vec<String>,
    /// Where it stands: bytes of the notes.
    pub span: Span,
}

/// A non-functional quality as the notes ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quality {
    /// The quality's name as the notes write it, e.g. `Throughput/Scalability/Bursty Traffic`.
    pub name: String,
    /// What stands right behind the name.
    pub note: String,
    /// The techniques or aspects below it, at any depth.
    pub techniques: Vec<String>,
    /// Where it stands: bytes of the notes.
    pub span: Span,
}

/// One place where the notes define a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As the notes write it.
    pub name: String,
    /// The terms above it, outermost first.
    pub path: Vec<String>,
    /// The Markdown of the note: the definition, then what is nested below it.
    pub note: String,
    /// The bullet or heading: bytes of the notes.
    pub span: Span,
}

/// Reads a notes file. `non_functional` holds the folded wordings of the section whose children are the qualities;
/// `joined` the folded words that are one although they hold a slash (`pub sub`).
pub fn read(text: &str, non_functional: &[String], joined: &[String]) -> Notes {
    let outline = markdown::read(text);
    let reader = Reader {
        text,
        outline: &outline,
        non_functional,
        joined,
    };
    Notes {
        text: text.to_owned(),
        framework: reader.framework(),
        terms: reader.terms(),
        bullets: reader.bullets(),
    }
}

struct Reader<'a> {
    text: &'a str,
    outline: &'a Outline,
    non_functional: &'a [String],
    joined: &'a [String],
}

impl Reader<'_> {
    fn framework(&self) -> Option<Framework> {
        let blocks = &self.outline.blocks;
        let found = blocks.iter().position(|block| {
            let head = head(self.outline.words_of(block)).0;
            let folded = markdown::fold(head.trim_end_matches([':', ' ']));
            matches!(block.kind, Kind::Item { .. } | Kind::Heading(_)) && self.non_functional.contains(&folded)
        })?;
        let siblings = self.siblings(found);
        let sections: Vec<Prompt> = siblings.iter().map(|&index| self.prompt(index)).collect();
        let qualities = self
            .children(found)
            .into_iter()
            .map(|index| self.quality(index))
            .collect::<Vec<_>>();
        (sections.len() > 1).then(|| Framework {
            sections,
            qualities,
            non_functional: siblings.iter().position(|&index| index == found).unwrap_or_default(),
        })
    }

    /// The blocks beside `index`: items of the same list, or headings of the same level under the same parent.
    fn siblings(&self, index: usize) -> Vec<usize> {
        let blocks = &self.outline.blocks;
        let block = &blocks[index];
        match block.level() {
            Some(level) => {
                let higher = |block: &Block| block.level().is_some_and(|other| other < level);
                let start = blocks[..index].iter().rposition(higher).map_or(0, |at| at + 1);
                let end = blocks[index..]
                    .iter()
                    .position(higher)
                    .map_or(blocks.len(), |at| index + at);
                (start..end).filter(|&at| blocks[at].level() == Some(level)).collect()
            }
            None => {
                let start = blocks[..index]
                    .iter()
                    .rposition(|other| other.level().is_some())
                    .map_or(0, |at| at + 1);
                let end = blocks[index..]
                    .iter()
                    .position(|other| other.level().is_some())
                    .map_or(blocks.len(), |at| index + at);
                (start..end)
                    .filter(|&at| blocks[at].is_item() && blocks[at].parent == block.parent)
                    .collect()
            }
        }
    }

    /// The items, or else the headings, right below `index`.
    fn children(&self, index: usize) -> Vec<usize> {
        let blocks = &self.outline.blocks;
        let end = self.end(index);
        match blocks[index].level() {
            None => (index + 1..end)
                .filter(|&at| blocks[at].is_item() && blocks[at].parent == Some(index))
                .collect(),
            Some(_) => {
                let inner = blocks[index + 1..end].iter().filter_map(Block::level).min();
                (index + 1..end)
                    .filter(|&at| match inner {
                        Some(level) => blocks[at].level() == Some(level),
                        None => blocks[at].is_item() && blocks[at].depth == 1,
                    })
                    .collect()
            }
        }
    }

    /// The index after everything that stands below `index`.
    fn end(&self, index: usize) -> usize {
        let blocks = &self.outline.blocks;
        match blocks[index].level() {
            None => blocks[index].end,
            Some(level) => blocks[index + 1..]
                .iter()
                .position(|block| block.level().is_some_and(|other| other <= level))
                .map_or(blocks.len(), |at| index + 1 + at),
        }
    }

    fn prompt(&self, index: usize) -> Prompt {
        let block = &self.outline.blocks[index];
        let words = self.outline.words_of(block);
        let (name, rest) = head(words);
        let below = self
            .children(index)
            .into_iter()
            .map(|at| one_line(self.outline.words_of(&self.outline.blocks[at])));
        let lines = rest
            .map(one_line)
            .into_iter()
            .chain(below)
            .filter(|line| !line.is_empty())
            .collect();
        Prompt {
            name: clean(name),
            lines,
            span: block.span.clone(),
        }
    }

    fn quality(&self, index: usize) -> Quality {
        let block = &self.outline.blocks[index];
        let (name, rest) = head(self.outline.words_of(block));
        let mut techniques: Vec<String> = Vec::new();
        for inner in &self.outline.blocks[index + 1..self.end(index)] {
            if !inner.is_item() && inner.level().is_none() {
                continue;
            }
            for name in self.names(self.outline.words_of(inner)) {
                if !techniques.contains(&name) {
                    techniques.push(name);
                }
            }
        }
        Quality {
            name: clean(name),
            note: rest.map(one_line).unwrap_or_default(),
            techniques,
            span: block.span.clone(),
        }
    }

    fn terms(&self) -> Vec<Term> {
        let blocks = &self.outline.blocks;
        let mut terms = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            if !matches!(block.kind, Kind::Item { .. } | Kind::Heading(_)) {
                continue;
            }
            for name in self.names(self.outline.words_of(block)) {
                terms.push(Term {
                    name,
                    path: self.path(index),
                    note: self.note(index),
                    span: block.span.clone(),
                });
            }
        }
        terms
    }

    fn bullets(&self) -> Vec<Bullet> {
        let blocks = self.outline.blocks.iter().enumerate();
        let spoken =
            blocks.filter(|(_, block)| matches!(block.kind, Kind::Item { .. } | Kind::Line) && !block.words.is_empty());
        spoken
            .map(|(index, block)| Bullet {
                words: self.outline.words_of(block).to_owned(),
                span: block.span.clone(),
                path: self.path(index),
            })
            .collect()
    }

    /// The terms that a bullet or heading defines; none when it is a sentence.
    fn names(&self, words: &str) -> Vec<String> {
        let (term, rest) = head(words);
        let term = clean(term);
        let long = if rest.is_some() { 6 } else { 4 };
        // "Throughput / Scalability / Bursty Traffic" are three terms.
        let is_long = |part: &str| part.split_whitespace().count() > long;
        if term.is_empty()
            || term.split(" / ").any(is_long)
            || term.contains([',', ';', '>'])
            || term.ends_with(['.', '?'])
        {
            return Vec::new();
        }
        let parts: Vec<&str> = if term.contains(" / ") {
            term.split(" / ").collect()
        } else if self.joined.contains(&markdown::fold(&term)) || term.contains("://") {
            vec![term.as_str()]
        } else {
            term.split('/').collect()
        };
        parts
            .into_iter()
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    }

    fn path(&self, index: usize) -> Vec<String> {
        let blocks = &self.outline.blocks;
        let mut path = Vec::new();
        let mut level = blocks[index].level().unwrap_or(7);
        let mut at = blocks[index].parent;
        while let Some(parent) = at {
            path.push(clean(head(self.outline.words_of(&blocks[parent])).0));
            at = blocks[parent].parent;
        }
        for block in blocks[..index].iter().rev() {
            if let Some(other) = block.level().filter(|&other| other < level) {
                path.push(clean(head(self.outline.words_of(block)).0));
                level = other;
            }
        }
        path.reverse();
        path
    }

    /// What stands behind the term, then everything below it, as Markdown.
    fn note(&self, index: usize) -> String {
        let blocks = &self.outline.blocks;
        let block = &blocks[index];
        let own = self.outline.words_of(block);
        let rest = head(own).1.map_or(String::new(), one_line);
        let end = self.end(index);
        let mut note = if block.level().is_some() { String::new() } else { rest };
        if end > index + 1 {
            let from = blocks[index].span.end;
            let to = blocks[index + 1..end]
                .iter()
                .map(|block| block.span.end)
                .max()
                .unwrap_or(from);
            let below = self.text.get(from..to).unwrap_or_default();
            let below = dedent(below.trim_matches(['\r', '\n']));
            if !note.is_empty() {
                note.push_str("\n\n");
            }
            note.push_str(&below);
        }
        note
    }
}

/// Splits `Term - definition`, `Term: definition`, `Term (what it is for)` into the term and the rest.
pub fn head(words: &str) -> (&str, Option<&str>) {
    let mut marks = words
        .bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b' ' | b':'));
    let cut = marks.find_map(|(at, _)| Some((at, separator(&words[at..])?)));
    if let Some((at, length)) = cut
        && !words[..at].contains('(')
    {
        return (
            &words[..at],
            Some(words[at + length..].trim()).filter(|rest| !rest.is_empty()),
        );
    }
    if words.trim_end().ends_with(')')
        && words.matches('(').count() == 1
        && let Some(open) = words.find(" (")
    {
        return (&words[..open], Some(words[open + 2..].trim_end().trim_end_matches(')')));
    }
    (words.trim_end().trim_end_matches(':'), None)
}

/// The length of ` - `, ` – `, ` — `, ` -> ` or `: ` at the beginning.
fn separator(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [b':', b' ' | b'\n', ..] => Some(2),
        [b' ', b'-', b' ', ..] => Some(3),
        [b' ', b'-', b'>', b' ', ..] => Some(4),
        [b' ', ..] => [" – ", " — "]
            .iter()
            .find(|dash| text.starts_with(**dash))
            .map(|dash| dash.len()),
        _ => None,
    }
}

fn clean(term: &str) -> String {
    one_line(term.trim().trim_end_matches([':', '-']).trim_end())
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes the common indentation away; nested bullets stay nested.
fn dedent(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = lines().map(indent).min().unwrap_or_default();
    let kept = text
        .lines()
        .map(|line| line.get(common..).unwrap_or_default().trim_end());
    kept.collect::<Vec<_>>().join("\n").trim().to_owned()
}
