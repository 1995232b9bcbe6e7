//! The text lies in one vector with a gap, which is moved to where an edit is.
use std::io::{self, Read, Write};

const MAX_TEXT: i32 = 8_000_000;
const MAX_EDITS: i32 = 1_000_000;
const MAX_EDIT: i32 = 64;
const INSERT: usize = 0;
const ERASE: i32 = 1;

struct Reader<'a> {
    input: &'a [u8],
}

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> io::Result<&'a [u8]> {
        if count > self.input.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let (taken, rest) = self.input.split_at(count);
        self.input = rest;
        Ok(taken)
    }

    fn int(&mut self, least: i32, most: i32) -> io::Result<usize> {
        let value = i32::from_le_bytes(self.bytes(4)?.try_into().unwrap());
        if value < least || value > most {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(value as usize)
    }
}

struct Text {
    bytes: Vec<u8>,
    gap: usize,
    gap_end: usize, // the first byte behind it
}

impl Text {
    fn new(text: &[u8]) -> Text {
        let mut bytes = text.to_vec();
        bytes.resize(text.len() + MAX_EDIT as usize, 0);
        Text { gap: text.len(), gap_end: bytes.len(), bytes }
    }

    fn len(&self) -> usize {
        self.bytes.len() - (self.gap_end - self.gap)
    }

    fn move_gap(&mut self, position: usize) {
        if position < self.gap {
            let start = self.gap_end - (self.gap - position);
            self.bytes.copy_within(position..self.gap, start);
            self.gap_end = start;
        } else {
            let end = self.gap_end + (position - self.gap);
            self.bytes.copy_within(self.gap_end..end, self.gap);
            self.gap_end = end;
        }
        self.gap = position;
    }

    fn insert(&mut self, position: usize, bytes: &[u8]) {
        self.move_gap(position);
        if self.gap_end - self.gap < bytes.len() {
            let old = self.bytes.len();
            self.bytes.resize(2 * old, 0);
            self.bytes.copy_within(self.gap_end..old, self.gap_end + old);
            self.gap_end += old;
        }
        self.bytes[self.gap..][..bytes.len()].copy_from_slice(bytes);
        self.gap += bytes.len();
    }

    fn erase(&mut self, position: usize, count: usize) {
        self.move_gap(position);
        self.gap_end += count;
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let n = reader.int(0, MAX_TEXT)?;
    let mut text = Text::new(reader.bytes(n)?);
    for _ in 0..reader.int(0, MAX_EDITS)? {
        let kind = reader.int(0, ERASE)?;
        let position = reader.int(0, text.len() as i32)?;
        let count = reader.int(0, MAX_EDIT)?;
        if kind == INSERT {
            text.insert(position, reader.bytes(count)?);
        } else if position + count <= text.len() {
            text.erase(position, count);
        } else {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
    io::stdout().write_all(&text.bytes[..text.gap])?;
    io::stdout().write_all(&text.bytes[text.gap_end..])
}
