//! What is named only in passing.

use super::belongings::{is_a_figure, is_a_given_device, is_in_a_task, is_inside, is_of_every_network};
use super::{Against, Verdict, verdict_of};
use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::text::Span;

/// Other companies' systems, the past, "X-like", a family beside its member, SQL as a language.
pub fn in_passing(places: &Places, index: usize, sentence: &Span) -> Option<Verdict> {
    let mention = &places.mentions[index];
    let words = &mention.words;
    let before = sentence.start.min(words.start)..words.start;
    let company = places.cues(&before).any(|(cue, span)| {
        cue == Cue::Company && !is_in_a_name(places, &span) && {
            let gap = places.between(span.end, words.start);
            const RUNS: &[&str] = &[
                "uses",
                "used",
                "use",
                "built",
                "runs",
                "ran",
                "relies",
                "stores",
                "stored",
                "moved",
                "migrated",
                "chose",
                "adopted",
                "does",
                "did",
                "implements",
                "implemented",
                "has",
                "with",
            ];
            gap.len() < 70 && gap.split_whitespace().any(|word| RUNS.contains(&word)) && !gap.contains(['.', ';'])
        }
    });
    // "gRPC is what the services at Netflix speak".
    let after = words.end..sentence.end.max(words.end);
    let elsewhere = || {
        let mut cues = places.cues(&after);
        cues.any(|(cue, span)| {
            let gap = places.between(words.end, span.start);
            // "OSRM, since each call would cost at Google": it is the price that is told of them.
            cue == Cue::Company && gap.ends_with(" at ") && !gap.contains("cost")
        })
    };
    if company || elsewhere() {
        return Some(verdict_of(20, Against::Foreign, "another company's system"));
    }
    let past = places
        .cues(&before)
        .any(|(cue, span)| cue == Cue::Past && words.start - span.end < 60 && !is_a_purpose(places, &span));
    if past {
        return Some(verdict_of(40, Against::Foreign, "told of the past"));
    }
    let rest = &places.reading.outline.folded[words.end..];
    let written = &places.reading.outline.words[words.end..];
    if written.starts_with("-like")
        || written.starts_with("-style")
        || written.starts_with("-ish")
        || written.starts_with("-specific")
        || rest.starts_with(" style ")
    {
        return Some(verdict_of(40, Against::Nothing, "only something like it"));
    }
    // "It also has REST API support", "an S3-compatible store": said of something else.
    let compatible = written.starts_with("-compatible") || rest.starts_with(" compatible");
    let supported = rest
        .strip_prefix(" support")
        .is_some_and(|after| !after.starts_with(char::is_alphabetic));
    // "Place the workers near SNS/SMTP endpoints".
    let ahead = places.text(before.start, before.end);
    let near = || ahead.rsplit_once("near ").is_some_and(|(_, gap)| !gap.contains(' '));
    if ahead.contains("near ") && near() {
        return Some(verdict_of(30, Against::Nothing, "what something stands near to"));
    }
    // "Geohash: Elasticsearch and Redis use it."
    let (members, _) = &places.groups[places.lists[index]];
    let behind = places.reading.outline.folded[places.mentions[members.end - 1].words.end..].trim_start();
    let users = ["use it", "uses it", "use this", "uses this", "use them", "uses them"]
        .iter()
        .any(|phrase| behind.starts_with(phrase));
    if compatible
        || supported
        || users
        || is_supported(places, index, sentence)
        || is_a_model(places, index, sentence)
        || is_an_example(places, index, sentence)
        || is_spread_among(places, index, sentence)
    {
        return Some(verdict_of(40, Against::Nothing, "what something else can do"));
    }
    if describes_another(places, index) {
        return Some(verdict_of(
            40,
            Against::Nothing,
            "it only describes what stands beside it",
        ));
    }
    if is_what_is_built(places, index, sentence) {
        return Some(verdict_of(40, Against::Nothing, "the system that is to be designed"));
    }
    if is_its_like(places, index, sentence) {
        return Some(verdict_of(40, Against::Foreign, "what is to be built is like it"));
    }
    let technology = &places.reading.knowledge.technologies[mention.technology];
    if is_of_every_network(places, index) {
        return Some(verdict_of(40, Against::Nothing, "a part of what every network does"));
    }
    if is_a_given_device(places, index) {
        return Some(verdict_of(40, Against::Given, "what it is built for"));
    }
    if is_a_figure(places, index) || is_inside(places, index) || is_in_a_task(places, index, sentence) {
        return Some(verdict_of(40, Against::Nothing, "what belongs to something else"));
    }
    if technology.kind == crate::knowledge::Kind::Family {
        return family_in_passing(places, index, sentence);
    }
    None
}

/// "Athena can be used to read from S3": what for, and no word of the past.
fn is_a_purpose(places: &Places, past: &Span) -> bool {
    const BE: &[&str] = &["be", "is", "are", "was", "were", "being", "been", "it's", "get", "gets"];
    let text = &places.reading.outline.folded;
    let near = text.floor_char_boundary(past.start.saturating_sub(24));
    let before = &text[near..past.start];
    // "Upload service: Used to put videos into S3".
    let opens = before.trim_end_matches([' ', '*', '`']).ends_with([':', '\n']) || near == past.start;
    let be = before
        .split_whitespace()
        .next_back()
        .is_some_and(|word| BE.contains(&word));
    places.reading.folded(past) == "used to" && (be || opens)
}

/// "Amazon Athena", "Google Firestore": the maker's name is a part of the product's.
fn is_in_a_name(places: &Places, span: &Span) -> bool {
    places.mentions_in(&(span.start..span.end + 2)).any(|other| {
        let words = &places.mentions[other].words;
        let within = words.start <= span.start && span.end <= words.end;
        within || words.start == span.end + 1 && places.is_named(other)
    })
}

/// "Design Dropbox or S3", above everything else: what is to be built, and nothing to build it with.
fn is_what_is_built(places: &Places, index: usize, sentence: &Span) -> bool {
    const WORDS: usize = 8;
    let mention = &places.mentions[index];
    if places.part(mention.block).is_some() || mention.block > 2 {
        return false;
    }
    let before = places.between(sentence.start.min(mention.words.start), mention.words.start);
    let said = before.rsplit(':').next().unwrap_or(before).trim_start();
    said.strip_prefix("design ").is_some_and(|rest| {
        rest.split_whitespace().count() <= WORDS && !rest.contains(" with ") && !rest.contains(" using ")
    })
}

/// "It also supports stores such as MariaDB", "X is spread, and it has REST": what comes with something else.
fn is_supported(places: &Places, index: usize, sentence: &Span) -> bool {
    let first = places.first_of_list(index).start;
    let before = places.between(sentence.start.min(first), first).trim_start();
    if !before.contains("it ") {
        return false;
    }
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[places.mentions[index].technology];
    let clause = before.rsplit([',', ';']).next().unwrap_or_default();
    let clause = clause.rsplit(" and ").next().unwrap_or_default().trim_start();
    let clause = if clause.is_empty() { before } else { clause };
    const HAS: &[&str] = &["it has", "it offers", "it provides", "it supports", "it comes with"];
    let had = HAS.iter().any(|verb| {
        let rest = clause.strip_prefix(verb);
        rest.is_some_and(|rest| rest.split_whitespace().count() <= 2)
    });
    let other = |other: usize| {
        let other = &technologies[places.mentions[other].technology];
        other.is_named() && !other.can_replace(own)
    };
    if had && places.mentions_in(&(sentence.start.min(first)..first)).any(other) {
        return true;
    }
    ["it supports ", "it also supports "]
        .iter()
        .any(|verb| before.starts_with(verb))
        && ["such as ", "like ", "e.g. "].iter().any(|mark| before.contains(mark))
}

/// "Design a scheduler for workflows (like Airflow)": what is to be built is like it.
fn is_its_like(places: &Places, index: usize, sentence: &Span) -> bool {
    const BUILDS: &[&str] = &["design ", "build ", "create ", "we want to build ", "we are building "];
    const LIKE: &[&str] = &["(like", "(similar to", "similar to", "(think", "(think of", "(à la"];
    let first = places.first_of_list(index).start;
    let before = places.between(sentence.start.min(first), first);
    let told = before.trim_start();
    let Some(said) = LIKE.iter().find_map(|like| told.trim_end().strip_suffix(like)) else {
        return false;
    };
    // "Design a feed with a message queue (like Kafka)": an instance of the part before it.
    let part = places
        .mentions_in(&(sentence.start.min(first)..first))
        .last()
        .is_some_and(|part| {
            let end = places.mentions[part].words.end;
            places.between(end, first).trim_start().starts_with(['(', 's'])
        });
    let uses = [" using ", " with ", " via ", " on top of "]
        .iter()
        .any(|word| said.contains(word));
    BUILDS.iter().any(|verb| told.starts_with(verb)) && !part && !uses
}

/// "GraphQL evaluation for v2": looked at, and not taken yet.
pub fn is_looked_at(places: &Places, index: usize) -> bool {
    const LOOKS: &[&str] = &[
        " evaluation",
        " spike",
        " proof of concept",
        " poc",
        " (evaluate",
        " (to be evaluated",
        " (under evaluation",
        " (under consideration",
    ];
    let rest = &places.reading.outline.folded[places.mentions[index].words.end..];
    LOOKS.iter().any(|word| {
        let next = rest.strip_prefix(word);
        next.is_some_and(|next| !next.starts_with(char::is_alphanumeric))
    })
}

/// "HBase is modeled after Google's Bigtable".
fn is_a_model(places: &Places, index: usize, sentence: &Span) -> bool {
    // For the name of its maker.
    const NEAR: usize = 12;
    const AFTER: [&str; 5] = [
        "modeled after ",
        "modelled after ",
        "modeled on ",
        "modelled on ",
        "inspired by ",
    ];
    let first = places.first_of_list(index).start;
    let before = places.between(sentence.start.min(first), first);
    AFTER
        .iter()
        .any(|after| before.rsplit_once(after).is_some_and(|(_, maker)| maker.len() < NEAR))
}

/// "Some examples of protocols over TCP are MQTT (things) and XMPP (chat)": named to show what a kind is.
fn is_an_example(places: &Places, index: usize, sentence: &Span) -> bool {
    const LONGEST: usize = 40;
    let own = places.mentions[index].words.start;
    let before = places.between(sentence.start.min(own), own);
    let kind = before.split_once("examples of ").map(|(_, kind)| kind);
    let ends = kind.and_then(|kind| [" are ", " include "].iter().filter_map(|verb| kind.find(verb)).min());
    // "Examples of what we use are": those are taken.
    ends.is_some_and(|end| end <= LONGEST && kind.is_some_and(|kind| !kind[..end].contains(" we ")))
}

/// "It is widely adopted, e.g. by MongoDB", "often used in stores like Cassandra": named for having what is spoken of.
fn is_spread_among(places: &Places, index: usize, sentence: &Span) -> bool {
    // Between the passive and the names.
    const NEAR: usize = 60;
    let first = places.first_of_list(index).start;
    let before = places.between(sentence.start.min(first), first);
    let leads_in = ["e.g.", "like", "such as", "by", "in"]
        .iter()
        .any(|mark| before.trim_end().ends_with(mark));
    if !leads_in {
        return false;
    }
    // "Delta sync (used by rsync)".
    let bracket = before.rsplit(['(', '.']).next().unwrap_or(before).trim();
    if matches!(
        bracket,
        "used by" | "used in" | "as used by" | "as used in" | "adopted by"
    ) {
        return true;
    }
    ["widely ", "commonly ", "often "].iter().any(|often| {
        before.rsplit_once(often).is_some_and(|(_, rest)| {
            let passive = [
                "used by ",
                "used in ",
                "adopted by ",
                "adopted in ",
                "implemented in ",
                "implemented by ",
            ]
            .iter()
            .any(|passive| rest.starts_with(passive));
            passive && rest.len() <= NEAR && !rest.contains([';', ':'])
        })
    })
}

/// "TimescaleDB (PostgreSQL 16)", "Citus: a PostgreSQL extension": what the product before it is made of.
fn describes_another(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let Some(before) = index.checked_sub(1).filter(|&before| places.is_named(before)) else {
        return false;
    };
    let other = &places.mentions[before];
    if other.technology == mention.technology || other.block != mention.block || other.words.end > mention.words.start {
        return false;
    }
    let gap = places.between(other.words.end, mention.words.start);
    let rest = &places.reading.outline.folded[mention.words.end..];
    let version = gap.trim() == "("
        && rest.strip_prefix(' ').is_some_and(|rest| {
            let number = rest.trim_start_matches('v');
            let length = number
                .bytes()
                .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
                .count();
            length > 0 && number[length..].starts_with(')')
        });
    let sort = [" extension", " fork", " dialect", " plugin"]
        .iter()
        .any(|word| rest.starts_with(word));
    let apposed = gap
        .split(|c: char| !c.is_alphanumeric())
        .all(|word| matches!(word, "" | "a" | "an" | "the" | "is" | "as"));
    version || (sort && apposed)
}

/// "PostgreSQL, a relational database", "SQL queries": the family is not decided on there.
fn family_in_passing(places: &Places, index: usize, sentence: &Span) -> Option<Verdict> {
    let mention = &places.mentions[index];
    let words = &mention.words;
    let rest = places.reading.outline.folded[words.end..].trim_start();
    const LANGUAGE: &[&str] = &[
        "quer",
        "injection",
        "interface",
        "statement",
        "native",
        "syntax",
        "join",
        "script",
        "like",
        "dialect",
        "semantic",
        "command",
        "select",
        "schema",
        "table",
    ];
    let language = LANGUAGE.iter().any(|word| rest.starts_with(word)) && !rest.starts_with("like ");
    if language {
        return Some(verdict_of(30, Against::Nothing, "SQL as a language"));
    }
    let neighbours = places.mentions_in(sentence);
    let technologies = &places.reading.knowledge.technologies;
    if is_told_by_a_member(places, index) {
        return Some(verdict_of(
            40,
            Against::Nothing,
            "it only describes what stands beside it",
        ));
    }
    let family = technologies[mention.technology].family();
    // "Relational database (SQL)" says one thing in two words.
    let another = |other: &usize| places.mentions[*other].technology != mention.technology;
    let apposed = neighbours.filter(another).any(|other| {
        let near = &places.mentions[other].words;
        let gap = if near.end <= words.start {
            places.between(near.end, words.start)
        } else {
            places.between(words.end, near.start)
        };
        let beside = &technologies[places.mentions[other].technology];
        // "Mnesia: an RDBMS, in Erlang" tells of what sort the store is.
        let told = beside.kind == crate::knowledge::Kind::Product
            && near.end <= words.start
            && matches!(gap.trim(), ":" | ": a" | ": an");
        (told || beside.family() == family) && gap.len() < 24 && !gap.contains(" or ") && !gap.contains(" vs")
    });
    apposed.then(|| verdict_of(40, Against::Nothing, "it only describes what stands beside it"))
}

/// "NoSQL (Redis)": the store in the brackets is what is taken, be it of that family or not.
pub fn is_told_by_a_member(places: &Places, index: usize) -> bool {
    let end = places.mentions[index].words.end;
    let technologies = &places.reading.knowledge.technologies;
    places.mentions.get(index + 1).is_some_and(|next| {
        places.between(end, next.words.start).trim() == "("
            && places.reading.outline.folded[next.words.end..].starts_with(')')
            && technologies[next.technology].kind == crate::knowledge::Kind::Product
    })
}
