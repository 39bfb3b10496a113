//! What the editor can do. One that says nothing gets what every editor can.

use super::convert::{Markup, View};
use crate::text::{Encoding, Text};
use tower_lsp::ls_types::{
    ClientCapabilities, DiagnosticTag, InitializeParams, PositionEncodingKind, ResourceOperationKind,
};

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
    /// Creates files as a part of an edit.
    pub creates_files: bool,
    /// What it shows on hover.
    pub hover_markup: Markup,
    /// What it shows beside an item of a completion.
    pub item_markup: Markup,
    /// Takes snippets.
    pub snippets: bool,
    /// Takes the word that leads somewhere along with where it leads.
    pub links: bool,
    /// Takes an outline of several levels.
    pub nested_symbols: bool,
    /// How many folds it takes.
    pub most_folds: usize,
    /// Asks what would be renamed before it asks for the name.
    pub prepares_renames: bool,
    /// Shows a document when asked to.
    pub shows_documents: bool,
    /// Shows how far long work is.
    pub shows_progress: bool,
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
            window,
            ..
        } = params.capabilities.clone();
        let encodings = general
            .and_then(|general| general.position_encodings)
            .unwrap_or_default();
        let (workspace, window) = (workspace.unwrap_or_default(), window.unwrap_or_default());
        let text = text_document.unwrap_or_default();
        let findings = text.publish_diagnostics.unwrap_or_default();
        let refreshes = workspace.diagnostics.and_then(|it| it.refresh_support).unwrap_or(false);
        let edit = workspace.workspace_edit.unwrap_or_default();
        let operations = edit.resource_operations.unwrap_or_default();
        let item = text.completion.and_then(|it| it.completion_item).unwrap_or_default();
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
            creates_files: operations.contains(&ResourceOperationKind::Create),
            hover_markup: Markup::of(text.hover.and_then(|it| it.content_format).as_ref()),
            item_markup: Markup::of(item.documentation_format.as_ref()),
            snippets: item.snippet_support == Some(true),
            links: text.definition.and_then(|it| it.link_support) == Some(true),
            nested_symbols: text
                .document_symbol
                .and_then(|it| it.hierarchical_document_symbol_support)
                == Some(true),
            most_folds: text
                .folding_range
                .and_then(|it| it.range_limit)
                .map_or(usize::MAX, |most| most as usize),
            prepares_renames: text.rename.and_then(|it| it.prepare_support) == Some(true),
            shows_documents: window.show_document.is_some_and(|it| it.support),
            shows_progress: window.work_done_progress == Some(true),
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
            document_changes: edit.document_changes == Some(true),
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
