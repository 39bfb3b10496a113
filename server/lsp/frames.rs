//! Messages out of a stream of bytes, whatever else the stream holds.

use std::io::{self, Read};

/// The largest message that is taken, in bytes. The largest design is far smaller.
pub const LIMIT: usize = 64 << 20;

/// The longest header that is taken, in bytes.
const HEADER: usize = 16 << 10;

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of a message.
    Message(Vec<u8>),
    /// Bytes that belong to no message; they were skipped.
    Garbage,
    /// A message of so many bytes; it was skipped.
    TooLong(usize),
}

/// Cuts a stream into messages.
pub struct Frames<R> {
    stream: R,
    /// What was read and not yet handed out.
    ahead: Vec<u8>,
    is_over: bool,
}

impl<R: Read> Frames<R> {
    /// Begins at the stream's present place.
    pub fn new(stream: R) -> Frames<R> {
        Frames {
            stream,
            ahead: Vec::new(),
            is_over: false,
        }
    }

    /// The next message or the next thing that is none; nothing when the stream has ended.
    pub fn next(&mut self) -> io::Result<Option<Frame>> {
        let mut garbage = false;
        loop {
            match header(&self.ahead) {
                Header::Length { skipped, end, length } => {
                    // Garbage is told first; the message stays for the next call.
                    let start = find_header(&self.ahead).filter(|_| skipped).unwrap_or_default();
                    self.ahead.drain(..start);
                    if garbage || start > 0 {
                        return Ok(Some(Frame::Garbage));
                    }
                    self.ahead.drain(..end);
                    return self.body(length);
                }
                Header::None { end } => {
                    self.ahead.drain(..end);
                    garbage = true;
                }
                Header::Open if self.ahead.len() > HEADER => {
                    // No header is as long as this. Its last bytes may begin a true one.
                    let keep = self.ahead.len() - MARK.len();
                    self.ahead.drain(..keep);
                    garbage = true;
                }
                Header::Open if self.is_over => {
                    let rest = !self.ahead.trim_ascii().is_empty();
                    self.ahead.clear();
                    return Ok((garbage || rest).then_some(Frame::Garbage));
                }
                Header::Open => self.fill(8 << 10)?,
            }
        }
    }

    /// Takes back a body that was no message: its length may have been wrong, and it may hold the beginning of the
    /// message after it.
    pub fn give_back(&mut self, body: &[u8]) {
        if let Some(at) = find_header(body)
            && matches!(header(&body[at..]), Header::Length { .. } | Header::Open)
        {
            self.ahead.splice(..0, body[at..].iter().copied());
        }
    }

    fn body(&mut self, length: usize) -> io::Result<Option<Frame>> {
        if length > LIMIT {
            let mut left = length;
            while left > 0 && !(self.is_over && self.ahead.is_empty()) {
                let here = left.min(self.ahead.len());
                self.ahead.drain(..here);
                left -= here;
                if left > 0 {
                    self.fill(64 << 10)?;
                }
            }
            return Ok(Some(Frame::TooLong(length)));
        }
        while self.ahead.len() < length && !self.is_over {
            self.fill((length - self.ahead.len()).max(4 << 10))?;
        }
        if self.ahead.len() < length {
            self.ahead.clear();
            return Ok(Some(Frame::Garbage));
        }
        let rest = self.ahead.split_off(length);
        Ok(Some(Frame::Message(std::mem::replace(&mut self.ahead, rest))))
    }

    /// Reads what is there, at most `most` bytes; waits for the first.
    fn fill(&mut self, most: usize) -> io::Result<()> {
        let start = self.ahead.len();
        self.ahead.resize(start + most.min(1 << 20), 0);
        let read = loop {
            match self.stream.read(&mut self.ahead[start..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.ahead.truncate(start + *read.as_ref().unwrap_or(&0));
        self.is_over |= read? == 0;
        Ok(())
    }
}

/// What every header holds, in lower case.
const MARK: &[u8] = b"content-length:";

/// What a stream begins with.
enum Header {
    /// Not yet to be told.
    Open,
    /// A header, perhaps behind bytes that belong to none, up to the byte `end`.
    Length { skipped: bool, end: usize, length: usize },
    /// No header, up to the byte `end`.
    None { end: usize },
}

fn header(bytes: &[u8]) -> Header {
    let Some(end) = blank_line(bytes) else {
        return Header::Open;
    };
    let mut length = None;
    let mut skipped = false;
    for line in bytes[..end].split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        match find_mark(line) {
            Some(at) => {
                // Behind garbage without a line break, the header begins in the middle of a line.
                skipped |= at > 0;
                length = parse(&line[at + MARK.len()..]).or(length);
            }
            None => skipped |= !line.is_empty() && !is_header(line),
        }
    }
    match length {
        Some(length) => Header::Length { skipped, end, length },
        None => Header::None { end },
    }
}

/// The byte behind the first line that is empty; at the beginning there may be any number of them.
fn blank_line(bytes: &[u8]) -> Option<usize> {
    let start = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
    let mut line = start;
    loop {
        let end = line + bytes[line..].iter().position(|byte| *byte == b'\n')?;
        if bytes[line..end].trim_ascii().is_empty() && line > start {
            return Some(end + 1);
        }
        line = end + 1;
    }
}

/// Where the first `Content-Length` begins.
fn find_header(bytes: &[u8]) -> Option<usize> {
    (0..bytes.len().saturating_sub(MARK.len())).find(|at| bytes[*at..*at + MARK.len()].eq_ignore_ascii_case(MARK))
}

fn find_mark(line: &[u8]) -> Option<usize> {
    line.windows(MARK.len())
        .rposition(|window| window.eq_ignore_ascii_case(MARK))
}

fn is_header(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < line.len() && !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

fn parse(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}
