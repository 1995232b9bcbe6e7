//! Game of life on a torus: the rows above and below are found once for a row, not once for each cell.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 4096;
const MAX_GENERATIONS: i32 = 10_000;

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn step(width: i32, height: i32, from: &[u8], to: &mut [u8]) {
    let (width, height) = (width as usize, height as usize);
    for y in 0..height {
        let row_at = |y: usize| &from[y * width..][..width];
        let above = row_at(if y == 0 { height - 1 } else { y - 1 });
        let row = row_at(y);
        let below = row_at(if y == height - 1 { 0 } else { y + 1 });
        for x in 0..width {
            let left = if x == 0 { width - 1 } else { x - 1 };
            let right = if x == width - 1 { 0 } else { x + 1 };
            let count = above[left] + above[x] + above[right] + row[left] + row[right];
            let count = count + below[left] + below[x] + below[right];
            to[y * width + x] = u8::from((count | row[x]) == 3); // three, or two around a living cell
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
