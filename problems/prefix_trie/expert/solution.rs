//! Why it is fast: a word is a number of five bits a letter, so that the words with a prefix are a range of
//! numbers. They are sorted by digits of 12 bits, no deeper than the longest prefix needs. A table gives the
//! place of each beginning of three letters; a longer prefix is searched for within its entry.
use std::io::{self, Read, Write};
use std::mem;

const LONGEST: usize = 12;
const LETTER_BITS: usize = 5;
const KEY_BITS: usize = LONGEST * LETTER_BITS;
const TOP_LETTERS: usize = 3;
const TOP_SHIFT: usize = KEY_BITS - TOP_LETTERS * LETTER_BITS;
const TOP_ENTRIES: usize = 1 << (TOP_LETTERS * LETTER_BITS);
const DIGIT_BITS: usize = 12;
const DIGITS: usize = 1 << DIGIT_BITS;
const MAX_WORDS: i32 = 300_000;
const MAX_PREFIXES: i32 = 1_000_000;

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

/// A text as a number, with zeros behind it, and its length.
fn take_key(reader: &mut Reader) -> io::Result<(u64, usize)> {
    let length = usize::from(reader.bytes(1)?[0]);
    let text = reader.bytes(length)?;
    if !(1..=LONGEST).contains(&length) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let key = text.iter().fold(0, |key, letter| key << LETTER_BITS | u64::from(letter & 31));
    Ok((key << (KEY_BITS - LETTER_BITS * length), length))
}

/// Sorts by the bits from `low` on.
fn sort(keys: &mut Vec<u64>, low: usize) {
    let mut other = vec![0; keys.len()];
    for shift in (low..KEY_BITS).step_by(DIGIT_BITS) {
        let digit_of = |key: u64| (key >> shift) as usize % DIGITS;
        let mut starts = [0_u32; DIGITS];
        for key in &*keys {
            starts[digit_of(*key)] += 1;
        }
        let mut total = 0;
        for start in &mut starts {
            total += mem::replace(start, total);
        }
        for key in &*keys {
            let start = &mut starts[digit_of(*key)];
            other[*start as usize] = *key;
            *start += 1;
        }
        mem::swap(keys, &mut other);
    }
}

struct Words {
    keys: Vec<u64>,
    top: Vec<u32>, // where words begin that are not less than three letters
}

impl Words {
    fn new(mut keys: Vec<u64>, low: usize) -> Words {
        sort(&mut keys, low);
        let mut top = Vec::with_capacity(TOP_ENTRIES + 1);
        let mut at = 0;
        for letters in 0..=TOP_ENTRIES as u64 {
            while at < keys.len() && keys[at] >> TOP_SHIFT < letters {
                at += 1;
            }
            top.push(at as u32);
        }
        Words { keys, top }
    }

    fn count(&self, prefix: u64, length: usize) -> i32 {
        let end = prefix + (1 << (KEY_BITS - LETTER_BITS * length));
        let first = (prefix >> TOP_SHIFT) as usize;
        if length <= TOP_LETTERS {
            return (self.top[(end >> TOP_SHIFT) as usize] - self.top[first]) as i32;
        }
        let alike = &self.keys[self.top[first] as usize..self.top[first + 1] as usize];
        let alike = &alike[alike.partition_point(|key| *key < prefix)..];
        alike.partition_point(|key| *key < end) as i32
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut keys = Vec::new();
    for _ in 0..reader.int(0, MAX_WORDS)? {
        keys.push(take_key(&mut reader)?.0);
    }
    let mut prefixes = Vec::new();
    for _ in 0..reader.int(0, MAX_PREFIXES)? {
        prefixes.push(take_key(&mut reader)?);
    }
    let longest = prefixes.iter().map(|(_, length)| *length).max().unwrap_or(1);
    let words = Words::new(keys, KEY_BITS - LETTER_BITS * longest);
    let mut output = Vec::with_capacity(4 * prefixes.len());
    for (prefix, length) in prefixes {
        output.extend(words.count(prefix, length).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
