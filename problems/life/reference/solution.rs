//! Game of life on a torus: a cell is one byte, and the neighbours of each are counted one by one.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 4096;
const MAX_GENERATIONS: i32 = 10_000;

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

/// The torus has no border: what is left of the first is the last.
fn around(at: i32, side: i32) -> i32 {
    if at < 0 {
        at + side
    } else if at >= side {
        at - side
    } else {
        at
    }
}

fn neighbours(width: i32, height: i32, grid: &[u8], x: i32, y: i32) -> i32 {
    let mut count = 0;
    for j in -1..=1 {
        for i in -1..=1 {
            if i == 0 && j == 0 {
                continue;
            }
            let row = around(y + j, height);
            let column = around(x + i, width);
            if grid[(row * width + column) as usize] != 0 {
                count += 1;
            }
        }
    }
    count
}

#[inline(never)] // the same code, whatever it is called from
fn step(width: i32, height: i32, from: &[u8], to: &mut [u8]) {
    for y in 0..height {
        for x in 0..width {
            let here = (y * width + x) as usize;
            let count = neighbours(width, height, from, x, y);
            to[here] = u8::from(count == 3 || count == 2 && from[here] != 0);
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let width = read_int(&mut input)?;
    let height = read_int(&mut input)?;
    let generations = read_int(&mut input)?;
    if !(1..=MAX_SIDE).contains(&width)
        || !(1..=MAX_SIDE).contains(&height)
        || !(0..=MAX_GENERATIONS).contains(&generations)
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut now = vec![0; (width * height) as usize];
    input.read_exact(&mut now)?;
    let mut next = vec![0; now.len()];
    for _ in 0..generations {
        step(width, height, &now, &mut next);
        mem::swap(&mut now, &mut next);
    }
    io::stdout().write_all(&now)
}
