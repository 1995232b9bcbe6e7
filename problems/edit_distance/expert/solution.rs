//! Why it is fast: Myers' algorithm keeps a column of the table as differences of neighbouring cells, which
//! are -1, 0 or 1, in two bits each, so that a step makes 64 cells by a few operations on words. The words of
//! short columns stay in registers; a carry goes from one to the next. The longer string stands in the column
//! or in the row, whichever makes fewer words.
use std::io::{self, BufReader, Read, Write};

const MAX_PAIRS: i32 = 1_000_000;
const MAX_LENGTH: i32 = 2000;
const BITS: usize = 64;
const MAX_WORDS: usize = (MAX_LENGTH as usize).div_ceil(BITS);
const BUFFER: usize = 1 << 16;

fn read_number(input: &mut impl Read, most: i32) -> io::Result<usize> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let number = i32::from_le_bytes(bytes);
    if !(0..=most).contains(&number) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(number as usize)
}

/// `matches` says where each letter stands in the column. Not for empty strings. Inlined with arrays of a
/// constant length, so that the loop over words unrolls.
#[inline(always)]
fn walk(length: usize, row: &[u8], matches: &[u64], rises: &mut [u64], falls: &mut [u64]) -> i32 {
    let words = rises.len();
    rises.fill(!0);
    falls.fill(0);
    let last = (length - 1) % BITS;
    let mut distance = length as i32;
    for &letter in row {
        let matches = &matches[letter as usize * words..][..words];
        let (mut rise_in, mut fall_in) = (1, 0); // differences to the right, of the cell above
        let (mut rise, mut fall) = (0, 0);
        for i in 0..words {
            let vertical_or_match = matches[i] | falls[i];
            let matched = matches[i] | fall_in;
            let horizontal = ((matched & rises[i]).wrapping_add(rises[i]) ^ rises[i]) | matched;
            rise = falls[i] | !(horizontal | rises[i]);
            fall = rises[i] & horizontal;
            let (shifted_rise, shifted_fall) = (rise << 1 | rise_in, fall << 1 | fall_in);
            rise_in = rise >> (BITS - 1);
            fall_in = fall >> (BITS - 1);
            rises[i] = shifted_fall | !(vertical_or_match | shifted_rise);
            falls[i] = shifted_rise & vertical_or_match;
        }
        distance += (rise >> last & 1) as i32 - (fall >> last & 1) as i32;
    }
    distance
}

fn walk_words<const WORDS: usize>(length: usize, row: &[u8], matches: &[u64]) -> i32 {
    walk(length, row, matches, &mut [0; WORDS], &mut [0; WORDS])
}

/// `matches` has zeros before and after.
fn distance(a: &[u8], b: &[u8], matches: &mut [u64]) -> i32 {
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) as i32;
    }
    let words_of = |string: &[u8]| string.len().div_ceil(BITS);
    let swap = words_of(b) * a.len() < words_of(a) * b.len();
    let (column, row) = if swap { (b, a) } else { (a, b) };
    let words = words_of(column);
    for (i, &letter) in column.iter().enumerate() {
        matches[letter as usize * words + i / BITS] |= 1 << (i % BITS);
    }
    let found = match words {
        1 => walk_words::<1>(column.len(), row, matches),
        2 => walk_words::<2>(column.len(), row, matches),
        3 => walk_words::<3>(column.len(), row, matches),
        4 => walk_words::<4>(column.len(), row, matches),
        _ => walk(column.len(), row, matches, &mut vec![0; words], &mut vec![0; words]),
    };
    for (i, &letter) in column.iter().enumerate() {
        matches[letter as usize * words + i / BITS] = 0;
    }
    found
}

fn main() -> io::Result<()> {
    let mut input = BufReader::with_capacity(BUFFER, io::stdin().lock());
    let mut matches = vec![0; 256 * MAX_WORDS];
    let mut both = [0; 2 * MAX_LENGTH as usize];
    let mut output = Vec::new();
    for _ in 0..read_number(&mut input, MAX_PAIRS)? {
        let n = read_number(&mut input, MAX_LENGTH)?;
        let m = read_number(&mut input, MAX_LENGTH)?;
        input.read_exact(&mut both[..n + m])?;
        let (a, b) = both[..n + m].split_at(n);
        output.extend(distance(a, b, &mut matches).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
