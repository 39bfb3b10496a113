//! Putting findings right, and knowing them again.

use crate::run::{Ran, command, run, run_with_input};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const SHOP: &str = "# Design a shop\n\n## Functional Requirements\n\n- Users can search with ElasticSearch\n\n\
                    ## High Level Design\n\nThe search service asks ElasticSearch.";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("the file is there")
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let run = Command::new("git").args(arguments).current_dir(folder).output();
    run.expect("git runs").status.success()
}

#[test]
fn fixes_keep_line_ends_and_a_missing_last_one() {
    for end in ["\n", "\r\n"] {
        let folder = folder(&[("shop.md", &SHOP.replace('\n', end))]);
        let ran = run(&folder, &["check", "--fix", "--rule", "other_spelling"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.error);
        let right = SHOP.replace("ElasticSearch", "Elasticsearch").replace('\n', end);
        assert_eq!(read(&folder, "shop.md"), right);
    }
}

#[test]
fn what_guesses_is_left_unless_asked_for() {
    let folder = folder(&[("shop.md", SHOP)]);
    let safe = run(&folder, &["check", "--fix", "--rule", "missing_section"]);
    assert_eq!((safe.code, read(&folder, "shop.md").as_str()), (1, SHOP));
    let guessed = run(&folder, &["check", "--fix", "--unsafe", "--rule", "missing_section"]);
    assert_eq!(guessed.code, 0, "{}", guessed.out);
    assert!(read(&folder, "shop.md").contains("\n\n## API Design\n\n"));
    assert!(!read(&folder, "shop.md").ends_with('\n'));
}

#[test]
fn files_without_fixes_are_not_written() {
    let sound = SHOP.replace("ElasticSearch", "Elasticsearch");
    let folder = folder(&[("shop.md", &sound)]);
    let written = |folder: &TempDir| {
        fs::metadata(folder.path().join("shop.md"))
            .and_then(|file| file.modified())
            .expect("a time")
    };
    let before = written(&folder);
    run(&folder, &["check", "--fix", "--rule", "other_spelling"]);
    assert_eq!(before, written(&folder));
}

#[test]
fn git_applies_the_patch_and_gets_what_fix_writes() {
    let crlf = SHOP.replace('\n', "\r\n");
    let texts = [
        ("a shop.md", SHOP.to_owned()),
        ("cut off.md", format!("{}\r", crlf.trim_end())),
        ("é.md", crlf),
    ];
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (patched, fixed) = (folder(&files), folder(&files));
    let ran = run(&patched, &["check", "--diff", "--unsafe"]);
    assert_eq!(ran.code, 1);
    assert!(ran.error.contains("3 files changed by the patch"), "{}", ran.error);
    assert_eq!(read(&patched, "a shop.md"), SHOP, "nothing is changed");
    fs::write(patched.path().join("fixes.patch"), &ran.out).expect("the patch");
    assert!(git(patched.path(), &["init", "-q"]));
    assert!(git(patched.path(), &["apply", "fixes.patch"]), "{}", ran.out);
    run(&fixed, &["check", "--fix", "--unsafe"]);
    for (name, text) in files {
        assert_ne!(read(&fixed, name), text);
        assert_eq!(read(&patched, name), read(&fixed, name));
    }
    assert_eq!(run(&fixed, &["check", "--diff", "--unsafe"]).out, "", "once is enough");
}

#[test]
fn standard_input_is_fixed_onto_standard_output() {
    let ran = run_with_input(".", &["check", "--fix", "--rule", "other_spelling", "-"], SHOP);
    assert_eq!(ran.out, SHOP.replace("ElasticSearch", "Elasticsearch"));
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("shop.md", SHOP)]);
    fs::set_permissions(folder.path().join("shop.md"), fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("shop.md", folder.path().join("link.md")).expect("a link");
    run(&folder, &["check", "--fix", "--rule", "other_spelling", "link.md"]);
    assert!(read(&folder, "shop.md").contains("Elasticsearch"));
    assert!(
        fs::symlink_metadata(folder.path().join("link.md"))
            .expect("it is there")
            .is_symlink()
    );
    let mode = fs::metadata(folder.path().join("shop.md"))
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn only_what_is_new_fails_and_what_is_gone_is_told() {
    let folder = folder(&[("shop.md", SHOP)]);
    let check = |more: &[&str]| -> Ran {
        let arguments = [&["check", "--format", "concise", "--baseline", "known.json"], more].concat();
        run(&folder, &arguments)
    };
    let absent = check(&[]);
    assert_eq!(absent.code, 2);
    assert!(
        absent.error.contains("known.json: there is no such file"),
        "{}",
        absent.error
    );
    assert_eq!(check(&["--write-baseline"]).code, 0);
    let known = check(&[]);
    assert_eq!((known.code, known.out.as_str()), (0, ""), "{}", known.error);

    // Moved lines are the same findings.
    fs::write(folder.path().join("shop.md"), SHOP.replace("\n\n", "\n\n\n\n")).expect("a file");
    assert_eq!(check(&[]).out, "");

    // A word that is spelled wrong in one more place is new.
    fs::write(
        folder.path().join("shop.md"),
        format!("{SHOP} So does MongoDb, because it scales out."),
    )
    .expect("a file");
    let new = check(&[]);
    assert_eq!(new.out.lines().count(), 1, "{}", new.out);
    assert!(new.out.contains("MongoDB"), "{}", new.out);

    // What is put right is stale, until the baseline is written again.
    fs::write(
        folder.path().join("shop.md"),
        SHOP.replace("ElasticSearch", "Elasticsearch"),
    )
    .expect("a file");
    let stale = check(&[]);
    assert!(
        stale
            .error
            .contains("stale: shop.md: other_spelling is no longer found"),
        "{}",
        stale.error
    );
    assert_eq!(check(&["--write-baseline"]).code, 0);
    assert!(!check(&[]).error.contains("stale"));

    fs::write(folder.path().join("known.json"), "{\n\"version\": 1,\n").expect("a file");
    let broken = check(&[]);
    assert_eq!(broken.code, 2);
    assert!(
        broken.error.contains("known.json:") && broken.error.contains("--write-baseline"),
        "{}",
        broken.error
    );
}

/// What is printed before and after a change of `docs/shop.md` when a path is watched.
fn watched(path: &str) -> [String; 2] {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    use std::sync::mpsc::channel;
    use std::time::Duration;
    let folder = folder(&[]);
    let shop = folder.path().join("docs/shop.md");
    fs::create_dir(folder.path().join("docs")).expect("a folder");
    fs::write(&shop, SHOP).expect("a file");
    let arguments = ["check", "--watch", "--format", "concise", "--rule", "other_spelling"];
    let mut child = command(&folder, &arguments)
        .arg(path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let lines = BufReader::new(child.stdout.take().expect("an output")).lines();
    let (sender, printed) = channel();
    std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
    let first = printed.recv_timeout(Duration::from_secs(20));
    fs::write(&shop, SHOP.replace("ElasticSearch", "MongoDb")).expect("a file");
    let second = printed.recv_timeout(Duration::from_secs(20));
    child.kill().and_then(|()| child.wait()).expect("it ends");
    [first.expect("a finding"), second.expect("a finding after the change")]
}

#[test]
fn watching_checks_again_after_a_change() {
    for path in [".", "docs/shop.md", "docs/**/*.md", "d?cs/*.md"] {
        let [first, second] = watched(path);
        assert!(first.contains("Elasticsearch"), "{path}: {first}");
        assert!(second.contains("MongoDB"), "{path}: {second}");
    }
    let input = run_with_input(".", &["check", "--watch", "-"], SHOP);
    assert_eq!(input.code, 2);
    assert!(input.error.contains("-: it cannot be watched"), "{}", input.error);
}

#[test]
fn a_baseline_of_one_rule_keeps_what_is_known_of_others() {
    let folder = folder(&[("shop.md", SHOP)]);
    run(&folder, &["check", "--baseline", "known.json", "--write-baseline"]);
    run(
        &folder,
        &[
            "check",
            "--baseline",
            "known.json",
            "--write-baseline",
            "--rule",
            "other_spelling",
        ],
    );
    let known = run(&folder, &["check", "--baseline", "known.json", "--format", "concise"]);
    assert_eq!((known.code, known.out.as_str()), (0, ""), "{}", known.error);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("shop.md", SHOP)]);
    fs::create_dir(folder.path().join("folder.md")).expect("a folder");
    symlink("nowhere.md", folder.path().join("dangling.md")).expect("a link");
    symlink(".", folder.path().join("round")).expect("a link");
    fs::write(folder.path().join("bytes.md"), b"\xff\xfe\x00").expect("a file");
    let arguments = [
        "check",
        "--format",
        "concise",
        "--rule",
        "other_spelling",
        ".",
        "dangling.md",
        "nowhere.md",
        "round/bytes.md",
    ];
    let ran = run(&folder, &arguments);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 1), "{}{}", ran.out, ran.error);
    for told in [
        "dangling.md: there is no such file",
        "nowhere.md: there is no such file",
        "bytes.md: this file is UTF-16",
    ] {
        assert!(ran.error.contains(told), "{told} in {}", ran.error);
    }
}
