//! CRC of ranges of a text: eight tables, so that eight bytes of a range are done at a time.
use std::io::{self, BufWriter, Read, Write};

const MAX_N: u32 = 5_000_000;
const MAX_RANGES: u32 = 250_000;
const MAX_LENGTH: u32 = 4096;

fn read_number(input: &mut impl Read, most: u32) -> io::Result<usize> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let number = u32::from_le_bytes(bytes);
    if number > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(number as usize)
}

/// What a byte makes of the sum, and that with more zero bytes behind it.
fn tables_of(polynomial: u32) -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    for byte in 0..256 {
        let mut sum = byte as u32;
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ polynomial } else { sum >> 1 };
        }
        tables[0][byte] = sum;
    }
    for zeros in 1..8 {
        for byte in 0..256 {
            let sum = tables[zeros - 1][byte];
            tables[zeros][byte] = tables[0][(sum & 255) as usize] ^ sum >> 8;
        }
    }
    tables
}

fn checksum(tables: &[[u32; 256]; 8], bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let word = u64::from_le_bytes(word.try_into().unwrap()) ^ u64::from(sum);
        sum = 0;
        for (table, byte) in tables.iter().rev().zip(word.to_le_bytes()) {
            sum ^= table[usize::from(byte)];
        }
    }
    for &byte in words.remainder() {
        sum = tables[0][((sum ^ u32::from(byte)) & 255) as usize] ^ sum >> 8;
    }
    !sum
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let tables = tables_of(read_number(&mut input, u32::MAX)? as u32);
    let n = read_number(&mut input, MAX_N)?;
    let mut text = vec![0; n];
    input.read_exact(&mut text)?;
    for _ in 0..read_number(&mut input, MAX_RANGES)? {
        let start = read_number(&mut input, n as u32)?;
        let length = read_number(&mut input, MAX_LENGTH)?;
        if length > n - start {
            return Err(io::ErrorKind::InvalidData.into());
        }
        output.write_all(&checksum(&tables, &text[start..start + length]).to_le_bytes())?;
    }
    output.flush()
}
