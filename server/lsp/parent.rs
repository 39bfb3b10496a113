//! The process that started us: when it is gone, nobody is left to serve.

use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked for.
const EVERY: Duration = Duration::from_secs(2);

/// Ends when the process, once it is known, has ended; never for one that cannot be seen from here, such as an editor in another container.
pub async fn gone(mut process: watch::Receiver<Option<u32>>) {
    let told = process
        .wait_for(Option::is_some)
        .await
        .ok()
        .and_then(|process| *process);
    let Some(process) = told else {
        return std::future::pending().await;
    };
    if !is_alive(process) {
        return std::future::pending().await;
    }
    while is_alive(process) {
        tokio::time::sleep(EVERY).await;
    }
}

#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    process.is_some_and(|process| test_kill_process(process) != Err(rustix::io::Errno::SRCH))
}

/// Elsewhere the end of standard input has to do.
#[cfg(not(unix))]
fn is_alive(_: u32) -> bool {
    false
}
