//! What holds for every document, tried on each example of the rules' pages.
mod support;

use draftsman::design::Design;
use draftsman::knowledge::Knowledge;
use draftsman::rules::{self, Finding, Levels, RULES};
use draftsman::text::{self, Edit};
use std::sync::{Arc, LazyLock};
use support::{fences, parse};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

fn check(text: &str) -> Vec<Finding> {
    rules::check(&Design::read(text, KNOWLEDGE.clone()), &Levels::default())
}

/// Every example of every page, without its carets.
fn examples() -> impl Iterator<Item = String> {
    RULES
        .iter()
        .flat_map(|rule| fences(rule.page))
        .map(|(_, fence)| parse(&fence).0)
}

/// The findings as someone would tell them: rule, message, and the line.
fn told(text: &str, findings: &[Finding]) -> Vec<(String, String, usize)> {
    let line = |at: usize| text[..at].matches('\n').count();
    let one = |finding: &Finding| {
        (
            finding.rule.name.to_owned(),
            finding.message.clone(),
            line(finding.span.start),
        )
    };
    findings.iter().map(one).collect()
}

#[track_caller]
fn same_findings(what: &str, text: &str, changed: &str, shift: usize) {
    let mut before = told(text, &check(text));
    before.iter_mut().for_each(|(_, _, line)| *line += shift);
    assert_eq!(
        before,
        told(changed, &check(changed)),
        "{what} changes what is found in:\n{text}"
    );
}

#[test]
fn line_ends_change_nothing() {
    for text in examples() {
        same_findings("CRLF", &text, &text.replace('\n', "\r\n"), 0);
    }
}

#[test]
fn comments_without_a_reason_allow_whatever_ends_their_lines() {
    const DESIGN: &str = "# Design a shop\n\n## High Level Design\n\n- TBD\n- the till\n";
    let places = [
        ("# D", "<!-- draftsman: allow-file placeholder -->\n\n# D"),
        ("- TBD", "<!-- draftsman: allow placeholder -->\n- TBD"),
        ("- TBD", "- paid in\n  <!-- draftsman: allow placeholder -->\n  - TBD"),
    ];
    for (before, allowed) in places {
        for end in ["\n", "\r\n"] {
            let text = DESIGN.replacen(before, allowed, 1).replace('\n', end);
            let found: Vec<&str> = check(&text).iter().map(|finding| finding.rule.name).collect();
            let about = ["placeholder", "unknown_rule", "unused_allow"];
            assert!(!found.iter().any(|name| about.contains(name)), "{found:?} in {text:?}");
        }
    }
}

#[test]
fn a_comment_is_removed_with_its_line_whatever_ends_it() {
    for end in ["\n", "\r\n"] {
        let text = "# Design a shop\n\n## High Level Design\n\n- paid in\n  <!-- draftsman: allow placeholder: late -->\n- the till\n".replace('\n', end);
        let found = check(&text);
        let unused = found
            .iter()
            .find(|finding| finding.rule.name == "unused_allow")
            .expect("an unused comment");
        let after = text::apply(&text, &unused.fixes[0].edits);
        assert_eq!(
            after,
            format!("# Design a shop{end}{end}## High Level Design{end}{end}- paid in{end}- the till{end}")
        );
    }
}

#[test]
fn a_missing_last_line_end_changes_nothing() {
    for text in examples() {
        same_findings("the end", &text, text.trim_end_matches('\n'), 0);
    }
}

#[test]
fn front_matter_changes_nothing() {
    for text in examples().filter(|text| !text.starts_with("---")) {
        same_findings("front matter", &text, &format!("---\ntitle: x\n---\n{text}"), 3);
    }
}

#[test]
fn reading_twice_finds_the_same() {
    for text in examples() {
        assert_eq!(told(&text, &check(&text)), told(&text, &check(&text)));
    }
}

#[test]
fn spans_lie_inside_the_text_on_whole_characters() {
    for text in examples() {
        let text = text.replace("Users", "Üser 😀");
        for finding in check(&text) {
            let related = finding.related.iter().map(|(span, _)| span);
            let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.span);
            for span in related.chain(edits).chain([&finding.span]) {
                assert!(
                    text.get(span.clone()).is_some(),
                    "{}: {span:?} of\n{text}",
                    finding.rule.name
                );
            }
        }
    }
}

#[test]
fn a_fix_leaves_the_rest_as_it_was() {
    for text in examples() {
        for finding in check(&text) {
            for fix in &finding.fixes {
                let mut edits: Vec<&Edit> = fix.edits.iter().collect();
                edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
                assert!(
                    edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start),
                    "{}: edits overlap",
                    finding.rule.name
                );
                let fixed = text::apply(&text, &fix.edits);
                let taken: usize = edits.iter().map(|edit| edit.span.len()).sum();
                let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
                assert_eq!(fixed.len(), text.len() - taken + added);
            }
        }
    }
}

#[test]
fn an_allow_for_the_file_removes_that_rule_alone() {
    for text in examples() {
        let findings = check(&text);
        let mut names: Vec<&str> = findings.iter().map(|finding| finding.rule.name).collect();
        names.dedup();
        for name in names
            .iter()
            .filter(|name| !matches!(**name, "unknown_rule" | "unused_allow"))
        {
            let allowed = format!("<!-- draftsman: allow-file {name}: tried -->\n\n{text}");
            let mut expected = told(&text, &findings);
            expected.retain(|(rule, _, _)| rule != name);
            expected.iter_mut().for_each(|(_, _, line)| *line += 2);
            let mut left = told(&allowed, &check(&allowed));
            left.retain(|(rule, _, _)| rule != "unused_allow");
            expected.retain(|(rule, _, _)| rule != "unused_allow");
            assert_eq!(left, expected, "allowing {name} in:\n{text}");
        }
    }
}

/// What is typed, pasted and deleted, signs that open and close blocks above all.
const TYPED: &[&str] = &[
    "x",
    " ",
    "\n",
    "\n\n",
    "# ",
    "\n## Deep Dive\n\n",
    "```\n",
    "~~~",
    "- ",
    "  - ",
    "> ",
    "| a | b |\n|---|---|\n",
    "**",
    "`",
    "[a]: https://example.com\n",
    "[a]",
    "<!-- ",
    "-->",
    "<div>\n",
    "===\n",
    "---\n",
    "Kafka",
    "ü",
    "漢",
    "\r\n",
    "99.99 %",
    "5 × 100 = 700 rps",
    "\t",
    "1. ",
    "<br>",
    "    ",
    "$$",
    "we use ",
    "Redis vs Pinot",
    " over SQL ",
    "## Alternatives\n",
    "### Good solution: Kafka\n",
    "**Functional requirements**\n",
    "- Users can rate a ride\n",
    "POST /rides",
    "Not now\n\n",
    "Out of scope:\n",
    "1. Option 1: ",
    "## References\n",
    "(FR-1)",
    "\n##Data model\n",
    "\nNFR:\n",
    "\n**API**\n",
];

/// Reads a text after the state before it, and holds that to a reading of the whole.
#[track_caller]
fn read_after(before: &Design, text: String) -> Design {
    let whole = Design::read(text.clone(), KNOWLEDGE.clone());
    let after = Design::read_after(text.clone(), KNOWLEDGE.clone(), Some(before));
    // Where words begin is noted when a phrase is looked for first.
    assert_eq!(after.outline.find(&(0..0), "a"), whole.outline.find(&(0..0), "a"));
    let (one, two) = (format!("{:#?}", after.outline), format!("{:#?}", whole.outline));
    let differing = one.lines().zip(two.lines()).find(|(one, two)| one != two);
    assert_eq!(differing, None, "in:\n{}\nwhich became:\n{text}", before.text);
    assert_eq!(after.hits, whole.hits, "of:\n{text}");
    assert_eq!(after.quantities, whole.quantities, "of:\n{text}");
    assert_eq!(after.equations, whole.equations, "of:\n{text}");
    macro_rules! same {
        ($($part:ident)*) => { $(assert_eq!(after.$part, whole.$part, "in:\n{}\nwhich became:\n{text}", before.text);)* };
    }
    same!(topics sections requirements stance mentions choices entities endpoints allows verdict);
    let findings = |design: &Design| told(&text, &rules::check(design, &Levels::default()));
    assert_eq!(findings(&after), findings(&whole), "of:\n{text}");
    after
}

#[path = "speed/designs.rs"]
mod long;

/// The seed of what is drawn: another one with `SEED`.
fn seed() -> u64 {
    std::env::var("SEED").map_or(7, |seed| seed.parse().expect("a number in SEED"))
}

#[test]
fn a_reading_after_an_edit_equals_a_whole_one() {
    let mut dice = fastrand::Rng::with_seed(seed());
    let mut texts: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/designs"))
        .expect("the designs of the tests")
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("a design"))
        .collect();
    texts.sort();
    texts.extend(examples().step_by(9));
    // Begun anew now and then: a definition of a link, once typed, has all that follows read as a whole.
    let long = long::design(600);
    for text in texts.iter().flat_map(|text| [text; 3]).chain([&long]) {
        let mut design = Design::read(text.as_str(), KNOWLEDGE.clone());
        for _ in 0..20 {
            let place = |at: usize| design.text.floor_char_boundary(at);
            let start = place(dice.usize(..=design.text.len()));
            let gone = [0, 0, 1, 3, 200][dice.usize(..5)];
            let end = place((start + gone).min(design.text.len())).max(start);
            let mut text = design.text.clone();
            text.replace_range(start..end, TYPED[dice.usize(..TYPED.len())]);
            design = read_after(&design, text);
        }
    }
}

#[test]
fn a_requirement_that_an_edit_puts_out_of_scope_is_answered_as_one() {
    let text = "# Design a till\n\n## Functional Requirements\n\n- Clerks refund a sale\n\n## High Level Design\n\n\
                The till refunds a sale and prints it.\n\n## Deep Dive\n\nKafka keeps the sales, for they are many.\n";
    let design = Design::read(text, KNOWLEDGE.clone());
    let after = read_after(&design, text.replace("- Clerks", "Not now\n\n- Clerks"));
    assert_eq!(
        (
            design.requirements.functional.len(),
            after.requirements.out_of_scope.len()
        ),
        (1, 1)
    );
}

#[test]
fn front_matter_that_an_edit_opens_or_closes_is_seen() {
    let closed_far_away = "# A chat\n\n## API\n\nGET /messages\n\n---\n\n## Deep Dive\n\nKafka\n";
    let design = Design::read(closed_far_away, KNOWLEDGE.clone());
    read_after(&design, format!("---\n{closed_far_away}"));
    let never_closed = "---\n# A chat\n\n## API\n\nGET /messages\n\n## Deep Dive\n\nKafka\n\n## Later\n\nmore\n";
    let design = Design::read(never_closed, KNOWLEDGE.clone());
    read_after(&design, never_closed.replace("Kafka\n", "Kafka\n---\n"));
}

mod any_text {
    //! What holds for any text, not for our examples alone.

    use super::*;
    use draftsman::text::{Encoding, Position, Text};
    use proptest::prelude::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    /// Letters of every width, and every end of a line.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-z ]{0,6}",
            1 => Just("\n".to_owned()),
            1 => Just("\r\n".to_owned()),
            1 => Just("\r".to_owned()),
            1 => Just("é😀e\u{301}".to_owned()),
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    /// A document of a few blocks of our examples, in any order.
    fn document() -> impl Strategy<Value = String> {
        static BLOCKS: LazyLock<Vec<String>> = LazyLock::new(|| {
            let blocks = examples().flat_map(|text| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>());
            // Three ticks open what may never end: then a line's end is a part of what is shown.
            blocks
                .filter(|block| !block.contains("```") && !block.contains("~~~"))
                .collect()
        });
        let block = (0..BLOCKS.len()).prop_map(|at| BLOCKS[at].trim_end().to_owned());
        prop::collection::vec(block, 1..14).prop_map(|blocks| format!("# Design a shop\n\n{}\n", blocks.join("\n\n")))
    }

    fn position() -> impl Strategy<Value = Position> {
        let line = prop_oneof![8 => 0..30u32, 1 => any::<u32>()];
        let column = prop_oneof![8 => 0..40u32, 1 => any::<u32>()];
        (line, column).prop_map(|(line, column)| Position { line, column })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_position_leads_back_to_its_byte(text in text()) {
            let read = Text::new(&text);
            for encoding in ENCODINGS {
                let mut before = Position::default();
                for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                    let position = read.position(at, encoding);
                    prop_assert!(position >= before, "positions go on as bytes do");
                    before = position;
                    let is_inside_end = text[..at].ends_with('\r') && text[at..].starts_with('\n');
                    prop_assert_eq!(read.offset(position, encoding), at - usize::from(is_inside_end));
                }
            }
        }

        #[test]
        fn a_position_counts_lines_and_columns(part in text(), times in 1..200_usize, steps in 1..97_usize) {
            // Long enough to lie in several pieces.
            let text = part.repeat(times);
            let read = Text::new(&text);
            let (mut line, mut start, mut before) = (0, 0, ' ');
            for (at, c) in text.char_indices() {
                if before == '\n' || before == '\r' && c != '\n' {
                    (line, start) = (line + 1, at);
                }
                before = c;
                for encoding in ENCODINGS.into_iter().filter(|_| at % steps == 0) {
                    let column = match encoding {
                        Encoding::Utf8 => at - start,
                        Encoding::Utf16 => text[start..at].encode_utf16().count(),
                        Encoding::Utf32 => text[start..at].chars().count(),
                    };
                    prop_assert_eq!(read.position(at, encoding), Position { line, column: column as u32 });
                }
            }
        }

        #[test]
        fn any_position_is_a_place_in_the_text(text in text(), position in position()) {
            let read = Text::new(&text);
            for encoding in ENCODINGS {
                prop_assert!(text.is_char_boundary(read.offset(position, encoding)));
            }
        }

        #[test]
        fn edits_come_to_the_text_sent_whole(
            start in text(),
            edits in prop::collection::vec((position(), position(), text()), 0..12),
            encoding in prop::sample::select(ENCODINGS.to_vec()),
        ) {
            let mut edited = Text::new(&start);
            for (from, to, new) in edits {
                let before = String::from(&edited);
                let places = [edited.offset(from.min(to), encoding), edited.offset(from.max(to), encoding)];
                edited.edit(from..to, &new, encoding);
                let mut expected = before;
                expected.replace_range(places[0]..places[1].max(places[0]), &new);
                prop_assert_eq!(String::from(&edited), expected.clone());
                // However it came about, it is cut into the same lines.
                prop_assert_eq!(edited.lines(), Text::new(&expected).lines());
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn how_lines_end_changes_no_finding(text in document()) {
            same_findings("CRLF", &text, &text.replace('\n', "\r\n"), 0);
            same_findings("the end", &text, text.trim_end_matches('\n'), 0);
            same_findings("front matter", &text, &format!("---\ntitle: x\n---\n{text}"), 3);
            same_findings("a blank at each end of a line", &text, &text.replace('\n', " \n"), 0);
        }

        #[test]
        fn what_came_about_by_edits_is_read_the_same(text in document(), cuts in prop::collection::vec(0..4000usize, 1..6)) {
            let mut edited = Text::new("");
            let mut left = text.as_str();
            for cut in cuts {
                let (now, later) = left.split_at(left.floor_char_boundary(cut.min(left.len())));
                let end = edited.position(edited.len(), Encoding::Utf16);
                edited.edit(end..end, now, Encoding::Utf16);
                left = later;
            }
            let end = edited.position(edited.len(), Encoding::Utf16);
            edited.edit(end..end, left, Encoding::Utf16);
            let (one, other) = (String::from(&edited), text);
            prop_assert_eq!(told(&one, &check(&one)), told(&other, &check(&other)));
        }

        /// A comment before a block silences the findings of that rule in that block, and no others.
        #[test]
        fn a_comment_removes_exactly_its_finding(text in document(), pick in any::<prop::sample::Index>()) {
            let text = format!("{text}\nOrders go to ElasticSearch.\n\nMongoDb keeps them.\n");
            let findings = check(&text);
            // Of a block that stands by itself: a comment inside a list or a table would cut it in two, and one before a heading
            // is about all that stands below.
            let alone: Vec<&Finding> = findings.iter().filter(|finding| {
                let start = text[..finding.span.start].rfind("\n\n").map_or(0, |at| at + 2);
                let line = text[..finding.span.start].rfind('\n').map_or(0, |at| at + 1);
                start == line && !matches!(finding.rule.name, "unused_allow" | "unknown_rule")
                    && !text[start..].starts_with(['-', '*', '|', '>', ' ', '<', '#']) && !text[start..].starts_with(char::is_numeric)
            }).collect();
            prop_assume!(!alone.is_empty());
            let finding = alone[pick.index(alone.len())];
            let start = text[..finding.span.start].rfind('\n').map_or(0, |at| at + 1);
            let rule = finding.rule.name;
            let comment = format!("<!-- draftsman: allow {rule}: tried -->\n\n");
            let allowed = format!("{}{comment}{}", &text[..start], &text[start..]);
            let left = told(&allowed, &check(&allowed));
            let mut expected = told(&text, &findings);
            let line = text[..start].matches('\n').count();
            let end = text[start..].find("\n\n").map_or(usize::MAX, |at| line + text[start..start + at].matches('\n').count());
            expected.retain(|(name, _, at)| name != rule || !(line..=end).contains(at));
            expected.iter_mut().filter(|(_, _, at)| *at >= line).for_each(|(_, _, at)| *at += 2);
            prop_assert_eq!(left, expected, "allowing {} in:\n{}", rule, text);
        }
    }
}
