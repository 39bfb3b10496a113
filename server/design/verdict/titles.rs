//! What a title says of the text below it.

use crate::knowledge::normal_title;
use crate::markdown::fold;

/// A title that promises requirements alone: `Requirements of the till`.
pub(super) fn asks_only(title: &str) -> bool {
    let title = normal_title(title);
    title.split(' ').any(|word| {
        matches!(
            word,
            "requirements" | "requirement" | "specification" | "srs" | "backlog" | "epic"
        )
    })
}

/// `Design Bitly`, `Chat – System Design`, `Designing a cache`; not `Design patterns`, `System design interviews`.
pub(super) fn names_design(title: &str) -> bool {
    const GENERAL: &[&str] = &[
        "pattern",
        "principle",
        "guideline",
        "best practice",
        "doc",
        "docs",
        "document",
        "documents",
        "thinking",
        "template",
        "question",
        "questions",
        "problem",
        "problems",
        "basics",
        "concepts",
        "interviews",
        "primer",
        "notes",
        "review",
        "process",
    ];
    // "System design interview: Design a link shortener" names it behind what it is.
    if let Some((kind, system)) = title.split_once(": ")
        && fold(kind).ends_with("interview")
        && fold(system).starts_with("design ")
    {
        return names_design(system);
    }
    // "Design document: Payouts" names what follows.
    let halves = [": ", " - ", " – ", " — "]
        .iter()
        .find_map(|mark| title.split_once(mark));
    if let Some((kind, system)) = halves {
        const SAID: &[&str] = &[
            "design document",
            "design doc",
            "technical design",
            "architecture document",
            "architecture notes",
            "design notes",
            "architecture deep dive",
            "design deep dive",
            "architecture overview",
        ];
        let kind = fold(kind);
        if SAID.iter().any(|said| kind.ends_with(said)) && !GENERAL.contains(&normal_title(system).as_str()) {
            return true;
        }
    }
    let title = normal_title(title);
    let words: Vec<&str> = title.split(' ').map(|word| word.trim_matches(':')).collect();
    let general = |word: &&str| {
        GENERAL
            .iter()
            // "A basic system design" is simple; "system design basics" are taught.
            .any(|known| word.trim_end_matches('s') == known.trim_end_matches('s') && *word != "basic")
    };
    let at = words
        .iter()
        .position(|word| matches!(*word, "design" | "designing" | "architecture" | "hld"));
    let Some(at) = at else {
        return words.last().is_some_and(|word| *word == "clone");
    };
    if is_style(&title) || is_task(&words) {
        return false;
    }
    let others = words.len() > 2
        || (words.len() == 2 && words[1 - at] != "system" && words[1 - at] != "api" && words[1 - at] != "database");
    others && (!words.iter().any(general) || names_document(&words, general))
}

/// `Task 1: Design architecture` is a step of some work, and names no system.
fn is_task(words: &[&str]) -> bool {
    const STEPS: &[&str] = &[
        "task",
        "step",
        "phase",
        "exercise",
        "assignment",
        "milestone",
        "activity",
        "workflow",
    ];
    const VAGUE: &[&str] = &[
        "design",
        "designing",
        "architecture",
        "the",
        "system",
        "high",
        "level",
        "software",
        "technical",
    ];
    words.first().is_some_and(|first| STEPS.contains(first))
        && words[1..]
            .iter()
            .all(|word| VAGUE.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `Event-driven architecture` is a way to build systems, not one of them.
pub(super) fn is_style(title: &str) -> bool {
    const STYLES: &[&str] = &[
        "microservice",
        "microservices",
        "event",
        "driven",
        "domain",
        "service",
        "oriented",
        "hexagonal",
        "clean",
        "onion",
        "layered",
        "tier",
        "n",
        "serverless",
        "monolithic",
        "microkernel",
        "lambda",
        "kappa",
        "modern",
        "understanding",
        "the",
        "of",
    ];
    let title = normal_title(title);
    let before = title
        .split(' ')
        .take_while(|word| !matches!(*word, "architecture" | "architectures"));
    let mut before = before.peekable();
    before.peek().is_some() && title.contains("architecture") && before.all(|word| STYLES.contains(&word))
}

/// `Design Bitly`, `Bitly: a system design`, `Payouts: design document`, `High-level design of the till`.
pub(super) fn promises_design(title: &str) -> bool {
    let folded = fold(title);
    const SAID: &[&str] = &["system design", "design doc"];
    let bare = normal_title(title);
    let starts = |start: &str| folded.starts_with(start) || bare.starts_with(start);
    const WHOLE: &[&str] = &[
        "high level design",
        "hld",
        "architecture document",
        "technical design document",
    ];
    let of_the_whole = || WHOLE.iter().any(|whole| crate::markdown::has_words(&bare, whole)) && names_design(title);
    starts("design ") || starts("designing ") || SAID.iter().any(|said| folded.contains(said)) || of_the_whole()
}

/// `Payouts: design document`, `Acme Docs – HLD`; not `Design document`, `Writing design docs`.
fn names_document(words: &[&str], general: impl Fn(&&str) -> bool) -> bool {
    const VAGUE: &[&str] = &[
        "system",
        "design",
        "architecture",
        "high",
        "level",
        "technical",
        "software",
    ];
    const ABOUT: &[&str] = &[
        "writing",
        "write",
        "reviewing",
        "creating",
        "how",
        "why",
        "what",
        "good",
        "effective",
    ];
    let document = |word: &&str| matches!(*word, "doc" | "docs" | "document" | "documents");
    let of_one = |word: &&str| !general(word) && !VAGUE.contains(word);
    // "A server for design documents" is none: the word comes last, before what the text is, or before what it is of
    // ("High-level design document for a till").
    let designs = words.iter().position(|word| matches!(*word, "design" | "architecture"));
    let followed = |at: usize| {
        let alone = matches!(words[at], "doc" | "document");
        alone && at > 0 && words.get(at + 1).is_some_and(|next| matches!(*next, "for" | "of"))
    };
    let placed = |at: usize| at + 1 == words.len() || followed(at) || designs.is_some_and(|designs| at < designs);
    let mut all = words.iter().enumerate().filter(|(_, word)| general(word));
    all.all(|(at, word)| document(word) && placed(at))
        && words.iter().any(of_one)
        && !words.iter().any(|word| ABOUT.contains(word))
}
