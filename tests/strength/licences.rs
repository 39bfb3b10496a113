//! What the program is made of may be passed on: the rules of `deny.toml`, which `cargo deny` reads, held here too.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::process::Command;

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let rules: toml::Table = std::fs::read_to_string("deny.toml")
        .expect("the rules")
        .parse()
        .expect("TOML");
    let list = |value: &toml::Value| -> BTreeSet<String> {
        let words = value.as_array().into_iter().flatten();
        words.filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let allowed = list(&rules["licenses"]["allow"]);
    let metadata = metadata();
    let mut refused = BTreeMap::new();
    let mut used = BTreeSet::new();
    for package in shipped(&metadata) {
        let name = package["name"].as_str().expect("a name");
        let licence = package["license"].as_str().unwrap_or_default();
        match satisfied(licence, &allowed) {
            Some(by) => used.extend(by),
            None => drop(refused.insert(name.to_owned(), licence.to_owned())),
        }
    }
    assert!(refused.is_empty(), "not allowed: {refused:?}");
    let unused: Vec<&String> = allowed.difference(&used).collect();
    assert!(unused.is_empty(), "allowed and not needed: {unused:?}");
}

#[test]
fn everything_comes_from_the_registry_and_nothing_is_unsafe_here() {
    for package in metadata()["packages"].as_array().expect("packages") {
        let source = package["source"].as_str().unwrap_or("here");
        assert!(source == "here" || source.starts_with("registry+"), "{source}");
    }
    let own: toml::Table = std::fs::read_to_string("Cargo.toml")
        .expect("the manifest")
        .parse()
        .expect("TOML");
    assert_eq!(own["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .output();
    let output = output.expect("cargo runs");
    let output = match output.status.success() {
        true => output,
        // Packages of other systems may not have been fetched.
        false => {
            let host = env!("CARGO_BIN_EXE_draftsman").contains(".exe");
            let target = if host {
                "x86_64-pc-windows-msvc"
            } else {
                "x86_64-unknown-linux-gnu"
            };
            let arguments = [
                "metadata",
                "--format-version",
                "1",
                "--offline",
                "--locked",
                "--filter-platform",
                target,
            ];
            Command::new(env!("CARGO"))
                .args(arguments)
                .output()
                .expect("cargo runs")
        }
    };
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The packages that end up in the program: what is only needed to test it is not passed on.
fn shipped(metadata: &Value) -> Vec<&Value> {
    let nodes: HashMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|node| (node["id"].as_str().expect("an id"), node))
        .collect();
    let mut open = vec![metadata["resolve"]["root"].as_str().expect("a root")];
    let mut seen: BTreeSet<&str> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        for dependency in nodes[id]["deps"].as_array().expect("dependencies") {
            let kinds = dependency["dep_kinds"].as_array().expect("kinds");
            let package = dependency["pkg"].as_str().expect("an id");
            if kinds.iter().any(|kind| kind["kind"].is_null()) && seen.insert(package) {
                open.push(package);
            }
        }
    }
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .filter(|package| seen.contains(package["id"].as_str().expect("an id")))
        .collect()
}

/// The licences by which an expression such as `MIT OR (Apache-2.0 AND Zlib)` is met; nothing where it is not.
fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> Option<BTreeSet<String>> {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace(" WITH ", "+WITH+");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = any(&words, allowed);
    assert!(rest.is_empty(), "cannot be read: {expression}");
    met
}

type Met = Option<BTreeSet<String>>;

fn any<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (Met, &'a [&'a str]) {
    let (mut met, mut rest) = all(words, allowed);
    while rest.first() == Some(&"OR") {
        let (other, after) = all(&rest[1..], allowed);
        met = met.or(other);
        rest = after;
    }
    (met, rest)
}

fn all<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (Met, &'a [&'a str]) {
    let (mut met, mut rest) = one(words, allowed);
    while rest.first() == Some(&"AND") {
        let (other, after) = one(&rest[1..], allowed);
        met = met.zip(other).map(|(a, b)| a.union(&b).cloned().collect());
        rest = after;
    }
    (met, rest)
}

fn one<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (Met, &'a [&'a str]) {
    match words.split_first() {
        Some((&"(", inner)) => {
            let (met, rest) = any(inner, allowed);
            (met, rest.get(1..).unwrap_or_default())
        }
        Some((name, rest)) => {
            let name = name.replace("+WITH+", " WITH ");
            (allowed.contains(&name).then(|| BTreeSet::from([name])), rest)
        }
        None => (None, words),
    }
}
