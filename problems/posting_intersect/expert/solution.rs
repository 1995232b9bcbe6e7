//! Why it is fast: there is a set of bits for each list. A query with a short list looks its numbers up in
//! the sets of the others; any other query takes the words of all its sets together. Nothing is sorted,
//! merged or copied.
use std::io::{self, Read, Write};

const MOST_LISTS: i32 = 10_000;
const MOST_NUMBERS: i32 = 1_000_000;
const MOST_QUERIES: i32 = 1_000_000;
const WORTH: usize = 2; // numbers that take as long to look up as a word to be taken together with others

struct Reader<'a> {
    input: &'a [u8],
}

impl<'a> Reader<'a> {
    fn int(&mut self, least: i32, most: i32) -> io::Result<usize> {
        let (bytes, rest) = self.input.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
        self.input = rest;
        let value = i32::from_le_bytes(*bytes);
        if value < least || value > most {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(value as usize)
    }

    fn list(&mut self, u: usize, words: usize) -> io::Result<List<'a>> {
        let length = self.int(0, u as i32)?;
        if self.input.len() < 4 * length {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let (numbers, rest) = self.input.split_at(4 * length);
        self.input = rest;
        let mut list = List { numbers, bits: vec![0; words] };
        for number in numbers.chunks_exact(4).map(number_of) {
            list.bits[number / 64] |= 1 << (number % 64);
        }
        Ok(list)
    }
}

struct List<'a> {
    numbers: &'a [u8], // as they were read
    bits: Vec<u64>,
}

fn number_of(bytes: &[u8]) -> usize {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize
}

/// Common words of four sets of bits.
fn words<'a>(bits: [&'a [u64]; 4]) -> impl Iterator<Item = u64> + 'a {
    let [a, b, c, d] = bits;
    a.iter().zip(b).zip(c.iter().zip(d)).map(|((a, b), (c, d))| a & b & c & d)
}

/// If a query has fewer than four lists, one of them is repeated.
fn answer(lists: [&List; 4]) -> (u32, u32) {
    let (mut count, mut sum) = (0_u32, 0_u32);
    let shortest = lists.iter().min_by_key(|list| list.numbers.len()).unwrap();
    let bits = lists.map(|list| &list.bits[..]);
    if shortest.numbers.len() / 4 < WORTH * bits[0].len() {
        for number in shortest.numbers.chunks_exact(4).map(number_of) {
            let word = number / 64;
            let common = bits[0][word] & bits[1][word] & bits[2][word] & bits[3][word];
            let there = (common >> (number % 64)) as u32 & 1;
            count += there;
            sum = sum.wrapping_add(number as u32 & there.wrapping_neg());
        }
        return (count, sum);
    }
    for (word, mut common) in words(bits).enumerate() {
        count += common.count_ones();
        while common != 0 {
            sum = sum.wrapping_add(64 * word as u32 + common.trailing_zeros());
            common &= common - 1;
        }
    }
    (count, sum)
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let (list_count, u) = (reader.int(1, MOST_LISTS)?, reader.int(1, MOST_NUMBERS)?);
    let mut lists = Vec::with_capacity(list_count);
    for _ in 0..list_count {
        lists.push(reader.list(u, u / 64 + 1)?);
    }
    let mut output = Vec::new();
    for _ in 0..reader.int(0, MOST_QUERIES)? {
        let named = reader.int(2, 4)?;
        let mut chosen = [&lists[reader.int(0, list_count as i32 - 1)?]; 4];
        for list in &mut chosen[1..named] {
            *list = &lists[reader.int(0, list_count as i32 - 1)?];
        }
        let (count, sum) = answer(chosen);
        output.extend(count.to_le_bytes());
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
