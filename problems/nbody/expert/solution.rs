//! Why it is fast: coordinates lie in one array each, so a block of bodies fills whole vectors
//! and every body j is broadcast once to all of them. No horizontal sums, no branch for j = i
//! (its distance is zero, so it adds zero). The inverse cube of the distance takes neither a root nor a
//! division: its estimate comes from halving and negating the exponent, and a polynomial corrects it to
//! about 4e-7.
use std::io::{self, Read, Write};

const MAX_BODIES: i32 = 4096;
const MAX_STEPS: i32 = 1000;
const BLOCK: usize = 32; // bodies worked on together; the arrays are padded with bodies of no mass
const FIELDS: usize = 7; // of a body: x y z vx vy vz mass

/// mass / x^(3/2). As s estimates 1 / sqrt(x) to about 5 bits, that is mass * s^3 / (1 - error)^(3/2).
fn weight_of(mass: f32, x: f32) -> f32 {
    let s = f32::from_bits(0x5f37_59df - (x.to_bits() >> 1));
    let square = s * s;
    let error = (-x).mul_add(square, 1.0);
    let correction = error.mul_add(2.465_247_2, 2.203_325_7);
    let correction = error.mul_add(error.mul_add(correction, 1.875_028), 1.499_981_5);
    mass * s * square * error.mul_add(correction, 1.0)
}

/// Accelerations of the BLOCK bodies from `first` on.
fn accelerate(field: &[Vec<f32>; FIELDS], n: usize, first: usize, acceleration: &mut [Vec<f32>; 3]) {
    let places: [[f32; BLOCK]; 3] = std::array::from_fn(|c| field[c][first..][..BLOCK].try_into().unwrap());
    let mut sums = [[0.0; BLOCK]; 3];
    let others = field[0][..n].iter().zip(&field[1][..n]).zip(&field[2][..n]).zip(&field[6][..n]);
    for (((x, y), z), mass) in others {
        for i in 0..BLOCK {
            let (dx, dy, dz) = (x - places[0][i], y - places[1][i], z - places[2][i]);
            let weight = weight_of(*mass, dz.mul_add(dz, dy.mul_add(dy, dx.mul_add(dx, 1e-6))));
            sums[0][i] = weight.mul_add(dx, sums[0][i]);
            sums[1][i] = weight.mul_add(dy, sums[1][i]);
            sums[2][i] = weight.mul_add(dz, sums[2][i]);
        }
    }
    for (to, sums) in acceleration.iter_mut().zip(sums) {
        to[first..][..BLOCK].copy_from_slice(&sums);
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
    if !(1..=MAX_BODIES).contains(&n)
        || !(1..=MAX_STEPS).contains(&steps)
        || bodies.len() != n as usize * FIELDS
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = n as usize;
    let padded = n.next_multiple_of(BLOCK);
    let mut field: [Vec<f32>; FIELDS] = std::array::from_fn(|f| {
        let mut values: Vec<f32> =
            bodies[f..].iter().step_by(FIELDS).map(|&w| f32::from_le_bytes(w)).collect();
        values.resize(padded, 0.0);
        values
    });
    let mut acceleration: [Vec<f32>; 3] = std::array::from_fn(|_| vec![0.0; padded]);
    for _ in 0..steps {
        for first in (0..n).step_by(BLOCK) {
            accelerate(&field, n, first, &mut acceleration);
        }
        advance(&mut field, &acceleration, dt);
    }
    let out: Vec<u8> = (0..n)
        .flat_map(|i| (0..FIELDS).map(move |f| (i, f)))
        .flat_map(|(i, f)| field[f][i].to_le_bytes())
        .collect();
    io::stdout().write_all(&out)
}
