//! The way from the requirements through the interface and the parts to the deep dives, in which a gap shows as a gap.

use super::page::one_line;
use crate::cli::documents::Document;
use crate::cli::junit::escaped;
use crate::design::{Design, Requirement};
use crate::knowledge::Part;
use crate::text::Span;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Four columns of boxes, and lines between them.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    columns: [Vec<Node>; 4],
    /// From a box to a box: the column and the place in it.
    edges: BTreeSet<(Place, Place)>,
}

type Place = (usize, usize);

#[derive(Clone, Debug)]
struct Node {
    line: usize,
    label: String,
    /// Nothing in the design answers it.
    is_gap: bool,
}

const TITLES: [&str; 4] = ["Requirements", "API", "High level design", "Deep dives"];
/// In characters.
const LABEL: usize = 27;
const WIDTH: usize = 230;
const STEP: usize = 290;
const HEIGHT: usize = 34;
const ROW: usize = 48;
const TOP: usize = 44;

impl Drawing {
    /// Draws a document.
    pub fn of(document: &Document) -> Drawing {
        let design = &document.design;
        let mut drawing = Drawing::default();
        let mut named = BTreeSet::new();
        for endpoint in &design.endpoints {
            let label = format!("{} {}", endpoint.method, endpoint.path);
            if named.insert(label.clone()) {
                drawing.node(1, document.lines.line(endpoint.span.start), &label);
            }
        }
        let asked = design
            .requirements
            .functional
            .iter()
            .chain(&design.requirements.non_functional);
        for requirement in asked.filter(|requirement| !requirement.empty) {
            drawing.requirement(document, requirement);
        }
        drawing.in_order()
    }

    /// Whether there is anything to see.
    pub fn is_empty(&self) -> bool {
        self.columns[0].is_empty()
    }

    fn requirement(&mut self, document: &Document, requirement: &Requirement) {
        let design = &document.design;
        let words = one_line(&design.outline.words[requirement.words.clone()]);
        let from = self.node(0, document.lines.line(requirement.span.start), &words);
        let mut stops: Vec<Place> = Vec::new();
        for answer in &requirement.answers {
            let part = answer.section.map(|section| design.sections[section].part);
            let column = match part {
                Some(Part::Api) => 1,
                Some(Part::DeepDive) => 3,
                Some(Part::Functional | Part::NonFunctional) => continue,
                _ => 2,
            };
            // The clearest place of each column comes first, and is enough for a drawing.
            if stops.iter().any(|stop| stop.0 == column) {
                continue;
            }
            let said = match answer.section.filter(|_| column == 1) {
                Some(section) => endpoint(design, section, &answer.span),
                None => answer.span.clone(),
            };
            let label = one_line(design.text.get(said.clone()).unwrap_or_default());
            stops.push(self.node(column, document.lines.line(said.start), plain(&label)));
        }
        stops.sort_unstable();
        self.columns[0][from.1].is_gap = stops.is_empty();
        let starts = std::iter::once(&from).chain(&stops);
        self.edges.extend(starts.copied().zip(stops.iter().copied()));
    }

    /// The boxes of each column in the order of their lines.
    fn in_order(mut self) -> Drawing {
        let mut moved: Vec<Vec<usize>> = Vec::new();
        for nodes in &mut self.columns {
            let mut order: Vec<usize> = (0..nodes.len()).collect();
            order.sort_by_key(|at| nodes[*at].line);
            let mut places = vec![0; nodes.len()];
            for (place, at) in order.iter().enumerate() {
                places[*at] = place;
            }
            moved.push(places);
            nodes.sort_by_key(|node| node.line);
        }
        let place = |(column, at): Place| (column, moved[column][at]);
        self.edges = self
            .edges
            .into_iter()
            .map(|(from, to)| (place(from), place(to)))
            .collect();
        self
    }

    /// The box of a line in a column, made where there is none yet.
    fn node(&mut self, column: usize, line: usize, label: &str) -> Place {
        let nodes = &mut self.columns[column];
        let place = nodes.iter().position(|node| node.line == line).unwrap_or_else(|| {
            nodes.push(Node {
                line,
                label: shortened(label),
                is_gap: false,
            });
            nodes.len() - 1
        });
        (column, place)
    }

    /// As a Mermaid flowchart.
    pub fn mermaid(&self) -> String {
        let mut all = "flowchart LR\n".to_owned();
        for (column, nodes) in self.columns.iter().enumerate() {
            if nodes.is_empty() {
                continue;
            }
            let _ = writeln!(all, "  subgraph s{column}[\"{}\"]", TITLES[column]);
            for (at, node) in nodes.iter().enumerate() {
                let class = if node.is_gap { ":::gap" } else { "" };
                let _ = writeln!(all, "    n{column}_{at}[\"{}\"]{class}", quoted(&node.label));
            }
            all.push_str("  end\n");
        }
        for ((a, b), (c, d)) in &self.edges {
            let _ = writeln!(all, "  n{a}_{b} --> n{c}_{d}");
        }
        for (at, _) in self.columns[0].iter().enumerate().filter(|(_, node)| node.is_gap) {
            let _ = writeln!(all, "  n0_{at} -.- g{at}([\"?\"]):::gap");
        }
        all.push_str("  classDef gap stroke:#c2410c,stroke-width:2px,stroke-dasharray:5 4\n");
        all
    }

    /// As SVG that takes its colours from the page.
    pub fn svg(&self) -> String {
        let rows = self.columns.iter().map(Vec::len).max().unwrap_or_default();
        let (width, height) = (3 * STEP + WIDTH + 2, TOP + rows * ROW + 4);
        let mut svg = format!(
            "<svg class=\"drawing\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-label=\"From the requirements through API and parts to the deep dives\">\n"
        );
        for (column, title) in TITLES.iter().enumerate() {
            let _ = writeln!(
                svg,
                "<text class=\"column\" x=\"{}\" y=\"20\">{title}</text>",
                column * STEP + 1
            );
        }
        for &((a, b), (c, d)) in &self.edges {
            let (x1, y1) = (a * STEP + WIDTH + 1, middle(b));
            let (x2, y2) = (c * STEP + 1, middle(d));
            let bend = (x1 + x2) / 2;
            let _ = writeln!(
                svg,
                "<path class=\"edge\" d=\"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}\"/>"
            );
        }
        for (column, nodes) in self.columns.iter().enumerate() {
            for (at, node) in nodes.iter().enumerate() {
                let (x, y) = (column * STEP + 1, TOP + at * ROW);
                let class = if node.is_gap { "node gap" } else { "node" };
                let _ = writeln!(
                    svg,
                    "<g class=\"{class}\"><title>line {}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" \
                     height=\"{HEIGHT}\" rx=\"6\"/><text x=\"{}\" y=\"{}\">{}</text></g>",
                    node.line,
                    x + 10,
                    y + 22,
                    escaped(&node.label)
                );
                if node.is_gap {
                    let end = x + WIDTH + 26;
                    let _ = writeln!(
                        svg,
                        "<path class=\"edge gap\" d=\"M{} {}H{end}\"/><text class=\"gap\" x=\"{}\" y=\"{}\">?</text>",
                        x + WIDTH,
                        middle(at),
                        end + 5,
                        middle(at) + 5
                    );
                }
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

fn middle(row: usize) -> usize {
    TOP + row * ROW + HEIGHT / 2
}

/// A line without what marks it as heading or item.
fn plain(line: &str) -> &str {
    line.trim_start_matches(['#', '-', '*', '+', '|', '>', ' ', '`'])
}

/// The endpoint that a place in a section of the interface belongs to: what it takes and gives stands below it.
fn endpoint(design: &Design, section: usize, place: &Span) -> Span {
    let within = design.sections[section].span.start..=place.end;
    let above = design.endpoints.iter().map(|endpoint| &endpoint.span);
    let last = above
        .filter(|span| within.contains(&span.start))
        .max_by_key(|span| span.start);
    last.unwrap_or(place).clone()
}

fn shortened(label: &str) -> String {
    let label = label.replace(['*', '`'], "");
    match label.char_indices().nth(LABEL) {
        None => label,
        Some((end, _)) => format!("{}…", label[..end].trim_end()),
    }
}

/// A label inside the quotes of Mermaid.
fn quoted(label: &str) -> String {
    label
        .replace('#', "#35;")
        .replace('"', "#quot;")
        .replace('<', "#lt;")
        .replace('>', "#gt;")
}
