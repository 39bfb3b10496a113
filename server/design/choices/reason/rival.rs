//! What is said against the rival of a choice speaks for the choice.

use super::said::is_taken;
use super::speaks::{Tie, speaks};
use crate::design::choices::place::Places;
use crate::knowledge::{Cue, Kind as TechnologyKind};
use crate::text::Span;

/// "Fans never send, so WebSocket is not needed": what turns down the rival speaks for this one.
pub fn beats_rival(places: &Places, sentence: &Span, index: usize) -> bool {
    turns_down_rival(places, sentence, index) && speaks(places, sentence, index, Tie::Close)
}

/// "I considered MongoDB, but orders need transactions": what the rival was weighed against.
pub fn tells_against_rival(places: &Places, sentence: &Span, index: usize) -> bool {
    let said = places.between(sentence.start, sentence.end);
    let Some(but) = said.find(", but ").map(|at| sentence.start + at) else {
        return false;
    };
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[places.mentions[index].technology];
    let weighed = places
        .cues(&(sentence.start..but))
        .find(|(cue, _)| *cue == Cue::Otherwise);
    let rival = |other: usize| technologies[places.mentions[other].technology].can_replace(own);
    let after = but..sentence.end;
    let of_its_family = |other: usize| {
        let family = &technologies[places.mentions[other].technology];
        family.kind == TechnologyKind::Family && family.family() == own.family()
    };
    weighed.is_some_and(|(_, span)| places.mentions_in(&(span.end..but)).any(rival))
        && (speaks(places, &after, index, Tie::Close) || places.mentions_in(&after).any(of_its_family))
}

/// Whether words turn down what could stand in for a mention.
pub fn turns_down_rival(places: &Places, words: &Span, index: usize) -> bool {
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[places.mentions[index].technology];
    places.mentions_in(words).any(|other| {
        let rival = &technologies[places.mentions[other].technology];
        places.rejected[other] && rival.name != own.name && rival.can_replace(own)
    })
}

/// "It was picked over ActiveMQ", "Chosen over Kafka": said of what stands before, and compared with what could stand there.
pub fn is_taken_over_rival(places: &Places, sentence: &Span, index: usize) -> bool {
    let words = places.between(sentence.start, sentence.end);
    let Some(over) = words.find(" over ") else {
        return false;
    };
    let head = words[..over].trim_start();
    let head = head.strip_prefix("it ").unwrap_or(head);
    let over = sentence.start + over;
    let technologies = &places.reading.knowledge.technologies;
    let own = &technologies[places.mentions[index].technology];
    let rival = places.mentions_in(&(over..sentence.end)).next();
    let beaten = rival.is_some_and(|rival| {
        let rival = &technologies[places.mentions[rival].technology];
        rival.name != own.name && rival.can_replace(own)
    });
    beaten && !head.is_empty() && is_taken(head)
}
