use super::{BLANK, Findings, paragraph, rows, style, topic};
use crate::design::{Design, Requirement};
use crate::knowledge::{Part, QualityId};
use crate::text::Edit;

pub fn check(design: &Design, findings: &mut Findings) {
    for (index, _) in topic::laid_out(design) {
        let sized = topic::sections(design, index, Part::Estimation).any(|section| !section.empty);
        let items: Vec<&Requirement> = topic::of(design, index, &design.requirements.non_functional).collect();
        let mut bare: Vec<(&Requirement, QualityId)> = Vec::new();
        for item in items
            .iter()
            .filter(|item| !item.empty && item.targets.is_empty() && !is_ratio(design, item) && !is_begun(design, item))
        {
            let measured = item
                .qualities
                .iter()
                .find(|quality| is_measured(design, **quality, sized));
            bare.extend(measured.map(|quality| (*item, *quality)));
        }
        // A quality that another item gives a figure for is measured, whatever this one says of it.
        let given = |quality: QualityId| {
            items
                .iter()
                .any(|item| item.qualities.contains(&quality) && !item.targets.is_empty())
        };
        bare.retain(|(_, quality)| !given(*quality));
        let Some((first, _)) = bare.first() else { continue };
        let mut names: Vec<&str> = Vec::new();
        for (_, quality) in &bare {
            let name = design.knowledge.qualities[*quality].label();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let is = if names.len() == 1 { "is" } else { "are" };
        let message = format!(
            "No figure says how much {} {is} enough: give a target",
            style::listed(&names)
        );
        let finding = findings.add(&first.span, message);
        for (other, _) in &bare[1..] {
            finding.related(&other.span, "This one has no figure either");
        }
        let edits = bare
            .iter()
            .map(|(item, quality)| target(design, item, *quality))
            .collect();
        finding.fix_all("Write targets to fill in", edits);
    }
}

/// A target is still to be filled in.
fn is_begun(design: &Design, item: &Requirement) -> bool {
    design.text[item.span.clone()].contains(BLANK)
}

/// "Reads >> writes" says how the one stands to the other.
fn is_ratio(design: &Design, item: &Requirement) -> bool {
    topic::says(design, &item.words, &["read heavy", "write heavy"]).is_some()
        || design.outline.words[item.words.clone()].contains(">>")
}

/// Whether figures state a quality; how many users there are may stand among the estimates.
fn is_measured(design: &Design, quality: QualityId, sized: bool) -> bool {
    let units = design.knowledge.quality_units(quality);
    let has = |unit: &str| units.iter().any(|known| known == unit);
    has("duration") && !has("nines") || has("rate") && !sized
}

/// Puts a target behind the requirement's own words.
fn target(design: &Design, item: &Requirement, quality: QualityId) -> Edit {
    let target = style::target(design, quality);
    let target = if target.contains(BLANK) {
        target
    } else {
        BLANK.to_owned()
    };
    if let Some(edit) = rows::remark(design, item, &target) {
        return edit;
    }
    let own = design.outline.source(&item.words);
    let words = own.start..paragraph::end(design, item).unwrap_or(own.end);
    let text = design.text[words.clone()].trim_end();
    let text = text.trim_end_matches(['.', ';', ',']);
    let at = words.start + text.len();
    Edit {
        span: at..at,
        text: format!(" ({target})"),
    }
}
