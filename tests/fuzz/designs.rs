//! Markdown, read, checked, put right, asked about and written out in every way.

use super::driver::Seen;
use super::seeds::KNOWLEDGE;
use draftsman::answers::{self, Asked, HintKinds};
use draftsman::cli::documents::{Document, Reader};
use draftsman::cli::rendering::{Entry, Rendering};
use draftsman::cli::{Output, concise, fix, github, gitlab, json, junit, plain, report, sarif};
use draftsman::design::Design;
use draftsman::rules::{self, Finding, Levels, Preset};
use draftsman::text;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::default);

pub fn check(input: &[u8], seen: &mut Seen) {
    let text = String::from_utf8_lossy(input).into_owned();
    let design = Design::read(text.as_str(), KNOWLEDGE.clone());
    assert_eq!(design.text, text, "reading changes nothing");
    spans(&design, seen);
    for preset in [Preset::Interview, Preset::Production] {
        findings(&design, &rules::check(&design, &Levels::of(preset)), seen);
    }
    let pick = input.iter().fold(input.len(), |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(*byte))
    });
    let offset = text.floor_char_boundary(pick % (text.len() + 1));
    questions(&design, offset);
    // What takes long is tried on some of them.
    let document = || {
        READER
            .document(Path::new("design.md"), text.clone())
            .expect("there are no settings")
    };
    match pick % 4 {
        0 => outputs(&document()),
        1 => fixes(document(), seen),
        _ => {}
    }
}

fn inside(design: &Design, span: &text::Span, what: &str) {
    assert!(
        design.text.get(span.clone()).is_some(),
        "{what}: {span:?} is no part of the text"
    );
}

fn spans(design: &Design, seen: &mut Seen) {
    let outline = &design.outline;
    for block in &outline.blocks {
        inside(design, &block.span, "a block");
        assert!(outline.words.get(block.words.clone()).is_some(), "words of a block");
        inside(design, &outline.source(&block.words), "the source of words");
        seen.note(std::mem::discriminant(&block.kind), 1);
    }
    for hit in &design.hits {
        inside(design, &outline.source(&hit.span), "a hit");
    }
    design
        .sections
        .iter()
        .for_each(|section| inside(design, &section.span, "a section"));
    design
        .equations
        .iter()
        .for_each(|equation| inside(design, &equation.expression, "an equation"));
    design
        .allows
        .iter()
        .for_each(|allow| inside(design, &allow.comment, "an allow comment"));
    for quantity in &design.quantities {
        inside(design, &outline.source(&quantity.span), "a quantity");
    }
    let counts = [
        outline.blocks.len(),
        design.sections.len(),
        design.requirements.functional.len(),
        design.requirements.non_functional.len(),
        design.mentions.len(),
        design.choices.len(),
        design.entities.len(),
        design.endpoints.len(),
        design.quantities.len(),
        design.equations.len(),
        design.allows.len(),
        outline.comments.len(),
    ];
    counts
        .iter()
        .enumerate()
        .for_each(|counted| seen.note(counted.0, *counted.1));
    seen.note(&design.verdict.why, 0);
    seen.note(format!("{:?}", design.stance.side), 0);
}

fn findings(design: &Design, findings: &[Finding], seen: &mut Seen) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule.name).or_default() += 1;
        inside(design, &finding.span, finding.rule.name);
        finding
            .related
            .iter()
            .for_each(|(span, _)| inside(design, span, finding.rule.name));
        for fix in &finding.fixes {
            let mut edits: Vec<&text::Edit> = fix.edits.iter().collect();
            edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
            edits
                .iter()
                .for_each(|edit| inside(design, &edit.span, finding.rule.name));
            assert!(
                edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start),
                "{}: edits overlap",
                finding.rule.name
            );
            rest_stays(&design.text, &edits, &text::apply(&design.text, &fix.edits));
        }
    }
    counts.iter().for_each(|(rule, count)| seen.note(rule, *count));
}

/// What no edit names stands in the text afterwards as before, byte for byte.
fn rest_stays(before: &str, edits: &[&text::Edit], after: &str) {
    let (mut old, mut new) = (0, 0);
    for edit in edits {
        let kept = edit.span.start - old;
        assert_eq!(
            before.as_bytes()[old..edit.span.start],
            after.as_bytes()[new..new + kept]
        );
        old = edit.span.end;
        new += kept + edit.text.len();
    }
    assert_eq!(before.as_bytes()[old..], after.as_bytes()[new..]);
}

/// Putting right once is enough.
fn fixes(document: Document, seen: &mut Seen) {
    let wanted = fix::Wanted {
        guesses: false,
        rules: &[],
    };
    let before = document.design.text.clone();
    let once = fix::fixed(&READER, document, wanted).expect("there are no settings");
    seen.note("fixed", usize::from(before != once.design.text));
    let text = once.design.text.clone();
    let twice = fix::fixed(&READER, once, wanted).expect("there are no settings");
    assert_eq!(text, twice.design.text, "a second time changes more");
    let guesses = fix::Wanted {
        guesses: true,
        rules: &[],
    };
    let guessed = fix::fixed(&READER, twice, guesses).expect("there are no settings");
    seen.note("guessed", guessed.design.text.len().abs_diff(text.len()));
}

fn questions(design: &Design, offset: usize) {
    let whole = 0..design.text.len();
    if let Some(hover) = answers::hover(design, offset) {
        inside(design, &hover.span, "a hover");
    }
    for (typed, snippets) in [(false, true), (true, false)] {
        let completion = answers::completion(design, offset, Asked { typed, snippets });
        inside(design, &completion.span, "a completion");
    }
    if let Some((span, _)) = answers::definition(design, offset) {
        inside(design, &span, "a definition");
    }
    if let Some((span, subject)) = answers::subject(design, offset) {
        inside(design, &span, "a subject");
        let references = answers::references(design, &subject);
        references
            .iter()
            .for_each(|reference| inside(design, &reference.span, "a reference"));
    }
    if let Some(renamable) = answers::renamable(design, offset) {
        inside(design, &renamable.span, "a name");
        if let answers::Renamed::Edits(edits) = answers::rename(design, offset, "other name") {
            edits.iter().for_each(|edit| inside(design, &edit.span, "a rename"));
        }
    }
    answers::highlights(design, offset)
        .iter()
        .for_each(|one| inside(design, &one.span, "a highlight"));
    answers::selection(design, offset)
        .iter()
        .for_each(|span| inside(design, span, "a selection"));
    let tokens = answers::tokens(design, &whole);
    tokens.iter().for_each(|token| inside(design, &token.span, "a token"));
    let kinds = HintKinds {
        estimates: true,
        quantities: true,
        qualities: true,
    };
    answers::hints(design, &whole, kinds)
        .iter()
        .for_each(|hint| inside(design, &(hint.offset..hint.offset), "a hint"));
    answers::lenses(design, &rules::check(design, &Levels::default()))
        .iter()
        .for_each(|lens| inside(design, &lens.span, "a lens"));
    answers::symbols(design);
    answers::folding(design, None).folds();
    answers::actions(design, &(offset..offset));
}

fn outputs(document: &Document) {
    let entries = Entry::of(document, &[]);
    let output = Output::standard();
    let plain = plain::Plain::new(&output);
    let all: [&dyn Rendering; 7] = [
        &plain,
        &concise::Concise,
        &json::Json,
        &sarif::Sarif,
        &github::Github,
        &gitlab::Gitlab,
        &junit::Junit,
    ];
    for rendering in all {
        rendering.document(document, &entries);
    }
    report::page(report::Format::Markdown, document);
    assert!(
        !report::page(report::Format::Html, document).contains("<script"),
        "a script on the page"
    );
}
