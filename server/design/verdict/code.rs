//! Texts about code: what a program needs to run, packages, and how files are laid out.

use super::Evidence;
use super::against::is_listed;
use crate::design::Reading;
use crate::design::requirements::{Requirement, Requirements};
use crate::design::sections::Section;
use crate::knowledge::normal_title;
use crate::markdown::{Block, fold};

/// All that is required stands in one section, and is what has to be installed, or the machine for it: "Python 3.9+",
/// "Node.js v18 or later", "RAM: 8 GB".
pub(super) fn needs_to_run(reading: &Reading, sections: &[Section], requirements: &Requirements) -> Option<String> {
    let all = || requirements.functional.iter().chain(&requirements.non_functional);
    let first = all().min_by_key(|requirement| requirement.span.start)?;
    let opener = |requirement: &Requirement| sections[requirement.section].opener;
    if all().any(|requirement| opener(requirement) != opener(first)) {
        return None;
    }
    let line = |requirement: &Requirement| {
        let words = &reading.outline.words[requirement.words.clone()];
        words.lines().next().unwrap_or_default().trim()
    };
    let is_machine = |requirement: &&Requirement| {
        const PARTS: [&str; 8] = [
            "os",
            "operating system",
            "ram",
            "memory",
            "disk",
            "disk space",
            "cpu",
            "gpu",
        ];
        let label = line(requirement).split_once(':').map(|(label, _)| fold(label.trim()));
        label.is_some_and(|label| PARTS.contains(&label.as_str()))
    };
    let mut begins = [Some(first), requirements.functional.first()].into_iter().flatten();
    let program = begins.find(|requirement| is_program(reading, line(requirement)));
    let needed = program.or_else(|| (all().filter(is_machine).count() > 1).then_some(first))?;
    Some(format!(
        "its requirements (“{}”) are what a program needs to run",
        line(needed)
    ))
}

/// "Python >= 3.9", "We support Python version 3.9 and up", "pip install pyyaml"; not "A node answers 10k requests".
fn is_program(reading: &Reading, line: &str) -> bool {
    const NEAR: usize = 5;
    const INSTALLERS: [&str; 10] = [
        "pip", "pipx", "npm", "npx", "pnpm", "yarn", "uv", "uvx", "poetry", "conda",
    ];
    let folded = fold(line);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let runtimes = reading.knowledge.gate("runtime");
    // "python>=3.9" is one word.
    let parts = |word: &'_ str| word.find(['>', '=', '<', '~', '^']).unwrap_or(word.len());
    let name = |word: &str| {
        let name = &word[..parts(word)];
        name.trim_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '#')
            .to_owned()
    };
    let near = words.iter().take(NEAR);
    let Some(at) = near.clone().position(|word| runtimes.contains(&name(word))) else {
        return false;
    };
    let said = &words[at + 1..];
    let between = |word: &&&str| matches!(**word, "version" | "versions" | "is" | ">=" | "≥" | ">");
    let version = said.iter().find(|word| !between(word));
    let installs = INSTALLERS.contains(&name(words[at]).as_str());
    is_version(&words[at][parts(words[at])..])
        || version.is_some_and(|word| is_version(word))
        || installs && said.iter().take(3).any(|word| word.starts_with("install"))
}

/// `3.9+`, `>=3.6`, `v18`, `3.11,`; not `10k`.
fn is_version(word: &str) -> bool {
    let number = word.trim_start_matches(['>', '=', '<', '~', '^', '(', 'v']);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | 'x'));
    number.starts_with(|c: char| c.is_ascii_digit()) && !rest.starts_with(char::is_alphanumeric)
}

/// The title, or the first heading, is the name of a package: `@towers/bell`.
pub(super) fn names_package(reading: &Reading, evidence: &Evidence) -> Option<String> {
    let mut headings = reading.outline.blocks.iter().filter(|block| block.level().is_some());
    let first = headings.next().map_or("", |block| reading.outline.words_of(block));
    let is_package = |title: &&str| {
        let parts = title.trim().strip_prefix('@').and_then(|name| name.split_once('/'));
        let is_name = |name: &str| {
            let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            !name.is_empty() && name.chars().all(allowed)
        };
        parts.is_some_and(|(scope, name)| is_name(scope) && is_name(name))
    };
    let name = [evidence.title, first].into_iter().find(is_package)?;
    Some(format!("its title (“{}”) is the name of a package", name.trim()))
}

/// The title promises no design of a system, and headings tell where the code lies: "Directory structure", `storage.py`.
pub(super) fn lays_out_code(reading: &Reading, evidence: &Evidence) -> Option<String> {
    if evidence.telling || evidence.promised {
        return None;
    }
    // Goals are those of a program as well as those of a system.
    let least = if evidence.asks { 3 } else { 2 };
    let known = reading.knowledge.gate("code");
    let headings = reading.outline.blocks.iter().filter(|block| block.level().is_some());
    let mut marks: Vec<String> = headings
        .skip(1)
        .filter_map(|block| {
            let words = reading.outline.words_of(block).trim();
            let is_mark = is_listed(known, &normal_title(words)) || names_code(reading, block);
            is_mark.then(|| words.to_owned())
        })
        .collect();
    marks.sort_unstable();
    marks.dedup();
    (marks.len() >= least).then(|| {
        let shown = marks[..least].join(", ");
        format!("its headings ({shown}) are those of a description of code")
    })
}

/// `src/store/`, `router.py`, `app.core.cache`, `tool run <file>`: files, modules and commands.
fn names_code(reading: &Reading, block: &Block) -> bool {
    const ENDINGS: [&str; 10] = [".py", ".ts", ".tsx", ".rs", ".go", ".java", ".kt", ".rb", ".cs", ".cpp"];
    const FOLDERS: [&str; 4] = ["src/", "lib/", "tests/", "packages/"];
    let outline = reading.outline;
    let is_file = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        ENDINGS.iter().any(|ending| word.ends_with(ending)) || FOLDERS.iter().any(|folder| word.starts_with(folder))
    };
    let first = outline.code.partition_point(|code| code.start < block.words.start);
    let inside = outline.code[first..]
        .iter()
        .take_while(|code| code.end <= block.words.end);
    let is_module_or_command = |code: &str| {
        let parts = code
            .split('.')
            .filter(|part| part.starts_with(|c: char| c.is_ascii_lowercase()));
        parts.count() > 1 && !code.contains(' ') || [" --", " <"].iter().any(|mark| code.contains(mark))
    };
    outline.words_of(block).split_whitespace().any(is_file)
        || inside
            .clone()
            .any(|code| is_module_or_command(&outline.words[code.clone()]))
}
