//! Despeckle: the nine pixels around each pixel are sorted by insertion, and the middle one is taken.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 4096;
const MAX_TIMES: i32 = 1000;
const NEIGHBOURS: usize = 9;

struct Size {
    width: i32,
    height: i32,
}

fn read_int(input: &mut impl Read, least: i32, most: i32) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if value < least || value > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(value)
}

fn pixel_at(size: &Size, picture: &[u8], x: i32, y: i32) -> u8 {
    let (x, y) = (x.clamp(0, size.width - 1), y.clamp(0, size.height - 1));
    picture[(y * size.width + x) as usize]
}

fn insert(sorted: &mut [u8; NEIGHBOURS], mut count: usize, value: u8) {
    while count > 0 && sorted[count - 1] > value {
        sorted[count] = sorted[count - 1];
        count -= 1;
    }
    sorted[count] = value;
}

fn median(size: &Size, picture: &[u8], x: i32, y: i32) -> u8 {
    let mut sorted = [0; NEIGHBOURS];
    let mut count = 0;
    for down in -1..=1 {
        for right in -1..=1 {
            insert(&mut sorted, count, pixel_at(size, picture, x + right, y + down));
            count += 1;
        }
    }
    sorted[NEIGHBOURS / 2]
}

#[inline(never)] // the same code, whatever it is called from
fn smooth(size: &Size, from: &[u8], to: &mut [u8]) {
    for y in 0..size.height {
        for x in 0..size.width {
            to[(y * size.width + x) as usize] = median(size, from, x, y);
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let size = Size { width: read_int(&mut input, 1, MAX_SIDE)?, height: read_int(&mut input, 1, MAX_SIDE)? };
    let times = read_int(&mut input, 0, MAX_TIMES)?;
    let mut now = vec![0; (size.width * size.height) as usize];
    input.read_exact(&mut now)?;
    let mut next = vec![0; now.len()];
    for _ in 0..times {
        smooth(&size, &now, &mut next);
        mem::swap(&mut now, &mut next);
    }
    io::stdout().write_all(&now)
}
