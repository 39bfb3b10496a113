//! The README's tables are those of the program. `UPDATE=1 cargo test --test readme` writes them.
use draftsman::rules::RULES;
use std::fs;

#[test]
fn the_table_of_rules_is_the_one_of_the_program() {
    let row = |rule: &draftsman::rules::Rule| {
        let (name, level) = (rule.name, rule.level.name());
        let summary = rule.summary().split_whitespace().collect::<Vec<_>>().join(" ");
        format!("| [`{name}`](server/rules/{name}.md) | {level} | {summary} |")
    };
    let rows: Vec<String> = RULES.iter().map(row).collect();
    let table = format!(
        "| rule | level | what a design should do |\n| --- | --- | --- |\n{}",
        rows.join("\n")
    );
    hold("rules", &table);
}

#[test]
fn the_code_map_is_that_of_the_library() {
    let library = fs::read_to_string("server/lib.rs").expect("the library's map");
    let mut about = Vec::new();
    let mut rows = Vec::new();
    for line in library.lines() {
        if let Some(words) = line.strip_prefix("/// ") {
            about.push(words);
        } else if let Some(module) = line.strip_prefix("pub mod ").and_then(|line| line.strip_suffix(';')) {
            rows.push(format!(
                "| [`server/{module}.rs`](server/{module}.rs) | {} |",
                about.join(" ")
            ));
            about.clear();
        }
    }
    hold("map", &format!("| module | what |\n| --- | --- |\n{}", rows.join("\n")));
}

#[test]
fn links_lead_to_files() {
    let readme = readme();
    let targets = readme.match_indices("](").map(|(at, _)| {
        let rest = &readme[at + 2..];
        &rest[..rest.find(')').expect("a link has an end")]
    });
    for target in targets.filter(|target| !target.starts_with(['#', 'h'])) {
        assert!(
            fs::metadata(target).is_ok(),
            "the README links to {target}, which is not there"
        );
    }
}

#[test]
fn the_project_has_one_address() {
    let address = env!("CARGO_PKG_REPOSITORY");
    let name = address.trim_start_matches("https://github.com/");
    for file in [
        "README.md",
        ".ci/gitlab.yml",
        "tests/answers/hover.md",
        "tests/cli/formats.md",
    ] {
        let text = fs::read_to_string(file).expect(file);
        assert!(text.contains(address), "{file} names another address than Cargo.toml");
        for word in text.split_whitespace().filter(|word| word.contains("/draftsman@")) {
            assert_eq!(word.split('@').next(), Some(name), "{file}");
        }
        for (at, _) in text.match_indices("https://github.com/") {
            let rest = &text[at..];
            assert!(
                rest.starts_with(address),
                "{file}: {}",
                rest.lines().next().unwrap_or(rest)
            );
        }
    }
}

fn readme() -> String {
    fs::read_to_string("README.md").expect("the README")
}

/// The part of the README between two comments must be `expected`.
fn hold(part: &str, expected: &str) {
    let readme = readme();
    let (open, close) = (format!("<!-- {part} -->\n"), format!("<!-- /{part} -->"));
    let start = readme.find(&open).expect("the part's beginning") + open.len();
    let end = readme.find(&close).expect("the part's end");
    let expected = format!("{expected}\n");
    if std::env::var_os("UPDATE").is_some() {
        fs::write("README.md", format!("{}{expected}{}", &readme[..start], &readme[end..])).expect("the README");
    } else {
        assert_eq!(readme[start..end], expected, "run UPDATE=1 cargo test --test readme");
    }
}
