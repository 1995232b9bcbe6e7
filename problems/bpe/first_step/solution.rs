//! The merges of a word's pairs are looked up once, and again only where a token has changed.
use std::collections::HashMap;
use std::io::{self, Read, Write};

const LETTERS: i32 = 26;
const MAX_MERGES: i32 = 5000;
const MAX_WORDS: i32 = 500_000;
const LONGEST: usize = 16;

type Pair = (u16, u16);

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

fn take_word(reader: &mut Reader) -> io::Result<Vec<u16>> {
    let length = usize::from(reader.bytes(1)?[0]);
    let letters = reader.bytes(length)?;
    if !(1..=LONGEST).contains(&length) || !letters.iter().all(u8::is_ascii_lowercase) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(letters.iter().map(|letter| u16::from(letter - b'a')).collect())
}

const NONE: u16 = u16::MAX;

fn encode(mut tokens: Vec<u16>, merges: &HashMap<Pair, u16>) -> Vec<u16> {
    let merge_of = |pair: &[u16]| merges.get(&(pair[0], pair[1])).copied().unwrap_or(NONE);
    let mut found: Vec<u16> = tokens.windows(2).map(merge_of).collect();
    while let Some(lowest) = found.iter().copied().min().filter(|lowest| *lowest != NONE) {
        let mut i = 0;
        while i < found.len() {
            if found[i] == lowest {
                tokens[i] = lowest;
                tokens.remove(i + 1);
                found.remove(i);
                if i < found.len() {
                    found[i] = NONE; // the next pair has lost its left token
                }
            }
            i += 1;
        }
        for i in 0..found.len() {
            if tokens[i] == lowest || tokens[i + 1] == lowest {
                found[i] = merge_of(&tokens[i..i + 2]);
            }
        }
    }
    tokens
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut merges = HashMap::new();
    let m = reader.int(0, MAX_MERGES)? as i32;
    for token in LETTERS..LETTERS + m {
        let left = reader.int(0, token - 1)? as u16;
        let right = reader.int(0, token - 1)? as u16;
        merges.insert((left, right), token as u16);
    }
    let mut output = Vec::new();
    for _ in 0..reader.int(0, MAX_WORDS)? {
        for token in encode(take_word(&mut reader)?, &merges) {
            output.extend(token.to_le_bytes());
        }
    }
    io::stdout().write_all(&output)
}
