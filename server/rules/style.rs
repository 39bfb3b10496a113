//! How a document writes its sections and items, so that a fix reads as if its writer had made it.

use super::{BLANK, paragraph, rows, topic};
use crate::design::{Design, Opener, Requirement, Section};
use crate::knowledge::{Knowledge, Part, QualityId, SectionKind};
use crate::markdown::{Block, Kind, list_marker};
use crate::notes::head;
use crate::text::{Edit, Span};
use std::sync::Arc;

/// Inserts a section of the framework (an index into its sections) in its place among those of a topic.
pub fn section(design: &Design, topic: usize, kind: usize) -> Edit {
    let kinds = &design.knowledge.sections;
    let written: Vec<(usize, &Section)> = topic::written(design, topic);
    let model = model(&written, kinds, kind);
    let before = written
        .iter()
        .filter(|(other, _)| *other < kind)
        .max_by_key(|(other, _)| *other);
    let (at, below) = match before {
        Some((_, section)) => (line_end(design, end_with_asides(design, topic, section)), true),
        None => {
            let next = written.iter().min_by_key(|(_, section)| section.span.start);
            let start = next.map_or(design.topics[topic].span.end, |(_, section)| section.span.start);
            (line_start(design, start), false)
        }
    };
    let style = model.map_or(Opener::Heading(2), |model| model.style);
    // Below a section stands no deeper heading that belongs to another one.
    let style = match (style, before.map(|(_, section)| section.style)) {
        (Opener::Heading(level), Some(Opener::Heading(above))) => Opener::Heading(level.min(above)),
        _ => style,
    };
    let opener = model.map_or("", |model| line_of(design, model.heading.start));
    let number = before.and_then(|before| number(design, &written, before, kind));
    let name = format!("{}{}", number.unwrap_or_default(), kinds[kind].name);
    let lines = prompts(design, &kinds[kind]);
    let bullet = bullet(design);
    let space = if model.is_some_and(|model| followed(design, model)) {
        "\n"
    } else {
        "\n\n"
    };
    // Outliners put headings into items too: `- ## Requirements`.
    let outlined = model.is_some_and(|model| design.outline.blocks[model.opener].depth > 0);
    let colon = match style {
        Opener::Item => opener.contains(':'),
        _ => opener.trim_end().trim_end_matches('*').ends_with(':'),
    };
    let colon = if colon { ":" } else { "" };
    let text = match style {
        Opener::Heading(level) if !outlined => {
            let listed: Vec<String> = lines.iter().map(|line| format!("{bullet} {line}")).collect();
            format!("{} {name}{space}{}", "#".repeat(level.into()), listed.join("\n"))
        }
        Opener::Bold | Opener::Label => {
            let title = if style == Opener::Bold {
                format!("**{name}{colon}**")
            } else {
                format!("{name}{colon}")
            };
            let listed: Vec<String> = lines.iter().map(|line| format!("{bullet} {line}")).collect();
            format!("{title}{space}{}", listed.join("\n"))
        }
        Opener::Item | Opener::Heading(_) => {
            let (indent, marker) = marker_of(opener);
            let inner = inner_indent(design, model, opener);
            let name = match style {
                Opener::Heading(level) => format!("{} {name}", "#".repeat(level.into())),
                _ if opener.contains("**") => format!("**{name}**{colon}"),
                _ => format!("{name}{colon}"),
            };
            let listed: Vec<String> = lines.iter().map(|line| format!("{inner}{bullet} {line}")).collect();
            format!("{indent}{}{name}\n{}", next_marker(marker), listed.join("\n"))
        }
    };
    let is_nested = outlined || style == Opener::Item;
    let gap = if is_nested { "\n" } else { "\n\n" };
    let text = if below {
        format!("{gap}{text}")
    } else {
        format!("{text}{gap}")
    };
    insert(design, at, &text)
}

/// The number of a section that comes behind another one, as that one has its own: `3. `. None where it is taken.
fn number(design: &Design, written: &[(usize, &Section)], before: &(usize, &Section), kind: usize) -> Option<String> {
    let number = |section: &Section| {
        let title = line_of(design, section.heading.start).trim_start_matches(['#', '*', ' ']);
        let digits = title.bytes().take_while(u8::is_ascii_digit).count();
        let sign = title[digits..]
            .chars()
            .next()
            .filter(|sign| matches!(sign, '.' | ')'))?;
        let is_apart = title[digits + 1..].starts_with(' ');
        Some((title[..digits].parse::<usize>().ok()?, sign)).filter(|_| is_apart)
    };
    let (own, sign) = number(before.1)?;
    let next = own.checked_add(kind.checked_sub(before.0)?)?;
    let is_taken = |(_, other): &(usize, &Section)| number(other).is_some_and(|(other, _)| other == next);
    (!written.iter().any(is_taken)).then(|| format!("{next}{sign} "))
}

/// A design that is not begun: a title, and every section of the framework with its prompts.
pub fn laid_out(title: &str, knowledge: &Arc<Knowledge>) -> String {
    let design = Design::read(format!("# {title}\n"), knowledge.clone());
    let sections = (0..knowledge.sections.len()).map(|kind| section(&design, 0, kind).text);
    let sections: Vec<String> = sections.map(|text| text.trim().to_owned()).collect();
    format!("# {title}\n\n{}\n", sections.join("\n\n"))
}

/// The section whose shape a new one takes: the other requirements for requirements, else the nearest that is none.
fn model<'a>(written: &[(usize, &'a Section)], kinds: &[SectionKind], kind: usize) -> Option<&'a Section> {
    let asks = kinds[kind].part.is_requirements();
    let near = |(other, _): &&(usize, &Section)| other.abs_diff(kind);
    let same = written
        .iter()
        .filter(|(_, section)| section.part.is_requirements() == asks);
    let chosen = same.min_by_key(near).or_else(|| written.iter().min_by_key(near));
    chosen.map(|(_, section)| *section)
}

/// The end of a section together with estimates and exclusions that follow it before the next section.
fn end_with_asides(design: &Design, topic: usize, section: &Section) -> usize {
    let mut end = section.span.end;
    let mut later: Vec<&Section> = design
        .sections
        .iter()
        .filter(|other| other.topic == topic && other.span.start >= section.span.start)
        .collect();
    later.sort_by_key(|other| other.span.start);
    for other in later {
        match other.part {
            Part::Estimation | Part::OutOfScope => end = end.max(other.span.end),
            part if part == section.part => end = end.max(other.span.end),
            _ if other.span.start >= end => break,
            _ => {}
        }
    }
    end
}

/// What the notes ask to write in a section, each with a blank.
fn prompts(design: &Design, kind: &SectionKind) -> Vec<String> {
    if kind.part == Part::NonFunctional {
        let asked = (0..design.knowledge.qualities.len()).filter(|id| design.knowledge.qualities[*id].place.is_some());
        return asked
            .map(|id| format!("{}: {}", design.knowledge.qualities[id].label(), target(design, id)))
            .collect();
    }
    // What explains the prompt at length is for the hover: in the text it would pass for the design.
    const LENGTHY: usize = 8;
    let short = |line: &str| match line.split_once(": ") {
        Some((name, rest)) if rest.split_whitespace().count() > LENGTHY => name.to_owned(),
        _ => line.trim_end_matches([':', '.', ' ']).to_owned(),
    };
    let lines = kind.prompts.iter().map(|line| format!("{}: {BLANK}", short(line)));
    let lines: Vec<String> = lines.collect();
    match (lines.is_empty(), kind.part) {
        (false, _) => lines,
        (true, Part::Functional) => vec![format!("Users can {BLANK}")],
        (true, Part::Api) => vec![format!("Clients call {BLANK}")],
        (true, _) => vec![format!("How: {BLANK}")],
    }
}

/// A target to fill in for a quality, by the figures that state it.
pub fn target(design: &Design, quality: QualityId) -> String {
    let unit = design
        .knowledge
        .quality_units(quality)
        .first()
        .map_or("", String::as_str);
    match unit {
        "duration" => format!("p99 < {BLANK} ms"),
        "rate" => format!("{BLANK} requests per second at peak"),
        "nines" => format!("{BLANK} comes first"),
        "size" => format!("{BLANK} GB"),
        _ => BLANK.to_owned(),
    }
}

/// Appends items, each a label and what stands behind it, to the list, table or lines of a section.
pub fn entries(design: &Design, section: &Section, entries: &[(String, String)]) -> Edit {
    append(design, section, &|last| {
        let write = |(label, text): &(String, String)| match last.map(|last| (last, &last.kind)) {
            Some((_, Kind::Row { cells, .. })) => {
                format!("{label} | {text} |{}", " |".repeat(cells.len().saturating_sub(2)))
            }
            Some((last, _)) => labelled(design, last, label, text),
            None => format!("{label}: {text}"),
        };
        entries.iter().map(write).collect()
    })
}

/// Appends the items that a section should begin with, as the notes ask for them.
pub fn fill(design: &Design, section: &Section) -> Option<Edit> {
    let kind = design.knowledge.section(section.part)?;
    let lines = prompts(design, &design.knowledge.sections[kind]);
    Some(append(design, section, &|_| lines.clone()))
}

/// Appends one item to a section.
pub fn item(design: &Design, section: &Section, text: &str) -> Edit {
    append(design, section, &|_| vec![text.to_owned()])
}

/// Appends what `write` makes of the last item, or of nothing where a section has none.
fn append(design: &Design, section: &Section, write: &dyn Fn(Option<&Block>) -> Vec<String>) -> Edit {
    let blocks = &design.outline.blocks;
    let inner = |block: &Block| block.parent.is_some_and(|parent| section.blocks.contains(&parent));
    let excluded = |at: usize| {
        let out = &design.requirements.out_of_scope;
        out.iter().any(|requirement| requirement.blocks.contains(&at))
    };
    let body: Vec<usize> = section
        .blocks
        .clone()
        .filter(|at| blocks[*at].level().is_none() && !design.outline.words_of(&blocks[*at]).trim().is_empty())
        .filter(|at| !excluded(*at))
        .collect();
    let last_item = body
        .iter()
        .rev()
        .find(|at| blocks[**at].is_item() && !inner(&blocks[**at]));
    let Some(&index) = last_item.or_else(|| body.iter().rev().find(|at| !blocks[**at].is_item())) else {
        let sign = bullet(design);
        let is_nested = blocks[section.opener].depth > 0;
        let (indent, gap) = if is_nested {
            let opener = line_of(design, section.heading.start);
            (inner_indent(design, Some(section), opener), "\n")
        } else {
            (String::new(), "\n\n")
        };
        let lines: Vec<String> = write(None)
            .iter()
            .map(|line| format!("{indent}{sign} {line}"))
            .collect();
        let after = if !is_nested && followed(design, section) {
            "\n"
        } else {
            ""
        };
        let text = format!("{gap}{}{after}", lines.join("\n"));
        return insert(design, line_end(design, section.heading.end), &text);
    };
    let last = &blocks[index];
    let end = blocks[index..last.end.max(index + 1)]
        .iter()
        .map(|block| block.span.end)
        .max();
    let at = line_end(design, end.unwrap_or(last.span.end));
    let line = line_of(design, last.span.start);
    let mut marker = marker_of(line).1.to_owned();
    let mut lines = Vec::new();
    for text in write(Some(last)) {
        lines.push(match &last.kind {
            Kind::Row { .. } => format!("| {text}"),
            Kind::Item { .. } => {
                marker = next_marker(&marker);
                format!("{}{marker}{text}", marker_of(line).0)
            }
            _ => text,
        });
    }
    let gap = if last.kind == Kind::Line { "\n\n" } else { "\n" };
    insert(design, at, &format!("{gap}{}", lines.join(gap)))
}

/// Whether the line behind a section's heading is written on.
fn followed(design: &Design, section: &Section) -> bool {
    let end = line_end(design, section.heading.end);
    let rest = design.text[end..].trim_start_matches('\r');
    rest.strip_prefix('\n')
        .is_some_and(|next| !next.trim_start_matches([' ', '\t', '\r']).starts_with('\n') && !next.is_empty())
}

/// A label and what it says, with bold and separator as in `like`.
fn labelled(design: &Design, like: &Block, label: &str, text: &str) -> String {
    let words = design.outline.words_of(like);
    let (name, rest) = head(words);
    let dash = rest.is_some() && words[name.len()..].trim_start().starts_with(['-', '–', '—']);
    let dash = dash.then(|| words[name.len()..].trim_start().chars().next().unwrap_or('-'));
    let separator = dash.map_or_else(|| ": ".to_owned(), |dash| format!(" {dash} "));
    match like.lead.is_empty() {
        true => format!("{label}{separator}{text}"),
        false if dash.is_some() => format!("**{label}**{separator}{text}"),
        false if design.outline.words[like.lead.clone()].trim_end().ends_with(':') => format!("**{label}:** {text}"),
        false => format!("**{label}**: {text}"),
    }
}

/// The bullet that the document uses most; `-` where it has none.
fn bullet(design: &Design) -> char {
    let signs = design.outline.blocks.iter().filter(|block| block.is_item());
    let signs: Vec<char> = signs
        .filter_map(|block| design.text[block.span.clone()].chars().next())
        .collect();
    let count = |sign: &char| signs.iter().filter(|other| *other == sign).count();
    ['-', '*', '+'].into_iter().rev().max_by_key(count).unwrap_or('-')
}

/// The indentation of a line, and its list marker with the space behind it.
fn marker_of(line: &str) -> (&str, &str) {
    let trimmed = line.trim_start();
    let indent = &line[..line.len() - trimmed.len()];
    (indent, &trimmed[..list_marker(trimmed)])
}

/// The marker of the item behind one with `marker`: numbers count on.
fn next_marker(marker: &str) -> String {
    let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
    match marker[..digits].parse::<usize>() {
        Ok(number) => format!("{}{}", number + 1, &marker[digits..]),
        Err(_) if marker.is_empty() => "- ".to_owned(),
        Err(_) => marker.to_owned(),
    }
}

/// An insertion with the line ends of the document, as the nearest line has them.
pub fn insert(design: &Design, at: usize, text: &str) -> Edit {
    let end = design.text[at..].find('\n').map(|end| at + end);
    let end = end.or_else(|| design.text[..at].rfind('\n'));
    let text = match end {
        Some(end) if design.text[..end].ends_with('\r') => text.replace('\n', "\r\n"),
        _ => text.to_owned(),
    };
    Edit { span: at..at, text }
}

/// The indentation of what stands below an item, as in a section that is opened by one.
fn inner_indent(design: &Design, model: Option<&Section>, opener: &str) -> String {
    let (indent, marker) = marker_of(opener);
    let blocks = model.map_or(&[][..], |model| &design.outline.blocks[model.blocks.clone()]);
    let lines = blocks.iter().map(|block| line_of(design, block.span.start));
    let mut inner = lines
        .map(|line| marker_of(line).0)
        .filter(|inner| inner.len() > indent.len());
    match inner.next() {
        Some(inner) if inner.starts_with(indent) => inner.to_owned(),
        _ => format!("{indent}{}", " ".repeat(marker.len().max(2))),
    }
}

/// The line of a byte, without its end.
pub fn line_of(design: &Design, at: usize) -> &str {
    &design.text[line_start(design, at)..line_end(design, at)]
}

/// Where the line of a byte begins.
pub fn line_start(design: &Design, at: usize) -> usize {
    design.text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line of a byte ends, before its line end.
pub fn line_end(design: &Design, at: usize) -> usize {
    let rest = &design.text[at..];
    at + rest
        .find('\n')
        .map_or(rest.len(), |end| end - usize::from(rest[..end].ends_with('\r')))
}

/// Names as a sentence lists them: `a, b and c`.
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// Where the text of a span ends, before its full stop, spaces and the bar of a table.
pub fn text_end(design: &Design, span: &Span) -> usize {
    span.start
        + design.text[span.clone()]
            .trim_end_matches(['.', ' ', '\n', '\r', '|'])
            .len()
}

/// Writes a few words behind what a requirement says.
pub fn remark(design: &Design, item: &Requirement, words: &str) -> Edit {
    rows::remark(design, item, words).unwrap_or_else(|| {
        let end = paragraph::end(design, item).unwrap_or(item.span.end);
        let end = text_end(design, &(item.span.start..end));
        Edit {
            span: end..end,
            text: format!(" ({words})"),
        }
    })
}

/// The line of a byte, as a span.
pub fn line_span(design: &Design, at: usize) -> Span {
    line_start(design, at)..line_end(design, at)
}
