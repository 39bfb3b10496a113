//! Our types and the protocol's, and nothing else.

mod completion;

mod marks;

mod markup;

mod places;

pub use completion::{documentation, list};
pub use marks::{changed_tokens, empty_selection, folds, hints, legend, lenses, selection, tokens};
pub use markup::Markup;
pub use places::{definition, highlights, information, locations, note, symbols};

use super::client::Abilities;
use super::documents::{self, Change, Snapshot};
use crate::answers;
use crate::rules::{Finding, Level, Rule};
use crate::text::{self, Encoding, Span, Text};
use crate::workspace::Problem;
use std::path::PathBuf;
use tower_lsp::jsonrpc::{Error, ErrorCode};
use tower_lsp::ls_types::{
    CodeDescription, CreateFile, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentChangeOperation, DocumentChanges, Hover, HoverContents, InitializeParams, Location, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentContentChangeEvent,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

/// What the findings call themselves.
pub const SOURCE: &str = "draftsman";

/// As many findings of one document as an editor is told of.
const MOST: usize = 1000;

/// A text as one editor sees it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The text.
    pub text: &'a Text,
    /// How this editor counts columns.
    pub encoding: Encoding,
}

impl View<'_> {
    /// The position of a byte.
    pub fn position(self, offset: usize) -> Position {
        let position = self.text.position(offset, self.encoding);
        Position::new(position.line, position.column)
    }

    /// The range of a span.
    pub fn range(self, span: &Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The byte at a position.
    pub fn offset(self, at: Position) -> usize {
        self.text.offset(position(at), self.encoding)
    }

    /// The span of a range.
    pub fn span(self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start.min(end)..end.max(start)
    }
}

/// A position of the protocol.
pub fn position(position: Position) -> text::Position {
    text::Position {
        line: position.line,
        column: position.character,
    }
}

/// All findings of a document. Of very many only the gravest are told, and one that says so.
pub fn diagnostics(snapshot: &Snapshot, abilities: &Abilities) -> Vec<Diagnostic> {
    let findings = snapshot.findings();
    let mut told: Vec<&Finding> = findings.iter().collect();
    if told.len() > MOST {
        told.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        told.truncate(MOST);
        told.sort_by_key(|finding| finding.span.start);
    }
    let mut diagnostics: Vec<_> = told
        .iter()
        .map(|finding| diagnostic(finding, snapshot, abilities))
        .collect();
    if findings.len() > MOST {
        diagnostics.push(Diagnostic {
            severity: Some(DiagnosticSeverity::INFORMATION),
            source: Some(SOURCE.to_owned()),
            message: format!(
                "these are the gravest {MOST} of {} findings; `draftsman check` lists them all",
                findings.len()
            ),
            ..Diagnostic::default()
        });
    }
    diagnostics
}

/// One finding.
pub fn diagnostic(finding: &Finding, snapshot: &Snapshot, abilities: &Abilities) -> Diagnostic {
    let view = abilities.view(&snapshot.text);
    let related = || {
        let one = |(span, message): &(Span, String)| DiagnosticRelatedInformation {
            location: Location::new(snapshot.uri.clone(), view.range(span)),
            message: message.clone(),
        };
        finding.related.iter().map(one).collect()
    };
    let is_unnecessary = abilities.unnecessary && finding.rule.name == "unused_allow";
    Diagnostic {
        range: view.range(&finding.span),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.rule.name.to_owned())),
        code_description: code_description(finding.rule).filter(|_| abilities.code_description),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: (abilities.related_information && !finding.related.is_empty()).then(related),
        tags: is_unnecessary.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

/// What is wrong with a settings or notes file whose text is `text`.
pub fn problem(problem: &Problem, text: &Text, encoding: Encoding) -> Diagnostic {
    Diagnostic {
        range: View { text, encoding }.range(&problem.span),
        severity: Some(severity(problem.level)),
        source: Some(SOURCE.to_owned()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Information => DiagnosticSeverity::INFORMATION,
        Level::Hint => DiagnosticSeverity::HINT,
    }
}

fn code_description(rule: &Rule) -> Option<CodeDescription> {
    let href = rule.url().parse::<Uri>().ok()?;
    Some(CodeDescription { href })
}

/// Edits of one document, bound to its version where the editor checks it.
pub fn workspace_edit(edits: &[text::Edit], snapshot: &Snapshot, abilities: &Abilities) -> WorkspaceEdit {
    let view = abilities.view(&snapshot.text);
    let edits = edits.iter().map(|edit| TextEdit {
        range: view.range(&edit.span),
        new_text: edit.text.clone(),
    });
    if abilities.document_changes {
        let edit = TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri: snapshot.uri.clone(),
                version: Some(snapshot.version),
            },
            edits: edits.map(OneOf::Left).collect(),
        };
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![edit])),
            ..WorkspaceEdit::default()
        }
    } else {
        WorkspaceEdit {
            changes: Some([(snapshot.uri.clone(), edits.collect())].into()),
            ..WorkspaceEdit::default()
        }
    }
}

/// An edit of a settings or notes file, which is created where it has no text yet.
pub fn file_edit(
    uri: &Uri,
    version: Option<i32>,
    text: Option<&str>,
    edit: &text::Edit,
    encoding: Encoding,
) -> WorkspaceEdit {
    let whole = Text::new(text.unwrap_or_default());
    let view = View { text: &whole, encoding };
    let change = DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri: uri.clone(),
            version,
        },
        edits: vec![OneOf::Left(TextEdit::new(view.range(&edit.span), edit.text.clone()))],
    });
    let create = DocumentChangeOperation::Op(ResourceOp::Create(CreateFile {
        uri: uri.clone(),
        options: None,
        annotation_id: None,
    }));
    let operations = if text.is_some() {
        vec![change]
    } else {
        vec![create, change]
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    }
}

/// A change of a text.
pub fn change(change: TextDocumentContentChangeEvent) -> Change {
    let range = change.range.map(|range| position(range.start)..position(range.end));
    (range, change.text)
}

/// The folders that an editor opens with.
pub fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    #[expect(deprecated, reason = "older editors say nothing else")]
    let root = params.root_uri.as_ref();
    match &params.workspace_folders {
        Some(folders) => folders
            .iter()
            .filter_map(|folder| documents::path(&folder.uri))
            .collect(),
        None => root.and_then(documents::path).into_iter().collect(),
    }
}

/// A hover.
pub fn hover(hover: answers::Hover, snapshot: &Snapshot, abilities: &Abilities) -> Hover {
    Hover {
        range: Some(abilities.view(&snapshot.text).range(&hover.span)),
        contents: HoverContents::Markup(abilities.hover_markup.content(hover.text)),
    }
}

/// A refusal, in a sentence for the writer.
pub fn refused(why: String) -> Error {
    Error {
        // RequestFailed: the request was in order, what it asks for is not.
        code: ErrorCode::ServerError(-32803),
        message: why.into(),
        data: None,
    }
}

/// The answer to a question about a text that is no more.
pub fn outdated() -> Error {
    Error {
        message: "the document has changed since; ask again".into(),
        ..Error::new(ErrorCode::ContentModified)
    }
}
