use super::{Findings, Level, style, topic};
use crate::design::Design;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, _) in topic::laid_out(design) {
        let written = topic::written(design, index);
        for (kind, section) in &written {
            let first = written.iter().find(|(other, _)| other == kind);
            let again = first.is_some_and(|(_, first)| first.opener != section.opener && !first.empty);
            if !section.empty || again {
                continue;
            }
            let ahead = !written
                .iter()
                .any(|(_, later)| !later.empty && later.span.start > section.span.start);
            let title = &section.title;
            let finding = findings.add(
                &section.heading,
                format!("The section {title} is empty: write it, or say why it is left out"),
            );
            if ahead {
                finding.level(Level::Hint);
            }
            if let Some(edit) = style::fill(design, section) {
                finding.fix_all("Insert what the notes ask for", vec![edit]);
            }
        }
    }
}
