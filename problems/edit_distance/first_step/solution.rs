//! Edit distances: a single row of the table, whose last cells stay in variables.
use std::io::{self, BufWriter, Read, Write};

const MAX_PAIRS: i32 = 1_000_000;
const MAX_LENGTH: i32 = 2000;

fn read_number(input: &mut impl Read, most: i32) -> io::Result<usize> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let number = i32::from_le_bytes(bytes);
    if !(0..=most).contains(&number) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(number as usize)
}

fn read_string(input: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut string = vec![0; length];
    input.read_exact(&mut string)?;
    Ok(string)
}

fn distance(a: &[u8], b: &[u8]) -> i32 {
    let mut row: Vec<i32> = (0..=b.len() as i32).collect();
    for &letter in a {
        let mut diagonal = row[0];
        row[0] += 1;
        let mut left = row[0];
        for (cell, &other) in row[1..].iter_mut().zip(b) {
            let above = *cell;
            let best = (above + 1).min(diagonal + i32::from(letter != other));
            left = best.min(left + 1);
            *cell = left;
            diagonal = above;
        }
    }
    row[b.len()]
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    for _ in 0..read_number(&mut input, MAX_PAIRS)? {
        let n = read_number(&mut input, MAX_LENGTH)?;
        let m = read_number(&mut input, MAX_LENGTH)?;
        let a = read_string(&mut input, n)?;
        let b = read_string(&mut input, m)?;
        output.write_all(&distance(&a, &b).to_le_bytes())?;
    }
    output.flush()
}
