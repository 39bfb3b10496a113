//! What serves a quality: the notes' techniques, and what the catalogue says of each technology.

use super::{Concept, ConceptId, Found, Kind, Knowledge, QualityId, TechnologyId, Term};
use crate::markdown::fold;

/// How everything that is known serves one quality: 1 where the notes name it, 2 where only the catalogue says so.
#[derive(Debug)]
struct Ranks {
    technologies: Vec<Option<u8>>,
    concepts: Vec<Option<u8>>,
}

/// The same of all qualities, by their numbers.
#[derive(Debug)]
pub(super) struct Serving(Vec<Ranks>);

impl Serving {
    /// Works it out; that takes about as long as reading a design of some pages.
    pub(super) fn new(knowledge: &Knowledge) -> Serving {
        let serves = |id: TechnologyId| -> Vec<QualityId> {
            let properties = knowledge.technologies[id].serves.iter();
            properties
                .filter_map(|(property, _)| knowledge.served(property))
                .collect()
        };
        let served: Vec<Vec<QualityId>> = (0..knowledge.technologies.len()).map(serves).collect();
        Serving(
            (0..knowledge.qualities.len())
                .map(|quality| ranks(knowledge, quality, &served))
                .collect(),
        )
    }

    /// Whether something serves a quality, and how clearly: 1 comes before 2.
    pub(super) fn rank(&self, quality: QualityId, found: Found) -> Option<u8> {
        let ranks = &self.0[quality];
        match found {
            Found::Term(Term::Technology(id)) | Found::InContext(id) => ranks.technologies[id],
            Found::Term(Term::Concept(id)) => ranks.concepts[id],
            Found::Cue(_) => None,
        }
    }
}

fn ranks(knowledge: &Knowledge, quality: QualityId, served: &[Vec<QualityId>]) -> Ranks {
    let techniques = knowledge.qualities[quality].techniques.iter();
    let techniques: Vec<String> = techniques.map(|name| fold(name)).collect();
    // Those that the catalogue knows, by other names too: caching is the work of a distributed cache.
    let named = techniques.iter().filter_map(|name| knowledge.technology(name));
    let named: Vec<TechnologyId> = named.collect();
    let own = |id: TechnologyId| {
        let listed = served[id].contains(&quality);
        named.contains(&id).then_some(1).or(listed.then_some(2))
    };
    // A member serves what its kind serves: Redis, as any distributed cache.
    let technology = |id: TechnologyId| {
        let kind = || knowledge.technology(&knowledge.technologies[id].concept);
        own(id).or_else(|| own(kind()?))
    };
    let technologies: Vec<Option<u8>> = (0..served.len()).map(technology).collect();
    let concept = |concept: &Concept| {
        let noted = concept.names().any(|name| techniques.contains(&fold(name)));
        let listed = || {
            concept
                .names()
                .find_map(|name| technologies[knowledge.technology(name)?])
        };
        noted.then_some(1).or_else(listed)
    };
    let concepts = (0..knowledge.concepts.len())
        .map(|id: ConceptId| concept(&knowledge.concepts[id]))
        .collect();
    Ranks { technologies, concepts }
}

/// Up to three of the techniques that the notes name against a quality, those of which the catalogue says that they serve
/// it. A whole family of databases is none that a design could add.
pub(super) fn leading_techniques(knowledge: &Knowledge, quality: QualityId) -> Vec<&str> {
    const MOST: usize = 3;
    /// Words that have so many first letters in common are forms of one.
    const ALIKE: usize = 6;
    let known = |name: &str| knowledge.technology(name).map(|id| &knowledge.technologies[id]);
    let serves = |name: &&str| {
        let mut properties = known(name).into_iter().flat_map(|technology| &technology.serves);
        properties.any(|(property, _)| knowledge.served(property) == Some(quality))
    };
    // "Available System" below "Availability" is the quality itself.
    let own = fold(&knowledge.qualities[quality].name);
    let renames = |name: &&str| {
        let folded = fold(name);
        let beginning = folded.get(..ALIKE).unwrap_or(&folded);
        own.split(' ').any(|word| word.starts_with(beginning))
    };
    let all = knowledge.qualities[quality].techniques.iter().map(String::as_str);
    let all = all.filter(|name| !renames(name) && known(name).is_none_or(|technology| technology.kind != Kind::Family));
    let plain = |name: &&str| !serves(name) && name.split_whitespace().count() < 4 && !name.contains(" vs ");
    all.clone().filter(serves).chain(all.filter(plain)).take(MOST).collect()
}
