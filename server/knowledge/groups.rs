//! Words that do the same job in a requirement and in the design that answers it: `upload` and `POST`, `photo` and `image`.

use super::memo::Memo;
use fnv::FnvHashMap;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeMap;

/// A set of groups: one bit a group.
pub type GroupSet = u128;

/// Groups of verbs and of nouns, by the stems of their words.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    of_stem: FnvHashMap<String, GroupSet>,
    names: FnvHashMap<String, GroupSet>,
    stems: Vec<Vec<String>>,
    verbs: GroupSet,
    idle: Vec<String>,
}

impl Groups {
    pub(super) fn new(
        verbs: &BTreeMap<String, Vec<String>>,
        nouns: &BTreeMap<String, Vec<String>>,
        idle: &[String],
    ) -> Groups {
        let mut groups = Groups::default();
        for (name, words) in verbs.iter().chain(nouns).take(GroupSet::BITS as usize) {
            let bit = 1 << groups.stems.len();
            let mut stems: Vec<String> = words.iter().chain([name]).map(|word| stem(word)).collect();
            stems.sort();
            stems.dedup();
            for stem in &stems {
                *groups.of_stem.entry(stem.clone()).or_default() |= bit;
            }
            *groups.names.entry(name.clone()).or_default() |= bit;
            groups.stems.push(stems);
            if verbs.contains_key(name) && !nouns.contains_key(name) {
                groups.verbs |= bit;
            }
        }
        groups.idle = idle.iter().map(|word| word.to_lowercase()).collect();
        groups.idle.sort();
        groups
    }

    /// The groups of a stem.
    pub fn of(&self, stem: &str) -> GroupSet {
        self.of_stem.get(stem).copied().unwrap_or_default()
    }

    /// The group of this name: `view`, `create`.
    pub fn named(&self, name: &str) -> GroupSet {
        self.names.get(name).copied().unwrap_or_default()
    }

    /// Those of a set that are verbs.
    pub fn verbs(&self, set: GroupSet) -> GroupSet {
        set & self.verbs
    }

    /// Those of a set that are nouns.
    pub fn nouns(&self, set: GroupSet) -> GroupSet {
        set & !self.verbs
    }

    /// The stems of all words of a set of groups.
    pub fn stems(&self, set: GroupSet) -> impl Iterator<Item = &str> {
        let groups = self.stems.iter().enumerate();
        groups
            .filter(move |(bit, _)| set & (1 << bit) != 0)
            .flat_map(|(_, stems)| stems.iter().map(String::as_str))
    }

    /// Words that say nothing about what is done: `the`, `system`, `able`. Lower case.
    pub fn is_idle(&self, word: &str) -> bool {
        self.idle.binary_search_by(|idle| idle.as_str().cmp(word)).is_ok()
    }
}

/// What is left of an English word without its ending: `bookings` and `booked` become `book`. Lower case out.
pub fn stem(word: &str) -> String {
    thread_local!(static STEMS: Memo = Memo::default());
    STEMS.with(|stems| stems.of(word, |word| stem_anew(&word.to_lowercase())))
}

/// Forms that no ending leads back to their verbs.
const IRREGULAR: &[(&str, &str)] = &[
    ("shown", "show"),
    ("sent", "send"),
    ("paid", "pay"),
    ("bought", "buy"),
    ("sold", "sell"),
    ("held", "hold"),
    ("registration", "register"),
    ("registrations", "register"),
    ("delivery", "deliver"),
    ("deliveries", "deliver"),
    ("discovery", "discover"),
    ("recovery", "recover"),
    ("failure", "fail"),
    ("failures", "fail"),
    ("settlement", "settle"),
    ("settlements", "settle"),
    ("shipment", "ship"),
    ("shipments", "ship"),
    ("assignment", "assign"),
    ("assignments", "assign"),
    ("deployment", "deploy"),
    ("deployments", "deploy"),
    ("enrollment", "enroll"),
    ("enrollments", "enroll"),
    ("withdrawal", "withdraw"),
    ("withdrawals", "withdraw"),
    ("rental", "rent"),
    ("rentals", "rent"),
    ("approval", "approve"),
    ("approvals", "approve"),
    ("renewal", "renew"),
    ("renewals", "renew"),
    ("valuation", "value"),
    ("valuations", "value"),
    ("rebalancing", "rebalance"),
    ("rebalanced", "rebalance"),
    ("told", "tell"),
    ("kept", "keep"),
    ("found", "find"),
    ("made", "make"),
    ("given", "give"),
    ("gave", "give"),
    ("taken", "take"),
    ("took", "take"),
    ("chosen", "choose"),
    ("chose", "choose"),
    ("lent", "lend"),
    ("drawn", "draw"),
    ("brought", "bring"),
    ("ran", "run"),
    ("written", "write"),
    ("wrote", "write"),
    ("built", "build"),
    ("caught", "catch"),
    ("hidden", "hide"),
    ("begun", "begin"),
    ("frozen", "freeze"),
    ("heard", "hear"),
];

/// What only looks like those who do something.
const NO_ACTORS: &[&str] = &["monitor", "transfer", "trigger", "earlier", "former"];

fn stem_anew(word: &str) -> String {
    // "Re-run" and "rerun".
    let joined = word.strip_prefix("re-").map(|act| format!("re{act}"));
    let word = joined.as_deref().unwrap_or(word);
    let irregular = IRREGULAR.iter().find(|(form, _)| *form == word);
    let word = irregular.map_or(word, |(_, verb)| verb);
    let stemmed = Stemmer::create(Algorithm::English).stem(word);
    // Endings that carry an act with them: the stemmer keeps "shortener" and "notification" apart from their verbs.
    match stemmed.strip_suffix("er").or_else(|| stemmed.strip_suffix("or")) {
        Some(bare) if bare.len() > 4 && word.ends_with(['r', 's']) && !NO_ACTORS.contains(&&*stemmed) => {
            Stemmer::create(Algorithm::English).stem(bare).into_owned()
        }
        // "Submission" and "submit".
        _ if stemmed.ends_with("miss") && word.contains("mission") => stemmed.replace("miss", "mit"),
        _ => stemmed.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_and_its_noun_share_a_stem() {
        for words in [
            ["bookings", "booked", "booking"],
            ["upload", "uploads", "uploading"],
            ["expire", "expiration", "expires"],
            ["submit", "submission", "submissions"],
            ["shorten", "shortener", "shortened"],
            ["monitor", "monitors", "monitoring"],
            ["transfer", "transfers", "transferred"],
            ["deliver", "delivery", "delivered"],
            ["register", "registration", "registered"],
        ] {
            let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
            assert!(stems.iter().all(|other| *other == stems[0]), "{words:?}: {stems:?}");
        }
    }
}
