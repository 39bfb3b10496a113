//! What has changed in the meaning of a design.

use crate::run::{Ran, run};
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const SHOP: &str = "\
# Design a shop

## Functional Requirements

- Users can search for goods
- Users can buy goods

## Non-Functional Requirements

- Latency: p99 < 300 ms

## Out of Scope

- Refunds
- Gift cards

## Capacity Estimation

- Pictures of goods: 1.7 TB a year

## Core Entities

- Order
- Seller

## API Design

- `GET /goods?query=` searches
- `POST /orders` buys

## High Level Design

Users search for goods: the search service asks Elasticsearch, because full-text search must be fast.
Users buy goods: the order service writes to PostgreSQL, because orders need transactions.

## Deep Dive

- Replicas keep the shop available
";

fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("shop.md"), SHOP).expect("a file");
    let name = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org"];
    for arguments in [
        &["init", "-q"][..],
        &["add", "-A"],
        &[&name[..], &["commit", "-q", "-m", "A shop"]].concat(),
    ] {
        let run = Command::new("git").args(arguments).current_dir(&folder).status();
        assert!(run.expect("git runs").success());
    }
    folder
}

fn changed(folder: &TempDir, text: &str) -> Ran {
    fs::write(folder.path().join("shop.md"), text).expect("a file");
    run(folder, &["check", "--since", "HEAD"])
}

#[test]
fn other_words_for_the_same_are_no_change() {
    let folder = repository();
    let ran = changed(&folder, &SHOP.replace("Replicas keep", "Several replicas keep"));
    assert_eq!(ran.code, 0);
    assert_eq!(ran.out, "No design says anything else than at HEAD.\n");
}

#[test]
fn a_target_that_rises_asks_for_a_deep_dive() {
    let folder = repository();
    let ran = changed(&folder, &SHOP.replace("300 ms", "50 ms"));
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("\n  Latency went from") && ran.out.contains("50"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("open: Latency went from") && ran.out.contains("but no deep dive changed"),
        "{}",
        ran.out
    );
    let both = SHOP
        .replace("300 ms", "50 ms")
        .replace("- Replicas", "- A cache answers within 50 ms\n- Replicas");
    assert_eq!(changed(&folder, &both).code, 0);
}

#[test]
fn requirements_and_choices_come_and_go() {
    let folder = repository();
    let text = SHOP
        .replace(
            "- Users can buy goods",
            "- Users can buy goods\n- Users can rate sellers",
        )
        .replace("PostgreSQL, because orders need transactions", "DynamoDB");
    let ran = changed(&folder, &text);
    for part in [
        "the requirement \u{201c}Users can rate sellers\u{201d} is new",
        "DynamoDB is chosen now\n",
        "PostgreSQL is no longer chosen\n",
        "open: nothing in the design answers \u{201c}Users can rate sellers\u{201d} yet",
        "open: DynamoDB is chosen now, but nothing says why",
    ] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
}

#[test]
fn parts_and_figures_come_go_and_change() {
    let folder = repository();
    let text = SHOP
        .replace("1.7 TB", "17 TB")
        .replace("- Gift cards\n", "")
        .replace("- Seller\n", "- Merchant\n")
        .replace("- `POST /orders` buys\n", "");
    let ran = changed(&folder, &text);
    for part in [
        "the endpoint POST /orders is gone\n",
        "the entity Seller is Merchant now\n",
        "\u{201c}Gift cards\u{201d} is no longer out of scope\n",
        "the estimation reads \u{201c}Pictures of goods: 17 TB a year\u{201d} now, 17 TB in place of 1.7 TB\n",
    ] {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
    assert_eq!(ran.code, 0);
}

#[test]
fn designs_that_are_gone_or_have_another_name() {
    let folder = repository();
    let git = |arguments: &[&str]| {
        let run = Command::new("git").args(arguments).current_dir(&folder).status();
        assert!(run.expect("git runs").success());
    };
    git(&["mv", "shop.md", "market.md"]);
    let ran = run(&folder, &["check", "--since", "HEAD"]);
    assert_eq!(ran.out, "No design says anything else than at HEAD.\n");
    fs::write(folder.path().join("market.md"), SHOP.replace("300 ms", "50 ms")).expect("a file");
    let ran = run(&folder, &["check", "--since", "HEAD"]);
    assert!(ran.out.contains("market.md\n  Latency went from"), "{}", ran.out);
    git(&["rm", "-q", "-f", "market.md"]);
    let ran = run(&folder, &["check", "--since", "HEAD"]);
    assert!(ran.out.contains("shop.md\n  the design is gone\n"), "{}", ran.out);
}

#[test]
fn new_designs_and_wrong_revisions() {
    let folder = repository();
    fs::write(folder.path().join("second.md"), SHOP).expect("a file");
    assert!(
        run(&folder, &["check", "--since", "HEAD"])
            .out
            .contains("second.md\n  the design is new\n")
    );
    let wrong = run(&folder, &["check", "--since", "no-such-branch"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.error.contains("there is no revision `no-such-branch`"),
        "{}",
        wrong.error
    );
    let elsewhere = tempfile::tempdir().expect("a folder");
    fs::write(elsewhere.path().join("shop.md"), SHOP).expect("a file");
    assert!(
        run(&elsewhere, &["check", "--since", "HEAD"])
            .error
            .contains("no git repository")
    );
}
