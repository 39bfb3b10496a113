//! Endpoints and functions of the interface, in whatever way they are written.

use super::lines::{Places, lines};
use crate::design::Reading;
use crate::design::sections::Section;
use crate::knowledge::Part;
use crate::text::Span;
use fnv::FnvHashSet;

/// An endpoint or a function of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// `GET`, `POST`…; `WS` for events over a socket, `RPC` for remote procedures; empty for functions and bare paths.
    pub method: String,
    /// The path, or the name of the function, procedure or event.
    pub path: String,
    /// Where it stands: method and path.
    pub span: Span,
    /// Its section, as an index into the sections.
    pub section: Option<usize>,
}

const METHODS: &[&str] = &[
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "WS",
    "WSS",
    "SUBSCRIBE",
];

/// The endpoints of the whole document, requirements and estimates aside, as often as they are written.
pub fn every_endpoint(reading: &Reading, sections: &[Section]) -> Vec<Endpoint> {
    reading.seam.source.splice(
        reading.before.map_or(&[], |before| &before.kept.every_endpoint),
        endpoints_anew(reading, sections),
        |endpoint| endpoint.span.start,
        |endpoint, shift| shift.span(&mut endpoint.span),
    )
}

/// The same one is listed once a section.
pub fn endpoints(every: &[Endpoint]) -> Vec<Endpoint> {
    let mut seen = FnvHashSet::default();
    let mut once = Vec::new();
    for endpoint in every {
        if seen.insert((endpoint.section, &endpoint.method, &endpoint.path)) {
            once.push(endpoint.clone());
        }
    }
    once
}

fn endpoints_anew(reading: &Reading, sections: &[Section]) -> Vec<Endpoint> {
    let mut places = Places::new(sections);
    let mut found: Vec<Endpoint> = Vec::new();
    let mut schema = false;
    for (span, line) in lines(reading.text, reading.seam.source.anew.clone()) {
        let section = places.innermost(span.start, Part::Api);
        let part = section.map(|index| sections[index].part);
        if part.is_some_and(|part| part.is_requirements() || matches!(part, Part::OutOfScope | Part::Estimation)) {
            continue;
        }
        let bare = line.trim_start();
        if let Some(kind) = bare.strip_prefix("type ") {
            schema = kind.starts_with("Mutation") || kind.starts_with("Query") || kind.starts_with("Subscription");
        } else if bare.starts_with('}') || bare.starts_with("```") || line.starts_with('#') {
            schema = false;
        }
        let own = of_line(line, part == Some(Part::Api), schema);
        found.extend(own.into_iter().map(|(method, name, place)| Endpoint {
            method: normal_method(method),
            path: name.to_owned(),
            span: span.start + place.start..span.start + place.end,
            section,
        }));
    }
    found
}

/// Methods as the protocol writes them, and one name for sockets.
fn normal_method(method: &str) -> String {
    match method.to_ascii_uppercase().as_str() {
        "WSS" | "WEBSOCKET" | "SUBSCRIBE" => "WS".to_owned(),
        method => method.to_owned(),
    }
}

/// The method, the name and the bytes of each endpoint of a line.
fn of_line(line: &str, interface: bool, schema: bool) -> Vec<(&str, &str, Span)> {
    let mut found = Vec::new();
    if line.contains('/') {
        found.extend(paths(line, interface));
    }
    if found.is_empty() {
        found.extend(procedure(line));
    }
    let calls = line.contains('(');
    if found.is_empty() && calls {
        found.extend(route(line));
    }
    if found.is_empty() && calls && (interface || schema) {
        found.extend(function(line));
    }
    if found.is_empty() && interface {
        found.extend(event(line));
    }
    found
}

/// `POST /urls`, `| /urls | POST |`, and in the interface's own section a path alone.
fn paths(line: &str, interface: bool) -> Vec<(&str, &str, Span)> {
    let mut found: Vec<(&str, &str, Span)> = Vec::new();
    let table = line.trim_start().starts_with('|');
    let mut from = 0;
    while let Some(at) = line[from..].find('/').map(|at| from + at) {
        let start = line[..at]
            .rfind(is_border)
            .map_or(0, |before| before + char_len(line, before));
        let end = at + line[at..].find(is_border).unwrap_or(line.len() - at);
        from = end.max(at + 1);
        let path = line[start..end].trim_end_matches(['.', ',', ';', ':']);
        let Some(path_at) = path_start(path) else { continue };
        let place = start + path_at..start + path.len();
        let name = &line[place.clone()];
        let method = method_before(&line[..start]);
        let address = path_at > 0 && path.contains("://");
        let cell = if table && found.is_empty() && !address {
            method_in_cells(line)
        } else {
            None
        };
        match method.or(cell) {
            Some((method, at)) => {
                let whole = at.start.min(place.start)..at.end.max(place.end);
                let whole = if table && whole.len() > place.len() + method.len() + 4 {
                    place
                } else {
                    whole
                };
                found.push((method, name, whole));
            }
            None if interface && !address && start_is_code(line, start) && is_path(name) => {
                found.push(("", name, place))
            }
            None => {}
        }
    }
    found
}

fn is_border(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '`' | '"' | '\'' | '|' | '(' | ')' | '<' | '>' | '*' | ',' | '“' | '”' | '→'
        )
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Where the path of a token begins: `/urls`, `https://api.example.com/urls`, `{base}/urls`, `api/v1/urls`.
fn path_start(token: &str) -> Option<usize> {
    let rest = |at: usize| token[at..].chars().nth(1);
    if token.starts_with('/') {
        return rest(0)
            .filter(|c| c.is_alphanumeric() || matches!(c, '{' | ':' | '[' | '$' | '_'))
            .map(|_| 0);
    }
    if let Some(at) = token.find("://") {
        return token[at + 3..]
            .find('/')
            .map(|path| at + 3 + path)
            .filter(|&path| token.len() > path + 1);
    }
    let first = token.split('/').next().unwrap_or_default();
    let known = first.starts_with('{') || matches!(first, "api" | "v1" | "v2") || first.contains('.');
    known.then_some(0)
}

/// Something that is a path by itself: no fraction, no date, no regular expression.
fn is_path(name: &str) -> bool {
    name.starts_with('/') && name.bytes().filter(u8::is_ascii_alphabetic).count() > 2 && !name.ends_with(['.', '/'])
}

fn start_is_code(line: &str, start: usize) -> bool {
    let before = line[..start].trim_end();
    before.is_empty() || before.ends_with(['`', '|', '-', '*', ':', '+', '"', '\'', '.', ')'])
}

/// The method right before a path, a word like `to` or a sign aside.
fn method_before(before: &str) -> Option<(&str, Span)> {
    let trimmed = before.trim_end_matches(|c: char| is_border(c) || matches!(c, ':' | '-' | '[' | ']'));
    let start = trimmed
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + char_len(trimmed, at));
    let word = &trimmed[start..];
    let gap = &before[trimmed.len()..];
    let known = METHODS.iter().find(|method| **method == word).is_some()
        || (METHODS.iter().any(|method| method.eq_ignore_ascii_case(word))
            && (gap.contains('`') || gap.contains('"') || start == 0));
    (known && gap.len() < 8).then_some((word, start..trimmed.len()))
}

/// The method in another cell of the row.
fn method_in_cells(line: &str) -> Option<(&str, Span)> {
    let mut at = 0;
    for cell in line.split('|') {
        let bare = cell.trim().trim_matches(['`', '*']);
        if METHODS.iter().any(|method| method.eq_ignore_ascii_case(bare)) {
            let start = at + cell.find(bare).unwrap_or_default();
            return Some((bare, start..start + bare.len()));
        }
        at += cell.len() + 1;
    }
    None
}

/// `rpc CreateUrl(Request) returns (Response)`.
fn procedure(line: &str) -> Option<(&str, &str, Span)> {
    let start = line.len() - line.trim_start_matches([' ', '\t', '-', '*', '`']).len();
    let rest = line[start..].strip_prefix("rpc ")?;
    let name = identifier(rest.trim_start());
    let at = line.len() - rest.trim_start().len();
    (!name.is_empty()).then(|| ("RPC", name, start..at + name.len()))
}

/// `app.get('/urls/:id', …)`, `router.post("/urls")`, without a slash that `paths` would know.
fn route(line: &str) -> Option<(&str, &str, Span)> {
    let (at, method) = [".get(", ".post(", ".put(", ".delete(", ".patch("]
        .into_iter()
        .filter(|call| line.contains(call))
        .find_map(|call| Some((line.find(call)? + 1, &call[1..call.len() - 1])))?;
    let inside = at + method.len() + 1;
    let quote = line[inside..]
        .chars()
        .next()
        .filter(|c| matches!(c, '\'' | '"' | '`'))?;
    let length = line[inside + 1..].find(quote)?;
    let name = &line[inside + 1..inside + 1 + length];
    let method = METHODS.iter().find(|known| known.eq_ignore_ascii_case(method))?;
    name.starts_with('/').then(|| (*method, name, at..inside + 1 + length))
}

/// `createUrl(longUrl) -> shortUrl`, at the beginning of a line, signs and keywords aside.
fn function(line: &str) -> Option<(&str, &str, Span)> {
    let mut start = line.len()
        - line
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_')
            .len();
    // "1. create(…)", "def create(…)", "public Url create(…)".
    let open = line[start..].find('(').map(|at| start + at)?;
    let head = line[start..open].trim_end_matches(['`', '*']);
    let name_at = head
        .rfind(|c: char| !c.is_alphanumeric() && c != '_')
        .map_or(0, |at| at + char_len(head, at));
    start += name_at;
    let name = identifier(&line[start..]);
    let before = head[..name_at].trim();
    let words = before
        .split_whitespace()
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
        .count();
    let shaped = name.contains('_') || name.chars().skip(1).any(char::is_uppercase);
    let keyword = matches!(
        before,
        "def" | "function" | "func" | "async def" | "fn" | "public" | "fun"
    );
    let tight = open == start + name.len();
    const CONTROL: &[&str] = &[
        "if", "for", "while", "switch", "return", "print", "catch", "require", "import",
    ];
    let plain = words == 0 && name.len() > 2 && name.starts_with(|c: char| c.is_ascii_lowercase());
    let good = tight && !name.is_empty() && !CONTROL.contains(&name) && (keyword || (shaped && words <= 3) || plain);
    let closed = line[open..].contains(')') || line.ends_with('(') || line.ends_with(',');
    let call = head[..name_at].ends_with(['.', '=']) || before.ends_with(['=', '.']) || before.contains("return");
    (good && closed && !call).then(|| ("", name, start..start + name.len()))
}

fn identifier(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    &text[..end]
}

/// `-> message.send`, `<- message.new`, `socket.emit("typing")`.
fn event(line: &str) -> Option<(&str, &str, Span)> {
    let bare = line.trim_start_matches([' ', '\t', '-', '*', '+', '`']);
    let mut start = line.len() - bare.len();
    let arrow = ["-> ", "<- ", "→ ", "← ", "=> ", "> "]
        .into_iter()
        .find_map(|arrow| bare.strip_prefix(arrow));
    let inside = match arrow {
        Some(rest) => rest.trim_start_matches(['`', ' ']),
        None => {
            let call = bare
                .find("emit(")
                .map(|at| at + 5)
                .or_else(|| bare.find(".on(").map(|at| at + 4))?;
            bare[call..].strip_prefix(['\'', '"'])?
        }
    };
    start += bare.len() - inside.len();
    let end = inside
        .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | ':' | '-'))
        .unwrap_or(inside.len());
    let name = inside[..end].trim_end_matches(['.', ':', '-']);
    let shaped = arrow.is_none() || name.contains(['.', '_', ':']);
    (shaped && name.len() > 2).then(|| ("WS", name, start..start + name.len()))
}
