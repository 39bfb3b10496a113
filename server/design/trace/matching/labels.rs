//! Labels of requirements, and headings that name an act.

use super::{Quality, Sought};
use crate::design::trace::terms::words;

/// What a place says of the label of a requirement.
#[derive(Default)]
pub(super) struct Label {
    weight: f32,
    said: f32,
    /// Some word of it tells something, and stands in the place itself.
    tells: bool,
    /// It says what is done, and so does the place.
    acts: bool,
}

impl Label {
    pub(super) fn add(&mut self, term: &Sought, quality: &Quality) {
        self.weight += term.weight;
        self.said += term.weight * quality.own;
        self.tells |= !term.given && term.weight > 0.5 && quality.own > 0.7;
        self.acts |= term.verb && quality.own > 0.7;
    }

    /// "Menu items: add and remove them" is not answered by what names them.
    pub(super) fn is_said(&self, act: bool) -> bool {
        self.tells && (self.acts || !act) && self.said >= 0.75 * self.weight
    }
}

/// `Search service`, `Search`: one word, but for what says that it is a part of a system.
pub(super) fn names_act_alone(title: &str) -> bool {
    const PARTS: &[&str] = &[
        "service",
        "component",
        "module",
        "flow",
        "engine",
        "api",
        "feature",
        "system",
        "server",
    ];
    let telling = words(title).filter(|(_, word)| {
        !word.starts_with(|c: char| c.is_ascii_digit()) && !PARTS.iter().any(|part| word.eq_ignore_ascii_case(part))
    });
    title.len() < 40 && telling.count() == 1
}
