use super::{Findings, Level, style, topic};
use crate::design::{self, Design, Section};

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, _) in topic::laid_out(design) {
        let written = topic::written(design, index);
        for (kind, section) in &written {
            let first = written.iter().find(|(other, _)| other == kind);
            let again = first.is_some_and(|(_, first)| first.opener != section.opener && !first.empty);
            if !section.empty || again || goes_on(design, section) {
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

/// Whether the heading that comes next takes up the title: where all headings are of one level, `Public API` under an empty
/// `API Design` is its content.
fn goes_on(design: &Design, section: &Section) -> bool {
    let next = section.blocks.end;
    let Some(heading) = design.outline.blocks.get(next).filter(|block| block.level().is_some()) else {
        return false;
    };
    if design
        .sections
        .iter()
        .any(|other| other.opener == next && other.part != section.part)
    {
        return false;
    }
    let word = |word: &str| word.to_lowercase().trim_end_matches('s').to_owned();
    let title: Vec<String> = design::words(&section.title)
        .filter(|(_, own)| own.len() > 2)
        .map(|(_, own)| word(own))
        .collect();
    design::words(design.outline.words_of(heading)).any(|(_, other)| title.contains(&word(other)))
}
