//! Every answer at every place of documents that nobody would write: none may panic, every span lies on whole characters.

use super::{KNOWLEDGE, findings};
use draftsman::answers::{self, Asked, Folding, HintKinds, Renamed, Symbol, Target};
use draftsman::design::Design;

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

/// What is not closed yet is none of these to Markdown; the writer knows what it will be.
#[test]
fn nothing_is_offered_in_what_is_not_prose_closed_or_not() {
    let offered = |begun: &str, behind: &str| {
        let before = format!(
            "# Design a shop\n\n## Functional Requirements\n\n- Users order goods\n\n## Core Entities\n\n- Order\n\n\
             ## High Level Design\n\n{begun}"
        );
        let text = format!("{before}{behind}\n\n## Deep Dive\n\nRedis keeps carts.\n");
        let design = Design::read(text.as_str(), KNOWLEDGE.clone());
        answers::completion(&design, before.len(), Asked::default()).items.len()
    };
    for (begun, closing) in [
        ("We use ", ""),
        ("`Redis` <b>and</b> [this](https://example.com) <!-- or --> we use ", ""),
        ("A x < y and we use ", ""),
    ] {
        assert!(offered(begun, closing) > 0, "{begun}");
    }
    for (begun, closing) in [
        ("`use ", "`"),
        ("```\nuse ", "\n```"),
        ("Carts `x` and `use ", "`"),
        ("<!-- use ", " -->"),
        ("<!-- once\nwe use ", " -->"),
        ("Carts <!-- use ", " -->"),
        ("- <!-- use ", " -->"),
        ("Carts <a title=\"use ", "\">"),
        ("[carts](use ", ")"),
        ("[carts][use ", "]"),
        ("[carts]: use ", ""),
    ] {
        for behind in ["", closing] {
            assert_eq!(offered(begun, behind), 0, "{begun}…{behind}");
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
    for lens in answers::lenses(design, &findings(design)) {
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
    for fold in answers::folding(design, None).folds() {
        assert!(text[fold.span].contains('\n'), "{text:?}");
    }
}

/// Pieces of designs, to be put together in an order that nobody would write.
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

/// The same numbers in every run, below what is asked for.
fn dice() -> impl FnMut(usize) -> usize {
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    }
}

#[test]
fn documents_put_together_at_random_have_answers_everywhere() {
    let mut next = dice();
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

#[test]
fn what_folds_after_edits_is_what_folds_in_the_whole_text() {
    let mut next = dice();
    for _ in 0..60 {
        let count = next(120);
        let mut text: String = (0..count).map(|_| PIECES[next(PIECES.len())]).collect();
        let mut folding = Folding::read(&text, None);
        for _ in 0..40 {
            let start = text.floor_char_boundary(next(text.len() + 1));
            let gone = [0, 0, 1, 3, 40, 400][next(6)];
            let end = text.floor_char_boundary((start + gone).min(text.len())).max(start);
            text.replace_range(start..end, PIECES[next(PIECES.len())]);
            folding = Folding::read(&text, Some(&folding));
            assert_eq!(folding.folds(), Folding::read(&text, None).folds(), "{text:?}");
        }
    }
}
