//! Code actions: what the stored findings offer, and the ways to silence them.

use super::client::Abilities;
use super::convert;
use super::documents::Snapshot;
use super::session::Session;
use crate::answers::{self, Action, ActionFile};
use crate::design::Design;
use crate::markdown::{Block, Kind};
use crate::rules::{Finding, Fix};
use crate::text::{Edit, Span};
use crate::workspace::FILE;
use serde_json::{Value, json};
use std::collections::HashSet;
use tower_lsp::ls_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Uri, WorkspaceEdit};

/// The kind of the action that mends all that is certain.
pub const FIX_ALL: &str = "source.fixAll.draftsman";

/// All actions for a range.
pub fn actions(snapshot: &Snapshot, params: &CodeActionParams, session: &Session) -> Vec<CodeActionOrCommand> {
    let abilities = session.abilities();
    let span = abilities.view(&snapshot.text).span(params.range);
    let wants = |kind: &CodeActionKind| match &params.context.only {
        Some(only) => only.iter().any(|only| is_below(kind.as_str(), only.as_str())),
        // The editor asks in passing: what changes the whole file only comes when it is asked for.
        None => !kind.as_str().starts_with("source"),
    };
    let mut actions = Vec::new();
    let mut switched = HashSet::new();
    if wants(&CodeActionKind::QUICKFIX) {
        let touched: Vec<(usize, &Finding)> = snapshot
            .findings()
            .iter()
            .enumerate()
            .filter(|(_, finding)| touches(&finding.span, &span))
            .collect();
        for (index, finding) in &touched {
            actions.extend(fixes(*index, finding, snapshot, abilities));
        }
        for (index, finding) in &touched {
            actions.extend(silencers(*index, finding, snapshot, abilities));
            // One finding or many: the rule is switched off once.
            if switched.insert(finding.rule.name) {
                actions.extend(switch(finding, snapshot, session));
            }
        }
    }
    if wants(&CodeActionKind::REFACTOR) {
        actions.extend(beside_findings(&span, snapshot, session));
    }
    let fix_all = CodeActionKind::new(FIX_ALL);
    if wants(&fix_all) {
        let edits = certain_edits(snapshot.findings());
        if !edits.is_empty() {
            actions.push(CodeAction {
                title: "Mend all that is certain".to_owned(),
                kind: Some(fix_all),
                edit: Some(convert::workspace_edit(&edits, snapshot, abilities)),
                ..CodeAction::default()
            });
        }
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// The edit of an action that was sent without one; nothing when the document has changed since.
pub fn resolve(data: &Value, snapshot: &Snapshot, abilities: &Abilities) -> Option<WorkspaceEdit> {
    if data["version"] != json!(snapshot.version) {
        return None;
    }
    let finding = snapshot.findings().get(data["finding"].as_u64()? as usize)?;
    let edits = match data["action"].as_str()? {
        "fix" => finding.fixes.get(data["fix"].as_u64()? as usize)?.edits.clone(),
        "allow" => vec![allow_here(finding, snapshot.design())],
        _ => vec![allow_in_file(finding, snapshot.design())],
    };
    Some(convert::workspace_edit(&edits, snapshot, abilities))
}

fn fixes<'a>(
    index: usize,
    finding: &'a Finding,
    snapshot: &'a Snapshot,
    abilities: &'a Abilities,
) -> impl Iterator<Item = CodeAction> + 'a {
    finding
        .fixes
        .iter()
        .enumerate()
        .map(move |(at, Fix { title, edits, certain })| {
            let what = json!({"action": "fix", "fix": at});
            let mut action = action(title.clone(), index, finding, snapshot, abilities, what, edits);
            action.is_preferred = (abilities.preferred && *certain && at == 0).then_some(true);
            action
        })
}

fn silencers(index: usize, finding: &Finding, snapshot: &Snapshot, abilities: &Abilities) -> Vec<CodeAction> {
    let name = finding.rule.name;
    let design = snapshot.design();
    let here = action(
        format!("Allow here: {name}"),
        index,
        finding,
        snapshot,
        abilities,
        json!({"action": "allow"}),
        &[allow_here(finding, design)],
    );
    let file = action(
        format!("Allow in this file: {name}"),
        index,
        finding,
        snapshot,
        abilities,
        json!({"action": "allow-file"}),
        &[allow_in_file(finding, design)],
    );
    vec![here, file]
}

/// What can be done where nothing is wrong: sections laid out, a term noted.
fn beside_findings(span: &Span, snapshot: &Snapshot, session: &Session) -> Vec<CodeAction> {
    let abilities = session.abilities();
    let knowledge = &snapshot.design().knowledge;
    let edit = |action: &Action| match action.file {
        ActionFile::Here => Some(convert::workspace_edit(&action.edits, snapshot, abilities)),
        ActionFile::Notes(source) => {
            let source = knowledge.sources.get(source).filter(|_| abilities.document_changes)?;
            let path = source.path.as_ref()?;
            let version = session.documents.at(path).map(|open| open.version);
            let (uri, text) = (Uri::from_file_path(path)?, source.notes.text.as_str());
            let edit = action.edits.first()?;
            Some(convert::file_edit(&uri, version, Some(text), edit, abilities.encoding))
        }
    };
    let actions = answers::actions(snapshot.design(), span).into_iter();
    let actions = actions.filter_map(|action| {
        Some(CodeAction {
            edit: Some(edit(&action)?),
            title: action.title,
            kind: Some(CodeActionKind::REFACTOR),
            ..CodeAction::default()
        })
    });
    actions.collect()
}

/// Switches the rule off for all documents below a settings file, which is made where there is none.
fn switch(finding: &Finding, snapshot: &Snapshot, session: &Session) -> Option<CodeAction> {
    let abilities = session.abilities();
    let rule = finding.rule.name;
    let (file, text, edit) = session.switch_off(snapshot, rule)?;
    if !abilities.document_changes || (text.is_none() && !abilities.creates_files) {
        return None;
    }
    let uri = Uri::from_file_path(&file)?;
    let version = session.documents.at(&file).map(|open| open.version);
    let edit = convert::file_edit(&uri, version, text.as_deref(), &edit, abilities.encoding);
    Some(CodeAction {
        title: format!("Switch off in {FILE}: {rule}"),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![convert::diagnostic(finding, snapshot, abilities)]),
        edit: Some(edit),
        ..CodeAction::default()
    })
}

fn action(
    title: String,
    index: usize,
    finding: &Finding,
    snapshot: &Snapshot,
    abilities: &Abilities,
    mut what: Value,
    edits: &[Edit],
) -> CodeAction {
    what["uri"] = json!(snapshot.uri);
    what["version"] = json!(snapshot.version);
    what["finding"] = json!(index);
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![convert::diagnostic(finding, snapshot, abilities)]),
        edit: (!abilities.resolves_actions).then(|| convert::workspace_edit(edits, snapshot, abilities)),
        data: abilities.resolves_actions.then_some(what),
        ..CodeAction::default()
    }
}

/// A comment before the block in which the finding stands.
fn allow_here(finding: &Finding, design: &Design) -> Edit {
    let text = &design.text;
    let blocks = &design.outline.blocks;
    let holds = |block: &&Block| block.span.start <= finding.span.start && finding.span.start <= block.span.end;
    let block = blocks.iter().rfind(holds).map(|block| match block.kind {
        // Between its rows a comment would end the table, between its lines the paragraph.
        Kind::Row { .. } | Kind::Line => blocks.iter().find(|first| first.group == block.group).unwrap_or(block),
        _ => block,
    });
    let block = block.map_or(finding.span.start, |block| block.span.start);
    let start = line_start(text, block.min(finding.span.start));
    let line = &text[start..];
    // In a quote it is quoted, too.
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t', '>']).len()];
    Edit {
        span: start..start,
        text: format!(
            "{indent}<!-- draftsman: allow {} -->{}",
            finding.rule.name,
            line_break(text)
        ),
    }
}

/// A comment at the top of the file, behind front matter.
fn allow_in_file(finding: &Finding, design: &Design) -> Edit {
    let text = &design.text;
    let first = design
        .outline
        .blocks
        .first()
        .map_or(0, |block| line_start(text, block.span.start));
    let end = line_break(text);
    Edit {
        span: first..first,
        text: format!("<!-- draftsman: allow-file {} -->{end}{end}", finding.rule.name),
    }
}

/// The first certain fix of every finding that has one, as far as they do not overlap.
pub fn certain_edits(findings: &[Finding]) -> Vec<Edit> {
    let mut taken: Vec<Edit> = Vec::new();
    let mut covered: Vec<Span> = Vec::new();
    for fix in findings
        .iter()
        .filter_map(|finding| finding.fixes.iter().find(|fix| fix.certain))
    {
        let clash = |edit: &Edit| covered.iter().any(|span| overlaps(span, &edit.span));
        if !fix.edits.iter().any(clash) {
            covered.extend(fix.edits.iter().map(|edit| edit.span.clone()));
            taken.extend(fix.edits.iter().cloned());
        }
    }
    taken
}

/// Whether two edits get in each other's way. Two insertions at one place do: their order is nobody's to choose.
fn overlaps(one: &Span, other: &Span) -> bool {
    one == other || (one.start < other.end && other.start < one.end)
}

fn touches(one: &Span, other: &Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// Whether a kind is `general` or one below it.
fn is_below(kind: &str, general: &str) -> bool {
    kind.strip_prefix(general)
        .is_some_and(|rest| general.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |at| at + 1)
}

/// What ends a line of this text.
fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
