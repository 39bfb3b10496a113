use super::{BLANK, Findings, style, topic};
use crate::design::{Design, Endpoint, telling_words, words};
use crate::knowledge::{Part, stem};
use fnv::FnvHashSet;

/// What every interface has without being asked for it.
const USUAL: &[&str] = &[
    "auth", "login", "logout", "signup", "register", "token", "session", "health", "healthz", "metric", "status",
    "ping", "oauth", "user", "account", "profile", "webhook", "callback", "batch", "ws", "connect", "graphql", "admin",
    "internal", "me", "config",
];

/// About so many different words do requirements hold.
const MANY: usize = 200;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let asked = topic::of(design, index, &design.requirements.functional).count();
        let readable =
            topic::sections(design, index, Part::Functional).all(|section| !topic::is_picture(design, section));
        if asked < 2 || !readable || design.endpoints.is_empty() {
            continue;
        }
        let lists = [
            &design.requirements.functional,
            &design.requirements.non_functional,
            &design.requirements.out_of_scope,
        ];
        let items = lists.into_iter().flat_map(|list| topic::of(design, index, list));
        let items = items.map(|item| &design.outline.words[topic::words_of(design, item.blocks.clone())]);
        let entities = design
            .entities
            .iter()
            .filter(|entity| topic.span.contains(&entity.span.start));
        let said = items
            .chain([topic.title.as_str()])
            .chain(entities.map(|entity| entity.name.as_str()));
        // Requirements say the same words again and again.
        let mut read: FnvHashSet<&str> = FnvHashSet::with_capacity_and_hasher(MANY, <_>::default());
        let mut known: FnvHashSet<String> = FnvHashSet::with_capacity_and_hasher(MANY, <_>::default());
        let mut groups = 0;
        for (_, word) in said.flat_map(words) {
            if read.insert(word) {
                let stem = stem(word);
                groups |= design.knowledge.groups.of(&stem);
                known.insert(stem);
            }
        }
        let usual = |stem: &String| USUAL.iter().any(|usual| stem.starts_with(usual));
        let mut seen: FnvHashSet<Vec<String>> = FnvHashSet::default();
        for endpoint in design
            .endpoints
            .iter()
            .filter(|endpoint| topic.span.contains(&endpoint.span.start))
        {
            let interface = endpoint
                .section
                .is_some_and(|section| design.sections[section].part == Part::Api);
            let stems = objects(design, endpoint);
            let requested = |stem: &String| known.contains(stem) || design.knowledge.groups.of(stem) & groups != 0;
            let glued = |stem: &String| known.iter().any(|word| word.len() > 3 && stem.contains(word.as_str()));
            if !interface || stems.is_empty() || stems.iter().any(|stem| usual(stem) || requested(stem) || glued(stem))
            {
                continue;
            }
            if answers(design, index, endpoint) || !seen.insert(stems) {
                continue;
            }
            let name = format!("{} {}", endpoint.method, endpoint.path);
            let name = name.trim();
            let finding = findings.add(
                &endpoint.span,
                format!("No functional requirement asks for `{name}`: add the one that does, or leave it out"),
            );
            if let Some(section) = topic::sections(design, index, Part::Functional).find(|section| !section.empty) {
                let edit = style::item(design, section, &format!("Users can {BLANK} (`{name}`)"));
                finding.fix_all("Add a requirement for it", vec![edit]);
            }
        }
    }
}

/// Whether what stands on the line of an endpoint answers a requirement, if only by its number: `GET /stream | FR-2`.
fn answers(design: &Design, index: usize, endpoint: &Endpoint) -> bool {
    let line = style::line_span(design, endpoint.span.start);
    let mut asked = topic::of(design, index, &design.requirements.functional);
    asked.any(|item| item.answers.iter().any(|answer| line.contains(&answer.span.start)))
}

/// The stems of what an endpoint is about, parameters aside.
fn objects(design: &Design, endpoint: &Endpoint) -> Vec<String> {
    let path = endpoint.path.split(['?', '#']).next().unwrap_or_default();
    let parts = path
        .split('/')
        .filter(|part| !part.contains(['{', ':', '<', '[', '$']) && !part.is_empty() && !is_key(part));
    let mut stems: Vec<String> = parts
        .flat_map(telling_words)
        .filter(|word| word.len() > 2 && !word.starts_with(|c: char| c.is_ascii_digit()) && !is_version(word))
        .filter(|word| !design.knowledge.groups.is_idle(word))
        .map(|word| stem(&word))
        .collect();
    stems.sort();
    stems.dedup();
    stems
}

/// `aX3kQ9Z`, `abc123`, `x1y2z3`: an example of what is looked up by it.
fn is_key(part: &str) -> bool {
    let count = |sort: fn(&char) -> bool| part.chars().filter(sort).count();
    let (digits, letters) = (count(char::is_ascii_digit), count(char::is_ascii_alphabetic));
    let mixed = digits > 0 && count(char::is_ascii_uppercase) > 0 && count(char::is_ascii_lowercase) > 0;
    mixed || digits > 2 && letters > 0 && digits + letters == part.len()
}

fn is_version(word: &str) -> bool {
    word.starts_with('v') && word[1..].chars().all(|c| c.is_ascii_digit())
}
