//! A bar on the terminal while much is checked.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Shows itself after a second, on standard error, and only where that is a terminal.
pub struct Progress {
    begun: Instant,
    files: usize,
    is_terminal: bool,
    bar: OnceLock<ProgressBar>,
    done: ProgressBar,
}

impl Progress {
    /// For a number of files.
    pub fn new(files: usize) -> Progress {
        Progress {
            begun: Instant::now(),
            files,
            is_terminal: io::stderr().is_terminal(),
            bar: OnceLock::new(),
            done: ProgressBar::hidden(),
        }
    }

    /// One more file is done.
    pub fn step(&self) {
        self.done.inc(1);
        if self.is_terminal && self.begun.elapsed() >= Duration::from_secs(1) {
            self.bar.get_or_init(|| self.bar()).set_position(self.done.position());
        }
    }

    /// Prints while the bar is away.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match self.bar.get() {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    fn bar(&self) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(self.files as u64), ProgressDrawTarget::stderr());
        match ProgressStyle::with_template("{bar:30} {pos} of {len} files, {eta} to go") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}
