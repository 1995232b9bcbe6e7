//! Why it is fast: 32 pixels are computed at a time, without a branch. Each column of three pixels is sorted.
//! The median of the nine is the median of three numbers: the greatest of the columns' low values, the median
//! of their middle ones, and the least of their high ones. Rows are stored with their border pixels once
//! more, so that there are no special cases.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 4096;
const MAX_TIMES: i32 = 1000;
const LANES: usize = 32;

type Lanes = [u8; LANES];

struct Size {
    width: usize,
    height: usize,
    stride: usize,
}

// The compiler makes one instruction of each of these loops.
fn min(a: Lanes, b: Lanes) -> Lanes {
    let mut least = a;
    for i in 0..LANES {
        least[i] = a[i].min(b[i]);
    }
    least
}

fn max(a: Lanes, b: Lanes) -> Lanes {
    let mut most = a;
    for i in 0..LANES {
        most[i] = a[i].max(b[i]);
    }
    most
}

fn middle(a: Lanes, b: Lanes, c: Lanes) -> Lanes {
    max(min(a, b), min(max(a, b), c))
}

fn lanes_at(row: &[u8], x: usize) -> Lanes {
    row[x..x + LANES].try_into().unwrap()
}

/// The medians around pixels x + 1, x + 2 and so on.
fn median(above: &[u8], row: &[u8], below: &[u8], x: usize) -> Lanes {
    let columns = [0, 1, 2].map(|i| {
        let (a, b, c) = (lanes_at(above, x + i), lanes_at(row, x + i), lanes_at(below, x + i));
        let (less, more) = (min(a, b), max(a, b));
        [min(less, c), max(less, min(more, c)), max(more, c)]
    });
    let [[low_a, middle_a, high_a], [low_b, middle_b, high_b], [low_c, middle_c, high_c]] = columns;
    let (low, high) = (max(max(low_a, low_b), low_c), min(min(high_a, high_b), high_c));
    middle(low, middle(middle_a, middle_b, middle_c), high)
}

impl Size {
    /// The part of a stored picture that begins with a row, with its border pixels and some more; row 0 is
    /// above.
    fn row<'a>(&self, picture: &'a [u8], y: usize) -> &'a [u8] {
        &picture[y * self.stride..(y + 1) * self.stride]
    }

    fn add_border(&self, picture: &mut [u8]) {
        for row in picture.chunks_exact_mut(self.stride) {
            row[0] = row[1];
            row[self.width + 1] = row[self.width];
        }
        picture.copy_within(self.stride..2 * self.stride, 0);
        let last = self.height * self.stride;
        picture.copy_within(last..last + self.stride, last + self.stride);
    }

    fn smooth(&self, from: &mut [u8], to: &mut [u8]) {
        self.add_border(from);
        for y in 1..=self.height {
            let (above, row, below) = (self.row(from, y - 1), self.row(from, y), self.row(from, y + 1));
            let smoothed = &mut to[y * self.stride + 1..(y + 1) * self.stride];
            for x in (0..self.width).step_by(LANES) {
                smoothed[x..x + LANES].copy_from_slice(&median(above, row, below, x));
            }
        }
    }
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

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let width = read_int(&mut input, 1, MAX_SIDE)? as usize;
    let height = read_int(&mut input, 1, MAX_SIDE)? as usize;
    let times = read_int(&mut input, 0, MAX_TIMES)?;
    let size = Size { width, height, stride: width + 2 + LANES };
    let mut now = vec![0; (height + 2) * size.stride];
    let mut next = now.clone();
    for row in now.chunks_exact_mut(size.stride).skip(1).take(height) {
        input.read_exact(&mut row[1..=width])?;
    }
    for _ in 0..times {
        size.smooth(&mut now, &mut next);
        mem::swap(&mut now, &mut next);
    }
    let mut output = Vec::with_capacity(width * height);
    for y in 1..=height {
        output.extend_from_slice(&size.row(&now, y)[1..=width]);
    }
    io::stdout().write_all(&output)
}
