//! What stands on the page of a design, before it is Markdown or HTML.

use super::drawing::Drawing;
use crate::cli::documents::Document;
use crate::cli::rendering::Entry;
use crate::design::{Answer, Choice, Design, Requirement, Role, Ruling, Side};
use crate::knowledge::{Found, QualityId, Term};
use crate::quantities::{self, Dimension, Quantity};
use crate::rules::{BLANK, Level};
use crate::text::Span;
use std::collections::BTreeSet;

/// A design on one page. All lines are 1-based.
pub struct Page {
    /// The designs in the file.
    pub title: String,
    /// The path of the file as it is printed.
    pub path: String,
    /// Whether it is a design at all, and why.
    pub verdict: (bool, String),
    /// Availability against consistency.
    pub stance: &'static str,
    /// What users can do.
    pub functional: Vec<Asked>,
    /// The checklist of qualities, then what else the design asks for.
    pub qualities: Vec<Weighed>,
    /// What is left out on purpose.
    pub out_of_scope: Vec<(usize, String)>,
    /// The technologies that are chosen.
    pub choices: Vec<Chosen>,
    /// Numbers with what they come to.
    pub quantities: Vec<Figure>,
    /// What the rules find.
    pub findings: Vec<Listed>,
    /// What the writer asks, or has still to fill in.
    pub questions: Vec<(usize, String)>,
    /// The way from the requirements to the deep dives.
    pub drawing: Drawing,
}

/// A requirement, and where it is answered.
pub struct Asked {
    pub line: usize,
    pub text: String,
    pub answers: Vec<(usize, String)>,
    /// What is said where nothing answers it.
    pub gap: Option<&'static str>,
}

/// A quality: a row of the coverage matrix.
pub struct Weighed {
    pub name: String,
    /// Where it is stated.
    pub stated: Vec<usize>,
    pub targets: Vec<String>,
    /// What the notes name against it and the design speaks of.
    pub techniques: Vec<(usize, String)>,
    /// The choices whose reason speaks of it.
    pub choices: Vec<(usize, String)>,
    /// Where it is answered.
    pub answers: Vec<(usize, String)>,
    /// What is said where it is stated and nothing shows how it is met.
    pub gap: Option<&'static str>,
}

/// A chosen technology.
pub struct Chosen {
    pub line: usize,
    pub name: String,
    pub reason: Option<String>,
    /// A platform or a tool accounts for itself: nobody asks why.
    pub needs_reason: bool,
    pub alternatives: Vec<String>,
}

/// A number, and its other faces.
pub struct Figure {
    pub line: usize,
    pub text: String,
    pub faces: Vec<String>,
}

/// A finding.
pub struct Listed {
    pub line: usize,
    pub level: Level,
    pub rule: &'static str,
    pub message: String,
    pub url: String,
}

/// More quantities than these hide the others.
const FIGURES: usize = 60;

impl Page {
    /// Gathers a document's facts.
    pub fn of(document: &Document) -> Page {
        let design = &document.design;
        let entries = Entry::of(document, &[]);
        let unanswered = Entry::counting(&entries).filter(|finding| finding.rule.name.starts_with("unanswered"));
        let reading = Reading {
            document,
            design,
            unanswered: unanswered.map(|finding| finding.span.clone()).collect(),
        };
        let listed = Entry::counting(&entries).map(|finding| Listed {
            line: document.lines.line(finding.span.start),
            level: finding.level,
            rule: finding.rule.name,
            message: finding.message.clone(),
            url: finding.rule.url(),
        });
        let out_of_scope = design.requirements.out_of_scope.iter();
        Page {
            title: title(document),
            path: document.name.clone(),
            verdict: (document.verdict.is_design, document.verdict.why.clone()),
            stance: stance(design),
            functional: design
                .requirements
                .functional
                .iter()
                .map(|asked| reading.asked(asked))
                .collect(),
            qualities: reading.qualities(),
            out_of_scope: out_of_scope
                .map(|asked| (reading.line(&asked.span), reading.text(asked)))
                .collect(),
            choices: reading.choices(),
            quantities: reading.figures(),
            findings: listed.collect(),
            questions: reading.questions(),
            drawing: Drawing::of(document),
        }
    }

    /// How many findings there are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }
}

/// Places by their names, each with its lines.
pub fn by_name(places: &[(usize, String)]) -> Vec<(&str, Vec<String>)> {
    let mut named: Vec<(&str, Vec<String>)> = Vec::new();
    for (line, name) in places {
        match named.iter_mut().find(|(other, _)| other == name) {
            Some((_, lines)) => lines.push(line.to_string()),
            None => named.push((name, vec![line.to_string()])),
        }
    }
    named
}

/// The titles of the designs in a file; its path where there are none.
pub fn title(document: &Document) -> String {
    let titles = document.design.topics.iter().map(|topic| topic.title.trim());
    let titles: Vec<&str> = titles.filter(|title| !title.is_empty()).collect();
    if titles.is_empty() {
        document.name.clone()
    } else {
        titles.join(" · ")
    }
}

/// The stance in words.
pub fn stance(design: &Design) -> &'static str {
    match design.stance.side {
        Side::Availability => "availability first",
        Side::Consistency => "consistency first",
        Side::Mixed => "mixed: parts take different sides",
        Side::Undecided => "undecided",
    }
}

struct Reading<'a> {
    document: &'a Document,
    design: &'a Design,
    /// The places of the requirements of which a rule finds that nothing answers them.
    unanswered: Vec<Span>,
}

impl Reading<'_> {
    fn line(&self, span: &Span) -> usize {
        self.document.lines.line(span.start)
    }

    fn text(&self, requirement: &Requirement) -> String {
        one_line(&self.design.outline.words[requirement.words.clone()])
    }

    fn asked(&self, requirement: &Requirement) -> Asked {
        Asked {
            line: self.line(&requirement.span),
            text: self.text(requirement),
            answers: self.answers(std::iter::once(requirement)),
            gap: requirement
                .answers
                .is_empty()
                .then(|| self.gap(std::iter::once(requirement))),
        }
    }

    /// What is said of requirements that nothing answers. Where no rule finds fault with that, only a reader can tell.
    fn gap<'b>(&self, mut requirements: impl Iterator<Item = &'b Requirement>) -> &'static str {
        let is_found = |asked: &Requirement| {
            let mut unanswered = self.unanswered.iter();
            unanswered.any(|span| asked.span.start <= span.start && span.start < asked.span.end)
        };
        if requirements.any(is_found) {
            "not answered"
        } else {
            "no clear answer"
        }
    }

    /// Where requirements are answered: each place once, in the order of the lines.
    fn answers<'b>(&self, requirements: impl Iterator<Item = &'b Requirement>) -> Vec<(usize, String)> {
        let answers = requirements.flat_map(|asked| &asked.answers);
        let places: BTreeSet<(usize, String)> = answers.map(|answer| self.answer(answer)).collect();
        places.into_iter().collect()
    }

    fn answer(&self, answer: &Answer) -> (usize, String) {
        let section = answer
            .section
            .map(|section| self.design.sections[section].title.trim().to_owned());
        (self.line(&answer.span), section.unwrap_or_default())
    }

    fn qualities(&self) -> Vec<Weighed> {
        let knowledge = &self.design.knowledge;
        let all = knowledge.qualities.iter().enumerate();
        let weighed =
            all.filter(|(id, quality)| quality.place.is_some() || self.design.requirements.stated.contains(id));
        weighed.map(|(id, _)| self.quality(id)).collect()
    }

    fn quality(&self, id: QualityId) -> Weighed {
        let quality = &self.design.knowledge.qualities[id];
        let items = || {
            self.design
                .requirements
                .non_functional
                .iter()
                .filter(|asked| asked.qualities.contains(&id))
        };
        let serving = self.design.choices.iter().filter(|choice| {
            matches!(choice.role, Role::Chosen { .. })
                && matches!(&choice.ruling, Ruling::Reason { serves, .. } if serves.contains(&id))
        });
        let stated: Vec<usize> = items().map(|asked| self.line(&asked.span)).collect();
        let techniques = self.techniques(&quality.techniques);
        let answers = self.answers(items());
        let is_open =
            !stated.is_empty() && techniques.is_empty() && answers.is_empty() && serving.clone().next().is_none();
        Weighed {
            name: quality.name.clone(),
            stated,
            targets: items()
                .flat_map(|asked| asked.targets.iter().map(|target| one_line(&target.text)))
                .collect(),
            techniques,
            choices: serving
                .map(|choice| {
                    (
                        self.line(&choice.deciding),
                        self.design.technology(choice.technology).name.clone(),
                    )
                })
                .collect(),
            answers,
            gap: is_open.then(|| self.gap(items())),
        }
    }

    /// Which of the techniques the design speaks of outside of its requirements, and where first.
    fn techniques(&self, names: &[String]) -> Vec<(usize, String)> {
        let design = self.design;
        let mut found = Vec::new();
        for name in names {
            let Some(concept) = design.knowledge.concept(name) else {
                continue;
            };
            let technology = design.knowledge.technology(name);
            let place = design.hits.iter().find_map(|hit| {
                let is_it = match hit.found {
                    Found::Term(Term::Concept(other)) => other == concept,
                    Found::Term(Term::Technology(other)) => Some(other) == technology,
                    _ => false,
                };
                let place = is_it.then(|| design.outline.source(&hit.span))?;
                let asks = design
                    .section_at(place.start)
                    .is_some_and(|section| section.part.is_requirements());
                (!asks).then_some(place)
            });
            if let Some(place) = place {
                found.push((self.line(&place), name.clone()));
            }
        }
        found
    }

    fn choices(&self) -> Vec<Chosen> {
        let design = self.design;
        let category = |choice: &Choice| &design.technology(choice.technology).category;
        let name = |choice: &Choice| design.technology(choice.technology).name.clone();
        let chosen = design.choices.iter().filter(|choice| {
            matches!(choice.role, Role::Chosen { .. }) && design.technology(choice.technology).is_named()
        });
        chosen
            .map(|choice| {
                let weighed = design.choices.iter().filter(|other| {
                    other.topic == choice.topic
                        && other.role == Role::Alternative
                        && category(other) == category(choice)
                });
                Chosen {
                    line: self.line(&choice.deciding),
                    name: name(choice),
                    reason: match &choice.ruling {
                        Ruling::Reason { span, .. } => Some(one_line(&design.text[span.clone()])),
                        Ruling::RoleOnly(_) | Ruling::Bare => None,
                    },
                    needs_reason: !design.technology(choice.technology).needs_no_reason(),
                    alternatives: weighed.map(name).collect(),
                }
            })
            .collect()
    }

    fn figures(&self) -> Vec<Figure> {
        let outline = &self.design.outline;
        // What a time or a size is in other units is seen at once.
        let telling = |quantity: &&Quantity| {
            let is_rate = quantity.per.is_some() || matches!(quantity.dimension, Dimension::Share | Dimension::Count);
            quantity.is_target() && is_rate
        };
        let told = self.design.quantities.iter().filter(telling);
        let figures = told.map(|quantity| Figure {
            line: self.line(&outline.source(&quantity.span)),
            text: one_line(&outline.words[quantity.span.clone()]),
            faces: quantities::faces(quantity, &outline.words),
        });
        figures
            .filter(|figure| !figure.faces.is_empty())
            .take(FIGURES)
            .collect()
    }

    fn questions(&self) -> Vec<(usize, String)> {
        let outline = &self.design.outline;
        let spoken = outline
            .blocks
            .iter()
            .map(|block| (block, outline.words_of(block).trim()));
        let open = spoken.filter(|(block, words)| {
            let is_prose = block.level().is_none() && words.len() > 3;
            is_prose && (words.ends_with('?') || words.contains(BLANK))
        });
        open.map(|(block, words)| (self.line(&block.span), one_line(words)))
            .collect()
    }
}

/// Words with single blanks between them.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
