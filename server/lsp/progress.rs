//! How far work on the whole workspace is, for editors that show it.

use super::Server;
use super::outbox::Outbox;
use serde_json::json;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::time::timeout;
use tower_lsp::ls_types::ProgressToken;

/// An editor that has not asked is told only of work that takes longer than this.
const QUIET: Duration = Duration::from_secs(1);

/// How long it takes until one is told again.
const STEP: Duration = Duration::from_millis(300);

/// Does work that counts the files it has `seen`, and tells meanwhile how far it is: by the token of an editor that has
/// asked, else by one of our own where the editor takes it.
pub async fn tell<T>(
    server: &Server,
    token: Option<ProgressToken>,
    seen: &AtomicUsize,
    work: impl Future<Output = T>,
) -> T {
    let mut work = pin!(work);
    let token = match token {
        Some(token) => token,
        None => {
            if let Ok(done) = timeout(QUIET, &mut work).await {
                return done;
            }
            if !server.session.abilities().shows_progress {
                return work.await;
            }
            let token = own();
            let created = tokio::select! {
                done = &mut work => return done,
                created = server.client.create_work_done_progress(token.clone()) => created,
            };
            if created.is_err() {
                return work.await;
            }
            token
        }
    };
    let progress = Progress::begin(&server.session.outbox, token);
    loop {
        if let Ok(done) = timeout(STEP, &mut work).await {
            return done;
        }
        progress.report(&format!("{} files", seen.load(Ordering::Relaxed)));
    }
}

fn own() -> ProgressToken {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    ProgressToken::String(format!("draftsman/{}", COUNT.fetch_add(1, Ordering::Relaxed)))
}

/// Work that is going on. It ends when nobody waits for it any more, too.
struct Progress<'a> {
    outbox: &'a Outbox,
    token: ProgressToken,
}

impl<'a> Progress<'a> {
    fn begin(outbox: &'a Outbox, token: ProgressToken) -> Progress<'a> {
        let title = "draftsman: looking through the workspace";
        outbox.part(&token, &json!({"kind": "begin", "title": title, "cancellable": false}));
        Progress { outbox, token }
    }

    fn report(&self, message: &str) {
        self.outbox
            .part(&self.token, &json!({"kind": "report", "message": message}));
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.outbox.part(&self.token, &json!({"kind": "end"}));
    }
}
