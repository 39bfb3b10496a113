//! Reads documents beside the loop, always as they stand now: a burst of edits costs one reading, not a thousand.

use super::documents::{Documents, Snapshot};
use super::outbox::Outbox;
use super::panics;
use crate::workspace::Workspace;
use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tower_lsp::ls_types::Uri;

/// What to do with a document as it stands now; nothing is left of one that was closed.
type Report = Box<dyn Fn(Option<&Arc<Snapshot>>) + Send + Sync>;

/// A few threads that read documents. Two never work on one document.
pub struct Analyst {
    documents: Arc<Documents>,
    outbox: Outbox,
    report: Report,
    work: Mutex<Work>,
    wake: Condvar,
    done: AtomicU64,
}

#[derive(Default)]
struct Work {
    waiting: VecDeque<Uri>,
    busy: HashSet<Uri>,
    /// What was read last, kept so that the loop never has to drop a whole design.
    last: HashMap<Uri, Arc<Snapshot>>,
}

impl Analyst {
    /// Sets to work `threads` threads that call `report` with what they have read.
    pub fn new(documents: Arc<Documents>, outbox: Outbox, threads: usize, report: Report) -> Arc<Analyst> {
        let analyst = Arc::new(Analyst {
            documents,
            outbox,
            report,
            work: Mutex::default(),
            wake: Condvar::new(),
            done: AtomicU64::new(0),
        });
        for _ in 0..threads.max(1) {
            let analyst = analyst.clone();
            std::thread::spawn(move || analyst.run());
        }
        analyst
    }

    /// Prepares what every reading needs, so that the first is no slower than the others.
    pub fn warm_up(&self, workspace: &Arc<Workspace>) {
        let workspace = workspace.clone();
        std::thread::spawn(move || workspace.settings(None));
    }

    /// A document has changed, or is closed.
    pub fn look(&self, uri: &Uri) {
        let mut work = self.lock();
        if !work.waiting.contains(uri) {
            work.waiting.push_back(uri.clone());
            drop(work);
            self.wake.notify_one();
        }
    }

    /// How many readings there were so far.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    fn run(&self) {
        loop {
            let uri = self.next();
            let snapshot = self.documents.get(&uri);
            self.done.fetch_add(u64::from(snapshot.is_some()), Ordering::Relaxed);
            let version = snapshot.as_ref().map(|snapshot| snapshot.version);
            tracing::debug!(document = uri.as_str(), version, "reading");
            let before = panics::count();
            // A rule that fails is caught where the rules run; it must be told of all the same.
            let failed = catch_unwind(AssertUnwindSafe(|| (self.report)(snapshot.as_ref()))).is_err();
            if failed || panics::count() > before {
                self.outbox.log_panic("reading a document");
            }
            self.finish(&uri, snapshot);
        }
    }

    /// Waits for a document that nobody is working on.
    fn next(&self) -> Uri {
        let mut work = self.lock();
        loop {
            let free = work.waiting.iter().position(|uri| !work.busy.contains(uri));
            if let Some(uri) = free.and_then(|index| work.waiting.remove(index)) {
                work.busy.insert(uri.clone());
                return uri;
            }
            work = self.wake.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn finish(&self, uri: &Uri, snapshot: Option<Arc<Snapshot>>) {
        let mut work = self.lock();
        work.busy.remove(uri);
        let former = match snapshot {
            Some(snapshot) => work.last.insert(uri.clone(), snapshot),
            None => work.last.remove(uri),
        };
        let again = work.waiting.contains(uri);
        drop(work);
        if again {
            self.wake.notify_one();
        }
        drop(former);
    }

    fn lock(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
