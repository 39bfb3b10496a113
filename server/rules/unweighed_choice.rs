use super::decision::Decision;
use super::{BLANK, Findings, decision, rows, style, topic};
use crate::design::{Choice, Design, Mention, Role, Ruling};
use crate::knowledge::{Kind, Part};
use std::ops::Range;

/// Titles under which something is weighed.
const HEADS: &[&str] = &["trade off*", "tradeoff*", "alternative*"];
/// What is weighed beside a choice …
const WEIGHS: &[&str] = &[
    "trade off*",
    "tradeoff*",
    "alternativ*",
    "instead of",
    "rather than",
    "vs",
    "versus",
    "compared to",
    "rejected",
    "over",
    "could also",
    "can also",
];
/// … and in the lines around it.
const WEIGHS_NEAR: &[&str] = &[
    "alternativ*",
    "instead of",
    "rather than",
    "vs",
    "could also",
    "can also",
    "rejected",
    "why not",
];

/// … and wherever else it is named.
const WEIGHS_AGAIN: &[&str] = &["vs", "versus", "alternativ*"];
/// What may stand under its heading behind it.
const LABELS: &[&str] = &["alternative*", "rejected", "why not"];

/// The blocks of a document that weigh something, each list ascending.
struct Weighing {
    beside: Vec<usize>,
    near: Vec<usize>,
    again: Vec<usize>,
    labelled: Vec<usize>,
}

pub fn check(design: &Design, findings: &mut Findings) {
    let all: Vec<Decision> = decision::asked(design).collect();
    let outline = &design.outline;
    let heads = outline.blocks_with(HEADS);
    let is_labelled = |block: &usize| topic::says(design, &outline.blocks[*block].lead, LABELS).is_some();
    let weighing = Weighing {
        beside: outline.blocks_with(WEIGHS),
        near: outline.blocks_with(WEIGHS_NEAR),
        again: outline.blocks_with(WEIGHS_AGAIN),
        labelled: outline.blocks_with(LABELS).into_iter().filter(is_labelled).collect(),
    };
    for (index, topic) in topic::laid_out(design) {
        if topic::sections(design, index, Part::DeepDive).all(|section| section.empty) {
            continue;
        }
        // A section on what was given up speaks for all.
        let is_head = |head: &usize| topic.blocks.contains(head) && outline.blocks[*head].level().is_some();
        if heads.iter().any(is_head) {
            continue;
        }
        let weighed = |kind: &str| {
            let other = |choice: &Choice| {
                let open = match &choice.role {
                    Role::Alternative => true,
                    Role::Chosen { among } => !among.is_empty(),
                    _ => false,
                };
                open && choice.topic == index && decision::core(design, choice) == Some(kind)
            };
            design.choices.iter().any(other)
        };
        let mut unweighed: Vec<(&str, &Decision)> = Vec::new();
        for decision in all.iter().filter(|decision| decision.choice.topic == index) {
            let Some(kind) = decision::core(design, decision.choice) else {
                continue;
            };
            let picked = matches!(&decision.choice.role, Role::Chosen { among } if among.is_empty());
            let reasoned = picked && matches!(decision.choice.ruling, Ruling::Reason { .. });
            let told = unweighed.iter().any(|(other, _)| *other == kind);
            let weighed = || {
                weighed(kind)
                    || is_beside_another(design, decision, kind, &weighing)
                    || is_weighed_elsewhere(design, decision, &weighing)
            };
            if reasoned && !told && !weighed() {
                unweighed.push((kind, decision));
            }
        }
        let Some((_, first)) = unweighed.first() else { continue };
        let name = |decision: &Decision| format!("`{}`", &design.text[decision.mention.span.clone()]);
        let names: Vec<String> = unweighed.iter().map(|(_, decision)| name(decision)).collect();
        let named = style::listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let finding = findings.add(
            &first.mention.span,
            format!("No alternative to {named} is weighed: name one, and what it lost by"),
        );
        for (kind, decision) in &unweighed[1..] {
            finding.related(&decision.mention.span, format!("The {kind}"));
        }
        let edits = unweighed.iter().map(|(_, decision)| {
            let at = decision.mention.span.start;
            let given_up = format!("{BLANK}, rejected because {BLANK}");
            rows::column(design, at, "alternative", &given_up)
                .unwrap_or_else(|| decision::append(design, decision.mention, &format!(" (alternative: {given_up})")))
        });
        finding.fix_all("Add alternatives to fill in", edits.collect());
    }
}

/// "Redis vs. a row lock", "**Alternative**: polling": what another place says of it, or what follows under its heading.
fn is_weighed_elsewhere(design: &Design, decision: &Decision, weighing: &Weighing) -> bool {
    const REACH: usize = 12;
    let named =
        decision::mentions(design, decision.choice).any(|mention| weighing.again.binary_search(&mention.block).is_ok());
    let behind = decision.mention.block + 1;
    let below = design.outline.blocks[behind..].iter().take(REACH);
    let below = below.take_while(|block| block.level().is_none()).count();
    named || any_in(&weighing.labelled, &(behind..behind + below))
}

/// Whether one of some ascending numbers lies in a range.
fn any_in(numbers: &[usize], range: &Range<usize>) -> bool {
    let first = numbers.partition_point(|number| *number < range.start);
    numbers.get(first).is_some_and(|number| range.contains(number))
}

/// Whether the lines around a choice weigh it, or name another of its kind.
fn is_beside_another(design: &Design, decision: &Decision, kind: &str, weighing: &Weighing) -> bool {
    const NEAR: usize = 3;
    let at = decision.mention.block;
    let around = at.saturating_sub(1)..at + NEAR;
    let own = &decision.block.words;
    let first = design
        .mentions
        .partition_point(|mention| mention.words.start < own.start);
    let mut beside = design.mentions[first..]
        .iter()
        .take_while(|mention| mention.words.start < own.end);
    let other = |mention: &Mention| {
        let technology = design.technology(mention.technology);
        mention.technology != decision.choice.technology
            && technology.is_named()
            && decision::kind(technology).is_some_and(|other| is_alike(other, kind))
            && technology.kind != Kind::Family
    };
    weighing.beside.binary_search(&at).is_ok() || any_in(&weighing.near, &around) || beside.any(other)
}

/// Some caches are stores too.
fn is_alike(one: &str, other: &str) -> bool {
    let keeps = |kind: &str| matches!(kind, "store" | "cache");
    one == other || keeps(one) && keeps(other)
}
