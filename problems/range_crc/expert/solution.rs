//! Why it is fast: a CRC is linear. The sums of all beginnings of the text are computed once, in one pass. A
//! range's sum is that of the beginning up to its end, combined by exclusive or with what the bytes before
//! the range add to it: the sum of the beginning up to its start, followed by as many zero bytes as the range
//! is long. Tables say what up to 63 zero bytes make of a sum, and what multiples of 64 do.
use std::io::{self, BufReader, Read, Write};

const MAX_N: u32 = 5_000_000;
const MAX_RANGES: u32 = 250_000;
const MAX_LENGTH: u32 = 4096;
const STEP: usize = 64; // zero bytes
const STEPS: usize = MAX_LENGTH as usize / STEP + 1;
const BUFFER: usize = 1 << 16;

/// What becomes of each byte of a sum, at its place.
type Table = [[u32; 256]; 4];

fn read_number(input: &mut impl Read, most: u32) -> io::Result<usize> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let number = u32::from_le_bytes(bytes);
    if number > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(number as usize)
}

fn apply(table: &Table, sum: u32) -> u32 {
    let [a, b, c, d] = sum.to_le_bytes().map(usize::from);
    table[0][a] ^ table[1][b] ^ table[2][c] ^ table[3][d]
}

/// The table for no zero bytes.
fn unchanged() -> Table {
    let mut table = [[0; 256]; 4];
    for (place, sums) in table.iter_mut().enumerate() {
        for (byte, sum) in sums.iter_mut().enumerate() {
            *sum = (byte as u32) << (8 * place);
        }
    }
    table
}

/// The table for one zero byte.
fn one_zero(polynomial: u32) -> Table {
    let mut table = unchanged();
    for sum in &mut table[0] {
        for _ in 0..8 {
            *sum = if *sum & 1 == 1 { *sum >> 1 ^ polynomial } else { *sum >> 1 };
        }
    }
    for sum in table[1..].iter_mut().flatten() {
        *sum >>= 8;
    }
    table
}

/// The tables for 0, 1, 2, ... times what a table does.
fn multiples(table: &Table, count: usize) -> Vec<Table> {
    let mut tables = vec![unchanged(); count];
    for i in 1..count {
        let (before, rest) = tables.split_at_mut(i);
        for (sum, &old) in rest[0].iter_mut().flatten().zip(before[i - 1].iter().flatten()) {
            *sum = apply(table, old);
        }
    }
    tables
}

fn main() -> io::Result<()> {
    let mut input = BufReader::with_capacity(BUFFER, io::stdin().lock());
    let one_zero = one_zero(read_number(&mut input, u32::MAX)? as u32);
    let few_zeros = multiples(&one_zero, STEP + 1);
    let many_zeros = multiples(&few_zeros[STEP], STEPS);
    let n = read_number(&mut input, MAX_N)?;
    let mut text = vec![0; n];
    input.read_exact(&mut text)?;
    let mut sums = Vec::with_capacity(n + 1); // of beginnings
    let mut sum = 0_u32;
    sums.push(sum);
    for &byte in &text {
        sum = one_zero[0][usize::from(sum as u8 ^ byte)] ^ sum >> 8;
        sums.push(sum);
    }
    let mut output = Vec::new();
    for _ in 0..read_number(&mut input, MAX_RANGES)? {
        let start = read_number(&mut input, n as u32)?;
        let length = read_number(&mut input, MAX_LENGTH)?;
        if length > n - start {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let before = apply(&few_zeros[length % STEP], !sums[start]);
        let sum = !(sums[start + length] ^ apply(&many_zeros[length / STEP], before));
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
