//! Watches settings and notes files where the editor does not: it may watch none, and none outside of the workspace.

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How many folders are watched at most; systems allow but so many.
const MOST: usize = 256;

/// How long changes are gathered: one save is often several.
const GATHER: Duration = Duration::from_millis(40);

/// Watches folders, none of them with what lies below it: a home directory costs no more than a project.
pub struct Watcher {
    inner: Mutex<(RecommendedWatcher, BTreeSet<PathBuf>)>,
}

impl Watcher {
    /// Begins to watch. `changed` is told of the files that have changed, on a thread of its own; nothing where the
    /// system cannot watch.
    pub fn start(changed: impl Fn(BTreeSet<PathBuf>) + Send + 'static) -> Option<Watcher> {
        let (sender, receiver) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // Reading a file is an event as well.
            if let Ok(event) = event
                && !event.kind.is_access()
            {
                let _ = sender.send(event.paths);
            }
        });
        std::thread::spawn(move || gather(&receiver, changed));
        Some(Watcher {
            inner: Mutex::new((watcher.ok()?, BTreeSet::new())),
        })
    }

    /// Watches these folders from now on, and no others.
    pub fn follow(&self, folders: BTreeSet<PathBuf>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let (watcher, watched) = &mut *inner;
        if *watched == folders {
            return;
        }
        for folder in watched.difference(&folders) {
            // Fails for a folder that is gone.
            let _ = watcher.unwatch(folder);
        }
        let new = folders.difference(watched).take(MOST.saturating_sub(watched.len()));
        for folder in new {
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        *watched = folders;
    }
}

fn gather(events: &Receiver<Vec<PathBuf>>, changed: impl Fn(BTreeSet<PathBuf>)) {
    while let Ok(first) = events.recv() {
        std::thread::sleep(GATHER);
        changed(first.into_iter().chain(events.try_iter().flatten()).collect());
    }
}
