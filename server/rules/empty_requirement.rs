use super::{Findings, style, topic};
use crate::design::{Design, Requirement};
use crate::knowledge::Part;
use crate::text::Edit;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, section) in design.sections.iter().enumerate() {
        if !section.part.is_requirements() || !topic::is_laid_out(design, section.topic) {
            continue;
        }
        let list = match section.part {
            Part::Functional => &design.requirements.functional,
            _ => &design.requirements.non_functional,
        };
        let filled = |requirement: &&Requirement| requirement.empty && requirement.section == index;
        let empty: Vec<&Requirement> = list.iter().filter(filled).collect();
        let Some((first, rest)) = empty.split_first() else {
            continue;
        };
        let written = design.outline.words[first.words.clone()].trim();
        let label = written.trim_end_matches([':', '-', ' ']);
        let message = match rest.len() {
            0 => format!("Nothing stands behind {label}: say what is required, or remove it"),
            more => format!("Nothing stands behind {label} and {more} more: say what is required, or remove them"),
        };
        let finding = findings.add(&first.span, message);
        for other in rest {
            finding.related(&other.span, "This one is empty too");
        }
        let fill = |requirement: &&Requirement| {
            let at = requirement.span.start + design.text[requirement.span.clone()].trim_end().len();
            let qualities = topic::qualities(design, &requirement.words);
            let target = qualities
                .first()
                .map_or_else(|| super::BLANK.to_owned(), |id| style::target(design, *id));
            Edit {
                span: at..at,
                text: format!(" {target}"),
            }
        };
        finding.fix_all("Write targets to fill in", empty.iter().map(fill).collect());
    }
}
