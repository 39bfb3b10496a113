//! The identifiers of requirements, such as `FR-1`.

/// The length of an identifier at the beginning of some words: up to five capitals and a number.
pub fn identifier(words: &str) -> Option<usize> {
    let letters = words.bytes().take_while(u8::is_ascii_uppercase).count();
    let joint = usize::from(words[letters..].starts_with(JOINTS));
    let digits = words[letters + joint..].bytes().take_while(u8::is_ascii_digit).count();
    let mut length = letters + joint + digits;
    let rest = &words[length..];
    if let Some(rest) = rest.strip_prefix('.') {
        let more = rest.bytes().take_while(u8::is_ascii_digit).count();
        length += if more > 0 { 1 + more } else { 0 };
    }
    let ends = !words[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    ((1..=5).contains(&letters) && (1..=4).contains(&digits) && ends).then_some(length)
}

/// What may stand between the letters and the number.
const JOINTS: [char; 3] = ['-', '_', '.'];

/// The identifier that a requirement carries; nothing where it may as well be a name: "S3 keeps the pictures".
pub fn carried(requirement: &str) -> Option<&str> {
    let words = requirement.trim_start_matches([' ', '[', '(']);
    let (own, rest) = words.split_at(identifier(words)?);
    (own.contains(JOINTS) || rest.starts_with([':', '.', ')', ']'])).then_some(own)
}

/// What a requirement says behind its identifier: the one it carries, or one that is told by its letters ("FR2 …").
pub fn without(requirement: &str) -> &str {
    const LETTERS: [&str; 5] = ["FR", "NFR", "REQ", "RF", "UC"];
    let words = requirement.trim_start_matches([' ', '[', '(']);
    let Some(length) = identifier(words) else {
        return requirement;
    };
    let letters = words.bytes().take_while(u8::is_ascii_uppercase).count();
    if carried(requirement).is_none() && !LETTERS.contains(&&words[..letters]) {
        return requirement;
    }
    words[length..].trim_start_matches([' ', ':', '.', ')', ']', '-', '–', '—', '|'])
}

/// Everything in a text that may be an identifier.
pub fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let bytes = text.as_bytes();
    let begins = move |at: &usize| bytes[*at].is_ascii_uppercase() && !bytes[..*at].last().is_some_and(is_part);
    let starts = (0..bytes.len()).filter(begins);
    starts.filter_map(|at| Some(&text[at..at + identifier(&text[at..])?]))
}

/// The numbers of the requirements that a heading counts: the third for "Functional requirement 3: …".
pub fn counted(heading: &str) -> impl Iterator<Item = usize> {
    const NAMES: [&str; 5] = ["requirement", "requirements", "req", "reqs", "fr"];
    let mut words = heading
        .split(|c: char| !c.is_alphanumeric() && c != '&')
        .filter(|word| !word.is_empty())
        .peekable();
    words.next_if(|word| word.eq_ignore_ascii_case("functional"));
    let named = words.next_if(|word| NAMES.iter().any(|name| name.eq_ignore_ascii_case(word)));
    let told =
        words.take_while(move |word| named.is_some() && (matches!(*word, "&" | "and") || word.parse::<u8>().is_ok()));
    told.filter_map(|word| word.parse().ok())
}
