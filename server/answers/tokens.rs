//! What words mean, for colours.

use super::occurrences::{code, occurrences};
use super::place;
use crate::design::Design;
use crate::knowledge::{Found, Term};
use crate::text::Span;
use std::collections::HashSet;

/// A coloured piece of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the document; never across a line end.
    pub span: Span,
    /// What it means.
    pub kind: TokenKind,
}

/// What a token means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// An endpoint or a function of the interface.
    Endpoint,
    /// A technology or component of the catalogue.
    Technology,
    /// A quality of the notes' checklist.
    Quality,
    /// A term of the notes.
    Concept,
    /// A number with its unit.
    Quantity,
    /// An entity of the design.
    Entity,
}

impl TokenKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [TokenKind; 6] = [
        TokenKind::Endpoint,
        TokenKind::Technology,
        TokenKind::Quality,
        TokenKind::Concept,
        TokenKind::Quantity,
        TokenKind::Entity,
    ];
}

/// The tokens of a document that begin inside `part`, in the order they are written. None of them overlap.
pub fn tokens(design: &Design, part: &Span) -> Vec<Token> {
    let mut all = endpoints(design);
    all.extend(terms(design));
    all.extend(quantities(design));
    all.extend(occurrences(design, part).into_iter().map(|place| Token {
        span: place.span,
        kind: TokenKind::Entity,
    }));
    all.retain(|token| part.contains(&token.span.start));
    let mut tokens: Vec<Token> = all.into_iter().flat_map(|token| lines(&design.text, token)).collect();
    // Where several begin at one place the longest counts, of equals the first kind; the rest has to wait for its end.
    tokens.sort_by_key(|token| (token.span.start, std::cmp::Reverse(token.span.end), token.kind));
    let mut end = 0;
    tokens.retain(|token| {
        let free = token.span.start >= end;
        if free {
            end = token.span.end;
        }
        free
    });
    tokens
}

fn endpoints(design: &Design) -> Vec<Token> {
    let endpoints = design.endpoints.iter().map(|endpoint| Token {
        span: endpoint.span.clone(),
        kind: TokenKind::Endpoint,
    });
    endpoints.collect()
}

/// Technologies, qualities and concepts outside code.
fn terms(design: &Design) -> impl Iterator<Item = Token> {
    let mut quiet = code(design);
    let openers: HashSet<usize> = design.sections.iter().map(|section| section.opener).collect();
    // The notes have the names of sections as terms; in a title they mean the section.
    let is_title = |words: &Span| {
        let block = design.outline.block_at(words.start);
        let opens = block.is_some_and(|block| openers.contains(&block));
        opens
            && !design
                .knowledge
                .parts_of_title(&design.outline.words[words.clone()])
                .is_empty()
    };
    let concepts = 0..design.knowledge.concepts.len();
    let is_quality: Vec<bool> = concepts.map(|id| place::quality_of(design, id).is_some()).collect();
    let named = design
        .mentions
        .iter()
        .map(|mention| (mention.span.clone(), TokenKind::Technology));
    let said = design.hits.iter().filter_map(|hit| match hit.found {
        Found::Term(Term::Concept(id)) if !is_title(&hit.span) => {
            let kind = if is_quality[id] {
                TokenKind::Quality
            } else {
                TokenKind::Concept
            };
            Some((design.outline.source(&hit.span), kind))
        }
        _ => None,
    });
    let mut all: Vec<(Span, TokenKind)> = named.chain(said).collect();
    all.sort_by_key(|(span, _)| span.start);
    all.into_iter()
        .filter(move |(span, _)| !quiet.holds(span))
        .map(|(span, kind)| Token { span, kind })
}

/// Figures outside code.
fn quantities(design: &Design) -> impl Iterator<Item = Token> {
    let mut quiet = code(design);
    let said = design
        .quantities
        .iter()
        .map(|quantity| design.outline.source(&quantity.span));
    let mut all: Vec<Span> = said.collect();
    all.sort_by_key(|span| span.start);
    all.into_iter()
        .filter(move |span| !quiet.holds(span))
        .map(|span| Token {
            span,
            kind: TokenKind::Quantity,
        })
}

/// A token cut at line ends, without the white space around them.
fn lines(text: &str, token: Token) -> impl Iterator<Item = Token> {
    let mut at = token.span.start;
    text[token.span].split_inclusive(['\n', '\r']).filter_map(move |line| {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        at += line.len();
        (start < end).then_some(Token {
            span: start..end,
            kind: token.kind,
        })
    })
}
