//! What the notes' layout asks for: sections, qualities; and what the design itself has named.

use super::{About, Completion, Item, ItemKind, Line, tables};
use crate::answers::facts;
use crate::design::{Opener, Section};
use crate::knowledge::{Part, QualityId};
use crate::rules::{BLANK, target};

/// The sections that the design around the cursor does not have yet, the next one first.
pub fn sections(line: &Line) -> Completion {
    let design = line.design;
    let knowledge = &design.knowledge;
    let topic = facts::topic_at(design, line.offset);
    // A title that is being written opens no section yet.
    let is_here = |section: &Section| section.heading.start <= line.offset && line.offset <= section.heading.end;
    let own = || {
        design
            .sections
            .iter()
            .filter(|section| section.topic == topic && !is_here(section))
    };
    let written: Vec<usize> = own().filter_map(|section| knowledge.section(section.part)).collect();
    let before = own().filter(|section| section.span.start < line.offset);
    let last = before.filter_map(|section| knowledge.section(section.part)).max();
    let missing = (0..knowledge.sections.len()).filter(|kind| !written.contains(kind));
    // Those behind the last one written come first.
    let (behind, ahead): (Vec<usize>, Vec<usize>) = missing.partition(|kind| last.is_some_and(|last| *kind < last));
    let style = own()
        .map(|section| section.style)
        .find(|style| !matches!(style, Opener::Item));
    let level = match style {
        Some(Opener::Heading(level)) => usize::from(level),
        _ => 2,
    };
    let hashes = line.written.bytes().take_while(|byte| *byte == b'#').count();
    // A deeper heading divides a section, and opens none.
    let levels = own().filter_map(|section| match section.style {
        Opener::Heading(level) => Some(usize::from(level)),
        _ => None,
    });
    if levels.max().is_some_and(|deepest| hashes > deepest) {
        return Completion::default();
    }
    let bold = line.written.starts_with("**") || hashes == 0 && matches!(style, Some(Opener::Bold));
    let marks = "#".repeat(if hashes > 0 { hashes } else { level });
    let number = number(&line.written[hashes..]);
    let item = |kind: usize| {
        let name = &knowledge.sections[kind].name;
        let title = if bold {
            format!("**{name}**")
        } else {
            format!("{marks} {number}{name}")
        };
        let text = if line.asked.snippets {
            format!("{title}\n\n$0")
        } else {
            title
        };
        Item {
            text,
            is_snippet: line.asked.snippets,
            about: Some(About::Section(kind)),
            ..Item::plain(name, "section", ItemKind::Section)
        }
    };
    Completion {
        span: line.all(),
        items: ahead.into_iter().chain(behind).map(item).collect(),
    }
}

/// The number that the writer has put in front of a title, with the space behind it.
fn number(title: &str) -> String {
    let title = title.trim_start();
    let end = title
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ')'))
        .unwrap_or(title.len());
    let number = &title[..end];
    if number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with(['.', ')']) {
        format!("{number} ")
    } else {
        String::new()
    }
}

/// Whether a line of prose may become the title of a section.
pub fn begins_one(line: &Line) -> bool {
    let written = line.written.to_lowercase();
    let mut sections = line.design.knowledge.sections.iter();
    sections.any(|section| section.name.to_lowercase().starts_with(&written))
}

/// The qualities of the checklist that nothing states, each with a target to fill in.
pub fn qualities(line: &Line) -> Completion {
    let design = line.design;
    let qualities = design.knowledge.qualities.iter().enumerate();
    // What is being written does not state its quality yet.
    let mut items = design.requirements.non_functional.iter();
    let own = items.find(|item| item.span.start <= line.offset && line.offset <= item.span.end);
    let others = |id: &QualityId| {
        let mut items = design.requirements.non_functional.iter();
        items.any(|item| item.qualities.contains(id) && own.is_none_or(|own| item.span != own.span))
    };
    let is_own = |id: &QualityId| own.is_some_and(|own| own.qualities.contains(id)) && !others(id);
    let is_stated = |id: &QualityId| design.requirements.stated.contains(id) && !is_own(id);
    let missing = qualities.filter(|(id, quality)| quality.place.is_some() && !is_stated(id));
    let begun = line.written.starts_with("**");
    let bold = begun
        || line.section.is_some_and(|section| {
            let blocks = &design.outline.blocks[section.blocks.clone()];
            let items = blocks.iter().filter(|block| block.is_item() && !block.lead.is_empty());
            items.count() * 2 > blocks.iter().filter(|block| block.is_item()).count()
        });
    let item = |(id, quality): (usize, &crate::knowledge::Quality)| {
        let label = quality.label();
        let written = if bold { format!("**{label}**") } else { label.to_owned() };
        let target = target(design, id);
        let text = if line.asked.snippets {
            format!("{written}: {}", target.replacen(BLANK, "${1:___}", 1))
        } else {
            format!("{written}: {target}")
        };
        Item {
            text,
            is_snippet: line.asked.snippets,
            about: Some(About::Quality(id)),
            ..Item::plain(label, target, ItemKind::Quality)
        }
    };
    Completion {
        span: line.all(),
        items: missing.map(item).collect(),
    }
}

/// Whether an item is the beginning of a quality's name: `Fault tol`.
pub fn begins_quality(line: &Line) -> bool {
    let written = line.written.trim_start_matches('*').to_lowercase();
    let mut qualities = line
        .design
        .knowledge
        .qualities
        .iter()
        .filter(|quality| quality.place.is_some());
    !line.marker.is_empty() && qualities.any(|quality| quality.label().to_lowercase().starts_with(&written))
}

/// The qualities of the checklist that nothing states, by name: in a table their targets stand beside them.
pub fn quality_names(line: &Line, written: &str) -> Completion {
    let design = line.design;
    let qualities = design.knowledge.qualities.iter().enumerate();
    let missing = qualities.filter(|(id, quality)| quality.place.is_some() && !design.requirements.stated.contains(id));
    let item = |(id, quality): (usize, &crate::knowledge::Quality)| Item {
        about: Some(About::Quality(id)),
        ..Item::plain(quality.label(), target(design, id), ItemKind::Quality)
    };
    tables::whole(line, written, missing.map(item).collect())
}

/// The target that a quality asks for, beside its name.
pub fn target_of(line: &Line, name: &str, written: &str) -> Completion {
    let design = line.design;
    let name = name.trim().trim_matches('*').to_lowercase();
    let mut qualities = design.knowledge.qualities.iter();
    let id = qualities.position(|quality| quality.place.is_some() && quality.label().to_lowercase() == name);
    let item = |id: usize| {
        let target = target(design, id);
        let told = target != BLANK;
        told.then(|| Item {
            text: if line.asked.snippets {
                target.replacen(BLANK, "${1:___}", 1)
            } else {
                target.clone()
            },
            is_snippet: line.asked.snippets,
            about: Some(About::Quality(id)),
            ..Item::plain(target, "target", ItemKind::Quality)
        })
    };
    tables::whole(line, written, id.and_then(item).into_iter().collect())
}

/// The verbs of endpoints, with the entities of the design as resources.
pub fn verbs(line: &Line) -> Completion {
    let design = line.design;
    let mut items: Vec<Item> = Vec::new();
    for entity in &design.entities {
        let path = resource(&entity.name);
        for (verb, rest, what) in [
            ("POST", "", "create"),
            ("GET", "/{id}", "read"),
            ("PUT", "/{id}", "change"),
            ("DELETE", "/{id}", "remove"),
        ] {
            let written = format!("{verb} /{path}{rest}");
            let known = design
                .endpoints
                .iter()
                .any(|it| it.method == verb && it.path.trim_end_matches('/').starts_with(&format!("/{path}")));
            if !known {
                items.push(Item::plain(written, format!("{what} {}", entity.name), ItemKind::Verb));
            }
        }
    }
    let bare = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    items.extend(bare.map(|verb| Item {
        text: format!("{verb} /"),
        ..Item::plain(verb, "", ItemKind::Verb)
    }));
    Completion {
        span: line.all(),
        items,
    }
}

/// An entity as a path names it: `order-items` for `Order Item`.
fn resource(name: &str) -> String {
    let small = |c: char| if c.is_whitespace() { '-' } else { c.to_ascii_lowercase() };
    let lower: String = name.chars().map(small).collect();
    if lower.ends_with('s') {
        lower
    } else {
        format!("{lower}s")
    }
}

/// The entities of the design by name; in a path as a path names them.
pub fn entities(line: &Line) -> Completion {
    let defined = |span: &crate::text::Span| span.start <= line.offset && line.offset <= span.end;
    let entities = line.design.entities.iter().filter(|entity| !defined(&entity.span));
    let mut names: Vec<&str> = entities.map(|entity| entity.name.as_str()).collect();
    names.dedup();
    let is_place = line.section.is_some_and(|section| section.part != Part::Entities);
    let word = line.word();
    let path = line.design.text[word.clone()].rfind('/').map(|at| word.start + at + 1);
    let item = |name: &str| match path {
        Some(_) => Item::plain(resource(name), "entity", ItemKind::Entity),
        None => Item::plain(name, "entity", ItemKind::Entity),
    };
    Completion {
        span: path.unwrap_or(word.start)..word.end,
        items: names.into_iter().filter(|_| is_place).map(item).collect(),
    }
}
