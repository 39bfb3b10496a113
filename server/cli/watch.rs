//! Doing it again whenever a file changes.

use super::files;
use crate::workspace::Problem;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// An editor writes in several steps: what follows within this time is one change.
const QUIET: Duration = Duration::from_millis(80);

/// Sees when files change.
pub struct Watch {
    changes: Receiver<()>,
    /// Sees only as long as it is kept.
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Begins to look at what lies below `paths`.
    ///
    /// # Errors
    ///
    /// When one of them cannot be watched.
    pub fn start(paths: &[PathBuf]) -> Result<Watch, Problem> {
        let (sender, changes) = channel();
        let cannot = |path: &Path, error| Problem::in_file(path, format!("it cannot be watched: {error}"));
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| concerns(&event)) {
                let _ = sender.send(());
            }
        })
        .map_err(|error| cannot(Path::new("."), error.to_string()))?;
        for path in paths {
            if path.as_os_str() == "-" {
                return Err(cannot(
                    path,
                    "standard input ends once; name files or folders".to_owned(),
                ));
            }
            let (folder, mode) = place(path);
            watcher
                .watch(&folder, mode)
                .map_err(|error| cannot(path, error.to_string()))?;
        }
        Ok(Watch {
            changes,
            _watcher: watcher,
        })
    }

    /// Runs `again` now and after every change, on a cleared screen, until it fails or the program is ended.
    ///
    /// # Errors
    ///
    /// Those of `again`.
    pub fn each_change(&self, mut again: impl FnMut() -> io::Result<()>) -> io::Result<()> {
        loop {
            clear()?;
            again()?;
            if self.changes.recv().is_err() {
                return Ok(());
            }
            while !matches!(
                self.changes.recv_timeout(QUIET),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)
            ) {}
        }
    }
}

/// The folder in which changes of a path are seen, and whether those below it count. A file is watched through its folder:
/// editors put a new one in its place.
fn place(path: &Path) -> (PathBuf, RecursiveMode) {
    if let Some(base) = files::base(path) {
        return (base, RecursiveMode::Recursive);
    }
    if path.is_dir() {
        return (path.to_path_buf(), RecursiveMode::Recursive);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    (
        folder.unwrap_or(Path::new(".")).to_path_buf(),
        RecursiveMode::NonRecursive,
    )
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
