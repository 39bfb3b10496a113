use super::{Findings, style, topic};
use crate::design::{Design, Opener, Section};
use crate::knowledge::Part;
use crate::text::Edit;

pub fn check(design: &Design, findings: &mut Findings) {
    let kinds = &design.knowledge.sections;
    for (index, topic) in topic::laid_out(design) {
        let mut first: Vec<(usize, &Section)> = Vec::new();
        for (kind, section) in topic::written(design, index) {
            // A title that says what the document is; a part of the design that has a kind of its own.
            if section.heading == topic.heading || is_part_of_another(design, section) {
                continue;
            }
            if !first
                .iter()
                .any(|(other, before)| *other == kind || before.opener == section.opener)
            {
                first.push((kind, section));
            }
        }
        // Entities and interface may change places; what is nested follows its parent.
        let pair = [Part::Entities, Part::Api];
        let swapped = |a: Part, b: Part| pair.contains(&a) && pair.contains(&b);
        let late = first.iter().enumerate().find_map(|(at, (kind, section))| {
            let next = first[..at].iter().filter(|(other, before)| {
                other > kind && !swapped(before.part, section.part) && before.span.end <= section.span.start
            });
            let next = next.min_by_key(|(_, before)| before.span.start)?;
            Some((*section, next.1))
        });
        let Some((section, next)) = late else { continue };
        let name = |part| {
            design
                .knowledge
                .section(part)
                .map_or("", |kind| kinds[kind].name.as_str())
        };
        let message = format!(
            "{} comes before {} in the notes: move it there",
            name(section.part),
            name(next.part)
        );
        let finding = findings.add(&section.heading, message);
        finding.related(&next.heading, "Before this section");
        let alone = first.iter().all(|(_, other)| {
            other.opener == section.opener
                || other.span.end <= section.span.start
                || other.span.start >= section.span.end
        });
        if alone && section.style == next.style && matches!(section.style, Opener::Heading(_)) {
            let end = style::line_end(design, section.span.end);
            let gap = design.text[end..].len() - design.text[end..].trim_start().len();
            let text = format!("{}\n\n", design.text[section.span.start..end].trim_end());
            let cut = Edit {
                span: section.span.start..end + gap,
                text: String::new(),
            };
            finding.fix_all(
                "Move the section",
                vec![style::insert(design, next.span.start, &text), cut],
            );
        }
    }
}

/// Whether a section stands inside of one of another kind.
fn is_part_of_another(design: &Design, section: &Section) -> bool {
    let holds = |other: &Section| {
        let around = other.span.start < section.span.start && section.span.end <= other.span.end;
        around && other.topic == section.topic && other.part != section.part
    };
    design.sections.iter().any(holds)
}
