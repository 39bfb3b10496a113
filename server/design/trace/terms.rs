//! The telling words of requirements.

mod beginnings;

mod pieces;

mod senses;

use crate::knowledge::{GroupSet, Knowledge, stem as stem_of};
use crate::notes::head;
pub use beginnings::Beginnings;
pub use pieces::words;
use senses::{
    acted_on, acts_next, call, ends_next, is_act_noun, is_actor, is_criterion, is_end_to_end, is_manner, is_one_of,
    is_participle, is_plain, mark_head, mark_seen, names_next, names_system, perform_next, set_means_aside,
    set_trailing_aside, shows_next, suffers_next, take_acts_for_verbs, tell_senses_apart, without_role,
};
pub use senses::{tells_presence, tells_work};

/// A telling word of a requirement.
#[derive(Clone, Debug)]
pub struct Term {
    /// Without its ending.
    pub stem: String,
    /// The groups of words that do its job.
    pub groups: GroupSet,
    /// It says what is done, rather than what with.
    pub verb: bool,
    /// It stands in a clause that only says when, or between brackets.
    pub aside: bool,
    /// It is what something is done to.
    pub object: bool,
    /// It stands between brackets: an example.
    pub bracketed: bool,
    /// It stands in the label before the colon.
    pub label: bool,
    /// It may be an act, and no other word is one.
    pub guessed: bool,
    /// Something is done to it, or it does something: "flags can be …".
    pub subject: bool,
    /// What is asked for where no act is: the last of "trip history".
    pub head: bool,
    /// It says what something is like: "saved".
    pub likeness: bool,
    /// It is written as what goes on: "sharing".
    pub gerund: bool,
    /// How much it tells; greater tells more.
    pub weight: f32,
}

/// The telling words of a requirement, in their order, verbs marked. Each stem once.
pub fn terms(text: &str, knowledge: &Knowledge) -> Vec<Term> {
    let groups = &knowledge.groups;
    let says = |list, word: &str| knowledge.says_trace(list, word);
    let mut found: Vec<Term> = Vec::new();
    // A verb stands at the beginning, behind "can", "to", "allow", and behind "and" or a comma after another verb.
    let mut expected = true;
    let mut before = 0;
    let mut was_verb = false;
    let mut was_modal = false;
    let mut aside = false;
    let mut brackets = false;
    let mut article = false;
    // Behind what something is done to stands the rest: "with a caption", "for friends".
    let mut closed = false;
    let mut joined = false;
    // "Hold them": they are what stood there before.
    let mut handed = false;
    // "Support for offers": what follows are things.
    let mut of_things = false;
    // "Venue staff", "event organizers": the word before names people.
    let mut actors = false;
    // "Rented and sold boats": the word before says what they are like.
    let mut described = false;
    let text = without_role(text);
    // "put(key, value)": what stands in the brackets is what it is done to, and behind them what comes back.
    let call = call(text);
    let text = call.unwrap_or(text);
    let label = match head(text) {
        (label, Some(_)) if !label.contains(['.', '(']) => label.len(),
        _ => 0,
    };
    // "Navigation: drivers receive the way": who acts stands behind the label.
    let mut begun = false;
    // The idle word right before.
    let mut last = "";
    let mut behind_preposition = false;
    for (span, word) in words(text) {
        let lower = word.to_lowercase();
        let gap = &text[before..span.start];
        before = span.end;
        let behind_article = std::mem::replace(
            &mut article,
            matches!(lower.as_str(), "a" | "an" | "the" | "their" | "its" | "each"),
        );
        if gap.contains([':', '.', '–', '—', '>', '→']) || gap == " - " {
            expected = true;
        }
        if gap.contains([',', '.', ';', ':']) {
            aside = false;
        }
        if let Some(at) = gap.rfind(['(', ')']).filter(|_| call.is_none()) {
            brackets = gap[at..].starts_with('(');
            expected |= brackets;
        }
        // "When a link is opened, …": what follows says when. Without a comma there is no telling where it ends.
        let sets_scene = lower == "given" && found.is_empty() && text[span.end..].contains(',');
        // "At once" sets none.
        let says_when = matches!(lower.as_str(), "when" | "if" | "once" | "while" | "after" | "before");
        if sets_scene || says_when && last != "at" {
            aside = span.start > 0 && !found.is_empty() || text[span.end..].contains(',');
        }
        // "Products they sell" are products.
        let acted = found.iter().any(|term| term.verb);
        // But "show who is online" shows that.
        if matches!(lower.as_str(), "they" | "that" | "which" | "who" | "whose" | "where") && acted && !was_verb {
            aside = true;
        }
        if was_verb && gap.contains([',', '/', '&']) {
            expected = true;
        }
        // "Book a boat, cancel it".
        let next = words(&text[span.end..]).next().map_or("", |(_, next)| next);
        expected |= acted && gap.contains(',') && matches!(next, "it" | "them" | "the" | "a" | "an" | "their");
        // "Turn it down, returning a reason": how it is done; but "adding, editing boats" does both.
        let first = found.iter().find(|term| term.verb);
        let goes_on = gap.contains(',') && lower.ends_with("ing") && groups.verbs(groups.of(&stem_of(&lower))) != 0;
        aside |= goes_on && !was_verb && first.is_some_and(|first| !first.gerund);
        // "Silence it during a flood", "because boats sink": when, and why.
        aside |= matches!(lower.as_str(), "during" | "because") && acted_on(&found);
        let modal = says("modal", &lower);
        if lower == "end" && is_end_to_end(text, &span) {
            continue;
        }
        // "Pages about boats" show boats.
        let shows = matches!(lower.as_str(), "page" | "pages") && text[span.end..].starts_with(" about ");
        if groups.is_idle(&lower) || lower.len() < 2 || shows {
            // "See detailed information about boats": boats are what is seen.
            let open = found.last().is_some_and(|term| !term.verb) && acted && !described;
            joined = matches!(lower.as_str(), "and" | "or" | "then" | "to");
            of_things |= found.is_empty() && lower == "for";
            expected = match lower.as_str() {
                "and" | "or" => was_verb,
                // "Messages to friends", "redirect to the page".
                "to" if open || was_verb => false,
                // "Tell users of a price": behind an act they do nothing.
                _ if modal && (!acted || says("auxiliary", &lower)) => true,
                // "Per route rules", "in-app messages": what follows is a thing.
                _ if found.is_empty() && says("preposition", &lower) => false,
                _ => expected,
            };
            was_modal = match lower.as_str() {
                "to" => !open && !was_verb,
                // "Users swipe pictures".
                "users" | "customers" | "clients" | "people" => found.is_empty() && text[span.end..].starts_with(' '),
                "also" => was_modal,
                other => says("auxiliary", other),
            };
            handed |= was_verb && matches!(lower.as_str(), "them" | "it");
            // "Transfer money between accounts", where no act is known.
            let unacted = !acted && !found.is_empty();
            // "Pay at the exit": how, where and with whom.
            let beside = was_verb
                && matches!(
                    lower.as_str(),
                    "at" | "by" | "with" | "via" | "using" | "from" | "through"
                );
            // "Pair tutors with pupils": both of them are joined.
            let joins = acted && matches!(lower.as_str(), "to" | "with") && {
                let act = found.iter().rev().find(|term| term.verb);
                act.is_some_and(|act| is_one_of(act, "joining", knowledge))
            };
            // "Ticket sale in the foyer": what is sold stands before.
            let told = was_verb && found.len() > 1 && found[found.len() - 2].object;
            closed |= (open || handed || unacted || beside || told) && !joins && says("preposition", &lower);
            // "Sort offers based on price": by what.
            aside |= acted_on(&found) && is_criterion(text, &span);
            // "The booking system should list": what it is called is no act.
            let named = names_system(last) && !found.iter().any(|term| term.object && !term.verb);
            if named && says("auxiliary", &lower) {
                for term in &mut found {
                    term.aside = true;
                    term.verb = false;
                }
            }
            behind_preposition = match lower.as_str() {
                "of" => true,
                "the" | "a" | "an" | "their" | "its" => behind_preposition,
                other => says("preposition", other),
            };
            last = match lower.as_str() {
                "should" | "must" | "shall" | "will" | "can" => "",
                _ => word,
            };
            // "Bank clerks should be able to": whoever they are, they do it.
            if (actors || lower == "able") && !acted && says("auxiliary", &lower) {
                for term in &mut found {
                    term.aside = true;
                    term.object = false;
                }
            }
            continue;
        }
        let stem = stem_of(&lower);
        let set = match groups.of(&stem) {
            // What is filtered out is kept away.
            _ if stem == "filter" && text[span.end..].starts_with(" out") => groups.named("block"),
            set => set,
        };
        let last_idle = std::mem::take(&mut last);
        let behind_preposition = std::mem::take(&mut behind_preposition);
        // "Live prices", "real-time prices": how they come.
        let real = lower == "live"
            || lower == "real" && words(&text[span.end..]).next().is_some_and(|(_, next)| next == "time")
            || lower == "time" && found.last().is_some_and(|term| term.stem == "real");
        // "Cancel a booking": behind an article it is a thing.
        let gerund = lower.ends_with("ing") && found.len() < 3 && !behind_article;
        // "Upload photos and share them": a plain form that is no thing.
        let plain = joined && acted && is_plain(&lower) && set != 0 && groups.verbs(set) == set;
        // "Clicks are filtered out".
        let suffered = matches!(
            last_idle,
            "is" | "are" | "was" | "were" | "be" | "been" | "get" | "gets"
        ) && (lower.ends_with("ed") || is_participle(&lower));
        // "Opening a link leads to the page".
        let leads = lower.ends_with('s') && set & groups.named("redirect") != 0 && text[span.end..].starts_with(" to ");
        let ends = ends_next(&text[span.end..]);
        // "Flags can be read", "a board shows tides": what something is done to, or what does it.
        let shows = shows_next(&text[span.end..]);
        let subject = found.is_empty() && (ends || shows || lower.ends_with('s') && suffers_next(&text[span.end..]));
        // "Orders: view the last ones": a label that names things.
        let things = found.is_empty() && span.end == label && lower.ends_with('s') && says("things", &stem);
        let known = (expected || gerund || plain || suffered || leads)
            && !subject
            && !things
            && groups.verbs(set) != 0
            && !says("signs", &lower);
        // Behind "can" stands an act, be it a known one or not; and so it does before "the", at the beginning.
        let names_one = || {
            let next = words(&text[span.end..]).next();
            // "Track and report on": the second act of two.
            next.is_some_and(|(_, next)| {
                matches!(next, "the" | "a" | "an" | "their" | "your" | "its") || joined && next == "on"
            })
        };
        // "Recrawl pages": to do again what is known.
        let again = || {
            expected
                && lower
                    .strip_prefix("re")
                    .is_some_and(|act| groups.verbs(groups.of(&stem_of(act))) != 0)
        };
        let unknown =
            set == 0 && !lower.ends_with("ly") && (was_modal || suffered || expected && names_one() || again());
        let opens = label > 0 && !begun && span.start >= label;
        begun |= opens;
        // Buyers are no buying.
        let performs = found.is_empty() && perform_next(&lower, &text[span.end..], knowledge);
        let people = found.is_empty() && lower.ends_with('s') && is_actor(word, knowledge)
            || performs
            || opens && acts_next(&lower, &text[span.end..]) && is_actor(word, knowledge);
        // "Up to 500" is no act.
        let number = lower.starts_with(|c: char| c.is_ascii_digit());
        // "Personalised recommendations", "registered users": what they are like.
        let likeness = is_participle(&lower)
            && if let Some(last) = found.last() {
                let given = described && (joined || gap == "/") || was_verb && !is_one_of(last, "becoming", knowledge);
                // "Get letters sent to them".
                let reduced = acted && last.object && !was_verb && gap == " " && last_idle.is_empty();
                // "Tags chosen by users", but not "pictures can be liked by users"; "list the rented and the sold boats".
                !matches!(last_idle, "be" | "is" | "are" | "been" | "get")
                    && (reduced
                        || text[span.end..].trim_start().starts_with("by ")
                        || (behind_article || given) && names_next(&text[span.end..], knowledge))
            } else {
                !was_modal && !text[span.end..].starts_with(':')
            };
        described = likeness;
        // "The permissions of the asker": whose they are.
        let whose = behind_preposition && !found.is_empty() && is_actor(word, knowledge);
        let manner = whose || is_manner(&lower) || says("describing", &lower);
        let verb = (known || unknown) && !aside && !people && !number && !likeness;
        // "Order cancellation": the act is what stands last.
        let names_act =
            gap == " " && last_idle.is_empty() && !verb && !aside && groups.verbs(set) != 0 && is_act_noun(&lower);
        let thing = found.last_mut().filter(|term| names_act && term.verb);
        let verb = match thing.filter(|term| is_one_of(term, "things", knowledge)) {
            Some(thing) => {
                thing.verb = false;
                thing.object = true;
                true
            }
            None => verb,
        };
        let set_aside = subject && shows || likeness || manner || number;
        handed = false;
        actors = !found.is_empty() && is_actor(word, knowledge);
        if verb {
            closed = false;
        }
        let again = found.iter_mut().find(|term| term.stem == stem);
        if let Some(term) = again {
            // "Once a film is chosen, … the halls that show the film".
            if term.aside && !aside && !brackets && !verb {
                term.aside = false;
                term.object = !closed;
            }
        } else {
            found.push(Term {
                stem,
                groups: set,
                verb,
                aside: aside || brackets && !verb || (opens || performs) && people || set_aside,
                object: !(verb || aside || closed || brackets || people || set_aside || real),
                bracketed: brackets,
                label: span.start < label,
                guessed: false,
                subject,
                head: false,
                likeness: likeness && !says("describing", &lower),
                gerund: lower.ends_with("ing"),
                weight: 1.0,
            });
        }
        was_verb = verb;
        joined = false;
        // "Riders request a trip".
        was_modal = people;
        expected =
            modal || people || subject && (ends || shows) || !verb && found.len() == 1 && is_actor(word, knowledge);
    }
    // "Delayed messages": where nothing is done, what they are like is asked for, but not that they are sent.
    let broad = ["create", "view", "store", "send", "update"];
    let broad = broad.iter().fold(0, |set, name| set | groups.named(name));
    if !found.iter().any(|term| term.verb) {
        for term in found
            .iter_mut()
            .filter(|term| term.likeness && term.groups & broad == 0)
        {
            term.aside = false;
            term.object = true;
        }
    }
    mark_head(&mut found, text);
    mark_seen(&mut found, groups);
    let alone = found.len() == 1;
    // "Template-based messages" are things, whoever sends them.
    let may_act = |term: &&mut Term| {
        let acts = groups.verbs(term.groups);
        !term.aside && term.object && acts != 0 && (alone || acts & !groups.named("send") != 0)
    };
    if !of_things
        && !found.iter().any(|term| term.verb)
        && let Some(term) = found.iter_mut().find(may_act)
    {
        term.verb = true;
        term.guessed = true;
        term.object = false;
    }
    // "put(key, value)": with what it is called is a detail of it.
    if call.is_some() && found.first().is_some_and(|term| term.verb) {
        for term in &mut found[1..] {
            term.aside = true;
            term.object = false;
        }
    }
    // "Riders request a trip": who does it tells less than what is done.
    if let [first, second, ..] = &mut found[..]
        && !first.verb
        && second.verb
        && words(text)
            .map(|(_, word)| word)
            .find(|word| word.len() > 1 && !groups.is_idle(&word.to_lowercase()))
            .is_some_and(|word| is_actor(word, knowledge))
    {
        first.aside = true;
        first.object = false;
    }
    set_means_aside(&mut found, knowledge);
    take_acts_for_verbs(&mut found, knowledge);
    set_trailing_aside(&mut found, knowledge);
    tell_senses_apart(&mut found, groups);
    found
}
