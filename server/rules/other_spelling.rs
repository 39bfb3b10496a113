use super::Findings;
use crate::design::Design;
use crate::knowledge::TechnologyId;
use crate::markdown::is_same_folded;
use crate::text::{Edit, Span};
use fnv::FnvHashMap;

/// So many other places are pointed out; the fix changes all of them.
const MOST: usize = 10;

/// A name that is written otherwise, and where.
struct Other<'a> {
    written: &'a str,
    name: String,
    places: Vec<Span>,
}

pub fn check(design: &Design, findings: &mut Findings) {
    let mut others: Vec<Other> = Vec::new();
    // A design writes few different names many times, and each nearly always in the same way.
    let mut known: FnvHashMap<(TechnologyId, &str), Option<usize>> = FnvHashMap::default();
    let mut last: Vec<Option<(&str, Option<usize>)>> = vec![None; design.knowledge.technologies.len()];
    for mention in &design.mentions {
        let technology = design.technology(mention.technology);
        let whole = &design.text[mention.span.clone()];
        if technology.name == whole || !technology.is_named() {
            continue;
        }
        let again = last[mention.technology].filter(|(written, _)| *written == whole);
        let other = again.map(|(_, other)| other).unwrap_or_else(|| {
            *known.entry((mention.technology, whole)).or_insert_with(|| {
                let (written, name) = better(technology.names(), whole)?;
                let same = |other: &Other| other.written == written && other.name == name;
                let at = others.iter().position(same);
                Some(at.unwrap_or_else(|| {
                    let places = Vec::new();
                    others.push(Other { written, name, places });
                    others.len() - 1
                }))
            })
        });
        last[mention.technology] = Some((whole, other));
        if let Some(at) = other.filter(|_| !is_joined(design, &mention.span)) {
            let other = &mut others[at];
            let end = mention.span.start + other.written.len();
            other.places.push(mention.span.start..end);
        }
    }
    others.retain(|other| !other.places.is_empty());
    others.sort_by(|one, other| (one.written, &one.name).cmp(&(other.written, &other.name)));
    for Other { written, name, places } in others {
        let edits = places.iter().map(|span| Edit {
            span: span.clone(),
            text: name.clone(),
        });
        let edits = edits.collect();
        let finding = findings.add(&places[0], format!("`{written}` is usually written `{name}`"));
        for place in places[1..].iter().take(MOST) {
            finding.related(place, "Here too");
        }
        finding.certain_fixes(format!("Write `{name}`"), edits);
    }
}

/// Whether a name is a part of a longer word: of a package, an address, a path.
fn is_joined(design: &Design, span: &Span) -> bool {
    let joins = |c: char| matches!(c, '-' | '_' | '/' | '.' | ':' | '@' | '`');
    let behind = design.text[span.end..].chars().next();
    let behind = behind.filter(|c| !matches!(c, '/' | '.' | ':'));
    design.text[..span.start].ends_with(joins) || behind.is_some_and(joins)
}

/// What is written, without its plural, and the name that it should be: the same letters in another case, or a slip in
/// the first of the names.
fn better<'a, 'b>(names: impl Iterator<Item = &'b str> + Clone, whole: &'a str) -> Option<(&'a str, String)> {
    let plural = whole.strip_suffix("'s").or_else(|| whole.strip_suffix('s'));
    let forms = || std::iter::once(whole).chain(plural);
    let makers = names.clone().next()?;
    let slip = |written: &str, name: &str| {
        let near = written.len().abs_diff(name.len()) <= 1;
        near && written.len() > 6 && !written.contains(' ') && strsim::damerau_levenshtein(written, name) == 1
    };
    if let Some(written) = forms().find(|form| names.clone().any(|name| name == *form)) {
        let misspelt = slip(written, makers) && written.to_lowercase() != makers.to_lowercase();
        return (misspelt && !is_ending(written, makers)).then(|| (written, makers.to_owned()));
    }
    let same = |form: &'a str| {
        // An alias in small letters is a way of writing it too, not the usual one.
        let usual = |name: &str| name == makers || name.chars().any(char::is_uppercase);
        let name = names.clone().find(|name| usual(name) && is_same_folded(name, form))?;
        let loud = form.len() > 3 && form.chars().all(|c| !c.is_lowercase());
        let capital = form.len() == name.len() && form[1..] == name[1..];
        (!loud && !capital && !name.contains(' ')).then(|| (form, name.to_owned()))
    };
    forms().find_map(same)
}

/// A form that only ends otherwise is a short or long form, not a slip.
fn is_ending(written: &str, name: &str) -> bool {
    written.starts_with(name) || name.starts_with(written)
}
