//! What serves a quality.

use crate::knowledge::{Found, Knowledge, QualityId, TechnologyId, Term};
use crate::markdown::fold;
use fnv::FnvHashMap;

/// What serves a quality: the notes' techniques, and what the catalogue says of each technology.
pub struct Serving<'a> {
    knowledge: &'a Knowledge,
    quality: QualityId,
    /// The notes' techniques, folded.
    techniques: Vec<String>,
    /// Those that the catalogue knows, by other names too: caching is the work of a distributed cache.
    named: Vec<TechnologyId>,
    technologies: FnvHashMap<TechnologyId, Option<u8>>,
    concepts: FnvHashMap<usize, Option<u8>>,
}

impl<'a> Serving<'a> {
    /// What is known of a quality.
    pub fn new(knowledge: &'a Knowledge, quality: QualityId) -> Serving<'a> {
        let techniques = knowledge.qualities[quality].techniques.iter();
        let techniques: Vec<String> = techniques.map(|name| fold(name)).collect();
        let named = techniques.iter().filter_map(|name| knowledge.technology(name));
        Serving {
            named: named.collect(),
            technologies: FnvHashMap::default(),
            concepts: FnvHashMap::default(),
            knowledge,
            quality,
            techniques,
        }
    }

    /// Whether something serves the quality: 1 where the notes name it, 2 where only the catalogue says so.
    pub fn rank(&mut self, found: Found) -> Option<u8> {
        match found {
            Found::Term(Term::Technology(id)) | Found::InContext(id) => {
                let known = self.technologies.get(&id).copied();
                known.unwrap_or_else(|| {
                    let rank = self.technology(id);
                    self.technologies.insert(id, rank);
                    rank
                })
            }
            Found::Term(Term::Concept(id)) => {
                let known = self.concepts.get(&id).copied();
                known.unwrap_or_else(|| {
                    let rank = self.concept(id);
                    self.concepts.insert(id, rank);
                    rank
                })
            }
            Found::Cue(_) => None,
        }
    }

    /// A member serves what its kind serves: Redis, as any distributed cache.
    fn technology(&self, id: TechnologyId) -> Option<u8> {
        let kind = self.knowledge.technology(&self.knowledge.technologies[id].concept);
        self.own(id).or_else(|| kind.and_then(|kind| self.own(kind)))
    }

    fn own(&self, id: TechnologyId) -> Option<u8> {
        let mut serves = self.knowledge.technologies[id].serves.iter();
        let listed = serves.any(|(property, _)| self.knowledge.served(property) == Some(self.quality));
        self.named.contains(&id).then_some(1).or(listed.then_some(2))
    }

    fn concept(&self, id: usize) -> Option<u8> {
        let concept = &self.knowledge.concepts[id];
        let names = || std::iter::once(&concept.name).chain(&concept.aliases);
        let noted = names().any(|name| self.techniques.contains(&fold(name)));
        let listed = || names().find_map(|name| self.knowledge.technology(name).and_then(|id| self.technology(id)));
        noted.then_some(1).or_else(listed)
    }
}
