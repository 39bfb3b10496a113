//! Comments that silence rules: `<!-- draftsman: allow rule_name: why -->`.

use crate::markdown::{Block, Outline};
use crate::text::Span;

/// One rule that a comment allows to be broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule's name as written, whether or not there is such a rule.
    pub rule: String,
    /// The bytes of that name.
    pub name: Span,
    /// What stands in parentheses behind the name: one case of the rule.
    pub argument: Option<String>,
    /// Why, as written.
    pub reason: String,
    /// The whole comment.
    pub comment: Span,
    /// Where the rule is silent: the next block with what it holds, or the whole file.
    pub scope: Span,
}

impl Allow {
    /// Whether a finding of `rule` at `span` is allowed.
    pub fn covers(&self, rule: &str, span: &Span) -> bool {
        self.rule == rule && self.scope.start <= span.start && span.start <= self.scope.end
    }
}

/// All allows of a document, in the order they are written.
pub fn read(text: &str, outline: &Outline) -> Vec<Allow> {
    let mut allows = Vec::new();
    for comment in &outline.comments {
        let Some(inner) = text[comment.clone()]
            .strip_prefix("<!--")
            .map(|inner| inner.strip_suffix("-->").unwrap_or(inner))
        else {
            continue;
        };
        let Some(command) = inner.trim_start().strip_prefix("draftsman:") else {
            continue;
        };
        let (word, names) = command
            .trim_start()
            .split_once(char::is_whitespace)
            .unwrap_or((command.trim(), ""));
        let file = match word {
            "allow" => false,
            "allow-file" => true,
            _ => continue,
        };
        let (list, reason) = names.split_once(':').unwrap_or((names, ""));
        let scope = if file {
            0..text.len()
        } else {
            next_block(outline, text, comment)
        };
        for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let start = name.as_ptr() as usize - text.as_ptr() as usize;
            let (rule, argument) = match name.split_once('(') {
                Some((rule, argument)) => (rule.trim(), Some(argument.trim_end_matches(')').trim().to_owned())),
                None => (name, None),
            };
            allows.push(Allow {
                rule: rule.to_owned(),
                name: start..start + rule.len(),
                argument,
                reason: reason.trim().to_owned(),
                comment: comment.clone(),
                scope: scope.clone(),
            });
        }
    }
    allows
}

/// The block behind a comment: a heading with its whole section, a list, a paragraph, a table; the item when the
/// comment stands inside one.
fn next_block(outline: &Outline, text: &str, comment: &Span) -> Span {
    let blocks = &outline.blocks;
    // No block that stands by itself reaches into what comes before or behind it.
    let before = blocks.partition_point(|block| block.span.start < comment.start);
    let alone = blocks[..before]
        .iter()
        .rposition(|block| block.parent.is_none())
        .unwrap_or(0);
    let around = |index: &usize| comment.start <= line_end(text, blocks[*index].span.end);
    if let Some(index) = (alone..before).rev().find(around) {
        return comment.start.min(blocks[index].span.start)..whole(blocks, index, text);
    }
    match blocks.partition_point(|block| block.span.start < comment.end) {
        index if index < blocks.len() => comment.start..whole(blocks, index, text),
        _ => comment.start..text.len(),
    }
}

/// The end of a block with everything that belongs to it.
fn whole(blocks: &[Block], index: usize, text: &str) -> usize {
    let block = &blocks[index];
    if let Some(level) = block.level() {
        let next = blocks[index + 1..]
            .iter()
            .find(|other| other.level().is_some_and(|other| other <= level));
        return next.map_or(text.len(), |next| next.span.start.saturating_sub(1));
    }
    let same_group = blocks[index..]
        .iter()
        .take_while(|other| other.group == block.group && !other.is_item() && other.level().is_none());
    let group = same_group.map(|other| other.span.end).max().unwrap_or(block.span.end);
    let inner = blocks[index..block.end.max(index + 1)]
        .iter()
        .map(|other| other.span.end)
        .max();
    inner.unwrap_or(group).max(group)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_behind_whatever_blank() {
        for blank in [" ", "\t", "\n", "\u{a0}", "\u{2028}"] {
            let text =
                format!("<!--{blank}draftsman:{blank}allow{blank}placeholder,{blank}missing_nfr: é -->\n\n# Shop\n");
            let allows = read(&text, &crate::markdown::read(&text));
            let names: Vec<&str> = allows.iter().map(|allow| &text[allow.name.clone()]).collect();
            assert_eq!(names, ["placeholder", "missing_nfr"], "{text:?}");
        }
    }
}
