//! The text lies in one vector; each edit moves all that is behind it.
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

#[inline(never)] // the same code, whatever it is called from
fn insert(text: &mut Vec<u8>, position: usize, bytes: &[u8]) {
    text.splice(position..position, bytes.iter().copied());
}

#[inline(never)] // the same code, whatever it is called from
fn erase(text: &mut Vec<u8>, position: usize, count: usize) {
    text.drain(position..position + count);
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let n = reader.int(0, MAX_TEXT)?;
    let mut text = reader.bytes(n)?.to_vec();
    for _ in 0..reader.int(0, MAX_EDITS)? {
        let kind = reader.int(0, ERASE)?;
        let position = reader.int(0, text.len() as i32)?;
        let count = reader.int(0, MAX_EDIT)?;
        if kind == INSERT {
            insert(&mut text, position, reader.bytes(count)?);
        } else if position + count <= text.len() {
            erase(&mut text, position, count);
        } else {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
    io::stdout().write_all(&text)
}
