use super::{Findings, Level, style, topic};
use crate::design::{Design, Requirement, Side};
use crate::knowledge::{Cue, Found, Hit, Part};

/// What must not be sold twice or get lost comes to consistency first; most other systems to availability.
const CONSISTENT: &[&str] = &[
    "bank*",
    "payment*",
    "book*",
    "ticket*",
    "reserv*",
    "inventory",
    "stock",
    "wallet*",
    "auction*",
];

pub fn check(design: &Design, findings: &mut Findings) {
    let Some(quality) = design.knowledge.quality("availability_consistency") else {
        return;
    };
    if design.knowledge.qualities[quality].place.is_none() {
        return;
    }
    for (index, topic) in topic::laid_out(design) {
        let decided = |span: &std::ops::Range<usize>| topic.span.contains(&span.start);
        if design.stance.claims.iter().any(|claim| decided(&claim.span)) {
            continue;
        }
        // A stance that is taken where the stores are chosen is one, if not among the requirements.
        let takes = |hit: &Hit| match hit.found {
            Found::Cue(cue) => matches!(
                cue,
                Cue::Eventual | Cue::Strict | Cue::AvailabilityFirst | Cue::ConsistencyFirst
            ),
            _ => false,
        };
        if topic::hits(design, &topic::words(design, topic)).any(takes) {
            continue;
        }
        // What follows from one of the two, such as that a message is handled once, asks for neither by name.
        let names = |hit: &Hit| match hit.found {
            Found::Cue(cue) => matches!(cue, Cue::Available | Cue::HighlyAvailable | Cue::Consistent),
            _ => false,
        };
        let states = |requirement: &&Requirement| {
            let words = topic::words_of(design, requirement.blocks.clone());
            requirement.qualities.contains(&quality) && topic::hits(design, &words).any(names)
        };
        let mut items = topic::of(design, index, &design.requirements.non_functional).filter(states);
        let Some(item) = items.next() else { continue };
        if topic::sections(design, index, Part::NonFunctional).any(|section| topic::is_picture(design, section)) {
            continue;
        }
        // Where only one of the two is asked for, a reader may take it for the stance.
        let leanings = design.stance.leanings.iter().filter(|claim| decided(&claim.span));
        let leanings: Vec<_> = leanings.collect();
        // "Consistency for matching, availability for the rest".
        let leans = |side: Side| leanings.iter().any(|claim| claim.scoped && claim.side == side);
        if leans(Side::Availability) && leans(Side::Consistency) {
            continue;
        }
        let sides: Vec<Side> = leanings.iter().map(|claim| claim.side).collect();
        let speaks_of_other = |side: &Side| {
            let cue = |hit: &Hit| match hit.found {
                Found::Cue(Cue::Consistent) => *side == Side::Availability,
                Found::Cue(Cue::Available | Cue::HighlyAvailable) => *side == Side::Consistency,
                _ => false,
            };
            let mut required = topic::of(design, index, &design.requirements.non_functional);
            required.any(|item| topic::hits(design, &topic::words_of(design, item.blocks.clone())).any(cue))
        };
        let one = sides
            .first()
            .filter(|first| sides.iter().all(|side| side == *first) && !speaks_of_other(first));
        let message = match one {
            Some(Side::Availability) => {
                "Availability is asked for, and nothing is said on consistency: say which one yields when the two cannot both be had"
            }
            Some(Side::Consistency) => {
                "Consistency is asked for, and nothing is said on availability: say which one yields when the two cannot both be had"
            }
            _ => {
                "Neither availability nor consistency comes first: say which one yields when the two cannot both be had"
            }
        };
        let finding = findings.add(&item.span, message);
        if one.is_some() {
            finding.level(Level::Information);
        }
        for other in items {
            finding.related(&other.span, "This requirement leaves it open too");
        }
        let mut sides = ["availability over consistency", "consistency over availability"];
        if topic::places(design, index, CONSISTENT).len() > 1 {
            sides.reverse();
        }
        for side in sides {
            finding.fix_all(format!("Take {side}"), vec![style::remark(design, item, side)]);
        }
    }
}
