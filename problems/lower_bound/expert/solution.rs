//! Why it is fast: above the sorted numbers lie levels of an implicit tree, each with every 16th number of
//! the level below. A query goes down by comparing it with 16 numbers at once, without branches; 32 queries
//! go down together, so that their cache misses overlap, and queries are read and answered in pieces.
use std::fs::File;
use std::io::{self, Read, Write};
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;
use std::slice;

const MAX_COUNT: i32 = 5_000_000;
const NODE: usize = 16; // numbers, which are one cache line
const TOGETHER: usize = 32; // queries
const PIECE: usize = 1 << 13; // queries

#[repr(align(64))]
#[derive(Clone, Copy)]
struct Node([i32; NODE]);

impl Node {
    /// How many numbers are less.
    fn rank(&self, query: i32) -> usize {
        let sum: i32 = self.0.iter().map(|number| i32::from(*number < query)).sum();
        sum as usize
    }
}

/// Numbers, filled up to whole nodes with the largest number.
struct Level {
    nodes: Vec<Node>,
    size: usize,
}

impl Level {
    fn new(size: usize) -> Level {
        Level { nodes: vec![Node([i32::MAX; NODE]); size / NODE + 1], size }
    }

    fn above(&self) -> Level {
        let mut level = Level::new(self.size.div_ceil(NODE));
        for i in 0..level.size {
            level.nodes[i / NODE].0[i % NODE] = self.nodes[i].0[NODE - 1];
        }
        level
    }
}

/// Numbers as the bytes they are kept as; the machine is little-endian, as the format is.
fn bytes_of(values: &mut [i32]) -> &mut [u8] {
    // SAFETY: any bytes make numbers, and any numbers bytes.
    unsafe { slice::from_raw_parts_mut(values.as_mut_ptr().cast(), size_of_val(values)) }
}

fn numbers_of(nodes: &mut [Node]) -> &mut [i32] {
    // SAFETY: a node is numbers without anything in between.
    unsafe { slice::from_raw_parts_mut(nodes.as_mut_ptr().cast(), nodes.len() * NODE) }
}

/// Writes indices over up to TOGETHER queries. The first level is the topmost one.
fn answer(levels: &[Level], queries: &mut [i32]) {
    let mut places = [0; TOGETHER];
    let (numbers, above) = levels.split_last().unwrap();
    for level in above {
        for (place, query) in places.iter_mut().zip(&*queries) {
            let next = *place * NODE + level.nodes[*place].rank(*query);
            *place = next.min(level.size - 1); // beyond all, the search goes on in the last node
        }
    }
    for (place, query) in places.iter().zip(queries) {
        let index = *place * NODE + numbers.nodes[*place].rank(*query);
        *query = index.min(numbers.size) as i32;
    }
}

/// Standard input (0) or output (1) without a buffer in between.
fn stream(descriptor: i32) -> ManuallyDrop<File> {
    // SAFETY: the descriptor is open, and stays so.
    ManuallyDrop::new(unsafe { File::from_raw_fd(descriptor) })
}

fn main() -> io::Result<()> {
    let (mut input, mut output) = (stream(0), stream(1));
    let mut header = [0; 2];
    input.read_exact(bytes_of(&mut header))?;
    if header.iter().any(|count| !(0..=MAX_COUNT).contains(count)) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let [n, q] = header.map(|count| count as usize);
    let mut numbers = Level::new(n);
    input.read_exact(bytes_of(&mut numbers_of(&mut numbers.nodes)[..n]))?;
    let mut levels = vec![numbers];
    while levels[levels.len() - 1].size > NODE {
        levels.push(levels[levels.len() - 1].above());
    }
    levels.reverse();
    let mut piece = vec![0; PIECE.min(q)];
    let mut left = q;
    while left > 0 {
        let queries = &mut piece[..left.min(PIECE)];
        input.read_exact(bytes_of(queries))?;
        for together in queries.chunks_mut(TOGETHER) {
            answer(&levels, together);
        }
        output.write_all(bytes_of(queries))?;
        left -= queries.len();
    }
    Ok(())
}
