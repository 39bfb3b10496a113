//! The parts that a design is made of.

/// What a section of a design is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Functional requirements.
    Functional,
    /// Non-functional requirements.
    NonFunctional,
    /// Core entities, data model, schema.
    Entities,
    /// The interface.
    Api,
    /// The basic design.
    HighLevel,
    /// Deep dives, trade-offs, scaling.
    DeepDive,
    /// Capacity estimation.
    Estimation,
    /// What is left out on purpose.
    OutOfScope,
    /// A section of the workspace's own framework: its place there, from 0.
    Own(u8),
}

impl Part {
    pub(super) const KNOWN: [(Part, &'static str); 8] = [
        (Part::Functional, "functional"),
        (Part::NonFunctional, "non_functional"),
        (Part::Entities, "entities"),
        (Part::Api, "api"),
        (Part::HighLevel, "high_level"),
        (Part::DeepDive, "deep_dive"),
        (Part::Estimation, "estimation"),
        (Part::OutOfScope, "out_of_scope"),
    ];

    /// The name by which outputs call it.
    pub fn key(self) -> &'static str {
        Part::KNOWN
            .iter()
            .find(|(part, _)| *part == self)
            .map_or("own", |(_, key)| key)
    }

    /// The part of this key.
    pub fn from_key(key: &str) -> Option<Part> {
        Part::KNOWN
            .iter()
            .find(|(_, known)| *known == key)
            .map(|(part, _)| *part)
    }

    /// Functional or non-functional requirements.
    pub fn is_requirements(self) -> bool {
        matches!(self, Part::Functional | Part::NonFunctional)
    }

    /// What the design is made of, gone into or not.
    pub fn is_built(self) -> bool {
        matches!(self, Part::Entities | Part::Api | Part::HighLevel)
    }
}
