//! Why it is fast: of two cities, the nearer one has the larger scalar product with the place, as unit
//! vectors. So sines and cosines are needed once for each city and place, and a pair costs three
//! multiplications. Four cities are taken at a time; each lane keeps its own best, and lanes are compared at
//! the end.
use std::io::{self, Read, Write};

const MAX_COUNT: i32 = 100_000;
const LANES: usize = 4;

type Direction = [f64; 3];
type Group = [[f64; LANES]; 3];

fn directions_in(bytes: &[u8]) -> impl Iterator<Item = Direction> + '_ {
    bytes.chunks_exact(16).map(|place| {
        let latitude = f64::from_le_bytes(place[..8].try_into().unwrap()).to_radians();
        let longitude = f64::from_le_bytes(place[8..].try_into().unwrap()).to_radians();
        let across = latitude.cos();
        [across * longitude.cos(), across * longitude.sin(), latitude.sin()]
    })
}

fn groups_of(cities: &[Direction]) -> Vec<Group> {
    // What fills the last group is never better than the first city, and of a higher number.
    let mut groups = vec![cities[0].map(|value| [value; LANES]); cities.len().div_ceil(LANES)];
    for (i, city) in cities.iter().enumerate() {
        for axis in 0..3 {
            groups[i / LANES][axis][i % LANES] = city[axis];
        }
    }
    groups
}

fn nearest(to: Direction, groups: &[Group]) -> i32 {
    let (mut mosts, mut bests, mut now) = ([-2.0; LANES], [0.0; LANES], [0.0, 1.0, 2.0, 3.0]);
    for [xs, ys, zs] in groups {
        for i in 0..LANES {
            let product = zs[i].mul_add(to[2], ys[i].mul_add(to[1], xs[i] * to[0]));
            let better = product > mosts[i];
            mosts[i] = if better { product } else { mosts[i] };
            bests[i] = if better { now[i] } else { bests[i] };
            now[i] += LANES as f64; // numbers below 2^53 are exact
        }
    }
    let mut lane = 0;
    for i in 1..LANES {
        if mosts[i] > mosts[lane] || (mosts[i] == mosts[lane] && bests[i] < bests[lane]) {
            lane = i;
        }
    }
    bests[lane] as i32
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 8];
    input.read_exact(&mut header)?;
    let count = i32::from_le_bytes(header[..4].try_into().unwrap());
    let places = i32::from_le_bytes(header[4..].try_into().unwrap());
    if !(1..=MAX_COUNT).contains(&count) || !(0..=MAX_COUNT).contains(&places) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; 16 * (count as usize + places as usize)];
    input.read_exact(&mut bytes)?;
    let (cities, places) = bytes.split_at(16 * count as usize);
    let groups = groups_of(&directions_in(cities).collect::<Vec<_>>());
    let output: Vec<u8> =
        directions_in(places).flat_map(|place| nearest(place, &groups).to_le_bytes()).collect();
    io::stdout().write_all(&output)
}
