//! What the mentions of a technology say together.

use super::{Against, SAID, SURE, TAKEN, Verdict};
use crate::design::choices::Role;
use crate::design::choices::place::{Places, begins_with_mark};
use crate::knowledge::TechnologyId;
use fnv::FnvHashMap;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The role of each technology of each design, with the mention that tells it.
pub fn roles(
    places: &Places,
    order: &[(usize, TechnologyId)],
    groups: &FnvHashMap<(usize, TechnologyId), Vec<usize>>,
    verdicts: &[Verdict],
) -> Vec<(Role, usize)> {
    let mut roles: Vec<(Role, usize)> = order
        .iter()
        .map(|key| together(places, &groups[key], verdicts))
        .collect();
    families_step_back(places, order, &mut roles);
    options(places, order, groups, verdicts, &mut roles);
    roles
}

fn together(places: &Places, own: &[usize], verdicts: &[Verdict]) -> (Role, usize) {
    let best = own
        .iter()
        .copied()
        .max_by_key(|&index| (verdicts[index].score, std::cmp::Reverse(index)))
        .unwrap_or_default();
    let score = verdicts[best].score;
    let against = |wanted: Against| own.iter().copied().find(|&index| verdicts[index].against == wanted);
    let rejected = against(Against::Rejected);
    let doubted = rejected.is_some() || against(Against::Foreign).is_some();
    // "What makes NiFi not suitable": no more than the place where it stands elsewhere says less than such a heading.
    let titled = || {
        let blocks = &places.reading.outline.blocks;
        let mut titles = own
            .iter()
            .copied()
            .filter(|&index| blocks[places.mentions[index].block].level().is_some());
        titles.any(|index| verdicts[index].against == Against::Rejected)
            // "Data model (MySQL)", behind what it cannot do: taken for something else.
            && !titles.any(|index| verdicts[index].is_sure())
    };
    if score < SAID && titled() {
        let index = rejected.unwrap_or(best);
        return (Role::Alternative, index);
    }
    if score >= SURE || (score >= TAKEN && !doubted) {
        return (Role::Chosen { among: Vec::new() }, best);
    }
    if let Some(index) = rejected.or_else(|| against(Against::Weighed)) {
        return (Role::Alternative, index);
    }
    match against(Against::Given) {
        Some(index) => (Role::Given, index),
        None => (Role::Mention, best),
    }
}

/// Where a member of a family is chosen, the family is no choice of its own.
fn families_step_back(places: &Places, order: &[(usize, TechnologyId)], roles: &mut [(Role, usize)]) {
    let technologies = &places.reading.knowledge.technologies;
    let is_family = |id: TechnologyId| technologies[id].kind == crate::knowledge::Kind::Family;
    let chosen: HashSet<(usize, &str)> = order
        .iter()
        .zip(roles.iter())
        .filter(|((_, id), (role, _))| matches!(role, Role::Chosen { .. }) && !is_family(*id))
        .filter_map(|((topic, id), _)| Some((*topic, technologies[*id].family()?)))
        .collect();
    for ((topic, id), (role, _)) in order.iter().zip(roles.iter_mut()) {
        let member = technologies[*id]
            .family()
            .is_some_and(|family| chosen.contains(&(*topic, family)));
        if is_family(*id) && member && matches!(role, Role::Chosen { .. }) {
            *role = Role::Mention;
        }
    }
}

/// Options listed with "or": all are chosen where the text is content with any, unless one of them is picked.
fn options(
    places: &Places,
    order: &[(usize, TechnologyId)],
    groups: &FnvHashMap<(usize, TechnologyId), Vec<usize>>,
    verdicts: &[Verdict],
    roles: &mut [(Role, usize)],
) {
    let chosen: HashMap<(usize, TechnologyId), usize> = order
        .iter()
        .enumerate()
        .filter(|(at, _)| matches!(roles[*at].0, Role::Chosen { .. }))
        .map(|(at, key)| (*key, at))
        .collect();
    let listed = |index: usize| places.options[places.lists[index]].len() > 1;
    // Picked: taken beyond doubt at a place where it stands alone, or named as the preferred one.
    let picked: HashSet<(usize, TechnologyId)> = chosen
        .keys()
        .filter(|key| {
            groups[key]
                .iter()
                .any(|&index| verdicts[index].score >= SAID && !listed(index) || is_preferred(places, index))
        })
        .copied()
        .collect();
    for (key, &at) in &chosen {
        let taken = || {
            groups[key]
                .iter()
                .copied()
                .filter(|&index| verdicts[index].score >= TAKEN)
        };
        if taken().next().is_none() || !taken().all(listed) {
            continue;
        }
        // A name that is listed a thousand times stands in few lists.
        let mut listing: Vec<Range<usize>> = taken()
            .map(|index| places.options[places.lists[index]].clone())
            .collect();
        listing.dedup();
        let mut among: Vec<TechnologyId> = listing
            .iter()
            .cloned()
            .flatten()
            .filter(|&other| places.is_named(other))
            .map(|other| places.mentions[other].technology)
            .filter(|other| *other != key.1 && chosen.contains_key(&(key.0, *other)))
            .collect();
        among.sort_unstable();
        among.dedup();
        let technologies = &places.reading.knowledge.technologies;
        among.retain(|&other| {
            let (one, two) = (&technologies[key.1], &technologies[other]);
            one.can_replace(two)
        });
        // "A or B", then "unlike B, A …": turned down elsewhere, while another of them is not.
        let is_rejected = |key: &(usize, TechnologyId)| groups[key].iter().any(|&index| verdicts[index].is_against());
        let spared = |other: TechnologyId| !is_rejected(&(key.0, other));
        // "SQL or NoSQL", where MySQL is taken then: the family stood back for its member.
        let stands_back = |&index: &usize| {
            let other = places.mentions[index].technology;
            other != key.1
                && technologies[other].kind == crate::knowledge::Kind::Family
                && !chosen.contains_key(&(key.0, other))
                && chosen.keys().any(|(topic, member)| {
                    *topic == key.0
                        && *member != other
                        && technologies[*member].family() == technologies[other].family()
                })
        };
        let stands_back = || listing.iter().cloned().flatten().any(|index| stands_back(&index));
        let family = technologies[key.1].kind == crate::knowledge::Kind::Family;
        let rival = (family && stands_back())
            || among.iter().any(|&other| picked.contains(&(key.0, other)))
            || (is_rejected(key) && among.iter().any(|&other| spared(other)));
        roles[at].0 = if rival {
            Role::Alternative
        } else {
            Role::Chosen { among }
        };
    }
}

/// "PostgreSQL (preferred) or MySQL", "Redis or Memcached (Redis preferred)".
fn is_preferred(places: &Places, index: usize) -> bool {
    // The longest mark and its brackets.
    const LONGEST: usize = 24;
    let behind = &places.reading.outline.folded[places.mentions[index].words.end..];
    let behind = &behind[..behind.floor_char_boundary(LONGEST)];
    let bare = behind.trim_start_matches([' ', '(', '[']);
    let end = bare.find(|c: char| !c.is_alphabetic() && c != ' ');
    begins_with_mark(bare) && end.is_some_and(|end| bare[end..].starts_with([')', ']']))
}
