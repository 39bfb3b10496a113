//! What the words of a requirement are to each other: acts and their means, people, senses.

use super::{Term, words};
use crate::knowledge::{Groups, Knowledge, stem};
use crate::text::Span;

/// "Enter two places and get the fare": the first act is the means of the second.
pub(super) fn set_means_aside(found: &mut [Term], knowledge: &Knowledge) {
    let means = |term: &Term| is_one_of(term, "means", knowledge);
    let mut verbs = found.iter().enumerate().filter(|(_, term)| term.verb);
    let (Some((at, first)), Some((second, act))) = (verbs.next(), verbs.next()) else {
        return;
    };
    // "Pick seats and hold them": what is picked is what is held.
    let same = !found[second..].iter().any(|term| term.object);
    if means(first) && !means(act) && same {
        found[at].verb = false;
        found[at].aside = true;
    } else if means(first) && !means(act) {
        for term in &mut found[..second] {
            term.verb = false;
            term.object = false;
            term.aside = true;
        }
        found.rotate_left(second);
    }
}

/// "Make a payment": the act is what is made; "prevent duplicates": what is kept out is found out.
pub(super) fn take_acts_for_verbs(found: &mut [Term], knowledge: &Knowledge) {
    let doubled = knowledge.groups.named("duplicate");
    for at in 0..found.len() {
        let (before, behind) = found.split_at_mut(at + 1);
        let light = &mut before[at];
        let keeps_out = is_one_of(light, "keeping_out", knowledge);
        if !light.verb || !keeps_out && !is_one_of(light, "light", knowledge) {
            continue;
        }
        let acts = |term: &&mut Term| {
            let acts = knowledge.groups.verbs(term.groups);
            !term.verb && if keeps_out { acts & doubled != 0 } else { acts != 0 }
        };
        // "Place a limit order": the last of the words side by side.
        let mut next: Vec<&mut Term> = behind.iter_mut().filter(|term| !term.aside).take(2).collect();
        if let Some(act) = next.iter_mut().rfind(|term| acts(term)) {
            act.verb = true;
            light.verb = false;
            light.aside = true;
        }
    }
}

/// "Refund processing": the act is what is processed.
pub(super) fn set_trailing_aside(found: &mut [Term], knowledge: &Knowledge) {
    for at in 1..found.len() {
        let acts = knowledge.groups.verbs(found[at - 1].groups) != 0 && !found[at - 1].aside;
        let goes_on = found.get(at + 1).is_some_and(|next| next.object);
        if acts && found[at].verb && !goes_on && is_one_of(&found[at], "trailing", knowledge) {
            found[at - 1].verb = true;
            found[at - 1].object = false;
            found[at].verb = false;
            found[at].aside = true;
        }
    }
}

pub(super) fn is_one_of(term: &Term, list: &str, knowledge: &Knowledge) -> bool {
    knowledge.trace_words(list).iter().any(|word| stem(word) == term.stem)
}

/// "Push notifications": of the senses of an act, that which it shares with what it is done to.
pub(super) fn tell_senses_apart(found: &mut [Term], groups: &Groups) {
    let moving = ["vehicle", "parcel", "trip", "place"]
        .iter()
        .fold(0, |set, name| set | groups.named(name));
    let expiring = found
        .iter()
        .any(|term| !term.verb && term.groups & groups.named("expire") != 0);
    for at in 1..found.len() {
        let next = found[at].groups;
        let term = &mut found[at - 1];
        // What is removed after a while expires.
        let expired = groups.named("expire");
        if term.verb && term.groups & groups.named("delete") != 0 && expiring {
            term.groups = expired;
        }
        // Who follows a car on its way is no follower of it, and sees where it is.
        if term.verb && matches!(term.stem.as_str(), "follow" | "track") && next & moving != 0 {
            term.groups = groups.named("track") | groups.named("place");
        }
        let shared = groups.verbs(term.groups & next);
        if term.verb && shared != 0 {
            term.groups = shared;
        }
    }
    // What something is done to is no act of making or seeing.
    let broad = ["create", "view", "store"]
        .iter()
        .fold(0, |set, name| set | groups.named(name));
    for term in found.iter_mut().filter(|term| !term.verb) {
        term.groups &= !broad;
        // Orders are purchases, and no sorting.
        if groups.nouns(term.groups) != 0 {
            term.groups = groups.nouns(term.groups);
        }
        // Saved searches are no finding.
        if term.stem == "search" {
            term.groups = 0;
        }
    }
}

/// "Drivers receive", "the driver receives", where the label before it is not counted.
pub(super) fn acts_next(word: &str, rest: &str) -> bool {
    let next = words(rest).next().map_or("", |(_, next)| next);
    word.ends_with('s') || next.ends_with('s')
}

/// "Devices send readings": behind several of them stands what they do, and to what.
pub(super) fn perform_next(word: &str, rest: &str, knowledge: &Knowledge) -> bool {
    let mut next = words(rest).map(|(_, word)| word);
    let (Some(act), Some(object)) = (next.next(), next.next()) else {
        return false;
    };
    word.ends_with('s')
        && !word.ends_with("ss")
        && rest.starts_with(' ')
        && is_plain(act)
        && act.starts_with(|c: char| c.is_ascii_lowercase())
        && knowledge.groups.verbs(knowledge.groups.of(&stem(act))) != 0
        && !knowledge.says_trace("signs", act)
        && !knowledge.groups.is_idle(act)
        && !knowledge.says_trace("preposition", object)
        && !matches!(object, "and" | "or")
}

/// "Flags are …", "flags can be …": something is done to what stands before.
pub(super) fn suffers_next(rest: &str) -> bool {
    let mut next = words(rest).map(|(_, word)| word);
    match next.next().unwrap_or_default() {
        "are" | "get" => true,
        "can" | "could" | "should" | "must" | "may" | "will" | "shall" => next.next() == Some("be"),
        _ => false,
    }
}

/// "Auction closes": it ends or begins of itself.
pub(super) fn ends_next(rest: &str) -> bool {
    const ACTS: &[&str] = &[
        "closes", "ends", "expires", "expire", "starts", "begins", "close", "end",
    ];
    let next = words(rest).next().map_or("", |(_, next)| next);
    rest.starts_with(' ') && ACTS.contains(&next)
}

/// "A board shows": what stands before shows it.
pub(super) fn shows_next(rest: &str) -> bool {
    const ACTS: &[&str] = &["shows", "displays", "lists", "sees", "gets", "receives", "sends"];
    let next = words(rest).next().map_or("", |(_, next)| next);
    rest.starts_with(' ') && ACTS.contains(&next)
}

/// A thing stands next: "rented boats", "rented and sold boats", but not "charged for boats" or "charged".
pub(super) fn names_next(rest: &str, knowledge: &Knowledge) -> bool {
    let next = words(rest).next().map(|(_, next)| next.to_lowercase());
    rest.starts_with([' ', ',', '/']) && next.is_some_and(|next| !knowledge.says_trace("preposition", &next))
}

/// Something is named to which "based on" may belong.
pub(super) fn acted_on(found: &[Term]) -> bool {
    found.iter().any(|term| term.object || term.verb)
}

/// "Based on price", "depending on the hour": what something goes by stands next.
pub(super) fn is_criterion(text: &str, span: &Span) -> bool {
    let word = &text[span.clone()];
    (word.eq_ignore_ascii_case("based") || word.eq_ignore_ascii_case("depending"))
        && text[span.end..].trim_start().starts_with("on ")
}

/// "Trip history of both sides": the last of the words that stand side by side at the beginning is what is asked for.
pub(super) fn mark_head(found: &mut [Term], text: &str) {
    let mut end = None;
    let mut heads = 0;
    // "Distributed commit log": what it is like aside.
    let likenesses = found.iter().take_while(|term| term.aside).count();
    for ((span, word), term) in words(text).zip(found.iter()).skip(likenesses) {
        let beside = end.is_none_or(|end: usize| &text[end..span.start] == " ");
        if !beside || !term.object || stem(&word.to_lowercase()) != term.stem {
            break;
        }
        end = Some(span.end);
        heads += 1;
    }
    if heads > 1 && !found.iter().any(|term| term.verb) {
        found[heads - 1].head = true;
    }
}

/// "Orders: view the history": behind a label that names things, what is seen is asked for.
pub(super) fn mark_seen(found: &mut [Term], groups: &Groups) {
    let view = groups.named("view");
    let labelled = found.iter().filter(|term| term.label).count();
    let (label, rest) = found.split_at_mut(labelled);
    let names = !label.is_empty() && label.iter().all(|term| term.label && !term.verb);
    if let [act, seen] = rest
        && names
        && act.verb
        && act.groups & view != 0
        && seen.object
    {
        seen.head = true;
    }
}

/// "End-to-end" ends nothing.
pub(super) fn is_end_to_end(text: &str, span: &Span) -> bool {
    const LONG: usize = 10;
    let is = |piece: Option<&str>| {
        piece.is_some_and(|piece| piece.eq_ignore_ascii_case("end-to-end") || piece.eq_ignore_ascii_case("end to end"))
    };
    is(text.get(span.start..span.start + LONG)) || span.end >= LONG && is(text.get(span.end - LONG..span.end))
}

/// `cancellation`, `payment`, `tracking`.
pub(super) fn is_act_noun(word: &str) -> bool {
    ["ation", "ment", "ing"].iter().any(|ending| word.ends_with(ending))
}

/// `share`, not `shares`, `sharing` or `permission`.
pub(super) fn is_plain(word: &str) -> bool {
    !["s", "ing", "ed", "ion", "ment"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// `scheduled`, `personalised`, but neither `feed` nor `embed`.
pub(super) fn is_participle(word: &str) -> bool {
    let regular = word.len() > 5
        && word.ends_with("ed")
        && !["embed", "ceed", "feed", "speed"].iter().any(|end| word.ends_with(end));
    regular
        || matches!(
            word,
            "chosen"
                | "written"
                | "given"
                | "taken"
                | "made"
                | "sent"
                | "told"
                | "shown"
                | "kept"
                | "held"
                | "sold"
                | "paid"
                | "lent"
                | "drawn"
                | "brought"
                | "hidden"
        )
}

/// `reliably`, `publicly`: how it is done, but neither `reply` nor `monthly`.
pub(super) fn is_manner(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "reply", "pply", "family", "assembl", "anomaly", "hly", "kly", "friendly", "multiply",
    ];
    word.len() > 5
        && word.ends_with("ly")
        && !OTHERS
            .iter()
            .any(|other| word.ends_with(other) || word.starts_with(other))
}

/// Whether a word names people by what they do: `riders`, `staff`.
pub(super) fn is_actor(word: &str, knowledge: &Knowledge) -> bool {
    let lower = word.to_lowercase();
    let one = lower.strip_suffix('s').unwrap_or(&lower);
    let says = |list| knowledge.says_trace(list, one);
    says("people") || ((one.ends_with("er") || one.ends_with("or")) && one.len() > 4 && !says("no_people"))
}

/// "As a rider, I want to …" says who asks before it says what for.
pub(super) fn without_role(text: &str) -> &str {
    let folded = text.trim_start().get(..5).map(str::to_ascii_lowercase);
    let role = folded.is_some_and(|start| start.starts_with("as a ") || start.starts_with("as an"));
    let end = text.find(" I ").map(|at| at + 2);
    let end = text.find(',').into_iter().chain(end).min();
    end.filter(|_| role).map_or(text, |at| text[at + 1..].trim_start())
}

/// A requirement that is written as a call, up to where its brackets close: a name without blanks, then "(".
pub(super) fn call(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let (name, rest) = text.split_once('(')?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let close = rest.find(')').filter(|_| named)?;
    Some(&text[..name.len() + 1 + close])
}

/// What systems call themselves.
pub(super) fn names_system(word: &str) -> bool {
    const PARTS: &[&str] = &[
        "system",
        "service",
        "platform",
        "app",
        "application",
        "site",
        "website",
        "backend",
    ];
    PARTS.contains(&word)
}

/// "Offline training": where it is done, and not that it goes on without a network.
pub fn tells_work(terms: &[Term], at: usize) -> bool {
    const WORK: &[&str] = &[
        "process", "batch", "analysi", "analyt", "train", "comput", "infer", "evalu", "index",
    ];
    terms.get(at + 1).is_some_and(|next| WORK.contains(&next.stem.as_str()))
}

/// "See who is online or offline".
pub fn tells_presence(terms: &[Term], at: usize) -> bool {
    let mut around = terms[at.saturating_sub(1)..].iter().take(3);
    around.any(|term| matches!(term.stem.as_str(), "onlin" | "status" | "presenc"))
}
