//! Why it is fast: of two cities, the nearer one has the larger scalar product with the place, as unit
//! vectors. So sines and cosines are needed once for each city and place, and a pair costs three
//! multiplications. Four cities are taken at a time; each lane keeps its own best, and lanes are compared at
//! the end.
use std::arch::x86_64::{
    __m256d, _mm256_add_pd, _mm256_blendv_pd, _mm256_cmp_pd, _mm256_fmadd_pd, _mm256_loadu_pd, _mm256_mul_pd,
    _mm256_set1_pd, _mm256_setr_pd, _mm256_storeu_pd, _CMP_GT_OQ,
};
use std::io::{self, Read, Write};

const MAX_COUNT: i32 = 1_000_000;
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
    let (mut mosts, mut bests) = ([0.0; LANES], [0.0; LANES]);
    // SAFETY: the processor has AVX2 and FMA, and each load and store is of a whole array of four.
    unsafe {
        let [x, y, z] = to.map(|value| _mm256_set1_pd(value));
        let mut most: __m256d = _mm256_set1_pd(-2.0);
        let mut best = _mm256_set1_pd(0.0);
        let mut now = _mm256_setr_pd(0.0, 1.0, 2.0, 3.0); // numbers below 2^53 are exact
        for group in groups {
            let [xs, ys, zs] = [0, 1, 2].map(|axis| _mm256_loadu_pd(group[axis].as_ptr()));
            let product = _mm256_fmadd_pd(zs, z, _mm256_fmadd_pd(ys, y, _mm256_mul_pd(xs, x)));
            let better = _mm256_cmp_pd::<_CMP_GT_OQ>(product, most);
            most = _mm256_blendv_pd(most, product, better);
            best = _mm256_blendv_pd(best, now, better);
            now = _mm256_add_pd(now, _mm256_set1_pd(LANES as f64));
        }
        _mm256_storeu_pd(mosts.as_mut_ptr(), most);
        _mm256_storeu_pd(bests.as_mut_ptr(), best);
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
