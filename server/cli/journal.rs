//! The log of the server: a file, written only when somebody asks for it, and never a word of a document in it.

use crate::workspace::{Problem, cannot_read};
use std::fs::OpenOptions;
use std::path::PathBuf;
use std::sync::Mutex;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What is written down, and where.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Write down what the server does, at the end of this file; it names documents and quotes none.
    #[arg(long = "log", value_name = "FILE")]
    file: Option<PathBuf>,
    /// How much is written down.
    #[arg(long = "log-level", value_enum, default_value_t = Detail::Info, value_name = "LEVEL", requires = "file")]
    detail: Detail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Detail {
    /// Failures of our own.
    Error,
    /// And messages that were none.
    Warn,
    /// And when the work begins and ends, and settings are read anew.
    Info,
    /// And each message and each reading of a document.
    Debug,
}

/// Begins to write down what happens, where that is wanted.
///
/// # Errors
///
/// When the file cannot be written.
pub fn begin(arguments: &Arguments) -> Result<(), Problem> {
    let Some(path) = &arguments.file else {
        return Ok(());
    };
    let file = OpenOptions::new().create(true).append(true).open(path);
    let file =
        file.map_err(|error| Problem::in_file(path, format!("no log can be written: {}", cannot_read(path, &error))))?;
    let level = match arguments.detail {
        Detail::Error => LevelFilter::ERROR,
        Detail::Warn => LevelFilter::WARN,
        Detail::Info => LevelFilter::INFO,
        Detail::Debug => LevelFilter::DEBUG,
    };
    // Of ourselves alone: what others log may quote the messages.
    let ours = Targets::new().with_target("draftsman", level);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_target(false)
        .with_writer(Mutex::new(file));
    // Fails where somebody writes down already.
    let _ = tracing_subscriber::registry().with(lines).with(ours).try_init();
    Ok(())
}
