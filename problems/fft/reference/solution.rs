//! The peak power spectrum of a signal's windows, each transformed recursively, even and odd samples apart.
use std::f64::consts::PI;
use std::io::{self, Read, Write};
use std::ops::{Add, Mul, Sub};

const MAX_K: i32 = 15;
const MAX_HOP: i32 = 32768;
const MAX_WINDOWS: i32 = 4000;

#[derive(Clone, Copy)]
struct Complex {
    re: f64,
    im: f64,
}

impl Complex {
    /// The number of magnitude 1 at an angle.
    fn at(angle: f64) -> Complex {
        let (im, re) = angle.sin_cos();
        Complex { re, im }
    }

    fn power(self) -> f64 {
        self.re * self.re + self.im * self.im
    }
}

impl Add for Complex {
    type Output = Complex;

    fn add(self, other: Complex) -> Complex {
        Complex { re: self.re + other.re, im: self.im + other.im }
    }
}

impl Sub for Complex {
    type Output = Complex;

    fn sub(self, other: Complex) -> Complex {
        Complex { re: self.re - other.re, im: self.im - other.im }
    }
}

impl Mul for Complex {
    type Output = Complex;

    fn mul(self, other: Complex) -> Complex {
        Complex {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
}

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn read_samples(input: &mut impl Read, count: usize) -> io::Result<Vec<Complex>> {
    let mut bytes = vec![0; count * 8];
    input.read_exact(&mut bytes)?;
    let float = |b: &[u8]| f64::from(f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    Ok(bytes.chunks_exact(8).map(|b| Complex { re: float(&b[..4]), im: float(&b[4..]) }).collect())
}

#[inline(never)] // the same code, whatever it is called from
fn transform(values: &mut [Complex]) {
    let n = values.len();
    if n == 1 {
        return;
    }
    let mut even: Vec<Complex> = values.iter().step_by(2).copied().collect();
    let mut odd: Vec<Complex> = values.iter().skip(1).step_by(2).copied().collect();
    transform(&mut even);
    transform(&mut odd);
    for i in 0..n / 2 {
        let turned = odd[i] * Complex::at(-2.0 * PI * i as f64 / n as f64);
        values[i] = even[i] + turned;
        values[i + n / 2] = even[i] - turned;
    }
}

fn take_window(window: &[Complex], power: &mut [f64]) {
    let mut values = window.to_vec();
    transform(&mut values);
    for (most, value) in power.iter_mut().zip(&values) {
        *most = value.power().max(*most);
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let k = read_int(&mut input)?;
    let hop = read_int(&mut input)?;
    let windows = read_int(&mut input)?;
    if !(0..=MAX_K).contains(&k) || !(1..=MAX_HOP).contains(&hop) || !(1..=MAX_WINDOWS).contains(&windows) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (n, hop, windows) = (1 << k, hop as usize, windows as usize);
    let signal = read_samples(&mut input, (windows - 1) * hop + n)?;
    let mut power = vec![0.0; n];
    for w in 0..windows {
        take_window(&signal[w * hop..w * hop + n], &mut power);
    }
    let mut bytes = Vec::with_capacity(n * 4);
    for most in &power {
        bytes.extend_from_slice(&((most / n as f64) as f32).to_le_bytes());
    }
    io::stdout().write_all(&bytes)
}
