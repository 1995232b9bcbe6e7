//! Moving median: the oldest value is looked for in a sorted window, and the newest moved to its place.
use std::io::{self, Read, Write};

const MOST_VALUES: i32 = 4_000_000;
const WIDEST: i32 = 65535;

#[inline(never)] // the same code, whatever it is called from
fn replace(window: &mut [u16], oldest: u16, newest: u16) {
    let mut i = 0;
    while window[i] != oldest {
        i += 1;
    }
    while i + 1 < window.len() && window[i + 1] < newest {
        window[i] = window[i + 1];
        i += 1;
    }
    while i > 0 && window[i - 1] > newest {
        window[i] = window[i - 1];
        i -= 1;
    }
    window[i] = newest;
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let (header, values) = input.split_first_chunk::<8>().ok_or(io::ErrorKind::InvalidData)?;
    let number = |i: usize| i32::from_le_bytes([header[i], header[i + 1], header[i + 2], header[i + 3]]);
    let (n, width) = (number(0), number(4));
    if !(1..=MOST_VALUES).contains(&n) || !(1..=WIDEST.min(n)).contains(&width) || width % 2 == 0 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (n, width) = (n as usize, width as usize);
    let values: Vec<u16> = values.chunks_exact(2).take(n).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
    if values.len() < n {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut window = values[..width].to_vec();
    window.sort();
    let mut output = window[width / 2].to_le_bytes().to_vec();
    for i in width..n {
        replace(&mut window, values[i - width], values[i]);
        output.extend(window[width / 2].to_le_bytes());
    }
    io::stdout().write_all(&output)
}
