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
