//! Titles that name a need, and not only a quality.

use crate::design::choices::place::Places;
use crate::knowledge::Cue;
use crate::text::Span;

/// Words that stand beside the name of any quality.
const GENERAL: &[&str] = &[
    "and",
    "the",
    "for",
    "of",
    "system",
    "high",
    "low",
    "strategy",
    "strategies",
    "handling",
    "guidance",
    "approach",
    "concerns",
    "step",
    "part",
    "notes",
    "plan",
    "design",
    "improvements",
    "our",
    "further",
    "data",
    "deep",
    "dive",
    "roadmap",
    "path",
    "story",
    "next",
    "future",
    "goals",
    "growth",
    "overview",
    "architecture",
    "model",
    "measures",
    "mechanisms",
    "patterns",
    "techniques",
    "features",
    "layer",
];

/// Whether a title says more than the name of a quality: what is to have it.
pub fn is_specific(places: &Places, words: &Span) -> bool {
    let folded = places.reading.folded(words);
    let told = folded.split(|c: char| !c.is_alphanumeric() && c != '%');
    let mut told = told.filter(|word| word.len() > 2 && !GENERAL.contains(word));
    told.any(|word| {
        let at = words.start + (word.as_ptr() as usize - folded.as_ptr() as usize);
        let mut cues = places.cues(words);
        !cues.any(|(cue, span)| {
            matches!(cue, Cue::Property | Cue::Trait | Cue::Quality(_)) && span.start <= at && at < span.end
        })
    })
}
