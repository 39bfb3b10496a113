use super::{Findings, Level, style, topic};
use crate::design::{Design, Section, Topic};
use crate::knowledge::{Cue, Found, Hit, Part, QualityId};
use crate::markdown::Kind;

pub fn check(design: &Design, findings: &mut Findings) {
    let knowledge = &design.knowledge;
    for (index, topic) in topic::laid_out(design) {
        let sections: Vec<&Section> = topic::sections(design, index, Part::NonFunctional).collect();
        let Some(section) = sections.iter().find(|section| !section.empty) else {
            continue;
        };
        if sections.iter().any(|section| topic::is_picture(design, section)) {
            continue;
        }
        let spoken = spoken(design, index, topic);
        let asked = (0..knowledge.qualities.len()).filter(|id| knowledge.qualities[*id].place.is_some());
        let absent: Vec<QualityId> = asked.filter(|id| !spoken[*id]).collect();
        let production = findings.is_production();
        let ahead = sections.last().is_some_and(|last| topic::is_last(design, index, last));
        let weight = |id: &QualityId| {
            if ahead {
                Level::Hint
            } else if production {
                Level::Warning
            } else {
                weight(design, *id)
            }
        };
        let Some(level) = absent.iter().map(weight).max() else {
            continue;
        };
        let name = |id: &QualityId| knowledge.qualities[*id].label().to_owned();
        let names: Vec<String> = absent.iter().map(name).collect();
        let named = style::listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let entry = |id: &QualityId| (name(id), style::target(design, *id));
        let entries: Vec<(String, String)> = absent.iter().map(entry).collect();
        let message = match names.len() {
            1 => format!("No requirement speaks of {named}: add one with a target, or put it out of scope"),
            _ => format!("No requirement speaks of {named}: add one with a target for each, or put them out of scope"),
        };
        let finding = findings.add(&section.heading, message);
        finding.level(level);
        finding.fix_all(
            format!("Insert {named}"),
            vec![style::entries(design, section, &entries)],
        );
    }
}

/// How grave it is that nothing is said on a quality.
fn weight(design: &Design, id: QualityId) -> Level {
    match design.knowledge.qualities[id].key.as_str() {
        "compliance" | "environment" => Level::Hint,
        "fault_tolerance" | "security" => Level::Information,
        _ => Level::Warning,
    }
}

/// The qualities that a topic requires, leaves out on purpose, or treats under a heading of their own. A label with
/// nothing behind it names its quality too: that it is empty is for another rule to say. For each quality, whether.
fn spoken(design: &Design, index: usize, topic: &Topic) -> Vec<bool> {
    let requirements = &design.requirements;
    let required = topic::of(design, index, &requirements.non_functional);
    let excluded = topic::of(design, index, &requirements.out_of_scope);
    let mut spoken = vec![false; design.knowledge.qualities.len()];
    for requirement in required.chain(excluded) {
        let mut speaks = |id: QualityId| spoken[id] = true;
        requirement.qualities.iter().copied().for_each(&mut speaks);
        if requirement.empty {
            topic::qualities(design, &requirement.words)
                .into_iter()
                .for_each(&mut speaks);
        }
        // "High availability: the loss of a city leaves the others alone" speaks of failures under another label.
        let minor = |id: &QualityId| weight(design, *id) == Level::Information;
        let words = topic::words_of(design, requirement.blocks.clone());
        topic::qualities(design, &words)
            .into_iter()
            .filter(minor)
            .for_each(speaks);
    }
    // A law that is named is heeded, wherever that is.
    let compliance = design.knowledge.quality("compliance");
    for hit in topic::hits(design, &topic::words(design, topic)) {
        if let Found::Cue(Cue::Quality(id)) = hit.found
            && !spoken[id]
            && (Some(id) == compliance || is_titled(design, hit))
        {
            spoken[id] = true;
        }
    }
    // How many there will be is said among the estimates.
    if let Some(scale) = design.knowledge.quality("throughput_scalability")
        && topic::sections(design, index, Part::Estimation).any(|section| is_counted(design, section))
    {
        spoken[scale] = true;
    }
    spoken
}

/// Whether a word stands in a heading below the title of the document, or in bold where its block begins.
fn is_titled(design: &Design, hit: &Hit) -> bool {
    let Some(at) = design.outline.block_at(hit.span.start) else {
        return false;
    };
    let block = &design.outline.blocks[at];
    matches!(block.kind, Kind::Heading(2..)) || block.lead.contains(&hit.span.start)
}

/// Whether an estimate starts from a number or a rate.
fn is_counted(design: &Design, section: &Section) -> bool {
    let words = topic::words_of(design, section.blocks.clone());
    let first = design
        .quantities
        .partition_point(|quantity| quantity.span.start < words.start);
    let mut own = design.quantities[first..]
        .iter()
        .take_while(|quantity| quantity.span.start < words.end);
    own.any(|quantity| quantity.is_target() && matches!(quantity.sort(), "rate" | "count"))
}
