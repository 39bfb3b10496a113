//! What endpoints do by their methods and the shapes of their paths.

/// `/videos/{id}/stream`: of one thing that is known already, so nothing is looked for.
pub fn is_of_one(path: &str) -> bool {
    !path.contains('?')
        && path.split('/').any(|part| {
            let name = part
                .trim_start_matches([':', '{', '<', '$'])
                .trim_end_matches(['}', '>']);
            name.len() < part.len()
                && (name.eq_ignore_ascii_case("id")
                    || name.ends_with("Id")
                    || name.ends_with("ID")
                    || name.ends_with("_id"))
        })
}

/// `/berths/{id}/book`: the name behind one thing, where it is no list of things.
pub fn act_on_one(path: &str) -> Option<&str> {
    let path = path.split(['?', ' ']).next()?.trim_end_matches('/');
    let (before, last) = path.rsplit_once('/')?;
    let one = before.rsplit('/').next()?;
    let is_act = !last.is_empty() && last.chars().all(|c| c.is_ascii_lowercase()) && !last.ends_with('s');
    (one.starts_with([':', '{', '<', '$', '[']) && is_act).then_some(last)
}

/// The groups of verbs that a method stands for by itself.
pub fn acts(method: &str) -> &'static [&'static str] {
    match method {
        "GET" | "HEAD" => &["view", "search", "redirect", "track", "stream"],
        "PUT" | "PATCH" => &["update", "create", "assign"],
        "DELETE" => &["delete"],
        "POST" => &[
            "create", "shorten", "book", "send", "schedule", "trade", "bid", "request", "ingest",
        ],
        _ => &[],
    }
}

/// Whether what stands behind an endpoint says what comes back.
pub fn gives_back(behind: &str) -> bool {
    ["->", "→", "=>", "returns "].iter().any(|mark| behind.contains(mark))
}

/// `GET /{code}` leads to where the code stands for, `POST /users` signs up, `POST /sessions` logs in, and
/// `PATCH /users/{id}` is about an account.
pub fn implied(method: &str, path: &str) -> &'static [&'static str] {
    const PEOPLE: &[&str] = &[
        "users",
        "user",
        "accounts",
        "customers",
        "members",
        "signup",
        "register",
    ];
    const SESSIONS: &[&str] = &["sessions", "session", "tokens", "token", "auth", "login", "signin"];
    let is_version =
        |part: &&str| *part == "api" || part.strip_prefix('v').is_some_and(|rest| rest.parse::<u8>().is_ok());
    let is_parameter = |part: &str| part.starts_with([':', '{', '<', '[']);
    let mut parts = path.split('/').filter(|part| !part.is_empty() && !is_version(part));
    if method == "GET" && is_searched(path) {
        return &["search"];
    }
    if method == "GET" && is_caught_up(path) {
        return &["sync"];
    }
    match (method, parts.next(), parts.next(), parts.next()) {
        ("GET", Some(only), None, None) if is_parameter(only) => &["redirect"],
        ("POST", Some(only), None, None) if PEOPLE.contains(&only) => &["login", "account"],
        ("POST", Some(only), None, None) if SESSIONS.contains(&only) => &["login"],
        (_, Some(first), Some(one), None) if PEOPLE.contains(&first) && (is_parameter(one) || one == "me") => {
            &["account"]
        }
        _ => &[],
    }
}

/// `GET /charts/changes?since=`: what changed, for those who have the rest.
fn is_caught_up(path: &str) -> bool {
    const CHANGED: &[&str] = &["changes", "delta", "deltas", "updates", "diff"];
    let (name, query) = path.split_once('?').unwrap_or((path, ""));
    let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    CHANGED.contains(&last) || query.starts_with("since=")
}

/// `tides` of `GET /harbours/{id}/tides?from=`: the last name in the first path of a line.
pub fn last_name(line: &str) -> Option<&str> {
    let path = &line[line.find('/')?..];
    let end = path
        .find(|c: char| c.is_whitespace() || matches!(c, '?' | '`' | '|' | ')' | ','))
        .unwrap_or(path.len());
    let is_parameter = |part: &&str| part.starts_with([':', '{', '<', '[', '$']);
    path[..end]
        .split('/')
        .rfind(|part| !part.is_empty() && !is_parameter(part))
}

/// `GET /listings?city=&from=`: by what one looks for things, pages and identifiers aside.
fn is_searched(path: &str) -> bool {
    const ASKED: &[&str] = &["q", "query", "keyword", "keywords", "search", "term", "text"];
    const PAGED: &[&str] = &[
        "page",
        "limit",
        "offset",
        "cursor",
        "size",
        "sort",
        "page_size",
        "pagesize",
        "per_page",
        "after",
        "before",
        "since",
    ];
    let Some((_, query)) = path.split_once('?') else {
        return false;
    };
    let names = query
        .split(['&', ';'])
        .map(|pair| pair.split('=').next().unwrap_or_default());
    let names = names.map(|name| name.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase());
    let mut telling = 0;
    for name in names {
        if ASKED.contains(&name.as_str()) {
            return true;
        }
        telling += usize::from(!name.is_empty() && !PAGED.contains(&name.as_str()) && !name.ends_with("id"));
    }
    telling > 1
}
