//! What an editor shows beside and between the words: lenses, hints, folds, selections, colours.

use crate::answers::{Fold, FoldKind, Hint, Lens, Token, TokenKind};
use crate::lsp::client::Abilities;
use crate::lsp::commands;
use crate::lsp::convert::View;
use crate::lsp::documents::Snapshot;
use crate::text::Span;
use serde_json::json;
use tower_lsp::ls_types::{
    CodeLens, Command, FoldingRange, FoldingRangeKind, InlayHint, InlayHintLabel, InlayHintTooltip, Position, Range,
    SelectionRange, SemanticToken, SemanticTokenType, SemanticTokensEdit, SemanticTokensLegend,
};

/// Lines above lines. A click shows the places that one speaks of, where the editor can be asked to show one.
pub fn lenses(lenses: Vec<Lens>, snapshot: &Snapshot, abilities: &Abilities) -> Vec<CodeLens> {
    let view = abilities.view(&snapshot.text);
    let lens = |lens: Lens| {
        let places: Vec<Range> = lens.places.iter().map(|place| view.range(place)).collect();
        let start = view.position(lens.span.start);
        let clicks = abilities.shows_documents && !places.is_empty();
        CodeLens {
            range: Range::new(start, start),
            command: Some(Command {
                title: lens.title,
                command: if clicks {
                    commands::SHOW.to_owned()
                } else {
                    String::new()
                },
                arguments: clicks.then(|| vec![json!(snapshot.uri), json!(start), json!(places)]),
            }),
            data: None,
        }
    };
    lenses.into_iter().map(lens).collect()
}

/// A few words between the words.
pub fn hints(hints: Vec<Hint>, snapshot: &Snapshot, abilities: &Abilities) -> Vec<InlayHint> {
    let view = abilities.view(&snapshot.text);
    let hint = |hint: Hint| InlayHint {
        position: view.position(hint.offset),
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: (!hint.more.is_empty())
            .then(|| InlayHintTooltip::MarkupContent(abilities.hover_markup.content(hint.more))),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    hints.into_iter().map(hint).collect()
}

/// What folds, in whole lines.
pub fn folds(folds: Vec<Fold>, snapshot: &Snapshot, abilities: &Abilities) -> Vec<FoldingRange> {
    let view = abilities.view(&snapshot.text);
    let fold = |fold: Fold| FoldingRange {
        start_line: view.position(fold.span.start).line,
        end_line: view.position(fold.span.end).line,
        kind: (fold.kind == FoldKind::Comment).then_some(FoldingRangeKind::Comment),
        ..FoldingRange::default()
    };
    folds.into_iter().take(abilities.most_folds).map(fold).collect()
}

/// The spans that a selection grows over, the smallest first.
pub fn selection(spans: &[Span], view: View<'_>) -> Option<SelectionRange> {
    spans.iter().rev().fold(None, |parent, span| {
        Some(SelectionRange {
            range: view.range(span),
            parent: parent.map(Box::new),
        })
    })
}

/// A selection that cannot grow.
pub fn empty_selection(at: Position) -> SelectionRange {
    SelectionRange {
        range: Range::new(at, at),
        parent: None,
    }
}

/// The names of the kinds of tokens. They are those that every colour theme knows.
pub fn legend() -> SemanticTokensLegend {
    let name = |kind: &TokenKind| match kind {
        TokenKind::Endpoint => SemanticTokenType::FUNCTION,
        TokenKind::Technology => SemanticTokenType::CLASS,
        TokenKind::Quality => SemanticTokenType::KEYWORD,
        TokenKind::Concept => SemanticTokenType::TYPE,
        TokenKind::Quantity => SemanticTokenType::NUMBER,
        TokenKind::Entity => SemanticTokenType::STRUCT,
    };
    SemanticTokensLegend {
        token_types: TokenKind::ALL.iter().map(name).collect(),
        token_modifiers: Vec::new(),
    }
}

/// Tokens as the protocol numbers them: each from the one before.
pub fn tokens(tokens: &[Token], text: &str, view: View<'_>) -> Vec<SemanticToken> {
    let length = |words: &str| view.encoding.columns(words);
    // They come in ascending order and stay on their lines: one way through the text is quicker than thousands of
    // look-ups in it.
    let mut at = 0;
    let token = |token: &Token| {
        let mut delta_line = 0;
        let from = at;
        for index in from..token.span.start {
            let byte = text.as_bytes()[index];
            let breaks = byte == b'\n' || byte == b'\r' && text.as_bytes().get(index + 1) != Some(&b'\n');
            if breaks {
                delta_line += 1;
                at = index + 1;
            }
        }
        // From the token before, or from the beginning of the line.
        let delta_start = length(&text[at..token.span.start]) as u32;
        at = token.span.start;
        SemanticToken {
            delta_line,
            delta_start,
            length: length(&text[token.span.clone()]) as u32,
            token_type: TokenKind::ALL
                .iter()
                .position(|kind| *kind == token.kind)
                .unwrap_or_default() as u32,
            token_modifiers_bitset: 0,
        }
    };
    tokens.iter().map(token).collect()
}

/// What has to be changed in old tokens to get the new ones: one stretch, or nothing.
pub fn changed_tokens(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let before = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[before..], &new[before..]);
    let after = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let (old, new) = (&old[..old.len() - after], &new[..new.len() - after]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    vec![SemanticTokensEdit {
        start: 5 * before as u32,
        delete_count: 5 * old.len() as u32,
        data: Some(new.to_vec()),
    }]
}
