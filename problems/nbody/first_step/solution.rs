//! Gravity between all pairs of bodies, each pair once: a body pulls another as the other pulls it.
use std::io::{self, Read, Write};

const MAX_BODIES: i32 = 4096;
const MAX_STEPS: i32 = 1000;

#[derive(Clone, Copy)]
struct Vector {
    x: f32,
    y: f32,
    z: f32,
}

struct Body {
    place: Vector,
    velocity: Vector,
    mass: f32,
}

fn read_bytes<const N: usize>(input: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    Ok(i32::from_le_bytes(read_bytes(input)?))
}

fn read_float(input: &mut impl Read) -> io::Result<f32> {
    Ok(f32::from_le_bytes(read_bytes(input)?))
}

fn read_vector(input: &mut impl Read) -> io::Result<Vector> {
    Ok(Vector { x: read_float(input)?, y: read_float(input)?, z: read_float(input)? })
}

fn read_body(input: &mut impl Read) -> io::Result<Body> {
    Ok(Body { place: read_vector(input)?, velocity: read_vector(input)?, mass: read_float(input)? })
}

/// Adds to the accelerations of all bodies what body i and those after it do to each other.
fn attract(bodies: &[Body], i: usize, accelerations: &mut [Vector]) {
    let mut a = accelerations[i];
    for j in i + 1..bodies.len() {
        let dx = bodies[j].place.x - bodies[i].place.x;
        let dy = bodies[j].place.y - bodies[i].place.y;
        let dz = bodies[j].place.z - bodies[i].place.z;
        let r2 = dx * dx + dy * dy + dz * dz + 1e-6;
        let s = 1.0 / r2.sqrt();
        let cubed = s * s * s;
        let (weight, back) = (bodies[j].mass * cubed, bodies[i].mass * cubed);
        a.x += weight * dx;
        a.y += weight * dy;
        a.z += weight * dz;
        let other = &mut accelerations[j];
        other.x -= back * dx;
        other.y -= back * dy;
        other.z -= back * dz;
    }
    accelerations[i] = a;
}

fn advance(body: &mut Body, a: Vector, dt: f32) {
    body.velocity.x += a.x * dt;
    body.velocity.y += a.y * dt;
    body.velocity.z += a.z * dt;
    body.place.x += body.velocity.x * dt;
    body.place.y += body.velocity.y * dt;
    body.place.z += body.velocity.z * dt;
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let n = read_int(&mut input)?;
    let steps = read_int(&mut input)?;
    let dt = read_float(&mut input)?;
    if !(1..=MAX_BODIES).contains(&n) || !(1..=MAX_STEPS).contains(&steps) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bodies = Vec::new();
    for _ in 0..n {
        bodies.push(read_body(&mut input)?);
    }
    for _ in 0..steps {
        let mut accelerations = vec![Vector { x: 0.0, y: 0.0, z: 0.0 }; bodies.len()];
        for i in 0..bodies.len() {
            attract(&bodies, i, &mut accelerations);
        }
        for (body, a) in bodies.iter_mut().zip(accelerations) {
            advance(body, a, dt);
        }
    }
    let mut bytes = Vec::new();
    for Body { place: p, velocity: v, mass } in &bodies {
        for value in [p.x, p.y, p.z, v.x, v.y, v.z, *mass] {
            bytes.extend(value.to_le_bytes());
        }
    }
    io::stdout().write_all(&bytes)
}
