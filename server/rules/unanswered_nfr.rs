use super::addition::{Written, is_filled, piece, room, written};
use super::{Findings, security_aspects, style, topic};
use crate::design::{Design, Requirement, Section, Topic};
use crate::knowledge::{Part, QualityId};
use crate::text::Span;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let deep = room(design, index, &[Part::DeepDive]);
        let is_told = |deep: &&Section| is_filled(design, deep) && written(design, index) == Written::Wholly;
        let Some(deep) = deep.filter(is_told) else {
            continue;
        };
        let items: Vec<&Requirement> = topic::of(design, index, &design.requirements.non_functional)
            .filter(|item| item.answers.is_empty())
            .collect();
        for (quality, known) in design.knowledge.qualities.iter().enumerate() {
            // What the checklist does not name, and what it names nothing against, cannot be asked for.
            if known.place.is_none() || known.techniques.is_empty() {
                continue;
            }
            let mut asking = items.iter().filter(|item| of(item) == Some(quality));
            let Some(first) = asking.next() else { continue };
            if is_served(design, index, topic, quality) {
                continue;
            }
            let techniques = design.knowledge.leading_techniques(quality);
            let name = &known.name;
            let finding = findings.add(
                &first.span,
                format!(
                    "Nothing in the design serves {name}: say what does, for instance {}",
                    style::listed(&techniques)
                ),
            );
            for other in asking {
                finding.related(&other.span, "So does this requirement ask for it");
            }
            finding.case(name.clone());
            finding.fix_all(format!("Add {name} to {}", deep.title), vec![piece(design, deep, name)]);
        }
    }
}

/// Whether anything that serves a quality stands in the topic, be it in the requirement itself or in an estimate.
fn is_served(design: &Design, index: usize, topic: &Topic, quality: QualityId) -> bool {
    let excluded: Vec<Span> = topic::of(design, index, &design.requirements.out_of_scope)
        .map(|item| topic::words_of(design, item.blocks.clone()))
        .collect();
    let security = design.knowledge.qualities[quality].key == "security";
    let words = topic::words(design, topic);
    let mut hits = topic::hits(design, &words);
    hits.any(|hit| {
        let is_out = excluded.iter().any(|span| span.contains(&hit.span.start));
        !is_out && design.knowledge.serves(quality, hit.found).is_some()
    }) || security && security_aspects::is_met(design, &words)
}

/// The quality that a requirement is first of all about.
fn of(item: &Requirement) -> Option<QualityId> {
    item.qualities.first().copied()
}
