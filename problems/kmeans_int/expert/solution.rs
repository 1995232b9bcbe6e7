//! Why it is fast: the nearest centre c of x has the least |c|^2 - 2 x c. A centre is compared with a block
//! of points, eight coordinates at a time; a coordinate of all points of the block lies side by side, so that
//! loops become vectors, and each lane keeps the least of its own. Sums of clusters are kept, and changed
//! only by points that go to another cluster. When no point does, nothing changes any more, and the program
//! ends.
use std::io::{self, Read, Write};

const MOST: [i32; 4] = [1_000_000, 128, 256, 1000]; // points, coordinates, clusters and rounds
const BLOCK: usize = 256; // points
const TOGETHER: usize = 8; // coordinates

type Numbers = [i32; BLOCK];

struct Clustering {
    d: usize,
    blocks: Vec<Vec<Numbers>>, // each coordinate of its points; what is missing to whole blocks is zero
    clusters: Vec<i32>,
    centres: Vec<i32>, // rows, with zeros after d coordinates, to a multiple of TOGETHER
    row: usize,
    sums: Vec<i32>,
    members: Vec<i32>,
}

/// Adds the products of some coordinates of a centre, doubled and negated, and of a block of points.
fn add_products(totals: &mut Numbers, centre: &[i32], points: &[Numbers]) {
    let factors: [i32; TOGETHER] = std::array::from_fn(|j| -2 * centre[j]);
    let points: &[Numbers; TOGETHER] = points.try_into().unwrap();
    for (i, total) in totals.iter_mut().enumerate() {
        for j in 0..TOGETHER {
            *total += factors[j] * points[j][i];
        }
    }
}

impl Clustering {
    fn new(blocks: Vec<Vec<Numbers>>, n: usize, d: usize, k: usize) -> Clustering {
        let row = d.next_multiple_of(TOGETHER);
        let mut centres = vec![0; k * row];
        for (j, centre) in centres.chunks_exact_mut(row).enumerate() {
            let point = j % n;
            for (to, numbers) in centre.iter_mut().zip(&blocks[point / BLOCK]) {
                *to = numbers[point % BLOCK];
            }
        }
        let (sums, members) = (vec![0; k * d], vec![0; k]);
        Clustering { d, blocks, clusters: vec![-1; n], centres, row, sums, members }
    }

    fn add_point(&mut self, point: usize, cluster: usize, sign: i32) {
        let sums = &mut self.sums[cluster * self.d..][..self.d];
        for (sum, numbers) in sums.iter_mut().zip(&self.blocks[point / BLOCK]) {
            *sum += sign * numbers[point % BLOCK];
        }
        self.members[cluster] += sign;
    }

    /// The nearest centres of the points of a block.
    fn nearest(&self, block: usize) -> Numbers {
        let (mut least, mut best) = ([i32::MAX; BLOCK], [0; BLOCK]);
        for (number, centre) in (0..).zip(self.centres.chunks_exact(self.row)) {
            let mut totals = [centre.iter().map(|c| c * c).sum(); BLOCK];
            let groups = centre.chunks_exact(TOGETHER).zip(self.blocks[block].chunks_exact(TOGETHER));
            groups.for_each(|(centre, points)| add_products(&mut totals, centre, points));
            for i in 0..BLOCK {
                best[i] = if totals[i] < least[i] { number } else { best[i] };
                least[i] = least[i].min(totals[i]);
            }
        }
        best
    }

    fn assign_points(&mut self) -> bool {
        let mut changed = false;
        for block in 0..self.blocks.len() {
            let found = self.nearest(block);
            for (point, found) in (block * BLOCK..self.clusters.len()).zip(found) {
                let old = self.clusters[point];
                if old == found {
                    continue;
                }
                if old >= 0 {
                    self.add_point(point, old as usize, -1);
                }
                self.add_point(point, found as usize, 1);
                self.clusters[point] = found;
                changed = true;
            }
        }
        changed
    }

    fn move_centres(&mut self) {
        for (cluster, centre) in self.centres.chunks_exact_mut(self.row).enumerate() {
            let count = self.members[cluster];
            if count == 0 {
                continue;
            }
            for (c, sum) in centre.iter_mut().zip(&self.sums[cluster * self.d..][..self.d]) {
                *c = sum.div_euclid(count);
            }
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

fn read_points(input: &mut impl Read, n: usize, d: usize) -> io::Result<Vec<Vec<Numbers>>> {
    let mut bytes = vec![0; 2 * n * d];
    input.read_exact(&mut bytes)?;
    let mut blocks = vec![vec![[0; BLOCK]; d.next_multiple_of(TOGETHER)]; n.div_ceil(BLOCK)];
    for (point, bytes) in bytes.chunks_exact(2 * d).enumerate() {
        for (numbers, x) in blocks[point / BLOCK].iter_mut().zip(bytes.chunks_exact(2)) {
            numbers[point % BLOCK] = i32::from(i16::from_le_bytes(x.try_into().unwrap()));
        }
    }
    Ok(blocks)
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
    let centres = clustering.centres.chunks_exact(clustering.row).flat_map(|centre| &centre[..d]);
    let output: Vec<u8> =
        clustering.clusters.iter().chain(centres).flat_map(|number| number.to_le_bytes()).collect();
    io::stdout().write_all(&output)
}
