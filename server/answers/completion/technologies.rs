//! Technologies where one is about to be named, those first that fit the sentence, the section and what is still unmet.

use super::{About, Completion, Item, ItemKind, Line, reasons};
use crate::answers::facts;
use crate::design::{Role, Ruling};
use crate::knowledge::{Found, Kind, QualityId, Technology, TechnologyId, Term};
use crate::markdown;
use std::collections::HashMap;

/// What the words before the cursor call for.
#[derive(Debug, PartialEq, Eq)]
pub struct Cue<'a> {
    /// The categories that the words speak of, the likeliest first; empty where any will do.
    categories: Vec<&'a str>,
    /// What a rival is sought of.
    rival_of: Option<TechnologyId>,
}

/// Verbs behind which a technology is named, with what they call for.
const VERBS: &[(&str, &[&str])] = &[
    ("use", &[]),
    ("uses", &[]),
    ("using", &[]),
    ("via", &["queue", "stream", "protocol", "pubsub"]),
    ("choose", &[]),
    ("chose", &[]),
    ("pick", &[]),
    ("picked", &[]),
    ("took", &[]),
    ("with", &[]),
    ("in", &[]),
    ("on", &[]),
    ("to", &[]),
    ("into", &[]),
    ("from", &[]),
    ("->", &[]),
    ("→", &[]),
    ("over", &["protocol"]),
    ("through", &["queue", "stream", "pubsub", "cdn"]),
];

/// Words that tell what kind of thing comes.
const KINDS: &[(&str, &[&str])] = &[
    ("cache", &["cache", "key-value-cache", "key-value"]),
    ("session", &["cache", "key-value-cache", "key-value"]),
    ("store", STORES),
    ("save", STORES),
    ("persist", STORES),
    ("kept", STORES),
    ("writ", STORES),
    ("database", STORES),
    ("db", STORES),
    ("publish", &["queue", "stream", "pubsub"]),
    ("queue", &["queue", "stream", "pubsub"]),
    ("job", &["queue", "workflow", "stream"]),
    ("task", &["queue", "workflow", "stream"]),
    ("batch", &["batch", "workflow", "stream-processor"]),
    ("event", &["stream", "queue", "pubsub"]),
    ("stream", &["stream", "stream-processor"]),
    ("consume", &["queue", "stream", "pubsub"]),
    ("search", &["search"]),
    ("index", &["search"]),
    ("image", &["blob", "cdn"]),
    ("video", &["blob", "cdn"]),
    ("photo", &["blob", "cdn"]),
    ("file", &["blob"]),
    ("lock", &["lock", "coordination", "key-value-cache"]),
    ("push", &["protocol", "queue"]),
    ("real time", &["protocol"]),
];

const STORES: &[&str] = &[
    "relational",
    "document",
    "wide-column",
    "key-value",
    "distributed-sql",
    "blob",
];

/// Labels behind which stands what was decided.
const DECISIONS: &[&str] = &[
    "decision",
    "choice",
    "our choice",
    "chosen",
    "pick",
    "winner",
    "we use",
    "stack",
];

/// Prepositions alone call for a technology only behind a verb of keeping or sending.
const WEAK: &[&str] = &["in", "on", "to", "into", "from", "with", "over"];

/// What the words before the cursor call for, where they call for a technology.
pub fn cue<'a>(line: &Line<'a>) -> Option<Cue<'a>> {
    let word = line.word();
    let before = &line.design.text[line.offset - line.before.len()..word.start];
    // Requirements say what is needed; the design says with what.
    if !before.ends_with(' ') || !in_design(line) {
        return None;
    }
    // What an earlier sentence speaks of is told.
    let sentence = before.rfind(". ").map_or(before, |at| &before[at + 1..]);
    let folded = markdown::fold(sentence.trim_end());
    if let Some(cue) = rival(line, &folded).or_else(|| labelled(line)) {
        return Some(cue);
    }
    let last = folded.rsplit([' ', '(', '*']).next().unwrap_or_default();
    let (verb, categories) = VERBS.iter().find(|(verb, _)| *verb == last)?;
    let kind = kind_in(&folded);
    if WEAK.contains(verb) && kind.is_none() {
        return None;
    }
    Some(Cue {
        categories: kind.unwrap_or(categories).to_vec(),
        rival_of: None,
    })
}

/// "Kafka over …", "Postgres vs …": the category of what is compared.
fn rival<'a>(line: &Line<'a>, folded: &str) -> Option<Cue<'a>> {
    let mut before = reasons::RIVALS
        .iter()
        .filter_map(|word| folded.strip_suffix(word)?.strip_suffix(' '));
    let technology = reasons::last_named(line, before.next()?, true)?;
    Some(Cue {
        categories: vec![&line.design.knowledge.technologies[technology].category],
        rival_of: Some(technology),
    })
}

/// "DB: …", "Cache = …", "Decision: …": what the label calls for.
fn labelled<'a>(line: &Line) -> Option<Cue<'a>> {
    const FEW: usize = 3;
    let written = &line.written[..line.written.len() - line.word().len()];
    let folded = markdown::fold(written.trim_end());
    let label = folded.trim_end_matches('*').strip_suffix([':', '='])?;
    let label = label.trim_matches(['*', ' ']);
    if label.split(' ').count() > FEW {
        return None;
    }
    let decides = DECISIONS.contains(&label).then_some(&[][..]);
    let categories = decides.or_else(|| kind_in(label))?.to_vec();
    let rival_of = None;
    Some(Cue { categories, rival_of })
}

/// What kind of thing the last telling word of a folded text calls for.
fn kind_in(folded: &str) -> Option<&'static [&'static str]> {
    let kind = KINDS
        .iter()
        .filter_map(|(word, categories)| Some((folded.rfind(word)?, *categories)));
    kind.max_by_key(|(at, _)| *at).map(|(_, categories)| categories)
}

/// In a cell of a table, by what stands before it in the row.
pub fn in_cell(line: &Line, before: &str) -> Completion {
    let categories = kind_in(&markdown::fold(before)).unwrap_or_default();
    Completion {
        span: line.word(),
        items: ranked(line, categories, false),
    }
}

/// Behind a cue.
pub fn after(line: &Line, cue: &Cue) -> Completion {
    let mut items = ranked(line, &cue.categories, false);
    items.retain(|item| cue.rival_of.is_none_or(|id| item.about != Some(About::Technology(id))));
    Completion {
        span: line.word(),
        items,
    }
}

/// At the beginning of an item of the design: technologies and components, and techniques of the quality at hand.
pub fn at_start(line: &Line) -> Completion {
    let mut items = techniques(line);
    // Between the marks of bold type stands a name alone.
    let is_bold = line.written.starts_with("**");
    items.extend(ranked(line, &[], !is_bold));
    Completion {
        span: if is_bold { line.word() } else { line.all() },
        items,
    }
}

/// Anywhere else in the design, where the name of one has been begun.
pub fn begun(line: &Line) -> Vec<Item> {
    const ENOUGH: usize = 2;
    let word = &line.design.text[line.word()];
    if word.len() < ENOUGH || word.contains('/') {
        return Vec::new();
    }
    ranked(line, &[], false)
}

/// Whether the cursor stands in the part of a design that decides.
fn in_design(line: &Line) -> bool {
    line.section.is_none_or(|section| !section.part.is_requirements())
}

fn ranked(line: &Line, categories: &[&str], with_reason: bool) -> Vec<Item> {
    let design = line.design;
    let knowledge = &design.knowledge;
    let unmet = reasons::unmet(line);
    let topic = facts::topic_at(design, line.offset);
    let begun = line.design.text[line.word()].to_lowercase();
    let mut ranked: Vec<(i32, usize)> = Vec::new();
    // The catalogue names the common ones of a category first.
    let mut places: HashMap<&str, i32> = HashMap::new();
    for (id, technology) in knowledge.technologies.iter().enumerate() {
        let place = places.entry(&technology.category).or_default();
        *place += 1;
        let common = (5 - *place).max(0);
        let idle = technology.kind == Kind::Technique || technology.needs_no_reason() && categories.is_empty();
        if idle || !begins(technology, &begun) {
            continue;
        }
        let fits = categories.iter().position(|category| *category == technology.category);
        let chosen = design.choices.iter().any(|choice| {
            choice.technology == id && choice.topic == topic && matches!(choice.role, Role::Chosen { .. })
        });
        let serves = technology
            .serves
            .iter()
            .filter_map(|(property, _)| knowledge.served(property));
        let needed = serves.filter(|quality| unmet.contains(quality)).count();
        let mut score = 3 * i32::try_from(needed.min(2)).unwrap_or_default();
        score += 3 * common;
        // What the notes speak of, and what is begun as its name begins.
        score += if knowledge.concept(&technology.name).is_some() {
            4
        } else {
            0
        };
        score += if !begun.is_empty() && technology.name.to_lowercase().starts_with(&begun) {
            30
        } else {
            0
        };
        score += if chosen { 6 } else { 0 };
        score += match fits {
            Some(rank) => 40 - 2 * i32::try_from(rank).unwrap_or_default(),
            None => 0,
        };
        score += if technology.kind == Kind::Component { -2 } else { 0 };
        ranked.push((-score, id));
    }
    ranked.sort_unstable();
    ranked
        .into_iter()
        .map(|(_, id)| item(line, id, &unmet, with_reason, topic))
        .collect()
}

/// Whether a word of one of its names begins so.
fn begins(technology: &Technology, begun: &str) -> bool {
    let word = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with(begun) || name.split([' ', '-', '/']).any(|word| word.starts_with(begun))
    };
    begun.is_empty() || technology.names().any(word)
}

fn item(line: &Line, id: TechnologyId, unmet: &[QualityId], with_reason: bool, topic: usize) -> Item {
    let technology = &line.design.knowledge.technologies[id];
    let justified = line.design.choices.iter().any(|choice| {
        choice.technology == id && choice.topic == topic && matches!(choice.ruling, Ruling::Reason { .. })
    });
    let reasons = best_reasons(line, technology, unmet);
    let mut item = Item {
        about: Some(About::Technology(id)),
        ..Item::plain(
            &technology.name,
            reasons
                .first()
                .map_or_else(|| technology.category.replace('-', " "), |reason| (*reason).to_owned()),
            ItemKind::Technology,
        )
    };
    if with_reason && !justified && line.asked.snippets && !reasons.is_empty() {
        let choices: Vec<String> = reasons.iter().map(|reason| escaped(reason)).collect();
        item.text = format!("{} - ${{1|{}|}}", technology.name, choices.join(","));
        item.is_snippet = true;
    }
    item
}

/// What a technology serves, in a writer's words, what is unmet first.
fn best_reasons<'a>(line: &Line, technology: &'a Technology, unmet: &[QualityId]) -> Vec<&'a str> {
    let knowledge = &line.design.knowledge;
    let is_met = |property: &str| {
        !knowledge
            .served(property)
            .is_some_and(|quality| unmet.contains(&quality))
    };
    let mut served: Vec<&(String, String)> = technology.serves.iter().collect();
    served.sort_by_key(|(property, _)| is_met(property));
    served.into_iter().map(|(_, reason)| reason.as_str()).collect()
}

/// A text as one choice of a snippet.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, ',' | '|' | '\\' | '$' | '}') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The techniques of the quality that the heading or the item above speaks of.
fn techniques(line: &Line) -> Vec<Item> {
    let design = line.design;
    let mut above = design
        .outline
        .blocks
        .iter()
        .filter(|block| block.span.start < line.offset);
    let Some(heading) = above.rfind(|block| block.level().is_some()) else {
        return Vec::new();
    };
    let spoken = design
        .hits
        .iter()
        .filter(|hit| heading.words.start <= hit.span.start && hit.span.end <= heading.words.end);
    let quality = spoken.into_iter().find_map(|hit| match hit.found {
        Found::Cue(crate::knowledge::Cue::Quality(id)) => Some(id),
        _ => None,
    });
    let Some(quality) = quality else { return Vec::new() };
    let known = &design.knowledge.qualities[quality];
    let item = |name: &String| Item {
        about: design.knowledge.concept(name).map(About::Concept),
        ..Item::plain(name, format!("answers {}", known.label()), ItemKind::Concept)
    };
    let named = |name: &&String| {
        let concept = design.knowledge.concept(name);
        concept.is_some_and(|id| {
            !design
                .hits
                .iter()
                .any(|hit| hit.found == Found::Term(Term::Concept(id)) && hit.span.start > heading.words.end)
        })
    };
    known.techniques.iter().filter(named).map(item).collect()
}
