//! How long a design takes to read, check and ask, against a bare pass of the Markdown parser over the same text, how
//! often memory is asked for meanwhile, and how all that grows with the text.
//!
//! `cargo bench --bench speed` prints it for designs of several lengths, and for the sample designs where there are any;
//! behind `--` may stand other lengths, files, and what is to be measured alone: `outline`, `reading`, `edit`, `rules`,
//! `hover`, `completion`, `allocations`.

mod designs;
mod growth;

use draftsman::answers::{self, Asked};
use draftsman::design::Design;
use draftsman::knowledge::Knowledge;
use draftsman::rules::{self, Levels};
use growth::Growth;
use pulldown_cmark::{Options, Parser};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Where designs lie that are not ours to pass on.
const SAMPLES: &str = "../shared/corpus/designs";

/// So many places of a text are asked about.
const PLACES: usize = 50;

/// What is measured together.
struct Subject {
    name: String,
    texts: Vec<String>,
    /// Of a series of which only the length differs.
    is_made: bool,
}

fn main() {
    let (mut subjects, mut only) = (Vec::new(), Vec::new());
    for word in std::env::args().skip(1).filter(|word| !word.starts_with('-')) {
        if let Ok(lines) = word.parse() {
            subjects.push(made(lines));
        } else if let Ok(text) = std::fs::read_to_string(&word) {
            subjects.push(Subject {
                name: word,
                texts: vec![text],
                is_made: false,
            });
        } else {
            only.push(word);
        }
    }
    if subjects.is_empty() {
        subjects.extend([300, 3_000, 30_000].map(made));
        subjects.extend(samples());
    }
    let mut growth = Growth::default();
    for subject in &subjects {
        measure(subject, &only, &mut growth);
    }
    print!("{growth}");
}

fn measure(subject: &Subject, only: &[String], growth: &mut Growth) {
    let Subject {
        name: of,
        texts,
        is_made,
    } = subject;
    let (knowledge, levels) = (Arc::new(Knowledge::embedded()), Levels::default());
    let read = |text: &String| Design::read(text.clone(), knowledge.clone());
    let designs: Vec<Design> = texts.iter().map(read).collect();
    let places: Vec<(&Design, usize)> = designs.iter().flat_map(places).collect();
    let size: usize = texts.iter().map(String::len).sum();
    let bare = best(|| {
        let passes = texts.iter().map(|text| Parser::new_ext(text, Options::all()));
        passes.map(|pass| pass.into_offset_iter().count()).sum::<usize>()
    });
    let asked = |name: &str| only.is_empty() || only.iter().any(|word| word == name);
    let mut note = |name: &'static str, cost: f64| {
        if *is_made {
            growth.note(name, size, cost);
        }
    };
    println!("{of}: {size} bytes, bare pass {bare:?}");
    note("bare pass", bare.as_secs_f64());
    let mut tell = |name: &'static str, time: Duration| {
        let passes = time.as_secs_f64() / bare.as_secs_f64();
        println!("{of}: {name} {time:?}, {passes:.1} bare passes");
        note(name, time.as_secs_f64());
    };
    if asked("outline") {
        let outline = |text: &String| draftsman::markdown::read(text);
        tell("outline", best(|| texts.iter().map(outline).collect::<Vec<_>>()));
    }
    if asked("reading") {
        tell("reading", best(|| texts.iter().map(read).collect::<Vec<_>>()));
    }
    if asked("edit") {
        let edited: Vec<String> = texts.iter().map(|text| edited(text)).collect();
        let read_after =
            |(text, before): (&String, _)| Design::read_after(text.clone(), knowledge.clone(), Some(before));
        let all = || edited.iter().zip(&designs).map(read_after).collect::<Vec<_>>();
        tell("reading after an edit", best(all));
    }
    if asked("rules") {
        let check = |design| rules::check(design, &levels).len();
        tell("rules", best(|| designs.iter().map(check).sum::<usize>()));
    }
    let each = |time: Duration| time / u32::try_from(places.len().max(1)).unwrap_or(u32::MAX);
    if asked("hover") {
        let hover = |place: &&(&Design, usize)| answers::hover(place.0, place.1).is_some();
        tell("hover", each(best(|| places.iter().filter(hover).count())));
    }
    if asked("completion") {
        let complete = |place: &(&Design, usize)| answers::completion(place.0, place.1, Asked::default()).items.len();
        tell("completion", each(best(|| places.iter().map(complete).sum::<usize>())));
    }
    if asked("allocations") {
        let counted = allocation_counter::measure(|| drop(texts.iter().map(read).collect::<Vec<_>>()));
        let lines = texts.iter().map(|text| text.lines().count()).sum::<usize>().max(1);
        println!(
            "{of}: reading asks for memory {} times, {:.1} times a line, and holds {:.1} bytes for each of the text",
            counted.count_total,
            counted.count_total as f64 / lines as f64,
            counted.bytes_max as f64 / size.max(1) as f64,
        );
        note("asking for memory", counted.count_total as f64);
    }
}

/// A design of so many lines.
fn made(lines: usize) -> Subject {
    Subject {
        name: format!("{lines} lines"),
        texts: vec![designs::design(lines)],
        is_made: true,
    }
}

/// The sample designs as one subject, where there are any.
fn samples() -> Option<Subject> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLES);
    let mut files: Vec<_> = folder.read_dir().ok()?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .collect();
    (!texts.is_empty()).then(|| Subject {
        name: format!("{} sample designs", texts.len()),
        texts,
        is_made: false,
    })
}

/// Places spread over a design.
fn places(design: &Design) -> impl Iterator<Item = (&Design, usize)> {
    let at = |step: usize| design.text.floor_char_boundary(design.text.len() / PLACES * step);
    (0..PLACES).map(move |step| (design, at(step)))
}

/// A text with one letter more in a bullet of its middle.
fn edited(text: &str) -> String {
    let middle = text.floor_char_boundary(text.len() / 2);
    let at = text[middle..].find("\n- ").map_or(0, |at| middle + at + 3);
    format!("{}x{}", &text[..at], &text[at..])
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
