//! Reading a file as text, and saying what is wrong with one.

use super::line_and_column;
use crate::rules::Level;
use crate::text::Span;
use std::fmt;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

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
    let bytes = std::fs::read(path).map_err(|error| Problem::in_file(path, cannot_read(path, &error)))?;
    decode(path, bytes)
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
