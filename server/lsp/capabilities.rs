//! What this server does for an editor, and what it asks of it.

use super::client::Abilities;
use super::preferences::SECTION;
use super::{actions, commands, convert};
use crate::text::Encoding;
use crate::workspace::FILE;
use serde_json::json;
use tower_lsp::ls_types::*;

/// What this server does for an editor of these abilities.
pub fn offered(abilities: &Abilities) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: (abilities.encoding == Encoding::Utf8).then_some(PositionEncodingKind::UTF8),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        code_action_provider: abilities.actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    CodeActionKind::REFACTOR,
                    CodeActionKind::new(actions::FIX_ALL),
                ]),
                resolve_provider: Some(abilities.resolves_actions),
                ..CodeActionOptions::default()
            })
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some([" ", "#"].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Right(ReferenceOptions {
            work_done_progress_options: told(),
        })),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Right(WorkspaceSymbolOptions {
            work_done_progress_options: told(),
            resolve_provider: None,
        })),
        rename_provider: Some(if abilities.prepares_renames {
            OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        } else {
            OneOf::Left(true)
        }),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(false),
        }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: convert::legend(),
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }
            .into(),
        ),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: abilities.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(convert::SOURCE.to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: told(),
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// Of what looks through the whole workspace it is told how far it is.
fn told() -> WorkDoneProgressOptions {
    WorkDoneProgressOptions {
        work_done_progress: Some(true),
    }
}

/// What is asked of the editor once it is ready.
pub fn asked(abilities: &Abilities) -> Vec<Registration> {
    let files = json!({"watchers": [
        {"globPattern": format!("**/{FILE}")},
        {"globPattern": "**/*.{md,markdown,mdown,mkd}"},
    ]});
    let registrations = [
        (abilities.watches, "workspace/didChangeWatchedFiles", files),
        (
            abilities.registers_configuration,
            "workspace/didChangeConfiguration",
            json!({"section": SECTION}),
        ),
    ];
    let asked = registrations.into_iter().filter(|(can, ..)| *can);
    asked
        .map(|(_, method, options)| Registration {
            id: method.to_owned(),
            method: method.to_owned(),
            register_options: Some(options),
        })
        .collect()
}
