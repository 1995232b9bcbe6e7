//! The standard library's stable sort, with a key for each number.
use std::io::{self, Read, Write};

const MAX_N: i32 = 10_000_000;

/// A key whose order is that of the numbers: -0.0 before +0.0; NaNs last and all alike.
fn key(bits: &u32) -> u32 {
    if bits & 0x7fff_ffff > 0x7f80_0000 {
        return u32::MAX;
    }
    if bits & 0x8000_0000 == 0 { bits | 0x8000_0000 } else { !bits }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 4];
    input.read_exact(&mut header)?;
    let size = i32::from_le_bytes(header);
    if !(1..=MAX_N).contains(&size) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = size as usize;
    let mut bytes = vec![0; n * 4];
    input.read_exact(&mut bytes)?;
    let mut values: Vec<u32> =
        bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    values.sort_by_key(key);
    let mut sorted = Vec::with_capacity(n * 4);
    for value in &values {
        sorted.extend_from_slice(&value.to_le_bytes());
    }
    io::stdout().write_all(&sorted)
}
