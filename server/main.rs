use draftsman::{cli::inspect, design::Design, knowledge::Knowledge};
use std::sync::Arc;

fn main() {
    let knowledge = Arc::new(Knowledge::embedded());
    for path in std::env::args().skip(1).filter(|argument| argument.ends_with(".md")) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        println!("{}", inspect::facts(&path, &Design::read(text, knowledge.clone())));
    }
}
