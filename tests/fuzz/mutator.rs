//! Makes new inputs of old ones.

use fastrand::Rng;

/// Mutates by bytes, by lines and by words.
pub struct Mutator<'a> {
    rng: Rng,
    longest: usize,
    words: &'a [Vec<u8>],
}

impl<'a> Mutator<'a> {
    /// Makes the same inputs again for the same seed.
    pub fn new(seed: u64, longest: usize, words: &'a [Vec<u8>]) -> Mutator<'a> {
        Mutator {
            rng: Rng::with_seed(seed),
            longest,
            words,
        }
    }

    /// A new input of one of the corpus, changed a few times.
    pub fn mutate(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        // What came last showed something new.
        let recent = corpus.len().saturating_sub(64)..corpus.len();
        let mut input = match self.rng.bool() {
            true => corpus[self.rng.usize(recent)].clone(),
            false => self.one(corpus).clone(),
        };
        for _ in 0..=self.rng.usize(..8) {
            self.change(&mut input, corpus);
        }
        input.truncate(self.longest);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let at = self.rng.usize(..=input.len());
        match self.rng.u8(..16) {
            0 if at < input.len() => input[at] = self.rng.u8(..),
            1 if at < input.len() => input[at] ^= 1 << self.rng.u8(..8),
            2 => drop(input.drain(at..(at + self.rng.usize(..40)).min(input.len()))),
            3 => {
                let line = self.line(input);
                drop(input.drain(line));
            }
            4 => {
                let line = self.line(input);
                let (copy, times) = (input[line.clone()].to_vec(), 1 << self.rng.u32(..5));
                input.splice(line.end..line.end, copy.repeat(times));
            }
            5 => {
                let (from, to) = (self.line(input), self.line(input));
                let copy = input[from].to_vec();
                input.splice(to.start..to.start, copy);
            }
            6 | 7 => {
                let other = self.one(corpus).clone();
                let line = self.line(&other);
                let place = self.line(input).start;
                input.splice(place..place, other[line].iter().copied());
            }
            8 => {
                let other = self.one(corpus).clone();
                let from = self.rng.usize(..=other.len());
                let to = (from + self.rng.usize(..2000)).min(other.len());
                input.splice(at..at, other[from..to].iter().copied());
            }
            9 => input.truncate(at),
            10 => {
                let line = self.line(input);
                let marks: [&[u8]; 12] = [
                    b"> ", b"- ", b"  ", b"    ", b"# ", b"## ", b"1. ", b"| ", b"\t", b"```\n", b"* [ ] ", b"<!-- ",
                ];
                let mark = marks[self.rng.usize(..marks.len())];
                let times = if self.rng.u8(..8) == 0 { 200 } else { 1 };
                input.splice(line.start..line.start, mark.repeat(times));
            }
            11 => {
                let wild: [&str; 16] = [
                    "é", "😀", "\u{0}", "\u{200B}", "\u{FEFF}", "\r", "\r\n", "\u{2028}", "e\u{301}", "İ", "ß",
                    "\u{202E}", "＃", "\u{A0}", "ﬁ", "𝟚",
                ];
                let letter = wild[self.rng.usize(..wild.len())];
                input.splice(at..at, letter.bytes());
            }
            12 => {
                let figures = [
                    "0",
                    "-1",
                    "1e309",
                    "99.999%",
                    "18446744073709551616",
                    "1/0",
                    "10^400",
                    "= 0",
                    "NaN",
                    "1,000,0",
                    "½",
                    "1k-",
                ];
                let figure = figures[self.rng.usize(..figures.len())];
                input.splice(at..at, figure.bytes());
            }
            _ => {
                let word = self.one(self.words).clone();
                let blank = if self.rng.bool() { &b" "[..] } else { b"" };
                input.splice(at..at, [blank, &word, blank].concat());
            }
        }
    }

    fn one<'b>(&mut self, all: &'b [Vec<u8>]) -> &'b Vec<u8> {
        &all[self.rng.usize(..all.len())]
    }

    /// A line with its end.
    fn line(&mut self, input: &[u8]) -> std::ops::Range<usize> {
        let at = self.rng.usize(..=input.len());
        let start = input[..at]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        let end = input[at..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(input.len(), |end| at + end + 1);
        start..end
    }
}
