//! Entities in code and drawings.

use super::{Entity, is_topic};
use crate::design::Reading;
use crate::design::sections::Section;
use crate::design::trace::lines::{Places, lines};
use crate::knowledge::Part;
use crate::markdown::Kind;

/// `CREATE TABLE orders`, and in entity sections `class Order`, `type Order struct`, `ORDER {` of a drawing.
pub(super) fn in_code(reading: &Reading, sections: &[Section], found: &mut Vec<Entity>) {
    let mut places = Places::new(sections);
    for block in &reading.outline.blocks {
        let Kind::Code { language, content, .. } = &block.kind else {
            continue;
        };
        let section = places.innermost(content.start, Part::Entities);
        let own = section.is_some_and(|index| sections[index].part == Part::Entities);
        let mut drawn = false;
        for (span, line) in lines(reading.text, content.clone()) {
            drawn |= line.trim() == "erDiagram" || line.trim() == "classDiagram";
            let name = table(line).or_else(|| (own || drawn).then(|| class(line, language, drawn)).flatten());
            for name in name.into_iter().chain(drawn.then(|| related(line)).flatten()) {
                let start = span.start + (name.as_ptr() as usize - line.as_ptr() as usize);
                found.push(Entity {
                    name: name.to_owned(),
                    span: start..start + name.len(),
                    section,
                });
            }
        }
    }
}

fn table(line: &str) -> Option<&str> {
    let bare = line.trim_start();
    let head = bare
        .get(..12)
        .filter(|head| head.eq_ignore_ascii_case("create table"))?;
    let mut rest = bare[head.len()..].trim_start();
    if rest
        .get(..13)
        .is_some_and(|words| words.eq_ignore_ascii_case("if not exists"))
    {
        rest = rest[13..].trim_start();
    }
    let rest = rest.trim_start_matches(['`', '"', '[']);
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')
        .unwrap_or(rest.len());
    let name = rest[..end].rsplit('.').next().unwrap_or_default();
    (!name.is_empty()).then_some(name)
}

/// The second entity of a line between two: `COURIER ||--o{ ROUTE : drives`.
fn related(line: &str) -> Option<&str> {
    let (ends, _) = line.split_once(':').unwrap_or((line, ""));
    let (_, second) = ends.split_once("--")?;
    let name = second
        .trim()
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()?;
    (!name.is_empty() && line.trim_start().starts_with(|c: char| c.is_alphabetic())).then_some(name)
}

fn class<'a>(line: &'a str, language: &str, drawn: bool) -> Option<&'a str> {
    let bare = line.trim();
    let word = |rest: &'a str| {
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        (end > 1).then_some(&rest[..end])
    };
    let keywords = [
        "class ",
        "type ",
        "struct ",
        "interface ",
        "table ",
        "Table ",
        "message ",
        "model ",
        "entity ",
    ];
    if let Some(rest) = keywords.iter().find_map(|keyword| bare.strip_prefix(keyword)) {
        // "type TEXT CHECK (…)" is a column of that name.
        return word(rest.trim_start()).filter(|name| language != "sql" && !is_column_type(name));
    }
    let start = line.starts_with(|c: char| c.is_alphabetic()) || drawn;
    let name = word(bare)?;
    let rest = bare[name.len()..].trim_start();
    let opens = rest == "{"
        || rest == "("
        || (rest.starts_with('{') && !rest.contains(':'))
        || (rest.starts_with(':') && rest.len() < 3 && language.is_empty());
    let listed = language.is_empty()
        && (rest.starts_with('(') || rest.starts_with(':') || rest.starts_with('{'))
        && rest.contains(',')
        && !rest.contains('"');
    let related = drawn && (rest.starts_with('|') || rest.starts_with('}')) && rest.contains("--");
    (start && (opens || listed || related) && !is_topic(name)).then_some(name)
}

fn is_column_type(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(
        name.as_str(),
        "text" | "int" | "integer" | "varchar" | "string" | "enum" | "boolean" | "json" | "jsonb" | "uuid"
    )
}
