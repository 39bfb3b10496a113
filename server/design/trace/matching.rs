//! How much of a requirement a place says.

mod labels;

mod place;

mod said;

mod sought;

mod weights;

use super::index::{Finder, Index};
use super::terms::{Term, tells_presence, tells_work, terms};
use crate::knowledge::{GroupSet, Knowledge, stem};
use labels::{Label, names_act_alone};
pub use place::Place;
use said::{Class, Quality, Said};
use sought::{Requirement, Sought, part};
use std::collections::{HashMap, HashSet};
use weights::weigh;

/// So much of what a requirement says must be found again.
pub const ENOUGH: f32 = 0.44;
/// So many requirements are compared with one place.
const CANDIDATES: usize = 64;
/// So many places above one count for what it says, each less than the one below it.
const STEPS: usize = 3;
const FADE: f32 = 0.8;
/// What is there can be seen: where the act of seeing it is not found, it weighs so much less.
const VIEWED: f32 = 0.6;

/// The requirements of a list, ready to be looked for.
#[derive(Debug)]
pub struct Asked {
    requirements: Vec<Requirement>,
    index: Index,
    classes: Vec<Class>,
    /// From a known word to the requirements in which it, or one of its group, stands.
    asking: Vec<Vec<usize>>,
    /// Acts that may be done to anything: words that stand for one of them tell none of the others.
    broad: GroupSet,
    /// Words that stand for an act only beside what it is done to: `request`, `transaction`.
    weak: HashSet<u32>,
    /// Words by which an act is asked for; in a place they stand for themselves alone.
    vague: HashSet<u32>,
}

impl Asked {
    /// Takes requirements by their words. Terms that also stand in the title tell little.
    pub fn new<'a>(requirements: impl Iterator<Item = &'a str>, title: &str, knowledge: &Knowledge) -> Asked {
        let mut all: Vec<Vec<Term>> = requirements.map(|words| terms(words, knowledge)).collect();
        let index = Index::new(all.iter().flatten(), 0, knowledge);
        let mut titled = Vec::new();
        Finder::new(&index).find(title, &mut titled, &mut Vec::new());
        weigh(&mut all, &index, &titled);
        let named = titled.iter().fold(0, |set, id| set | index.groups(*id));
        let mut numbers: HashMap<Class, usize> = HashMap::new();
        let mut asked = Asked {
            requirements: Vec::with_capacity(all.len()),
            classes: Vec::new(),
            asking: vec![Vec::new(); index.len()],
            index,
            broad: 0,
            weak: HashSet::new(),
            vague: HashSet::new(),
        };
        let groups = &knowledge.groups;
        let plain = groups.named("view") | groups.named("create") | groups.named("store");
        let mut acts: HashMap<u32, usize> = HashMap::new();
        let mut written: HashMap<&str, usize> = HashMap::new();
        for terms in &all {
            for term in terms.iter().filter(|term| term.verb) {
                *written.entry(&term.stem).or_default() += 1;
            }
            let wanted = terms
                .iter()
                .filter(|term| term.verb)
                .fold(0, |set, term| set | term.groups);
            for bit in (0..GroupSet::BITS).filter(|bit| wanted & (1 << bit) != 0) {
                *acts.entry(bit).or_default() += 1;
            }
        }
        let broad = [
            "send", "track", "update", "assign", "accept", "ingest", "compute", "run", "begin", "finish", "retry",
        ]
        .iter()
        .fold(plain, |set, name| set | groups.named(name));
        asked.broad = ["create", "send", "update"]
            .iter()
            .fold(0, |set, name| set | groups.named(name));
        let narrow = |set: GroupSet| set != 0 && set & (plain | broad) == 0;
        let common: HashSet<String> = knowledge.trace_words("common").iter().map(|word| stem(word)).collect();
        let is_common = |stem: &str| common.contains(stem);
        let ids = |list: &str| -> HashSet<u32> {
            let words = knowledge.trace_words(list).iter();
            words.filter_map(|word| asked.index.id(&stem(word))).collect()
        };
        (asked.weak, asked.vague) = (ids("weak"), ids("vague"));
        asked.weak.extend(asked.vague.iter().copied());
        let decisive: HashSet<String> = knowledge
            .trace_words("decisive")
            .iter()
            .map(|word| stem(word))
            .collect();
        let once = |set: GroupSet| {
            let mut bits = (0..GroupSet::BITS).filter(|bit| set & (1 << bit) != 0);
            bits.all(|bit| acts.get(&bit) == Some(&1))
        };
        for (number, terms) in all.iter().enumerate() {
            for term in terms.iter().filter(|term| term.weight > 0.1) {
                let stems = groups.stems(term.groups).filter_map(|stem| asked.index.id(stem));
                for id in stems.chain(asked.index.id(&term.stem)) {
                    if asked.asking[id as usize].last() != Some(&number) {
                        asked.asking[id as usize].push(number);
                    }
                }
            }
            // "Docs" in the title are documents.
            let is_titled = |term: &Term| {
                let id = asked.index.id(&term.stem);
                id.is_some_and(|id| titled.contains(&id)) || !term.verb && groups.nouns(term.groups) & named != 0
            };
            let mut objects = 0;
            // "Transfer money": an act that is not known.
            let bare = !terms.iter().any(|term| term.verb);
            let sought = terms.iter().enumerate().map(|(order, term)| {
                let class = Class {
                    id: asked.index.id(&term.stem),
                    groups: term.groups,
                    verb: term.verb,
                };
                let class = *numbers.entry(class).or_insert_with(|| {
                    asked.classes.push(class);
                    asked.classes.len() - 1
                });
                // Each act has its own.
                objects = if term.verb {
                    0
                } else {
                    objects + usize::from(term.object)
                };
                Sought {
                    class,
                    weight: term.weight,
                    verb: term.verb,
                    resource: (term.verb || bare && order == 0 && term.object && !term.subject && term.groups == 0)
                        && !matches!(term.stem.as_str(), "get" | "put" | "patch" | "delet" | "head"),
                    object: term.object && objects <= 2,
                    listed: term.object,
                    head: term.head,
                    thing: !term.verb && !term.aside,
                    given: is_titled(term),
                    once: term.verb && once(term.groups),
                    sole: term.verb && !term.bracketed && narrow(term.groups) && once(term.groups),
                    named: term.verb
                        && !term.bracketed
                        && !term.guessed
                        && narrow(groups.verbs(term.groups))
                        && written.get(&*term.stem) == Some(&1),
                    special: term.groups & plain == 0,
                    weak: asked.index.id(&term.stem).is_some_and(|id| asked.weak.contains(&id)),
                    decisive: decisive.contains(&term.stem)
                        && (term.object || term.groups & groups.named("offline") != 0)
                        && !tells_presence(terms, order)
                        && !tells_work(terms, order),
                    guessed: term.guessed,
                    rare: term.verb
                        && !term.bracketed
                        && !term.guessed
                        && written.get(&*term.stem) == Some(&1)
                        && !is_common(&term.stem),
                    label: term.label,
                    narrow: term.verb && !term.bracketed && !term.guessed && narrow(groups.verbs(term.groups)),
                }
            });
            let verbs = || terms.iter().filter(|term| term.verb);
            // "Trip history" is more than trips that can be seen.
            let plain_verbs = || verbs().filter(|term| !term.head);
            // What is there can be seen.
            let only_seen = verbs().next().is_some() && verbs().all(|term| term.groups & groups.named("view") != 0);
            let terms_sought: Vec<Sought> = sought.collect();
            let given_act = terms_sought.iter().any(|term| term.verb && term.given);
            let doubles = terms.iter().filter(|term| term.object && !term.verb);
            let doubles = doubles.filter_map(|term| asked.index.id(&term.stem));
            let doubles = doubles
                .filter(|id| groups.verbs(asked.index.groups(*id)) != 0)
                .collect();
            asked.requirements.push(Requirement {
                doubles,
                main: given_act && terms_sought.iter().any(|term| term.object && term.given),
                has_given_act: given_act,
                has_given_objects: terms_sought.iter().any(|term| term.object)
                    && terms_sought.iter().all(|term| term.given || !term.object),
                part: part(terms, &terms_sought, plain),
                terms: terms_sought,
                total: terms.iter().map(|term| term.weight).sum(),
                seen: plain_verbs()
                    .filter(|term| term.groups & groups.named("view") != 0)
                    .map(|term| term.weight)
                    .sum(),
                has_verb: verbs().next().is_some(),
                has_object: terms.iter().any(|term| term.object),
                has_thing: terms.iter().any(|term| !term.verb && !term.aside),
                only_seen: only_seen && terms.iter().filter(|term| term.object).count() == 1,
                need: if plain_verbs().any(|term| term.groups & plain != 0) {
                    0.05
                } else {
                    0.2
                },
            });
        }
        asked
    }

    /// Compares places with the requirements: tells of each place (first number) that says something of a requirement
    /// (second number), and how much of it, from 0 to 1. Linear in the number of places.
    pub fn compare(&self, places: &[Place], mut tell: impl FnMut(usize, usize, f32)) {
        let mut finder = Finder::new(&self.index);
        let said: Vec<Said> = places
            .iter()
            .map(|place| Said::of(place, &mut finder, &self.vague))
            .collect();
        let mut known = vec![Quality::default(); self.classes.len()];
        let mut seen = vec![0; self.requirements.len()];
        let mut candidates = Vec::new();
        for (number, place) in places.iter().enumerate() {
            self.candidates(&said[number], number + 1, &mut seen, &mut candidates);
            if candidates.is_empty() {
                continue;
            }
            let mut chain: [&Said; STEPS + 1] = [&said[number]; STEPS + 1];
            let mut steps = 0;
            let above = std::iter::successors(place.above, |&above| places[above].above);
            for (step, above) in above.take(STEPS).enumerate() {
                steps = step + 1;
                chain[steps] = &said[above];
            }
            for &requirement in &candidates {
                let score = self.score(requirement, place, number + 1, &chain[..=steps], &mut known);
                if score > 0.0 {
                    tell(number, requirement, score);
                }
            }
        }
    }

    /// The requirements that share words with a place, by the rarest words first, and no more than so many: a long list
    /// of requirements must not cost its square.
    fn candidates(&self, said: &Said, place: usize, seen: &mut [usize], candidates: &mut Vec<usize>) {
        candidates.clear();
        let mut ids = said.ids.clone();
        ids.sort_by_key(|id| self.asking[*id as usize].len());
        let mut touched = 0;
        for id in ids {
            let left = CANDIDATES.saturating_sub(touched);
            for &requirement in self.asking[id as usize].iter().take(left) {
                touched += 1;
                if seen[requirement] != place {
                    seen[requirement] = place;
                    candidates.push(requirement);
                }
            }
        }
    }

    /// Whether a place stands for an act by a word that means no other one: who sends something need not share it.
    fn is_narrow(&self, class: usize, said: &Said) -> bool {
        let groups = self.classes[class].groups;
        let mut own = said.ids.iter().filter(|id| !self.weak.contains(id));
        own.any(|id| {
            let other = self.index.groups(*id);
            other & groups != 0 && other & self.broad == 0
        })
    }

    /// Whether a place stands for an act by nothing but what the act is done to.
    fn is_double(&self, class: usize, doubles: &[u32], said: &Said) -> bool {
        let groups = self.classes[class].groups;
        let mut own = said.ids.iter().filter(|id| self.index.groups(**id) & groups != 0);
        groups & self.broad != 0 && !doubles.is_empty() && own.all(|id| doubles.contains(id))
    }

    /// How much of a requirement a place says, from 0 to 1; the places above it help out.
    fn score(&self, requirement: usize, place: &Place, number: usize, chain: &[&Said], known: &mut [Quality]) -> f32 {
        let asked = &self.requirements[requirement];
        let mut covered = 0.0;
        let mut verb = false;
        let mut said = false;
        let mut object = false;
        let mut thing = false;
        let mut told = false;
        let mut acts = false;
        let mut sole = false;
        // "Returns it" below a heading on boats shows no boats: the act must be named, or what it is done to.
        let mut told_here = false;
        let mut weak = false;
        let mut beside = false;
        let mut matched = 0;
        let mut label = Label::default();
        let mut headless = false;
        let mut named_alone = false;
        let mut listed = false;
        for term in &asked.terms {
            let quality = &mut known[term.class];
            if quality.place != number {
                *quality = self.classes[term.class].quality(place.acts, number, chain);
            }
            let mut quality = *quality;
            if term.verb
                && quality.own > 0.0
                && quality.own < 1.0
                && self.is_double(term.class, &asked.doubles, chain[0])
            {
                quality = self.classes[term.class].by_method(place.acts, number);
            }
            if term.decisive && quality.all < 0.5 {
                return 0.0;
            }
            covered += term.weight * quality.all;
            headless |= term.head && quality.all <= 0.5;
            matched += u16::from(quality.own > 0.5);
            if term.label {
                label.add(term, &quality);
            }
            verb |= term.verb && quality.all > 0.5;
            said |= term.verb && quality.said;
            object |= term.object && !term.verb && quality.all > 0.5;
            told_here |= term.object && !term.verb && quality.own > 0.5
                || term.verb && quality.all > 0.5 && term.special
                || term.verb && quality.own >= 1.0;
            thing |= term.thing && (term.given || quality.all > 0.5);
            listed |= term.listed
                && self.classes[term.class]
                    .id
                    .is_some_and(|id| chain[0].parts.contains(&id));
            told |= term.thing && !term.given && quality.all > 0.5;
            acts |= term.verb && (quality.own >= 1.0 || term.once && quality.own >= 0.9);
            // `POST /submissions` is the act itself.
            sole |= term.resource && place.path && quality.own >= 1.0;
            let alone = term.sole || asked.main && term.verb && term.given;
            let by_another = || !term.guessed && self.is_narrow(term.class, chain[0]);
            sole |= alone && quality.own >= 0.9 && (quality.own >= 1.0 && !term.weak || by_another());
            weak |= alone && term.weak && quality.own >= 1.0;
            beside |= !term.verb && quality.own > 0.5;
            // "A recorder joins": who but for the one that asks for records.
            sole |= (term.rare || term.named && !term.weak) && quality.own >= 1.0;
            // "Search service" searches for whatever is asked for.
            named_alone |= term.narrow
                && quality.own >= 0.9
                && (place.heading || place.drawn || quality.own >= 1.0 && !place.names)
                && names_act_alone(place.text);
        }
        // "Pick a lesson and hold it": the lesson is said with another act.
        let part = asked.part.and_then(|class| self.classes[class].id);
        if part.is_some_and(|part| chain[0].parts.contains(&part)) && !place.names {
            return ENOUGH;
        }
        sole |= weak && beside || named_alone;
        let total = asked.total - if verb { 0.0 } else { VIEWED * asked.seen };
        let coverage = if total > 0.0 { covered / total } else { 0.0 };
        match (asked.has_verb, verb) {
            // "Dashboards: …", and a box of that name in the drawing: the part that does it.
            _ if matched < place.least && !(place.drawn && (named_alone || label.is_said(asked.has_verb))) => 0.0,
            _ if label.is_said(asked.has_verb) && !place.names => coverage.max(ENOUGH),
            // The main act and what it is done to: the rest is detail. An act that only one asks for needs no more.
            // `GET /tides` shows them, however much else is said of them.
            (true, true) if listed && place.lists => coverage.max(ENOUGH),
            (true, true) if sole || object && (told_here || place.acts != 0) => coverage.max(ENOUGH),
            // What it is done to goes without saying: the act itself, and anything else of it.
            (true, true) if acts && told && (asked.has_given_act || asked.has_given_objects) => coverage.max(ENOUGH),
            (true, true) if acts && asked.has_given_objects => coverage,
            // The act alone, done to something else; and a method that may do anything.
            (true, true) if asked.has_thing && !thing && (asked.has_object || !acts) || asked.has_object && !said => {
                0.0
            }
            // Another word for the act, and nothing of what it is done to.
            (true, true) if asked.has_object && !acts => coverage - 0.3,
            (true, true) if asked.has_object => coverage - asked.need.max(0.15),
            (true, true) => coverage,
            (_, false) if place.names => 0.0,
            (false, _) if sole => coverage.max(ENOUGH),
            // "Trip history" is not answered by every word on trips.
            (_, false) if headless => coverage - 0.3,
            // Without the act, nearly all else must be there.
            (true, false) if asked.only_seen => coverage.min(ENOUGH),
            (true, false) => coverage - asked.need,
            (false, _) => coverage,
        }
    }
}
