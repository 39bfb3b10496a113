//! `draftsman rules`: the rule book at a glance.

use super::Output;
use super::documents::Reader;
use crate::rules::RULES;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Prints each rule with the level it has here and what it is about.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(output: &mut Output) -> io::Result<ExitCode> {
    let reader = Reader::default();
    let settings = match reader.settings(Path::new("design.md")) {
        Ok(settings) => settings,
        Err(problem) => {
            output.problems(&[problem]);
            return Ok(ExitCode::from(2));
        }
    };
    output.problems(&reader.problems());
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for rule in RULES {
        let level = settings.levels.of_rule(rule).map_or("off", |level| level.name());
        let summary: Vec<&str> = rule.summary().split_whitespace().collect();
        output.line(&format!("{:width$}  {level:11}  {}", rule.name, summary.join(" ")))?;
    }
    output.line("\n`draftsman explain RULE` shows the page of a rule. Rules report at this level or a lower one.")?;
    Ok(ExitCode::SUCCESS)
}
