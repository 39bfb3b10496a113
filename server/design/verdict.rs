//! Is it a design at all?

mod against;
mod code;
mod machine;
mod telling;
mod titles;
mod unwritten;

use super::requirements::Requirements;
use super::sections::{Opener, Section, Topic, names_kind};
use super::{Design, Reading};
use crate::knowledge::{Found, Part, Term, normal_title};
use crate::markdown::{Block, Kind, fold};
use against::{about_one_thing, guide, other_kind, other_script, own_report};
use code::{lays_out_code, names_package, needs_to_run};
use machine::{addressed, persona, tagged};
use telling::{is_passing, is_telling, says_kind};
use titles::{asks_only, names_design, promises_design};
use unwritten::{
    counted, defines, done, instructs, of_nothing, prompts, quoted, ticked, unanswered, unfilled, unnamed,
};

/// The comment with which a report begins: it says over what a design says, and is none itself.
pub const REPORT: &str = "<!-- draftsman: report -->";

/// Whether a document is a design, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// It is one.
    pub is_design: bool,
    /// The evidence, in a sentence.
    pub why: String,
}

impl Design {
    /// Whether it is a design, or has a title that says it will be one.
    pub fn is_begun(&self) -> bool {
        self.verdict.is_design || self.topics.first().is_some_and(|topic| names_design(&topic.title))
    }

    /// Whether the title of a topic promises the design of a system in so many words: "Design of a lighthouse log".
    pub fn promises_design(&self, topic: &Topic) -> bool {
        promises_design(&topic.title)
    }
}

/// What speaks for a design, and what for something else.
struct Evidence<'a> {
    title: &'a str,
    /// The kinds of sections in which something stands, out of scope aside.
    written: Vec<Part>,
    /// The kinds of sections that are opened at all.
    opened: Vec<Part>,
    /// The kinds of sections that are written under titles of their own, not only as topics beside others.
    titled: Vec<Part>,
    /// How many headings there are for each section with a title of its own.
    spread: usize,
    /// How many headings stand outside all sections of the layout, the title aside.
    strangers: usize,
    /// Something is required.
    asks: bool,
    /// A heading says so in so many words: "requirements", "NFR".
    telling: bool,
    /// And says of which kind they are: "functional requirements", "user stories".
    split: bool,
    /// The title says that a system is designed.
    named: bool,
    /// The title says so in so many words: "design of", "system design", "design document".
    promised: bool,
    /// The first heading says that the text is a design, and not of what.
    kind: bool,
    /// The first heading says that the text is an architecture, be it that of a program.
    architecture: bool,
    /// The first heading says that the text is the design of a whole, "HLD", and hardly another thing stands below it.
    brief: bool,
    /// The heading below a title that names no system names one.
    named_below: bool,
    /// What is called the design lists links to what others wrote.
    linked: bool,
    /// A section is opened by more than an item of a list.
    headed: bool,
    /// "Requirements" stands above all of it, assumptions and the like beside them included.
    specifies: bool,
    /// Nothing but requirements is begun, under the title of a system.
    fresh: bool,
    /// What is drawn or stored names what it is built with.
    equipped: bool,
}

/// The heading right below the title, where nothing but a few lines (its version, its author) stand between it and the
/// next one.
fn subtitle<'a>(reading: &'a Reading, topics: &[Topic]) -> Option<&'a str> {
    const FEW: usize = 6;
    let blocks = &reading.outline.blocks;
    let at = blocks
        .iter()
        .position(|block| Some(&block.span) == topics.first().map(|topic| &topic.heading))?;
    let [title, below, behind @ ..] = &blocks[at..] else {
        return None;
    };
    let mut behind = behind.iter().take(FEW + 1);
    let next = behind.find(|block| !is_entry(reading, block))?;
    let deeper = below.level()? > title.level()? && next.level()? <= below.level()?;
    deeper.then(|| reading.outline.words_of(below))
}

/// "Version: 1.2" below a title.
fn is_entry(reading: &Reading, block: &Block) -> bool {
    let label = || crate::notes::head(reading.outline.words_of(block)).1;
    matches!(block.kind, Kind::Line) && label().is_some()
}

/// A text that says first what kind of text it is, and of which system in the heading below: "High-level design",
/// "Parcel lockers".
fn names_below(reading: &Reading, below: Option<&str>) -> bool {
    let first = reading.outline.blocks.iter().find(|block| block.level().is_some());
    first.is_some_and(|first| names_kind(reading.outline.words_of(first)))
        && below.is_some_and(|below| reading.knowledge.names_one_system(below))
}

/// "System design", "Design document": the kind of a text, be it a guide or a design.
fn is_kind(title: &str) -> bool {
    names_kind(title)
        || matches!(
            normal_title(title).as_str(),
            "system design" | "technical design" | "design"
        )
}

/// Weighs sections against the marks of guides, decision records and the like. In doubt it is no design: silence harms
/// less than findings on a text that never wanted to be one.
pub fn read(reading: &Reading, topics: &[Topic], sections: &[Section], requirements: &Requirements) -> Verdict {
    let title = topics.first().map_or("", |topic| topic.title.as_str());
    let below = subtitle(reading, topics);
    let below_kind = names_below(reading, below);
    let is_titled = |section: &&Section| {
        let parts = || reading.knowledge.parts_of_title(&section.title);
        section.part != Part::DeepDive || parts().contains(&Part::DeepDive)
    };
    let known: Vec<&Section> = sections.iter().filter(is_titled).collect();
    let titled: Vec<&Section> = known.iter().copied().filter(|section| !section.empty).collect();
    let headings = || reading.outline.blocks.iter().filter(|block| block.level().is_some());
    let telling = sections
        .iter()
        .any(|section| is_telling(reading, section, topics) && !is_passing(sections, section));
    // The pages of a manual have features, uses and calls too.
    let first = headings().next().map_or("", |first| reading.outline.words_of(first));
    let strangers = headings()
        .filter(|block| !known.iter().any(|section| section.span.contains(&block.span.start)))
        .count()
        .saturating_sub(1);
    let several = topics.len() > 1 && (telling || topics.iter().any(|topic| names_design(&topic.title)));
    let evidence = Evidence {
        title,
        written: kinds(sections.iter().filter(|section| !section.empty)),
        opened: kinds(sections.iter()),
        titled: kinds(titled.iter().copied()),
        spread: headings().count() / titled.len().max(1),
        strangers,
        asks: !requirements.functional.is_empty()
            || !requirements.non_functional.is_empty()
            || sections
                .iter()
                .any(|section| section.part.is_requirements() && is_picture(reading, section)),
        telling,
        split: sections.iter().any(|section| says_kind(&normal_title(&section.title))),
        named: several || names_design(title) || below.is_some_and(names_design) || below_kind,
        promised: promises_design(title) || below.is_some_and(promises_design) || below_kind,
        kind: is_kind(first),
        architecture: matches!(normal_title(first).as_str(), "architecture" | "system architecture"),
        brief: names_kind(first) && strangers <= STRANGERS,
        named_below: below_kind,
        linked: requirements.functional.is_empty()
            && sections
                .iter()
                .any(|section| section.part == Part::HighLevel && lists_links(reading, section)),
        headed: sections.iter().any(|section| section.style != Opener::Item),
        specifies: title.is_empty() && is_specification(reading, &known),
        fresh: is_fresh(reading, topics, sections),
        equipped: sections
            .iter()
            .any(|section| matches!(section.part, Part::HighLevel | Part::Entities) && is_equipped(reading, section)),
    };
    let against = [
        own_report(reading),
        other_script(reading),
        guide(reading, &evidence),
        other_kind(reading, &evidence),
        addressed(reading),
        tagged(reading),
        persona(reading),
        unnamed(reading, topics),
        counted(reading),
        unfilled(reading, requirements),
        unanswered(reading, sections),
        quoted(reading, sections),
        instructs(reading, sections),
        ticked(reading, sections),
        done(reading, requirements, &evidence),
        prompts(reading, topics, &evidence),
        defines(reading, sections, &evidence),
        of_nothing(reading, sections, requirements, &evidence),
        needs_to_run(reading, sections, requirements),
        lays_out_code(reading, &evidence),
        names_package(reading, &evidence),
        about_one_thing(reading, topics, &evidence),
    ];
    if let Some(why) = against.into_iter().flatten().next() {
        return Verdict { is_design: false, why };
    }
    weigh(&evidence)
}

/// So many headings of other things leave requirements without a system those of a design that has only begun.
const STRANGERS: usize = 3;
/// Where a section has more headings around it than this, it is one by accident.
const SPREAD: usize = 12;

fn kinds<'a>(sections: impl Iterator<Item = &'a Section>) -> Vec<Part> {
    let mut parts: Vec<Part> = sections
        .map(|section| section.part)
        .filter(|part| *part != Part::OutOfScope)
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn weigh(evidence: &Evidence) -> Verdict {
    let list = |parts: &[Part]| {
        parts
            .iter()
            .map(|part| part.key().replace('_', " "))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let yes = |why: String| Verdict { is_design: true, why };
    let no = |why: String| Verdict { is_design: false, why };
    let written = &evidence.written;
    let builds = written.iter().any(|part| is_built(*part));
    if written.is_empty() {
        // A layout that waits to be filled.
        let laid_out = evidence.opened.len() >= 3
            && evidence.opened.iter().any(|part| part.is_requirements())
            && (evidence.named || evidence.headed);
        return if laid_out {
            yes(format!("it lays out the sections {}", list(&evidence.opened)))
        } else {
            no("none of its headings is a section of a design".to_owned())
        };
    }
    // Requirements of both kinds that wait to be filled, among other sections.
    let waits = [Part::Functional, Part::NonFunctional]
        .iter()
        .all(|part| evidence.opened.contains(part) && !written.contains(part));
    if waits && evidence.headed && evidence.opened.len() >= 4 {
        return yes(format!("it lays out the sections {}", list(&evidence.opened)));
    }
    // Topics beside others deepen a design; they do not make one.
    let firm = evidence.titled.iter().any(|part| is_built(*part));
    let has = |part: Part| evidence.titled.contains(&part);
    let drawn = has(Part::HighLevel) || has(Part::Api);
    let enough = if asks_only(evidence.title) || evidence.specifies {
        // Nobody reckons the load of a product that he only specifies.
        let both = has(Part::Functional) && has(Part::NonFunctional);
        evidence.asks && evidence.telling && (drawn || both && has(Part::Estimation))
    } else if evidence.named {
        let parts = builds
            && !evidence.linked
            && (evidence.promised || evidence.titled.iter().any(|part| is_built_first(*part)));
        // Nobody reckons the load of what he only explains.
        let reckoned = evidence.promised && has(Part::Estimation) && evidence.strangers >= STRANGERS;
        parts || reckoned || (evidence.asks && (evidence.telling || written.len() >= 2))
    } else if evidence.telling {
        // Requirements among headings of something else are those of a product, an exercise or a tool.
        let draft = written.len() >= 2 && written.contains(&Part::Functional) && evidence.strangers <= STRANGERS;
        // "Requirements" and "Data model" stand in manuals too.
        let laid_out = drawn || evidence.split && evidence.written.contains(&Part::Functional);
        let built = firm && laid_out;
        evidence.asks && (built || draft || evidence.fresh) && evidence.spread <= SPREAD * 4
    } else if evidence.asks {
        builds && evidence.titled.len() >= 3 && evidence.spread <= SPREAD
    } else {
        // Nobody reckons the load of what he only explains, nor has he a picture, an interface and tables of it.
        let whole = [Part::HighLevel, Part::Api, Part::Entities].into_iter().all(has);
        // "Design document" says what the text is: its parts and what is stored, built with something, are enough.
        let parts = || has(Part::HighLevel) && (has(Part::Entities) || evidence.kind && has(Part::Api));
        let said = (evidence.kind || evidence.architecture) && parts() || evidence.brief && has(Part::HighLevel);
        let built = (whole || said) && evidence.equipped && evidence.spread <= SPREAD;
        (built || drawn && has(Part::Estimation) && written.len() >= 3) && !evidence.linked
    };
    if enough {
        let title = if evidence.named && !evidence.title.is_empty() {
            "its title names a design, and "
        } else {
            ""
        };
        yes(format!("{title}it has the sections {}", list(written)))
    } else if evidence.asks && !builds {
        no("it asks for something and designs nothing".to_owned())
    } else if !evidence.asks {
        no(format!("it has the sections {} and no requirements", list(written)))
    } else {
        no(format!("only {} looks like a section of a design", list(written)))
    }
}

/// A file of requirements: its first heading says so and holds all others, of which one is no section.
fn is_specification(reading: &Reading, known: &[&Section]) -> bool {
    let mut headings = reading.outline.blocks.iter().filter(|block| block.level().is_some());
    let Some(first) = headings.next() else { return false };
    let holds_all = headings.clone().all(|block| block.level() > first.level());
    let outside = |block: &Block| !known.iter().any(|section| section.span.contains(&block.span.start));
    holds_all && asks_only(reading.outline.words_of(first)) && headings.any(outside)
}

/// A draft that has only begun: a short title, and below it no heading but those of the layout.
fn is_fresh(reading: &Reading, topics: &[Topic], sections: &[Section]) -> bool {
    let [topic] = topics else { return false };
    let headings = reading.outline.blocks.iter().filter(|block| block.level().is_some());
    let mut others = headings.filter(|block| block.span != topic.heading);
    let short = (1..=5).contains(&topic.title.split_whitespace().count());
    let functional = sections
        .iter()
        .any(|section| section.part == Part::Functional && fold(&section.title).contains("functional"));
    short
        && functional
        && others.all(|block| {
            let found = sections.binary_search_by_key(&block.span.start, |section| section.heading.start);
            found.is_ok()
        })
}

/// What a design builds with, rather than what it asks for.
fn is_built(part: Part) -> bool {
    matches!(
        part,
        Part::Entities | Part::Api | Part::HighLevel | Part::DeepDive | Part::Own(_)
    )
}

/// What a text that names a design in its title has to hold where nothing is asked: a deep dive may be about anything.
fn is_built_first(part: Part) -> bool {
    is_built(part) && part != Part::DeepDive
}

/// It names a technology.
fn is_equipped(reading: &Reading, section: &Section) -> bool {
    let blocks = reading.outline.blocks[section.blocks.clone()].iter();
    let mut hits = blocks.flat_map(|block| reading.hits_in(&block.words));
    hits.any(|hit| matches!(hit.found, Found::Term(Term::Technology(_))))
}

/// At least half of its items lead elsewhere.
fn lists_links(reading: &Reading, section: &Section) -> bool {
    let items = reading.outline.blocks[section.blocks.clone()]
        .iter()
        .filter(|block| block.is_item());
    // "[Tables](docs/tables.md)" leads to another page as well.
    let leads = |block: &&Block| {
        let text = &reading.text[block.span.clone()];
        text.contains("://") || text.contains(".md)")
    };
    let (links, others): (Vec<_>, Vec<_>) = items.partition(leads);
    !links.is_empty() && links.len() >= others.len()
}

fn is_picture(reading: &Reading, section: &Section) -> bool {
    reading.outline.blocks[section.blocks.clone()]
        .iter()
        .any(|block| block.image)
}
