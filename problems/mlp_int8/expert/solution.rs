//! Why it is fast: sums of products stay below 2^24, so that float32 holds them exactly, of which a processor
//! multiplies and adds many at a time. The sums of sixteen rows and six samples live in registers, so that
//! one column costs a few loads and many products. Weights and numbers are stored anew in that order.
use std::io::{self, Read, Write};

const LAYERS: usize = 3;
const MAX_LENGTH: usize = 1024;
const MAX_SAMPLES: i32 = 100_000;
const MAX_SHIFT: i32 = 24;
const MOST: i32 = 127;
const ROWS: usize = 16; // whose sums are formed together
const SAMPLES: usize = 6;
const GROUPS: usize = 8; // of samples, which go through a layer before the next one
const CHUNK: usize = SAMPLES * GROUPS;

type Column = [f32; SAMPLES];
type Numbers = [[Column; MAX_LENGTH]; GROUPS];

struct Layer {
    shift: i32,
    given: usize,
    biases: Vec<[i32; ROWS]>,
    weights: Vec<[f32; ROWS]>, // columns of one block of rows after the other
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

fn read_layer(input: &mut impl Read, given: usize, made: usize) -> io::Result<Layer> {
    let shift = read_int(input, 0, MAX_SHIFT)?;
    let blocks = made.div_ceil(ROWS);
    let mut weights = vec![[0.0; ROWS]; given * blocks];
    let mut row = vec![0; given];
    for o in 0..made {
        input.read_exact(&mut row)?;
        for (column, byte) in weights[o / ROWS * given..].iter_mut().zip(&row) {
            column[o % ROWS] = f32::from(*byte as i8);
        }
    }
    let mut biases = vec![[0; ROWS]; blocks];
    for o in 0..made {
        biases[o / ROWS][o % ROWS] = read_int(input, i32::MIN, i32::MAX)?;
    }
    Ok(Layer { shift, given, biases, weights })
}

/// Sums of products of a block of rows and a group of samples.
fn multiply(weights: &[[f32; ROWS]], given: &[Column]) -> [[f32; ROWS]; SAMPLES] {
    let mut sums = [[0.0_f32; ROWS]; SAMPLES];
    for (column, numbers) in weights.iter().zip(given) {
        for s in 0..SAMPLES {
            for r in 0..ROWS {
                sums[s][r] = numbers[s].mul_add(column[r], sums[s][r]);
            }
        }
    }
    sums
}

fn result(sum: f32, bias: i32, shift: i32) -> f32 {
    // SAFETY: the sum of 1024 products of 127 and 127 fits.
    let sum: i32 = unsafe { sum.to_int_unchecked() };
    ((bias + sum) >> shift).clamp(0, MOST) as f32
}

fn apply(layer: &Layer, given: &Numbers, made: &mut Numbers) {
    let blocks = layer.biases.iter().zip(layer.weights.chunks_exact(layer.given));
    for (block, (biases, weights)) in blocks.enumerate() {
        for (given, made) in given.iter().zip(made.iter_mut()) {
            let sums = multiply(weights, given);
            for (r, to) in made[block * ROWS..][..ROWS].iter_mut().enumerate() {
                *to = std::array::from_fn(|s| result(sums[s][r], biases[r], layer.shift));
            }
        }
    }
}

fn infer(
    layers: &[Layer],
    numbers: &mut [Numbers],
    input: &[u8],
    given: usize,
    made: usize,
    output: &mut Vec<u8>,
) {
    for (s, sample) in input.chunks_exact(given).enumerate() {
        for (to, number) in numbers[0][s / SAMPLES].iter_mut().zip(sample) {
            to[s % SAMPLES] = f32::from(*number);
        }
    }
    for (i, layer) in layers.iter().enumerate() {
        let (before, after) = numbers.split_at_mut(i + 1);
        apply(layer, &before[i], &mut after[0]);
    }
    for s in 0..input.len() / given {
        let results = &numbers[LAYERS][s / SAMPLES][..made];
        output.extend(results.iter().map(|column| column[s % SAMPLES] as u8));
    }
}

fn main() -> io::Result<()> {
    let mut input = io::BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut output = io::stdout().lock();
    let mut lengths = [0; LAYERS + 1];
    for length in &mut lengths {
        *length = read_int(&mut input, 1, MAX_LENGTH as i32)? as usize;
    }
    let mut left = read_int(&mut input, 0, MAX_SAMPLES)? as usize;
    let mut layers = Vec::new();
    for pair in lengths.windows(2) {
        layers.push(read_layer(&mut input, pair[0], pair[1])?);
    }
    let mut numbers = vec![[[[0.0; SAMPLES]; MAX_LENGTH]; GROUPS]; LAYERS + 1];
    let (mut samples, mut results) = (vec![0; CHUNK * lengths[0]], Vec::new());
    while left > 0 {
        let count = left.min(CHUNK);
        let some = &mut samples[..count * lengths[0]];
        input.read_exact(some)?;
        results.clear();
        infer(&layers, &mut numbers, some, lengths[0], lengths[LAYERS], &mut results);
        output.write_all(&results)?;
        left -= count;
    }
    Ok(())
}
