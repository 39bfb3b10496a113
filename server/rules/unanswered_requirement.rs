use super::addition::{Written, piece, short, title, written};
use super::{Findings, Level, topic};
use crate::design::Design;
use crate::knowledge::Part;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, _) in topic::laid_out(design) {
        let written = written(design, index);
        if written == Written::Nothing {
            continue;
        }
        let place = [Part::HighLevel, Part::DeepDive, Part::Api]
            .into_iter()
            .find_map(|part| {
                topic::sections(design, index, part)
                    .filter(|section| !section.empty)
                    .last()
            });
        for item in topic::of(design, index, &design.requirements.functional) {
            if !item.answers.is_empty() || item.empty {
                continue;
            }
            let title = title(design, item);
            let finding = findings.add(
                &item.span,
                format!("Nothing in the design shows how this is met: “{}” needs a flow, an endpoint or a component that does it", short(&title)),
            );
            if written == Written::Partly {
                finding.level(Level::Hint);
            }
            if let Some(section) = place {
                let edit = piece(design, section, &title);
                finding.fix_all(format!("Add it to {}", section.title), vec![edit]);
            }
        }
    }
}
