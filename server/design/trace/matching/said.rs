//! What a place says, and how well it stands for a word of a requirement.

use super::{FADE, Place};
use crate::design::trace::index::Finder;
use crate::design::trace::paths::last_name;
use crate::knowledge::{GroupSet, stem};
use std::collections::HashSet;

/// Terms that are found by the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Class {
    pub(super) id: Option<u32>,
    pub(super) groups: GroupSet,
    pub(super) verb: bool,
}

/// The known words of a place.
#[derive(Clone, Default)]
pub(super) struct Said {
    /// Ascending.
    pub(super) ids: Vec<u32>,
    pub(super) groups: GroupSet,
    /// By what parts of the system are called.
    pub(super) parts: Vec<u32>,
}

/// How well a place stands for a class of terms.
#[derive(Clone, Copy, Default)]
pub(super) struct Quality {
    /// The place for which it was worked out, from 1.
    pub(super) place: usize,
    pub(super) own: f32,
    pub(super) all: f32,
    /// Some word says it, not the method of an endpoint alone.
    pub(super) said: bool,
}

impl Said {
    pub(super) fn of<'a>(place: &Place<'a>, finder: &mut Finder<'a>, vague: &HashSet<u32>) -> Said {
        let mut ids = Vec::new();
        let mut parts = Vec::new();
        if place.path {
            finder.find_in_path(place.text, &mut ids);
            if let Some(last) = last_name(place.text).filter(|_| place.lists) {
                finder.find_in_path(last, &mut parts);
            }
        } else {
            finder.find(place.text, &mut ids, &mut parts);
        }
        ids.extend(place.implied.iter().filter_map(|act| finder.index.id(&stem(act))));
        ids.sort_unstable();
        ids.dedup();
        let groups = ids
            .iter()
            .filter(|id| !vague.contains(id))
            .fold(0, |all, id| all | finder.index.groups(*id));
        Said { ids, groups, parts }
    }
}

impl Class {
    pub(super) fn quality(&self, acts: GroupSet, place: usize, chain: &[&Said]) -> Quality {
        let own = self.best(chain[0]);
        let mut all = own;
        // What the place says itself is never bettered by what stands above.
        if own < FADE {
            let mut fade = FADE;
            for said in &chain[1..] {
                all = all.max(fade * self.best(said));
                fade *= FADE;
            }
        }
        let said = all > 0.5;
        if self.verb && self.groups & acts != 0 {
            all = all.max(0.7);
        }
        Quality { place, own, all, said }
    }

    /// Where none of the words counts: the method of an endpoint alone.
    pub(super) fn by_method(&self, acts: GroupSet, place: usize) -> Quality {
        let all = if self.verb && self.groups & acts != 0 { 0.7 } else { 0.0 };
        Quality {
            place,
            all,
            ..Quality::default()
        }
    }

    /// How well the best of the words stands for it.
    pub(super) fn best(&self, said: &Said) -> f32 {
        if self.id.is_some_and(|id| said.ids.binary_search(&id).is_ok()) {
            1.0
        } else if self.groups & said.groups == 0 {
            0.0
        } else if self.verb {
            0.9
        } else {
            0.8
        }
    }
}
