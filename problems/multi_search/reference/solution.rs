//! Each pattern is compared with the text at each place.
use std::io::{self, Read, Write};

const MAX_PATTERNS: i32 = 2000;
const MAX_TEXT: i32 = 5_000_000;
const SHORTEST: usize = 3;
const LONGEST: usize = 12;

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

fn take_pattern<'a>(reader: &mut Reader<'a>) -> io::Result<&'a [u8]> {
    let length = usize::from(reader.bytes(1)?[0]);
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    reader.bytes(length)
}

#[inline(never)] // the same code, whatever it is called from
fn search(text: &[u8], pattern: &[u8]) -> (u32, u32) {
    let (mut count, mut sum) = (0, 0_u32);
    for i in 0..(text.len() + 1).saturating_sub(pattern.len()) {
        let mut j = 0;
        while j < pattern.len() && text[i + j] == pattern[j] {
            j += 1;
        }
        if j == pattern.len() {
            count += 1;
            sum = sum.wrapping_add(i as u32);
        }
    }
    (count, sum)
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let mut patterns = Vec::new();
    for _ in 0..reader.int(0, MAX_PATTERNS)? {
        patterns.push(take_pattern(&mut reader)?);
    }
    let n = reader.int(0, MAX_TEXT)?;
    let text = reader.bytes(n)?;
    let mut output = Vec::new();
    for pattern in patterns {
        let (count, sum) = search(text, pattern);
        output.extend(count.to_le_bytes());
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
