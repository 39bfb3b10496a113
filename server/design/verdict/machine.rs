//! Instructions for a machine, or for whoever is to play a part.

use crate::design::Reading;
use crate::knowledge::normal_title;
use crate::markdown::{Block, Kind, fold};
use memchr::memmem;

/// The front matter of an instruction for a machine: its tools, its model, when to use it; or a name with a description,
/// where a page would have a title.
pub(super) fn addressed(reading: &Reading) -> Option<String> {
    let front = &reading.text[reading.outline.front_matter.clone()?];
    let keys = reading.knowledge.gate("prompt_key");
    let entries = || front.lines().filter_map(|line| line.split_once(':'));
    let told = entries().find(|(key, value)| {
        let value = fold(value);
        // "Failure modes of a ledger" describes a design; only when to use it is said.
        let mut when = keys.iter().filter(|said| said.contains(' '));
        let said = *key == "description" && when.any(|said| value.contains(&format!(" {said}")));
        said || keys.iter().any(|known| known == key)
    });
    let has = |known: &str| entries().any(|(key, _)| key == known);
    if has("name") && has("about") && has("labels") {
        return Some("its front matter is that of a form for issues".to_owned());
    }
    let is_named = || has("name") && has("description") && !has("title");
    let found = told.map(|(key, _)| key).or_else(|| is_named().then_some("name"))?;
    Some(format!(
        "its front matter (“{found}”) is that of an instruction for a machine"
    ))
}

/// Two parts between tags that only an instruction for a machine has: `<purpose>`, `<success_criteria>`.
pub(super) fn tagged(reading: &Reading) -> Option<String> {
    let tags = reading.knowledge.gate("prompt_tag");
    let text = reading.text;
    let starts = text.starts_with('<').then_some(0);
    let starts = starts
        .into_iter()
        .chain(memmem::find_iter(text.as_bytes(), "\n<").map(|at| at + 1));
    let blocks = &reading.outline.blocks;
    let is_code = |at: usize| {
        let block = blocks.partition_point(|block| block.span.start <= at).checked_sub(1);
        block.is_some_and(|block| matches!(blocks[block].kind, Kind::Code { .. }) && blocks[block].span.contains(&at))
    };
    let mut found = starts.filter(|at| !is_code(*at)).filter_map(|at| {
        let (name, _) = text[at + 1..].lines().next()?.split_once('>')?;
        let name = name.split(' ').next().unwrap_or_default();
        tags.iter().find(|tag| *tag == name)
    });
    let first = found.next()?;
    let second = found.find(|tag| *tag != first)?;
    Some(format!(
        "its tags (<{first}>, <{second}>) are those of an instruction for a machine"
    ))
}

/// First words that give a reader, mostly a machine, a part to play: "You are a senior architect", "Role: you are …".
pub(super) fn persona(reading: &Reading) -> Option<String> {
    /// So many lines may stand below the first before the part is told.
    const LINES: usize = 2;
    let mut lines = reading.outline.blocks.iter().filter(|block| block.level().is_none());
    let first = lines.next()?;
    let words = normal_title(reading.outline.words_of(first));
    let told = reading.knowledge.gate("told");
    if let Some(told) = told.iter().find(|told| words.contains(told.as_str())) {
        return Some(format!("its first words (“{told}”) tell its reader what to do"));
    }
    let begins = |words: &str| {
        let starts = [
            "you are a ",
            "you are an ",
            "you are the ",
            "you are now ",
            "act as a ",
            "act as an ",
        ];
        starts
            .iter()
            .find_map(|start| words.strip_prefix(start).map(str::to_owned))
    };
    let labelled = |block: &Block| begins(normal_title(reading.outline.words_of(block)).strip_prefix("role ")?);
    let rest = begins(&words).or_else(|| lines.take(LINES).find_map(labelled))?;
    let roles = reading.knowledge.gate("persona");
    let played = rest
        .split(' ')
        .take(8)
        .any(|word| roles.iter().any(|role| role == word.trim_end_matches(['.', ',', ':'])));
    played.then(|| "its first words give somebody a part to play".to_owned())
}
