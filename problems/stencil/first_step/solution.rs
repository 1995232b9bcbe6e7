//! Repeated five-point averages on a grid: each sweep reads one grid and writes the other, row by row.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 2048;
const MAX_ITERATIONS: i32 = 1000;

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn read_grid(input: &mut impl Read, cells: usize) -> io::Result<Vec<f32>> {
    let mut bytes = vec![0; cells * 4];
    input.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

#[inline(never)] // the same code, whatever it is called from
fn sweep(width: usize, height: usize, from: &[f32], to: &mut [f32]) {
    if width < 3 {
        return;
    }
    for y in 1..height.saturating_sub(1) {
        let up = &from[(y - 1) * width..y * width];
        let row = &from[y * width..(y + 1) * width];
        let down = &from[(y + 1) * width..(y + 2) * width];
        let out = &mut to[y * width..(y + 1) * width];
        for x in 1..width - 1 {
            out[x] = (up[x] + down[x] + row[x - 1] + row[x + 1] + row[x]) / 5.0;
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let width = read_int(&mut input)?;
    let height = read_int(&mut input)?;
    let iterations = read_int(&mut input)?;
    if !(1..=MAX_SIDE).contains(&width)
        || !(1..=MAX_SIDE).contains(&height)
        || !(0..=MAX_ITERATIONS).contains(&iterations)
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (width, height) = (width as usize, height as usize);
    let mut now = read_grid(&mut input, width * height)?;
    let mut next = now.clone(); // the border is in both grids and never changes
    for _ in 0..iterations {
        sweep(width, height, &now, &mut next);
        mem::swap(&mut now, &mut next);
    }
    let mut bytes = Vec::with_capacity(width * height * 4);
    for value in &now {
        bytes.extend_from_slice(&value.to_le_bytes());
    }
    io::stdout().write_all(&bytes)
}
