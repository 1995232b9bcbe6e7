//! The most pairs of a folded string of bases: a table of all its parts, from the shortest to the longest.
use std::io::{self, Read, Write};

const MAX_N: i32 = 1024;
const BETWEEN: usize = 3;

fn is_pair(a: u8, b: u8) -> bool {
    matches!((a, b), (b'A', b'U') | (b'U', b'A') | (b'C', b'G') | (b'G', b'C') | (b'G', b'U') | (b'U', b'G'))
}

#[inline(never)] // the same code, whatever it is called from
fn most_pairs(bases: &[u8], table: &[i32], i: usize, j: usize) -> i32 {
    let n = bases.len();
    let mut best = table[(i + 1) * n + j].max(table[i * n + j - 1]);
    if j - i > BETWEEN && is_pair(bases[i], bases[j]) {
        best = best.max(table[(i + 1) * n + j - 1] + 1);
    }
    for k in i + 1..j {
        best = best.max(table[i * n + k] + table[(k + 1) * n + j]);
    }
    best
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 4];
    input.read_exact(&mut header)?;
    let n = i32::from_le_bytes(header);
    if !(1..=MAX_N).contains(&n) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = n as usize;
    let mut bases = vec![0; n];
    input.read_exact(&mut bases)?;
    if !bases.iter().all(|base| b"ACGU".contains(base)) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut table = vec![0; n * n]; // row i, column j: the bases i to j
    for length in 2..=n {
        for i in 0..=n - length {
            let j = i + length - 1;
            table[i * n + j] = most_pairs(&bases, &table, i, j);
        }
    }
    let mut bytes = Vec::with_capacity(4 * n);
    for number in &table[..n] {
        bytes.extend(number.to_le_bytes());
    }
    io::stdout().write_all(&bytes)
}
