//! Technologies: named, decided, weighed; and the reason, with where it stands.

use super::Reading;
use super::requirements::Requirements;
use super::sections::{Section, Topic};
use crate::knowledge::{Found, QualityId, TechnologyId, Term};
use crate::text::Span;

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
    /// In a section on trade-offs.
    TradeOffs,
    /// Elsewhere in the same design.
    Elsewhere,
    /// Said of its family, or of a member of it.
    Family,
}

/// Every technology named outside code, links and comments.
pub fn mentions(reading: &Reading, _sections: &[Section]) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for hit in reading.hits {
        let technology = match hit.found {
            Found::Term(Term::Technology(id)) => id,
            Found::InContext(id) if has_context(reading, &hit.span, id) => id,
            _ => continue,
        };
        let Some(block) = reading.outline.block_at(hit.span.start) else {
            continue;
        };
        mentions.push(Mention {
            technology,
            span: reading.outline.source(&hit.span),
            words: hit.span.clone(),
            block,
        });
    }
    mentions
}

/// Whether a context word of an ambiguous name stands in the same block.
fn has_context(reading: &Reading, words: &Span, id: TechnologyId) -> bool {
    let Some(block) = reading.outline.block_at(words.start) else {
        return false;
    };
    let around = reading.folded(&reading.outline.blocks[block].words);
    let context = &reading.knowledge.technologies[id].context;
    around
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| context.iter().any(|known| known == word))
}

/// What the design says about each technology.
pub fn read(
    reading: &Reading,
    topics: &[Topic],
    _sections: &[Section],
    _requirements: &Requirements,
    mentions: &[Mention],
) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for mention in mentions {
        let topic = topics
            .iter()
            .position(|topic| topic.blocks.contains(&mention.block))
            .unwrap_or_default();
        match choices
            .iter_mut()
            .find(|choice| choice.technology == mention.technology && choice.topic == topic)
        {
            Some(choice) => choice.mentions.push(mention.span.clone()),
            None => choices.push(Choice {
                technology: mention.technology,
                mentions: vec![mention.span.clone()],
                deciding: mention.span.clone(),
                role: Role::Chosen { among: Vec::new() },
                evidence: "named in the design",
                ruling: Ruling::Bare,
                topic,
            }),
        }
    }
    let _ = reading;
    choices
}
