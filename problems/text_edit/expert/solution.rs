//! Why it is fast: the text lies in pieces of at most a kilobyte, so that an edit moves some hundred bytes.
//! The piece of a position is found in two steps: by the sums of the lengths of 32 pieces each, and then by
//! the lengths of these pieces.
use std::io::{self, Read, Write};

const MAX_TEXT: i32 = 8_000_000;
const MAX_EDITS: i32 = 1_000_000;
const MAX_EDIT: i32 = 64;
const INSERT: usize = 0;
const ERASE: i32 = 1;
const ROOM: usize = 1024; // bytes of a piece
const FULL: usize = 512; // bytes that a piece has at first
const GROUP: usize = 32; // pieces

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

#[derive(Default)]
struct Text {
    pool: Vec<[u8; ROOM]>,
    pieces: Vec<u32>, // in the order of the text: where in the pool they are
    lengths: Vec<u32>,
    sums: Vec<u32>, // of the lengths of a group
    length: usize,
}

impl Text {
    fn new(text: &[u8]) -> Text {
        let mut new = Text { length: text.len(), ..Text::default() };
        for bytes in text.chunks(FULL) {
            let piece = new.new_piece(bytes);
            new.pieces.push(piece);
            new.lengths.push(bytes.len() as u32);
        }
        if text.is_empty() {
            let piece = new.new_piece(&[]);
            new.pieces.push(piece);
            new.lengths.push(0);
        }
        new.sum_from(0);
        new
    }

    fn new_piece(&mut self, bytes: &[u8]) -> u32 {
        let mut piece = [0; ROOM];
        piece[..bytes.len()].copy_from_slice(bytes);
        self.pool.push(piece);
        self.pool.len() as u32 - 1
    }

    fn sum_from(&mut self, group: usize) {
        self.sums.truncate(group);
        let rest = &self.lengths[group * GROUP..];
        self.sums.extend(rest.chunks(GROUP).map(|lengths| lengths.iter().sum::<u32>()));
    }

    /// The first piece that ends at or behind a position, and the position within it.
    fn find(&self, position: usize) -> (usize, usize) {
        let (mut left, mut group) = (position as u32, 0);
        while group + 1 < self.sums.len() && left > self.sums[group] {
            left -= self.sums[group];
            group += 1;
        }
        let mut i = group * GROUP;
        while i + 1 < self.lengths.len() && left > self.lengths[i] {
            left -= self.lengths[i];
            i += 1;
        }
        (i, left as usize)
    }

    fn split(&mut self, i: usize) {
        let (length, half) = (self.lengths[i] as usize, self.lengths[i] as usize / 2);
        let from = self.pool[self.pieces[i] as usize];
        let piece = self.new_piece(&from[half..length]);
        self.pieces.insert(i + 1, piece);
        self.lengths.insert(i + 1, (length - half) as u32);
        self.lengths[i] = half as u32;
        self.sum_from(i / GROUP);
    }

    fn insert(&mut self, position: usize, bytes: &[u8]) {
        let (mut i, mut at) = self.find(position);
        if self.lengths[i] as usize + bytes.len() > ROOM {
            self.split(i);
            (i, at) = self.find(position);
        }
        let piece = &mut self.pool[self.pieces[i] as usize];
        piece.copy_within(at..self.lengths[i] as usize, at + bytes.len());
        piece[at..at + bytes.len()].copy_from_slice(bytes);
        self.lengths[i] += bytes.len() as u32;
        self.sums[i / GROUP] += bytes.len() as u32;
        self.length += bytes.len();
    }

    fn erase(&mut self, position: usize, count: usize) {
        let (mut i, mut at) = self.find(position);
        let mut left = count;
        while left > 0 {
            let length = self.lengths[i] as usize;
            let here = left.min(length - at);
            self.pool[self.pieces[i] as usize].copy_within(at + here..length, at);
            self.lengths[i] -= here as u32;
            self.sums[i / GROUP] -= here as u32;
            left -= here;
            i += 1;
            at = 0;
        }
        self.length -= count;
    }

    fn joined(&self) -> Vec<u8> {
        let mut text = Vec::with_capacity(self.length);
        for (piece, length) in self.pieces.iter().zip(&self.lengths) {
            text.extend(&self.pool[*piece as usize][..*length as usize]);
        }
        text
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
        let position = reader.int(0, text.length as i32)?;
        let count = reader.int(0, MAX_EDIT)?;
        if kind == INSERT {
            text.insert(position, reader.bytes(count)?);
        } else if position + count <= text.length {
            text.erase(position, count);
        } else {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
    io::stdout().write_all(&text.joined())
}
