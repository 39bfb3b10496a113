//! Entities, endpoints, and where a requirement is answered.

use super::Reading;
use super::requirements::Requirements;
use super::sections::Section;
use crate::text::Span;

/// A core entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its name as written.
    pub name: String,
    /// Where it is defined.
    pub span: Span,
}

/// An endpoint or a function of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// `GET`, `POST`…; empty for functions.
    pub method: String,
    /// The path, or the function's name.
    pub path: String,
    /// Where it stands: method and path.
    pub span: Span,
}

/// A place that answers a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The line or item that does.
    pub span: Span,
    /// Its section, as an index into the sections.
    pub section: usize,
}

/// The core entities of all entity sections.
pub fn entities(_reading: &Reading, _sections: &[Section]) -> Vec<Entity> {
    Vec::new()
}

/// The endpoints of the whole document.
pub fn endpoints(_reading: &Reading, _sections: &[Section]) -> Vec<Endpoint> {
    Vec::new()
}

/// Fills in where each requirement is answered.
pub fn answer(_reading: &Reading, _sections: &[Section], _endpoints: &[Endpoint], _requirements: &mut Requirements) {}
