//! Throws mutated texts at everything that reads what others wrote. Runs on a stable compiler.
//!
//! By itself each target runs for a few seconds. At length, one after the other, on code that is optimised:
//!
//! ```sh
//! FUZZ_SECONDS=1200 cargo test --profile strength --test fuzz -- --nocapture --test-threads 1
//! ```
//!
//! `FUZZ_SEED` chooses other mutations. An input that fails is made small and written below `target/fuzz`; what was found
//! once lies in `tests/fuzz/found`, by target, and is tried first on every run.

mod designs;
mod driver;
mod edits;
mod frames;
mod mutator;
mod notes;
mod seeds;
mod settings;

use driver::{Target, drive};

#[test]
fn designs() {
    drive(&Target {
        name: "designs",
        seeds: seeds::designs(),
        words: seeds::words(),
        longest: 12_000,
        check: designs::check,
    });
}

#[test]
fn notes() {
    drive(&Target {
        name: "notes",
        seeds: seeds::notes(),
        words: seeds::words(),
        longest: 12_000,
        check: notes::check,
    });
}

#[test]
fn settings() {
    drive(&Target {
        name: "settings",
        seeds: seeds::settings(),
        words: seeds::keys(),
        longest: 4_000,
        check: settings::check,
    });
}

#[test]
fn frames() {
    drive(&Target {
        name: "frames",
        seeds: seeds::streams(),
        words: seeds::headers(),
        longest: 4_000,
        check: frames::check,
    });
}

#[test]
fn edits() {
    drive(&Target {
        name: "edits",
        seeds: seeds::designs(),
        words: seeds::words(),
        longest: 3_000,
        check: edits::check,
    });
}
