//! What is told of a failure of our own: where it happened. Its message may quote the document and is left out.

use std::io::{self, Write};
use std::panic::PanicHookInfo;

/// From now on failures are told in one sentence on standard error. What can go on does.
pub fn tell_in_short() {
    std::panic::set_hook(Box::new(|panic| {
        let _ = writeln!(io::stderr(), "{}", report(panic));
    }));
}

fn report(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(
        || "an unknown place".to_owned(),
        |place| format!("{}:{}", place.file(), place.line()),
    );
    format!(
        "error: draftsman {} failed in {place}; this is a mistake in draftsman, please report it with these words",
        env!("CARGO_PKG_VERSION")
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    static TOLD: Mutex<String> = Mutex::new(String::new());

    #[test]
    fn a_report_quotes_no_document() {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(|panic| {
            let mut told = TOLD.lock().expect("nobody fails here");
            told.push_str(&super::report(panic));
        }));
        let text = "the secret project \u{e9}";
        let cut = text.len() - 1;
        let failed = std::panic::catch_unwind(|| text[..cut].len());
        std::panic::set_hook(usual);
        let told = TOLD.lock().expect("nobody fails here");
        assert!(failed.is_err() && told.contains("crash.rs:"), "{told}");
        assert!(!told.contains("secret"), "{told}");
    }
}
