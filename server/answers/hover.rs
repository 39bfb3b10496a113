//! What is known about the word under the cursor, and what this design does with it.

use super::facts;
use super::pages;
use super::place::{self, Named};
use crate::design::{Choice, Design, Role, Ruling, Section};
use crate::knowledge::{Knowledge, QualityId};
use crate::quantities::{self, Dimension};
use crate::rules;
use crate::text::Span;

/// What to show, and for which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The words that it explains: bytes of the document.
    pub span: Span,
    /// Markdown.
    pub text: String,
}

/// What is known about what stands at a byte of a document.
pub fn hover(design: &Design, offset: usize) -> Option<Hover> {
    allow(design, offset).or_else(|| {
        let at = place::words_at(design, offset)?;
        let named = place::named(design, at);
        let title = place::title_at(design, offset);
        if let Some(section) = title.filter(|section| opens(design, section, named.as_ref())) {
            return Some(Hover {
                span: section.heading.clone(),
                text: of_section(design, section),
            });
        }
        if let Some(named) = named {
            return Some(Hover {
                span: design.outline.source(&named.words),
                text: of_term(design, &named, offset),
            });
        }
        let quantity = place::quantity(design, at)?;
        if quantity.dimension == Dimension::Share && !facts::is_uptime(design, quantity) {
            return None;
        }
        let faces = quantities::faces(quantity, &design.outline.words);
        (!faces.is_empty()).then(|| Hover {
            span: design.outline.source(&quantity.span),
            text: format!(
                "**{}**\n\n{}",
                &design.outline.words[quantity.span.clone()],
                faces
                    .iter()
                    .map(|face| format!("- {face}"))
                    .collect::<Vec<_>>()
                    .join("\n")
            ),
        })
    })
}

/// The rule named in a comment that allows it.
fn allow(design: &Design, offset: usize) -> Option<Hover> {
    let allow = design
        .allows
        .iter()
        .find(|allow| allow.name.start <= offset && offset <= allow.name.end)?;
    let rule = rules::rule(&allow.rule)?;
    Some(Hover {
        span: allow.name.clone(),
        text: pages::rule(rule),
    })
}

/// Whether the title of a section is what is asked about, and not another term in it.
fn opens(design: &Design, section: &Section, named: Option<&Named>) -> bool {
    let Some(named) = named else { return true };
    let words = &design.outline.words[named.words.clone()];
    design.knowledge.parts_of_title(words).contains(&section.part)
}

fn of_term(design: &Design, named: &Named, offset: usize) -> String {
    let knowledge = &design.knowledge;
    let mut parts = Vec::new();
    let concept = named.concept.filter(|id| place::quality_of(design, *id).is_none());
    let one = named
        .technology
        .zip(concept)
        .filter(|(technology, concept)| pages::is_one(knowledge, *technology, *concept));
    if let Some(id) = named.technology {
        parts.push(match one {
            Some((technology, concept)) => pages::entry(knowledge, technology, concept),
            None => pages::card(knowledge, id),
        });
        // A choice without a reason is a finding, and says so itself at its place.
        let says_so = |choice: &Choice| {
            let bare = matches!((&choice.role, &choice.ruling), (Role::Chosen { .. }, Ruling::Bare));
            bare && choice.deciding.start <= offset && offset <= choice.deciding.end
        };
        let choice = facts::choice(design, id, offset);
        if let Some(choice) = choice.filter(|it| knowledge.technologies[id].is_named() && !says_so(it)) {
            parts.push(format!("**In this design** · {}", facts::ruling(design, choice)));
        }
    }
    match named.concept {
        Some(_) if one.is_some() => {}
        Some(id) => match place::quality_of(design, id) {
            Some(quality) => parts.push(of_quality(design, quality)),
            None => parts.push(pages::note(knowledge, id)),
        },
        None => parts.extend(
            named
                .technology
                .and_then(|id| pages::family(knowledge, id))
                .map(|concept| pages::note(knowledge, concept)),
        ),
    }
    let mut small = Vec::new();
    if let Some(id) = named.concept {
        let (beside, members) = pages::related(knowledge, id);
        if !beside.is_empty() {
            small.push(format!("Beside it: {}", beside.join(", ")));
        }
        if !members.is_empty() {
            small.push(format!("Technologies: {}", members.join(", ")));
        }
    }
    small.extend(facts::used(&facts::lines(design, named.technology, named.concept)));
    if small.is_empty() {
        return parts.join("\n\n");
    }
    parts.push(
        small
            .iter()
            .map(|line| format!("_{line}_"))
            .collect::<Vec<_>>()
            .join("  \n"),
    );
    parts.join("\n\n")
}

/// The techniques that the notes name against a quality, and which of them the design uses.
fn of_quality(design: &Design, quality: QualityId) -> String {
    let known = &design.knowledge.qualities[quality];
    let mut lines = vec![format!("**{}** · a quality that the notes ask for", known.name)];
    if !known.note.is_empty() {
        lines.push(known.note.clone());
    }
    let required = design
        .requirements
        .non_functional
        .iter()
        .find(|item| item.qualities.contains(&quality));
    lines.push(match required {
        Some(item) => format!("Required in line {}", design.line(item.span.start)),
        None => match facts::spoken(design, quality) {
            Some(line) => format!("No requirement states it yet; line {line} speaks of it"),
            None => "No requirement states it yet".to_owned(),
        },
    });
    let techniques = facts::techniques(design, quality);
    let named = techniques.iter().map(|(name, line)| match line {
        Some(line) => format!("- ✓ {name}, line {line}"),
        None => format!("- {name}"),
    });
    let named: Vec<String> = named.collect();
    if !named.is_empty() {
        lines.push(named.join("\n"));
    }
    lines.join("\n\n")
}

/// What the notes expect in a section, and how far it is.
fn of_section(design: &Design, section: &Section) -> String {
    let knowledge: &Knowledge = &design.knowledge;
    let Some(kind) = knowledge.section(section.part).map(|id| &knowledge.sections[id]) else {
        return format!("**{}** · beside the notes' layout", section.title);
    };
    let mut lines = vec![format!("**{}** · a section of the notes' layout", kind.name)];
    if !kind.prompts.is_empty() {
        lines.push(
            kind.prompts
                .iter()
                .map(|prompt| format!("- {prompt}"))
                .collect::<Vec<_>>()
                .join("\n"),
        );
    }
    lines.extend(state(design, section));
    lines.join("\n\n")
}

/// What is done in a section so far.
fn state(design: &Design, section: &Section) -> Option<String> {
    use crate::knowledge::Part;
    if section.empty {
        return Some("Nothing stands here yet".to_owned());
    }
    let inside = |span: &Span| section.span.start <= span.start && span.start < section.span.end;
    match section.part {
        Part::NonFunctional => {
            let checklist = design.knowledge.qualities.iter().enumerate();
            let asked = checklist.filter(|(_, quality)| quality.place.is_some());
            let lines = asked.map(|(id, quality)| {
                let stated = if design.requirements.stated.contains(&id) {
                    "✓ "
                } else {
                    ""
                };
                format!("- {stated}{}", quality.label())
            });
            Some(lines.collect::<Vec<_>>().join("\n"))
        }
        Part::Functional => {
            let items = design.requirements.functional.iter().filter(|item| inside(&item.span));
            let (mut all, mut answered) = (0, 0);
            for item in items {
                all += 1;
                answered += usize::from(!item.answers.is_empty());
            }
            (all > 0).then(|| format!("{answered} of {all} requirements are answered in the design"))
        }
        Part::Entities => {
            let names = design
                .entities
                .iter()
                .filter(|entity| inside(&entity.span))
                .map(|entity| entity.name.as_str());
            let names: Vec<&str> = names.collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Part::Api => {
            let all = design.endpoints.iter().filter(|endpoint| inside(&endpoint.span));
            let all: Vec<String> = all
                .map(|endpoint| format!("- `{} {}`", endpoint.method, endpoint.path))
                .collect();
            (!all.is_empty()).then(|| all.join("\n"))
        }
        _ => None,
    }
}
