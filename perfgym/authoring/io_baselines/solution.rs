//! I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes. All goes
//! through one small buffer, because keeping the input costs page faults that a good program need not have.
use std::fs::File;
use std::io::{Read, Result, Write};
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;

fn main() -> Result<()> {
    // Without the buffers of std::io::stdin() and stdout(), which would copy every byte once more.
    let mut input = ManuallyDrop::new(unsafe { File::from_raw_fd(0) });
    let mut output = ManuallyDrop::new(unsafe { File::from_raw_fd(1) });
    let mut buffer = [0u8; 1 << 16];
    let mut first = [0u8; 8];
    input.read_exact(&mut first)?;
    let mut left = u64::from_le_bytes(first) as usize;
    while input.read(&mut buffer)? > 0 {}
    while left > 0 {
        left -= output.write(&buffer[..left.min(1 << 16)])?;
    }
    Ok(())
}
