//! Edit distances: the whole table of each pair, row by row, in memory of its own.
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

#[inline(never)] // the same code, whatever it is called from
fn distance(a: &[u8], b: &[u8]) -> i32 {
    let (n, m) = (a.len(), b.len());
    let width = m + 1;
    let mut table = vec![0; (n + 1) * width];
    for i in 0..=n {
        table[i * width] = i as i32;
    }
    for j in 0..=m {
        table[j] = j as i32;
    }
    for i in 1..=n {
        for j in 1..=m {
            let removed = table[(i - 1) * width + j] + 1;
            let inserted = table[i * width + j - 1] + 1;
            let replaced = table[(i - 1) * width + j - 1] + i32::from(a[i - 1] != b[j - 1]);
            table[i * width + j] = removed.min(inserted).min(replaced);
        }
    }
    table[n * width + m]
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
