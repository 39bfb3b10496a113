use super::{BLANK, Findings, decision, topic};
use crate::design::{Design, Ruling};
use crate::markdown::find_phrase;

/// What the notes keep NoSQL for, and what designers rightly add.
const NEEDS: &[&str] = &[
    "high*",
    "heavy",
    "write*",
    "scal*",
    "throughput",
    "volume",
    "spike*",
    "burst*",
    "swing*",
    "million*",
    "billion*",
    "non relational",
    "no relation*",
    "unrelational",
    "not relational",
    "no join*",
    "without join*",
    "flexib*",
    "schema*",
    "unstructured",
    "semi structured",
    "document*",
    "nested",
    "json",
    "key value",
    "key access*",
    "by key",
    "lookup*",
    "look up*",
    "access pattern*",
    "partition*",
    "shard*",
    "time series",
    "append*",
    "log*",
    "event*",
    "ttl",
    "expire*",
    "horizontal*",
    "distributed",
    "global*",
    "region*",
    "replica*",
    "geo*",
    "wide column",
    "column*",
    "graph",
    "latency",
    "fast*",
    "millisecond*",
    "availab*",
    "eventual*",
    "k per second",
    "rps",
    "qps",
    "tps",
    "large",
    "massive",
    "hot",
    "leader*",
    "fail*",
    "node*",
];

pub fn check(design: &Design, findings: &mut Findings) {
    let note = design.knowledge.concept("NoSQL vs SQL");
    if note.is_none() {
        return;
    }
    for decision in decision::asked(design) {
        let technology = design.technology(decision.choice.technology);
        let Ruling::Reason { span, .. } = &decision.choice.ruling else {
            continue;
        };
        if technology.family() != Some("NoSQL") {
            continue;
        }
        let mut own = decision::mentions(design, decision.choice);
        let needs = || NEEDS.iter().copied();
        let around = own.any(|mention| topic::speaks(design, &design.outline.blocks[mention.block].words, needs()));
        let reason = crate::markdown::fold(&design.text[span.clone()]);
        if around || NEEDS.iter().any(|need| find_phrase(&reason, need).is_some()) {
            continue;
        }
        let name = &design.text[decision.mention.span.clone()];
        let message = format!(
            "Your notes keep NoSQL for high reads or writes and for non-relational data: say which calls for `{name}`, or take SQL"
        );
        let finding = findings.add(&decision.mention.span, message);
        finding.case(name).related(span, "The reason given");
        let edit = decision::append(design, decision.mention, &format!(" (needed for {BLANK})"));
        finding.fix("Add the need", &edit.span, edit.text);
    }
}
