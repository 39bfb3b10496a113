use super::decision::Decision;
use super::{BLANK, Findings, decision, style, topic};
use crate::design::{Choice, Design, Mention, Role, Ruling};
use crate::knowledge::{Kind, Part};
use crate::markdown::Block;

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

pub fn check(design: &Design, findings: &mut Findings) {
    let all: Vec<Decision> = decision::asked(design).collect();
    for (index, topic) in topic::laid_out(design) {
        if topic::sections(design, index, Part::DeepDive).all(|section| section.empty) {
            continue;
        }
        // A section on what was given up speaks for all.
        let heads = |block: &Block| block.level().is_some() && topic::says(design, &block.words, HEADS).is_some();
        if design.outline.blocks[topic.blocks.clone()].iter().any(heads) {
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
            let weighed =
                || weighed(kind) || is_beside_another(design, decision, kind) || is_weighed_elsewhere(design, decision);
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
            decision::append(
                design,
                decision.mention,
                &format!(" (alternative: {BLANK}, rejected because {BLANK})"),
            )
        });
        finding.fix_all("Add alternatives to fill in", edits.collect());
    }
}

/// "Redis vs. a row lock", "**Alternative**: polling": what another place says of it, or what follows under its heading.
fn is_weighed_elsewhere(design: &Design, decision: &Decision) -> bool {
    const REACH: usize = 12;
    const LABELS: &[&str] = &["alternative*", "rejected", "why not"];
    let blocks = &design.outline.blocks;
    let named = decision::mentions(design, decision.choice)
        .any(|mention| topic::says(design, &blocks[mention.block].words, &["vs", "versus", "alternativ*"]).is_some());
    let below = blocks.iter().skip(decision.mention.block + 1).take(REACH);
    let mut below = below.take_while(|block| block.level().is_none());
    named || below.any(|block| !block.lead.is_empty() && topic::says(design, &block.lead, LABELS).is_some())
}

/// Whether the lines around a choice weigh it, or name another of its kind.
fn is_beside_another(design: &Design, decision: &Decision, kind: &str) -> bool {
    const NEAR: usize = 3;
    let blocks = &design.outline.blocks;
    let at = decision.mention.block;
    let around = topic::words_of(design, at.saturating_sub(1)..(at + NEAR).min(blocks.len()));
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
    topic::says(design, own, WEIGHS).is_some()
        || topic::says(design, &around, WEIGHS_NEAR).is_some()
        || beside.any(other)
}

/// Some caches are stores too.
fn is_alike(one: &str, other: &str) -> bool {
    let keeps = |kind: &str| matches!(kind, "store" | "cache");
    one == other || keeps(one) && keeps(other)
}
