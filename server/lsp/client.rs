//! What the editor can do. One that says nothing gets what every editor can.

use super::convert::View;
use crate::text::{Encoding, Text};
use tower_lsp::ls_types::{ClientCapabilities, DiagnosticTag, InitializeParams, PositionEncodingKind};

/// The abilities of an editor that we ask about.
#[derive(Clone, Debug, Default)]
pub struct Abilities {
    /// How columns are counted.
    pub encoding: Encoding,
    /// Asks for findings by itself, and can be told to ask again.
    pub pulls: bool,
    /// Shows places that belong to a finding.
    pub related_information: bool,
    /// Opens the page of a rule.
    pub code_description: bool,
    /// Fades what is not needed.
    pub unnecessary: bool,
    /// Takes code actions; the others take commands only.
    pub actions: bool,
    /// Marks the action to prefer.
    pub preferred: bool,
    /// Asks for the edit of an action when it is chosen.
    pub resolves_actions: bool,
    /// Edits carry the version of the document.
    pub document_changes: bool,
    /// Can be asked later to watch files.
    pub watches: bool,
    /// Can be asked later to tell of changed settings.
    pub registers_configuration: bool,
    /// Can be asked for its settings.
    pub configuration: bool,
    /// Can be told to ask again for code lenses.
    pub refreshes_lenses: bool,
    /// Can be told to ask again for inlay hints.
    pub refreshes_hints: bool,
    /// Can be told to ask again for semantic tokens.
    pub refreshes_tokens: bool,
}

impl Abilities {
    /// Reads what an editor said of itself.
    pub fn of(params: &InitializeParams) -> Abilities {
        let ClientCapabilities {
            general,
            workspace,
            text_document,
            ..
        } = params.capabilities.clone();
        let encodings = general
            .and_then(|general| general.position_encodings)
            .unwrap_or_default();
        let workspace = workspace.unwrap_or_default();
        let text = text_document.unwrap_or_default();
        let findings = text.publish_diagnostics.unwrap_or_default();
        let refreshes = workspace.diagnostics.and_then(|it| it.refresh_support).unwrap_or(false);
        let actions = text.code_action.unwrap_or_default();
        let tags = findings.tag_support.map(|it| it.value_set).unwrap_or_default();
        let resolves = actions.resolve_support.map(|it| it.properties).unwrap_or_default();
        Abilities {
            encoding: if encodings.contains(&PositionEncodingKind::UTF8) {
                Encoding::Utf8
            } else {
                Encoding::Utf16
            },
            pulls: text.diagnostic.is_some() && refreshes,
            related_information: findings.related_information == Some(true),
            code_description: findings.code_description_support == Some(true),
            unnecessary: tags.contains(&DiagnosticTag::UNNECESSARY),
            actions: actions.code_action_literal_support.is_some(),
            preferred: actions.is_preferred_support == Some(true),
            resolves_actions: actions.data_support == Some(true) && resolves.iter().any(|it| it == "edit"),
            watches: workspace
                .did_change_watched_files
                .and_then(|it| it.dynamic_registration)
                == Some(true),
            registers_configuration: workspace
                .did_change_configuration
                .and_then(|it| it.dynamic_registration)
                == Some(true),
            configuration: workspace.configuration == Some(true),
            refreshes_lenses: workspace.code_lens.and_then(|it| it.refresh_support) == Some(true),
            refreshes_hints: workspace.inlay_hint.and_then(|it| it.refresh_support) == Some(true),
            refreshes_tokens: workspace.semantic_tokens.and_then(|it| it.refresh_support) == Some(true),
            document_changes: workspace.workspace_edit.and_then(|it| it.document_changes) == Some(true),
        }
    }

    /// A text as this editor sees it.
    pub fn view<'a>(&self, text: &'a Text) -> View<'a> {
        View {
            text,
            encoding: self.encoding,
        }
    }
}
