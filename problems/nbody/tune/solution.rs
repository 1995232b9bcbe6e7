//! Gravity between all pairs of bodies, block of bodies by block: a tile of TARGETS bodies meets all
//! bodies of a block, LANES at a time. The bodies are padded with massless ones to whole vectors.
use std::io::{self, Read, Write};

const MAX_BODIES: usize = 4096;
const MAX_STEPS: i32 = 1000;
const LANES: usize = ${LANES}; // bodies a vector
const TARGETS: usize = ${TARGETS}; // bodies whose sums are formed together
const BLOCK: usize = ${BLOCK}; // bodies that a tile meets before its sums are added up
const GROUP: usize = ${GROUP}; // bodies whose x lie together, and then whose y, and so on
const MUTUAL: bool = ${MUTUAL}; // whether two blocks meet once, for both
const FUSED: bool = ${FUSED}; // one rounding for product and sum
const CHECKED: bool = ${CHECKED}; // whether the innermost loop checks its indices
const WHOLE: usize = 16; // the number of bodies is a multiple

/// Ways to 1 / sqrt(x).
#[derive(PartialEq)]
enum Root {
    Power,
    SquareRoot,
    IntegerGuess,
}

const ROOT: Root = Root::${ROOT};

const _: () = assert!(WHOLE % LANES == 0 && WHOLE % TARGETS == 0 && BLOCK % WHOLE == 0, "no tile sticks out");
const _: () = assert!(MAX_BODIES % GROUP == 0 && MAX_BODIES % WHOLE == 0, "all bodies have a place");

/// Fields of a body; a file has those up to the mass.
const PLACE: usize = 0;
const VELOCITY: usize = 3;
const MASS: usize = 6;
const PULL: usize = 7;
const FIELDS: usize = 10;

type Vector = [f32; LANES];

/// Index of a field of a body.
#[inline(always)]
fn at(field: usize, body: usize) -> usize {
    (body / GROUP * FIELDS + field) * GROUP + body % GROUP
}

#[inline(always)]
fn get(store: &[f32], index: usize) -> f32 {
    if CHECKED {
        return store[index];
    }
    // SAFETY: there is room for the fields of all bodies, and for whole vectors of them.
    unsafe { *store.get_unchecked(index) }
}

#[inline(always)]
fn load(store: &[f32], field: usize, first: usize) -> Vector {
    if GROUP < LANES {
        return std::array::from_fn(|l| get(store, at(field, first + l)));
    }
    let index = at(field, first);
    if CHECKED {
        return store[index..][..LANES].try_into().unwrap();
    }
    // SAFETY: as above.
    unsafe { *store.as_ptr().add(index).cast() }
}

#[inline(always)]
fn subtract(store: &mut [f32], field: usize, first: usize, less: Vector) {
    if GROUP < LANES {
        return (0..LANES).for_each(|l| store[at(field, first + l)] -= less[l]);
    }
    for (value, less) in store[at(field, first)..][..LANES].iter_mut().zip(less) {
        *value -= less;
    }
}

#[inline(always)]
fn multiply_add(x: f32, y: f32, sum: f32) -> f32 {
    if FUSED {
        x.mul_add(y, sum)
    } else {
        x * y + sum
    }
}

#[inline(always)]
fn inverse_square_root(x: f32) -> f32 {
    match ROOT {
        Root::Power => x.powf(-0.5),
        Root::SquareRoot => 1.0 / x.sqrt(),
        Root::IntegerGuess => {
            // Halves and negates the exponent: about 5 bits, which each of Newton's steps doubles.
            let mut s = f32::from_bits(0x5f37_59df - (x.to_bits() >> 1));
            for _ in 0..3 {
                s *= multiply_add(-0.5 * x * s, s, 1.5);
            }
            s
        }
    }
}

/// Distance and inverse cube of it, softened, between bodies at `from` and `to`, lane by lane.
#[inline(always)]
fn pull(from: [f32; 3], to: [Vector; 3]) -> ([Vector; 3], Vector) {
    let mut distance = [[0.0; LANES]; 3];
    let mut cube = [0.0; LANES];
    for l in 0..LANES {
        let mut r2 = 1e-6;
        for c in 0..3 {
            distance[c][l] = to[c][l] - from[c];
            r2 = multiply_add(distance[c][l], distance[c][l], r2);
        }
        let s = inverse_square_root(r2);
        cube[l] = s * s * s;
    }
    (distance, cube)
}

#[inline(always)]
fn add_scaled(sum: &mut [Vector; 3], weight: Vector, distance: &[Vector; 3]) {
    for c in 0..3 {
        for l in 0..LANES {
            sum[c][l] = multiply_add(weight[l], distance[c][l], sum[c][l]);
        }
    }
}

/// A tile's bodies from `target` on are pulled by those from `first` to `end`, and pull if `BOTH`.
fn interact<const BOTH: bool>(store: &mut [f32], target: usize, first: usize, end: usize) {
    let mut sums = [[[0.0; LANES]; 3]; TARGETS];
    let places: [[f32; 3]; TARGETS] =
        std::array::from_fn(|t| std::array::from_fn(|c| store[at(PLACE + c, target + t)]));
    let masses: [f32; TARGETS] = std::array::from_fn(|t| store[at(MASS, target + t)]);
    for j in (first..end).step_by(LANES) {
        let others = std::array::from_fn(|c| load(store, PLACE + c, j));
        let mass = load(store, MASS, j);
        let mut back = [[0.0; LANES]; 3];
        for t in 0..TARGETS {
            let (distance, cube) = pull(places[t], others); // to itself: zero, so no pull
            add_scaled(&mut sums[t], std::array::from_fn(|l| mass[l] * cube[l]), &distance);
            if BOTH {
                add_scaled(&mut back, cube.map(|cube| masses[t] * cube), &distance);
            }
        }
        if BOTH {
            for c in 0..3 {
                subtract(store, PULL + c, j, back[c]);
            }
        }
    }
    for t in 0..TARGETS {
        for c in 0..3 {
            store[at(PULL + c, target + t)] += sums[t][c].iter().sum::<f32>();
        }
    }
}

fn accelerate(store: &mut [f32], bodies: usize) {
    for i in 0..bodies {
        (0..3).for_each(|c| store[at(PULL + c, i)] = 0.0);
    }
    for i in (0..bodies).step_by(BLOCK) {
        for j in (if MUTUAL { i } else { 0 }..bodies).step_by(BLOCK) {
            let end = bodies.min(j + BLOCK);
            for target in (i..bodies.min(i + BLOCK)).step_by(TARGETS) {
                if MUTUAL && j > i {
                    interact::<true>(store, target, j, end);
                } else {
                    interact::<false>(store, target, j, end);
                }
            }
        }
    }
}

fn advance(store: &mut [f32], n: usize, dt: f32) {
    for i in 0..n {
        for c in 0..3 {
            store[at(VELOCITY + c, i)] += store[at(PULL + c, i)] * dt;
            store[at(PLACE + c, i)] += store[at(VELOCITY + c, i)] * dt;
        }
    }
}

fn main() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let words: Vec<[u8; 4]> = bytes.chunks_exact(4).map(|word| word.try_into().unwrap()).collect();
    let [n, steps, dt, ref bodies @ ..] = words[..] else { return Err(io::ErrorKind::InvalidData.into()) };
    let (n, steps, dt) = (i32::from_le_bytes(n) as usize, i32::from_le_bytes(steps), f32::from_le_bytes(dt));
    if !(1..=MAX_BODIES).contains(&n) || !(1..=MAX_STEPS).contains(&steps) || bodies.len() != n * PULL {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut store = vec![0.0; FIELDS * MAX_BODIES];
    for (b, &word) in bodies.iter().enumerate() {
        store[at(b % PULL, b / PULL)] = f32::from_le_bytes(word);
    }
    for _ in 0..steps {
        accelerate(&mut store, n.next_multiple_of(WHOLE));
        advance(&mut store, n, dt);
    }
    let moved: Vec<u8> = (0..n * PULL).flat_map(|b| store[at(b % PULL, b / PULL)].to_le_bytes()).collect();
    io::stdout().write_all(&moved)
}
