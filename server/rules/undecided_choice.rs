use super::{Findings, chosen, decision, style};
use crate::design::{Choice, Design, Role};
use crate::text::{Edit, Span};

pub fn check(design: &Design, findings: &mut Findings) {
    let mut told: Vec<(usize, usize)> = Vec::new();
    for choice in &design.choices {
        let Role::Chosen { among } = &choice.role else { continue };
        if among.is_empty() || !chosen::is_asked(design, choice) || is_layered(design, choice) {
            continue;
        }
        let line = (choice.topic, style::line_start(design, choice.deciding.start));
        if told.contains(&line) {
            continue;
        }
        told.push(line);
        let same_line =
            |other: &&Choice| other.topic == choice.topic && style::line_start(design, other.deciding.start) == line.1;
        let is_option = |other: &&Choice| other.technology == choice.technology || among.contains(&other.technology);
        let mut options: Vec<&Choice> = design.choices.iter().filter(is_option).filter(same_line).collect();
        options.sort_by_key(|option| option.deciding.start);
        let (Some(first), Some(last)) = (options.first(), options.last()) else {
            continue;
        };
        let would_do = |other: &&Choice| other.technology != choice.technology && is_instead_of(design, other, choice);
        if !options.iter().any(would_do) {
            continue;
        }
        let whole = first.deciding.start..last.deciding.end;
        let names: Vec<&str> = options.iter().map(|option| chosen::name(design, option)).collect();
        let message = format!(
            "{} are named and none is picked: take one, and say why",
            style::listed(&names)
        );
        let finding = findings.add(&whole, message);
        if is_list(design, &whole, &options) {
            for name in names {
                let edit = Edit {
                    span: whole.clone(),
                    text: format!("{name} ({})", super::BLANK),
                };
                finding.fix_all(format!("Take {name}"), vec![edit]);
            }
        }
    }
}

/// Whether one would do what the other does: `Prometheus/Grafana` go together.
fn is_instead_of(design: &Design, one: &Choice, other: &Choice) -> bool {
    let category = |choice: &Choice| &design.technology(choice.technology).category;
    let core = decision::core(design, one);
    category(one) == category(other) || core.is_some() && core == decision::core(design, other)
}

/// Protocols run on top of each other: `HTTP/3/QUIC` is one way and no choice of two.
fn is_layered(design: &Design, choice: &Choice) -> bool {
    design.technology(choice.technology).category == "protocol" && decision::core(design, choice).is_none()
}

/// Whether nothing but separators stands between the options.
fn is_list(design: &Design, whole: &Span, options: &[&Choice]) -> bool {
    let mut between = String::new();
    let mut at = whole.start;
    for option in options {
        between.push_str(&design.text[at.min(option.deciding.start)..option.deciding.start]);
        between.push(' ');
        at = option.deciding.end;
    }
    between
        .split(|c: char| !c.is_alphanumeric())
        .all(|word| word.is_empty() || matches!(word, "or" | "and"))
        && !between.contains(['\n', '*', '[', '`'])
}
