//! Huffman decoding by a table: fifteen bits say which symbol comes first, and how many bits it has.
use std::io::{self, Read, Write};

const LONGEST: u8 = 15;
const MAX_N: i32 = 8_000_000;
const MAX_BYTES: i32 = 15_000_000;

/// For any LONGEST bits: the symbol that they begin with, and the length of its code.
fn table_of(lengths: &[u8]) -> Vec<(u8, u8)> {
    let mut table = vec![(0, 0); 1 << LONGEST];
    let mut code = 0;
    for length in 1..=LONGEST {
        for symbol in 0..=255_u8 {
            if lengths[symbol as usize] == length {
                let first = code << (LONGEST - length);
                table[first..first + (1 << (LONGEST - length))].fill((symbol, length));
                code += 1;
            }
        }
        code *= 2;
    }
    table
}

fn decode(table: &[(u8, u8)], stream: &[u8], symbols: &mut [u8]) {
    let mut place = 0;
    for symbol in symbols {
        let at = &stream[place / 8..][..3];
        let bits = usize::from(at[0]) << 16 | usize::from(at[1]) << 8 | usize::from(at[2]);
        let entry = table[bits >> (9 - place % 8) & ((1 << LONGEST) - 1)];
        *symbol = entry.0;
        place += usize::from(entry.1);
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut lengths = [0; 256];
    let mut header = [0; 8];
    input.read_exact(&mut lengths)?;
    input.read_exact(&mut header)?;
    let n = i32::from_le_bytes(header[..4].try_into().unwrap());
    let size = i32::from_le_bytes(header[4..].try_into().unwrap());
    if !(1..=MAX_N).contains(&n) || !(1..=MAX_BYTES).contains(&size) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut stream = vec![0; size as usize + 2];
    input.read_exact(&mut stream[..size as usize])?;
    let mut symbols = vec![0; n as usize];
    decode(&table_of(&lengths), &stream, &mut symbols);
    io::stdout().write_all(&symbols)
}
