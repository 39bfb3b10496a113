//! The command line: what is printed, and the exit code.

pub mod inspect;
