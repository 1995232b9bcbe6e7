//! Why it is fast: factors are computed once, transforms are in float32, and each pass takes eight values of
//! a block at a time, in eight columns as a vector, so that 4096 samples need four passes over 32 KB, which
//! stay in the nearest cache. Outputs stay in the order in which the passes leave them; the greatest powers
//! are kept in that order, and sorted into the right one once, at the end.
use std::f64::consts::{FRAC_1_SQRT_2, PI};
use std::io::{self, Read, Write};
use std::ops::{Add, Mul, Sub};

const MAX_K: i32 = 15;
const MAX_HOP: i32 = 32768;
const MAX_WINDOWS: i32 = 4000;
const LANES: usize = 8;
const LEAST: usize = LANES * LANES; // samples of a window that has a vector of blocks
const CHUNK: usize = 1 << 16; // bytes read at a time

#[derive(Clone, Copy, Default)]
#[repr(align(32))]
struct Vector([f32; LANES]);

macro_rules! lane_by_lane {
    ($trait:ident, $name:ident, $operator:tt) => {
        impl $trait for Vector {
            type Output = Vector;

            #[inline(always)]
            fn $name(mut self, other: Vector) -> Vector {
                for lane in 0..LANES {
                    self.0[lane] = self.0[lane] $operator other.0[lane];
                }
                self
            }
        }
    };
}

lane_by_lane!(Add, add, +);
lane_by_lane!(Sub, sub, -);
lane_by_lane!(Mul, mul, *);

#[derive(Clone, Copy, Default)]
struct Complex {
    re: Vector,
    im: Vector,
}

impl Add for Complex {
    type Output = Complex;

    #[inline(always)]
    fn add(self, other: Complex) -> Complex {
        Complex { re: self.re + other.re, im: self.im + other.im }
    }
}

impl Sub for Complex {
    type Output = Complex;

    #[inline(always)]
    fn sub(self, other: Complex) -> Complex {
        Complex { re: self.re - other.re, im: self.im - other.im }
    }
}

impl Mul for Complex {
    type Output = Complex;

    #[inline(always)]
    fn mul(self, other: Complex) -> Complex {
        Complex {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
}

impl Complex {
    /// self - i other
    #[inline(always)]
    fn minus_turned(self, other: Complex) -> Complex {
        Complex { re: self.re + other.im, im: self.im - other.re }
    }

    /// self + i other
    #[inline(always)]
    fn plus_turned(self, other: Complex) -> Complex {
        Complex { re: self.re - other.im, im: self.im + other.re }
    }
}

#[inline(always)]
fn transform2(a: [Complex; 2]) -> [Complex; 2] {
    [a[0] + a[1], a[0] - a[1]]
}

#[inline(always)]
fn transform4(a: [Complex; 4]) -> [Complex; 4] {
    let (s, d, t, e) = (a[0] + a[2], a[0] - a[2], a[1] + a[3], a[1] - a[3]);
    [s + t, d.minus_turned(e), s - t, d.plus_turned(e)]
}

#[inline(always)]
fn transform8(a: [Complex; 8]) -> [Complex; 8] {
    let (half, zero) = (Vector([FRAC_1_SQRT_2 as f32; LANES]), Vector::default());
    let even = transform4([a[0] + a[4], a[1] + a[5], a[2] + a[6], a[3] + a[7]]);
    let (d1, d2, d3) = (a[1] - a[5], a[2] - a[6], a[3] - a[7]);
    let odd = transform4([
        a[0] - a[4],
        Complex { re: (d1.re + d1.im) * half, im: (d1.im - d1.re) * half },
        Complex { re: d2.im, im: zero - d2.re },
        Complex { re: (d3.im - d3.re) * half, im: zero - (d3.re + d3.im) * half },
    ]);
    [even[0], odd[0], even[1], odd[1], even[2], odd[2], even[3], odd[3]]
}

/// Vectors of a signal or a window; real and imaginary parts of eight samples at a time.
type Values = Vec<Complex>;

/// The step that makes `radix` blocks of one of `radix * columns` vectors.
struct Step {
    radix: usize,
    columns: usize,
    factors: Values, // for each column, those of its radix - 1 values
}

impl Step {
    #[inline(always)]
    fn take<const RADIX: usize>(
        &self,
        values: &mut [Complex],
        transform: impl Fn([Complex; RADIX]) -> [Complex; RADIX],
    ) {
        let columns = self.columns;
        for block in values.chunks_exact_mut(RADIX * columns) {
            for (i, factors) in self.factors.chunks_exact(RADIX - 1).enumerate() {
                let mut a = [Complex::default(); RADIX];
                for q in 0..RADIX {
                    a[q] = block[q * columns + i];
                }
                a = transform(a);
                block[i] = a[0];
                for q in 1..RADIX {
                    block[q * columns + i] = a[q] * factors[q - 1];
                }
            }
        }
    }
}

#[inline(always)]
fn transposed(v: [Vector; LANES]) -> [Vector; LANES] {
    let mut to = [Vector::default(); LANES];
    for row in 0..LANES {
        for column in 0..LANES {
            to[column].0[row] = v[row].0[column];
        }
    }
    to
}

/// The last step, for blocks of eight values: eight at a time, and value q of each goes into one vector.
fn take_last_step(values: &[Complex], power: &mut [Vector]) {
    for (group, most) in values.chunks_exact(LANES).zip(power.chunks_exact_mut(LANES)) {
        let mut a = [Complex::default(); LANES];
        let (mut re, mut im) = ([Vector::default(); LANES], [Vector::default(); LANES]);
        for i in 0..LANES {
            (re[i], im[i]) = (group[i].re, group[i].im);
        }
        (re, im) = (transposed(re), transposed(im));
        for i in 0..LANES {
            a[i] = Complex { re: re[i], im: im[i] };
        }
        for (value, most) in transform8(a).iter().zip(most) {
            let square = value.re * value.re + value.im * value.im;
            for lane in 0..LANES {
                most.0[lane] = if square.0[lane] > most.0[lane] { square.0[lane] } else { most.0[lane] };
            }
        }
    }
}

/// exp(-2 pi i j / n) for all j, from few sines.
fn compute_factors(n: usize) -> Vec<(f64, f64)> {
    let few = n.min(128);
    let factor = |j: usize| (-2.0 * PI * j as f64 / n as f64).sin_cos();
    let first: Vec<_> = (0..few).map(factor).collect();
    let mut all = Vec::with_capacity(n);
    for start in (0..n).step_by(few) {
        let (sin, cos) = factor(start);
        all.extend(first.iter().map(|(s, c)| (cos * c - sin * s, cos * s + sin * c)));
    }
    all
}

/// The last step makes one of eight values; all others do alike, but for the first one.
fn first_radix(n: usize) -> usize {
    let mut radix = 1;
    while n / LANES / radix % 7 != 1 {
        radix *= 2; // until what is left is a power of 8
    }
    if radix > 1 { radix } else { 8 }
}

fn plan(n: usize, factors: &[(f64, f64)]) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut length, mut radix) = (n, first_radix(n));
    while length > LANES {
        let (columns, stride) = (length / radix / LANES, n / length);
        let mut own = vec![Complex::default(); columns * (radix - 1)];
        for (i, factor) in own.iter_mut().enumerate() {
            let (column, q) = (i / (radix - 1) * LANES, i % (radix - 1) + 1);
            for lane in 0..LANES {
                let (re, im) = factors[q * (column + lane) * stride];
                (factor.re.0[lane], factor.im.0[lane]) = (re as f32, im as f32);
            }
        }
        steps.push(Step { radix, columns, factors: own });
        (length, radix) = (length / radix, 8);
    }
    steps
}

/// Which frequency the power at a place belongs to.
fn frequency_at(place: usize, steps: &[Step]) -> usize {
    let (mut block, mut frequency, mut unit) = (place / LEAST * LEAST + place % 8 * 8, 0, 1);
    for step in steps {
        frequency += unit * (block / (step.columns * LANES));
        unit *= step.radix;
        block %= step.columns * LANES;
    }
    frequency + unit * (place / 8 % 8)
}

struct Signal {
    re: Vec<f32>,
    im: Vec<f32>,
}

fn read_signal(input: &mut impl Read, samples: usize) -> io::Result<Signal> {
    let mut signal = Signal { re: Vec::with_capacity(samples), im: Vec::with_capacity(samples) };
    let mut chunk = vec![0; CHUNK];
    let mut left = samples * 8;
    while left > 0 {
        let bytes = &mut chunk[..left.min(CHUNK)];
        input.read_exact(bytes)?;
        left -= bytes.len();
        let float = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        signal.re.extend(bytes.chunks_exact(8).map(|b| float(&b[..4])));
        signal.im.extend(bytes.chunks_exact(8).map(|b| float(&b[4..])));
    }
    Ok(signal)
}

fn copy_window(re: &[f32], im: &[f32], values: &mut [Complex]) {
    for ((to, re), im) in values.iter_mut().zip(re.chunks_exact(LANES)).zip(im.chunks_exact(LANES)) {
        to.re.0.copy_from_slice(re);
        to.im.0.copy_from_slice(im);
    }
}

fn spectrum(signal: &Signal, n: usize, hop: usize, windows: usize) -> Vec<f32> {
    let steps = plan(n, &compute_factors(n));
    let mut values = vec![Complex::default(); n / LANES];
    let mut power = vec![Vector::default(); n / LANES];
    for start in (0..windows).map(|w| w * hop) {
        copy_window(&signal.re[start..start + n], &signal.im[start..start + n], &mut values);
        for step in &steps {
            match step.radix {
                2 => step.take(&mut values, transform2),
                4 => step.take(&mut values, transform4),
                _ => step.take(&mut values, transform8),
            }
        }
        take_last_step(&values, &mut power);
    }
    let mut ordered = vec![0.0; n];
    for (place, most) in power.iter().flat_map(|vector| vector.0).enumerate() {
        ordered[frequency_at(place, &steps)] = most;
    }
    ordered
}

/// Of windows that are shorter than a vector of blocks, as the definition has it.
fn short_spectrum(signal: &Signal, n: usize, hop: usize, windows: usize) -> Vec<f32> {
    let factors = compute_factors(n);
    let mut power = vec![0.0_f32; n];
    for start in (0..windows).map(|w| w * hop) {
        for (f, most) in power.iter_mut().enumerate() {
            let (mut re, mut im) = (0.0, 0.0);
            for t in 0..n {
                let (a, b) = (f64::from(signal.re[start + t]), f64::from(signal.im[start + t]));
                let (c, s) = factors[f * t % n];
                re += a * c - b * s;
                im += a * s + b * c;
            }
            *most = most.max((re * re + im * im) as f32);
        }
    }
    power
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 12];
    input.read_exact(&mut header)?;
    let number = |i: usize| i32::from_le_bytes([header[i], header[i + 1], header[i + 2], header[i + 3]]);
    let (k, hop, windows) = (number(0), number(4), number(8));
    if !(0..=MAX_K).contains(&k) || !(1..=MAX_HOP).contains(&hop) || !(1..=MAX_WINDOWS).contains(&windows) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (n, hop, windows) = (1 << k, hop as usize, windows as usize);
    let signal = read_signal(&mut input, (windows - 1) * hop + n)?;
    let power = if n >= LEAST { spectrum } else { short_spectrum }(&signal, n, hop, windows);
    let mut bytes = Vec::with_capacity(n * 4);
    for most in &power {
        bytes.extend_from_slice(&(most / n as f32).to_le_bytes());
    }
    io::stdout().write_all(&bytes)
}
