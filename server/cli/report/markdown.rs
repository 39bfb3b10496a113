//! The page as Markdown.

use super::page::{Page, by_name};
use crate::design::REPORT;
use crate::rules::Level;
use std::fmt::Write;

/// Sections with tables, and a drawing for Mermaid.
pub fn page(page: &Page) -> String {
    let mut all = format!("{REPORT}\n\n# {}\n\n", cell(&page.title));
    let _ = writeln!(all, "`{}` · {} · {}\n", page.path, page.stance, counts(page));
    if !page.verdict.0 {
        let _ = writeln!(all, "This file is not taken for a design: {}.\n", page.verdict.1);
    }
    if !page.drawing.is_empty() {
        let _ = writeln!(all, "```mermaid\n{}```\n", page.drawing.mermaid());
    }
    let rows = page.functional.iter().map(|asked| {
        let answers = asked.gap.map_or_else(|| places(&asked.answers), gap);
        vec![line(asked.line), cell(&asked.text), answers]
    });
    table(
        &mut all,
        "Functional requirements",
        &["Line", "Requirement", "Answered"],
        rows,
    );
    let rows = page.qualities.iter().map(|quality| {
        let stated: Vec<String> = quality.stated.iter().map(usize::to_string).collect();
        let stated = if stated.is_empty() {
            gap("not stated")
        } else {
            stated.join(", ")
        };
        let answered = quality.gap.map_or_else(|| places(&quality.answers), gap);
        vec![
            cell(&quality.name),
            stated,
            cell(&quality.targets.join(", ")),
            places(&quality.techniques),
            places(&quality.choices),
            answered,
        ]
    });
    let head = ["Quality", "Stated", "Targets", "Techniques", "Choices", "Answered"];
    table(&mut all, "Coverage of the qualities", &head, rows);
    let rows = page.choices.iter().map(|choice| {
        let reason = match &choice.reason {
            Some(reason) => cell(reason),
            None if choice.needs_reason => gap("no reason"),
            None => String::new(),
        };
        vec![
            line(choice.line),
            cell(&choice.name),
            reason,
            cell(&choice.alternatives.join(", ")),
        ]
    });
    table(&mut all, "Choices", &["Line", "Choice", "Reason", "Alternatives"], rows);
    let rows = page
        .quantities
        .iter()
        .map(|figure| vec![line(figure.line), cell(&figure.text), cell(&figure.faces.join(", "))]);
    table(&mut all, "Quantities", &["Line", "As written", "That is"], rows);
    let rows = page.findings.iter().map(|finding| {
        let rule = format!("[{}]({})", finding.rule, finding.url);
        vec![
            line(finding.line),
            finding.level.name().to_owned(),
            rule,
            cell(&finding.message),
        ]
    });
    table(&mut all, "Findings", &["Line", "Level", "Rule", "What"], rows);
    let rows = page.questions.iter().map(|(at, text)| vec![line(*at), cell(text)]);
    table(&mut all, "Open questions", &["Line", "Question"], rows);
    let rows = page.out_of_scope.iter().map(|(at, text)| vec![line(*at), cell(text)]);
    table(&mut all, "Out of scope", &["Line", "What"], rows);
    format!("{}\n", all.trim_end())
}

/// How many findings there are of each level.
pub fn counts(page: &Page) -> String {
    let counts = Level::ALL.iter().filter(|level| page.count(**level) > 0);
    let counts: Vec<String> = counts
        .map(|level| format!("{} × {}", page.count(*level), level.name()))
        .collect();
    if counts.is_empty() {
        "no findings".to_owned()
    } else {
        counts.join(", ")
    }
}

/// A heading and a table; neither where there are no rows.
pub fn table(all: &mut String, title: &str, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let rows: Vec<String> = rows.map(|row| format!("| {} |", row.join(" | "))).collect();
    if rows.is_empty() {
        return;
    }
    let rule = vec!["---"; head.len()].join(" | ");
    let _ = writeln!(
        all,
        "## {title}\n\n| {} |\n| {rule} |\n{}\n",
        head.join(" | "),
        rows.join("\n")
    );
}

fn line(line: usize) -> String {
    line.to_string()
}

/// What is missing.
fn gap(words: &str) -> String {
    format!("**{words}**")
}

fn places(places: &[(usize, String)]) -> String {
    let named = by_name(places).into_iter().map(|(name, lines)| {
        let listed = lines.join(", ");
        match (name.is_empty(), lines.len()) {
            (true, 1) => format!("line {listed}"),
            (true, _) => format!("lines {listed}"),
            (false, _) => format!("{} ({listed})", cell(name)),
        }
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Text as it may stand in a cell.
pub fn cell(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace('<', "&lt;")
        .replace(['\r', '\n'], " ")
}
