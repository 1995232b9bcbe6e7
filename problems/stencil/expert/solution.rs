//! Why it is fast: rows are worked on in the order they lie in memory, by loops over slices of equal
//! length that the compiler turns into vectors, and several iterations pass over the grid together.
//! As soon as iteration t has three rows, t + 1 makes its middle one; rows in between are kept in
//! small rings that stay in the cache, and the last iteration writes over grid rows that no one needs
//! any more. So the grid is read and written once per TOGETHER iterations, and there is only one grid.
use std::io::{self, Read, Write};
use std::slice;

const MAX_SIDE: i32 = 2048;
const MAX_ITERATIONS: i32 = 1000;
const TOGETHER: usize = 8; // iterations per pass over the grid
const RING: usize = 3; // rows of an iteration that the next one still reads

/// Floats as the bytes they are kept as; the machine is little-endian, as the format is.
fn bytes_of(values: &mut [f32]) -> &mut [u8] {
    // SAFETY: any bytes make floats, and any floats bytes.
    unsafe { slice::from_raw_parts_mut(values.as_mut_ptr().cast(), size_of_val(values)) }
}

/// One row of averages.
fn average(above: &[f32], row: &[f32], below: &[f32], to: &mut [f32]) {
    let last = row.len() - 1;
    let cells = &mut to[1..last];
    let count = cells.len();
    let (above, below) = (&above[1..][..count], &below[1..][..count]);
    let (left, right, here) = (&row[..count], &row[2..][..count], &row[1..][..count]);
    for x in 0..count {
        cells[x] = (above[x] + below[x] + left[x] + right[x] + here[x]) / 5.0;
    }
    to[0] = row[0];
    to[last] = row[last];
}

struct Grid {
    width: usize,
    height: usize,
    cells: Vec<f32>,
    rings: Vec<f32>,
    stride: usize, // of a row in a ring
}

/// Where a row is kept after t iterations of a pass.
enum Place {
    Grid(usize),
    Ring(usize),
}

impl Grid {
    fn new(width: usize, height: usize, cells: Vec<f32>) -> Grid {
        // An odd number of cache lines, so that rows do not compete for the same sets.
        let stride = (width.div_ceil(16) | 1) * 16;
        Grid { width, height, cells, rings: vec![0.0; TOGETHER * RING * stride], stride }
    }

    fn ring(&self, t: usize, y: usize) -> usize {
        ((t - 1) * RING + y % RING) * self.stride
    }

    /// The first and the last row never change.
    fn place(&self, t: usize, y: usize) -> Place {
        if t == 0 || y == 0 || y == self.height - 1 {
            return Place::Grid(y * self.width);
        }
        Place::Ring(self.ring(t, y))
    }

    fn average_into_ring(&mut self, t: usize, y: usize) {
        let places = [y - 1, y, y + 1].map(|y| self.place(t - 1, y));
        let (before, rest) = self.rings.split_at_mut((t - 1) * RING * self.stride);
        let [above, row, below] = places.map(|place| match place {
            Place::Grid(at) => &self.cells[at..][..self.width],
            Place::Ring(at) => &before[at..][..self.width],
        });
        average(above, row, below, &mut rest[y % RING * self.stride..][..self.width]);
    }

    /// `together` iterations over a grid that has an interior.
    fn pass(&mut self, together: usize) {
        for front in 1..self.height - 1 + together {
            for t in 1..=together.min(front) {
                let y = front - (t - 1);
                if y > self.height - 1 {
                    continue;
                }
                if y < self.height - 1 {
                    self.average_into_ring(t, y);
                }
                if t == together && y > 1 {
                    // Row y - 1 of the grid has been read for the last time.
                    let from = self.ring(t, y - 1);
                    self.cells[(y - 1) * self.width..][..self.width]
                        .copy_from_slice(&self.rings[from..][..self.width]);
                }
            }
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 12];
    input.read_exact(&mut header)?;
    let number = |i: usize| i32::from_le_bytes([header[i], header[i + 1], header[i + 2], header[i + 3]]);
    let (width, height, iterations) = (number(0), number(4), number(8));
    if !(1..=MAX_SIDE).contains(&width)
        || !(1..=MAX_SIDE).contains(&height)
        || !(0..=MAX_ITERATIONS).contains(&iterations)
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (width, height) = (width as usize, height as usize);
    let mut cells = vec![0.0; width * height];
    input.read_exact(bytes_of(&mut cells))?;
    let mut grid = Grid::new(width, height, cells);
    let mut left = if width < 3 || height < 3 { 0 } else { iterations as usize };
    while left > 0 {
        let together = left.min(TOGETHER);
        grid.pass(together);
        left -= together;
    }
    io::stdout().write_all(bytes_of(&mut grid.cells))
}
