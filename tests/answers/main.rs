//! Each page in `tests/answers` is a list of questions: a fence with the cursor as `<|>`, then a fence with the answer.
//! `UPDATE=1 cargo test --test answers` writes the answers anew: read what changed.
mod odd;

use draftsman::answers::{self, ActionFile, Asked, HintKinds, Renamed, Symbol, Target};
use draftsman::design::Design;
use draftsman::knowledge::{Additions, Knowledge};
use draftsman::rules::{self, Finding, Levels};
use std::fs;
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

/// A fence of a page: the words behind the backticks, and the lines between them as byte ranges of the page.
struct Fence {
    kind: String,
    content: std::ops::Range<usize>,
}

fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(usize, String, usize)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match &open {
            Some((count, kind, start)) if ticks >= *count && line.trim_end().len() == ticks => {
                fences.push(Fence {
                    kind: kind.clone(),
                    content: *start..at,
                });
                open = None;
            }
            None if ticks >= 3 => open = Some((ticks, line.trim_end()[ticks..].to_owned(), at + line.len())),
            _ => {}
        }
        at += line.len();
    }
    fences
}

/// Asks every question of a page and compares the answers.
fn ask(name: &str, answer: impl Fn(&Design, usize) -> String) {
    let path = format!("tests/answers/{name}.md");
    let page = fs::read_to_string(&path).expect("the page");
    let mut after = page.clone();
    let mut wrong = Vec::new();
    let fences = fences(&page);
    let questions: Vec<_> = fences.windows(2).filter(|pair| pair[0].kind == "markdown").collect();
    assert!(!questions.is_empty(), "{path} asks nothing");
    for pair in questions.iter().rev() {
        let question = &page[pair[0].content.clone()];
        let offset = question
            .find("<|>")
            .unwrap_or_else(|| panic!("{path}: no cursor in\n{question}"));
        let design = Design::read(question.replacen("<|>", "", 1), KNOWLEDGE.clone());
        let actual = answer(&design, offset);
        let expected = page[pair[1].content.clone()].trim_end();
        let holds = match expected.strip_suffix('…') {
            Some(beginning) => actual.starts_with(beginning.trim_end()),
            None => actual.trim_end() == expected,
        };
        if !holds {
            wrong.push(format!("{question}\nanswers\n{actual}\nand not\n{expected}"));
            after.replace_range(pair[1].content.clone(), &format!("{}\n", actual.trim_end()));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, after).expect("the page");
    } else {
        assert!(wrong.is_empty(), "{path}: {}", wrong.join("\n\n"));
    }
}

#[test]
fn hover() {
    ask("hover", |design, offset| {
        answers::hover(design, offset).map_or("nothing".to_owned(), |hover| {
            format!("{:?}\n\n{}", &design.text[hover.span], hover.text)
        })
    });
}

fn completion(design: &Design, offset: usize, asked: Asked) -> String {
    let completion = answers::completion(design, offset, asked);
    if completion.items.is_empty() {
        return "nothing".to_owned();
    }
    let lines = completion.items.iter().take(6).map(|item| item.text.replace('\n', "⏎"));
    format!(
        "replaces {:?}\n{}",
        &design.text[completion.span.clone()],
        lines.collect::<Vec<_>>().join("\n")
    )
}

#[test]
fn completion_when_asked_for() {
    let asked = Asked {
        typed: false,
        snippets: false,
    };
    ask("completion", |design, offset| completion(design, offset, asked));
}

#[test]
fn completion_with_snippets() {
    let asked = Asked {
        typed: false,
        snippets: true,
    };
    ask("completion_snippets", |design, offset| {
        completion(design, offset, asked)
    });
}

#[test]
fn completion_while_typing() {
    let asked = Asked {
        typed: true,
        snippets: false,
    };
    ask("completion_typed", |design, offset| completion(design, offset, asked));
}

#[test]
fn definition() {
    ask("definition", |design, offset| {
        let Some((span, targets)) = answers::definition(design, offset) else {
            return "nothing".to_owned();
        };
        let told = targets.iter().map(|target| match target {
            Target::Here(span) => format!("here: {}", &design.text[span.clone()]),
            Target::Notes(place) => {
                let text = &design.knowledge.sources[place.source].notes.text;
                format!("notes: {}", text[place.span.clone()].lines().next().unwrap_or_default())
            }
        });
        format!("{:?}\n{}", &design.text[span], told.collect::<Vec<_>>().join("\n"))
    });
}

/// The words of a span, the first line of longer ones, and the line they stand on.
fn place(design: &Design, span: &std::ops::Range<usize>) -> String {
    let words = design.text[span.clone()].lines().next().unwrap_or_default();
    format!("{}: {words}", design.line(span.start))
}

fn findings(design: &Design) -> Vec<Finding> {
    rules::check(design, &Levels::default())
}

fn or_nothing(lines: Vec<String>) -> String {
    if lines.is_empty() {
        "nothing".to_owned()
    } else {
        lines.join("\n")
    }
}

#[test]
fn references() {
    ask("references", |design, offset| {
        let Some((span, subject)) = answers::subject(design, offset) else {
            return "nothing".to_owned();
        };
        let told = answers::references(design, &subject).into_iter().map(|reference| {
            let mark = if reference.definition {
                " (here it is defined)"
            } else {
                ""
            };
            format!("{}{mark}", place(design, &reference.span))
        });
        format!("{:?}\n{}", &design.text[span], or_nothing(told.collect()))
    });
}

/// The document with a new name, which stands as a comment in the last line of the question: `<!-- new name -->`.
#[test]
fn rename() {
    ask("rename", |design, offset| {
        let new = design
            .text
            .trim_end()
            .rsplit_once("<!-- ")
            .expect("a new name")
            .1
            .trim_end_matches(" -->");
        let Some(known) = answers::renamable(design, offset) else {
            return "nothing".to_owned();
        };
        match answers::rename(design, offset, new) {
            Renamed::Edits(edits) => draftsman::text::apply(&design.text, &edits),
            Renamed::Refused(why) => format!("{:?}: {why}", known.name),
        }
    });
}

/// What is offered, and what the first offer makes of the document.
#[test]
fn actions() {
    ask("actions", |design, offset| {
        let actions = answers::actions(design, &(offset..offset));
        let Some(first) = actions.first() else {
            return "nothing".to_owned();
        };
        let titles: Vec<&str> = actions.iter().map(|action| action.title.as_str()).collect();
        let after = draftsman::text::apply(&design.text, &first.edits);
        format!("{}\n\n{after}", titles.join("\n"))
    });
}

#[test]
fn a_selected_term_goes_to_the_notes_of_the_workspace() {
    let notes = "- Cache - keeps answers".to_owned();
    let additions = Additions {
        notes: vec![("notes.md".into(), notes.clone())],
        ..Additions::default()
    };
    let text = "Turbine spins the cache 😀\n";
    let design = Design::read(text, Arc::new(Knowledge::new(additions)));
    let actions = answers::actions(&design, &(0..7));
    let [action] = actions.as_slice() else {
        panic!("one action: {actions:?}")
    };
    assert_eq!(action.title, "Add “Turbine” to the notes");
    assert_eq!(action.file, ActionFile::Notes(0));
    let after = draftsman::text::apply(&notes, &action.edits);
    assert_eq!(after, "- Cache - keeps answers\n- Turbine - ___\n");
    let known = text.find("cache").expect("it is there");
    for nothing in [0..0, known..known + 5, 0..text.len()] {
        assert_eq!(answers::actions(&design, &nothing), [], "{nothing:?}");
    }
}

fn outline(symbols: &[Symbol], depth: usize, lines: &mut Vec<String>) {
    for symbol in symbols {
        let detail = if symbol.detail.is_empty() {
            String::new()
        } else {
            format!(" ({})", symbol.detail)
        };
        lines.push(format!(
            "{}{:?}: {}{detail}",
            "  ".repeat(depth),
            symbol.role,
            symbol.name
        ));
        outline(&symbol.children, depth + 1, lines);
    }
}

#[test]
fn symbols() {
    ask("symbols", |design, _| {
        let mut lines = Vec::new();
        outline(&answers::symbols(design), 0, &mut lines);
        or_nothing(lines)
    });
}

#[test]
fn lenses() {
    ask("lenses", |design, _| {
        let told = answers::lenses(design, &findings(design)).into_iter().map(|lens| {
            let places: Vec<String> = lens
                .places
                .iter()
                .map(|span| format!("\n  → {}", place(design, span)))
                .collect();
            format!("{}\n  {}{}", place(design, &lens.span), lens.title, places.concat())
        });
        or_nothing(told.collect())
    });
}

#[test]
fn hints() {
    ask("hints", |design, _| {
        let hints = answers::hints(design, &(0..design.text.len()), HintKinds::default());
        let told = hints.into_iter().map(|hint| {
            let line = design.text[..hint.offset].lines().next_back().unwrap_or_default();
            format!("{line} [{}]", hint.label)
        });
        or_nothing(told.collect())
    });
}

#[test]
fn tokens() {
    ask("tokens", |design, _| {
        let tokens = answers::tokens(design, &(0..design.text.len()));
        let told = tokens
            .into_iter()
            .map(|token| format!("{} ({:?})", place(design, &token.span), token.kind));
        or_nothing(told.collect())
    });
}

#[test]
fn folds() {
    ask("folds", |design, _| {
        let told = answers::folding(design, None).folds().into_iter().map(|fold| {
            let last = design.line(fold.span.end);
            format!("{} … {last} ({:?})", place(design, &fold.span), fold.kind)
        });
        or_nothing(told.collect())
    });
}

#[test]
fn selection() {
    ask("selection", |design, offset| {
        let spans = answers::selection(design, offset);
        or_nothing(
            spans
                .into_iter()
                .map(|span| format!("{:?}", &design.text[span]))
                .collect(),
        )
    });
}
