//! Why it is fast: the first base of a part is alone or has a partner, and only its possible partners are
//! tried. Of these, only those matter whose pair gives more than any other fold of the bases from the first
//! to the partner. They are few. Rows are made from the last base to the first, and from left to right: each
//! partner that matters improves the rest of the row at once, in a loop that becomes vectors.
use std::io::{self, Read, Write};

const MAX_N: i32 = 1024;
const BETWEEN: usize = 3;

/// Bits of the bases that a base pairs with.
fn partners(base: u8) -> u8 {
    match base {
        b'A' => 8,
        b'C' => 4,
        b'G' => 2 | 8,
        _ => 1 | 4,
    }
}

fn bit(base: u8) -> Option<u8> {
    b"ACGU".iter().position(|&letter| letter == base).map(|number| 1 << number)
}

fn improve(row: &mut [i16], behind: &[i16], pairs: i16) {
    for (number, other) in row.iter_mut().zip(behind) {
        *number = (*number).max(pairs + other);
    }
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
    let bits: Option<Vec<u8>> = bases.iter().map(|&base| bit(base)).collect();
    let bits = bits.ok_or(io::ErrorKind::InvalidData)?;
    let mut table = vec![0_i16; (n + 1) * n]; // row i, column j: the bases i to j
    for i in (0..n).rev() {
        let (before, rest) = table.split_at_mut((i + 1) * n);
        let row = &mut before[i * n..];
        let below = &rest[..n];
        let wanted = partners(bases[i]);
        row[i + 1..].copy_from_slice(&below[i + 1..]);
        for j in i + BETWEEN + 1..n {
            let pairs = below[j - 1] + 1;
            if pairs <= row[j] || wanted & bits[j] == 0 {
                continue;
            }
            row[j] = pairs;
            let behind = &rest[(j - i) * n..][..n];
            improve(&mut row[j + 1..], &behind[j + 1..], pairs);
        }
    }
    let mut bytes = Vec::with_capacity(4 * n);
    for &number in &table[..n] {
        bytes.extend(i32::from(number).to_le_bytes());
    }
    io::stdout().write_all(&bytes)
}
