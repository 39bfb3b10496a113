//! The methods of the protocol, each of them: from, ask, to.

use super::client::Abilities;
use super::documents::{self, Snapshot};
use super::preferences::Preferences;
use super::session::Session;
use super::{Server, actions, beside, capabilities, commands, convert, everywhere, progress, pull, tokens};
use crate::answers::{self, Asked, Renamed};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params);
        let capabilities = capabilities::offered(&abilities);
        self.session.meet(abilities);
        self.session.change_roots(convert::roots(&params), &[]);
        if let Some(preferences) = params.initialization_options.as_ref().and_then(Preferences::read) {
            self.session.prefer(preferences);
        }
        self.parent.send_replace(params.process_id);
        self.analyst.warm_up(&self.session.workspace);
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "draftsman".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            offset_encoding: None,
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.watch();
        let (server, asked) = (self.clone(), capabilities::asked(self.session.abilities()));
        tokio::spawn(async move {
            if !asked.is_empty()
                && let Err(error) = server.client.register_capability(asked).await
            {
                let refused = format!("the editor takes no registration: {}", error.message);
                server.session.outbox.log(MessageType::WARNING, refused);
            }
            server.configure(Value::Null).await;
        });
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let TextDocumentItem { uri, version, text, .. } = params.text_document;
        self.session
            .documents
            .open(uri.clone(), version, &text, &self.session.workspace);
        self.look(&uri);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        let changes = params.content_changes.into_iter().map(convert::change).collect();
        let encoding = self.session.abilities().encoding;
        if self.session.documents.change(&uri, version, changes, encoding) {
            self.look(&uri);
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let path = documents::path(&params.text_document.uri);
        self.files_changed(path.filter(|path| self.session.documents.at(path).is_none()));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        if self.session.documents.close(&uri) {
            self.session.clear(&uri);
            self.session.touch();
            self.look(&uri);
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| documents::path(&change.uri));
        self.files_changed(paths);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let server = self.clone();
        tokio::spawn(async move { server.configure(params.settings).await });
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> {
            folders
                .iter()
                .filter_map(|folder| documents::path(&folder.uri))
                .collect()
        };
        self.session
            .change_roots(paths(&params.event.added), &paths(&params.event.removed));
        self.reload();
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        match params.command.as_str() {
            commands::SHOW => self.show(commands::place(&params.arguments)).await,
            commands::WHY => self.why(&params.arguments).await,
            commands::OPEN_NOTES => self.open_notes(commands::document(&params.arguments)).await,
            commands::DEBUG_INFORMATION => Ok(Some(commands::debug_information(&self.session, &self.analyst))),
            commands::STATUS => self.told(&params.arguments, commands::status).await,
            commands::REPORT => self.told(&params.arguments, |it| commands::report(it).into()).await,
            commands::NEW_DESIGN => match params.arguments.first().and_then(Value::as_str) {
                Some(title) => Ok(Some(commands::new_design(title, &self.session).into())),
                None => Err(Error::invalid_params("say what is designed")),
            },
            other => Err(Error::invalid_params(format!("there is no command `{other}`"))),
        }
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let previous = params.previous_result_id;
        let question =
            move |snapshot: &Snapshot, session: &Session| pull::document(snapshot, session, previous.as_deref());
        let report = self.ask(&params.text_document.uri, question).await?;
        Ok(DocumentDiagnosticReportResult::Report(
            report.unwrap_or_else(pull::nothing),
        ))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let items = pull::workspace(self, params).await;
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport {
            items,
        }))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.ask(&uri, move |snapshot, session| {
            actions::actions(snapshot, &params, session)
        })
        .await
    }

    async fn code_action_resolve(&self, mut action: CodeAction) -> Result<CodeAction> {
        let Some(data) = action.data.clone() else {
            return Ok(action);
        };
        let uri =
            serde_json::from_value(data["uri"].clone()).map_err(|_| Error::invalid_params("no action of ours"))?;
        let question =
            move |snapshot: &Snapshot, session: &Session| actions::resolve(&data, snapshot, session.abilities());
        action.edit = Some(
            self.ask(&uri, question)
                .await?
                .flatten()
                .ok_or_else(convert::outdated)?,
        );
        Ok(action)
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let question = |it: &Snapshot, session: &Session, offset| {
            answers::hover(it.design(), offset).map(|hover| convert::hover(hover, it, session.abilities()))
        };
        let asked = self.ask_at(params.text_document_position_params, question).await?;
        Ok(asked.flatten())
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let typed = params
            .context
            .is_some_and(|it| it.trigger_kind == CompletionTriggerKind::TRIGGER_CHARACTER);
        let question = move |it: &Snapshot, session: &Session, offset| {
            let abilities = session.abilities();
            let snippets = abilities.snippets;
            convert::list(
                answers::completion(it.design(), offset, Asked { typed, snippets }),
                it,
                abilities,
            )
        };
        self.ask_at(params.text_document_position, question).await
    }

    async fn completion_resolve(&self, mut item: CompletionItem) -> Result<CompletionItem> {
        let Some(data) = item.data.clone() else { return Ok(item) };
        let uri = serde_json::from_value(data["uri"].clone()).map_err(|_| Error::invalid_params("no item of ours"))?;
        let question = move |it: &Snapshot, session: &Session| {
            convert::documentation(&data, &it.design().knowledge, session.abilities())
        };
        item.documentation = self.ask(&uri, question).await?.flatten();
        Ok(item)
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let question = |it: &Snapshot, session: &Session, offset| {
            let found = answers::definition(it.design(), offset);
            found.map(|found| convert::definition(found, it, session.abilities()))
        };
        let asked = self.ask_at(params.text_document_position_params, question).await?;
        Ok(asked.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (declared, token) = (
            params.context.include_declaration,
            params.work_done_progress_params.work_done_token,
        );
        let seen = Arc::new(AtomicUsize::new(0));
        let counted = seen.clone();
        let question = move |it: &Snapshot, session: &Session, offset| {
            everywhere::references(it, offset, declared, session, &counted)
        };
        let asked = self.ask_at(params.text_document_position, question);
        progress::tell(self, token, &seen, asked).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let question = |it: &Snapshot, session: &Session, offset| {
            convert::highlights(answers::highlights(it.design(), offset), it, session.abilities())
        };
        self.ask_at(params.text_document_position_params, question).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let question = |it: &Snapshot, session: &Session, offset| {
            let found = answers::renamable(it.design(), offset)?;
            let range = session.abilities().view(&it.text).range(&found.span);
            let placeholder = found.name;
            Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
        };
        Ok(self.ask_at(params, question).await?.flatten())
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let name = params.new_name;
        let question = move |it: &Snapshot, session: &Session, offset| match answers::rename(it.design(), offset, &name)
        {
            Renamed::Edits(edits) => Ok(convert::workspace_edit(&edits, it, session.abilities())),
            Renamed::Refused(why) => Err(convert::refused(why)),
        };
        self.ask_at(params.text_document_position, question).await?.transpose()
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        if !self.session.preferences().shown.outline {
            return Ok(None);
        }
        let question = |snapshot: &Snapshot, session: &Session| {
            convert::symbols(answers::symbols(snapshot.design()), snapshot, session.abilities())
        };
        self.answer(&params.text_document.uri, question).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let (session, token) = (self.session.clone(), params.work_done_progress_params.work_done_token);
        let seen = Arc::new(AtomicUsize::new(0));
        let counted = seen.clone();
        let looked = beside(move || everywhere::symbols(&params.query, &session, &counted));
        let found = progress::tell(self, token, &seen, looked).await?;
        Ok(Some(WorkspaceSymbolResponse::Flat(found)))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        if !self.session.preferences().shown.code_lens {
            return Ok(None);
        }
        let question = |snapshot: &Snapshot, session: &Session| {
            convert::lenses(
                answers::lenses(snapshot.design(), snapshot.findings()),
                snapshot,
                session.abilities(),
            )
        };
        self.answer(&params.text_document.uri, question).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let shown = self.session.preferences().shown.inlay_hints;
        let question = move |snapshot: &Snapshot, session: &Session| {
            let part = session.abilities().view(&snapshot.text).span(params.range);
            let hints = answers::hints(snapshot.design(), &part, shown);
            convert::hints(hints, snapshot, session.abilities())
        };
        self.answer(&params.text_document.uri, question).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let question = |snapshot: &Snapshot, session: &Session| {
            convert::folds(session.folding(snapshot).folds(), snapshot, session.abilities())
        };
        self.answer(&params.text_document.uri, question).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let question = move |snapshot: &Snapshot, session: &Session| {
            let view = session.abilities().view(&snapshot.text);
            let spans = |at: &Position| answers::selection(snapshot.design(), view.offset(*at));
            let selection = |at: &Position| convert::selection(&spans(at), view);
            params
                .positions
                .iter()
                .map(|at| selection(at).unwrap_or_else(|| convert::empty_selection(*at)))
                .collect()
        };
        self.ask(&params.text_document.uri, question).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let question = |snapshot: &Snapshot, session: &Session| tokens::full(snapshot, session);
        self.answer(&params.text_document.uri, question).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let previous = params.previous_result_id;
        let question = move |snapshot: &Snapshot, session: &Session| tokens::delta(snapshot, session, &previous);
        self.answer(&params.text_document.uri, question).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let question = move |snapshot: &Snapshot, session: &Session| {
            let part = session.abilities().view(&snapshot.text).span(params.range);
            tokens::part(snapshot, session, &part)
        };
        self.answer(&params.text_document.uri, question).await
    }
}
