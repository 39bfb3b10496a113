//! A design on a page.

use crate::run::{DESIGNS, command, run};
use std::fs;
use std::path::Path;
use std::process::Command;

const DESIGN: &str = "tests/cli/check.in/short-links.md";

#[test]
fn a_page_shows_what_is_answered_and_what_is_not() {
    let page = run(".", &["report", DESIGN]).out;
    for part in [
        "# Design a link shortener\n",
        "```mermaid\nflowchart LR\n",
        "## Functional requirements\n",
        "| Users can shorten a long link | API Design (25), High Level Design (30) |\n",
        "## Coverage of the qualities\n",
        "## Choices\n",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let album = run(".", &["report", "tests/cli/check.in/photo-album.md"]).out;
    assert!(album.contains("| Security | **not stated** |"), "{album}");
    assert!(album.contains("[missing_section]("), "{album}");
}

/// As any other file that the user makes.
#[cfg(unix)]
#[test]
fn a_page_may_be_read_by_whom_the_user_lets_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let [page, other] = ["page.md", "other.md"].map(|name| folder.path().join(name));
    let report = command(".", &["report", DESIGN, "--output"]).arg(&page).status();
    assert!(report.expect("the program runs").success());
    fs::write(&other, "").expect("a file");
    let mode = |file: &Path| fs::metadata(file).expect("it is there").permissions().mode();
    assert_eq!(mode(&page), mode(&other));
}

#[test]
fn html_needs_neither_network_nor_scripts() {
    let page = run(".", &["report", "--format", "html", DESIGN]).out;
    for part in ["<script", "<link", "@import", "url(", "src=", "javascript:"] {
        assert!(!page.contains(part), "{part}");
    }
    assert!(page.contains("<svg class=\"drawing\"") && page.contains("prefers-color-scheme: dark"));
}

#[test]
fn what_a_design_says_cannot_break_the_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let design = "# Design <script>alert(1)</script> & | co\n\n## Functional Requirements\n\n- Users can `<b>` | \"quote\" & go\n\n\
                  ## High Level Design\n\nWords.\n";
    fs::write(folder.path().join("x.md"), design).expect("a file");
    let html = run(&folder, &["report", "--format", "html", "x.md"]).out;
    assert!(!html.contains("<script") && !html.contains("<b>\""), "{html}");
    let markdown = run(&folder, &["report", "x.md"]).out;
    assert!(markdown.contains("\\| \"quote\" & go"), "{markdown}");
}

#[test]
fn a_report_is_no_design_and_links_are_followed_by_any_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let design = fs::read_to_string(DESIGN).expect("a design");
    fs::write(folder.path().join("weird name #1 (50%).md"), &design).expect("a file");
    let page = run(&folder, &["report", "weird name #1 (50%).md"]).out;
    fs::write(folder.path().join("page.md"), &page).expect("a file");
    let checked = run(&folder, &["check", "--format", "concise", "page.md"]);
    assert!(
        checked.error.contains("1 file was read and is no design"),
        "{}",
        checked.error
    );
    let index = run(&folder, &["report"]).out;
    assert!(index.contains("](weird%20name%20%231%20%2850%25%29.md)"), "{index}");
    assert!(index.contains("1 design; 1 other file is not one"), "{index}");
}

#[test]
fn a_reason_begins_behind_the_brackets_of_the_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let design = "# Design a taxi\n\n## Functional Requirements\n\n- Riders find drivers\n\n## High Level Design\n\n\
                  - Redis (GEO set) because it is in memory and holds all positions\n";
    fs::write(folder.path().join("taxi.md"), design).expect("a file");
    let page = run(&folder, &["report", "taxi.md"]).out;
    assert!(
        page.contains("| because it is in memory and holds all positions |"),
        "{page}"
    );
}

#[test]
fn a_folder_gives_an_index_in_the_order_of_the_paths() {
    let index = run(".", &["report", DESIGNS]);
    let links = [
        "[Design a photo album](photo-album.md)",
        "[Design a link shortener](short-links.md)",
    ];
    let places = links.map(|link| {
        index
            .out
            .find(link)
            .unwrap_or_else(|| panic!("{link} in {}", index.out))
    });
    assert!(places[0] < places[1]);
    assert!(
        index.out.contains("availability first") || index.out.contains("undecided"),
        "{}",
        index.out
    );
    assert!(
        run(".", &["report", "--format", "html", DESIGNS])
            .out
            .contains("href=\"short-links.md\"")
    );
    assert_eq!(run(".", &["report", "nothing-here.md"]).code, 2);
}

/// In a real browser: nothing sticks out of the page, on a desk and on a phone.
#[test]
fn a_browser_shows_the_page_in_any_width() {
    let Some(browser) = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| {
            Command::new(name)
                .arg("--version")
                .output()
                .is_ok_and(|output| output.status.success())
        })
    else {
        eprintln!("there is no Chromium here: the page is not looked at");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("report.html");
    let written = command(".", &["report", "--format", "html", DESIGN, "--output"])
        .arg(&page)
        .status();
    assert!(written.expect("the program runs").success());
    for width in [1280, 390] {
        let frame = format!(
            "<body><iframe id=f src=report.html width={width} height=800></iframe><script>onload = () => {{\n\
             const page = document.getElementById('f').contentDocument;\n\
             document.title = [page.documentElement.scrollWidth <= {width}, page.querySelectorAll('.drawing .node').length,\n\
             page.querySelector('h1').innerText].join('; ') }}</script>"
        );
        fs::write(folder.path().join("frame.html"), frame).expect("a file");
        let seen = look(browser, &folder.path().join("frame.html"));
        let title = seen
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split("</title>").next())
            .unwrap_or_default();
        assert!(
            title.starts_with("true; ") && title.ends_with("; Design a link shortener"),
            "{width}: {title} {seen}"
        );
        assert!(!title.contains("; 0; "), "{title}");
    }
}

fn look(browser: &str, page: &Path) -> String {
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
        ])
        .args(["--virtual-time-budget=2000", "--timeout=20000", "--dump-dom"])
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("the browser runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn what_an_endpoint_takes_is_drawn_as_the_endpoint() {
    let folder = tempfile::tempdir().expect("a folder");
    let design = "# Design an auction\n\n## Functional Requirements\n\n- Sellers post a lot with a starting price\n\n\
                  ## API\n\n```http\nPOST /lots\n{ title, starting price }\n```\n\n## High Level Design\n\nWords.\n";
    fs::write(folder.path().join("auction.md"), design).expect("a file");
    let page = run(&folder, &["report", "auction.md"]).out;
    assert!(page.contains("n0_0 --> n1_0\n"), "{page}");
    assert!(!page.contains("n1_1"), "{page}");
}

#[test]
fn a_folder_that_is_not_there_is_named_and_nothing_of_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("missing/page.md");
    let report = command(".", &["report", DESIGN, "--output"]).arg(&page).output();
    let error = String::from_utf8(report.expect("the program runs").stderr).expect("text");
    assert!(
        error
            .trim_end()
            .ends_with("page.md: the report cannot be written: there is no such folder"),
        "{error}"
    );
}

#[test]
fn places_are_gathered_by_section_and_tools_need_no_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let design = "# Design an auction\n\n## Functional Requirements\n\n- Sellers post a lot\n\n## High Level Design\n\n\
                  - A seller posts a lot to the lot service\n- The lot service posts the lot to the feed\n\
                  - All of it runs on Kubernetes\n- Bids wait in Kafka\n- TODO: refunds\n";
    fs::write(folder.path().join("auction.md"), design).expect("a file");
    let page = run(&folder, &["report", "auction.md"]).out;
    assert!(
        page.contains("| Sellers post a lot | High Level Design (9, 10) |"),
        "{page}"
    );
    assert!(page.contains("| 11 | Kubernetes |  |  |"), "{page}");
    assert!(page.contains("| 12 | Kafka | **no reason** |  |"), "{page}");
    let html = run(&folder, &["report", "--format", "html", "auction.md"]).out;
    assert!(html.contains("High Level Design <small>lines 9, 10</small>"), "{html}");
    assert!(html.contains("<code>TODO</code> marks"), "{html}");
}
