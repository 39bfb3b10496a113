//! Each page in `tests/answers` is a list of questions: a fence with the cursor as `<|>`, then a fence with the answer.
//! `UPDATE=1 cargo test --test answers` writes the answers anew: read what changed.
mod support;

use draftsman::answers::{self, ActionFile, Asked, HintKinds, Renamed, Symbol, Target};
use draftsman::design::Design;
use draftsman::knowledge::{Additions, Knowledge};
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
        let told = answers::lenses(design).into_iter().map(|lens| {
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
        let told = answers::folds(design).into_iter().map(|fold| {
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

/// Asks everything at one place; whatever comes back lies on whole characters.
fn ask_everything(design: &Design, offset: usize) {
    let text = design.text.as_str();
    let check =
        |span: &std::ops::Range<usize>| assert!(text.get(span.clone()).is_some(), "{text:?} at {offset}: {span:?}");
    if let Some(hover) = answers::hover(design, offset) {
        check(&hover.span);
    }
    for (typed, snippets) in [(false, false), (true, true)] {
        check(&answers::completion(design, offset, Asked { typed, snippets }).span);
    }
    if let Some((span, targets)) = answers::definition(design, offset) {
        check(&span);
        for target in targets {
            if let Target::Here(span) = target {
                check(&span);
            }
        }
    }
    answers::highlights(design, offset)
        .iter()
        .for_each(|reference| check(&reference.span));
    if let Some(known) = answers::renamable(design, offset) {
        check(&known.span);
        if let Renamed::Edits(edits) = answers::rename(design, offset, "Größe Ding") {
            edits.iter().for_each(|edit| check(&edit.span));
            let ordered = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
            assert!(ordered, "{text:?} at {offset}: {edits:?}");
        }
    }
    let mut inner = offset..offset;
    for span in answers::selection(design, offset) {
        check(&span);
        assert!(
            span.start <= inner.start && inner.end <= span.end && (span != inner || span.is_empty()),
            "{text:?} at {offset}: {span:?}"
        );
        inner = span;
    }
    for action in answers::actions(design, &(offset..offset)) {
        action.edits.iter().for_each(|edit| check(&edit.span));
    }
}

fn check_symbols(text: &str, symbols: &[Symbol], outer: &std::ops::Range<usize>) {
    for symbol in symbols {
        let inside = |inner: &std::ops::Range<usize>, outer: &std::ops::Range<usize>| {
            outer.start <= inner.start && inner.end <= outer.end
        };
        assert!(!symbol.name.is_empty(), "{text:?}: {symbol:?}");
        assert!(text.get(symbol.span.clone()).is_some() && text.get(symbol.name_span.clone()).is_some());
        assert!(
            inside(&symbol.span, outer) && inside(&symbol.name_span, &symbol.span),
            "{text:?}: {symbol:?}"
        );
        check_symbols(text, &symbol.children, &symbol.span);
    }
}

/// What is asked of the whole document.
fn ask_all_of_it(design: &Design) {
    let text = design.text.as_str();
    let all = 0..text.len();
    check_symbols(text, &answers::symbols(design), &all);
    answers::workspace_symbols(design, "o");
    for lens in answers::lenses(design) {
        assert!(
            text.get(lens.span).is_some() && lens.places.into_iter().all(|span| text.get(span).is_some()),
            "{text:?}"
        );
    }
    for hint in answers::hints(design, &all, HintKinds::default()) {
        assert!(text.is_char_boundary(hint.offset), "{text:?}");
    }
    let mut end = 0;
    for token in answers::tokens(design, &all) {
        assert!(token.span.start >= end && !token.span.is_empty(), "{text:?}: {token:?}");
        assert!(!text[token.span.clone()].contains('\n'), "{text:?}: {token:?}");
        end = token.span.end;
    }
    for fold in answers::folds(design) {
        assert!(text[fold.span].contains('\n'), "{text:?}");
    }
}

/// Pieces of designs in an order that nobody would write, by a fixed seed.
#[test]
fn documents_put_together_at_random_have_answers_everywhere() {
    const PIECES: &[&str] = &[
        "# Design ",
        "## Functional Requirements\n",
        "## Non-Functional Requirements\r\n",
        "**Core Entities**\n",
        "## API\n",
        "## Deep Dive\n",
        "### Caching 😀\n",
        "- ",
        "  - ",
        "1. ",
        "FR-1: ",
        "FR-1",
        "Users can book a ticket",
        "ticket",
        "Tickets",
        "ticket_id",
        "`ticketId`",
        "| Ticket | é |\n| --- | --- |\n| tickets | Redis |\n",
        "POST /tickets/{ticketId}",
        "Redis",
        "Kafka",
        " - ",
        " because ",
        "it is fast",
        "99.99 %",
        "100M requests per day",
        "5 TB a day = ",
        "p99 < 200 ms",
        "\n",
        "\n\n",
        "\r\n",
        "```\n",
        "~~~mermaid\nflowchart LR\nA[Redis] --> B\n~~~\n",
        "<!-- draftsman: allow ",
        "-->",
        "---\n",
        "[Kafka](http://kafka.example/é)",
        "> ",
        "😀",
        "é",
        "İ",
        "\u{a0}",
        "\t",
        "*",
        "**",
        "_",
        "<b>",
        "<h2>API</h2>\n",
        "Ticket:\n",
        "use ",
        "\u{301}",
        "ﬁ",
        "$",
    ];
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for _ in 0..150 {
        let count = 1 + next(30);
        let text: String = (0..count).map(|_| PIECES[next(PIECES.len())]).collect();
        let design = Design::read(text.as_str(), KNOWLEDGE.clone());
        ask_all_of_it(&design);
        for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)).step_by(3) {
            ask_everything(&design, offset);
        }
    }
}
