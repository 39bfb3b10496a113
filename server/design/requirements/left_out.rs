//! Items that say of themselves that they are left out.

use super::Requirement;
use crate::design::Reading;
use crate::markdown::Kind;
use crate::text::Span;

/// Items that say of themselves that they are optional or left out, or that are struck through.
pub(super) fn is_optional(reading: &Reading, requirement: &Requirement) -> bool {
    let folded = reading.folded(&requirement.words).trim();
    if !reading.outline.struck.is_empty() {
        let words = &reading.outline.words[requirement.words.clone()];
        let start = requirement.words.start + (words.len() - words.trim_start().len());
        if reading.outline.is_struck(&(start..start + words.trim().len())) {
            return true;
        }
    }
    const LEADS: &[&str] = &[
        "optional",
        "out of scope",
        "nice to have",
        "good to have",
        "below the line",
        "not in scope",
        "stretch",
        "bonus",
    ];
    // "Badges (future)".
    const LATER: &[&str] = &[
        "future",
        "future enhancement",
        "future work",
        "future scope",
        "future release",
        "future version",
        "future phase",
        "in future",
        "in the future",
        "later",
        "for later",
        "phase 2",
        "phase two",
        "v2",
        "post mvp",
        "after mvp",
        "deferred",
        "stretch goal",
        "planned",
        "coming soon",
    ];
    let lead = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "Badges - optional".
    let tail = reading.outline.words[requirement.words.clone()].trim_end_matches([' ', '.', '\n']);
    let tailed = LEADS.iter().any(|word| {
        let at = tail.len().checked_sub(word.len());
        let (before, last) = at.and_then(|at| tail.split_at_checked(at)).unwrap_or_default();
        last.eq_ignore_ascii_case(word) && before.trim_end().ends_with(['-', '–', '—', ':'])
    });
    // "A weekly plan. (Not in scope, but good to have.)"
    let last = folded.rsplit_once('(').map_or("", |(_, aside)| aside);
    let aside = last.len() > 20
        && ["not in scope", "out of scope", "not in the scope"]
            .iter()
            .any(|mark| last.starts_with(mark));
    // "Names of one's own (optional, for members)".
    let aside = aside
        || LEADS
            .iter()
            .any(|mark| last.strip_prefix(mark).is_some_and(|rest| rest.starts_with([',', ';'])));
    // "(Mentioned, out of full scope): likes".
    let bracket = folded
        .strip_prefix(['(', '['])
        .and_then(|rest| rest.split_once([')', ']']));
    let left_out = bracket.is_some_and(|(aside, _)| aside.contains("out of") && aside.contains("scope"));
    // "Refunds and bills are out of scope."
    let said = folded.trim_end_matches(['.', ' ', '\n']);
    let told = [" is", " are", " stays", " stay", " remain"].iter().any(|verb| {
        LEADS[1..].iter().any(|mark| {
            said.strip_suffix(mark)
                .is_some_and(|rest| rest.trim_end().ends_with(verb))
        })
    });
    // "Accounts are kept elsewhere and not in the scope of this design".
    let elsewhere = [
        "not in the scope of ",
        "not in scope for ",
        "out of scope of ",
        "out of scope for ",
        "outside the scope of ",
    ]
    .iter()
    .filter_map(|mark| folded.split_once(mark))
    .any(|(before, of)| !before.is_empty() && ["this ", "the design", "our "].iter().any(|own| of.starts_with(own)));
    // "We leave out bills."
    const OURS: &[&str] = &[
        "leave out ",
        "will not ",
        "won't ",
        "ignore ",
        "skip ",
        "exclude ",
        "do not cover ",
        "don't cover ",
    ];
    let ours = lead
        .strip_prefix("we ")
        .or_else(|| lead.strip_prefix("we'll "))
        .is_some_and(|rest| OURS.iter().any(|act| rest.starts_with(act)));
    // "Out: refunds, bills" beside "In: …".
    let out = lead.strip_prefix("out").is_some_and(|rest| rest.starts_with(':'));
    tailed
        || told
        || ours
        || elsewhere
        || out
        || is_left_out(folded)
        || is_crossed_out(reading, requirement)
        || left_out
        || aside
        || !lists_several(reading, requirement) && (is_marked(folded, LEADS) || is_marked(folded, LATER))
        || LEADS.iter().any(|word| {
            lead.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty()
                    || rest.trim_start().starts_with([':', ')', '–', '—', ']', '='])
                    || rest.starts_with("  ")
            })
        })
}

/// "Functional: log in, post, share, badges (optional)": what is said behind the title of a section names several, of
/// which a mark means one.
fn lists_several(reading: &Reading, requirement: &Requirement) -> bool {
    const SEVERAL: usize = 2;
    let block = &reading.outline.blocks[requirement.blocks.start];
    let folded = reading.folded(&requirement.words);
    block.kind == Kind::Line
        && requirement.words.start > block.words.start
        && folded.matches(", ").take(SEVERAL).count() == SEVERAL
}

/// "Badges (optional)", "Badges ( bonus )".
fn is_marked(folded: &str, marks: &[&str]) -> bool {
    // "Encryption (optional), access control": one of several.
    let goes_on = |rest: &str| rest.starts_with([',', '/', '+']) || rest.starts_with("and ");
    // No mark is longer; without a bound a line of open brackets would be gone through from each of them.
    const LONGEST: usize = 48;
    let asides = folded.match_indices(['(', '[']).filter_map(|(at, _)| {
        let rest = &folded[at + 1..];
        let mut near = rest.bytes().take(LONGEST);
        let end = near.position(|byte| matches!(byte, b')' | b']'))?;
        Some((rest[..end].trim(), &rest[end + 1..]))
    });
    asides
        .into_iter()
        .any(|(aside, rest)| marks.contains(&aside) && !goes_on(rest.trim_start()))
}

/// "Reports per month — explicitly out of scope for the first version; see the roadmap".
fn is_left_out(folded: &str) -> bool {
    const HOW: &[&str] = &[
        "explicitly",
        "deliberately",
        "intentionally",
        "currently",
        "considered",
        "left",
    ];
    const DASHES: [char; 5] = ['—', '–', '(', ';', ':'];
    // "Refunds and bills out of scope", where nothing is called or put so.
    const CALLED: &[&str] = &[
        "as", "not", "is", "are", "go", "goes", "be", "anything", "items", "mark", "what",
    ];
    let short = folded.split_whitespace().count() <= 8;
    let ends = folded.trim_end_matches(['.', ' ', '\n']).strip_suffix(" out of scope");
    if short
        && ends
            .and_then(|before| before.split_whitespace().last())
            .is_some_and(|last| !CALLED.contains(&last))
    {
        return true;
    }
    folded.match_indices("out of scope").any(|(at, _)| {
        let mut before = &folded[..at];
        while let Some(rest) = HOW.iter().find_map(|how| before.trim_end().strip_suffix(how)) {
            before = rest;
        }
        // A hyphen between spaces is folded to a third one.
        before.trim_end().ends_with(DASHES) || before.ends_with("   ")
    })
}

/// "Own domains | ❌ | later", "Own domains | Could" in a table of what is in scope.
fn is_crossed_out(reading: &Reading, requirement: &Requirement) -> bool {
    const CROSSES: &[&str] = &["❌", "✗", "✘", "✖", "❎", "🚫"];
    const PRIORITIES: &[&str] = &[
        "could",
        "could have",
        "won't",
        "won't have",
        "wont have",
        "nice to have",
        "optional",
        "out of scope",
    ];
    let block = &reading.outline.blocks[requirement.blocks.start];
    let Kind::Row { cells, .. } = &block.kind else {
        return false;
    };
    let cells = &reading.outline.cells[cells.clone()];
    let is_crossed = |cell: &Span| {
        let said = reading.outline.words[cell.clone()].trim();
        CROSSES.contains(&said.trim_end_matches('\u{fe0f}'))
    };
    let is_low = |cell: &Span| PRIORITIES.contains(&reading.folded(cell).trim());
    cells.iter().skip(1).any(is_crossed) || cells.iter().any(is_low)
}
