//! Notes of someone's own, and a design that is read with them.

use super::driver::Seen;
use draftsman::answers;
use draftsman::design::Design;
use draftsman::knowledge::{Additions, Knowledge};
use draftsman::rules::{self, Levels};
use std::path::PathBuf;
use std::sync::Arc;

const DESIGN: &str = "# Design a shop\n\n## Functional Requirements\n\n- Users search\n\n## Non-Functional Requirements\n\n- Latency: 2 s\n\n\
                      ## High Level Design\n\nThe search asks Elasticsearch, because it has an index. Sharding keeps it fast.\n";

pub fn check(input: &[u8], seen: &mut Seen) {
    let text = String::from_utf8_lossy(input).into_owned();
    let notes = draftsman::notes::read(&text, &["non-functional requirements".to_owned()], &[]);
    assert_eq!(notes.text, text);
    for span in notes
        .terms
        .iter()
        .map(|term| &term.span)
        .chain(notes.bullets.iter().map(|bullet| &bullet.span))
    {
        assert!(text.get(span.clone()).is_some(), "{span:?} is no part of the notes");
    }
    let framework = notes.framework.as_ref();
    seen.note("terms", notes.terms.len());
    seen.note("sections", framework.map_or(0, |framework| framework.sections.len()));
    seen.note("qualities", framework.map_or(0, |framework| framework.qualities.len()));
    let knowledge = Arc::new(Knowledge::new(Additions {
        notes: vec![(PathBuf::from("notes.md"), text)],
        ..Additions::default()
    }));
    let design = Design::read(DESIGN, knowledge.clone());
    for finding in rules::check(&design, &Levels::default()) {
        assert!(design.text.get(finding.span.clone()).is_some());
        seen.note(finding.rule.name, 1);
    }
    for offset in [20, 60, 130, DESIGN.len() - 12] {
        answers::hover(&design, offset);
    }
    seen.note("laid out", rules::laid_out("Design a shop", &knowledge).lines().count());
    for concept in &knowledge.concepts {
        let source = &knowledge.sources[concept.place.source].notes.text;
        assert!(source.get(concept.place.span.clone()).is_some(), "{}", concept.name);
    }
}
