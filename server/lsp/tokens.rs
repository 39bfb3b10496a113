//! Colours: all of them, those of a part, or what has changed since.

use super::convert;
use super::documents::Snapshot;
use super::session::Session;
use crate::answers;
use crate::text::Span;
use std::sync::Arc;
use tower_lsp::ls_types::{SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensFullDeltaResult};

/// All tokens.
pub fn full(snapshot: &Snapshot, session: &Session) -> SemanticTokens {
    let tokens = Arc::new(all(snapshot, session));
    session.keep_tokens(&snapshot.uri, snapshot.serial, &tokens);
    sent(snapshot, &tokens)
}

/// What has changed since the tokens of a number, where these were sent last; else all.
pub fn delta(snapshot: &Snapshot, session: &Session, previous: &str) -> SemanticTokensFullDeltaResult {
    let tokens = Arc::new(all(snapshot, session));
    match session.keep_tokens(&snapshot.uri, snapshot.serial, &tokens) {
        Some((number, old)) if number.to_string() == previous => {
            SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id: Some(snapshot.serial.to_string()),
                edits: convert::changed_tokens(&old, &tokens),
            })
        }
        _ => SemanticTokensFullDeltaResult::Tokens(sent(snapshot, &tokens)),
    }
}

/// The tokens of a part.
pub fn part(snapshot: &Snapshot, session: &Session, part: &Span) -> SemanticTokens {
    let view = session.abilities().view(&snapshot.text);
    let design = snapshot.design();
    SemanticTokens {
        result_id: None,
        data: convert::tokens(&answers::tokens(design, part), &design.text, view),
    }
}

fn all(snapshot: &Snapshot, session: &Session) -> Vec<SemanticToken> {
    let design = snapshot.design();
    convert::tokens(
        &answers::tokens(design, &(0..design.text.len())),
        &design.text,
        session.abilities().view(&snapshot.text),
    )
}

fn sent(snapshot: &Snapshot, tokens: &Arc<Vec<SemanticToken>>) -> SemanticTokens {
    SemanticTokens {
        result_id: Some(snapshot.serial.to_string()),
        data: tokens.to_vec(),
    }
}
