//! What the program withstands: hostile documents, failing files, long sessions. In a short form by itself; at length with
//! `STRENGTH_LONG=1`, as `tests/strength/run long` does.

mod client;
mod faults;
mod hostile;
mod licences;
mod memory;
mod security;
mod soak;
#[path = "../support/wire.rs"]
mod wire;

use client::program;

/// Whether there is time for all of it.
fn is_long() -> bool {
    std::env::var_os("STRENGTH_LONG").is_some()
}

/// A design with something to find, whatever the rules are.
const DESIGN: &str = "\
# Design a URL shortener

## Functional Requirements

- Users shorten a URL
- Users follow a short URL

## Non-Functional Requirements

- Low latency: 200 ms

## High Level Design

Redirects are answered from a cache, and search asks ElasticSearch.
";
