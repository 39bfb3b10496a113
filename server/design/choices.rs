//! Technologies: named, decided, weighed; and the reason, with where it stands.

mod asked;

mod mentions;

mod place;

mod reason;

mod role;

pub use mentions::{Named, mentions, named};

use super::requirements::Requirements;
use super::sections::{Section, Topic};
use super::{Design, Reading};
use crate::knowledge::{Kind, QualityId, TechnologyId};
use crate::text::Span;
use fnv::FnvHashMap;
use place::{Places, Sort};
use role::Verdict;
use std::collections::BTreeMap;
use std::ops::Range;

/// A place where something of the catalogue is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub technology: TechnologyId,
    /// Where, in the document.
    pub span: Span,
    /// Where, in the outline's words.
    pub words: Span,
    /// The block it stands in.
    pub block: usize,
}

/// What a design says about a technology: one entry a technology and topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Which technology.
    pub technology: TechnologyId,
    /// Every place where it is named.
    pub mentions: Vec<Span>,
    /// The mention that tells most: where the decision stands.
    pub deciding: Span,
    /// Chosen, weighed, or named in passing.
    pub role: Role,
    /// How the role was told, in a few words.
    pub evidence: &'static str,
    /// The reason, for chosen ones.
    pub ruling: Ruling,
    /// Which design of the file: an index into the topics.
    pub topic: usize,
}

/// What a mention amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The design uses it.
    Chosen {
        /// The options it was listed with and never picked from; empty for a plain choice.
        among: Vec<TechnologyId>,
    },
    /// Weighed, compared, or rejected.
    Alternative,
    /// Named in passing.
    Mention,
    /// Given by the problem, not chosen.
    Given,
}

/// Whether a choice says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It does.
    Reason {
        /// Where the reason stands.
        span: Span,
        /// How that place belongs to the choice.
        scope: Scope,
        /// The qualities that the reason speaks of.
        serves: Vec<QualityId>,
    },
    /// Only the plain function is named: "Redis for caching".
    RoleOnly(Span),
    /// Nothing is said.
    Bare,
}

/// Where a reason stands, seen from the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the same sentence.
    Sentence,
    /// In the same item.
    Item,
    /// In what is nested below the item.
    Below,
    /// In the same table row.
    Row,
    /// In the next sentence.
    Next,
    /// In an item above it.
    Parent,
    /// In the heading above it.
    Heading,
    /// In what is said before it under the same heading.
    Before,
    /// In a section on trade-offs.
    TradeOffs,
    /// Elsewhere in the same design.
    Elsewhere,
    /// Said of its family, or of a member of it.
    Family,
}

/// What each mention says, and what it rests on beside its own piece of the text.
#[derive(Debug)]
pub struct Judged {
    verdicts: Vec<Verdict>,
    /// How the headings take what stands under them.
    sorts: Vec<Sort>,
    /// What the headings name, as options beside each other.
    options: Vec<Option<(TechnologyId, bool)>>,
}

impl Judged {
    fn new(places: &Places, replaced: Option<&Replaced>) -> Judged {
        let sorts: Vec<Sort> = places.headings.iter().map(|heading| heading.sort).collect();
        let options: Vec<_> = places.headings.iter().map(|heading| heading.option).collect();
        let known = replaced.map(|replaced| (replaced, &replaced.before.kept.judged));
        let judge = |index| role::verdict(places, index);
        let verdicts = match known.filter(|(_, known)| known.sorts == sorts && known.options == options) {
            Some((Replaced { gone, anew, .. }, known)) => {
                let judged = anew.clone().map(judge);
                let head = known.verdicts[..gone.start].iter().copied();
                let tail = known.verdicts[gone.end..].iter().copied();
                head.chain(judged).chain(tail).collect()
            }
            None => (0..places.mentions.len()).map(judge).collect(),
        };
        Judged {
            verdicts,
            sorts,
            options,
        }
    }
}

/// The mentions that an edit has put into the place of others, where it left all the rest as they were.
struct Replaced<'a> {
    before: &'a Design,
    gone: Range<usize>,
    anew: Range<usize>,
}

impl<'a> Replaced<'a> {
    fn by_edit(reading: &Reading<'a>, mentions: &[Mention]) -> Option<Replaced<'a>> {
        let before = reading.before?;
        let seam = reading.seam;
        let parts = |mentions: &[Mention], words: &Span| {
            let part = |at: usize| mentions.partition_point(|mention| mention.words.start < at);
            part(words.start)..part(words.end)
        };
        let (old, new) = (&before.mentions, mentions);
        let (gone, anew) = (parts(old, &seam.words.gone), parts(new, &seam.words.anew));
        let same = |old: &[Mention], new: &[Mention]| {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.technology == new.technology)
        };
        let stays = same(&old[..gone.start], &new[..anew.start]) && same(&old[gone.end..], &new[anew.end..]);
        stays.then_some(Replaced { before, gone, anew })
    }
}

/// What the design says about each technology, and what each mention says of it.
pub fn read(
    reading: &Reading,
    topics: &[Topic],
    sections: &[Section],
    requirements: &Requirements,
    mentions: &[Mention],
) -> (Vec<Choice>, Judged) {
    let replaced = Replaced::by_edit(reading, mentions);
    let sorts = replaced.as_ref().map(|replaced| &replaced.before.kept.judged.sorts[..]);
    let mut places = Places::new(reading, sections, requirements, mentions, sorts);
    let judged = Judged::new(&places, replaced.as_ref());
    let verdicts = &judged.verdicts;
    places.rejected = verdicts.iter().map(Verdict::is_against).collect();
    let mut order: Vec<(usize, TechnologyId)> = Vec::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // For each technology, its group in the topic.
    let mut group_of: Vec<Option<usize>> = vec![None; reading.knowledge.technologies.len()];
    let mut topic = 0;
    for (index, mention) in mentions.iter().enumerate() {
        while topic + 1 < topics.len() && topics[topic].blocks.end <= mention.block {
            topic += 1;
            group_of.fill(None);
        }
        let group = *group_of[mention.technology].get_or_insert_with(|| {
            order.push((topic, mention.technology));
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(index);
    }
    let groups: FnvHashMap<(usize, TechnologyId), Vec<usize>> = order.iter().copied().zip(groups).collect();
    let roles = role::roles(&places, &order, &groups, verdicts);
    let mut choices: Vec<Choice> = order
        .iter()
        .zip(roles)
        .map(|(key, (role, deciding))| {
            let own = &groups[key];
            // The reason for a family counts for its members, also where it is no choice of its own.
            let family = reading.knowledge.technologies[key.1].kind == Kind::Family;
            let asked =
                matches!(role, Role::Chosen { .. }) || (family && matches!(role, Role::Mention | Role::Alternative));
            let ruling = if asked {
                reason::ruling(&places, own, deciding, verdicts)
            } else {
                Ruling::Bare
            };
            Choice {
                technology: key.1,
                mentions: own.iter().map(|&index| mentions[index].span.clone()).collect(),
                deciding: mentions[deciding].span.clone(),
                role,
                evidence: verdicts[deciding].evidence,
                ruling,
                topic: key.0,
            }
        })
        .collect();
    let is_kind = |choice: &Choice, kind| reading.knowledge.technologies[choice.technology].kind == kind;
    // A family that only its member made stand back is a choice that was told.
    let stood_back = |choice: &Choice, own: &[usize]| {
        is_kind(choice, Kind::Family)
            && matches!(choice.role, Role::Mention | Role::Chosen { .. })
            && own.iter().any(|&index| verdicts[index].is_sure())
    };
    let told: Vec<Option<Ruling>> = choices
        .iter()
        .zip(&order)
        .map(|(choice, key)| match &choice.ruling {
            Ruling::Reason { .. } if is_kind(choice, Kind::Component) => {
                reason::told_of_part(&places, &groups[key], verdicts)
            }
            ruling @ Ruling::Reason { .. } if stood_back(choice, &groups[key]) => Some(ruling.clone()),
            _ => None,
        })
        .collect();
    share_reasons(reading, &mut choices, &told);
    share_across_topics(&mut choices);
    (choices, judged)
}

/// A reason given for a family, or for the part that something plays, holds for its members and for what plays it.
/// `told` holds what the own entries of parts give, and the reasons for families that were taken.
fn share_reasons(reading: &Reading, choices: &mut [Choice], told: &[Option<Ruling>]) {
    let technology = |choice: &Choice| &reading.knowledge.technologies[choice.technology];
    // Said in passing, it holds only for what is named close by, under the same heading.
    const NEAR: usize = 400;
    struct Given {
        span: Span,
        serves: Vec<QualityId>,
        everywhere: bool,
        // "Cache: Redis keeps …": said of what plays the part there, and of nothing else that could.
        players: Vec<TechnologyId>,
    }
    let mut given: BTreeMap<(usize, &str), Vec<Given>> = BTreeMap::new();
    let players = |class: &str, reason: &Span| {
        let start = reading.text[..reason.start].rfind('\n').map_or(0, |at| at + 1);
        let end = reading.text[reason.end..]
            .find('\n')
            .map_or(reading.text.len(), |at| reason.end + at);
        let plays = |choice: &&Choice| {
            let known = technology(choice);
            known.is_named()
                && known.class() == Some(class)
                && choice
                    .mentions
                    .iter()
                    .any(|mention| start <= mention.start && mention.end <= end)
        };
        choices.iter().filter(plays).map(|choice| choice.technology).collect()
    };
    for (choice, told) in choices.iter().zip(told) {
        let known = technology(choice);
        if !matches!(known.kind, Kind::Family | Kind::Component) {
            continue;
        }
        for (ruling, everywhere) in told.iter().map(|told| (told, true)).chain([(&choice.ruling, false)]) {
            if let (Some(class), Ruling::Reason { span, serves, .. }) = (known.class(), ruling)
                // "NATS or an in-memory queue": said of the other way.
                && !reading.text[span.clone()].starts_with("or ")
            {
                given.entry((choice.topic, class)).or_default().push(Given {
                    span: span.clone(),
                    serves: serves.clone(),
                    everywhere,
                    players: match known.kind {
                        Kind::Component => players(class, span),
                        _ => Vec::new(),
                    },
                });
            }
        }
    }
    for choice in choices.iter_mut() {
        let bare = matches!(choice.role, Role::Chosen { .. }) && !matches!(choice.ruling, Ruling::Reason { .. });
        let Some(class) = technology(choice).class().filter(|_| bare) else {
            continue;
        };
        let near = |span: &Span| {
            let piece = reading.outline.piece_end(span.start);
            let near = |mention: &Span| {
                mention.start < span.end + NEAR
                    && span.start < mention.end + NEAR
                    && reading.outline.piece_end(mention.start) == piece
            };
            choice.mentions.iter().any(near)
        };
        let mut held = given.get(&(choice.topic, class)).into_iter().flatten();
        let plays = |held: &Given| held.players.is_empty() || held.players.contains(&choice.technology);
        if let Some(held) = held.find(|held| plays(held) && (held.everywhere || near(&held.span))) {
            choice.ruling = Ruling::Reason {
                span: held.span.clone(),
                scope: Scope::Family,
                serves: held.serves.clone(),
            };
        }
    }
}

/// What one design of a document gives as its reason a reader of the others has read as well.
fn share_across_topics(choices: &mut [Choice]) {
    if choices.iter().all(|choice| choice.topic == 0) {
        return;
    }
    let mut given: BTreeMap<TechnologyId, Ruling> = BTreeMap::new();
    for choice in choices.iter() {
        if let (Role::Chosen { .. }, Ruling::Reason { span, serves, .. }) = (&choice.role, &choice.ruling) {
            given.entry(choice.technology).or_insert_with(|| Ruling::Reason {
                span: span.clone(),
                scope: Scope::Elsewhere,
                serves: serves.clone(),
            });
        }
    }
    for choice in choices {
        let bare = matches!(choice.role, Role::Chosen { .. }) && !matches!(choice.ruling, Ruling::Reason { .. });
        if let Some(ruling) = given.get(&choice.technology).filter(|_| bare) {
            choice.ruling = ruling.clone();
        }
    }
}
