use super::addition::short;
use super::{Findings, Level, topic, twice};
use crate::design::Design;

/// From this factor on a figure is wrong whatever was rounded.
const WRONG: f64 = 2.0;
/// Up to this factor figures are rounded.
const ROUNDED: f64 = 1.2;

pub fn check(design: &Design, findings: &mut Findings) {
    for equation in &design.equations {
        // The factor is measured in floating point: 1.2 itself is still rounding.
        if equation.off < ROUNDED + 0.01 {
            continue;
        }
        let stated = &design.text[equation.stated.clone()];
        let (working, right, unit) = (short(&equation.working), &equation.right, &equation.unit);
        let message = match equation.bits {
            true => format!("{working} ≈ {right}{unit}, not {stated}{unit}: `b` stands for bits, eight to a byte"),
            false => format!("{working} ≈ {right}{unit}, not {stated}"),
        };
        let finding = findings.add(&equation.stated, message);
        if equation.off < WRONG || equation.bits {
            finding.level(Level::Warning);
        }
        finding.related(&equation.expression, "This is what it is computed from");
        // What goes in may be the wrong figure as well as what comes out.
        finding.fix(format!("Write {right}"), &equation.stated, right.clone());
    }
    for (index, topic) in topic::laid_out(design) {
        for twice in twice::stated_twice(design, index, topic) {
            let (first, second) = (&design.text[twice.first.clone()], &design.text[twice.second.clone()]);
            let name = twice.name;
            let message = format!("Two figures for {name}, {first} before and {second} here: keep one of them");
            let finding = findings.add(&twice.second, message);
            finding.level(Level::Warning);
            finding.related(&twice.first, "The other figure");
            finding.fix(format!("Write {first}"), &twice.second, first);
        }
    }
}
