use super::Findings;
use crate::design::Design;
use crate::knowledge::TechnologyId;
use crate::markdown::is_same_folded;
use crate::text::{Edit, Span};
use fnv::FnvHashMap;
use std::collections::BTreeMap;

/// So many other places are pointed out; the fix changes all of them.
const MOST: usize = 10;

pub fn check(design: &Design, findings: &mut Findings) {
    let mut seen: BTreeMap<(&str, String), Vec<Span>> = BTreeMap::new();
    // A design writes few different names, many times.
    let mut known: FnvHashMap<(TechnologyId, &str), Option<(&str, String)>> = FnvHashMap::default();
    for mention in &design.mentions {
        let technology = design.technology(mention.technology);
        let whole = &design.text[mention.span.clone()];
        let joined = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '_' | '/' | '.' | ':' | '@' | '`'));
        let around = (
            design.text[..mention.span.start].chars().next_back(),
            design.text[mention.span.end..]
                .chars()
                .next()
                .filter(|c| !matches!(c, '/' | '.' | ':')),
        );
        if !technology.is_named() || joined(around.0) || joined(around.1) {
            continue;
        }
        let spelling = known.entry((mention.technology, whole));
        if let Some((written, name)) = spelling.or_insert_with(|| better(technology.names(), whole)) {
            let span = mention.span.start..mention.span.start + written.len();
            seen.entry((*written, name.clone())).or_default().push(span);
        }
    }
    for ((written, name), spans) in seen {
        let edits = spans.iter().map(|span| Edit {
            span: span.clone(),
            text: name.clone(),
        });
        let edits = edits.collect();
        let finding = findings.add(&spans[0], format!("`{written}` is usually written `{name}`"));
        for other in spans[1..].iter().take(MOST) {
            finding.related(other, "Here too");
        }
        finding.certain_fixes(format!("Write `{name}`"), edits);
    }
}

/// What is written, without its plural, and the name that it should be: the same letters in another case, or a slip in
/// the first of the names.
fn better<'a, 'b>(names: impl Iterator<Item = &'b str>, whole: &'a str) -> Option<(&'a str, String)> {
    let names: Vec<&str> = names.collect();
    let plural = whole.strip_suffix("'s").or_else(|| whole.strip_suffix('s'));
    let forms = || std::iter::once(whole).chain(plural);
    let makers = names.first()?;
    let slip = |written: &str, name: &str| {
        written.len() > 6 && !written.contains(' ') && strsim::damerau_levenshtein(written, name) == 1
    };
    if let Some(written) = forms().find(|form| names.contains(form)) {
        let misspelt = written.to_lowercase() != makers.to_lowercase() && slip(written, makers);
        return (misspelt && !is_ending(written, makers)).then(|| (written, (*makers).to_owned()));
    }
    let same = |form: &'a str| {
        let name = names.iter().find(|name| is_same_folded(name, form))?;
        let loud = form.len() > 3 && form.chars().all(|c| !c.is_lowercase());
        let capital = form.len() == name.len() && form[1..] == name[1..];
        (!loud && !capital && !name.contains(' ')).then(|| (form, (*name).to_owned()))
    };
    forms().find_map(same)
}

/// A form that only ends otherwise is a short or long form, not a slip.
fn is_ending(written: &str, name: &str) -> bool {
    written.starts_with(name) || name.starts_with(written)
}
