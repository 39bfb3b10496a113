//! `draftsman.toml`: what can stand in it, and what is wrong with what does.

use super::text::{Problem, read_source};
use super::{FILE, Named, Unsaved};
use crate::knowledge::{Additions, Knowledge, Part, Technology, snake_case};
use crate::rules::{self, Level, Levels, Preset};
use crate::text::Span;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use toml::Spanned;

/// The settings of draftsman for the documents of a folder and below.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "draftsman.toml")]
struct File {
    /// Notes files below this folder, read before the built-in notes.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    notes: Vec<Spanned<String>>,
    /// Patterns of files that are designs whatever they hold.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    designs: Vec<Spanned<String>>,
    /// Patterns of files that are no designs.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    ignore: Vec<Spanned<String>>,
    /// What the designs are for.
    #[serde(default)]
    preset: Preset,
    /// The level of each rule: error, warning, information, hint or off.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
    /// A team's own headings, by the section that they open.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    sections: BTreeMap<Spanned<String>, Vec<String>>,
    /// More words for qualities, by the quality.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    words: BTreeMap<Spanned<String>, Vec<String>>,
    /// Technologies that the catalogue lacks, or replaces.
    #[serde(default)]
    technology: Vec<Technology>,
}

/// The JSON schema of a settings file; it knows the names of the rules.
pub fn schema() -> serde_json::Value {
    let mut schema = serde_json::Value::from(schemars::schema_for!(File));
    let levels: Vec<&str> = Level::ALL.iter().map(|level| level.name()).chain(["off"]).collect();
    let rule = |rule: &rules::Rule| {
        let summary = rule.summary().split_whitespace().collect::<Vec<_>>().join(" ");
        (
            rule.name.to_owned(),
            serde_json::json!({"description": summary, "enum": levels}),
        )
    };
    let properties: serde_json::Map<_, _> = rules::RULES.iter().map(rule).collect();
    schema["properties"]["rules"] = serde_json::json!({
        "description": "The level of each rule.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    schema
}

/// What a settings file says.
pub struct Found {
    pub additions: Additions,
    pub levels: Levels,
    pub designs: GlobSet,
    pub ignore: GlobSet,
    pub names: Names,
    pub problems: Vec<Problem>,
}

/// Names that only the notes can confirm.
pub struct Names {
    sections: Vec<Named>,
    qualities: Vec<Named>,
    /// The own technologies, with the category of each.
    technologies: Vec<(String, String)>,
}

/// Whose settings they are: what a workspace brings along may name no file outside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// A file of the workspace, by whomever it was written.
    Workspace,
    /// The user's own, kept by their editor.
    User,
}

/// Reads the text of a settings file, and the notes that it names.
pub fn read(path: &Path, text: &str, trust: Trust, unsaved: &Unsaved) -> Result<Found, Problem> {
    let file: File = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let start = span.start.min(text.len());
        // A file that ends too early fails behind its last byte.
        let span = start..span.end.clamp(start + usize::from(start == 0), text.len().max(1));
        let message = misplaced(text).unwrap_or_else(|| match error.message() {
            "missing field `category`" => {
                "a technology needs a `category`: the group of things that can take its place, such as \"queue\" or \"relational\"".to_owned()
            }
            message => one_sentence(message),
        });
        Problem::at(path, text, &span, message)
    })?;
    let mut problems = Vec::new();
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut report = |span: Span, message: String| problems.push(Problem::at(path, text, &span, message));

    let mut levels = Levels::of(file.preset);
    for (name, level) in &file.rules {
        let known = rules::rule(name.get_ref());
        if known.is_none() {
            let near = nearest(name.get_ref(), rules::RULES.iter().map(|rule| rule.name));
            report(
                name.span(),
                format!(
                    "there is no rule `{}`{}",
                    name.get_ref(),
                    did_you_mean(near, "`draftsman rules` lists them")
                ),
            );
        }
        let own = match level.get_ref().as_str() {
            "off" => Some(None),
            word => Level::from_name(word).map(Some),
        };
        match (known, own) {
            (Some(rule), Some(own)) => levels.set(rule, own),
            (_, None) => report(
                level.span(),
                format!(
                    "`{}` is no level; write error, warning, information, hint or off",
                    level.get_ref()
                ),
            ),
            (None, Some(_)) => {}
        }
    }
    let designs = globs(&file.designs, &mut report);
    let ignore = globs(&file.ignore, &mut report);
    let mut notes = Vec::new();
    for named in &file.notes {
        match notes_file(folder, named.get_ref(), trust, unsaved) {
            Ok(read) if notes.iter().any(|(path, _)| *path == read.0) => {
                report(named.span(), format!("`{}` is named twice; leave one", named.get_ref()));
            }
            Ok(read) => notes.push(read),
            Err(message) => report(named.span(), message),
        }
    }
    for technology in &file.technology {
        if technology.names().any(|name| name.trim().is_empty()) {
            let at = text.find("[[technology]]").unwrap_or_default();
            report(at..at + 1, "a technology has an empty name; give it one".to_owned());
        }
    }
    let named = |names: &BTreeMap<Spanned<String>, Vec<String>>| {
        names.keys().map(|name| (name.get_ref().clone(), name.span())).collect()
    };
    let plain = |names: &BTreeMap<Spanned<String>, Vec<String>>| {
        names
            .iter()
            .map(|(name, words)| (name.get_ref().clone(), words.clone()))
            .collect()
    };
    let names = Names {
        sections: named(&file.sections),
        qualities: named(&file.words),
        technologies: file
            .technology
            .iter()
            .map(|technology| (technology.name.clone(), technology.category.clone()))
            .collect(),
    };
    let additions = Additions {
        notes,
        technologies: file
            .technology
            .iter()
            .filter(|technology| technology.names().all(|name| !name.trim().is_empty()))
            .cloned()
            .collect(),
        sections: plain(&file.sections),
        words: plain(&file.words),
    };
    Ok(Found {
        additions,
        levels,
        designs,
        ignore,
        names,
        problems,
    })
}

impl Names {
    /// Says which names the framework in force does not have.
    pub fn check(&self, path: &Path, text: &str, knowledge: &Knowledge, problems: &mut Vec<Problem>) {
        let mut sections: Vec<String> = knowledge.sections.iter().map(|kind| snake_case(&kind.name)).collect();
        sections.extend(knowledge.sections.iter().map(|kind| kind.part.key().to_owned()));
        sections.extend([Part::Estimation, Part::OutOfScope].map(|part| part.key().to_owned()));
        sections.retain(|key| key != "own");
        for (name, span) in &self.sections {
            if Part::from_key(name).is_none() && !sections.contains(&snake_case(name)) {
                let near = nearest(name, sections.iter().map(String::as_str));
                let hint = did_you_mean(near, &format!("the sections are {}", listed(&sections)));
                problems.push(Problem::at(
                    path,
                    text,
                    span,
                    format!("there is no section `{name}`{hint}"),
                ));
            }
        }
        // A group of one's own is well; one that is almost the name of another is a slip.
        let is_own = |name: &str| self.technologies.iter().any(|(own, _)| own == name);
        let others = knowledge
            .technologies
            .iter()
            .filter(|technology| !is_own(&technology.name));
        let categories: BTreeSet<&str> = others.map(|technology| technology.category.as_str()).collect();
        for (name, category) in &self.technologies {
            let near = nearest(category, categories.iter().copied());
            if let Some(near) = near.filter(|_| !categories.contains(category.as_str())) {
                let at = text.find(&format!("\"{category}\"")).unwrap_or_default();
                let message =
                    format!("no other technology is of the category `{category}` of `{name}`; did you mean `{near}`?");
                problems.push(Problem::at(path, text, &(at..at + category.len() + 2), message));
            }
        }
        let qualities: Vec<String> = knowledge.qualities.iter().map(|quality| quality.key.clone()).collect();
        for (name, span) in &self.qualities {
            if knowledge.quality(name).is_none() {
                let near = nearest(name, qualities.iter().map(String::as_str));
                let hint = did_you_mean(near, &format!("the qualities are {}", listed(&qualities)));
                problems.push(Problem::at(
                    path,
                    text,
                    span,
                    format!("there is no quality `{name}`{hint}"),
                ));
            }
        }
    }
}

/// A notes file named in a settings file: its path and its text.
fn notes_file(folder: &Path, name: &str, trust: Trust, unsaved: &Unsaved) -> Result<(PathBuf, String), String> {
    let own = match name.strip_prefix("~/") {
        Some(inside) if trust == Trust::User => std::env::home_dir().map(|home| home.join(inside)),
        _ => None,
    };
    let inside = own.as_deref().unwrap_or(Path::new(name));
    let plain = inside
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if name.trim().is_empty() || (!plain && trust == Trust::Workspace) {
        return Err(format!(
            "notes must lie below the folder of {FILE}; `{name}` does not, so move or copy it there"
        ));
    }
    let path: PathBuf = folder.join(inside).components().collect();
    // Before it is read: where a link leads is nobody's business.
    if let (Trust::Workspace, Ok(home), Ok(real)) = (trust, folder.canonicalize(), path.canonicalize())
        && !real.starts_with(&home)
    {
        return Err(format!(
            "notes `{name}` lead out of the folder of {FILE}; copy them there"
        ));
    }
    let text = unsaved(&path)
        .map_or_else(|| read_source(&path), Ok)
        .map_err(|problem| {
            let place = if problem.span == (0..0) {
                String::new()
            } else {
                format!(" (line {})", problem.line)
            };
            format!("notes `{name}`{place}: {}", problem.message)
        })?;
    Ok((path, text))
}

/// Patterns as in ignore files: one without a slash holds at any depth, a folder stands for all that lies in it.
fn globs(patterns: &[Spanned<String>], report: &mut impl FnMut(Span, String)) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let written = pattern.get_ref().trim_start_matches("./").trim_end_matches('/');
        let anchored = match written.strip_prefix('/') {
            Some(anchored) => anchored.to_owned(),
            None if written.contains('/') => written.to_owned(),
            None => format!("**/{written}"),
        };
        for form in [anchored.clone(), format!("{anchored}/**")] {
            match GlobBuilder::new(&form).literal_separator(true).build() {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(error) => {
                    report(
                        pattern.span(),
                        format!("the pattern `{}` is not valid: {}", pattern.get_ref(), error.kind()),
                    );
                    break;
                }
            }
        }
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}

/// The candidate that was probably meant, if one is near enough.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = snake_case(name);
    let near = candidates
        .map(|candidate| (strsim::jaro_winkler(&name, &snake_case(candidate)), candidate))
        .filter(|(likeness, _)| *likeness > 0.84);
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, candidate)| candidate)
}

fn did_you_mean(near: Option<&str>, otherwise: &str) -> String {
    match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; {otherwise}"),
    }
}

fn listed(names: &[String]) -> String {
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// What to do about a setting of the whole file that was written behind the head of a table, and so became a part of it.
fn misplaced(text: &str) -> Option<String> {
    const WHOLE: [&str; 4] = ["notes", "designs", "ignore", "preset"];
    let file: toml::Table = toml::from_str(text).ok()?;
    file.iter().find_map(|(head, value)| {
        let tables = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let mut tables = tables.iter().filter_map(toml::Value::as_table);
        let name = tables.find_map(|table| WHOLE.iter().find(|name| table.contains_key(**name)))?;
        Some(format!(
            "`{name}` stands below [{head}] and counts as a part of it: move it to the top of the file"
        ))
    })
}

fn one_sentence(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
