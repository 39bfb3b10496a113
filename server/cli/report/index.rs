//! An index over the designs of a folder.

use super::html;
use super::markdown::{cell, table};
use super::page::{stance, title};
use crate::cli::documents::Document;
use crate::cli::files::shown;
use crate::cli::junit::escaped;
use crate::cli::rendering::{Entry, counted};
use crate::design::{REPORT, Role};
use crate::rules::Level;
use std::path::Path;

/// A design of the index.
pub struct Row {
    title: String,
    path: String,
    /// The path as seen from the folder.
    link: String,
    state: String,
    stance: &'static str,
    stores: Vec<String>,
    /// How many findings there are, the gravest level first.
    findings: [usize; 4],
}

/// Categories of the catalogue that keep data.
const STORES: &[&str] = &[
    "relational",
    "distributed-sql",
    "document",
    "key-value",
    "key-value-cache",
    "wide-column",
    "graph",
    "search",
    "time-series",
    "vector",
    "cache",
    "blob",
    "file",
    "lakehouse",
    "olap",
    "warehouse",
];

impl Row {
    /// What the index says about a document.
    pub fn of(document: &Document, folder: &Path) -> Row {
        let design = &document.design;
        let entries = Entry::of(document, &[]);
        let count = |level: Level| {
            Entry::counting(&entries)
                .filter(|finding| finding.level == level)
                .count()
        };
        let kinds = design.knowledge.sections.len();
        let written = (0..kinds).filter(|kind| {
            let part = design.knowledge.sections[*kind].part;
            design.sections_of(part).any(|section| !section.empty)
        });
        let mut stores: Vec<String> = design
            .choices
            .iter()
            .filter(|choice| matches!(choice.role, Role::Chosen { .. }))
            .map(|choice| design.technology(choice.technology))
            .filter(|technology| technology.is_named() && STORES.contains(&technology.category.as_str()))
            .map(|technology| technology.name.clone())
            .collect();
        stores.sort();
        stores.dedup();
        Row {
            title: title(document),
            path: document.name.clone(),
            link: shown(document.path.strip_prefix(folder).unwrap_or(&document.path)),
            state: format!("{} of {kinds} sections", written.count()),
            stance: stance(design),
            stores,
            findings: Level::ALL.map(count),
        }
    }

    fn found(&self) -> String {
        let named = Level::ALL.iter().zip(self.findings).filter(|(_, count)| *count > 0);
        let named: Vec<String> = named
            .map(|(level, count)| format!("{count} × {}", level.name()))
            .collect();
        if named.is_empty() {
            "none".to_owned()
        } else {
            named.join(", ")
        }
    }
}

const HEAD: [&str; 5] = ["Design", "State", "Stance", "Stores", "Findings"];

/// The index as Markdown.
pub fn markdown(rows: &[Row], others: usize) -> String {
    let mut all = format!("{REPORT}\n\n# Designs\n\n{}\n\n", sentence(rows, others));
    let cells = rows.iter().map(|row| {
        let link = address(&row.link).replace('(', "%28").replace(')', "%29");
        let title = cell(&row.title).replace('[', "\\[").replace(']', "\\]");
        vec![
            format!("[{title}]({link})"),
            row.state.clone(),
            row.stance.to_owned(),
            cell(&row.stores.join(", ")),
            row.found(),
        ]
    });
    table(&mut all, "All designs", &HEAD, cells);
    format!("{}\n", all.trim_end())
}

/// The index as HTML.
pub fn html(rows: &[Row], others: usize) -> String {
    let mut body = format!(
        "<header><h1>Designs</h1>\n<p class=\"facts\">{}</p></header>\n",
        sentence(rows, others)
    );
    let cells = rows.iter().map(|row| {
        let link = address(&row.link);
        vec![
            format!(
                "<a href=\"{}\">{}</a><br><small>{}</small>",
                escaped(&link),
                escaped(&row.title),
                escaped(&row.path)
            ),
            row.state.clone(),
            row.stance.to_owned(),
            escaped(&row.stores.join(", ")),
            row.found(),
        ]
    });
    html::table(&mut body, "All designs", &HEAD, cells);
    html::whole("Designs", &body)
}

/// A path as the target of a link.
fn address(path: &str) -> String {
    path.replace('%', "%25")
        .replace(' ', "%20")
        .replace('#', "%23")
        .replace('?', "%3F")
}

fn sentence(rows: &[Row], others: usize) -> String {
    let designs = counted(rows.len(), "design", "designs");
    let others = if others == 0 {
        String::new()
    } else {
        format!("; {}", counted(others, "other file is not one", "other files are none"))
    };
    format!("{designs}{others}")
}
