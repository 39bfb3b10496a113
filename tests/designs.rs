//! The designs that the README's first command checks read as its table says: careful, with gaps, begun, and none.
use draftsman::design::Design;
use draftsman::knowledge::Knowledge;
use draftsman::rules::{self, Level, Levels};
use std::fs;
use std::sync::Arc;

/// The rules that find something of at least `level`, in the order of the places.
fn found(name: &str, level: Level) -> Vec<&'static str> {
    let text = fs::read_to_string(format!("tests/designs/{name}.md")).expect("the design");
    let design = Design::read(text, Arc::new(Knowledge::embedded()));
    assert!(design.verdict.is_design, "{name}: {}", design.verdict.why);
    let findings = rules::check(&design, &Levels::default());
    let grave = findings.iter().filter(|finding| finding.level >= level);
    grave.map(|finding| finding.rule.name).collect()
}

#[test]
fn a_careful_design_has_no_warning() {
    assert_eq!(found("concert-tickets", Level::Warning), Vec::<&str>::new());
}

#[test]
fn the_gaps_that_most_designs_have_are_found() {
    let found = found("parcel-tracker", Level::Hint);
    for rule in [
        "missing_section",
        "unanswered_requirement",
        "missing_nfr",
        "unquantified_nfr",
        "wrong_arithmetic",
        "role_only_choice",
    ] {
        assert!(found.contains(&rule), "{rule} among {found:?}");
    }
}

#[test]
fn a_fresh_draft_is_left_in_peace() {
    let found = found("photo-album-draft", Level::Information);
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn several_short_designs_in_one_file_are_read_each_for_itself() {
    let text = fs::read_to_string("tests/designs/study-answers.md").expect("the designs");
    let design = Design::read(text, Arc::new(Knowledge::embedded()));
    let titles: Vec<&str> = design.topics.iter().map(|topic| topic.title.as_str()).collect();
    assert_eq!(titles, ["Design a link shortener", "Design live comments"]);
}

#[test]
fn the_page_about_them_is_no_design() {
    let text = fs::read_to_string("tests/designs/README.md").expect("the page");
    let design = Design::read(text, Arc::new(Knowledge::embedded()));
    assert!(!design.verdict.is_design);
    assert!(!design.verdict.why.is_empty());
}
