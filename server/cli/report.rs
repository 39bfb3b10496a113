//! `draftsman report`: a design on one page, or an index over many.

mod drawing;

mod html;

mod index;

mod markdown;

mod page;

use super::documents::{Document, Reader, is_failure};
use super::lines::Lines;
use super::{Output, files, fix};
use crate::design::{Design, Verdict};
use crate::workspace::{Problem, Settings};
use index::Row;
use page::Page;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// What `report` is asked for.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// A design; of a folder an index over its designs.
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    /// How the page is written.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// The file to write, in place of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Markdown with a Mermaid drawing.
    Markdown,
    /// One HTML file that needs neither network nor scripts.
    Html,
}

/// Writes the page.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(arguments: &Arguments, output: &mut Output) -> io::Result<ExitCode> {
    let reader = Reader::default();
    let text = if arguments.path.is_dir() {
        index(arguments, &reader)?
    } else {
        match reader.read(&arguments.path) {
            Ok(document) => Some(page(arguments.format, &document)),
            Err(problem) => {
                reader.problem(problem);
                None
            }
        }
    };
    let Some(text) = text else {
        output.problems(&reader.problems());
        return Ok(ExitCode::from(2));
    };
    match &arguments.output {
        None => output.text(&text)?,
        Some(file) => {
            if let Err(error) = fix::write(file, &text) {
                reader.problem(Problem::in_file(file, format!("the report cannot be written: {error}")));
                output.problems(&reader.problems());
                return Ok(ExitCode::from(2));
            }
        }
    }
    let problems = reader.problems();
    output.problems(&problems);
    Ok(if is_failure(&problems) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The report of a text in Markdown, as it stands in an editor: `path` is what holds for it, `name` what it is called.
pub fn of_text(path: &Path, name: &str, text: String, settings: Arc<Settings>, verdict: Verdict) -> String {
    let design = Design::read(text, settings.knowledge.clone());
    let document = Document {
        path: path.to_path_buf(),
        name: name.to_owned(),
        lines: Lines::new(&design.text),
        settings,
        design,
        verdict,
    };
    page(Format::Markdown, &document)
}

/// A design on a page.
pub fn page(format: Format, document: &Document) -> String {
    let page = Page::of(document);
    match format {
        Format::Markdown => markdown::page(&page),
        Format::Html => html::page(&page),
    }
}

/// The index; nothing where not one file could be read.
fn index(arguments: &Arguments, reader: &Reader) -> io::Result<Option<String>> {
    let files = files::find(std::slice::from_ref(&arguments.path), reader);
    let mut rows: Vec<Row> = Vec::new();
    let mut others = 0;
    let row = |document: Document| document.verdict.is_design.then(|| Row::of(&document, &arguments.path));
    reader.each(&files, row, |row| {
        match row {
            Some(row) => rows.push(row),
            None => others += 1,
        }
        Ok(())
    })?;
    if rows.is_empty() && others == 0 && is_failure(&reader.problems()) {
        return Ok(None);
    }
    Ok(Some(match arguments.format {
        Format::Markdown => index::markdown(&rows, others),
        Format::Html => index::html(&rows, others),
    }))
}
