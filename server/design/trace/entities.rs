//! Core entities, in whatever way they are written.

mod code;

mod lists;

use crate::design::Reading;
use crate::design::sections::{self, Opener, Section};
use crate::knowledge::Part;
use crate::markdown::{Block, Kind, fold};
use crate::text::Span;
use lists::{list_of_names, several};

/// A core entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its name as written.
    pub name: String,
    /// Where it is defined.
    pub span: Span,
    /// Its section, as an index into the sections.
    pub section: Option<usize>,
}

/// The core entities of all entity sections, and the tables that SQL creates anywhere. A name counts once.
pub fn entities(reading: &Reading, sections: &[Section]) -> Vec<Entity> {
    let mut found = Vec::new();
    for (index, section) in sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.part == Part::Entities)
    {
        in_section(reading, section, index, &mut found);
    }
    code::in_code(reading, sections, &mut found);
    found.sort_by_key(|entity| entity.span.start);
    let mut seen = std::collections::HashSet::new();
    found.retain(|entity| seen.insert(singular(&entity.name)));
    found
}

/// One name for `Users`, `user` and `USER`.
fn singular(name: &str) -> String {
    let folded: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    crate::knowledge::stem(&folded)
}

fn in_section(reading: &Reading, section: &Section, index: usize, found: &mut Vec<Entity>) {
    let blocks = &reading.outline.blocks;
    let mut add = |words: &Span| {
        if let Some(name) = name_of(&reading.outline.words[words.clone()]) {
            let start = words.start + name.start;
            let span = reading.outline.source(&(start..start + name.len()));
            let name = reading.outline.words[start..start + name.len()].to_owned();
            found.push(Entity {
                name,
                span,
                section: Some(index),
            });
        }
    };
    let has_rows = |at: usize| {
        let next = blocks.get(at + 1..section.blocks.end.min(at + 3)).unwrap_or_default();
        next.iter().any(|block| matches!(block.kind, Kind::Row { .. }))
    };
    let mut columns: Option<usize> = None;
    let (mut below_title, mut below_line) = (false, false);
    for at in section.blocks.clone() {
        let block = &blocks[at];
        if block.quote {
            continue;
        }
        match &block.kind {
            Kind::Heading(_) => {
                let words = block.words.clone();
                below_title = name_of(&reading.outline.words[words.clone()]).is_some();
                if below_title {
                    add(&words);
                }
            }
            Kind::Line if is_bold(block) => {
                below_title = name_of(&reading.outline.words[block.lead.clone()]).is_some();
                if below_title {
                    add(&block.lead);
                }
            }
            Kind::Line if has_rows(at) => {
                below_title = false;
                add(&block.words);
            }
            Kind::Line if heads_fields(reading, at) => {
                (below_title, below_line) = (true, true);
                add(&block.words);
            }
            Kind::Line => {
                // Any other line ends what a plain line began.
                below_title &= !below_line;
                below_line = false;
                list_of_names(reading, block, &mut add);
            }
            Kind::Item { .. } => {
                let top = block.parent.is_none()
                    || block.parent == Some(section.opener)
                    || blocks[section.opener].parent == block.parent;
                let under_schema = block.parent.is_some_and(|parent| {
                    let words = reading.outline.words_of(&blocks[parent]);
                    section.blocks.contains(&parent) && is_topic(words.trim_end_matches([':', ' '])) && words.len() < 40
                });
                if ((top && !below_title) || under_schema) && !is_remark(reading, block) {
                    match several(reading, reading.outline.words_of(block)) {
                        Some(names) => names.iter().for_each(|name| {
                            let start = block.words.start;
                            add(&(start + name.start..start + name.end));
                        }),
                        None => add(&block.words),
                    }
                }
            }
            Kind::Row { header, cells } => {
                let cells = &reading.outline.cells[cells.clone()];
                if *header {
                    let named = |cell: &Span| {
                        let folded = fold(reading.outline.words[cell.clone()].trim());
                        matches!(
                            folded.as_str(),
                            "entity"
                                | "entities"
                                | "table"
                                | "table name"
                                | "name"
                                | "model"
                                | "collection"
                                | "core entity"
                                | "object"
                        )
                    };
                    columns = if below_title {
                        None
                    } else {
                        cells.iter().position(named)
                    };
                    if let [only] = cells {
                        add(only);
                    }
                } else if let Some(cell) = columns.and_then(|column| cells.get(column)) {
                    add(cell);
                }
            }
            Kind::Code { .. } => {}
        }
        if !matches!(block.kind, Kind::Row { .. }) {
            columns = None;
        }
    }
    let inline = sections::inline_words(reading, section.opener, section.style).is_some();
    if inline || matches!(section.style, Opener::Item | Opener::Label) {
        let opener = &blocks[section.opener];
        list_of_names(reading, opener, &mut add);
    }
}

/// "parcels" above "- id" or "- parcelId, int": the items are the fields of what the line names.
fn heads_fields(reading: &Reading, at: usize) -> bool {
    let blocks = &reading.outline.blocks;
    let name = reading.outline.words_of(&blocks[at]);
    let first = blocks
        .get(at + 1)
        .filter(|next| next.is_item() && next.parent.is_none());
    let field = first.map(|item| reading.outline.words_of(item));
    let field = field.and_then(|words| words.split([' ', ',', ':', '(', '\n']).next());
    field.is_some_and(|field| field.eq_ignore_ascii_case("id") || field.ends_with("_id") || field.ends_with("Id"))
        && name.split_whitespace().count() <= 2
        && !is_topic(name.trim_end_matches([':', ' ']))
}

/// "*Note: a row per berth and night*", slanted as a whole: said to the reader, and the name of nothing.
fn is_remark(reading: &Reading, block: &Block) -> bool {
    const SLANTS: [char; 2] = ['*', '_'];
    let Some((label, _)) = reading.folded(&block.words).split_once(':') else {
        return false;
    };
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    if !block.lead.is_empty() || !reading.knowledge.says_trace("advice", label) {
        return false;
    }
    let source = reading.outline.source(&block.words);
    let (before, own) = (&reading.text[..source.start], &reading.text[source]);
    before.ends_with(SLANTS) || own.starts_with(SLANTS)
}

fn is_bold(block: &Block) -> bool {
    !block.lead.is_empty() && block.words.end - block.lead.end < 3
}

/// Titles about the data rather than names of it: `Schema`, `Choice of database`.
fn is_topic(title: &str) -> bool {
    const TOPICS: &[&str] = &[
        "schema",
        "schemas",
        "database",
        "databases",
        "db",
        "model",
        "models",
        "design",
        "data",
        "entities",
        "entity",
        "table",
        "tables",
        "sql",
        "nosql",
        "storage",
        "relationships",
        "relationship",
        "relations",
        "index",
        "indexes",
        "indexing",
        "indices",
        "choice",
        "choices",
        "selection",
        "why",
        "partitioning",
        "sharding",
        "notes",
        "overview",
        "access",
        "key",
        "keys",
        "value",
        "values",
        "er",
        "erd",
        "diagram",
        "queries",
        "query",
        "retention",
        "which",
        "type",
        "postgresql",
        "mysql",
        "cassandra",
        "dynamodb",
        "redis",
        "mongodb",
        "elasticsearch",
        "consistency",
        "strategy",
        "core",
        "considerations",
        "structure",
        "layout",
        "store",
        "stores",
        "patterns",
        "constraints",
        "estimates",
        "cache",
        "replication",
        "layer",
    ];
    let folded = fold(title);
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_none() || words.any(|word| TOPICS.contains(&word))
}

/// The name at the beginning of an entry: `User` of `User (id, name)`, `2. Order: what is bought`, `` `orders` table ``.
fn name_of(words: &str) -> Option<Span> {
    let start = words.len() - words.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let rest = &words[start..];
    let end = rest
        .find(|c: char| {
            matches!(
                c,
                ':' | '(' | ',' | '{' | '[' | '=' | '\n' | '\t' | '–' | '—' | '/' | ';' | '.' | '|' | '→' | '"' | '`'
            )
        })
        .unwrap_or(rest.len());
    let end = rest[..end]
        .find(" - ")
        .or_else(|| rest[..end].find(" -> "))
        .or_else(|| rest[..end].find("->"))
        .unwrap_or(end);
    let name = rest[..end].trim_end();
    let name = [
        "table",
        "entity",
        "model",
        "collection",
        "Table",
        "Entity",
        "Model",
        "Collection",
        "TABLE",
    ]
    .iter()
    .find_map(|kind| name.strip_suffix(kind).filter(|bare| bare.ends_with(' ')))
    .map_or(name, str::trim_end);
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let count = name.split_whitespace().count();
    // A name is a noun or two; a sentence is not.
    let sentence = count > 3
        || (count == 3
            && name
                .split_whitespace()
                .skip(1)
                .all(|word| word.starts_with(char::is_lowercase)));
    let verb = matches!(
        name.split_whitespace().next().map(str::to_lowercase).as_deref(),
        Some(
            "we" | "use"
                | "store"
                | "the"
                | "each"
                | "a"
                | "an"
                | "for"
                | "no"
                | "in"
                | "to"
                | "if"
                | "all"
                | "this"
                | "high"
                | "many"
                | "billions"
                | "read"
                | "write"
                | "large"
                | "primary"
                | "only"
                | "it"
                | "there"
                | "can"
                | "should"
                | "given"
                | "since"
                | "using"
                | "row"
                | "columns"
                | "is"
                | "what"
                | "how"
        )
    );
    (name.len() > 1 && !sentence && !verb && !is_topic(name)).then(|| start..start + name.len())
}
