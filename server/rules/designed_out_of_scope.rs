use super::addition::{short, title};
use super::{Findings, style, topic};
use crate::design::{Answer, Design, telling_words};
use crate::knowledge::{Part, stem};
use crate::text::Edit;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, _) in topic::laid_out(design) {
        for item in topic::of(design, index, &design.requirements.out_of_scope) {
            let title = title(design, item);
            let does_it = |place: &&Answer| does_all(&design.text[place.span.clone()], &title);
            let Some(place) = item.answers.iter().find(does_it) else {
                continue;
            };
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

/// Whether a place of the design names all that an item names: who shares a word with it does something else.
fn does_all(place: &str, item: &str) -> bool {
    const ASIDE: &[&str] = &[
        "optional",
        "optionally",
        "bonus",
        "extra",
        "with",
        "from",
        "into",
        "that",
    ];
    let telling = |word: &String| word.len() > 3 && !ASIDE.contains(&word.as_str());
    let stems = |text: &str| -> Vec<String> {
        let words = telling_words(text).into_iter().filter(telling);
        words.map(|word| stem(&word)).collect()
    };
    let (there, asked) = (stems(place), stems(item));
    !asked.is_empty() && asked.iter().all(|word| there.contains(word))
}
