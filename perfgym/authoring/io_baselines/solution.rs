//! I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes.
use std::io::{Read, Result, Write};

fn main() -> Result<()> {
    let mut data = Vec::new();
    std::io::stdin().lock().read_to_end(&mut data)?;
    let mut left = u64::from_le_bytes(data[..8].try_into().unwrap()) as usize;
    let mut out = std::io::stdout().lock();
    while left > 0 {
        let put = left.min(data.len());
        out.write_all(&data[..put])?;
        left -= put;
    }
    out.flush()
}
