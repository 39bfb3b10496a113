//! The page as one HTML file: no network, no scripts; light and dark, on paper and on a phone.

use super::markdown::counts;
use super::page::{Page, Weighed, by_name};
use crate::cli::junit::escaped;
use std::fmt::Write;

/// The whole file.
pub fn page(page: &Page) -> String {
    let mut body = format!(
        "<header><h1>{}</h1>\n<p class=\"facts\"><code>{}</code> <span class=\"chip\">{}</span> <span class=\"chip\">{}</span></p>",
        escaped(&page.title),
        escaped(&page.path),
        escaped(page.stance),
        escaped(&counts(page))
    );
    if !page.verdict.0 {
        let _ = write!(
            body,
            "<p class=\"gap\">This file is not taken for a design: {}.</p>",
            escaped(&page.verdict.1)
        );
    }
    body.push_str("</header>\n");
    if !page.drawing.is_empty() {
        let _ = writeln!(
            body,
            "<section><h2>From requirement to deep dive</h2>\n<div class=\"wide\">{}</div></section>",
            page.drawing.svg()
        );
    }
    let rows = page.functional.iter().map(|asked| {
        let answers = asked.gap.map_or_else(|| places(&asked.answers), gap);
        vec![asked.line.to_string(), escaped(&asked.text), answers]
    });
    table(
        &mut body,
        "Functional requirements",
        &["Line", "Requirement", "Answered"],
        rows,
    );
    let head = ["Quality", "Stated", "Targets", "Techniques", "Choices", "Answered"];
    table(
        &mut body,
        "Coverage of the qualities",
        &head,
        page.qualities.iter().map(quality),
    );
    let rows = page.choices.iter().map(|choice| {
        let reason = match &choice.reason {
            Some(reason) => escaped(reason),
            None if choice.needs_reason => gap("no reason"),
            None => String::new(),
        };
        let name = format!("<b>{}</b>", escaped(&choice.name));
        vec![
            choice.line.to_string(),
            name,
            reason,
            escaped(&choice.alternatives.join(", ")),
        ]
    });
    table(
        &mut body,
        "Choices",
        &["Line", "Choice", "Reason", "Alternatives"],
        rows,
    );
    let rows = page.quantities.iter().map(|figure| {
        vec![
            figure.line.to_string(),
            escaped(&figure.text),
            escaped(&figure.faces.join(", ")),
        ]
    });
    table(&mut body, "Quantities", &["Line", "As written", "That is"], rows);
    let rows = page.findings.iter().map(|finding| {
        let level = format!("<span class=\"level {0}\">{0}</span>", finding.level.name());
        let rule = format!("<a href=\"{}\">{}</a>", escaped(&finding.url), finding.rule);
        vec![finding.line.to_string(), level, rule, message(&finding.message)]
    });
    table(&mut body, "Findings", &["Line", "Level", "Rule", "What"], rows);
    let rows = page
        .questions
        .iter()
        .map(|(line, text)| vec![line.to_string(), escaped(text)]);
    table(&mut body, "Open questions", &["Line", "Question"], rows);
    let rows = page
        .out_of_scope
        .iter()
        .map(|(line, text)| vec![line.to_string(), escaped(text)]);
    table(&mut body, "Out of scope", &["Line", "What"], rows);
    whole(&page.title, &body)
}

/// A file around a body.
pub fn whole(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>\n{}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escaped(title),
        include_str!("report.css")
    )
}

/// A section with a table; nothing where there are no rows. On a phone each cell carries the name of its column.
pub fn table(body: &mut String, title: &str, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let names: String = head
        .iter()
        .map(|name| format!("<th scope=\"col\">{name}</th>"))
        .collect();
    let _ = writeln!(
        body,
        "<section><h2>{title}</h2>\n<table><thead><tr>{names}</tr></thead><tbody>"
    );
    for row in rows {
        let cells = head.iter().zip(row);
        let cells: String = cells
            .map(|(name, cell)| format!("<td data-name=\"{name}\">{cell}</td>"))
            .collect();
        let _ = writeln!(body, "<tr>{cells}</tr>");
    }
    body.push_str("</tbody></table></section>\n");
}

fn quality(quality: &Weighed) -> Vec<String> {
    let stated: Vec<String> = quality.stated.iter().map(|line| format!("line {line}")).collect();
    vec![
        format!("<b>{}</b>", escaped(&quality.name)),
        if stated.is_empty() {
            gap("not stated")
        } else {
            stated.join(", ")
        },
        escaped(&quality.targets.join(", ")),
        places(&quality.techniques),
        places(&quality.choices),
        quality.gap.map_or_else(|| places(&quality.answers), gap),
    ]
}

fn places(places: &[(usize, String)]) -> String {
    let named = by_name(places).into_iter().map(|(name, lines)| {
        let name = if name.is_empty() {
            String::new()
        } else {
            format!("{} ", escaped(name))
        };
        let word = if lines.len() == 1 { "line" } else { "lines" };
        format!("{name}<small>{word} {}</small>", lines.join(", "))
    });
    named.collect::<Vec<_>>().join("<br>")
}

/// A message, with what it quotes set as code.
fn message(text: &str) -> String {
    let text = escaped(text);
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return text;
    }
    let set = |(index, piece): (usize, &&str)| match index % 2 {
        0 => (*piece).to_owned(),
        _ => format!("<code>{piece}</code>"),
    };
    pieces.iter().enumerate().map(set).collect()
}

fn gap(words: &str) -> String {
    format!("<span class=\"gap\">{words}</span>")
}
