use super::{Findings, topic};
use crate::design::{Design, Opener, Section};
use crate::knowledge::normal_title;
use crate::text::Edit;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, _) in topic::laid_out(design) {
        let written = topic::written(design, index);
        for (at, (kind, section)) in written.iter().enumerate() {
            let title = normal_title(&section.title);
            let same = |(other, earlier): &&(usize, &Section)| {
                other == kind
                    && earlier.style == section.style
                    && normal_title(&earlier.title) == title
                    && heading_above(design, earlier) == heading_above(design, section)
            };
            let Some((_, first)) = written[..at].iter().find(same) else {
                continue;
            };
            if first.span.end > section.span.start || first.opener == section.opener {
                continue;
            }
            let message = format!(
                "The section {} stands here a second time: join it to the first one",
                section.title
            );
            let finding = findings.add(&section.heading, message);
            finding.related(&first.heading, "The first one");
            if matches!(section.style, Opener::Heading(_)) {
                let body = &design.text[section.heading.end..section.span.end];
                // At the end of a file no blank lines are left.
                let whole = match design.text[section.span.end..].trim().is_empty() {
                    true => {
                        design.text[..section.span.start].trim_end().len().max(first.span.end)
                            ..design.text.trim_end().len()
                    }
                    false => section.span.start..section.span.end + 1,
                };
                let moved = Edit {
                    span: first.span.end..first.span.end,
                    text: format!("\n\n{}", body.trim()),
                };
                let text = String::new();
                finding.fix_all("Join the two sections", vec![moved, Edit { span: whole, text }]);
            }
        }
    }
}

/// The heading under which a section stands. Under each of several options or scenarios there may be one of the same
/// name.
fn heading_above(design: &Design, section: &Section) -> Option<usize> {
    let blocks = &design.outline.blocks[..section.opener];
    let above = |level: u8| match section.style {
        Opener::Heading(own) => level < own,
        _ => true,
    };
    blocks.iter().rposition(|block| block.level().is_some_and(above))
}
