//! JUnit XML: a document is a test suite, a finding a test case that fails.

use super::documents::Document;
use super::rendering::{Entry, Rendering, Summary};
use std::fmt::Write;

/// `<testsuites>` with one `<testsuite>` a design; a design without findings is a case that passes.
pub struct Junit;

impl Rendering for Junit {
    fn head(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"draftsman\">\n".to_owned()
    }

    fn document(&self, document: &Document, entries: &[Entry]) -> String {
        if !document.verdict.is_design {
            return String::new();
        }
        let name = escaped(&document.name);
        let count = Entry::counting(entries).count();
        let mut suite = format!(
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{count}\" errors=\"0\" time=\"0\">\n",
            count.max(1)
        );
        for finding in Entry::counting(entries) {
            let at = document.lines.place(&document.design.text, finding.span.start);
            let (rule, message) = (finding.rule.name, escaped(&finding.message));
            let _ = write!(
                suite,
                "    <testcase name=\"{rule} ({line}:{column})\" classname=\"{name}\" time=\"0\">\n      \
                 <failure message=\"{message}\" type=\"{level}\">{name}:{line}:{column}: {message}\n{url}</failure>\n    \
                 </testcase>\n",
                line = at.line,
                column = at.column,
                level = finding.level.name(),
                url = escaped(&finding.rule.url()),
            );
        }
        if count == 0 {
            let _ = writeln!(suite, "    <testcase name=\"review\" classname=\"{name}\" time=\"0\"/>");
        }
        suite.push_str("  </testsuite>\n");
        suite
    }

    fn tail(&self, _: &Summary) -> String {
        "</testsuites>\n".to_owned()
    }
}

/// Text as it may stand in XML; characters that XML does not have become U+FFFD.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut all, letter| {
        match letter {
            '&' => all.push_str("&amp;"),
            '<' => all.push_str("&lt;"),
            '>' => all.push_str("&gt;"),
            '"' => all.push_str("&quot;"),
            '\t' | '\n' | '\r' => all.push(letter),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => all.push('\u{FFFD}'),
            _ => all.push(letter),
        }
        all
    })
}
