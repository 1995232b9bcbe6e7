//! Why it is fast: where a triangle begins and ends in a row is computed, so that only pixels that it covers
//! are visited. Instead of a division, a sum is multiplied by a reciprocal. One half is added to the sum
//! before, so that no product is so near a whole number that rounding could change the result. Depth and
//! number make one key, and the least key is in front.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 1024;
const MAX_TRIANGLES: i32 = 32767;
const NUMBER_BITS: u32 = 15;

#[derive(Clone, Copy)]
struct Corner {
    x: i32,
    y: i32,
    z: i32,
}

/// Covers x where value + step * x is at least 0.
struct Edge {
    value: i32,
    step: i32,
    next_row: i32,
    reciprocal: f64, // of the step's size
}

struct Picture {
    width: i32,
    height: i32,
    keys: Vec<i32>,
}

fn side(a: Corner, b: Corner, x: i32, y: i32) -> i32 {
    (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
}

impl Edge {
    fn new(a: Corner, b: Corner, y: i32) -> Edge {
        let step = a.y - b.y;
        Edge { value: side(a, b, 0, y), step, next_row: b.x - a.x, reciprocal: 1.0 / f64::from(step.abs()) }
    }

    /// Leaves of a row only what is on the right side.
    fn narrow(&self, left: &mut i32, right: &mut i32) {
        let quotient = |sum: f64| (sum * self.reciprocal) as i32;
        if self.step > 0 && self.value < 0 {
            *left = (*left).max(1 + quotient(-f64::from(self.value) - 0.5));
        } else if self.step < 0 {
            *right = if self.value < 0 { -1 } else { (*right).min(quotient(f64::from(self.value) + 0.5)) };
        } else if self.step == 0 && self.value < 0 {
            *right = -1;
        }
    }
}

fn fill(pixels: &mut [i32], sum: f64, step: f64, reciprocal: f64, number: i32) {
    for (i, key) in pixels.iter_mut().enumerate() {
        // SAFETY: the result is a depth, between 0 and 65535.
        let depth: i32 = unsafe { ((sum + step * f64::from(i as i32)) * reciprocal).to_int_unchecked() };
        *key = (*key).min(depth << NUMBER_BITS | number);
    }
}

impl Picture {
    fn draw(&mut self, [a, mut b, mut c]: [Corner; 3], number: i32) {
        let mut area = side(a, b, c.x, c.y);
        if area == 0 {
            return;
        }
        if area < 0 {
            mem::swap(&mut b, &mut c);
            area = -area;
        }
        let (left, right) = (a.x.min(b.x).min(c.x).max(0), a.x.max(b.x).max(c.x).min(self.width - 1));
        let (top, bottom) = (a.y.min(b.y).min(c.y).max(0), a.y.max(b.y).max(c.y).min(self.height - 1));
        let mut edges = [Edge::new(b, c, top), Edge::new(c, a, top), Edge::new(a, b, top)];
        let weighted = |get: fn(&Edge) -> i32| -> f64 {
            let products =
                edges.iter().zip([a, b, c]).map(|(edge, corner)| f64::from(get(edge)) * f64::from(corner.z));
            products.sum()
        };
        let (step, next_row) = (weighted(|edge| edge.step), weighted(|edge| edge.next_row));
        let mut sum = weighted(|edge| edge.value) + 0.5;
        let reciprocal = 1.0 / f64::from(area);
        for y in top..=bottom {
            let (mut from, mut to) = (left, right);
            for edge in &mut edges {
                edge.narrow(&mut from, &mut to);
                edge.value += edge.next_row;
            }
            if from <= to {
                let row = y * self.width;
                let pixels = &mut self.keys[(row + from) as usize..=(row + to) as usize];
                fill(pixels, sum + step * f64::from(from), step, reciprocal, number);
            }
            sum += next_row;
        }
    }
}

fn corners_in(bytes: &[u8]) -> [Corner; 3] {
    let number = |i: usize| i32::from_le_bytes(bytes[4 * i..][..4].try_into().unwrap());
    [0, 3, 6].map(|i| Corner { x: number(i), y: number(i + 1), z: number(i + 2) })
}

fn main() -> io::Result<()> {
    let mut input = io::BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut bytes = [0; 36];
    input.read_exact(&mut bytes[..12])?;
    let Corner { x: width, y: height, z: triangles } = corners_in(&bytes)[0];
    if !(1..=MAX_SIDE).contains(&width)
        || !(1..=MAX_SIDE).contains(&height)
        || !(0..=MAX_TRIANGLES).contains(&triangles)
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut picture = Picture { width, height, keys: vec![i32::MAX; (width * height) as usize] };
    for number in 0..triangles {
        input.read_exact(&mut bytes)?;
        picture.draw(corners_in(&bytes), number);
    }
    // The empty key ends in a number that no triangle has.
    let numbers = picture.keys.iter().map(|key| key & MAX_TRIANGLES);
    let fronts = numbers.map(|number| if number == MAX_TRIANGLES { -1 } else { number as i16 });
    let output: Vec<u8> = fronts.flat_map(i16::to_le_bytes).collect();
    io::stdout().write_all(&output)
}
