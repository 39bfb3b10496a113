//! Front matter.

/// How long the front matter of a text is, with its fences: 0 where it has none.
pub fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let mut at = match lines.next() {
        Some(first) if first.trim_end() == "---" => first.len(),
        _ => return 0,
    };
    for (number, line) in lines.enumerate() {
        at += line.len();
        match line.trim_end() {
            "" if number == 0 => return 0,
            "---" | "..." => return at,
            _ => {}
        }
    }
    0
}
