use super::addition::{Written, is_first_line, piece, room, short, title, written};
use super::{Findings, Level, topic};
use crate::design::{Beginnings, Design, Requirement, Topic, telling_words, words};
use crate::knowledge::Part;
use crate::markdown::Kind;
use fnv::FnvHashSet;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, topic) in topic::laid_out(design) {
        let written = written(design, index);
        if written == Written::Nothing {
            continue;
        }
        let place = room(design, index, &[Part::HighLevel, Part::DeepDive, Part::Api]);
        // "Goals" hold both kinds where no section holds the qualities: no flow or endpoint meets those.
        let both = topic::sections(design, index, Part::NonFunctional).next().is_none();
        let unanswered = |item: &&Requirement| {
            item.answers.is_empty() && !item.empty && (!both || topic::qualities(design, &item.words).is_empty())
        };
        let functional = || topic::of(design, index, &design.requirements.functional);
        // Whoever writes the first line of a design has not forgotten the rest of it.
        let begins = is_first_line(design, index) && functional().all(|item| item.answers.is_empty());
        let items = functional().filter(unanswered);
        let titled = telling_words(&topic.title);
        let items: Vec<(&Requirement, Vec<String>)> =
            items.map(|item| (item, asked_for(design, item, &titled))).collect();
        if items.is_empty() {
            continue;
        }
        let said = Said::of(design, index, topic, items.iter().flat_map(|(_, asked)| asked));
        for (item, asked) in items {
            if said.speaks_of(&asked) {
                continue;
            }
            let title = title(design, item);
            let asked = short(&title);
            let finding = findings.add(
                &item.span,
                format!("Nothing in the design shows how “{asked}” is met: add a flow, an endpoint or a component that does it"),
            );
            if written == Written::Partly || begins {
                finding.level(Level::Hint);
            }
            if let Some(section) = place {
                let edit = piece(design, section, &title);
                finding.fix_all(format!("Add it to {}", section.title), vec![edit]);
            }
        }
    }
}

/// The words of a topic's design, requirements and estimates left out, that begin as one that is asked for: in lower
/// case, sorted.
struct Said {
    words: Vec<String>,
}

/// Behind these words stands what is done.
const MODALS: &[&str] = &["can", "could", "may", "must", "shall", "should", "will"];

/// Words that tell nothing of what is asked for.
const IDLE: &[&str] = &[
    "able",
    "about",
    "provide",
    "provides",
    "usage",
    "view",
    "realtime",
    "real",
    "time",
    "allow",
    "allows",
    "also",
    "another",
    "application",
    "based",
    "each",
    "every",
    "everyone",
    "from",
    "given",
    "have",
    "into",
    "like",
    "many",
    "must",
    "other",
    "others",
    "platform",
    "service",
    "should",
    "some",
    "such",
    "support",
    "system",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "users",
    "user",
    "various",
    "want",
    "well",
    "what",
    "when",
    "where",
    "which",
    "will",
    "with",
    "would",
    "your",
    "able",
];

/// The words by which a requirement is found again. What stands in the title stands everywhere.
fn asked_for(design: &Design, item: &Requirement, title: &[String]) -> Vec<String> {
    // Examples in brackets need not come up.
    let words = &design.outline.words[item.words.clone()];
    let told = words
        .split_once(" (")
        .filter(|(told, rest)| rest.contains(')') && told.contains(' '));
    let mut asked = telling_words(told.map_or(words, |(told, _)| told));
    // Who does it goes without saying.
    let modal = asked.iter().take(6).rposition(|word| MODALS.contains(&word.as_str()));
    asked.drain(..modal.map_or(0, |modal| modal + 1));
    asked.retain(|word| word.len() > 3 && !IDLE.contains(&word.as_str()) && !title.contains(word));
    asked.sort_unstable();
    asked.dedup();
    asked
}

impl Said {
    fn of<'a>(design: &Design, index: usize, topic: &Topic, asked: impl Iterator<Item = &'a String>) -> Said {
        let beginnings = Beginnings::of(asked.map(String::as_str));
        let asks = |part: Part| part.is_requirements() || matches!(part, Part::OutOfScope | Part::Estimation);
        let first = topic::sections(design, index, Part::Functional)
            .map(|section| section.opener)
            .min();
        let own = design.sections.iter().filter(|section| section.topic == index);
        let designs = |part: Part| matches!(part, Part::HighLevel | Part::DeepDive | Part::Api);
        let mut asked = vec![false; topic.blocks.len()];
        let mut designed = vec![false; topic.blocks.len()];
        for section in own {
            let blocks = section.blocks.start.max(topic.blocks.start)..section.blocks.end.min(topic.blocks.end);
            // An inner section says for itself what it is.
            for at in blocks.chain([section.opener]).filter(|at| topic.blocks.contains(at)) {
                asked[at - topic.blocks.start] = asks(section.part);
                designed[at - topic.blocks.start] = designs(section.part);
            }
        }
        // As they are written, first: a text says few different words.
        let mut different: FnvHashSet<&str> = FnvHashSet::default();
        for ((at, asked), designed) in topic.blocks.clone().zip(asked).zip(designed) {
            // The picture may stand above the requirements.
            if asked || (!designed && first.is_none_or(|first| at < first)) {
                continue;
            }
            let block = &design.outline.blocks[at];
            let text = match &block.kind {
                Kind::Code {
                    content,
                    diagram: false,
                    ..
                } => &design.text[content.clone()],
                _ => design.outline.words_of(block),
            };
            different.extend(
                words(text)
                    .map(|(_, word)| word)
                    .filter(|word| beginnings.may_hold(word)),
            );
        }
        let mut words: Vec<String> = different.into_iter().map(str::to_lowercase).collect();
        words.sort_unstable();
        words.dedup();
        Said { words }
    }

    /// Whether all that a requirement asks for comes up somewhere, if not in one place: then only a reader can tell.
    fn speaks_of(&self, asked: &[String]) -> bool {
        let open = asked.iter().filter(|word| !self.holds(word)).count();
        !asked.is_empty() && open * 4 <= asked.len()
    }

    /// Whether a word stands there in some form: `reserve` for `reservation`.
    fn holds(&self, word: &str) -> bool {
        let from = word.char_indices().nth(4).map_or(word, |(end, _)| &word[..end]);
        let from = if word.len() < 5 {
            word.trim_end_matches('s')
        } else {
            from
        };
        let first = self.words.partition_point(|known| known.as_str() < from);
        let mut near = self.words[first..].iter().take_while(|known| known.starts_with(from));
        near.any(|known| {
            let shared = word.bytes().zip(known.bytes()).take_while(|(a, b)| a == b).count();
            let shorter = word.len().min(known.len());
            if shorter < 4 {
                word.trim_end_matches('s') == known.trim_end_matches('s')
            } else {
                shared >= 4.max(shorter.saturating_sub(2))
            }
        })
    }
}
