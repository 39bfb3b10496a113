//! What can stand at the cursor, and what an item is about.

use crate::answers::{self, About, Completion, ItemKind};
use crate::knowledge::Knowledge;
use crate::lsp::client::Abilities;
use crate::lsp::documents::Snapshot;
use crate::rules::RULES;
use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionResponse, CompletionTextEdit, Documentation,
    InsertTextFormat, TextEdit,
};

/// The list, in its order; what the items are about is told when an editor asks.
pub fn list(completion: Completion, snapshot: &Snapshot, abilities: &Abilities) -> CompletionResponse {
    let range = abilities.view(&snapshot.text).range(&completion.span);
    let written = &snapshot.design().text[completion.span.clone()];
    // A number is kept where a title has one.
    let is_mark = |c: char| matches!(c, '#' | '*' | ' ' | '.' | ')') || c.is_ascii_digit();
    let marks = match written.starts_with('#') {
        true => &written[..written.len() - written.trim_start_matches(is_mark).len()],
        false => &written[..written.len() - written.trim_start_matches(['#', '*', ' ']).len()],
    };
    let items = completion.items.into_iter().enumerate().map(|(index, item)| {
        let data = item
            .about
            .map(|about| json!({"uri": snapshot.uri, "about": write(about)}));
        CompletionItem {
            kind: Some(kind(item.kind)),
            sort_text: Some(format!("{index:04}")),
            // Editors hold it against all that it replaces.
            filter_text: (!marks.is_empty()).then(|| format!("{marks}{}", item.label)),
            insert_text_format: item.is_snippet.then_some(InsertTextFormat::SNIPPET),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, item.text))),
            label: item.label,
            detail: Some(item.detail).filter(|detail| !detail.is_empty()),
            data,
            ..CompletionItem::default()
        }
    });
    CompletionResponse::List(CompletionList {
        is_incomplete: false,
        items: items.collect(),
    })
}

/// What an item is about; nothing for one of another time.
pub fn documentation(data: &Value, knowledge: &Knowledge, abilities: &Abilities) -> Option<Documentation> {
    let about = read(&data["about"], knowledge)?;
    let text = answers::about(knowledge, about);
    Some(Documentation::MarkupContent(abilities.item_markup.content(text)))
}

fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Section => CompletionItemKind::STRUCT,
        ItemKind::Quality => CompletionItemKind::PROPERTY,
        ItemKind::Technology => CompletionItemKind::MODULE,
        ItemKind::Concept => CompletionItemKind::REFERENCE,
        ItemKind::Reason => CompletionItemKind::TEXT,
        ItemKind::Entity => CompletionItemKind::CLASS,
        ItemKind::Verb => CompletionItemKind::KEYWORD,
        ItemKind::Rule => CompletionItemKind::CONSTANT,
    }
}

fn write(about: About) -> Value {
    match about {
        About::Section(id) => json!(["section", id]),
        About::Quality(id) => json!(["quality", id]),
        About::Technology(id) => json!(["technology", id]),
        About::Concept(id) => json!(["concept", id]),
        About::Rule(id) => json!(["rule", id]),
    }
}

/// The editor sends back what it was sent; meanwhile the notes may have changed.
fn read(value: &Value, knowledge: &Knowledge) -> Option<About> {
    let id = value[1].as_u64()? as usize;
    let (about, count) = match value[0].as_str()? {
        "section" => (About::Section(id), knowledge.sections.len()),
        "quality" => (About::Quality(id), knowledge.qualities.len()),
        "technology" => (About::Technology(id), knowledge.technologies.len()),
        "concept" => (About::Concept(id), knowledge.concepts.len()),
        "rule" => (About::Rule(id), RULES.len()),
        _ => return None,
    };
    (id < count).then_some(about)
}
