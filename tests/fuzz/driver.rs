//! Runs one target: mutates, checks, keeps what shows something new, and makes small what fails.

use super::mutator::Mutator;
use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::{Duration, Instant};

/// No text of the lengths tried here may take longer, even on a busy machine and without optimisation.
const LONGEST: Duration = Duration::from_secs(30);

/// What is tried.
pub struct Target {
    /// Its name, and that of its folder of inputs that once failed.
    pub name: &'static str,
    /// What mutations begin with.
    pub seeds: Vec<Vec<u8>>,
    /// What mutations put in.
    pub words: Vec<Vec<u8>>,
    /// In bytes.
    pub longest: usize,
    /// Fails by a panic.
    pub check: fn(&[u8], &mut Seen),
}

/// What an input showed: an input that shows something new is mutated further.
#[derive(Default)]
pub struct Seen(Vec<u64>);

impl Seen {
    /// Something of a kind, and how much of it, by orders of magnitude.
    pub fn note(&mut self, kind: impl Hash, count: usize) {
        let mut hasher = DefaultHasher::new();
        (kind, usize::BITS - count.leading_zeros()).hash(&mut hasher);
        self.0.push(hasher.finish());
    }
}

thread_local! {
    static FAILURE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Remembers failures of this thread, those too that are caught where they happen.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let is_tried = FAILURE.with(|failure| {
                let tried = failure.borrow().is_some();
                *failure.borrow_mut() = Some(panic.to_string());
                tried
            });
            if !is_tried {
                usual(panic);
            }
        }));
    });
}

/// What is wrong with an input, if something is. What takes too long does so each time: once it may be the machine.
fn failure(target: &Target, input: &[u8], seen: &mut Seen) -> Option<String> {
    let mut shortest = Duration::MAX;
    for _ in 0..3 {
        match tried(target, input, seen) {
            Ok(took) => shortest = shortest.min(took),
            Err(why) => return Some(why),
        }
        if shortest <= LONGEST {
            return None;
        }
    }
    Some(format!("took {shortest:?} at least"))
}

/// How long an input takes, or what is wrong with it.
fn tried(target: &Target, input: &[u8], seen: &mut Seen) -> Result<Duration, String> {
    FAILURE.with(|failure| *failure.borrow_mut() = Some(String::new()));
    let begun = Instant::now();
    let ended = catch_unwind(AssertUnwindSafe(|| (target.check)(input, seen)));
    let told = FAILURE.with(|failure| failure.borrow_mut().take()).unwrap_or_default();
    if ended.is_err() || !told.is_empty() {
        return Err(told);
    }
    Ok(begun.elapsed())
}

/// Runs a target for `FUZZ_SECONDS`, four by itself.
pub fn drive(target: &Target) {
    listen();
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let end = Instant::now() + Duration::from_secs(number("FUZZ_SECONDS").unwrap_or(4));
    let seed = number("FUZZ_SEED").unwrap_or(1);
    let known = found(target.name);
    let mut corpus: Vec<Vec<u8>> = known.iter().chain(&target.seeds).cloned().collect();
    corpus.iter_mut().for_each(|input| input.truncate(target.longest));
    let mut shown: HashSet<u64> = HashSet::new();
    let mut mutator = Mutator::new(seed, target.longest, &target.words);
    let (mut runs, mut slowest) = (0_u64, (Duration::ZERO, 0));
    let mut next = 0;
    while Instant::now() < end || next < known.len() {
        let input = match corpus.get(next) {
            Some(input) => input.clone(),
            None => mutator.mutate(&corpus),
        };
        let mut seen = Seen::default();
        let begun = Instant::now();
        if let Some(why) = failure(target, &input, &mut seen) {
            report(target, &input, &why);
        }
        slowest = slowest.max((begun.elapsed(), input.len()));
        runs += 1;
        let is_news = seen.0.into_iter().fold(false, |news, one| shown.insert(one) | news);
        if next >= corpus.len() && is_news {
            corpus.push(input);
        }
        next = (next + 1).min(corpus.len());
    }
    eprintln!(
        "{}: {runs} executions, {} inputs of {} seeds ({} bytes), {} things seen, slowest {:?} for {} bytes, seed {seed}",
        target.name,
        corpus.len(),
        target.seeds.len(),
        corpus.iter().map(Vec::len).sum::<usize>(),
        shown.len(),
        slowest.0,
        slowest.1,
    );
}

/// The inputs that failed once.
fn found(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/found")
        .join(name);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read(file).expect("an input"))
        .collect()
}

/// Makes a failing input small, writes it down and fails.
fn report(target: &Target, input: &[u8], why: &str) {
    let place = |why: &str| why.lines().next().unwrap_or_default().to_owned();
    let mut small = input.to_vec();
    let end = Instant::now() + Duration::from_secs(20);
    let mut size = small.len() / 2;
    while size > 0 && Instant::now() < end {
        let mut at = 0;
        while at < small.len() && Instant::now() < end {
            let mut less = small.clone();
            less.drain(at..(at + size).min(small.len()));
            let still = failure(target, &less, &mut Seen::default());
            if still.is_some_and(|still| place(&still) == place(why)) {
                small = less;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/fuzz")
        .join(target.name);
    let mut hasher = DefaultHasher::new();
    small.hash(&mut hasher);
    let file = folder.join(format!("{:016x}", hasher.finish()));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&file, &small))
        .expect("the input is written");
    panic!(
        "{}: {why}\n{}\n{}",
        target.name,
        file.display(),
        String::from_utf8_lossy(&small)
    );
}
