use super::{Findings, Level, style, topic};
use crate::design::{self, Design, Section, Topic};
use crate::knowledge::Part;
use crate::markdown::fold;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let written = topic::written(design, index);
        for (kind, section) in written.iter().filter(|(_, section)| section.empty) {
            let first = written.iter().find(|(other, _)| other == kind);
            let again = first.is_some_and(|(_, first)| first.opener != section.opener && !first.empty);
            // "Parcel tracker: high-level design" above the whole is its title.
            let title = headings(design, topic)
                .next()
                .is_some_and(|(at, _)| at == section.opener);
            let whole = title && written.iter().any(|(other, later)| other == kind && !later.empty);
            if again || whole || goes_on(design, topic, section) {
                continue;
            }
            let ahead = topic::is_last(design, index, section);
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
/// `API Design` is its content, as is whatever opens no section of its own.
fn goes_on(design: &Design, topic: &Topic, section: &Section) -> bool {
    let next = section.blocks.end;
    let Some(heading) = design.outline.blocks.get(next).filter(|block| block.level().is_some()) else {
        return false;
    };
    let mut levels = headings(design, topic).map(|(_, level)| level);
    let first = levels.next();
    let flat = levels.all(|level| Some(level) == first);
    // Whatever follows the picture is gone into, under any title.
    let dives = |other: &Section| {
        section.part == Part::HighLevel && other.part == Part::DeepDive && !fold(&other.title).contains("deep")
    };
    let own = |other: &Section| other.part != section.part && !(flat && dives(other));
    if design.sections.iter().any(|other| other.opener == next && own(other)) {
        return false;
    }
    if flat {
        return true;
    }
    let word = |word: &str| word.to_lowercase().trim_end_matches('s').to_owned();
    let title: Vec<String> = design::words(&section.title)
        .filter(|(_, own)| own.len() > 2)
        .map(|(_, own)| word(own))
        .collect();
    design::words(design.outline.words_of(heading)).any(|(_, other)| title.contains(&word(other)))
}

/// The headings of a design, with their levels.
fn headings<'a>(design: &'a Design, topic: &Topic) -> impl Iterator<Item = (usize, u8)> + use<'a> {
    let blocks = topic.blocks.clone();
    blocks.filter_map(|at| Some((at, design.outline.blocks[at].level()?)))
}
