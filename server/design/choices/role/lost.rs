//! What another technology is taken over.

use crate::design::choices::place::Places;
use crate::text::Span;

/// "Chosen over Y, even though Y keeps more": what is granted to the one that has lost.
pub fn is_granted(places: &Places, index: usize, sentence: &Span) -> bool {
    let mention = &places.mentions[index];
    let before = sentence.start..mention.words.start;
    let words = places.between(before.start, before.end).trim_end();
    // "Although" and "even though" end alike.
    let granted = ["though", "even if", "while"];
    granted.iter().any(|word| words.ends_with(word))
        && places.mentions_in(&before).any(|other| {
            let same = places.mentions[other].technology == mention.technology;
            same && lost_to(places, other, sentence.start)
        })
}

/// "X over Y": only where a preference or another technology stands before; "events over gRPC" is a path.
pub fn lost_to(places: &Places, index: usize, from: usize) -> bool {
    let (members, _) = &places.groups[places.lists[index]];
    let first = &places.mentions[members.start];
    let before = places.between(from, first.words.start);
    let trimmed = before.trim_end();
    // "Cassandra for the comments (vs PostgreSQL)".
    if ["(vs", "(vs.", "(versus"].iter().any(|mark| trimmed.ends_with(mark)) {
        let technologies = &places.reading.knowledge.technologies;
        return members.start.checked_sub(1).is_some_and(|rival| {
            let rival = &places.mentions[rival];
            rival.block == first.block && technologies[rival.technology].can_replace(&technologies[first.technology])
        });
    }
    // "Cassandra > HBase", "Cassandra beats HBase", but not "Gateway -> Kong".
    let arrow = places.text(from, first.words.start).trim_end().ends_with("->");
    if !arrow
        && [" >", " beats", " outperforms"]
            .iter()
            .any(|mark| trimmed.ends_with(mark))
    {
        let technologies = &places.reading.knowledge.technologies;
        return members.start.checked_sub(1).is_some_and(|rival| {
            let rival = &places.mentions[rival];
            let near = first.words.start.saturating_sub(rival.words.end) < 16 && rival.block == first.block;
            near && technologies[rival.technology].can_replace(&technologies[first.technology])
        });
    }
    if is_compared(trimmed) {
        return true;
    }
    // "Chosen over plain brokers (like RabbitMQ)": the class whose instance it is.
    let trimmed = over_class(trimmed).unwrap_or(trimmed);
    // "We prefer gRPC to REST".
    let liked = trimmed.strip_suffix(" to").filter(|head| head.contains("prefer"));
    let Some(head) = liked
        .or_else(|| trimmed.strip_suffix(" over"))
        .or_else(|| trimmed.strip_suffix(" over a"))
    else {
        return false;
    };
    let preferred = [
        "prefer",
        "chose",
        "choose",
        "chosen",
        "pick",
        "favor",
        "favour",
        "select",
        "why ",
        "going with",
        "decid",
    ]
    .iter()
    .any(|word| head.contains(word));
    let technology = |id: usize| &places.reading.knowledge.technologies[places.mentions[id].technology];
    let own = technology(members.start);
    let transport = ["TCP", "UDP", "HTTP", "HTTP/2", "TLS", "QUIC"].contains(&own.name.as_str());
    let rival = members.start.checked_sub(1).is_some_and(|rival| {
        let gap = places.between(places.mentions[rival].words.end, from + head.len());
        let other = technology(rival);
        gap.trim().is_empty() && other.can_replace(own)
    });
    (preferred || rival) && !transport
}

/// "over plain brokers (like": up to the "over", where no more than a class stands behind it.
fn over_class(before: &str) -> Option<&str> {
    const WORDS: usize = 4;
    let marks = ["(like", "(e.g.", "(such as", " like", " such as"];
    let class = marks.iter().find_map(|mark| before.strip_suffix(mark))?;
    let at = class.rfind(" over ")?;
    let words = &class[at + " over ".len()..];
    let bare = !words.contains(['.', ',', ';', ':', '(']) && words.split_whitespace().count() <= WORDS;
    bare.then(|| &before[..at + " over".len()])
}

/// "ofrece un mejor rendimiento que MySQL", "mais simples do que MySQL", "schneller als MySQL".
fn is_compared(before: &str) -> bool {
    // No comparison is longer.
    const WORDS: usize = 5;
    const MORE: &[&str] = &[
        "mejor",
        "mejores",
        "mas",
        "más",
        "mayor",
        "menor",
        "menos",
        "melhor",
        "mais",
        "maior",
        "plus",
        "moins",
        "meilleur",
        "meilleure",
    ];
    const BETTER: &[&str] = &[
        "besser",
        "schneller",
        "einfacher",
        "leichter",
        "günstiger",
        "billiger",
        "schlanker",
        "flexibler",
        "robuster",
        "stabiler",
        "mehr",
        "weniger",
    ];
    let mut words = before.split_whitespace().rev();
    let than = words.next().unwrap_or_default();
    let mut said = words.take(WORDS);
    match than {
        "que" => said.any(|word| MORE.contains(&word)),
        "als" => said.next().is_some_and(|word| BETTER.contains(&word)),
        _ => false,
    }
}
