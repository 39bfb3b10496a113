//! How long a design takes to read, check and ask, against a bare pass of the Markdown parser over the same text.
//!
//! `cargo bench --bench speed` prints it for designs of several lengths; behind `--` may stand other lengths, files, and
//! what is to be timed alone: `outline`, `reading`, `edit`, `rules`.

mod designs;

use draftsman::design::Design;
use draftsman::knowledge::Knowledge;
use draftsman::rules::{self, Levels};
use pulldown_cmark::{Options, Parser};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn main() {
    let knowledge = Arc::new(Knowledge::embedded());
    let levels = Levels::default();
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut only: Vec<&str> = Vec::new();
    for word in &words {
        if let Ok(lines) = word.parse() {
            texts.push((format!("{lines} lines"), designs::design(lines)));
        } else if let Ok(text) = std::fs::read_to_string(word) {
            texts.push((word.clone(), text));
        } else {
            only.push(word);
        }
    }
    if texts.is_empty() {
        texts.extend([300, 3_000, 30_000].map(|lines| (format!("{lines} lines"), designs::design(lines))));
    }
    let asked = |name: &str| only.is_empty() || only.contains(&name);
    for (of, text) in texts {
        let bare = best(|| Parser::new_ext(&text, Options::all()).into_offset_iter().count());
        let design = Design::read(text.clone(), knowledge.clone());
        let tell = |name: &str, time: Duration| {
            let passes = time.as_secs_f64() / bare.as_secs_f64();
            println!("{of}: {name} {time:?}, {passes:.1} bare passes");
        };
        if asked("outline") {
            tell("outline", best(|| draftsman::markdown::read(&text)));
        }
        if asked("reading") {
            tell("reading", best(|| Design::read(text.clone(), knowledge.clone())));
        }
        if asked("edit") {
            let at = text[text.len() / 2..]
                .find("\n- ")
                .map_or(0, |at| text.len() / 2 + at + 3);
            let mut edited = text.clone();
            edited.insert(at, 'x');
            let read = || Design::read_after(edited.clone(), knowledge.clone(), Some(&design));
            tell("reading after an edit", best(read));
        }
        if asked("rules") {
            tell("rules", best(|| rules::check(&design, &levels)));
        }
    }
}

/// The shortest of some runs: what the machine does beside only ever adds.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let began = Instant::now();
    let mut best = Duration::MAX;
    let mut runs = 0;
    while runs < 5 || began.elapsed() < Duration::from_millis(1500) && runs < 2000 {
        let start = Instant::now();
        black_box(run());
        best = best.min(start.elapsed());
        runs += 1;
    }
    best
}
