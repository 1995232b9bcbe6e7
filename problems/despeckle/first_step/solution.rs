//! Despeckle: each column of three pixels around a pixel is sorted, and the median is taken from these.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 4096;
const MAX_TIMES: i32 = 1000;

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

fn sort3(a: u8, b: u8, c: u8) -> [u8; 3] {
    let (a, b) = (a.min(b), a.max(b));
    let (b, c) = (b.min(c), b.max(c));
    [a.min(b), a.max(b), c]
}

fn median(size: &Size, picture: &[u8], x: i32, y: i32) -> u8 {
    let [a, b, c] = [x - 1, x, x + 1].map(|x| {
        sort3(
            pixel_at(size, picture, x, y - 1),
            pixel_at(size, picture, x, y),
            pixel_at(size, picture, x, y + 1),
        )
    });
    let low = a[0].max(b[0]).max(c[0]);
    let high = a[2].min(b[2]).min(c[2]);
    sort3(low, sort3(a[1], b[1], c[1])[1], high)[1]
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
