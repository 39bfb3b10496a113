//! Which titles open a section of their own, and which only deepen the one they stand in.

use super::openers::is_strong;
use super::{Candidate, Opener, Topic, holds, inside, topic_of};
use crate::knowledge::Part;

/// The candidates that open a section: known wording, and not inside a section that it only deepens.
pub(super) fn choose(candidates: &[Candidate]) -> Vec<(usize, Part)> {
    let mut chosen: Vec<(usize, Part)> = Vec::new();
    // The chosen ones that have not ended yet.
    let mut open: Vec<(usize, Part)> = Vec::new();
    // Titles around the design of the whole that have not ended yet, and how high that stands in them.
    let mut wholes: Vec<(usize, Option<u32>)> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        open.retain(|(outer, _)| candidates[*outer].end > candidate.block);
        wholes.retain(|(outer, _)| candidates[*outer].end > candidate.block);
        let around = open.len();
        // "Architecture" of a service that is gone into, where the whole has one.
        let drawn = chosen.iter().any(|(_, part)| *part == Part::HighLevel);
        for &part in &candidate.parts {
            let deepens = open[..around].iter().any(|(outer, kind)| {
                let again = *kind == Part::DeepDive && part == Part::HighLevel && drawn;
                (again || deepens(*kind, part, candidate)) && stays_in(&candidates[*outer], candidate)
            });
            // "Components" behind "High-level architecture", both below "Proposed design", go on with it.
            let goes_on =
                part == Part::HighLevel && wholes.last().is_some_and(|(_, drawn)| *drawn == Some(candidate.rank));
            if deepens || goes_on {
                continue;
            }
            if is_container(candidates, index, part) {
                let inside = inside(candidates, index);
                if index > 0 && part == Part::HighLevel && is_around_itself(candidate, inside) {
                    wholes.push((index, None));
                }
                continue;
            }
            if part == Part::HighLevel
                && let Some((_, drawn)) = wholes.last_mut()
            {
                *drawn = Some(candidate.rank);
            }
            chosen.push((index, part));
            open.push((index, part));
        }
    }
    chosen
}

/// Whether a title stands in the section of another. What a label leaves out ends at the next heading that asks for
/// something: "Out of scope:", its list, "### Non-functional requirements".
fn stays_in(outer: &Candidate, inner: &Candidate) -> bool {
    let heading = |candidate: &Candidate| matches!(candidate.style, Opener::Heading(_));
    let ends = outer.parts == [Part::OutOfScope] && !heading(outer) && heading(inner) && is_explicit(&inner.title);
    holds(outer, inner) && !ends
}

/// A title around sections of its own is the title of the design, or of a part of it that opens none itself.
fn is_container(candidates: &[Candidate], index: usize, part: Part) -> bool {
    let candidate = &candidates[index];
    let inside = inside(candidates, index);
    let heading = |candidate: &Candidate| matches!(candidate.style, Opener::Heading(_));
    let whole = index == 0
        && heading(candidate)
        && inside.len() > 1
        && inside.len() + 1 == candidates.len()
        && (!part.is_requirements() || inside.iter().any(|inner| inner.parts.iter().any(is_of_design)))
        && inside.iter().filter(|inner| heading(inner)).count() > 1;
    // "Functional and non-functional requirements" around a label for each.
    let around_both = candidate.parts.len() > 1
        && (part.is_requirements() || part == Part::OutOfScope)
        && inside
            .iter()
            .any(|inner| inner.parts == [Part::NonFunctional] || inner.parts == [Part::OutOfScope])
        && inside.iter().any(|inner| inner.parts.contains(&part));
    // "Entities and API" around a heading for each.
    let around_all = candidate.parts.len() > 1
        && heading(candidate)
        && candidate
            .parts
            .iter()
            .all(|part| inside.iter().any(|inner| heading(inner) && inner.parts == [*part]));
    // The "features" of a part that is gone into are none of the whole.
    let around_functional = !part.is_requirements()
        && inside.iter().any(|inner| {
            inner.parts.contains(&Part::Functional)
                && inner.style != Opener::Item
                && is_strong(&inner.title, Opener::Bold)
                // "MVP" before "Second iteration" is a version of the design.
                && (part != Part::HighLevel || &*inner.key != "mvp")
                && (part != Part::DeepDive || asks(&inner.title))
        });
    // "What should it do?" around "Functional requirements".
    let around_same = part.is_requirements()
        && !is_explicit(&candidate.title)
        && inside
            .iter()
            .any(|inner| inner.parts.contains(&part) && is_explicit(&inner.title));
    // "MVP" around an architecture and its tables is the design of that, not what is asked of it.
    let around_design = part.is_requirements()
        && heading(candidate)
        && !asks(&candidate.title)
        && inside.iter().any(|inner| {
            heading(inner)
                && inner
                    .parts
                    .iter()
                    .any(|part| matches!(part, Part::HighLevel | Part::Entities))
        });
    // "System overview" around "Key features", before the architecture, introduces the system.
    let around_preview = part == Part::HighLevel
        && heading(candidate)
        && previews(&candidate.key)
        && inside
            .iter()
            .any(|inner| heading(inner) && inner.parts.iter().any(|part| part.is_requirements()))
        && candidates[index + 1..]
            .iter()
            .any(|other| heading(other) && other.block >= candidate.end && other.parts.contains(&Part::HighLevel));
    // "Till – high-level design" above all chapters of one is the title of the text.
    let title = index == 0
        && part == Part::HighLevel
        && heading(candidate)
        && [" — ", " – ", " - ", ": ", " | "]
            .iter()
            .any(|dash| candidate.title.contains(dash))
        && candidates[1..]
            .iter()
            .any(|other| heading(other) && other.parts.contains(&Part::HighLevel) && !holds(candidate, other));
    // "Till hld" as the very first line, above plain lines for each part, is the title of the text too.
    let names_text = index == 0
        && candidate.block == 0
        && !heading(candidate)
        && part == Part::HighLevel
        && names_more(&candidate.key)
        && candidates[1..]
            .iter()
            .any(|other| other.parts.contains(&Part::Functional));
    whole
        || title
        || names_text
        || around_preview
        || around_both
        || around_all
        || around_same
        || around_design
        || around_functional
        || (part == Part::HighLevel && heading(candidate) && is_around_itself(candidate, inside))
}

/// "### Solution", "#### Challenges" in the discussion of one matter, where a higher heading opens the section itself.
pub(super) fn drop_steps(candidates: &[Candidate], topics: &[Topic], chosen: &mut Vec<(usize, Part)>) {
    const STEPS: &[&str] = &["solution", "solutions", "the solution", "our solution", "challenges"];
    let heading = |index: usize| matches!(candidates[index].style, Opener::Heading(_));
    let opens: Vec<(usize, Part)> = chosen.iter().copied().filter(|(index, _)| heading(*index)).collect();
    chosen.retain(|&(index, part)| {
        let step = heading(index) && STEPS.contains(&&*candidates[index].key);
        let higher = |&(other, its): &(usize, Part)| {
            its == part
                && candidates[other].rank < candidates[index].rank
                && topic_of(candidates, topics, other) == topic_of(candidates, topics, index)
        };
        !step || !opens.iter().any(higher)
    });
}

/// "Database:", not "Out: payments".
pub(super) fn is_one_word(candidate: &Candidate, part: Part) -> bool {
    let title = candidate.title.trim();
    !title.contains(' ') && (part.is_built() || !title.contains(':'))
}

/// A title that says of what it is the design.
fn names_more(title: &str) -> bool {
    const KIND: &[&str] = &[
        "high",
        "level",
        "hld",
        "design",
        "system",
        "architecture",
        "overview",
        "diagram",
        "the",
        "of",
        "and",
        "solution",
    ];
    title.split(' ').any(|word| !KIND.contains(&word))
}

/// A title that introduces a system rather than saying how it is built.
pub(super) fn previews(title: &str) -> bool {
    const PREVIEWS: &[&str] = &[
        "system overview",
        "system at a glance",
        "overall system",
        "solution overview",
        "design overview",
        "system design overview",
    ];
    // "The big picture — racks, not rooms".
    PREVIEWS.contains(&title) || title.trim_start_matches("the ").starts_with("big picture")
}

/// A section that the "Scalability" among the requirements is none of.
fn is_of_design(part: &Part) -> bool {
    !matches!(part, Part::DeepDive | Part::Estimation)
}

/// A title that says "functional".
fn is_explicit(title: &str) -> bool {
    crate::markdown::fold(title).contains("functional")
}

/// A title that says that something is required.
fn asks(title: &str) -> bool {
    let folded = crate::markdown::fold(title);
    ["functional", "requirement", "nfr"]
        .iter()
        .any(|word| folded.contains(word))
}

/// A title that says that the load of the system is estimated: "The scale" of a part is none of it.
pub(super) fn estimates(title: &str) -> bool {
    const SURE: &[&str] = &["capacity", "envelope", "back of", "sizing"];
    const LOADS: &[&str] = &[
        "traffic",
        "scale",
        "load",
        "resource",
        "storage",
        "bandwidth",
        "memory",
        "usage",
    ];
    let folded = crate::markdown::fold(title);
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    says(SURE) || (folded.contains("estimat") && says(LOADS))
}

/// A title that can be nothing but a section of the layout.
fn lays_out(title: &str) -> bool {
    let folded = crate::markdown::fold(title);
    [
        "core entit",
        "data model",
        "api design",
        "api endpoint",
        "high level",
        "deep dive",
        "system design",
    ]
    .iter()
    .any(|word| folded.contains(word))
}

/// A title of how the data is kept, and not of how much of it there is.
fn designs_data(title: &str) -> bool {
    const KINDS: &[&str] = &[
        "database design",
        "db design",
        "data model",
        "data modeling",
        "data modelling",
        "database schema",
        "schema design",
        "core entities",
        "entities",
    ];
    KINDS.contains(&title)
}

/// "Design" around "High-level design" and its siblings.
fn is_around_itself(candidate: &Candidate, inside: &[Candidate]) -> bool {
    let says = |title: &str, words: &[&str]| {
        let folded = crate::markdown::fold(title);
        words.iter().any(|word| folded.contains(word))
    };
    let same = |inner: &Candidate| {
        matches!(inner.style, Opener::Heading(_))
            && inner.parts.contains(&Part::HighLevel)
            && says(&inner.title, &["high level", "hld", "architecture"])
    };
    let sibling = |part: &Part| matches!(part, Part::Api | Part::Entities | Part::DeepDive);
    !says(&candidate.title, &["high level", "hld", "architecture"])
        && inside.iter().any(same)
        && inside.iter().any(|inner| inner.parts.iter().any(sibling))
}

/// Whether a title of kind `part` inside a section of kind `outer` only deepens that section.
fn deepens(outer: Part, part: Part, inner: &Candidate) -> bool {
    let explicit = is_strong(&inner.title, inner.style);
    // "- Database: PostgreSQL" in the list of a design's parts.
    let named_part =
        inner.style == Opener::Item && matches!(part, Part::Entities | Part::Api | Part::HighLevel | Part::DeepDive);
    match (outer, part) {
        (Part::HighLevel | Part::DeepDive | Part::Api | Part::Entities | Part::Estimation, _) if named_part => true,
        (outer, part) if outer == part => true,
        // "Core requirements" below the non-functional ones are the core of those.
        (Part::NonFunctional, Part::Functional) => !is_explicit(&inner.title),
        // "Constraints" of a table are no requirements.
        (Part::Entities | Part::Api, Part::NonFunctional) => !asks(&inner.title),
        (Part::Functional | Part::NonFunctional, Part::OutOfScope | Part::Functional | Part::NonFunctional) => false,
        // "- **Scale estimates**" among the requirements is one of them.
        (Part::Functional | Part::NonFunctional, Part::Estimation) => match inner.style {
            Opener::Heading(_) => false,
            Opener::Item => true,
            _ => !explicit,
        },
        // "### Core entities" a level too deep is what it says.
        (Part::Functional | Part::NonFunctional, _) => {
            !(matches!(inner.style, Opener::Heading(_)) && lays_out(&inner.title))
        }
        (Part::OutOfScope, _) => true,
        (_, Part::DeepDive) => !crate::markdown::fold(&inner.title).contains("deep"),
        // "Fare estimation" is what the system does.
        (Part::HighLevel | Part::Api | Part::Entities | Part::DeepDive, Part::Estimation) => !estimates(&inner.title),
        // "Database design:" in a plain line behind the figures is what it says.
        (Part::Estimation, Part::Entities) => {
            matches!(inner.style, Opener::Heading(_) | Opener::Item) || !designs_data(&inner.key)
        }
        (Part::Estimation, Part::Functional) => true,
        // "### High-level design" a level too deep is what it says.
        (Part::Api | Part::Entities, Part::HighLevel) => {
            !(matches!(inner.style, Opener::Heading(_)) && crate::markdown::fold(&inner.title).contains("high level"))
        }
        (Part::Api | Part::Entities, Part::Functional) => true,
        (Part::DeepDive, Part::HighLevel | Part::Functional | Part::Api | Part::Entities) => {
            !matches!(inner.style, Opener::Heading(_)) || !explicit
        }
        (_, Part::Functional) => true,
        _ => false,
    }
}
