//! Settings, and what a rule being switched off makes of them.

use super::driver::Seen;
use draftsman::design::Design;
use draftsman::rules::{self, RULES};
use draftsman::text;
use draftsman::workspace::{FILE, Workspace, switch_off};
use std::path::{Path, PathBuf};

pub fn check(input: &[u8], seen: &mut Seen) {
    let text = String::from_utf8_lossy(input).into_owned();
    let folder = PathBuf::from("/nowhere-at-all");
    let file = folder.join(FILE);
    let unsaved = {
        let (text, file) = (text.clone(), file.clone());
        move |path: &Path| match path == file {
            true => Some(text.clone()),
            false => path.ends_with("notes.md").then(|| "- Term - a note\n".to_owned()),
        }
    };
    let workspace = Workspace::new(Box::new(unsaved));
    let document = folder.join("design.md");
    let settings = workspace.settings(Some(&document));
    seen.note("broken", usize::from(settings.is_broken));
    for problem in &settings.problems {
        let what: String = problem
            .message
            .chars()
            .filter(|letter| letter.is_ascii_lowercase())
            .take(12)
            .collect();
        seen.note(what, 1);
        assert!(problem.line >= 1 && problem.column >= 1);
        if problem.path == file {
            assert!(problem.span.start <= text.len(), "{problem}");
            assert!(problem.line <= text.matches('\n').count() + 1, "{problem}");
        }
    }
    let design = Design::read(
        "# Design a shop\n\n## API Design\n\nWords.\n",
        settings.knowledge.clone(),
    );
    settings.verdict(Some(&document), &design);
    seen.note("found", rules::check(&design, &settings.levels).len());
    let rule = RULES[text.len() % RULES.len()].name;
    if let Some(edit) = switch_off(&file, &text, rule) {
        let after = text::apply(&text, &[edit]);
        assert!(
            switch_off(&file, &after, rule).is_none_or(|edit| text::apply(&after, &[edit]) == after),
            "twice: {after}"
        );
        seen.note("switched off", 1);
    }
}
