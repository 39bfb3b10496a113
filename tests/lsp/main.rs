//! Whole sessions: an editor that talks to the program over its standard input and output.

mod actions;
mod agreement;
mod answers;
mod commands;
mod editors;
mod findings;
mod marks;
mod session;
mod size;
mod strength;
mod sync;
#[path = "../support/wire.rs"]
mod wire;
mod workspace;

/// A design with something to find, whatever the rules are.
const DESIGN: &str = "\
# Design a URL shortener

## Functional Requirements

- Users shorten a URL
- Users follow a short URL

## Non-Functional Requirements

- Low latency: 200 ms

## High Level Design

Redirects are answered from a cache.
";
