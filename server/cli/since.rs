//! `draftsman check --since REV`: what has changed in the meaning of designs since a revision, and what should have
//! changed with it.

mod moves;

mod parts;

use super::documents::Document;
use super::rendering::counted;
use crate::design::{Design, Requirement, Role, Ruling, Side};
use crate::knowledge::Part;
use crate::markdown::{fold, is_same_folded};
pub use moves::Moves;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// What has changed in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What is other than it was, one sentence each.
    pub changes: Vec<String>,
    /// What should have changed too and has not.
    pub open: Vec<String>,
}

impl Changes {
    /// One change of the whole.
    pub fn of(change: &str) -> Changes {
        Changes {
            changes: vec![change.to_owned()],
            open: Vec::new(),
        }
    }
}

/// Whether a revision can be compared with.
///
/// # Errors
///
/// What is wrong, in words: no git, no repository, no such revision.
pub fn verify(revision: &str, folder: &Path) -> Result<(), String> {
    let wanted = format!("{revision}^{{commit}}");
    let arguments = ["rev-parse", "--quiet", "--verify", "--end-of-options", &wanted];
    match git(folder, &arguments) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => match git(folder, &["rev-parse", "--git-dir"])? {
            Some(_) => Err(format!(
                "there is no revision `{revision}`; name a commit, branch or tag"
            )),
            None => Err("this is no git repository; --since needs one".to_owned()),
        },
        Err(error) => Err(error),
    }
}

/// The text of a file at a revision; nothing where it was not there, or was not UTF-8.
///
/// # Errors
///
/// When git cannot be run.
pub fn before(revision: &str, path: &Path) -> Result<Option<String>, String> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    show(folder, &format!("{revision}:./{name}"))
}

/// A text that git keeps.
fn show(folder: &Path, object: &str) -> Result<Option<String>, String> {
    let output = git(folder, &["show", "--no-textconv", "--end-of-options", object])?;
    Ok(output.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// What git prints; nothing where it ends with an error.
fn git(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, String> {
    let run = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let output = run.map_err(|error| format!("git cannot be run: {error}; install it, --since compares through it"))?;
    Ok(output.status.success().then_some(output.stdout))
}

/// Compares the meaning of two versions.
pub fn compare(old: &Document, new: &Document) -> Changes {
    let (old, new) = (&old.design, &new.design);
    let mut all = Changes::default();
    let deepened = deep(old) != deep(new);
    stances(old, new, deepened, &mut all);
    targets(old, new, deepened, &mut all);
    requirements(old, new, &mut all);
    choices(old, new, &mut all);
    parts::compare(old, new, &mut all);
    all
}

fn stances(old: &Design, new: &Design, deepened: bool, all: &mut Changes) {
    let (was, is) = (old.stance.side, new.stance.side);
    if was == is {
        return;
    }
    all.changes
        .push(format!("the stance went from {} to {}", side(was), side(is)));
    if !deepened && is != Side::Undecided && was != Side::Undecided {
        all.open
            .push(format!("the stance is {} now, but no deep dive changed", side(is)));
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Availability => "availability first",
        Side::Consistency => "consistency first",
        Side::Mixed => "mixed",
        Side::Undecided => "undecided",
    }
}

/// The targets of each quality, by its key.
fn targets_of(design: &Design) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let mut all: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for requirement in &design.requirements.non_functional {
        for &id in &requirement.qualities {
            let quality = &design.knowledge.qualities[id];
            let targets = requirement
                .targets
                .iter()
                .map(|target| target.text.split_whitespace().collect::<Vec<_>>().join(" "));
            let entry = all
                .entry(quality.key.clone())
                .or_insert_with(|| (quality.name.clone(), BTreeSet::new()));
            entry.1.extend(targets);
        }
    }
    all
}

fn targets(old: &Design, new: &Design, deepened: bool, all: &mut Changes) {
    let (before, after) = (targets_of(old), targets_of(new));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let none = BTreeSet::new();
        let name = after
            .get(key)
            .or_else(|| before.get(key))
            .map_or("", |(name, _)| name.as_str());
        let name = name.split('/').next().unwrap_or(name).trim();
        let was = before.get(key).map_or(&none, |(_, targets)| targets);
        let is = after.get(key).map_or(&none, |(_, targets)| targets);
        let gone: Vec<&str> = was.difference(is).map(String::as_str).collect();
        let come: Vec<&str> = is.difference(was).map(String::as_str).collect();
        let change = match (gone.as_slice(), come.as_slice()) {
            ([], []) if before.contains_key(key) == after.contains_key(key) => continue,
            ([], []) if after.contains_key(key) => format!("{name} is asked for now"),
            ([], []) => format!("{name} is no longer asked for"),
            ([], come) => format!("{name} has the target {} now", come.join(", ")),
            (gone, []) => format!("{name} has lost the target {}", gone.join(", ")),
            (gone, come) => format!("{name} went from {} to {}", gone.join(", "), come.join(", ")),
        };
        if !deepened && !come.is_empty() && has_deep_dive(new) {
            all.open.push(format!("{change}, but no deep dive changed"));
        }
        all.changes.push(change);
    }
}

fn requirements(old: &Design, new: &Design, all: &mut Changes) {
    let text = |design: &Design, one: &Requirement| {
        let words = &design.outline.words[one.words.clone()];
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let listed =
        |design: &Design, list: &[Requirement]| -> Vec<String> { list.iter().map(|one| text(design, one)).collect() };
    let (was, is) = (
        listed(old, &old.requirements.functional),
        listed(new, &new.requirements.functional),
    );
    let out = listed(new, &new.requirements.out_of_scope);
    let holds = |list: &[String], text: &str| list.iter().any(|other| is_same_folded(other, text));
    let mut gone: Vec<&String> = was.iter().filter(|text| !holds(&is, text)).collect();
    for (requirement, text) in new
        .requirements
        .functional
        .iter()
        .zip(&is)
        .filter(|(_, text)| !holds(&was, text))
    {
        let alike = |other: &&&String| strsim::jaro_winkler(&fold(other), &fold(text));
        let near = gone
            .iter()
            .max_by(|a, b| alike(a).total_cmp(&alike(b)))
            .filter(|other| alike(other) > 0.85);
        match near.copied() {
            Some(other) => {
                all.changes.push(format!(
                    "the requirement \u{201c}{other}\u{201d} reads \u{201c}{text}\u{201d} now"
                ));
                gone.retain(|one| *one != other);
            }
            None => all
                .changes
                .push(format!("the requirement \u{201c}{text}\u{201d} is new")),
        }
        if requirement.answers.is_empty() {
            all.open
                .push(format!("nothing in the design answers \u{201c}{text}\u{201d} yet"));
        }
    }
    for text in gone {
        let where_to = if holds(&out, text) {
            "is out of scope now"
        } else {
            "is gone"
        };
        all.changes
            .push(format!("the requirement \u{201c}{text}\u{201d} {where_to}"));
    }
}

/// The chosen technologies, and whether each says why.
fn chosen(design: &Design) -> BTreeMap<&str, bool> {
    let chosen = design
        .choices
        .iter()
        .filter(|choice| matches!(choice.role, Role::Chosen { .. }));
    let named = chosen.map(|choice| {
        (
            design.technology(choice.technology),
            matches!(choice.ruling, Ruling::Reason { .. }),
        )
    });
    let named = named.filter(|(technology, _)| technology.is_named());
    named
        .map(|(technology, reason)| (technology.name.as_str(), reason))
        .collect()
}

fn choices(old: &Design, new: &Design, all: &mut Changes) {
    let (was, is) = (chosen(old), chosen(new));
    for (name, reason) in &is {
        match was.get(name) {
            None => {
                all.changes.push(format!("{name} is chosen now"));
                if !reason {
                    all.open.push(format!("{name} is chosen now, but nothing says why"));
                }
            }
            Some(true) if !reason => all.changes.push(format!("the reason for {name} is gone")),
            Some(false) if *reason => all.changes.push(format!("{name} has a reason now")),
            Some(_) => {}
        }
    }
    for name in was.keys().filter(|name| !is.contains_key(*name)) {
        all.changes.push(format!("{name} is no longer chosen"));
        let still = new
            .mentions
            .iter()
            .filter(|mention| new.technology(mention.technology).name == **name);
        let places = still.count();
        let weighed = new
            .choices
            .iter()
            .any(|choice| choice.role == Role::Alternative && new.technology(choice.technology).name == **name);
        if places > 0 && !weighed {
            let places = counted(places, "place names", "places name");
            all.open
                .push(format!("{name} is no longer chosen, but {places} it still"));
        }
    }
}

fn has_deep_dive(design: &Design) -> bool {
    design.sections_of(Part::DeepDive).any(|section| !section.empty)
}

/// The words of the deep dives.
fn deep(design: &Design) -> String {
    let dives = design.sections_of(Part::DeepDive);
    let texts = dives.filter_map(|section| design.text.get(section.span.clone()));
    fold(&texts.collect::<Vec<_>>().join("\n"))
}
