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
    // "1M devices": they are counted, not asked to be run on.
    let environment = reading.knowledge.quality("environment");
    if figures.first() == scale.as_ref() {
        found.retain(|quality| {
            Some(*quality) != environment || !each_hit(hits, *quality, |hit| is_counted(reading, words, hit))
        });
    }
    // "Exact balances over speed": what is put behind something else is not asked for.
    let latency = reading.knowledge.quality("latency");
    let gives_way = [latency, scale];
    found.retain(|quality| {
        !gives_way.contains(&Some(*quality)) || !each_hit(hits, *quality, |hit| is_put_behind(reading, hits, hit))
    });
    // "Page load: 80 ms": a load that is timed is no load.
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

/// "Strong consistency for sign-ins and audit logs": what a quality is wanted for is not asked for itself.
pub(super) fn leave_what_for(reading: &Reading, words: &Span, hits: &[(&Span, QualityId)], found: &mut Vec<QualityId>) {
    const FIRM: &[&str] = &["secur", "encrypt", "gdpr", "complian", "private", "privacy"];
    let folded = reading.folded(words);
    let Some(at) = folded.find(" for ").map(|at| words.start + at) else {
        return;
    };
    let idle = ["security", "compliance"].map(|name| reading.knowledge.quality(name));
    // "High availability for redirects, low latency, no guessable links": what comes next is asked for again.
    let end = hits
        .iter()
        .find(|(hit, quality)| hit.start > at && !idle.contains(&Some(*quality)));
    let end = end.map_or(words.end, |(hit, _)| hit.start);
    let kept = |quality: Option<QualityId>| {
        let told = |hit: &Span| {
            (at..end).contains(&hit.start) && !FIRM.iter().any(|firm| reading.folded(hit).starts_with(firm))
        };
        each_hit(hits, quality?, told).then_some(quality?)
    };
    let before = hits.iter().any(|(hit, _)| hit.start < at);
    let idle: Vec<QualityId> = idle.into_iter().filter_map(kept).collect();
    if before {
        found.retain(|quality| !idle.contains(quality));
    }
}

/// "Responsive on phones": it fits them, and need not be quick.
pub(super) fn fit_screens(
    reading: &Reading,
    hits: &[(&Span, QualityId)],
    figures: &[QualityId],
    found: &mut Vec<QualityId>,
) {
    let (latency, environment) = (
        reading.knowledge.quality("latency"),
        reading.knowledge.quality("environment"),
    );
    let (Some(latency), Some(environment)) = (latency, environment) else {
        return;
    };
    let fits = |hit: &Span| reading.folded(hit).starts_with("responsive");
    let placed = hits.iter().any(|(_, quality)| *quality == environment);
    if placed && !figures.contains(&latency) && found.contains(&latency) && each_hit(hits, latency, fits) {
        found.retain(|quality| *quality != latency && *quality != environment);
        found.insert(0, environment);
    }
}

/// Whether it stands right behind another quality that is put over it.
fn is_put_behind(reading: &Reading, hits: &[(&Span, QualityId)], hit: &Span) -> bool {
    const OVER: &[&str] = &[
        "over",
        ">",
        ">>",
        "rather than",
        "instead of",
        "at the expense of",
        "at the cost of",
    ];
    const NEAR: usize = 24;
    hits.iter()
        .filter(|(other, _)| other.end < hit.start && hit.start - other.end <= NEAR)
        .any(|(other, _)| OVER.contains(&reading.folded(&(other.end..hit.start)).trim()))
}

/// Whether it is among what a large figure counts.
fn is_counted(reading: &Reading, words: &Span, hit: &Span) -> bool {
    const LARGE: f64 = 1000.0;
    const THINGS: &[&str] = &["device", "phone", "smartphone", "handset"];
    let thing = reading.folded(hit).trim_end_matches('s');
    let within = |of: &Span| of.start <= hit.start && hit.end <= of.end;
    let mut targets = reading.quantities_in(words).filter(|quantity| quantity.is_target());
    THINGS.contains(&thing)
        && targets.any(|quantity| quantity.greatest() >= LARGE && quantity.of.as_ref().is_some_and(within))
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
