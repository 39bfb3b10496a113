use super::{Findings, chosen};
use crate::design::{Design, Ruling};

pub fn check(design: &Design, findings: &mut Findings) {
    for choice in chosen::asked(design) {
        let Ruling::RoleOnly(role) = &choice.ruling else {
            continue;
        };
        let Some(place) = chosen::place(design, choice) else {
            continue;
        };
        if !chosen::is_plain(design, place) {
            continue;
        }
        let name = chosen::name(design, choice);
        let message =
            format!("What {name} does is said, not why it is the one to do it: name the need or the property");
        let finding = findings.add(place, message);
        finding.related(role, "What it does");
        chosen::reasons(design, choice, finding);
    }
}
