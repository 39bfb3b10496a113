//! The stream from the editor, however it comes in pieces.

#[path = "../../server/lsp/frames.rs"]
mod decoder;

use super::driver::Seen;
use decoder::{Frame, Frames, LIMIT};
use std::io::Read;

/// Gives at most so many bytes at a time.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// Everything in a stream, as the server takes it: a body that is no message is given back.
fn all(input: &[u8], piece: usize) -> Vec<Frame> {
    let mut frames = Frames::new(Pieces(input, piece));
    let mut all = Vec::new();
    while let Some(frame) = frames.next().expect("nothing fails to be read") {
        assert!(all.len() <= input.len() + 1, "there is no end to it");
        if let Frame::Message(body) = &frame {
            assert!(body.len() <= LIMIT);
            if !body.starts_with(b"{") || !body.ends_with(b"}") {
                frames.give_back(body);
            }
        }
        all.push(frame);
    }
    all
}

pub fn check(input: &[u8], seen: &mut Seen) {
    let whole = all(input, usize::MAX);
    let kinds: [usize; 3] = std::array::from_fn(|kind| {
        whole
            .iter()
            .filter(|frame| match frame {
                Frame::Message(_) => kind == 0,
                Frame::Garbage => kind == 1,
                Frame::TooLong(_) => kind == 2,
            })
            .count()
    });
    kinds
        .iter()
        .enumerate()
        .for_each(|(kind, count)| seen.note(kind, *count));
    for piece in [1, 7] {
        let messages = |frames: &[Frame]| -> Vec<Vec<u8>> {
            let bodies = frames.iter().filter_map(|frame| match frame {
                Frame::Message(body) => Some(body.clone()),
                _ => None,
            });
            bodies.collect()
        };
        assert_eq!(messages(&whole), messages(&all(input, piece)), "in pieces of {piece}");
    }
    // A good message behind whatever this was is found when one more stands before it: the first may be swallowed.
    let good = b"{\"id\":\"good\"}";
    let header = format!("Content-Length: {}\r\n\r\n", good.len());
    let message = [header.as_bytes(), good].concat();
    let alone = all(&message.repeat(3), 5);
    assert_eq!(alone, [good, good, good].map(|body| Frame::Message(body.to_vec())));
}
