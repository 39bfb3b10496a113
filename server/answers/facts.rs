//! What a design says about a technology or a concept, in a few words.

use crate::design::{Choice, Design, Role, Ruling, Scope};
use crate::knowledge::{ConceptId, Cue, Found, QualityId, TechnologyId, Term};
use crate::quantities::Quantity;
use std::fmt::Write as _;

/// The lines, 1-based, on which a technology or a concept is named, without repetition.
pub fn lines(design: &Design, technology: Option<TechnologyId>, concept: Option<ConceptId>) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    if let Some(id) = technology {
        let named = design.mentions.iter().filter(|mention| mention.technology == id);
        places.extend(named.map(|mention| mention.span.start));
    }
    if let Some(id) = concept {
        let said = design
            .hits
            .iter()
            .filter(|hit| hit.found == Found::Term(Term::Concept(id)));
        places.extend(said.map(|hit| design.outline.source(&hit.span).start));
    }
    places.sort_unstable();
    // Counted on from place to place: a technology may be named a thousand times.
    let (mut line, mut counted) = (1, 0);
    let mut lines: Vec<usize> = Vec::new();
    for at in places {
        line += design.text.as_bytes()[counted..at]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        counted = at;
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    lines
}

/// "Used on 3 lines here: 12, 20, 31"; nothing where it is used but once.
pub fn used(lines: &[usize]) -> Option<String> {
    const MOST: usize = 8;
    let told: Vec<String> = lines.iter().take(MOST).map(usize::to_string).collect();
    let more = if lines.len() > MOST { ", …" } else { "" };
    (lines.len() > 1).then(|| format!("Used on {} lines here: {}{more}", lines.len(), told.join(", ")))
}

/// What the design says about a technology: "chosen, line 40: …".
pub fn ruling(design: &Design, choice: &Choice) -> String {
    let line = design.line(choice.deciding.start);
    let role = match &choice.role {
        Role::Chosen { among } if among.is_empty() => "Chosen",
        Role::Chosen { .. } => "Listed with others, none picked",
        Role::Alternative => "Weighed as an alternative",
        Role::Mention => "Named in passing",
        Role::Given => "Given by the problem",
    };
    let mut said = format!("{role}, line {line} ({})", choice.evidence);
    if matches!(choice.role, Role::Chosen { .. }) {
        match &choice.ruling {
            Ruling::Reason { span, scope, serves } => {
                let quoted = excerpt(&design.text[span.clone()]);
                let _ = write!(said, "; reason {}: “{quoted}”", scope_name(*scope));
                if !serves.is_empty() {
                    let _ = write!(said, "; serves {}", labels(design, serves));
                }
            }
            Ruling::RoleOnly(span) => {
                let _ = write!(
                    said,
                    "; only its role is said: “{}”",
                    excerpt(&design.text[span.clone()])
                );
            }
            Ruling::Bare => said.push_str("; no reason is given"),
        }
    }
    said
}

/// The labels of qualities, listed.
pub fn labels(design: &Design, qualities: &[QualityId]) -> String {
    let labels: Vec<&str> = qualities
        .iter()
        .map(|id| design.knowledge.qualities[*id].label())
        .collect();
    labels.join(", ")
}

fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Sentence => "in the same sentence",
        Scope::Item => "in the same item",
        Scope::Below => "below it",
        Scope::Row => "in the same row",
        Scope::Next => "in the next sentence",
        Scope::Before => "before it",
        Scope::Parent => "in the item above",
        Scope::Heading => "in the heading",
        Scope::TradeOffs => "among the trade-offs",
        Scope::Elsewhere => "elsewhere",
        Scope::Family => "said of its family",
    }
}

/// One line of at most some eighty characters.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        None => line,
        Some((end, _)) => {
            let end = line[..end].rfind(' ').unwrap_or(end);
            format!("{} …", &line[..end])
        }
    }
}

/// The first line, 1-based, that speaks of a quality.
pub fn spoken(design: &Design, quality: QualityId) -> Option<usize> {
    let cue = Found::Cue(Cue::Quality(quality));
    let first = design.hits.iter().find(|hit| hit.found == cue)?;
    Some(design.line(design.outline.source(&first.span).start))
}

/// Whether a share is one of the time in which a system answers: of messages or lines it leaves no time out.
pub fn is_uptime(design: &Design, share: &Quantity) -> bool {
    const SAID: &[&str] = &[
        "availab*",
        "reachable",
        "online",
        "reliab*",
        "fault toleran*",
        "uptime",
        "up time",
        "up",
        "sla",
        "slas",
        "slo",
        "slos",
        "downtime",
        "nines",
    ];
    const TIMES: &[&str] = &["the time", "time", "the month", "the year", "the day"];
    // Parts of these tell of time where the words around speak of it.
    const ANSWERED: &[&str] = &["requests", "all requests", "calls", "all calls"];
    let outline = &design.outline;
    let behind = outline.words[share.span.end..].trim_start_matches(['%', ' ']);
    if let Some(whole) = behind.strip_prefix("of ").map(str::trim_start) {
        let is_one = |names: &[&str]| names.iter().any(|name| whole.starts_with(name));
        if is_one(TIMES) {
            return true;
        }
        if !is_one(ANSWERED) {
            return false;
        }
    }
    let Some(at) = outline.block_at(share.span.start) else {
        return false;
    };
    let says = |at: usize| {
        outline
            .first_of(&outline.blocks[at].words, SAID.iter().copied())
            .is_some()
    };
    let heading = outline.blocks[..at].iter().rposition(|block| block.level().is_some());
    says(at) || outline.blocks[at].parent.is_some_and(says) || heading.is_some_and(says)
}

/// The techniques of a quality that the design names, with their lines.
pub fn techniques(design: &Design, quality: QualityId) -> Vec<(&str, Option<usize>)> {
    let techniques = &design.knowledge.qualities[quality].techniques;
    let used = |name: &String| {
        let concept = design.knowledge.concept(name)?;
        lines(design, None, Some(concept)).first().copied()
    };
    techniques.iter().map(|name| (name.as_str(), used(name))).collect()
}

/// The design of the file around a byte, as an index into its topics.
pub fn topic_at(design: &Design, offset: usize) -> usize {
    let behind = design.topics.partition_point(|topic| topic.span.start <= offset);
    behind.saturating_sub(1)
}

/// The choice of a technology in the design around a byte, or anywhere in the file.
pub fn choice(design: &Design, technology: TechnologyId, offset: usize) -> Option<&Choice> {
    let topic = topic_at(design, offset);
    let mut all = design.choices.iter().filter(|choice| choice.technology == technology);
    let near = all.clone().find(|choice| choice.topic == topic);
    near.or_else(|| all.next())
}

/// The name of a property in the catalogue, as one writes it: `fault_tolerance` is "Fault tolerance".
pub fn property(name: &str) -> String {
    capital(&name.replace('_', " "))
}

/// Words with a capital letter at their beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
