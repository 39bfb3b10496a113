//! What the rules on choices share: which choices are asked for a reason, and how a reason is written.

use super::{BLANK, Finding, decision, rows, style, topic};
use crate::design::{Choice, Design, Role};
use crate::knowledge::{Cue, Found, Hit, Kind, Place};
use crate::markdown;
use crate::text::{Edit, Span};

/// The choices of products, protocols and families that a design makes and has to account for, each decided.
pub fn asked(design: &Design) -> impl Iterator<Item = &Choice> {
    let decided = |choice: &&Choice| matches!(&choice.role, Role::Chosen { among } if among.is_empty());
    design
        .choices
        .iter()
        .filter(decided)
        .filter(|choice| is_asked(design, choice))
}

/// Whether a choice is one to account for: no tool, not in a drawing alone, in a design that follows the framework.
pub fn is_asked(design: &Design, choice: &Choice) -> bool {
    let technology = design.technology(choice.technology);
    technology.is_named()
        && !technology.needs_no_reason()
        && place(design, choice).is_some()
        && topic::is_laid_out(design, choice.topic)
        && !is_given(design, choice)
        && !is_part(design, choice)
        && !is_host(design, choice)
}

/// "Redis Sorted Set" beside "Redis": who takes a product accounts for that, and not for each of its parts.
fn is_part(design: &Design, choice: &Choice) -> bool {
    let name = &design.technology(choice.technology).name;
    let mut others = design.choices.iter().filter(|other| other.topic == choice.topic);
    name.contains(' ')
        && others.any(|other| {
            let product = &design.technology(other.technology).name;
            let is_own = || {
                name.strip_prefix(product.as_str())
                    .is_some_and(|part| part.starts_with(' '))
            };
            matches!(other.role, Role::Chosen { .. }) && is_own()
        })
}

/// "PostgreSQL on RDS": what something chosen runs on.
fn is_host(design: &Design, choice: &Choice) -> bool {
    let before = &design.text[..choice.deciding.start];
    let maker = ["Amazon ", "AWS "].iter().find_map(|maker| before.strip_suffix(maker));
    let before = maker.unwrap_or(before);
    let Some(guest) = before
        .strip_suffix(" on ")
        .map(|before| before.trim_end_matches(['*', '`']))
    else {
        return false;
    };
    let mut others = design.choices.iter().filter(|other| other.topic == choice.topic);
    others.any(|other| {
        matches!(other.role, Role::Chosen { .. }) && other.mentions.iter().any(|mention| mention.end == guest.len())
    })
}

/// Whether the title of the design names it, as in "Calendar MCP server": it is what was asked for.
fn is_given(design: &Design, choice: &Choice) -> bool {
    let title = &design.topics[choice.topic].heading;
    choice.mentions.iter().any(|mention| title.contains(&mention.start))
}

/// Where a choice is spoken of: where it is decided, or, when that is in a drawing, where words name it first.
pub fn place<'a>(design: &Design, choice: &'a Choice) -> Option<&'a Span> {
    let is_drawn = |span: &Span| {
        let block = decision::mention_at(design, span).map(|mention| &design.outline.blocks[mention.block]);
        block.is_some_and(|block| matches!(block.kind, markdown::Kind::Code { .. }))
    };
    let mut places = std::iter::once(&choice.deciding).chain(&choice.mentions);
    places.find(|span| !is_drawn(span) && !is_set_aside(design, span))
}

/// Whether a place is a cell in a column of what was not taken.
fn is_set_aside(design: &Design, span: &Span) -> bool {
    let Some(mention) = decision::mention_at(design, span) else {
        return false;
    };
    let blocks = &design.outline.blocks;
    let markdown::Kind::Row { cells, header: false } = &blocks[mention.block].kind else {
        return false;
    };
    let column = design.outline.cells[cells.clone()]
        .iter()
        .position(|cell| cell.start <= mention.words.start && mention.words.start < cell.end);
    let group = blocks[mention.block].group;
    let above = blocks[..mention.block].iter().rev();
    let mut heads = above
        .take_while(|block| block.group == group)
        .filter_map(|block| match &block.kind {
            markdown::Kind::Row { cells, header: true } => Some(&design.outline.cells[cells.clone()]),
            _ => None,
        });
    let head = column.and_then(|column| heads.next()?.get(column));
    let turned_down = |hit: &Hit| {
        matches!(
            hit.found,
            Found::Cue(Cue::Place(Place::Weighed | Place::Bad) | Cue::Reject)
        )
    };
    head.is_some_and(|head| topic::hits(design, head).any(turned_down))
}

/// Whether the words at a place speak of the technology as taken, and not as one of several ways or another's.
pub fn is_plain(design: &Design, place: &Span) -> bool {
    const DOUBTS: &[&str] = &[
        "could",
        "might",
        "may",
        "would also",
        "also be used",
        "depends on",
        "optional*",
        "if needed",
        "if using",
        "if we use",
        "something like",
        "is not",
        "isn't",
    ];
    let Some(mention) = decision::mention_at(design, place) else {
        return false;
    };
    let (before, after) = (&design.text[..place.start], &design.text[place.end..]);
    // "WebSocket (duplex) / SSE": one of several, whatever stands in between.
    let listed = before.trim_end_matches(' ').ends_with('/') || after.trim_start_matches(' ').starts_with('/');
    !listed && topic::says(design, &decision::sentence(design, mention), DOUBTS).is_none()
}

/// The name that messages and fixes call a choice by: that of the catalogue.
pub fn name<'a>(design: &'a Design, choice: &Choice) -> &'a str {
    &design.technology(choice.technology).name
}

/// Points at the other places where the technology is named.
pub fn others(choice: &Choice, finding: &mut Finding) {
    const MOST: usize = 5;
    let own = finding.span.clone();
    for span in choice.mentions.iter().filter(|span| **span != own).take(MOST) {
        finding.related(span, "Named here too");
    }
}

/// Offers a reason to fill in, and one fix a reason that the catalogue knows, those first that the design requires.
pub fn reasons(design: &Design, choice: &Choice, finding: &mut Finding) {
    let technology = design.technology(choice.technology);
    let wanted = |property: &str| {
        let quality = design.knowledge.served(property);
        quality.is_some_and(|quality| design.requirements.stated.contains(&quality))
    };
    let mut served: Vec<&(String, String)> = technology.serves.iter().collect();
    served.sort_by_key(|(property, _)| !wanted(property));
    let name = &technology.name;
    let at = finding.span.clone();
    finding.fix_all(format!("Add a reason for {name}"), vec![reason(design, &at, BLANK)]);
    if matches!(technology.kind, Kind::Product | Kind::Protocol) {
        for (_, why) in served {
            finding.fix_all(format!("Add the reason “{why}”"), vec![reason(design, &at, why)]);
        }
    }
}

/// The end of the thing that a name at a byte is part of: "a Kafka topic", "an SFTP gateway".
fn behind_thing(text: &str, at: usize) -> usize {
    const THINGS: &[&str] = &[
        "bucket",
        "broker",
        "cache",
        "cluster",
        "connection",
        "database",
        "db",
        "fleet",
        "gateway",
        "index",
        "instance",
        "job",
        "layer",
        "node",
        "pipeline",
        "proxy",
        "queue",
        "replica",
        "server",
        "service",
        "store",
        "stream",
        "table",
        "topic",
        "worker",
    ];
    let rest = &text[at..];
    let Some(word) = rest.strip_prefix(' ') else { return at };
    let end = word.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(word.len());
    let is_thing = |thing: &&str| {
        word[..end]
            .strip_prefix(*thing)
            .is_some_and(|end| matches!(end, "" | "s" | "es"))
    };
    let stops = word[end..].starts_with(|c: char| !c.is_alphanumeric() && c != '-' && c != '_') || end == word.len();
    if stops && THINGS.iter().any(is_thing) {
        at + 1 + end
    } else {
        at
    }
}

/// Writes a reason behind a name: `- Redis - why` where the item ends with the name, else in brackets; in a table into the
/// column of reasons, where it has one.
fn reason(design: &Design, named: &Span, why: &str) -> Edit {
    if let Some(edit) = rows::column(design, named.start, "reason", why) {
        return edit;
    }
    let at = behind_thing(&design.text, decision::behind(&design.text, named.end));
    let end = style::line_end(design, at);
    let rest = design.text[at..end].trim();
    let dash = if design.text.contains(" – ") { "–" } else { "-" };
    let text = if rest.is_empty() {
        format!(" {dash} {why}")
    } else {
        format!(" ({why})")
    };
    Edit { span: at..at, text }
}
