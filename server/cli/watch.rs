//! Doing it again whenever a file changes.

use notify::{Event, RecursiveMode, Watcher};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// An editor writes in several steps: what follows within this time is one change.
const QUIET: Duration = Duration::from_millis(80);

/// Runs `again` now and after every change below `paths`, on a cleared screen, until it fails or the program is ended.
///
/// # Errors
///
/// Those of `again`, and when files cannot be watched.
pub fn each_change(paths: &[PathBuf], mut again: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| concerns(&event)) {
            let _ = sender.send(());
        }
    })
    .map_err(io::Error::other)?;
    for path in paths {
        // A file is watched through its folder: editors put a new one in its place.
        let (folder, mode) = if path.is_dir() {
            (path.as_path(), RecursiveMode::Recursive)
        } else {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            (folder.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)
        };
        watcher.watch(folder, mode).map_err(io::Error::other)?;
    }
    loop {
        clear()?;
        again()?;
        if changes.recv().is_err() {
            return Ok(());
        }
        while !matches!(
            changes.recv_timeout(QUIET),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)
        ) {}
    }
}

/// Documents, notes and settings; what is merely read does not count.
fn concerns(event: &Event) -> bool {
    let ends =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml") || crate::workspace::is_markdown(path);
    !event.kind.is_access() && event.paths.iter().any(ends)
}

fn clear() -> io::Result<()> {
    let mut out = io::stdout();
    if out.is_terminal() {
        // The screen, what has scrolled off it, and back to the corner.
        out.write_all(b"\x1b[2J\x1b[3J\x1b[H")?;
        out.flush()?;
    }
    Ok(())
}
