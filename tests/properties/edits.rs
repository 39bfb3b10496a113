//! What holds for a reading after an edit: it is that of the whole text.

#[path = "../speed/designs.rs"]
mod long;

use super::{KNOWLEDGE, examples, told};
use draftsman::design::Design;
use draftsman::rules::{self, Levels};

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
    "\n:::note Core\n",
    "\n:::\n",
    ":::tip[ Out of scope ]\n",
    "> [!warning] Out of scope\n",
    "~~",
    "~~RabbitMQ~~ ",
    "\n!!! info \"Targets\"\n",
    "- ## API\n",
    "<p>a <b>Kafka</b> b</p>\n",
    "`Redis`",
    "# Design Kafka\n",
    "\n## API\n\n## Log in\n\nPOST /sessions\n",
    "- Core\n",
    " [Recommended]",
    "### MySQL\n\nRows.\n\n### Redis (picked)\n\nFast.\n",
    "| | Kafka | SQS |\n|---|---|---|\n| Decision | ✅ | ❌ |\n",
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
fn a_title_that_an_edit_marks_is_seen_from_the_titles_beside_it() {
    let text = "# Design a till\n\n## Deep Dive\n\n### MySQL\n\nRows.\n\n### MariaDB\n\nRows.\n\n## Next\n\nMore.\n";
    let design = Design::read(text, KNOWLEDGE.clone());
    let marked = read_after(&design, text.replace("### MariaDB", "### MariaDB (picked)"));
    read_after(&marked, text.replace("### MariaDB", "### Nginx (picked)"));
    read_after(&marked, text.to_owned());
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

#[test]
fn what_is_said_instead_of_an_image_moves_with_it() {
    let text = "# A chat\n\n## High Level Design\n\n![all of it](chat.png)\n";
    let design = Design::read(text, KNOWLEDGE.clone());
    let after = read_after(&design, text.replace("A chat", "A larger chat"));
    assert_eq!(after.outline.front_matter, None);
}

#[test]
fn a_short_word_before_an_edit_is_found_where_it_was() {
    let text = "# D\n\n## Deep Dive\n\nA till.\n\n## Next\n\nA shop.\n";
    let design = Design::read(text, KNOWLEDGE.clone());
    assert!(design.outline.find(&(0..4), "d").is_some());
    read_after(&design, text.replace("Dee", " "));
}
