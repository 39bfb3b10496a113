//! `draftsman notes check`: what is wrong with notes.

use super::Output;
use super::documents::Reader;
use super::rendering::counted;
use crate::knowledge::{Additions, Knowledge, Source};
use crate::markdown::{fold, is_same_folded};
use crate::notes::Term;
use crate::quantities;
use crate::rules::Level;
use crate::text::Span;
use crate::workspace::{Problem, Settings, read_text};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Prints what is wrong with these notes, or with those in force here.
///
/// # Errors
///
/// When the output cannot be written.
pub fn run(files: &[PathBuf], output: &mut Output) -> io::Result<ExitCode> {
    let reader = Reader::default();
    let mut found = Vec::new();
    let mut read = 0;
    if files.is_empty() {
        let settings = match reader.settings(Path::new("design.md")) {
            Ok(settings) => settings,
            Err(problem) => {
                output.problems(&[problem]);
                return Ok(ExitCode::from(2));
            }
        };
        found.extend(settings.problems.iter().cloned());
        for source in settings.knowledge.sources.iter().filter(|source| source.path.is_some()) {
            found.extend(check(source, &settings.knowledge));
            read += 1;
        }
        found.extend(without_concept(&settings));
    }
    for path in files {
        let text = match read_text(path) {
            Ok(text) => text,
            Err(problem) => {
                reader.problem(problem);
                continue;
            }
        };
        let knowledge = Knowledge::new(Additions {
            notes: vec![(path.clone(), text)],
            ..Additions::default()
        });
        found.extend(check(&knowledge.sources[0], &knowledge));
        read += 1;
    }
    found.sort_by(|a, b| (&a.path, a.span.start, &a.message).cmp(&(&b.path, b.span.start, &b.message)));
    for problem in &found {
        output.line(&format!("{}: {}", problem.level.name(), super::near(problem)))?;
    }
    // What is wrong with the settings stands among what was found.
    let problems = if files.is_empty() {
        Vec::new()
    } else {
        reader.problems()
    };
    output.problems(&problems);
    if read == 0 && !problems.is_empty() {
        return Ok(ExitCode::from(2));
    }
    let notes = counted(read, "notes file", "notes files");
    output.line(&match (read, found.len()) {
        (0, 0) => "No notes to check: draftsman.toml names none, and the built-in ones are in force.".to_owned(),
        (_, 0) => format!("{notes} checked: nothing to say."),
        (_, count) => format!(
            "{notes} checked: {}.",
            counted(count, "thing to mend", "things to mend")
        ),
    })?;
    let fails = !problems.is_empty() || found.iter().any(|problem| problem.level >= Level::Warning);
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is wrong with one file of notes.
fn check(source: &Source, knowledge: &Knowledge) -> Vec<Problem> {
    let path = source.path.clone().unwrap_or_default();
    let notes = &source.notes;
    let mut found = Vec::new();
    let mut report = |span: &Span, level: Level, message: String| {
        let mut problem = Problem::at(&path, &notes.text, span, message);
        problem.level = level;
        found.push(problem);
    };
    let mut places: BTreeMap<String, Vec<&Term>> = BTreeMap::new();
    for term in &notes.terms {
        places.entry(fold(&term.name)).or_default().push(term);
    }
    for terms in places.values() {
        let defined: Vec<&&Term> = terms.iter().filter(|term| !term.note.trim().is_empty()).collect();
        if let ([first, others @ ..], true) = (defined.as_slice(), defined.len() > 1) {
            let line = |term: &Term| notes.text[..term.span.start].matches('\n').count() + 1;
            for other in others.iter().filter(|other| other.note.trim() != first.note.trim()) {
                let message = format!(
                    "`{}` is defined in line {} already; put both into one definition, or name one of them otherwise",
                    other.name,
                    line(first)
                );
                report(&other.span, Level::Information, message);
            }
        }
        // A name that stands elsewhere with a note, or that asks for something in the framework, is not empty.
        let is_known = || {
            knowledge
                .concept(&terms[0].name)
                .is_some_and(|id| !knowledge.concepts[id].note.trim().is_empty())
        };
        if defined.is_empty() && !is_framework(source, terms[0]) && !is_known() {
            let message = format!(
                "`{}` says nothing; write behind it what it is, as in `- Cache - keeps answers in memory`",
                terms[0].name
            );
            report(&terms[0].span, Level::Information, message);
        }
    }
    for concept in knowledge
        .concepts
        .iter()
        .filter(|concept| concept.place.source == 0 && source.path.is_some())
    {
        for alias in &concept.aliases {
            let clash = notes.terms.iter().find(|term| {
                is_same_folded(&term.name, alias)
                    && term.span != concept.place.span
                    && !is_same_folded(&term.name, &concept.name)
            });
            if let Some(term) =
                clash.filter(|term| !term.note.trim().is_empty() && !concept.note.contains(term.note.trim()))
            {
                let message = format!(
                    "`{}` is another name for `{}`, which has a note of its own; join the two",
                    term.name, concept.name
                );
                report(&term.span, Level::Warning, message);
            }
        }
    }
    for bullet in &notes.bullets {
        for word in unread(&bullet.words, knowledge) {
            let message =
                format!("the figure `{word}` cannot be read; write a number with a unit, such as `5k rps` or `200 ms`");
            report(&bullet.span, Level::Warning, message);
        }
    }
    found
}

/// Whether a term is a section or a quality of the framework, or stands below one: these only have to be named.
fn is_framework(source: &Source, term: &Term) -> bool {
    let Some(framework) = &source.notes.framework else {
        return false;
    };
    let sections = framework.sections.iter().map(|section| (&section.name, &section.span));
    let qualities = framework.qualities.iter().map(|quality| (&quality.name, &quality.span));
    let mut named = sections.chain(qualities);
    named.any(|(name, span)| *span == term.span || term.path.contains(name))
}

/// Words that mean to be figures, a number with letters right behind it, and that no quantity covers.
fn unread(words: &str, knowledge: &Knowledge) -> Vec<String> {
    let quantities = quantities::find(words, &[], knowledge.units());
    let mut unread = Vec::new();
    let mut at = 0;
    for word in words.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let word = word.trim().trim_matches(|letter: char| !letter.is_alphanumeric());
        let digits = word
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            .count();
        let unit = &word[digits..];
        let is_figure =
            digits > 0 && (1..=3).contains(&unit.len()) && unit.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_ordinal = ["st", "nd", "rd", "th", "d"].contains(&unit.to_lowercase().as_str());
        let covered = quantities
            .iter()
            .any(|quantity| quantity.span.start < at && start < quantity.span.end);
        if (is_figure && !is_ordinal && !covered) || has_letters_for_digits(word) {
            unread.push(word.to_owned());
        }
    }
    let spaced: Vec<&str> = words.split_whitespace().collect();
    let apart = spaced.windows(3).filter(|three| has_no_magnitude(three, knowledge));
    unread.extend(apart.map(|three| three[..2].join(" ")));
    unread
}

/// `1O0k`: a letter between digits that looks like one.
fn has_letters_for_digits(word: &str) -> bool {
    let is_alike = |letter: char| matches!(letter, 'O' | 'o' | 'l' | 'I');
    let number = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let begins = number.starts_with(|letter: char| letter.is_ascii_digit());
    let all = number.chars().all(|letter| letter.is_ascii_digit() || is_alike(letter));
    begins && all && number.contains(is_alike) && word.len() - number.len() <= 3
}

/// `10 kk rps`: between a number and its unit something that is neither a word nor a magnitude.
fn has_no_magnitude(three: &[&str], knowledge: &Knowledge) -> bool {
    let [number, between, unit] = three else { return false };
    let is_unit = |word: &str| {
        let text = format!("1 {word}");
        let found = quantities::find(&text, &[], knowledge.units());
        let tells = |quantity: &quantities::Quantity| {
            quantity.per.is_some() || quantity.dimension != quantities::Dimension::Count || quantity.value != 1.0
        };
        found.iter().any(tells)
    };
    let is_number = number.starts_with(|digit: char| digit.is_ascii_digit())
        && number
            .chars()
            .all(|digit| digit.is_ascii_digit() || matches!(digit, '.' | ','));
    let is_word = between.contains(['a', 'e', 'i', 'o', 'u', 'y', 'A', 'E', 'I', 'O', 'U', 'Y']);
    let is_short = (2..=3).contains(&between.len()) && between.chars().all(|letter| letter.is_ascii_alphabetic());
    is_number && is_short && !is_word && !is_unit(between) && is_unit(unit.trim_end_matches([',', '.', ';', ')']))
}

/// The technologies of a settings file whose concept no notes have.
fn without_concept(settings: &Settings) -> Vec<Problem> {
    let Some(path) = &settings.file else {
        return Vec::new();
    };
    let text = read_text(path).unwrap_or_default();
    let knowledge = &settings.knowledge;
    let own = knowledge
        .technologies
        .iter()
        .filter(|technology| text.contains(&format!("\"{}\"", technology.name)));
    own.filter(|technology| technology.concept.is_empty() || knowledge.concept(&technology.concept).is_none())
        .map(|technology| {
            let at = text.find(&format!("\"{}\"", technology.name)).unwrap_or_default();
            let message = match technology.concept.as_str() {
                "" => format!(
                    "`{}` belongs to no concept; give it one, as in `concept = \"Queue\"`",
                    technology.name
                ),
                concept => format!(
                    "no notes have the concept `{concept}` of `{}`; add the term or name another",
                    technology.name
                ),
            };
            let mut problem = Problem::at(path, &text, &(at..at + 1), message);
            problem.level = Level::Warning;
            problem
        })
        .collect()
}
