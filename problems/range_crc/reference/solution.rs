//! CRC of ranges of a text: a table of 256 entries, and each range from its first byte to its last.
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

fn table_of(polynomial: u32) -> [u32; 256] {
    let mut table = [0; 256];
    for byte in 0..256 {
        let mut sum = byte as u32;
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ polynomial } else { sum >> 1 };
        }
        table[byte] = sum;
    }
    table
}

#[inline(never)] // the same code, whatever it is called from
fn checksum(table: &[u32; 256], bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for &byte in bytes {
        sum = table[((sum ^ u32::from(byte)) & 255) as usize] ^ sum >> 8;
    }
    !sum
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let table = table_of(read_number(&mut input, u32::MAX)? as u32);
    let n = read_number(&mut input, MAX_N)?;
    let mut text = vec![0; n];
    input.read_exact(&mut text)?;
    for _ in 0..read_number(&mut input, MAX_RANGES)? {
        let start = read_number(&mut input, n as u32)?;
        let length = read_number(&mut input, MAX_LENGTH)?;
        if length > n - start {
            return Err(io::ErrorKind::InvalidData.into());
        }
        output.write_all(&checksum(&table, &text[start..start + length]).to_le_bytes())?;
    }
    output.flush()
}
