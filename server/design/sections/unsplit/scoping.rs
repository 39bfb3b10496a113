//! What is cleared up before anything is required.

use crate::design::Reading;
use crate::design::sections::Candidate;
use crate::markdown::{Block, Kind};

/// `Understand the problem and establish design scope`, `Clarify the scope`.
pub(super) fn clarifies(title: &str) -> bool {
    const ACTS: &[&str] = &[
        "understand",
        "understanding",
        "clarify",
        "clarifying",
        "establish",
        "define",
        "defining",
        "agree",
        "scoping",
        "outline",
    ];
    if !title.contains("problem") && !title.contains("scope") {
        return false;
    }
    let words: Vec<&str> = title.split(' ').collect();
    let says = |known: &[&str]| words.iter().any(|word| known.contains(word));
    words.len() <= 10 && says(ACTS) && says(&["problem", "scope"]) && !says(&["non", "out"])
}

/// Most items tell a reader what to do in an interview: no requirements of a system.
pub(super) fn advises(reading: &Reading, candidate: &Candidate) -> bool {
    const ADVICE: &[&str] = &[
        "ask",
        "do",
        "don't",
        "write",
        "clarify",
        "identify",
        "discuss",
        "gather",
        "state",
        "define",
        "understand",
        "take",
        "spend",
        "make",
        "think",
        "avoid",
        "start",
        "figure",
        "determine",
        "try",
    ];
    let blocks = &reading.outline.blocks;
    let parent = blocks[candidate.block].parent;
    let own = || blocks[candidate.block + 1..candidate.end].iter();
    let listed = own().any(Block::is_item);
    // Where nothing is listed, the lines say it.
    let told = |block: &&Block| {
        if listed {
            block.is_item()
        } else {
            block.kind == Kind::Line
        }
    };
    let items = own().filter(|block| told(block) && block.parent == parent);
    let (advice, others): (Vec<_>, Vec<_>) = items.partition(|block| {
        let folded = reading.folded(&block.words).trim_start();
        folded.split(' ').next().is_some_and(|first| ADVICE.contains(&first))
    });
    advice.len() * 2 >= others.len() && !advice.is_empty()
}
