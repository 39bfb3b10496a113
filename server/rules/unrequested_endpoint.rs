use super::{BLANK, Findings, style, topic};
use crate::design::{Design, Endpoint, Entity, Topic, telling_words, words};
use crate::knowledge::{GroupSet, Part, stem};
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
        let usual = |stem: &String| USUAL.iter().any(|usual| stem.starts_with(usual));
        let answering = Answering::of(design, index);
        let own = design.endpoints.iter().filter(|endpoint| {
            let section = endpoint.section.map(|section| design.sections[section].part);
            topic.span.contains(&endpoint.span.start) && section == Some(Part::Api) && !answering.has(design, endpoint)
        });
        let named = own.map(|endpoint| (endpoint, objects(design, endpoint)));
        let doubtful: Vec<(&Endpoint, Vec<String>)> = named
            .filter(|(_, stems)| !stems.is_empty() && !stems.iter().any(usual))
            .collect();
        if doubtful.is_empty() {
            continue;
        }
        let said = Said::of(design, index, topic);
        let mut seen: FnvHashSet<Vec<String>> = FnvHashSet::default();
        for (endpoint, stems) in doubtful {
            if stems.iter().any(|stem| said.asks_for(design, stem)) || !seen.insert(stems) {
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

/// What the requirements, the title and the entities of a topic speak of.
struct Said {
    stems: FnvHashSet<String>,
    /// The groups of words that mean nearly the same, a bit each.
    groups: GroupSet,
}

impl Said {
    fn of(design: &Design, index: usize, topic: &Topic) -> Said {
        let lists = [
            &design.requirements.functional,
            &design.requirements.non_functional,
            &design.requirements.out_of_scope,
        ];
        let items = lists.into_iter().flat_map(|list| topic::of(design, index, list));
        let items = items.map(|item| &design.outline.words[topic::words_of(design, item.blocks.clone())]);
        let own = |entity: &&Entity| topic.span.contains(&entity.span.start);
        let entities = design.entities.iter().filter(own).map(|entity| entity.name.as_str());
        let mut said = Said {
            stems: FnvHashSet::with_capacity_and_hasher(MANY, <_>::default()),
            groups: 0,
        };
        // Requirements say the same words again and again.
        let mut read: FnvHashSet<&str> = FnvHashSet::with_capacity_and_hasher(MANY, <_>::default());
        for (_, word) in items.chain([topic.title.as_str()]).chain(entities).flat_map(words) {
            if read.insert(word) {
                let stem = stem(word);
                said.groups |= design.knowledge.groups.of(&stem);
                said.stems.insert(stem);
            }
        }
        said
    }

    fn asks_for(&self, design: &Design, stem: &str) -> bool {
        let glued = || {
            self.stems
                .iter()
                .any(|word| word.len() > 3 && stem.contains(word.as_str()))
        };
        self.stems.contains(stem) || design.knowledge.groups.of(stem) & self.groups != 0 || glued()
    }
}

/// Where the functional requirements of a topic are answered: where each place begins, ascending.
struct Answering(Vec<usize>);

impl Answering {
    fn of(design: &Design, index: usize) -> Answering {
        let asked = topic::of(design, index, &design.requirements.functional);
        let answers = asked.flat_map(|item| &item.answers);
        let mut places: Vec<usize> = answers.map(|answer| answer.span.start).collect();
        places.sort_unstable();
        Answering(places)
    }

    /// Whether what stands on the line of an endpoint answers a requirement, if only by its number: `GET /stream | FR-2`.
    fn has(&self, design: &Design, endpoint: &Endpoint) -> bool {
        let line = style::line_span(design, endpoint.span.start);
        let first = self.0.partition_point(|place| *place < line.start);
        self.0.get(first).is_some_and(|place| line.contains(place))
    }
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
