use super::addition::{Written, piece, written};
use super::{Findings, topic};
use crate::design::{Choice, Design, Role, Topic};
use crate::knowledge::{Kind, Part};
use crate::quantities::{self, Dimension, Quantity};
use crate::text::Span;

/// What lets a store bear more than one of its kind does.
const RELIEF: &[&str] = &[
    "shard*",
    "partition*",
    "replica*",
    "cach*",
    "queue*",
    "stream*",
    "batch*",
    "buffer*",
    "cdn",
    "cluster*",
    "ring",
    "pre aggregat*",
    "federat*",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        if written(design, index) != Written::Wholly || is_relieved(design, index, topic) {
            continue;
        }
        let stores: Vec<(&Choice, &str)> = design
            .choices
            .iter()
            .filter(|choice| choice.topic == index && matches!(choice.role, Role::Chosen { .. }))
            .filter_map(|choice| Some((choice, family(design, choice)?)))
            .collect();
        // With stores of both families there is no telling which of them bears the load.
        let [(store, family), rest @ ..] = &stores[..] else {
            continue;
        };
        if rest.iter().any(|(_, other)| other != family) {
            continue;
        }
        let Some((limit, thumb)) = limit(design, family) else {
            continue;
        };
        let Some(rate) = rates(design, index).max_by(|a, b| per_second(a).total_cmp(&per_second(b))) else {
            continue;
        };
        if per_second(rate) <= limit {
            continue;
        }
        let span = design.outline.source(&rate.span);
        let written = &design.text[span.clone()];
        let name = &design.technology(store.technology).name;
        let finding = findings.add(
            &span,
            format!("{written} is past your notes' rule of thumb for {family} ({thumb}), and {name} stands alone: shard it, or put replicas, a cache or a queue in front"),
        );
        finding.related(&store.deciding, format!("{name} is chosen here"));
        if let Some(section) = topic::sections(design, index, Part::DeepDive)
            .filter(|section| !section.empty)
            .last()
        {
            finding.fix_all(
                format!("Add Sharding to {}", section.title),
                vec![piece(design, section, "Sharding")],
            );
        }
    }
}

/// The family of databases that the notes know a rule of thumb for.
fn family(design: &Design, choice: &Choice) -> Option<&'static str> {
    let technology = design.technology(choice.technology);
    match technology.category.as_str() {
        "relational" => Some("SQL"),
        "wide-column" | "document" | "key-value" => Some("NoSQL"),
        _ if technology.kind == Kind::Family && technology.name == "SQL" => Some("SQL"),
        _ if technology.kind == Kind::Family && technology.name == "NoSQL" => Some("NoSQL"),
        _ => None,
    }
}

/// The greatest rate that the notes grant a family, and their words for it.
fn limit(design: &Design, family: &str) -> Option<(f64, String)> {
    let concept = &design.knowledge.concepts[design.knowledge.concept(family)?];
    let found = quantities::find(&concept.note, &[], design.knowledge.units());
    let rate = found
        .into_iter()
        .find(|quantity| quantity.dimension == Dimension::Count && quantity.per.is_some())?;
    let limit = rate.greatest() / rate.per?;
    Some((limit, concept.note[rate.span].to_owned()))
}

/// What is asked of the system, and what follows from it, in things a second.
fn rates(design: &Design, index: usize) -> impl Iterator<Item = &Quantity> {
    let parts = [Part::Functional, Part::NonFunctional, Part::Estimation];
    let sections = design
        .sections
        .iter()
        .filter(|section| section.topic == index && parts.contains(&section.part));
    let spans: Vec<Span> = sections
        .map(|section| topic::words_of(design, section.blocks.clone()))
        .collect();
    let rates = design
        .quantities
        .iter()
        .filter(|quantity| quantity.dimension == Dimension::Count && !quantity.vague);
    rates.filter(move |quantity| quantity.per.is_some() && spans.iter().any(|span| span.contains(&quantity.span.start)))
}

fn per_second(rate: &Quantity) -> f64 {
    rate.per_second().unwrap_or_default()
}

/// Whether anything in the design takes load from the store.
fn is_relieved(design: &Design, index: usize, topic: &Topic) -> bool {
    let parts = [Part::Entities, Part::Api, Part::HighLevel, Part::DeepDive];
    let mut sections = design
        .sections
        .iter()
        .filter(|section| section.topic == index && parts.contains(&section.part));
    let takes = |category: &str| {
        ["cache", "queue", "stream", "cdn", "pubsub", "search"]
            .iter()
            .any(|kind| category.contains(kind))
    };
    let mut mentions = design
        .mentions
        .iter()
        .filter(|mention| topic.span.contains(&mention.span.start));
    sections.any(|section| topic::says(design, &topic::words_of(design, section.blocks.clone()), RELIEF).is_some())
        || mentions.any(|mention| takes(&design.technology(mention.technology).category))
}
