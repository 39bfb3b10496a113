//! Questions of a candidate and the answers to them, under titles that elsewhere hold requirements.

use super::{Candidate, Opener};
use crate::design::Reading;
use crate::knowledge::normal_title;
use crate::notes::head;

/// "Core features" above "Question: …" and "Answer: …" alone asks what is wanted; the requirements stand elsewhere.
pub(super) fn drop_clarified(reading: &Reading, candidates: &mut [Candidate]) {
    let asks = |candidate: &Candidate| {
        matches!(candidate.style, Opener::Heading(_)) && candidate.parts.iter().any(|part| part.is_requirements())
    };
    let clarified: Vec<usize> = (0..candidates.len())
        .filter(|&index| asks(&candidates[index]) && is_clarified(reading, &candidates[index]))
        .collect();
    for index in clarified {
        candidates[index].parts.clear();
    }
}

/// All that is listed there is a question or an answer.
fn is_clarified(reading: &Reading, candidate: &Candidate) -> bool {
    const SPEAKERS: &[&str] = &[
        "question",
        "answer",
        "q",
        "a",
        "interviewer",
        "interviewee",
        "candidate",
        "me",
    ];
    let own = reading.outline.blocks[candidate.block + 1..candidate.end].iter();
    let mut items = own.filter(|block| block.is_item() && block.depth <= 1).peekable();
    items.peek().is_some()
        && items.all(|block| {
            let (speaker, said) = head(reading.outline.words_of(block));
            said.is_some() && SPEAKERS.contains(&normal_title(speaker).as_str())
        })
}
