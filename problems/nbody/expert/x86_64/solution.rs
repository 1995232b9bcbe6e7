//! Why it is fast: coordinates lie in one array each, so sixteen bodies fill two vectors a
//! coordinate and every body j is broadcast once to both. No horizontal sums, no branch for j = i
//! (its distance is zero, so it adds zero), and 1/sqrt is the hardware's 12-bit estimate with one
//! Newton step, which is accurate to about 2e-7.
use std::arch::x86_64::*;
use std::io::{self, Read, Write};

const MAX_BODIES: i32 = 4096;
const MAX_STEPS: i32 = 1000;
const LANES: usize = 8;
const VECTORS: usize = 2; // worked on together, to hide latency
const BLOCK: usize = LANES * VECTORS; // bodies; the arrays are padded with bodies of no mass
const FIELDS: usize = 7; // of a body: x y z vx vy vz mass

#[target_feature(enable = "avx2,fma")]
fn inverse_square_root(x: __m256) -> __m256 {
    let s = _mm256_rsqrt_ps(x);
    let half = _mm256_mul_ps(_mm256_mul_ps(_mm256_set1_ps(0.5), x), s);
    _mm256_mul_ps(s, _mm256_fnmadd_ps(half, s, _mm256_set1_ps(1.5)))
}

fn load(values: &[f32]) -> [__m256; VECTORS] {
    let block: &[f32; BLOCK] = values[..BLOCK].try_into().unwrap();
    // SAFETY: both vectors lie within the block.
    unsafe { [_mm256_loadu_ps(block.as_ptr()), _mm256_loadu_ps(block.as_ptr().add(LANES))] }
}

fn store(vectors: [__m256; VECTORS], to: &mut [f32]) {
    let block: &mut [f32; BLOCK] = (&mut to[..BLOCK]).try_into().unwrap();
    for (v, vector) in vectors.into_iter().enumerate() {
        // SAFETY: both vectors lie within the block.
        unsafe { _mm256_storeu_ps(block.as_mut_ptr().add(LANES * v), vector) };
    }
}

/// Accelerations of the BLOCK bodies from `first` on.
#[target_feature(enable = "avx2,fma")]
fn accelerate(field: &[Vec<f32>; FIELDS], n: usize, first: usize, acceleration: &mut [Vec<f32>; 3]) {
    let (px, py, pz) = (load(&field[0][first..]), load(&field[1][first..]), load(&field[2][first..]));
    let mut ax = [_mm256_setzero_ps(); VECTORS];
    let (mut ay, mut az) = (ax, ax);
    let others = field[0][..n].iter().zip(&field[1][..n]).zip(&field[2][..n]).zip(&field[6][..n]);
    for (((x, y), z), mass) in others {
        let (x, y, z) = (_mm256_set1_ps(*x), _mm256_set1_ps(*y), _mm256_set1_ps(*z));
        let mass = _mm256_set1_ps(*mass);
        for v in 0..VECTORS {
            let (dx, dy, dz) = (_mm256_sub_ps(x, px[v]), _mm256_sub_ps(y, py[v]), _mm256_sub_ps(z, pz[v]));
            let r2 = _mm256_fmadd_ps(dx, dx, _mm256_set1_ps(1e-6));
            let s = inverse_square_root(_mm256_fmadd_ps(dz, dz, _mm256_fmadd_ps(dy, dy, r2)));
            let weight = _mm256_mul_ps(_mm256_mul_ps(mass, s), _mm256_mul_ps(s, s));
            ax[v] = _mm256_fmadd_ps(weight, dx, ax[v]);
            ay[v] = _mm256_fmadd_ps(weight, dy, ay[v]);
            az[v] = _mm256_fmadd_ps(weight, dz, az[v]);
        }
    }
    for (c, a) in [ax, ay, az].into_iter().enumerate() {
        store(a, &mut acceleration[c][first..]);
    }
}

fn advance(field: &mut [Vec<f32>; FIELDS], acceleration: &[Vec<f32>; 3], dt: f32) {
    let (places, velocities) = field.split_at_mut(3);
    for ((place, velocity), acceleration) in places.iter_mut().zip(velocities).zip(acceleration) {
        for ((p, v), a) in place.iter_mut().zip(velocity).zip(acceleration) {
            *v += a * dt;
            *p += *v * dt;
        }
    }
}

fn main() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let words: Vec<[u8; 4]> = bytes.chunks_exact(4).map(|word| word.try_into().unwrap()).collect();
    let [n, steps, dt, ref bodies @ ..] = words[..] else { return Err(io::ErrorKind::InvalidData.into()) };
    let (n, steps, dt) = (i32::from_le_bytes(n), i32::from_le_bytes(steps), f32::from_le_bytes(dt));
    if !(1..=MAX_BODIES).contains(&n) || !(1..=MAX_STEPS).contains(&steps) || bodies.len() != n as usize * FIELDS {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = n as usize;
    let padded = n.next_multiple_of(BLOCK);
    let mut field: [Vec<f32>; FIELDS] = std::array::from_fn(|f| {
        let mut values: Vec<f32> = bodies[f..].iter().step_by(FIELDS).map(|&w| f32::from_le_bytes(w)).collect();
        values.resize(padded, 0.0);
        values
    });
    let mut acceleration: [Vec<f32>; 3] = std::array::from_fn(|_| vec![0.0; padded]);
    for _ in 0..steps {
        for first in (0..n).step_by(BLOCK) {
            // SAFETY: programs are built for processors that have AVX2 and FMA.
            unsafe { accelerate(&field, n, first, &mut acceleration) };
        }
        advance(&mut field, &acceleration, dt);
    }
    let out: Vec<u8> = (0..n).flat_map(|i| (0..FIELDS).map(move |f| (i, f))).flat_map(|(i, f)| field[f][i].to_le_bytes()).collect();
    io::stdout().write_all(&out)
}
