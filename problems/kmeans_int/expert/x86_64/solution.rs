//! Why it is fast: the nearest centre c of x has the least |c|^2 - 2 x c, which is computed for eight centres
//! at a time by instructions that multiply and add pairs of int16; four points share what is loaded of the
//! centres. Sums of clusters are kept, and changed only by points that go to another cluster. When no point
//! does, nothing changes any more, and the program ends.
use std::arch::x86_64::*;
use std::io::{self, Read, Write};
use std::slice;

const MOST: [i32; 4] = [1_000_000, 128, 256, 1000]; // points, coordinates, clusters and rounds
const LANES: usize = 8;
const POINTS: usize = 4;

struct Clustering {
    d: usize,
    pairs: usize,
    points: Vec<i16>, // rows of an even number of coordinates
    clusters: Vec<i32>,
    centres: Vec<i32>,
    sums: Vec<i32>,
    members: Vec<i32>,
    factors: Vec<[[i16; 2]; LANES]>, // pairs of -2 c, of each block of centres
    squares: Vec<[i32; LANES]>,      // |c|^2
}

fn least_everywhere(v: __m256i) -> __m256i {
    // SAFETY: the processor has AVX2.
    unsafe {
        let v = _mm256_min_epi32(v, _mm256_permute2x128_si256::<1>(v, v));
        let v = _mm256_min_epi32(v, _mm256_shuffle_epi32::<0x4e>(v));
        _mm256_min_epi32(v, _mm256_shuffle_epi32::<0xb1>(v))
    }
}

impl Clustering {
    fn new(points: Vec<i16>, n: usize, d: usize, k: usize) -> Clustering {
        let pairs = d.div_ceil(2);
        let blocks = k.div_ceil(LANES);
        let mut new = Clustering {
            d,
            pairs,
            points,
            clusters: vec![-1; n],
            centres: vec![0; k * d],
            sums: vec![0; k * d],
            members: vec![0; k],
            factors: vec![[[0; 2]; LANES]; blocks * pairs],
            squares: vec![[i32::MAX; LANES]; blocks], // stays where there is no centre
        };
        for j in 0..k {
            for i in 0..d {
                new.centres[j * d + i] = i32::from(new.points[j % n * 2 * pairs + i]);
            }
            new.spread_centre(j);
        }
        new
    }

    fn spread_centre(&mut self, cluster: usize) {
        let (block, lane) = (cluster / LANES, cluster % LANES);
        let mut square = 0;
        for (i, c) in self.centres[cluster * self.d..][..self.d].iter().enumerate() {
            square += c * c;
            self.factors[block * self.pairs + i / 2][lane][i % 2] = (-2 * c) as i16;
        }
        self.squares[block][lane] = square;
    }

    fn add_point(&mut self, point: usize, cluster: usize, sign: i32) {
        let from = &self.points[point * 2 * self.pairs..][..self.d];
        for (sum, x) in self.sums[cluster * self.d..][..self.d].iter_mut().zip(from) {
            *sum += sign * i32::from(*x);
        }
        self.members[cluster] += sign;
    }

    /// The nearest centres of some points, the first of which is given.
    fn nearest(&self, point: usize) -> [i32; POINTS] {
        let row = 2 * self.pairs;
        let rows = &self.points[point * row..][..POINTS * row];
        // SAFETY: the processor has AVX2; loads are of whole arrays, or of pairs within `rows`.
        unsafe {
            let mut least = [_mm256_set1_epi32(i32::MAX); POINTS];
            let mut best = [_mm256_setzero_si256(); POINTS];
            let mut number = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
            for (square, factors) in self.squares.iter().zip(self.factors.chunks_exact(self.pairs)) {
                let mut total = [_mm256_loadu_si256(square.as_ptr().cast()); POINTS];
                for (i, factor) in factors.iter().enumerate() {
                    let factor = _mm256_loadu_si256(factor.as_ptr().cast());
                    for p in 0..POINTS {
                        let pair: i32 = rows.as_ptr().add(p * row + 2 * i).cast::<i32>().read_unaligned();
                        total[p] =
                            _mm256_add_epi32(total[p], _mm256_madd_epi16(factor, _mm256_set1_epi32(pair)));
                    }
                }
                for p in 0..POINTS {
                    let better = _mm256_cmpgt_epi32(least[p], total[p]);
                    least[p] = _mm256_blendv_epi8(least[p], total[p], better);
                    best[p] = _mm256_blendv_epi8(best[p], number, better);
                }
                number = _mm256_add_epi32(number, _mm256_set1_epi32(LANES as i32));
            }
            [0, 1, 2, 3].map(|p| {
                let equal = _mm256_cmpeq_epi32(least[p], least_everywhere(least[p]));
                let others = _mm256_srli_epi32::<1>(_mm256_xor_si256(equal, _mm256_set1_epi32(-1)));
                _mm256_cvtsi256_si32(least_everywhere(_mm256_or_si256(best[p], others)))
            })
        }
    }

    fn assign_points(&mut self) -> bool {
        let mut changed = false;
        for i in (0..self.clusters.len()).step_by(POINTS) {
            let count = POINTS.min(self.clusters.len() - i);
            for (p, found) in self.nearest(i).into_iter().enumerate().take(count) {
                let old = self.clusters[i + p];
                if old == found {
                    continue;
                }
                if old >= 0 {
                    self.add_point(i + p, old as usize, -1);
                }
                self.add_point(i + p, found as usize, 1);
                self.clusters[i + p] = found;
                changed = true;
            }
        }
        changed
    }

    fn move_centres(&mut self) {
        for cluster in 0..self.members.len() {
            let count = self.members[cluster];
            if count == 0 {
                continue;
            }
            for i in cluster * self.d..(cluster + 1) * self.d {
                self.centres[i] = self.sums[i].div_euclid(count);
            }
            self.spread_centre(cluster);
        }
    }
}

fn read_header(input: &mut impl Read) -> io::Result<[usize; 4]> {
    let mut bytes = [0; 16];
    input.read_exact(&mut bytes)?;
    let mut header = [0; 4];
    for i in 0..4 {
        let number = i32::from_le_bytes(bytes[4 * i..][..4].try_into().unwrap());
        if !(1..=MOST[i]).contains(&number) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        header[i] = number as usize;
    }
    Ok(header)
}

/// Rows of an even number of coordinates, with some more rows at the end.
fn read_points(input: &mut impl Read, n: usize, d: usize) -> io::Result<Vec<i16>> {
    let row = d.div_ceil(2) * 2;
    let mut points = vec![0_i16; (n + POINTS) * row];
    // SAFETY: any bytes make numbers; x86-64 is little-endian, as the format is.
    let bytes = unsafe { slice::from_raw_parts_mut(points.as_mut_ptr().cast::<u8>(), 2 * n * row) };
    input.read_exact(&mut bytes[..2 * n * d])?;
    if row != d {
        for i in (0..n).rev() {
            points.copy_within(i * d..(i + 1) * d, i * row);
            points[i * row + d] = 0;
        }
        points[n * row..].fill(0);
    }
    Ok(points)
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let [n, d, k, rounds] = read_header(&mut input)?;
    let mut clustering = Clustering::new(read_points(&mut input, n, d)?, n, d, k);
    for _ in 0..rounds {
        if !clustering.assign_points() {
            break;
        }
        clustering.move_centres();
    }
    let numbers = clustering.clusters.iter().chain(&clustering.centres);
    let output: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
    io::stdout().write_all(&output)
}
