//! Titles that name a part of the system in words that could speak of something else.

/// "Background jobs", "Candidates service", "Payment options": a part of the system, or what its users choose from.
pub fn names_a_part(title: &str) -> bool {
    const PARTS: &[&str] = &[
        "service",
        "services",
        "engine",
        "module",
        "api",
        "apis",
        "db",
        "store",
        "worker",
        "workers",
        "processing",
        "processor",
        "job",
        "jobs",
        "task",
        "tasks",
        "pipeline",
        "scheduler",
        "scheduling",
        "handler",
        "mode",
        "bot",
        "manager",
        "server",
        "database",
        "cache",
        "queue",
        "tracking",
        "matching",
        "filter",
        "table",
        "index",
        "page",
        "feed",
        "sync",
        "group",
        "groups",
        "news",
        "chain",
        "prices",
    ];
    // What the design looks back at, or does not take.
    const OTHERS: &[&str] = &[
        "existing",
        "current",
        "old",
        "legacy",
        "alternative",
        "alternatives",
        "other",
        "rejected",
        "naive",
        "simple",
        "initial",
        "considered",
        "why",
        "what",
        "how",
        "option",
        "real",
    ];
    const GOODS: &[&str] = &[
        "payment", "delivery", "shipping", "voting", "poll", "seat", "room", "menu", "answer", "pickup", "privacy",
        "sharing", "fare", "ride", "product", "trading", "stock", "price", "prices",
    ];
    const SMALL: &[&str] = &["to", "of", "the", "for", "with", "and", "in", "a"];
    let title = title.split(['(', ':', '–', '—']).next().unwrap_or_default();
    let words = || {
        title
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
    };
    let first = words().next().unwrap_or_default();
    let last = words().next_back().unwrap_or_default();
    let apart = matches!(last, "options" | "comparison") && GOODS.contains(&first);
    // "Comparison table", "Candidate databases": those are weighed.
    let weighs = matches!(
        last,
        "table" | "database" | "db" | "cache" | "queue" | "store" | "server"
    ) && ["compar", "candidate", "option"]
        .iter()
        .any(|word| first.starts_with(word));
    let plain = words().nth(3).is_none() && !words().any(|word| SMALL.contains(&word));
    plain && !weighs && !OTHERS.contains(&first) && (PARTS.contains(&last) || apart)
}
