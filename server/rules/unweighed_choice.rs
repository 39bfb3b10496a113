use super::decision::Decision;
use super::{BLANK, Findings, decision, style, topic};
use crate::design::{Design, Role, Ruling};
use crate::knowledge::Part;

pub fn check(design: &Design, findings: &mut Findings) {
    let all: Vec<Decision> = decision::asked(design).collect();
    for (index, topic) in topic::laid_out(design) {
        if topic::sections(design, index, Part::DeepDive).all(|section| section.empty) {
            continue;
        }
        let weighs = [
            "trade off*",
            "tradeoff*",
            "alternative*",
            "instead of",
            "rather than",
            "vs",
            "compared to",
            "rejected",
            "over",
        ];
        let weighed = |kind: &str| {
            let other = |choice: &crate::design::Choice| {
                choice.topic == index
                    && choice.role == Role::Alternative
                    && decision::core(design, choice) == Some(kind)
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
            let near = topic::says(design, &decision.block.words, &weighs).is_some();
            if reasoned && !near && !weighed(kind) && !unweighed.iter().any(|(other, _)| *other == kind) {
                unweighed.push((kind, decision));
            }
        }
        // A section on what was given up speaks for all.
        let heads = |block: &crate::markdown::Block| {
            block.level().is_some() && topic::says(design, &block.words, &weighs[..3]).is_some()
        };
        if design.outline.blocks[topic.blocks.clone()].iter().any(heads) {
            continue;
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
