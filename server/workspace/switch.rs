//! Changing a settings file without touching what else stands in it.

use super::file::{self, Trust};
use crate::text::{self, Edit};
use std::path::Path;

/// What switches a rule off in the text of a `draftsman.toml`; nothing where that is beyond us: the file is broken, or
/// its rules are written in another form than a table.
pub fn switch_off(path: &Path, settings: &str, rule: &str) -> Option<Edit> {
    let edit = edit(settings, rule);
    let after = text::apply(settings, std::slice::from_ref(&edit));
    let is_off = |text: &str| {
        let found = file::read(path, text, Trust::Workspace, &|_| Some(String::new())).ok()?;
        crate::rules::rule(rule).map(|rule| !found.levels.is_on(rule))
    };
    (is_off(&after) == Some(true)).then_some(edit)
}

fn edit(settings: &str, rule: &str) -> Edit {
    let ending = if settings.contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("{rule} = \"off\"");
    let mut offset = 0;
    let mut table = None;
    for row in settings.split_inclusive('\n') {
        let words = row.trim();
        let content = offset..offset + row.trim_end().len();
        offset += row.len();
        if words.starts_with('[') {
            if table.is_some() {
                break;
            }
            let name = words.split('#').next().unwrap_or_default().trim();
            if name == "[rules]" {
                table = Some(content.end);
            }
        } else if table.is_some()
            && words
                .split('=')
                .next()
                .is_some_and(|key| key.trim().trim_matches('"') == rule)
        {
            return Edit {
                span: content,
                text: line,
            };
        }
    }
    match table {
        Some(end) => Edit {
            span: end..end,
            text: format!("{ending}{line}"),
        },
        None => {
            let gap = match settings {
                "" => String::new(),
                settings if settings.ends_with('\n') => ending.to_owned(),
                _ => format!("{ending}{ending}"),
            };
            Edit {
                span: settings.len()..settings.len(),
                text: format!("{gap}[rules]{ending}{line}{ending}"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(settings: &str) -> Option<String> {
        let edit = switch_off(Path::new("draftsman.toml"), settings, "missing_nfr")?;
        Some(text::apply(settings, &[edit]))
    }

    #[test]
    fn a_rule_is_switched_off_where_the_rules_stand() {
        let cases = [
            ("", "[rules]\nmissing_nfr = \"off\"\n"),
            (
                "preset = \"production\"",
                "preset = \"production\"\n\n[rules]\nmissing_nfr = \"off\"\n",
            ),
            (
                "[rules] # ours\nmissing_section = \"hint\"\n\n[words]\n",
                "[rules] # ours\nmissing_nfr = \"off\"\nmissing_section = \"hint\"\n\n[words]\n",
            ),
            (
                "[rules]\r\nmissing_nfr = \"hint\" # loud\r\n",
                "[rules]\r\nmissing_nfr = \"off\"\r\n",
            ),
            ("[rules]", "[rules]\nmissing_nfr = \"off\""),
        ];
        for (before, expected) in cases {
            assert_eq!(after(before).as_deref(), Some(expected), "{before:?}");
        }
    }

    #[test]
    fn what_cannot_be_changed_by_a_line_is_left_alone() {
        for settings in [
            "rules = {}\n",
            "rules.missing_section = \"off\"\n",
            "[rules\n",
            "preset = 3\n",
        ] {
            assert_eq!(after(settings), None, "{settings:?}");
        }
    }
}
