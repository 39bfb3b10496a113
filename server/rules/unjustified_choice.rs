use super::{Findings, chosen};
use crate::design::{Design, Ruling};

pub fn check(design: &Design, findings: &mut Findings) {
    for choice in chosen::asked(design).filter(|choice| choice.ruling == Ruling::Bare) {
        let Some(place) = chosen::place(design, choice) else {
            continue;
        };
        if !chosen::is_plain(design, place) {
            continue;
        }
        let name = chosen::name(design, choice);
        let finding = findings.add(
            place,
            format!("{name} is chosen without a reason: say what it is taken for"),
        );
        chosen::others(choice, finding);
        chosen::reasons(design, choice, finding);
    }
}
