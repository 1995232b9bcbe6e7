//! Why it is fast: a number-theoretic transform takes n log n steps. Its numbers are whole numbers in
//! doubles, which are added, multiplied and rounded as vectors: a product is the sum of two doubles, of which
//! the nearest multiple of P is taken off. Sums are reduced only where they are multiplied. The transforms
//! forwards leave their values in the order in which the one backwards takes them, so that nothing is sorted.
//! They stop at polynomials of eight coefficients, which are multiplied modulo x^8 - 1 one by one.
use std::array::from_fn;
use std::io::{self, Read, Write};
use std::ops::RangeInclusive;

const P: f64 = 998_244_353.0;
const ORDER: u32 = 998_244_352; // P - 1
const ROOT: f64 = 3.0; // of this order
const ROUNDER: f64 = 1.5 * (1_u64 << 52) as f64; // doubles near it are whole numbers
const PART: f64 = 32768.0; // numbers below P are made of two parts
const LANES: usize = 8;
const PAIRS: RangeInclusive<i32> = 0..=1_000_000;
const COEFFICIENTS: RangeInclusive<i32> = 1..=100_000;

type Lanes = [f64; LANES];
type Roots = [i32; LANES]; // converted where they are needed, as memory used for the first time costs more

/// x modulo P, less than P in magnitude, for x whose quotient is below 2^50.
fn reduced(x: f64) -> f64 {
    let quotient = x.mul_add(1.0 / P, ROUNDER) - ROUNDER;
    (-quotient).mul_add(P, x)
}

/// x * y modulo P, less than P in magnitude, for x below 2^49 and y below P.
fn product(x: f64, y: f64) -> f64 {
    let high = x * y;
    reduced(high) + x.mul_add(y, -high)
}

fn power(mut base: f64, mut exponent: u32) -> f64 {
    let mut result = 1.0;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        exponent /= 2;
    }
    result
}

fn forward(x: &mut [Lanes], roots: &[Roots]) {
    let mut half = x.len() / 2;
    while half >= 1 {
        for part in x.chunks_exact_mut(2 * half) {
            let (low, high) = part.split_at_mut(half);
            for ((low, high), root) in low.iter_mut().zip(high).zip(&roots[half..2 * half]) {
                let (one, other) = (*low, *high);
                *low = from_fn(|i| one[i] + other[i]);
                *high = from_fn(|i| product(one[i] - other[i], f64::from(root[i])));
            }
        }
        half /= 2;
    }
}

fn backward(x: &mut [Lanes], roots: &[Roots]) {
    let mut half = 1;
    while half < x.len() {
        for part in x.chunks_exact_mut(2 * half) {
            let (low, high) = part.split_at_mut(half);
            for ((low, high), root) in low.iter_mut().zip(high).zip(&roots[half..2 * half]) {
                let one = *low;
                let other: Lanes = from_fn(|i| product(high[i], f64::from(root[i])));
                *low = from_fn(|i| one[i] + other[i]);
                *high = from_fn(|i| one[i] - other[i]);
            }
        }
        half *= 2;
    }
}

/// x times y modulo z^8 - 1, into x. Numbers of y are parts * 2^15 + rest, so that sums are below 2^49.
fn multiply_short(x: &mut Lanes, y: &Lanes) {
    let (mut parts, mut rests) = ([0.0; 2 * LANES], [0.0; 2 * LANES]);
    for i in 0..LANES {
        let number = reduced(y[i]);
        let part = number.mul_add(1.0 / PART, ROUNDER) - ROUNDER;
        let rest = part.mul_add(-PART, number);
        (parts[i], parts[i + LANES]) = (part, part);
        (rests[i], rests[i + LANES]) = (rest, rest);
    }
    let (mut upper, mut lower) = ([0.0; LANES], [0.0; LANES]);
    for (i, factor) in x.map(reduced).into_iter().enumerate() {
        for j in 0..LANES {
            upper[j] = factor.mul_add(parts[LANES - i + j], upper[j]);
            lower[j] = factor.mul_add(rests[LANES - i + j], lower[j]);
        }
    }
    *x = from_fn(|i| reduced(reduced(upper[i]).mul_add(PART, lower[i])));
}

/// Powers of a root whose order is the number of coefficients, from `blocks / 2` vectors on, and before them
/// powers of its powers that have smaller orders: from h vectors on, those whose order is that of 2h vectors.
fn roots_of(blocks: usize, mut root: f64) -> Vec<Roots> {
    let mut roots = vec![1; blocks * LANES];
    let half = blocks * LANES / 2;
    let mut known = 1;
    while known < half {
        let (from, to) = roots[half..].split_at_mut(known);
        for (from, to) in from.iter().zip(to) {
            *to = product(f64::from(*from), root) as i32;
        }
        root = product(root, root);
        known *= 2;
    }
    for i in (LANES..half).rev() {
        roots[i] = roots[2 * i];
    }
    roots.chunks_exact(LANES).map(|lanes| lanes.try_into().unwrap()).collect()
}

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) {
        Ok(value)
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

fn read_polynomial(input: &mut impl Read, x: &mut [Lanes], bytes: &mut [u8]) -> io::Result<()> {
    input.read_exact(bytes)?;
    let mut coefficients = bytes.chunks_exact(4).map(|four| i32::from_le_bytes(four.try_into().unwrap()));
    for lanes in x {
        for number in lanes {
            *number = f64::from(coefficients.next().unwrap_or(0));
        }
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let pairs = read_int(&mut input, PAIRS)?;
    let n = read_int(&mut input, COEFFICIENTS)? as usize;
    let blocks = (2 * n - 1).div_ceil(LANES).next_power_of_two();
    let root = power(ROOT, ORDER / (blocks * LANES) as u32);
    let (roots, back) = (roots_of(blocks, root), roots_of(blocks, power(root, ORDER - 1)));
    let factor = power(blocks as f64, ORDER - 1); // undoes the transform's
    let (mut a, mut b) = (vec![[0.0; LANES]; blocks], vec![[0.0; LANES]; blocks]);
    let mut bytes = vec![0; 4 * n];
    let mut output = Vec::with_capacity(pairs as usize * 4 * (2 * n - 1));
    for _ in 0..pairs {
        for x in [&mut a, &mut b] {
            read_polynomial(&mut input, x, &mut bytes)?;
            forward(x, &roots);
        }
        for (x, y) in a.iter_mut().zip(&b) {
            multiply_short(x, y);
        }
        backward(&mut a, &back);
        for number in a.iter().flatten().take(2 * n - 1) {
            let number = product(*number, factor) as i32;
            output.extend_from_slice(&(number + (number >> 31 & P as i32)).to_le_bytes());
        }
    }
    io::stdout().write_all(&output)
}
