//! Places as they are compared with requirements.

use crate::knowledge::GroupSet;

/// A place that may answer.
pub struct Place<'a> {
    /// What it says.
    pub text: &'a str,
    /// It is a heading.
    pub heading: bool,
    /// Its words may be joined as in a path: `createpaste`.
    pub path: bool,
    /// The number of the place above it in the list.
    pub above: Option<usize>,
    /// What its kind does by itself.
    pub acts: GroupSet,
    /// What it does by its shape, as if its words said so.
    pub implied: &'static [&'static str],
    /// So many terms of a requirement must stand in the place itself.
    pub least: u16,
    /// Things are named there: without the act they tell nothing.
    pub names: bool,
    /// It is a label of a drawing.
    pub drawn: bool,
    /// It is an endpoint that gives what stands last in its path.
    pub lists: bool,
}
