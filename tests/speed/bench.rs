//! How long a design takes to read, check and ask, against a bare pass of the Markdown parser over the same text.
//!
//! `cargo bench` prints the table; `cargo bench -- 300 3000` does so for these lengths alone.

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
    let mut lengths: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if lengths.is_empty() {
        lengths = vec![300, 3_000, 30_000];
    }
    let only: Vec<&String> = words.iter().filter(|word| word.parse::<usize>().is_err()).collect();
    let asked = |name: &str| only.is_empty() || only.iter().any(|word| *word == name);
    for lines in lengths {
        let text = designs::design(lines);
        let bare = best(|| Parser::new_ext(&text, Options::all()).into_offset_iter().count());
        let design = Design::read(text.clone(), knowledge.clone());
        let of = |name: &str, time: Duration| {
            println!(
                "{lines} {name}: {time:?}, {:.1} bare passes",
                time.as_secs_f64() / bare.as_secs_f64()
            )
        };
        if asked("outline") {
            of("outline", best(|| draftsman::markdown::read(&text)));
        }
        if asked("reading") {
            of("reading", best(|| Design::read(text.clone(), knowledge.clone())));
        }
        if asked("after") {
            let at = text[text.len() / 2..]
                .find("\n  - ")
                .map_or(0, |at| text.len() / 2 + at + 5);
            let mut edited = text.clone();
            edited.insert(at, 'x');
            of(
                "after",
                best(|| Design::read_after(edited.clone(), knowledge.clone(), Some(&design))),
            );
        }
        if asked("rules") {
            of("rules", best(|| rules::check(&design, &levels)));
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
