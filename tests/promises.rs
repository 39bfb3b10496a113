//! What `editors/README.md` promises is tested: every feature that is said to be served names tests, and they exist.
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The cells of the rows of a section's table, heads left out.
fn rows(page: &str, section: &str) -> Vec<Vec<String>> {
    let (_, rest) = page
        .split_once(&format!("\n## {section}\n"))
        .unwrap_or_else(|| panic!("the section {section}"));
    let lines = rest.lines().take_while(|line| !line.starts_with("## "));
    let rows = lines.filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    rows.skip(2)
        .map(|row| row.split(" | ").map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

/// The names between backticks.
fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Every test there is, in whichever language.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new("tests").to_path_buf(), Path::new("server").to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry"))
        {
            let path = entry.path();
            if path.is_dir() && entry.file_name() != "node_modules" {
                folders.push(path);
            } else if let Some("rs" | "js" | "lua" | "el") = path.extension().and_then(|ending| ending.to_str()) {
                found.extend(tests_of(&fs::read_to_string(path).expect("a file")));
            }
        }
    }
    found
}

/// The tests in a file: what stands behind `#[test]`, and what is named as one.
fn tests_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_next = false;
    for line in text.lines().map(str::trim) {
        let name = line.strip_prefix("fn ").and_then(|rest| rest.split('(').next());
        found.extend(name.filter(|_| is_next).map(str::to_owned));
        is_next = line == "#[test]" || (is_next && (line.starts_with("#[") || line.starts_with("//")));
        let openings = ["it(\"", "test('", "(ert-deftest "];
        let rest = openings.iter().find_map(|opening| line.strip_prefix(opening));
        found.extend(rest.map(|rest| rest.split(['"', '\'', ' ']).next().unwrap_or_default().to_owned()));
        // Names in words hold blanks: they end with their quote.
        found.extend(rest.and_then(|rest| Some(rest[..rest.find(['"', '\''])?].to_owned())));
    }
    found
}

/// The settings that VS Code offers for what can stand in a `draftsman.toml`, as the schema of that file has them.
/// `UPDATE=1 cargo test --test promises` writes them.
#[test]
fn settings_of_vs_code_are_those_of_the_schema() {
    const FILE: &str = "editors/vscode/package.json";
    let schema = draftsman::workspace::schema();
    let mut package: Value = serde_json::from_str(&fs::read_to_string(FILE).expect("the package")).expect("JSON");
    let settings = &mut package["contributes"]["configuration"]["properties"];
    let before = settings.clone();
    let properties = schema["properties"].as_object().expect("properties");
    for (name, property) in properties {
        let mut setting = resolved(property, &schema);
        let about = setting["description"].take();
        let about = about
            .as_str()
            .expect("a description")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let setting = setting.as_object_mut().expect("an object");
        setting.remove("description");
        setting.insert("scope".to_owned(), "window".into());
        let about = format!("{about} A `draftsman.toml` above the document goes before it.");
        setting.insert("markdownDescription".to_owned(), about.into());
        spell_out(setting);
        settings[format!("draftsman.{name}")] = Value::Object(setting.clone());
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(
            FILE,
            format!("{}\n", serde_json::to_string_pretty(&package).expect("JSON")),
        )
        .expect("the package");
    } else {
        assert!(*settings == before, "run UPDATE=1 cargo test --test promises");
    }
}

/// The words of a choice as VS Code lists them, with what is said of each.
fn spell_out(setting: &mut serde_json::Map<String, Value>) {
    if let Some(Value::Array(choices)) = setting.remove("oneOf") {
        let each = |field: &str| choices.iter().map(|choice| choice[field].clone()).collect();
        setting.insert("type".to_owned(), "string".into());
        setting.insert("enum".to_owned(), Value::Array(each("const")));
        setting.insert("enumDescriptions".to_owned(), Value::Array(each("description")));
    }
}

/// A schema with what it refers to in its place: VS Code follows no references.
fn resolved(schema: &Value, root: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let referred = fields.get("$ref").and_then(Value::as_str);
            let mut all = match referred.and_then(|name| root.pointer(name.trim_start_matches('#'))) {
                Some(known) => resolved(known, root),
                None => Value::Object(serde_json::Map::new()),
            };
            for (name, field) in fields.iter().filter(|(name, _)| *name != "$ref") {
                all[name] = resolved(field, root);
            }
            all
        }
        Value::Array(items) => items.iter().map(|item| resolved(item, root)).collect(),
        other => other.clone(),
    }
}

fn page() -> String {
    fs::read_to_string("editors/README.md").expect("the page")
}

#[test]
fn what_is_served_is_tested() {
    let (page, tests) = (page(), tests());
    let rows = rows(&page, "What it serves");
    assert!(rows.len() > 50, "the whole table: {}", rows.len());
    for row in rows {
        let [feature, answer, proofs] = row.as_slice() else {
            panic!("three cells: {row:?}")
        };
        assert!(answer == "yes" || answer.starts_with("no: "), "{feature}: {answer}");
        assert_eq!(answer == "yes", !names(proofs).is_empty(), "{feature}: {proofs}");
        for proof in names(proofs) {
            assert!(tests.contains(proof), "{feature}: there is no test `{proof}`");
        }
    }
}

#[test]
fn every_trap_has_a_test() {
    let (page, tests) = (page(), tests());
    let rows = rows(&page, "Traps");
    assert_eq!(rows.len(), 18);
    for row in rows {
        let proofs = names(&row[1]);
        assert!(!proofs.is_empty(), "{row:?}");
        for proof in proofs {
            assert!(tests.contains(proof), "{}: there is no test `{proof}`", row[0]);
        }
    }
}
