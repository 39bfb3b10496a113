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
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(actions::FIX_ALL)]),
                resolve_provider: Some(abilities.resolves_actions),
                ..CodeActionOptions::default()
            })
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: abilities.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(convert::SOURCE.to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
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
