//! `server/lib.rs` lists the modules bottom to top; each uses only those above it in the list.
use std::{fs, path::Path};

/// Each outside crate has the modules that know it.
const OWNERS: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["markdown"]),
    ("ropey", &["text"]),
    ("tree_sitter", &["cursor"]),
    ("daachorse", &["knowledge"]),
    ("rust_stemmers", &["knowledge"]),
    ("tower_lsp", &["lsp"]),
    ("tokio", &["lsp"]),
    ("tracing::", &["lsp", "cli"]),
    ("tracing_subscriber", &["cli"]),
    ("std::fs", &["workspace", "cli"]),
    ("fs::read", &["workspace", "cli"]),
    ("async fn", &["lsp"]),
];

#[test]
fn modules_use_only_lower_ones() {
    let order = modules();
    assert!(order.len() > 5, "the map lists the modules: {order:?}");
    for (height, module) in order.iter().enumerate() {
        for (path, source) in sources(module) {
            for higher in &order[height + 1..] {
                let upward = format!("crate::{higher}");
                let used = source.match_indices(&upward).any(|(at, _)| {
                    let next = source[at + upward.len()..].chars().next();
                    !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
                });
                assert!(!used, "{path} uses {higher}, which stands above it");
            }
        }
    }
}

#[test]
fn outside_crates_stay_with_their_owners() {
    for module in modules() {
        for (path, source) in sources(&module) {
            for (outside, owners) in OWNERS {
                let used = source
                    .lines()
                    .any(|line| !line.trim_start().starts_with("//") && line.contains(outside));
                assert!(
                    !used || owners.contains(&module.as_str()),
                    "{path} uses {outside}; only {owners:?} may"
                );
            }
        }
    }
}

fn modules() -> Vec<String> {
    let map = fs::read_to_string("server/lib.rs").expect("the map");
    let names = map
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// The source files of a module, with their paths.
fn sources(module: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![Path::new("server").join(module)];
    found.push(Path::new("server").join(format!("{module}.rs")));
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("a folder's entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let read = |path: std::path::PathBuf| {
        let source = fs::read_to_string(&path).expect("a source file");
        (path.display().to_string(), source)
    };
    found.into_iter().map(read).collect()
}
