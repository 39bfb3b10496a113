//! Lines that lead in to what is required.

use super::names_requirements;
use crate::design::Reading;
use crate::design::sections::{Candidate, Opener};
use crate::knowledge::{Part, normal_title};
use crate::markdown::Kind;

/// `We focus on the following features:` before a list, where no title opens the functional requirements.
pub(in crate::design::sections) fn name_lead_ins(reading: &Reading, candidates: &mut Vec<Candidate>) {
    let asked = |candidate: &Candidate| {
        candidate.parts.contains(&Part::Functional)
            || (candidate.parts.is_empty() && names_requirements(&candidate.key) && holds_items(reading, candidate))
    };
    // "Requirements:" may stand above a list before a bare "Features:".
    let loose = |candidate: &Candidate| {
        candidate.parts == [Part::Functional]
            && candidate.style == Opener::Label
            && !crate::markdown::fold(&candidate.title).contains("functional")
    };
    let mut known = candidates.iter().filter(|candidate| asked(candidate)).peekable();
    let features = known.peek().map(|first| first.block);
    if candidates.is_empty() || !known.all(loose) {
        return;
    }
    // "Till – the system design" above all is the title of the text.
    let title = |candidate: &Candidate| {
        candidate.block == candidates[0].block && matches!(candidate.style, Opener::Heading(1)) && candidates.len() > 1
    };
    let built = |candidate: &&Candidate| {
        let proper = |part: &Part| !matches!(part, Part::Functional | Part::OutOfScope | Part::Estimation);
        candidate.parts.iter().any(proper)
    };
    let mut all = candidates.iter().filter(|candidate| !title(candidate));
    let names_design = |one: &Candidate| built(&one) || crate::markdown::fold(&one.title).contains("system design");
    let whole = || candidates.iter().any(|one| title(one) && names_design(one));
    let end = match all.find(built) {
        Some(candidate) => candidate.block,
        None if whole() => reading.outline.blocks.len(),
        None => return,
    };
    let blocks = &reading.outline.blocks;
    let end = features.map_or(end, |features| end.min(features));
    for (index, block) in blocks[..end].iter().enumerate() {
        let listed = blocks.get(index + 1).is_some_and(|next| next.is_item());
        if block.kind != Kind::Line || !listed || block.parent.is_some() || !leads_in(reading, &block.words) {
            continue;
        }
        if features.is_some() && !names_requirements(&normal_title(reading.outline.words_of(block))) {
            continue;
        }
        let taken = |candidate: &Candidate| candidate.block == index && !candidate.parts.is_empty();
        if candidates.iter().any(taken) {
            continue;
        }
        candidates.retain(|candidate| candidate.block != index);
        let at = candidates.partition_point(|candidate| candidate.block < index);
        let opened = Candidate {
            block: index,
            style: Opener::Label,
            title: reading.outline.words_of(block).trim().into(),
            key: normal_title(reading.outline.words_of(block)).into(),
            parts: vec![Part::Functional],
            // Any heading ends it.
            lists_links: false,
            rank: 66,
            end: blocks.len(),
        };
        candidates.insert(at, opened);
        return;
    }
}

/// List items stand right under the title.
fn holds_items(reading: &Reading, candidate: &Candidate) -> bool {
    let blocks = reading.outline.blocks[candidate.block + 1..].iter();
    let own = blocks.take_while(|block| block.level().is_none());
    own.take(4).any(|block| block.is_item())
}

/// A list head under which requirements stand: it leads in to them, or sums them up.
pub(in crate::design) fn heads_items(reading: &Reading, words: &crate::text::Span) -> bool {
    const SUMMARIES: &[&str] = &[
        "summary:",
        "in short:",
        "in summary:",
        "to summarize:",
        "to summarise:",
        "to sum up:",
    ];
    SUMMARIES.contains(&reading.folded(words).trim()) || leads_in(reading, words)
}

/// A line that says that what follows is asked of the system.
fn leads_in(reading: &Reading, words: &crate::text::Span) -> bool {
    const NOUNS: &[&str] = &[
        "features",
        "requirements",
        "use cases",
        "functionalities",
        "functionality",
        "user stories",
        "capabilities",
    ];
    const ENDS: &[&str] = &[
        "should",
        "must",
        "can",
        "able to",
        "support",
        "supports",
        "shall",
        "should be",
        "needs to",
        "need to",
        "has to",
        "have to",
        "to handle",
        "must handle",
        "should handle",
    ];
    const OPEN_ENDS: &[&str] = &[" are", " include", " includes", " are as follows", " are the following"];
    let folded = reading.folded(words).trim();
    // "The main requirements are" without a colon, or with a dash for one.
    let unmarked = || {
        let said = folded.trim_end_matches(['-', '–', '—', ' ']);
        OPEN_ENDS.iter().any(|end| said.ends_with(end)).then_some(said)
    };
    let Some(said) = folded.strip_suffix(':').or_else(unmarked) else {
        // A plain line that is a title: "Requirements".
        return folded.split(' ').count() <= 2 && names_requirements(&normal_title(folded));
    };
    said.len() < 120
        && !said.contains("non functional")
        && !said.contains("not ")
        && !said.contains("out of scope")
        && (NOUNS.iter().any(|noun| said.contains(noun)) || ENDS.iter().any(|end| said.ends_with(end)))
}
