//! Words of a quality that state none where they stand, beside other words and figures.

use crate::design::Reading;
use crate::knowledge::QualityId;
use crate::text::Span;

/// Leaves out the qualities whose words, the `hits`, name a part, a place or a firmness; `figures` are those that the
/// item measures.
pub(super) fn set_aside(
    reading: &Reading,
    words: &Span,
    hits: &[(&Span, QualityId)],
    figures: &[QualityId],
    found: &mut Vec<QualityId>,
) {
    // "The authentication service is always up": a part of the system is named, and no security is asked for.
    if found.len() > 1 || !figures.is_empty() {
        found.retain(|quality| !each_hit(hits, *quality, |hit| names_part(reading, words, hit)));
    }
    // "10M events globally": where so much goes on, it is how much that counts.
    let scale = reading.knowledge.quality("throughput_scalability");
    if figures.first() == scale.as_ref() || found.len() <= 1 && !figures.is_empty() {
        found.retain(|quality| !each_hit(hits, *quality, |hit| names_place(reading, words, hit)));
    }
    // "Page load: 80 ms": a load that is timed is no load.
    let latency = reading.knowledge.quality("latency");
    if figures.first() == latency.as_ref() {
        let loads = |hit: &Span| matches!(reading.folded(hit), "load" | "loads");
        found.retain(|quality| !each_hit(hits, *quality, loads));
    }
    // "Loading SLA: 5 s", "rushes are handled gracefully": such a word says how firmly, not what.
    if found.len() > 1 || !figures.is_empty() {
        let guarded = reading
            .knowledge
            .quality("security")
            .is_some_and(|security| found.contains(&security));
        let idle = |hit: &Span| match reading.folded(hit).trim() {
            "sla" => true,
            "gracefully" => found.len() > 1,
            // "A match or a failure within a minute": one way or the other.
            "failure" | "failures" => names_outcome(reading, words, hit),
            // "Secure message storage": what is stored is kept safe.
            "storage" => found.len() > 1 && hit.start > words.start,
            // "All traffic is encrypted": what passes is.
            "traffic" => guarded,
            _ => false,
        };
        let dropped = |quality: &QualityId| !figures.contains(quality) && each_hit(hits, *quality, idle);
        let kept: Vec<QualityId> = found.iter().copied().filter(|quality| !dropped(quality)).collect();
        *found = kept;
    }
}

/// Whether words state a quality, and every one that does is of this kind.
fn each_hit(hits: &[(&Span, QualityId)], quality: QualityId, of_kind: impl Fn(&Span) -> bool) -> bool {
    let mut hits = hits.iter().filter(|(_, stated)| *stated == quality).peekable();
    hits.peek().is_some() && hits.all(|(hit, _)| of_kind(hit))
}

/// "Globally", "in many countries": where, not how. "30 countries" are what is counted.
fn names_place(reading: &Reading, words: &Span, hit: &Span) -> bool {
    const PLACES: &[&str] = &["world", "countries", "region", "continent"];
    let said = reading.folded(hit);
    let before = reading
        .quantities_in(words)
        .filter(|quantity| quantity.span.end <= hit.start);
    let between = before.last().map(|last| reading.folded(&(last.span.end..hit.start)));
    let counted = between.is_some_and(|between| !between.contains(char::is_alphabetic));
    !counted && (said.starts_with("global") || PLACES.iter().any(|place| said.contains(place)))
}

/// "Rate limiting service", "caching layer": the words before such a noun name a part of the system; before "login
/// requests" and "login latency" they name what is counted or timed.
fn names_part(reading: &Reading, words: &Span, hit: &Span) -> bool {
    const PARTS: &[&str] = &[
        "service",
        "services",
        "server",
        "servers",
        "layer",
        "module",
        "component",
        "latency",
        "latencies",
        "request",
        "requests",
        "attempts",
    ];
    let behind = reading.folded(&(hit.end.min(words.end)..words.end));
    // "High availability - services always answer" has a dash between them, which is folded to a space.
    let next = behind
        .strip_prefix(' ')
        .and_then(|behind| behind.split(|c: char| !c.is_alphanumeric()).next());
    next.is_some_and(|next| PARTS.contains(&next))
}

/// "Match or failure", "success or a failure".
fn names_outcome(reading: &Reading, words: &Span, hit: &Span) -> bool {
    let before = reading.folded(&(words.start..hit.start.max(words.start))).trim_end();
    before.ends_with(" or") || before.ends_with(" or a")
}
