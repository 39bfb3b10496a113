//! A running program that is spoken to over its standard input and output, one message of the protocol after the other.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// How long anything may take on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Both ends of the wire, and the program behind it, which ends with it.
pub struct Wire {
    /// The program.
    pub child: Child,
    input: Option<ChildStdin>,
    incoming: Receiver<Value>,
}

impl Wire {
    /// Starts a program.
    pub fn start(command: &mut Command) -> Wire {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let (sender, incoming) = mpsc::channel();
        std::thread::spawn(move || while read(&mut output).is_some_and(|message| sender.send(message).is_ok()) {});
        Wire {
            input: child.stdin.take(),
            child,
            incoming,
        }
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input
            .write_all(bytes)
            .and_then(|()| input.flush())
            .expect("the server reads");
    }

    /// Sends a message.
    pub fn post(&mut self, message: &Value) {
        let body = message.to_string();
        self.send(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// The next message; nothing at the end of patience or of the stream.
    pub fn receive(&mut self, end: Instant) -> Option<Value> {
        let left = end.saturating_duration_since(Instant::now());
        self.incoming.recv_timeout(left).ok()
    }

    /// Closes the program's input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits for the program to end.
    pub fn wait(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child of ours") {
                return status;
            }
            assert!(Instant::now() < end, "the program does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One message; nothing at the end. Whatever is no message of the protocol is an error of the server.
fn read(stream: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        let number = line.strip_prefix("Content-Length: ");
        let number = number.expect("only the protocol on standard output");
        length = number.trim().parse::<usize>().ok();
    }
    let mut body = vec![0; length.expect("a length")];
    stream.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}

/// The name of a file in the protocol.
pub fn uri(file: &Path) -> String {
    format!("file://{}", file.display())
}
