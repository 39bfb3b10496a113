//! What is looked for of a requirement.

use crate::design::trace::terms::Term;
use crate::knowledge::GroupSet;

/// What is looked for of one requirement.
#[derive(Debug)]
pub(super) struct Requirement {
    pub(super) terms: Vec<Sought>,
    pub(super) total: f32,
    /// How much of it acts of seeing weigh.
    pub(super) seen: f32,
    /// Some term says what is done.
    pub(super) has_verb: bool,
    /// Some term says what with.
    pub(super) has_thing: bool,
    /// Some term says to what it is done.
    pub(super) has_object: bool,
    /// Act and object both stand in the title: the design as a whole is about it.
    pub(super) main: bool,
    /// An act stands in the title.
    pub(super) has_given_act: bool,
    /// There are objects, and all of them stand in the title.
    pub(super) has_given_objects: bool,
    /// A part that is called by this term is there for it: "shopping cart", "view the menu".
    pub(super) part: Option<usize>,
    /// Things that sound like acts: a place is none that one places.
    pub(super) doubles: Vec<u32>,
    /// One thing is to be seen, and no more.
    pub(super) only_seen: bool,
    /// How much more must be found where the act itself is not: acts like "see" go without saying.
    pub(super) need: f32,
}

/// A term of a requirement.
#[derive(Debug)]
pub(super) struct Sought {
    pub(super) class: usize,
    pub(super) weight: f32,
    pub(super) verb: bool,
    /// One of the first two things that something is done to.
    pub(super) object: bool,
    /// What is asked for where no act is.
    pub(super) head: bool,
    /// No act, and no aside.
    pub(super) thing: bool,
    /// It stands in the title: it goes without saying.
    pub(super) given: bool,
    /// Something is done to it, be it the first thing or the last.
    pub(super) listed: bool,
    /// An act that no other requirement asks for, and that is telling enough to answer alone.
    pub(super) sole: bool,
    /// As `sole`, where others ask for it in other words.
    pub(super) named: bool,
    /// An act that is more than to see, make or keep something.
    pub(super) special: bool,
    /// It stands for an act only beside what it is done to.
    pub(super) weak: bool,
    /// Without it the rest is something else: "edit offline".
    pub(super) decisive: bool,
    /// It may be an act, and no other word is one.
    pub(super) guessed: bool,
    /// An act that no other requirement asks for.
    pub(super) once: bool,
    /// An act that no other requirement asks for, and that is not said of everything.
    pub(super) rare: bool,
    /// It stands in the label before the colon.
    pub(super) label: bool,
    /// An act that is telling enough to answer where nothing but the act is named.
    pub(super) narrow: bool,
    /// An act by whose name a path may call what it makes; a method is no such name.
    pub(super) resource: bool,
}

/// The class of the thing that is asked for, where no more is asked than that it is there, can be seen or
/// made.
pub(super) fn part(terms: &[Term], sought: &[Sought], plain: GroupSet) -> Option<usize> {
    let mut acts = terms.iter().filter(|term| term.verb && !term.guessed);
    if acts.any(|term| term.groups & plain == 0) {
        return None;
    }
    let objects = || terms.iter().zip(sought).filter(|(term, own)| term.object && !own.given);
    let head = objects().find(|(term, _)| term.head);
    head.or_else(|| objects().next().filter(|_| objects().count() == 1))
        .map(|(_, own)| own.class)
}
