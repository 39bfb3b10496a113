//! Printing what has changed in designs since a revision.

use super::documents::{Document, Reader, is_failure};
use super::rendering::counted;
use super::since::{self, Changes};
use super::{Output, files};
use crate::workspace::Problem;
use serde_json::json;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What is to be compared.
pub struct Comparison<'a> {
    /// A commit, branch or tag.
    pub revision: &'a str,
    /// Files, folders and patterns.
    pub paths: &'a [PathBuf],
    /// One JSON object a design, in place of sentences.
    pub as_json: bool,
    /// End with 0 whatever is left open.
    pub exit_zero: bool,
}

/// Prints the changes of each design, and ends with 1 where something should have changed too.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(comparison: &Comparison<'_>, output: &mut Output) -> io::Result<ExitCode> {
    let reader = Reader::default();
    let files = files::find(comparison.paths, &reader);
    let first = files
        .first()
        .and_then(|file| file.parent())
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Err(message) = since::verify(comparison.revision, first.unwrap_or(std::path::Path::new("."))) {
        output.flush()?;
        let _ = writeln!(io::stderr(), "error: {message}");
        return Ok(ExitCode::from(2));
    }
    let (mut changed, mut open, mut read) = (0, 0, 0);
    let compare = |document: Document| {
        let changes = changes(comparison.revision, &reader, &document);
        (document.name, changes)
    };
    reader.each(&files, compare, |(name, changes)| {
        read += 1;
        match changes {
            Ok(Some(changes)) => {
                changed += 1;
                open += changes.open.len();
                output.text(&written(&name, &changes, comparison.as_json))
            }
            Ok(None) => Ok(()),
            Err(problem) => {
                reader.problem(problem);
                Ok(())
            }
        }
    })?;
    output.flush()?;
    let problems = reader.problems();
    output.problems(&problems);
    let is_failed = is_failure(&problems);
    if is_failed && read == 0 {
        return Ok(ExitCode::from(2));
    }
    let summary = match changed {
        0 => format!("No design says anything else than at {}.", comparison.revision),
        _ => {
            let designs = counted(changed, "design has", "designs have");
            let left = counted(open, "thing is left open", "things are left open");
            format!("{designs} changed in meaning since {}; {left}.", comparison.revision)
        }
    };
    if comparison.as_json {
        let _ = writeln!(io::stderr(), "{summary}");
    } else {
        output.line(&summary)?;
    }
    Ok(if (open > 0 || is_failed) && !comparison.exit_zero {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// What has changed in a document; nothing where it says what it said.
fn changes(revision: &str, reader: &Reader, document: &Document) -> Result<Option<Changes>, Problem> {
    if !document.verdict.is_design {
        return Ok(None);
    }
    let before = since::before(revision, &document.path);
    let before = before.map_err(|message| Problem::in_file(&document.path, message))?;
    let Some(before) = before else {
        let new = Changes {
            changes: vec!["the design is new".to_owned()],
            open: Vec::new(),
        };
        return Ok(Some(new));
    };
    if before == document.design.text {
        return Ok(None);
    }
    let changes = since::compare(&reader.document(&document.path, before)?, document);
    Ok((changes != Changes::default()).then_some(changes))
}

fn written(name: &str, changes: &Changes, as_json: bool) -> String {
    if as_json {
        return format!(
            "{}\n",
            json!({"path": name, "changes": changes.changes, "open": changes.open})
        );
    }
    let changed = changes.changes.iter().map(|change| format!("  {change}\n"));
    let open = changes.open.iter().map(|open| format!("  open: {open}\n"));
    format!("{name}\n{}\n", changed.chain(open).collect::<String>())
}
