//! What belongs to a part, to a product or to every network, and is no choice by itself.

use crate::design::choices::place::Places;
use crate::knowledge::{Cue, Kind};
use crate::text::Span;

/// "TCP keepalives", "WebSocket: a lasting TCP connection": what every network does, or what another protocol rests on.
pub fn is_of_every_network(places: &Places, index: usize) -> bool {
    const PARTS: &[&str] = &[
        "keepalive",
        "keep alive",
        "handshake",
        "socket",
        "stack",
        "port",
        "packet",
        "segment",
    ];
    const REACH: usize = 8;
    let mention = &places.mentions[index];
    let technologies = &places.reading.knowledge.technologies;
    if !matches!(technologies[mention.technology].name.as_str(), "TCP" | "UDP") {
        return false;
    }
    let rest = places.reading.outline.folded[mention.words.end..].trim_start();
    let blocks = &places.reading.outline.blocks;
    let titled = || {
        let above = (mention.block.saturating_sub(REACH)..mention.block).rev();
        let title = above.into_iter().find(|&at| !blocks[at].is_item());
        title.is_some_and(|at| {
            let mut named = places.mentions_in(&blocks[at].words);
            named.any(|other| technologies[places.mentions[other].technology].category == "protocol")
        })
    };
    // "Once the TCP connection stands": one that is there anyhow.
    let known = || {
        let before = &places.reading.outline.folded[..mention.words.start];
        ["the ", "underlying ", "same "]
            .iter()
            .any(|word| before.ends_with(word))
    };
    // "Inbound TCP (8080) from the balancer": a rule of a firewall.
    let port = rest
        .trim_start_matches(['(', ':'])
        .starts_with(|c: char| c.is_ascii_digit());
    port || PARTS.iter().any(|word| rest.starts_with(word))
        || rest.starts_with("connection") && (known() || blocks[mention.block].is_item() && titled())
}

/// "Cache hit rate", "queue depth": what is measured, or looked up, wherever the part may be.
pub fn is_a_figure(places: &Places, index: usize) -> bool {
    const FIGURES: &[&str] = &[
        "hit", "hits", "miss", "misses", "key", "keys", "depth", "lag", "length", "size", "backlog",
    ];
    let mention = &places.mentions[index];
    let part = places.reading.knowledge.technologies[mention.technology].kind == Kind::Component;
    let rest = &places.reading.outline.folded[mention.words.end..];
    let next = rest.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    part && rest.starts_with(' ') && next.is_some_and(|word| FIGURES.contains(&word))
}

/// "Updates for ESP32 devices": what the users have, whatever is built for them.
pub fn is_a_given_device(places: &Places, index: usize) -> bool {
    const BOARDS: &[&str] = &["ESP32", "Raspberry Pi", "Arduino"];
    const DEVICES: &[&str] = &[
        "device", "devices", "sensor", "sensors", "board", "boards", "node", "nodes",
    ];
    let mention = &places.mentions[index];
    let name = places.reading.knowledge.technologies[mention.technology].name.as_str();
    let rest = &places.reading.outline.folded[mention.words.end..];
    BOARDS.contains(&name)
        && rest.starts_with(' ')
        && rest
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(2)
            .any(|word| DEVICES.contains(&word))
}

/// "Elasticsearch (Lucene)": what the product before it is made of.
pub fn is_inside(places: &Places, index: usize) -> bool {
    let mention = &places.mentions[index];
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[mention.technology];
    let Some(before) = index.checked_sub(1).map(|before| &places.mentions[before]) else {
        return false;
    };
    let other = &technologies[before.technology];
    !own.part_of.is_empty()
        && other.is_named()
        && own.category == other.category
        && places.text(before.words.end, mention.words.start).trim() == "("
        && places.reading.outline.words[mention.words.end..].starts_with(')')
}

/// "Tasks, e.g. a job that copies rows to DynamoDB": what somebody may want to have done.
pub fn is_in_a_task(places: &Places, index: usize, sentence: &Span) -> bool {
    const TASKS: &[&str] = &[
        "job", "task", "script", "report", "query", "pipeline", "workflow", "user", "client", "customer", "tenant",
        "request", "export", "team",
    ];
    let own = places.mentions[index].words.start;
    let mut examples = places
        .cues(&(sentence.start.min(own)..own))
        .filter(|(cue, _)| *cue == Cue::Example);
    examples.any(|(_, span)| {
        let said = places.between(span.end, own).trim_start_matches([',', ' ']);
        let mut words = said.split_whitespace();
        let article = words.next().is_some_and(|word| matches!(word, "a" | "an" | "one"));
        let task = words.by_ref().take(3).any(|word| TASKS.contains(&word));
        article && task && words.next().is_some()
    })
}
