//! Reading a file as text, and saying what is wrong with one.

use super::line_and_column;
use crate::rules::Level;
use crate::text::Span;
use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The largest text that is read, in bytes: no design is near it, and whatever is longer was not meant.
const LONGEST: u64 = 64 << 20;

/// The largest settings or notes file that is read, in bytes. Every document of a folder is read with them.
const LONGEST_SOURCE: u64 = 4 << 20;

/// What is wrong with a settings, notes or design file, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// Bytes of the file; empty at 0 where the file as a whole is meant.
    pub span: Span,
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    /// An error, or merely worth knowing.
    pub level: Level,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A problem with a place in a file.
    pub fn at(path: &Path, text: &str, span: &Span, message: impl Into<String>) -> Problem {
        let (line, column) = line_and_column(text, span.start);
        Problem {
            path: path.to_path_buf(),
            span: span.clone(),
            line,
            column,
            level: Level::Error,
            message: message.into(),
        }
    }

    /// A problem with a file as a whole.
    pub fn in_file(path: &Path, message: impl Into<String>) -> Problem {
        Problem {
            path: path.to_path_buf(),
            span: 0..0,
            line: 1,
            column: 1,
            level: Level::Error,
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        if self.span == (0..0) {
            write!(formatter, "{path}: {}", self.message)
        } else {
            write!(formatter, "{path}:{}:{}: {}", self.line, self.column, self.message)
        }
    }
}

/// The text of a file, or what is wrong with it.
///
/// # Errors
///
/// When the file cannot be read, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Problem> {
    decode(path, read(path, LONGEST)?)
}

/// The text of a settings or notes file, or what is wrong with it. Nobody named it on the command line, so it must be a
/// plain file: a pipe or a device could be waited for without an end.
///
/// # Errors
///
/// When the file cannot be read, is too long, is no plain file, or is not UTF-8.
pub fn read_source(path: &Path) -> Result<String, Problem> {
    let about = path.metadata();
    if about.is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return Err(Problem::in_file(path, "this is no plain file; put one in its place"));
    }
    decode(path, read(path, LONGEST_SOURCE)?)
}

/// At most so many bytes, however long the file says it is: it may grow meanwhile.
fn read(path: &Path, most: u64) -> Result<Vec<u8>, Problem> {
    let read = || -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let mut bytes = Vec::with_capacity(file.metadata().map_or(0, |about| about.len().min(most)) as usize + 1);
        file.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| Problem::in_file(path, cannot_read(path, &error)))?;
    if bytes.len() as u64 > most {
        let message = format!(
            "this is longer than the {} MB that are read; make it shorter or split it",
            most >> 20
        );
        return Err(Problem::in_file(path, message));
    }
    Ok(bytes)
}

/// The text of standard input, which stands for the file `path`.
///
/// # Errors
///
/// When it cannot be read, or is not UTF-8.
pub fn read_input(path: &Path) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().read_to_end(&mut bytes);
    read.map_err(|error| Problem::in_file(path, format!("standard input cannot be read: {error}")))?;
    decode(path, bytes)
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::in_file(path, "this file is UTF-16; save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = std::str::from_utf8(&bytes[..good]).unwrap_or_default();
        let (line, column) = line_and_column(before, good);
        Problem {
            path: path.to_path_buf(),
            span: good..good + 1,
            line,
            column,
            level: Level::Error,
            message: format!("byte {:#04x} is not UTF-8; save the file as UTF-8", bytes[good]),
        }
    })
}

/// What an error of the file system means for someone who named `path`.
pub fn cannot_read(path: &Path, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file; check its name".to_owned(),
        ErrorKind::IsADirectory => "this is a folder; name a file in it".to_owned(),
        ErrorKind::PermissionDenied => "this may not be read; change its permissions".to_owned(),
        _ if path.is_dir() => "this is a folder; name a file in it".to_owned(),
        _ => format!("this cannot be read: {error}"),
    }
}
