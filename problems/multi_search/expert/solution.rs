//! Why it is fast: all patterns are looked for in one pass. The three bytes at each place are hashed into a
//! table, which rules out nearly all places, because no pattern begins that way; it stays in the nearest
//! cache, and the only branch on the text is whether a place is left. Such places are compared with the
//! patterns of the same hash, as one number under a mask.
use std::io::{self, Read, Write};

const MAX_PATTERNS: i32 = 2000;
const MAX_TEXT: i32 = 5_000_000;
const SHORTEST: usize = 3;
const LONGEST: usize = 12;
const SPARE: usize = 32;
const HASH_BITS: u32 = 14;
const TOGETHER: usize = 16; // places that are sifted before any is compared

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

struct Pattern {
    bytes: u128,
    mask: u128,
    length: usize,
    count: u32,
    sum: u32,
    next: Option<u16>, // of the same hash
}

struct Patterns {
    all: Vec<Pattern>,
    begins: [u8; 1 << HASH_BITS],
    firsts: [Option<u16>; 1 << HASH_BITS],
}

fn hash_at(bytes: &[u8; 4]) -> usize {
    ((u32::from_le_bytes(*bytes) << 8).wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize
}

impl Patterns {
    fn add(&mut self, text: &[u8]) {
        let mut bytes = [0; 16];
        bytes[..text.len()].copy_from_slice(text);
        let hash = hash_at(bytes.first_chunk().unwrap());
        self.all.push(Pattern {
            bytes: u128::from_le_bytes(bytes),
            mask: (1 << (8 * text.len())) - 1,
            length: text.len(),
            count: 0,
            sum: 0,
            next: self.firsts[hash],
        });
        self.firsts[hash] = Some(self.all.len() as u16 - 1);
        self.begins[hash] = 1;
    }

    fn compare(&mut self, text: &[u8], i: usize, n: usize) {
        let bytes: &[u8; 16] = text[i..].first_chunk().unwrap();
        let mut next = self.firsts[hash_at(bytes.first_chunk().unwrap())];
        while let Some(number) = next {
            let pattern = &mut self.all[usize::from(number)];
            if (u128::from_le_bytes(*bytes) ^ pattern.bytes) & pattern.mask == 0 && i + pattern.length <= n {
                pattern.count += 1;
                pattern.sum = pattern.sum.wrapping_add(i as u32);
            }
            next = pattern.next;
        }
    }

    /// Behind the n bytes of the text there are spare ones.
    fn search(&mut self, text: &[u8], n: usize) {
        for start in (0..n).step_by(TOGETHER) {
            let piece: &[u8; TOGETHER + 4] = text[start..].first_chunk().unwrap();
            let mut candidates = 0_u32;
            for i in 0..TOGETHER {
                let hash = hash_at(&[piece[i], piece[i + 1], piece[i + 2], piece[i + 3]]);
                candidates |= u32::from(self.begins[hash]) << i;
            }
            while candidates != 0 {
                let i = start + candidates.trailing_zeros() as usize;
                if i < n {
                    self.compare(text, i, n);
                }
                candidates &= candidates - 1;
            }
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let end = input.len();
    input.resize(end + SPARE, 0);
    let mut reader = Reader { input: &input[..end] };
    let mut patterns =
        Patterns { all: Vec::new(), begins: [0; 1 << HASH_BITS], firsts: [None; 1 << HASH_BITS] };
    for _ in 0..reader.int(0, MAX_PATTERNS)? {
        let length = usize::from(reader.bytes(1)?[0]);
        if !(SHORTEST..=LONGEST).contains(&length) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        patterns.add(reader.bytes(length)?);
    }
    let n = reader.int(0, MAX_TEXT)?;
    let start = end - reader.input.len();
    reader.bytes(n)?;
    patterns.search(&input[start..], n);
    let mut output = Vec::new();
    for pattern in &patterns.all {
        output.extend(pattern.count.to_le_bytes());
        output.extend(pattern.sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
