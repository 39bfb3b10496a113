use super::{Findings, nearest, rule};
use crate::design::Design;

pub fn check(design: &Design, findings: &mut Findings) {
    for allow in design.allows.iter().filter(|allow| rule(&allow.rule).is_none()) {
        let written = &allow.rule;
        match nearest(written) {
            Some(known) => {
                let name = known.name;
                findings
                    .add(
                        &allow.name,
                        format!("There is no rule `{written}`: did you mean `{name}`?"),
                    )
                    .fix(format!("Write `{name}`"), &allow.name, name);
            }
            None => {
                findings.add(
                    &allow.name,
                    format!("There is no rule `{written}`: this comment allows nothing"),
                );
            }
        }
    }
}
