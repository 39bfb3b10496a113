use super::{Findings, rule, style};
use crate::design::Design;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, allow) in design.allows.iter().enumerate() {
        if findings.has_used(index) || rule(&allow.rule).is_none() || allow.rule == "unused_allow" {
            continue;
        }
        let message = match &allow.argument {
            // "allow unjustified_choice (we run it)".
            Some(case) => format!(
                "Nothing here breaks `{}` in the case of “{case}”: remove what allows it; a reason stands behind a colon",
                allow.rule
            ),
            None => format!("Nothing here breaks `{}`: remove what allows it", allow.rule),
        };
        let alone = design
            .allows
            .iter()
            .filter(|other| other.comment == allow.comment)
            .count()
            == 1;
        let finding = findings.add(&allow.name, message);
        if alone {
            let line = style::line_start(design, allow.comment.start)..style::line_end(design, allow.comment.end);
            let whole = design.text[line.clone()].trim().len() == allow.comment.len();
            let next = line.end + design.text[line.end..].find('\n').map_or(0, |end| end + 1);
            let span = if whole { line.start..next } else { allow.comment.clone() };
            finding.certain_fix("Remove the comment", &span, "");
        }
    }
}
