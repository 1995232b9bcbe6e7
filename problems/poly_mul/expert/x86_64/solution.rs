//! Why it is fast: a number-theoretic transform takes n log n steps, and its products are made in
//! Montgomery's form, which needs no division. The transforms forwards leave their values in the order in
//! which the one backwards takes them, so that nothing is sorted. They stop at polynomials of eight
//! coefficients, which are multiplied modulo x^8 - 1 one by one. All loops run over eight numbers at a time.
use std::arch::x86_64::*;
use std::io::{self, Read, Write};
use std::ops::RangeInclusive;

const P: u32 = 998_244_353;
const ROOT: u32 = 3; // of order P - 1
const NEGATIVE_INVERSE: u32 = negative_inverse(); // of P, modulo 2^32
const ONE: u32 = ((1 << 32) % P as u64) as u32; // 2^32 modulo P
const SQUARE: u32 = (ONE as u64 * ONE as u64 % P as u64) as u32; // 2^64 modulo P
const LIMIT: u64 = (P as u64) << 32;
const LANES: usize = 8;
const PAIRS: RangeInclusive<i32> = 0..=1_000_000;
const COEFFICIENTS: RangeInclusive<i32> = 1..=100_000;

const fn negative_inverse() -> u32 {
    let mut x = 1_u32;
    let mut i = 0;
    while i < 5 {
        x = x.wrapping_mul(P.wrapping_mul(x).wrapping_add(2));
        i += 1;
    }
    x
}

/// x / 2^32 modulo P, for x less than P * 2^32.
fn reduced(x: u64) -> u32 {
    let q = (x as u32).wrapping_mul(NEGATIVE_INVERSE);
    let result = ((x + u64::from(q) * u64::from(P)) >> 32) as u32;
    if result >= P { result - P } else { result }
}

fn product(x: u32, y: u32) -> u32 {
    reduced(u64::from(x) * u64::from(y))
}

fn power(mut base: u32, mut exponent: u32) -> u32 {
    let mut result = ONE;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        exponent /= 2;
    }
    result
}

type Lanes = [u32; LANES];

fn load(from: &Lanes) -> __m256i {
    // SAFETY: compilers build for AVX2, and the eight numbers are there.
    unsafe { _mm256_loadu_si256(from.as_ptr().cast()) }
}

fn store(to: &mut Lanes, value: __m256i) {
    // SAFETY: as in `load`.
    unsafe { _mm256_storeu_si256(to.as_mut_ptr().cast(), value) }
}

fn splat(value: u32) -> __m256i {
    // SAFETY: as in `load`.
    unsafe { _mm256_set1_epi32(value as i32) }
}

/// Between 0 and P again: what is negative is large as an unsigned number.
fn sum(x: __m256i, y: __m256i) -> __m256i {
    // SAFETY: as in `load`.
    unsafe {
        let result = _mm256_add_epi32(x, y);
        _mm256_min_epu32(result, _mm256_sub_epi32(result, splat(P)))
    }
}

fn difference(x: __m256i, y: __m256i) -> __m256i {
    // SAFETY: as in `load`.
    unsafe {
        let result = _mm256_sub_epi32(x, y);
        _mm256_min_epu32(result, _mm256_add_epi32(result, splat(P)))
    }
}

fn products(x: __m256i, y: __m256i) -> __m256i {
    // SAFETY: as in `load`.
    unsafe {
        let (p, n) = (splat(P), splat(NEGATIVE_INVERSE));
        let even = _mm256_mul_epu32(x, y);
        let odd = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), _mm256_srli_epi64(y, 32));
        let even = _mm256_add_epi64(even, _mm256_mul_epu32(_mm256_mul_epu32(even, n), p));
        let odd = _mm256_add_epi64(odd, _mm256_mul_epu32(_mm256_mul_epu32(odd, n), p));
        let result = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
        _mm256_min_epu32(result, _mm256_sub_epi32(result, p))
    }
}

fn forward(x: &mut [Lanes], roots: &[Lanes]) {
    let mut half = x.len() / 2;
    while half >= 1 {
        for part in x.chunks_exact_mut(2 * half) {
            let (low, high) = part.split_at_mut(half);
            for ((low, high), root) in low.iter_mut().zip(high).zip(&roots[half..2 * half]) {
                let (one, other) = (load(low), load(high));
                store(low, sum(one, other));
                store(high, products(difference(one, other), load(root)));
            }
        }
        half /= 2;
    }
}

fn backward(x: &mut [Lanes], roots: &[Lanes]) {
    let mut half = 1;
    while half < x.len() {
        for part in x.chunks_exact_mut(2 * half) {
            let (low, high) = part.split_at_mut(half);
            for ((low, high), root) in low.iter_mut().zip(high).zip(&roots[half..2 * half]) {
                let (one, other) = (load(low), products(load(high), load(root)));
                store(low, sum(one, other));
                store(high, difference(one, other));
            }
        }
        half *= 2;
    }
}

/// x times y modulo z^8 - 1, divided by 2^32, into x. The sums of eight products are less than twice the
/// limit.
fn multiply_short(x: &mut Lanes, y: &Lanes) {
    let mut sums = [0_u64; LANES];
    for (i, factor) in x.iter().enumerate() {
        for j in 0..LANES {
            sums[j] += u64::from(*factor) * u64::from(y[j.wrapping_sub(i) % LANES]);
        }
    }
    for (x, sum) in x.iter_mut().zip(sums) {
        *x = reduced(if sum >= LIMIT { sum - LIMIT } else { sum });
    }
}

/// At h + j vectors: the powers of a root of unity whose order is twice as many numbers as h vectors have.
fn roots_of(blocks: usize, inverse: bool) -> Vec<Lanes> {
    let mut roots = vec![[0; LANES]; blocks];
    let mut half = 1;
    while half < blocks {
        let root = power(product(ROOT, SQUARE), (P - 1) / (2 * LANES * half) as u32);
        let root = if inverse { power(root, P - 2) } else { root };
        let mut now = ONE;
        for value in roots[half..2 * half].iter_mut().flatten() {
            *value = now;
            now = product(now, root);
        }
        half *= 2;
    }
    roots
}

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// Numbers as the bytes they are kept as; x86-64 is little-endian, as the format is.
fn bytes_of(x: &mut [Lanes]) -> &mut [u8] {
    // SAFETY: any bytes make numbers, and any numbers bytes.
    unsafe { std::slice::from_raw_parts_mut(x.as_mut_ptr().cast(), size_of_val(x)) }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let pairs = read_int(&mut input, PAIRS)?;
    let n = read_int(&mut input, COEFFICIENTS)? as usize;
    let blocks = (2 * n - 1).div_ceil(LANES).next_power_of_two();
    let (roots, back) = (roots_of(blocks, false), roots_of(blocks, true));
    // Undoes the transform's factor and the division by 2^32.
    let factor = splat(product(power(product(blocks as u32, SQUARE), P - 2), SQUARE));
    let (mut a, mut b) = (vec![[0; LANES]; blocks], vec![[0; LANES]; blocks]);
    let mut output = Vec::with_capacity(pairs as usize * 4 * (2 * n - 1));
    for _ in 0..pairs {
        for x in [&mut a, &mut b] {
            let bytes = bytes_of(x);
            input.read_exact(&mut bytes[..4 * n])?;
            bytes[4 * n..].fill(0);
            forward(x, &roots);
        }
        for (x, y) in a.iter_mut().zip(&b) {
            multiply_short(x, y);
        }
        backward(&mut a, &back);
        for x in &mut a {
            let value = products(load(x), factor);
            store(x, value);
        }
        output.extend_from_slice(&bytes_of(&mut a)[..4 * (2 * n - 1)]);
    }
    io::stdout().write_all(&output)
}
