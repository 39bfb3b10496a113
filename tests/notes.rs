//! Notes as people keep them become a framework and concepts.
use draftsman::design::Design;
use draftsman::knowledge::{Additions, Knowledge, Part};
use draftsman::notes::Notes;
use draftsman::rules::{self, Levels};
use std::path::PathBuf;
use std::sync::Arc;

/// What a workspace with these notes knows.
fn with(notes: &str) -> Knowledge {
    Knowledge::new(Additions {
        notes: vec![(PathBuf::from("notes.md"), notes.to_owned())],
        ..Additions::default()
    })
}

/// The note of a term.
fn note(knowledge: &Knowledge, name: &str) -> String {
    let id = knowledge.concept(name).unwrap_or_else(|| panic!("no concept {name}"));
    knowledge.concepts[id].note.clone()
}

fn own(knowledge: &Knowledge) -> &Notes {
    &knowledge.sources[0].notes
}

#[test]
fn a_term_is_followed_by_a_dash_a_colon_brackets_or_children() {
    let knowledge = with(
        "\
# Parts

- Turnstile - lets one request in at a time
- Ballast: weight that keeps the ship upright
- Sextant (finding the way by the stars)
- Rigging
  - holds the mast
  - carries the sails

## Keel

The keel keeps a straight course.
",
    );
    assert_eq!(note(&knowledge, "turnstile"), "lets one request in at a time");
    assert_eq!(note(&knowledge, "ballast"), "weight that keeps the ship upright");
    assert_eq!(note(&knowledge, "sextant"), "finding the way by the stars");
    assert_eq!(note(&knowledge, "rigging"), "- holds the mast\n- carries the sails");
    assert_eq!(note(&knowledge, "keel"), "The keel keeps a straight course.");
    let keel = knowledge.concept("Keel").expect("a heading is a term");
    assert_eq!(knowledge.concepts[keel].path, ["Parts"]);
}

#[test]
fn a_slash_makes_a_family_whose_parts_are_terms() {
    let knowledge = with("- Port / Starboard - left and right\n- Pub/Sub - many listeners\n");
    let port = knowledge.concept("port").expect("one side");
    let starboard = knowledge.concept("starboard").expect("the other side");
    assert_ne!(port, starboard, "two things, not two names of one");
    assert_eq!(note(&knowledge, "port"), "left and right");
    assert_eq!(note(&knowledge, "pub/sub"), "many listeners");
    assert!(
        knowledge.concept("sub").is_none(),
        "a word that has a slash stays whole"
    );
}

#[test]
fn a_family_of_three_is_no_sentence() {
    let knowledge = with("- Crow's nest / Lookout / Masthead Watch / Pub/Sub\n  - sees land first\n");
    for name in ["lookout", "masthead watch", "pub/sub"] {
        assert_eq!(note(&knowledge, name), "- sees land first", "{name}");
    }
    let knowledge = with("- a sail that is set too early / too late tears\n");
    assert!(knowledge.concept("too late tears").is_none());
}

#[test]
fn a_term_has_the_name_and_the_place_of_its_definition() {
    let knowledge = with("- Rig\n  - Queues\n- Parts\n  - Queue - where sailors wait for the tide\n");
    let queue = &knowledge.concepts[knowledge.concept("queues").expect("a term")];
    assert_eq!(
        (queue.name.as_str(), queue.note.as_str()),
        ("Queue", "where sailors wait for the tide")
    );
    assert_eq!(queue.path, ["Parts"]);
}

#[test]
fn the_framework_is_read_from_nested_bullets() {
    let knowledge = with(
        "\
- FR
- NFR
  - Latency
    - Caching
    - Hot paths
      - Precompute answers
  - Cost - what a month may cost
- Rollout
  - Who gets it first
",
    );
    let names: Vec<&str> = knowledge.sections.iter().map(|kind| kind.name.as_str()).collect();
    assert_eq!(names, ["FR", "NFR", "Rollout"]);
    assert_eq!(knowledge.sections[1].part, Part::NonFunctional);
    assert_eq!(knowledge.sections[2].prompts, ["Who gets it first"]);
    let asked: Vec<_> = knowledge
        .qualities
        .iter()
        .filter(|quality| quality.place.is_some())
        .collect();
    let names: Vec<&str> = asked.iter().map(|quality| quality.name.as_str()).collect();
    assert_eq!(names, ["Latency", "Cost"]);
    assert_eq!(asked[0].techniques, ["Caching", "Hot paths", "Precompute answers"]);
    assert_eq!(asked[1].note, "what a month may cost");
}

#[test]
fn the_framework_is_read_from_headings_too() {
    let knowledge = with(
        "\
# Layout

## Functional requirements

## Non-functional requirements

### Latency

- Caching

### Safety

## Rollout
",
    );
    let names: Vec<&str> = knowledge.sections.iter().map(|kind| kind.name.as_str()).collect();
    assert_eq!(
        names,
        ["Functional requirements", "Non-functional requirements", "Rollout"]
    );
    let asked = knowledge.qualities.iter().filter(|quality| quality.place.is_some());
    let names: Vec<&str> = asked.map(|quality| quality.name.as_str()).collect();
    assert_eq!(names, ["Latency", "Safety"]);
}

#[test]
fn notes_of_a_workspace_come_first_and_the_embedded_ones_fill_the_rest() {
    let knowledge = with("- Sharding - our way of cutting tables\n");
    assert_eq!(note(&knowledge, "sharding"), "our way of cutting tables");
    assert!(note(&knowledge, "failover").contains("takes over"));
    let names: Vec<&str> = knowledge.sections.iter().map(|kind| kind.name.as_str()).collect();
    assert!(
        names.contains(&"Deep Dive"),
        "without a framework of their own the embedded one holds: {names:?}"
    );
}

#[test]
fn odd_notes_are_read_without_a_complaint() {
    for odd in [
        "",
        "-",
        "- ",
        "# ",
        "- - -",
        "- : - :",
        "- ( - )",
        "é - ü\n- ñ: ",
        "- a/ /b\n\t- c",
        "> - x - y",
    ] {
        with(odd);
    }
}

#[test]
fn the_embedded_notes_hold_the_framework() {
    let knowledge = Knowledge::embedded();
    let sections: Vec<(Part, &str)> = knowledge
        .sections
        .iter()
        .map(|kind| (kind.part, kind.name.as_str()))
        .collect();
    let expected = [
        (Part::Functional, "Functional Requirements"),
        (Part::NonFunctional, "Non-Functional Requirements"),
        (Part::Entities, "Core Entities"),
        (Part::Api, "API Design"),
        (Part::HighLevel, "High Level Design"),
        (Part::DeepDive, "Deep Dive"),
    ];
    assert_eq!(sections, expected);
    let asked = knowledge.qualities.iter().filter(|quality| quality.place.is_some());
    let keys: Vec<&str> = asked.map(|quality| quality.key.as_str()).collect();
    let expected = [
        "availability_consistency",
        "throughput_scalability",
        "latency",
        "fault_tolerance",
        "compliance",
        "security",
        "environment",
    ];
    assert_eq!(keys, expected);
    let techniques = |key: &str| {
        let quality = knowledge.quality(key).expect("a quality of the checklist");
        knowledge.qualities[quality].techniques.clone()
    };
    assert_eq!(
        techniques("latency"),
        ["Caching", "Indexing", "Eliminate Joins", "FanOut"]
    );
    assert_eq!(techniques("security"), ["Transit", "Rest/DB", "Access Level"]);
    for technique in [
        "Sharding",
        "Replication",
        "Failover",
        "Horizontal Scaling",
        "Optimistic Updates",
    ] {
        let all = techniques("availability_consistency");
        assert!(all.iter().any(|name| name == technique), "{technique} among {all:?}");
    }
}

#[test]
fn the_embedded_notes_hold_the_facts() {
    let knowledge = Knowledge::embedded();
    let facts = [
        ("SQL", "5k up to 10k rps"),
        ("NoSQL", "10k up to 15k rps"),
        ("partioning", "own subset of the data"),
        ("fan-out", "scatter and gather"),
        ("race condition", "different results"),
        ("replication", "several instances"),
        ("retry mechanism", "sent again"),
        ("optimistic locking", "changed the row"),
        ("locks", "corrupt"),
        ("btree", "binary search"),
        ("HTTPs", "client to server"),
        ("webhook", "server to server"),
        ("gRPC", "client to server"),
        ("websocket", "bidirectional"),
        ("server-sent events", "server to client"),
        ("transactions", "all fail"),
        ("column db", "very high writes"),
        ("Large Data Sorage", "large data"),
        ("DLQ", "did not process"),
        ("back-pressure", "bursty traffic"),
        ("pubsub", "same stream"),
        ("distributed lock", "deadlock"),
        ("LRU", "longest time"),
        ("LFU", "least often"),
        ("write-behind", "database later"),
        ("cache invalidation", "TTL"),
        ("in transit", "HTTPS"),
        ("at rest", "stored"),
        ("federation", "by function"),
    ];
    for (name, fact) in facts {
        let note = note(&knowledge, name);
        assert!(note.contains(fact), "the note of {name} says {fact:?}: {note:?}");
    }
}

#[test]
fn what_the_embedded_notes_add_stands_apart() {
    let knowledge = Knowledge::embedded();
    let beyond = |name: &str| {
        let id = knowledge.concept(name).unwrap_or_else(|| panic!("no concept {name}"));
        knowledge.concepts[id]
            .path
            .first()
            .is_some_and(|first| first == "Beyond the Notes")
    };
    for name in [
        "idempotency",
        "consistent hashing",
        "CDC",
        "circuit breaker",
        "presigned url",
    ] {
        assert!(beyond(name), "{name} is not of the notes");
    }
    for name in ["sharding", "DLQ", "LRU", "federation"] {
        assert!(!beyond(name), "{name} is of the notes");
    }
}

/// The study notes that the embedded edition was written after, where they lie beside the project.
#[test]
fn every_bullet_of_the_original_notes_can_be_reached() {
    let Ok(text) = std::fs::read_to_string("../shared/notes/original-notes.md") else {
        return;
    };
    let knowledge = with(&text);
    let notes = own(&knowledge);
    assert!(notes.framework.is_some());
    let squeezed = |words: &str| words.split_whitespace().collect::<String>();
    for bullet in &notes.bullets {
        let words = squeezed(&bullet.words);
        let reached = notes.terms.iter().any(|term| {
            let note = squeezed(&term.note);
            term.span == bullet.span || note.contains(&words)
        });
        let preface = bullet.path.is_empty();
        assert!(reached || preface, "no term leads to {:?}", bullet.words);
    }
    for name in [
        "Sharding",
        "FanOut",
        "Dead letter Queue",
        "Backpressure",
        "SSE",
        "gRPC",
        "LRU",
        "Write Behind",
        "Federation",
        "Failover",
    ] {
        assert!(knowledge.concept(name).is_some(), "{name} is a concept");
    }
}

/// What a design lacks by the rule, under the framework of some notes.
fn lacks(knowledge: Knowledge, rule: &str, design: &str) -> String {
    let design = Design::read(design, Arc::new(knowledge));
    let findings = rules::check(&design, &Levels::default());
    let own = findings.into_iter().filter(|finding| finding.rule.name == rule);
    own.map(|finding| finding.message).collect()
}

#[test]
fn a_design_is_held_to_the_sections_and_qualities_of_the_own_notes() {
    const FRAMEWORK: &str = "\
- Functional Requirements
- Non-Functional Requirements
  - Latency
  - Cost - what a month may cost
- High Level Design
- Rollout - who gets it first
";
    const DESIGN: &str = "\
# Design a parcel tracker

## Functional Requirements

- Users can see where a parcel is

## Non-Functional Requirements

- Latency: a position is shown within 200 ms

## High Level Design

- Users can see where a parcel is through a web page
";
    let section = lacks(with(FRAMEWORK), "missing_section", DESIGN);
    assert!(section.contains("Rollout"), "{section}");
    assert!(
        !section.contains("Core Entities"),
        "the own framework has none: {section}"
    );
    let quality = lacks(with(FRAMEWORK), "missing_nfr", DESIGN);
    assert!(quality.contains("Cost"), "{quality}");
    assert!(!quality.contains("Security"), "the own framework has none: {quality}");

    let whole =
        DESIGN.replace("200 ms\n", "200 ms\n- Cost: below 500 $ a month\n") + "\n## Rollout\n\n- Two depots first\n";
    assert_eq!(lacks(with(FRAMEWORK), "missing_section", &whole), "");
    assert_eq!(lacks(with(FRAMEWORK), "missing_nfr", &whole), "");
}
