//! The documents of the workspace that are not open.

use super::documents::Snapshot;
use crate::text::Text;
use crate::workspace::{self, Stamp, Workspace};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tower_lsp::ls_types::Uri;

/// How much text is kept with what was read from it, in bytes.
const ROOM: usize = 8 << 20;

/// Files as they were read last. One that has changed since is read again.
#[derive(Debug, Default)]
pub struct Index {
    known: Mutex<HashMap<PathBuf, (Stamp, Arc<Snapshot>)>>,
}

impl Index {
    /// A file as it is saved; nothing where it cannot be read.
    pub fn get(&self, path: &Path, workspace: &Arc<Workspace>) -> Option<Arc<Snapshot>> {
        let stamp = workspace::stamp(path)?;
        if let Some((known, snapshot)) = self.lock().get(path)
            && *known == stamp
        {
            return Some(snapshot.clone());
        }
        let text = workspace::read_text(path).ok()?;
        let uri = Uri::from_file_path(path)?;
        let snapshot = Arc::new(Snapshot::new(uri, 0, Text::new(&text), workspace.clone()));
        let mut known = self.lock();
        let size: usize = known.values().map(|(_, snapshot)| snapshot.text.len()).sum();
        if size + text.len() <= ROOM {
            known.insert(path.to_path_buf(), (stamp, snapshot.clone()));
        }
        Some(snapshot)
    }

    /// Reads everything anew when it is next asked for.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, (Stamp, Arc<Snapshot>)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
