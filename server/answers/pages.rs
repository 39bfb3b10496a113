//! What is known about a name, whatever design it stands in: notes, catalogue, rules. Markdown.

use super::facts;
use crate::knowledge::{Concept, ConceptId, Kind, Knowledge, TechnologyId};
use crate::markdown::fold;
use crate::rules::{self, RULES, Rule};
use std::fmt::Write as _;

/// A rule's page; or the note on a term, and what the catalogue has under its name. Nothing where nothing is known.
pub fn explain(knowledge: &Knowledge, name: &str) -> Option<String> {
    let name = &name.split_whitespace().collect::<Vec<_>>().join(" ");
    let rule = rules::rule(name).or_else(|| rules::rule(&fold(name).replace([' ', '-'], "_")));
    if let Some(rule) = rule {
        return Some(format!("{}\n\nLevel: {}", rule.page.trim_end(), rule.level.name()));
    }
    let technology = knowledge.technology(name);
    let concept = knowledge.concept(name);
    let mut parts = Vec::new();
    match (technology, concept) {
        (Some(technology), Some(concept)) if is_one(knowledge, technology, concept) => {
            parts.push(entry(knowledge, technology, concept));
        }
        _ => {
            parts.extend(technology.map(|id| card(knowledge, id)));
            let concept = concept.or_else(|| family(knowledge, technology?));
            parts.extend(concept.map(|id| note(knowledge, id)));
        }
    }
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// Up to three names that are most like `name`, the most likely first.
pub fn near(knowledge: &Knowledge, name: &str) -> Vec<String> {
    let folded = fold(name);
    let rules = RULES.iter().map(|rule| rule.name);
    let likeness = |name: &str| strsim::jaro_winkler(&folded, &fold(name));
    // Of all that one thing is called the likeliest, and no misspelling that is only there to be understood.
    let technologies = knowledge.technologies.iter().filter_map(|technology| {
        let slip = |name: &str| fold(name) != fold(&technology.name) && is_slip(name, &technology.name);
        let names = technology.names().filter(|name| !slip(name));
        names.max_by(|a, b| likeness(a).total_cmp(&likeness(b)).then(b.len().cmp(&a.len())))
    });
    let concepts = knowledge.concepts.iter().filter_map(|concept| {
        let names = concept.names();
        names.max_by(|a, b| likeness(a).total_cmp(&likeness(b)).then(b.len().cmp(&a.len())))
    });
    let mut near: Vec<(f64, &str)> = rules
        .chain(technologies)
        .chain(concepts)
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness > 0.85)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut names: Vec<String> = Vec::new();
    for (_, name) in near {
        if names.iter().all(|other| fold(other) != fold(name)) {
            names.push(name.to_owned());
        }
    }
    names.truncate(3);
    names
}

/// Whether a name is another one with a letter too many, too few, wrong or in the wrong place. A form that only ends
/// otherwise is a short or long form.
fn is_slip(name: &str, right: &str) -> bool {
    let (name, right) = (fold(name), fold(right));
    let is_ending = name.starts_with(&right) || right.starts_with(&name);
    !is_ending && !name.contains(' ') && strsim::damerau_levenshtein(&name, &right) == 1
}

/// The concept of the notes that a technology belongs to.
pub fn family(knowledge: &Knowledge, technology: TechnologyId) -> Option<ConceptId> {
    knowledge.concept(&knowledge.technologies[technology].concept)
}

/// What the catalogue says about a technology.
pub fn card(knowledge: &Knowledge, technology: TechnologyId) -> String {
    let about = about(knowledge, technology);
    let gap = if about.is_empty() { "" } else { "\n\n" };
    format!("{}{gap}{about}", heading(knowledge, technology))
}

/// What the notes and the catalogue say of a technology that the notes know by the same name: the notes' words first.
pub fn entry(knowledge: &Knowledge, technology: TechnologyId, concept: ConceptId) -> String {
    let known = &knowledge.concepts[concept];
    let heading = format!("{}{}", heading(knowledge, technology), place(knowledge, known));
    let parts = [heading, harmless(known.note.trim()), about(knowledge, technology)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// Whether a term of the notes and a technology of the catalogue go by one name.
pub fn is_one(knowledge: &Knowledge, technology: TechnologyId, concept: ConceptId) -> bool {
    let bare = |name: &str| fold(name).replace('-', " ");
    bare(&knowledge.technologies[technology].name) == bare(&knowledge.concepts[concept].name)
}

/// The name of a technology, and what it is.
fn heading(knowledge: &Knowledge, technology: TechnologyId) -> String {
    let technology = &knowledge.technologies[technology];
    let kind = match technology.kind {
        Kind::Product => "product",
        Kind::Protocol => "protocol",
        Kind::Family => "family of databases",
        Kind::Component => "component",
        Kind::Technique => "technique",
    };
    let category = technology.category.replace('-', " ");
    if fold(&technology.name).replace('-', " ") == category {
        format!("**{}** · {kind}", technology.name)
    } else {
        format!("**{}** · {kind} · {category}", technology.name)
    }
}

/// What a technology is good for, what it costs and what comes with it, line by line.
fn about(knowledge: &Knowledge, technology: TechnologyId) -> String {
    let technology = &knowledge.technologies[technology];
    let mut lines = Vec::new();
    for (property, reason) in &technology.serves {
        lines.push(format!("- {}: {reason}", facts::property(property)));
    }
    if !technology.trade_off.is_empty() {
        lines.push(format!("- Trade-off: {}", technology.trade_off));
    }
    if !technology.safeguards.is_empty() {
        lines.push(format!("- Comes with: {}", technology.safeguards.join(", ")));
    }
    lines.join("\n")
}

/// What the notes say about a term, and where.
pub fn note(knowledge: &Knowledge, concept: ConceptId) -> String {
    let concept = &knowledge.concepts[concept];
    let mut note = format!("**{}**{}", concept.name, place(knowledge, concept));
    let words = harmless(concept.note.trim());
    if !words.is_empty() {
        let _ = write!(note, "\n\n{words}");
    }
    note
}

/// Where a term stands in the notes, in small print behind its name; nothing for a chapter of the built-in notes.
fn place(knowledge: &Knowledge, concept: &Concept) -> String {
    let file = knowledge.sources[concept.place.source].path.as_ref();
    let file = file
        .and_then(|path| path.file_name())
        .map(|name| name.to_string_lossy().into_owned());
    let path: Vec<String> = concept
        .path
        .iter()
        .rev()
        .take(2)
        .rev()
        .map(|term| shortened(term))
        .collect();
    let steps = file.into_iter().chain(path);
    let steps: Vec<String> = steps.collect();
    if steps.is_empty() {
        return String::new();
    }
    format!(" · _{}_", steps.join(" › "))
}

/// The terms beside a term in the notes, those of one bullet together, and the technologies that belong to it.
pub fn related(knowledge: &Knowledge, concept: ConceptId) -> (Vec<String>, Vec<&str>) {
    const MOST: usize = 6;
    let own = &knowledge.concepts[concept];
    let beside = knowledge
        .concepts
        .iter()
        .filter(|other| other.place.source == own.place.source && !own.path.is_empty() && other.path == own.path);
    let mut beside: Vec<&Concept> = beside.filter(|other| other.name != own.name).collect();
    beside.sort_by_key(|other| other.place.span.start);
    let bullets = beside.chunk_by(|one, other| one.place.span == other.place.span);
    let names = bullets.map(|terms| {
        let names: Vec<&str> = terms.iter().map(|term| term.name.as_str()).collect();
        names.join(" / ")
    });
    let names = names.take(MOST).collect();
    let members = (0..knowledge.technologies.len()).filter(|id| {
        let technology = &knowledge.technologies[*id];
        technology.is_named() && family(knowledge, *id) == Some(concept) && technology.name != own.name
    });
    let members = members
        .map(|id| knowledge.technologies[id].name.as_str())
        .take(MOST)
        .collect();
    (names, members)
}

/// A rule in short: its summary, and why.
pub fn rule(rule: &Rule) -> String {
    let why = rule.page.split("\n## ").find_map(|part| part.strip_prefix("Why\n"));
    format!(
        "**{}** · {}\n\n{}\n\n{}\n\n[The rule's page]({})",
        rule.name,
        rule.level.name(),
        rule.summary(),
        why.unwrap_or_default().trim(),
        rule.url()
    )
}

/// Notes come from files of a workspace: what they say is shown, but nothing in them runs or is fetched.
fn harmless(note: &str) -> String {
    note.replace("![", "!\\[")
        .replace("](command:", "](#")
        .replace('<', "&lt;")
}

/// A term, or the beginning of a sentence that stands for one.
fn shortened(term: &str) -> String {
    const LONGEST: usize = 40;
    match term.char_indices().nth(LONGEST) {
        None => term.to_owned(),
        Some((end, _)) => {
            let end = term[..end].rfind(' ').unwrap_or(end);
            format!("{} …", &term[..end])
        }
    }
}
