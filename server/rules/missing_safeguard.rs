use super::decision::{self, Decision};
use super::{BLANK, Findings, Level, addition, style, topic};
use crate::design::{Choice, Design, Section};
use crate::knowledge::{Part, Safeguard, SafeguardedPart};
use crate::markdown::Kind;
use crate::text::{Edit, Span};

pub fn check(design: &Design, findings: &mut Findings) {
    let production = findings.is_production();
    let all: Vec<Decision> = decision::chosen(design).collect();
    for (index, topic) in topic::laid_out(design) {
        if !addition::is_readable(design, index) {
            continue;
        }
        let words = topic::words(design, topic);
        let says = |phrases: &[String]| says(design, &words, phrases);
        for part in &design.knowledge.safeguards {
            let Some(Place { span, block, called }) = place(design, index, part, &all) else {
                continue;
            };
            let open = |safeguard: &&Safeguard| {
                let asked = safeguard.only.is_empty() || says(&safeguard.only);
                let named = [crate::markdown::fold(&safeguard.name)];
                asked && !says(&safeguard.silent) && !says(&named) && !is_excluded(design, index, safeguard)
            };
            let missing = part.safeguards.iter().filter(open);
            let missing: Vec<&Safeguard> = missing
                .filter(|safeguard| !findings.takes_case(design, &span, &safeguard.name))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let names: Vec<&str> = missing.iter().map(|safeguard| safeguard.name.as_str()).collect();
            let asked: Vec<String> = missing.iter().map(|safeguard| safeguard.asked()).collect();
            let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
            let message = format!(
                "{} leaves open {}: say it, or why it need not be",
                called.quoted(),
                style::listed(&asked)
            );
            let weight = |safeguard: &&&Safeguard| Level::from_name(&safeguard.level).unwrap_or(Level::Hint);
            let level = missing
                .iter()
                .map(|safeguard| weight(&safeguard))
                .max()
                .unwrap_or(Level::Hint);
            let level = if production { Level::Warning } else { level };
            let finding = findings.add(&span, message);
            finding.level(level);
            let edit = note(design, index, block, &called.title(), &names);
            finding.fix_all(format!("Insert {}", style::listed(&names)), vec![edit]);
        }
    }
}

/// Where a design has a part.
struct Place<'a> {
    span: Span,
    block: usize,
    called: Called<'a>,
}

/// How a message calls a part.
enum Called<'a> {
    /// As the design writes it.
    Written(&'a str),
    /// By its own name, where the design says what is done: "we shard by region".
    Named(&'a str),
}

impl Called<'_> {
    /// As it begins a title.
    fn title(&self) -> String {
        match self {
            Called::Written(name) => (*name).to_owned(),
            Called::Named(name) => capital(name),
        }
    }

    fn quoted(&self) -> String {
        match self {
            Called::Written(name) => format!("`{name}`"),
            Called::Named(name) => capital(name),
        }
    }
}

/// A name as it begins a line.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + letters.as_str()
}

fn says(design: &Design, words: &Span, phrases: &[String]) -> bool {
    topic::speaks(design, words, phrases.iter().map(String::as_str))
}

/// What a comment allows, or the requirements leave out, is not asked for.
fn is_excluded(design: &Design, index: usize, safeguard: &Safeguard) -> bool {
    let name = crate::markdown::fold(&safeguard.name);
    let names = [name.as_str()];
    let mut excluded = topic::of(design, index, &design.requirements.out_of_scope);
    excluded.any(|item| topic::says(design, &topic::words_of(design, item.blocks.clone()), &names).is_some())
}

/// Where a part is chosen first.
fn place<'a>(design: &'a Design, index: usize, part: &'a SafeguardedPart, all: &[Decision]) -> Option<Place<'a>> {
    let is_part = |choice: &Choice| {
        let technology = design.technology(choice.technology);
        let by_category = part.categories.contains(&technology.category) && !part.except.contains(&technology.name);
        by_category || part.technologies.contains(&technology.name)
    };
    let beside = |decision: &&Decision| {
        let words = &decision.block.words;
        (part.near.is_empty() || says(design, words, &part.near))
            && !says(design, words, &part.unless)
            && !is_in_name(design, &decision.mention.span)
    };
    let mut own = all
        .iter()
        .filter(|decision| decision.choice.topic == index && is_part(decision.choice));
    if let Some(decision) = own.find(beside) {
        let span = decision.mention.span.clone();
        let called = Called::Written(design.text[span.clone()].trim());
        let block = decision.mention.block;
        return Some(Place { span, block, called });
    }
    let phrases: Vec<&str> = part.said.iter().map(String::as_str).collect();
    let parts = [Part::HighLevel, Part::DeepDive];
    let mut sections = parts.into_iter().flat_map(|kind| topic::sections(design, index, kind));
    let (span, block) = sections.find_map(|section| said(design, section, &phrases, part))?;
    let written = design.text[span.clone()].trim();
    let is_name = written.to_lowercase().starts_with(&part.name);
    let called = if is_name {
        Called::Written(written)
    } else {
        Called::Named(&part.name)
    };
    Some(Place { span, block, called })
}

/// `session_cache_hit_rate` is a figure of a cache, not where one is chosen.
fn is_in_name(design: &Design, span: &Span) -> bool {
    design.text[..span.start].ends_with('_') || design.text[span.end..].starts_with('_')
}

/// Where a section says one of some phrases first, drawings aside: the span, and its block.
fn said(design: &Design, section: &Section, phrases: &[&str], part: &SafeguardedPart) -> Option<(Span, usize)> {
    let mut words = topic::words_of(design, section.blocks.clone());
    while let Some(found) = topic::says(design, &words, phrases) {
        let at = design.outline.block_at(found.start)?;
        let block = &design.outline.blocks[at];
        let plain = !matches!(block.kind, Kind::Code { .. }) && !says(design, &block.words, &part.unless);
        if plain && found.end <= block.words.end {
            return Some((design.outline.source(&found), at));
        }
        // From one block into the next nothing is said.
        words.start = found.start + 1;
    }
    None
}

/// Lines to fill in: below the item of the part, else as a piece of the deep dive.
fn note(design: &Design, index: usize, block: usize, written: &str, names: &[&str]) -> Edit {
    let blocks = &design.outline.blocks;
    let item = &blocks[block];
    if !item.is_item()
        && let Some(section) = addition::room(design, index, &[Part::DeepDive, Part::HighLevel])
    {
        return addition::piece(design, section, &format!("{written}: {}", names.join(", ")));
    }
    let end = blocks[block..item.end.max(block + 1)]
        .iter()
        .map(|block| block.span.end)
        .max();
    let line = style::line_of(design, item.span.start);
    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
    let width = crate::markdown::list_marker(line.trim_start()).max(2);
    let inner = blocks[block + 1..item.end.max(block + 1)]
        .iter()
        .find(|inner| inner.is_item());
    let sign = inner.map_or('-', |inner| {
        design.text[inner.span.clone()].chars().next().unwrap_or('-')
    });
    let sign = if matches!(sign, '-' | '*' | '+') { sign } else { '-' };
    let line = |name: &&str| format!("\n{indent}{}{sign} {}: {BLANK}", " ".repeat(width), capital(name));
    let lines: String = names.iter().map(line).collect();
    let at = style::text_end(design, &(item.span.start..end.unwrap_or(item.span.end)));
    style::insert(design, style::line_end(design, at), &lines)
}
