//! Each page in `tests/answers` is a list of questions: a fence with the cursor as `<|>`, then a fence with the answer.
//! `UPDATE=1 cargo test --test answers` writes the answers anew: read what changed.
mod support;

use draftsman::answers::{self, Asked, Target};
use draftsman::design::Design;
use draftsman::knowledge::Knowledge;
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

/// Every answer at every place of odd documents: none may panic, every span lies on whole characters.
#[test]
fn every_place_of_odd_documents_has_an_answer() {
    let odd = [
        "",
        "\n",
        "#",
        "# ",
        "-",
        "- ",
        "- é",
        "```\nkafka",
        "---\na: b\n---\n",
        "|",
        "| a | b |\n| - | - |\n| Redis | 😀 |",
        "<!-- draftsman: allow ",
        "<!-- draftsman: allow unknown_rule: é -->\n# Ünïcode 😀\r\n\r\n## NFR\r\n- **Latency**: p99 < 200 ms 😀\r\n- 99.99 % up",
        "## API\n- POST /ünï\n- `Redis` [Kafka](http://kafka.example) https://kafka.example/x\n",
        "> - Redis - because\n>   - it is fast\n\n## Deep Dive\n\n- Use ",
    ];
    for text in odd {
        let design = Design::read(text, KNOWLEDGE.clone());
        for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            if let Some(hover) = answers::hover(&design, offset) {
                assert!(
                    text.get(hover.span.clone()).is_some(),
                    "{text:?} at {offset}: {:?}",
                    hover.span
                );
            }
            for (typed, snippets) in [(false, false), (true, true)] {
                let completion = answers::completion(&design, offset, Asked { typed, snippets });
                assert!(text.get(completion.span.clone()).is_some(), "{text:?} at {offset}");
                assert!(completion.span.end <= offset.max(completion.span.start));
            }
            if let Some((span, _)) = answers::definition(&design, offset) {
                assert!(text.get(span).is_some(), "{text:?} at {offset}");
            }
        }
    }
}
