//! Of how many in a hundred a figure holds.

use super::{Dimension, Draft, Scanner};

impl<'a> Scanner<'a> {
    /// `p99`, `P99.9`, `tp999`.
    pub(super) fn percentile_at(&self, at: usize, end: usize) -> Option<(f64, usize)> {
        let word = &self.words[at..end];
        let digits = word
            .strip_prefix(['p', 'P'])
            .or_else(|| word.strip_prefix("tp"))
            .or_else(|| word.strip_prefix("TP"))?;
        if !(2..=4).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut value: f64 = digits.parse().ok()?;
        while value > 100.0 {
            value /= 10.0;
        }
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
            let next = self.digits(end + 1);
            let value = self.words[at + word.len() - digits.len()..next].parse().ok()?;
            return Some((value, next));
        }
        (value >= 50.0).then_some((value, end))
    }

    /// `99th percentile`, `95 percentile`, `99%ile`.
    pub(super) fn ordinal(&self, draft: &Draft) -> Option<(f64, usize)> {
        let rest = self.rest(draft.end);
        let mark = [
            "th-percentile",
            "th percentile",
            " percentile",
            "%ile",
            "th %ile",
            "% percentile",
            "-percentile",
        ]
        .iter()
        .find(|mark| rest.starts_with(**mark))?;
        (draft.raw > 0.0 && draft.raw < 100.0).then_some((draft.raw, draft.end + mark.len()))
    }

    /// A percentile belongs to the duration right before it, else to the next one of the line.
    pub(super) fn note_percentile(&mut self, percentile: f64, at: usize) {
        let line = self.line;
        let before = self.found.last_mut().filter(|quantity| {
            quantity.dimension == Dimension::Duration && quantity.percentile.is_none() && quantity.span.start >= line
        });
        let near = before.filter(|quantity| {
            let gap = self.words[quantity.span.end..at].trim_matches([' ', '(', '@', '-', '–']);
            matches!(
                gap,
                "" | "at" | "at the" | "for" | "for the" | "in" | "the" | "latency" | "latency at" | "at most at"
            )
        });
        match near {
            Some(quantity) => quantity.percentile = Some(percentile),
            None => self.percentile = Some(percentile),
        }
    }

    /// `99% of requests under` a duration that begins at `start`.
    pub(super) fn share_of_requests(&mut self, start: usize) -> Option<f64> {
        let share = self.found.last()?;
        let gap = self.words.get(share.span.end..start)?;
        let said = share.dimension == Dimension::Share
            && share.span.start >= self.line
            && gap.len() < 80
            && gap.trim_start().starts_with("of ")
            && !gap.contains([';', '.', '(']);
        said.then(|| self.found.pop().map(|share| share.value * 100.0))
            .flatten()
    }

    // ------------------------------------------------------------------------------------------ units
}
