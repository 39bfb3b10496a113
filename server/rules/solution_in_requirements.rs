use super::{Findings, topic};
use crate::design::{Design, Requirement};
use crate::knowledge::Kind;
use crate::markdown::find_phrase;

/// What makes a named technology part of the task.
const GIVEN: &[&str] = &[
    "existing",
    "integrat*",
    "compatible*",
    "must use",
    "already",
    "support",
    "like",
    "e.g",
    "such as",
    "from",
    "import",
    "export",
    "similar to",
];

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let requirements = &design.requirements;
        let asked = topic::of(design, index, &requirements.functional);
        let mut items: Vec<&Requirement> = asked
            .chain(topic::of(design, index, &requirements.non_functional))
            .collect();
        items.sort_by_key(|item| item.words.start);
        let mentions = &design.mentions;
        let inside = |item: &&Requirement| {
            let start = |at: usize| mentions.partition_point(|mention| mention.words.start < at);
            &mentions[start(item.words.start)..start(item.words.end)]
        };
        let mut named = items
            .iter()
            .flat_map(|item| inside(item).iter().map(move |mention| (item, mention)));
        let named = named.find_map(|(item, mention)| {
            let technology = design.technology(mention.technology);
            let titled = find_phrase(
                &crate::markdown::fold(&topic.title),
                &crate::markdown::fold(&technology.name),
            );
            let built = technology.kind == Kind::Product && !technology.needs_no_reason();
            let free = titled.is_none() && topic::says(design, &item.words, GIVEN).is_none();
            (built && free).then_some((mention, technology))
        });
        if let Some((mention, technology)) = named {
            let name = &technology.name;
            let message = format!("{name} is a solution: say here what is needed, and name it in the design");
            findings.add(&mention.span, message);
        }
    }
}
