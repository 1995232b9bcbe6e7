//! Escape times of points of the Mandelbrot set in fixed-point numbers: point after point, step by step. A
//! point that comes back to where it was before never gets out, so it is done.
use std::io::{self, Read, Write};

const MAX_POINTS: i32 = 1_000_000;
const MAX_STEPS: i32 = 65_535;
const FRACTION_BITS: u32 = 23;
const BORDER: i64 = 4 << FRACTION_BITS;

fn read_ints(input: &mut impl Read, count: usize) -> io::Result<Vec<i32>> {
    let mut bytes = vec![0; count * 4];
    input.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(4).map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

#[inline(never)] // the same code, whatever it is called from
fn escape_time(real: i64, imaginary: i64, most: i32) -> i32 {
    let (mut x, mut y) = (0, 0);
    let mut kept = (0, 0);
    for steps in 0..most {
        let (xx, yy) = (x * x >> FRACTION_BITS, y * y >> FRACTION_BITS);
        if xx + yy > BORDER {
            return steps;
        }
        y = (x * y >> (FRACTION_BITS - 1)) + imaginary;
        x = xx - yy + real;
        if (x, y) == kept {
            return most;
        }
        if steps & (steps - 1) == 0 {
            kept = (x, y);
        }
    }
    most
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let header = read_ints(&mut input, 2)?;
    let (n, most) = (header[0], header[1]);
    if !(1..=MAX_POINTS).contains(&n) || !(1..=MAX_STEPS).contains(&most) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let parts = read_ints(&mut input, 2 * n as usize)?;
    let mut bytes = Vec::with_capacity(2 * n as usize);
    for point in parts.chunks_exact(2) {
        let time = escape_time(i64::from(point[0]), i64::from(point[1]), most);
        bytes.extend_from_slice(&(time as u16).to_le_bytes());
    }
    io::stdout().write_all(&bytes)
}
