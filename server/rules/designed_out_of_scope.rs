use super::addition::{short, title};
use super::{Findings, style, topic};
use crate::design::Design;
use crate::knowledge::Part;
use crate::text::Edit;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, _) in topic::laid_out(design) {
        for item in topic::of(design, index, &design.requirements.out_of_scope) {
            let Some(place) = item.answers.first() else { continue };
            let title = title(design, item);
            let name = design.text[place.span.clone()]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let finding = findings.add(
                &item.span,
                format!(
                    "“{}” is out of scope, and yet the design does it: take it into scope, or leave it out below",
                    short(&title)
                ),
            );
            finding.related(&place.span, format!("Here: {}", short(&name)));
            let block = &design.outline.blocks[item.blocks.start];
            let scope = topic::sections(design, index, Part::Functional).find(|section| !section.empty);
            if let Some(section) = scope.filter(|_| block.is_item() && item.blocks.len() == 1) {
                let start = style::line_start(design, item.span.start);
                let end = style::line_end(design, item.span.end);
                let next = end + usize::from(end < design.text.len());
                let removed = Edit {
                    span: start..next,
                    text: String::new(),
                };
                finding.fix_all(
                    "Take it into scope",
                    vec![removed, style::item(design, section, &title)],
                );
            }
        }
    }
}
