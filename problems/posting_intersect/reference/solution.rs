//! Posting lists: each query merges its first two lists into a new one, then that with the next, and so on.
use std::cmp::Ordering;
use std::io::{self, Read, Write};
use std::mem;
use std::ops::RangeInclusive;

const MOST_LISTS: i32 = 10_000;
const MOST_NUMBERS: i32 = 1_000_000;
const MOST_QUERIES: i32 = 1_000_000;

struct Reader<'a> {
    input: &'a [u8],
}

impl Reader<'_> {
    fn int(&mut self, range: RangeInclusive<i32>) -> io::Result<usize> {
        let (bytes, rest) = self.input.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
        self.input = rest;
        let value = i32::from_le_bytes(*bytes);
        if !range.contains(&value) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(value as usize)
    }

    fn list(&mut self, u: usize) -> io::Result<Vec<i32>> {
        let length = self.int(0..=u as i32)?;
        if self.input.len() < 4 * length {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let (bytes, rest) = self.input.split_at(4 * length);
        self.input = rest;
        Ok(bytes.chunks_exact(4).map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }
}

/// Puts the numbers that are in both lists into a third.
#[inline(never)] // the same code, whatever it is called from
fn intersect(one: &[i32], other: &[i32], both: &mut Vec<i32>) {
    both.clear();
    let (mut i, mut k) = (0, 0);
    while i < one.len() && k < other.len() {
        match one[i].cmp(&other[k]) {
            Ordering::Less => i += 1,
            Ordering::Greater => k += 1,
            Ordering::Equal => {
                both.push(one[i]);
                i += 1;
                k += 1;
            }
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let (list_count, u) = (reader.int(1..=MOST_LISTS)?, reader.int(1..=MOST_NUMBERS)?);
    let mut lists = Vec::new();
    for _ in 0..list_count {
        lists.push(reader.list(u)?);
    }
    let (mut common, mut next) = (Vec::new(), Vec::new());
    let mut output = Vec::new();
    let last = list_count as i32 - 1;
    for _ in 0..reader.int(0..=MOST_QUERIES)? {
        let named = reader.int(2..=4)?;
        common.clone_from(&lists[reader.int(0..=last)?]);
        for _ in 1..named {
            intersect(&common, &lists[reader.int(0..=last)?], &mut next);
            mem::swap(&mut common, &mut next);
        }
        let mut sum = 0_u32;
        for number in &common {
            sum = sum.wrapping_add(*number as u32);
        }
        output.extend((common.len() as u32).to_le_bytes());
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
