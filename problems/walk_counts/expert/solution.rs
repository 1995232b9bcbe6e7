//! Why it is fast: the ends of all edges lie in one vector, sorted by where the edges start. It is read from
//! its begin to its end in each step, and nothing waits for the next address.
use std::io::{self, Read, Write};
use std::mem;

const MOST_NODES: i32 = 1_000_000;
const MOST_EDGES: i32 = 250_000;
const MOST_STEPS: i32 = 10_000;

fn edge_at(edge: &[u8]) -> (usize, u32) {
    let start = u32::from_le_bytes([edge[0], edge[1], edge[2], edge[3]]);
    (start as usize, u32::from_le_bytes([edge[4], edge[5], edge[6], edge[7]]))
}

/// Sorts edges by counting: how many each node has, and where they end.
fn sort_edges(n: usize, edges: &[u8]) -> (Vec<u32>, Vec<u32>) {
    let mut degrees = vec![0; n];
    for edge in edges.chunks_exact(8) {
        degrees[edge_at(edge).0] += 1;
    }
    let mut sum = 0;
    let mut places: Vec<u32> = Vec::with_capacity(n);
    for degree in &degrees {
        places.push(sum);
        sum += degree;
    }
    let mut ends = vec![0; edges.len() / 8];
    for edge in edges.chunks_exact(8) {
        let (start, end) = edge_at(edge);
        assert!((end as usize) < n); // `step` relies on it
        ends[places[start] as usize] = end;
        places[start] += 1;
    }
    (degrees, ends)
}

fn step(degrees: &[u32], mut ends: &[u32], counts: &[u32], next_counts: &mut [u32]) {
    // SAFETY: all ends are nodes, and each node has a count.
    let count = |end: u32| unsafe { *counts.get_unchecked(end as usize) };
    for (degree, next_count) in degrees.iter().zip(next_counts) {
        let (own, rest) = ends.split_at(*degree as usize);
        ends = rest;
        let mut pairs = own.chunks_exact(2);
        let (mut even, mut odd) = (0_u32, 0_u32);
        for pair in &mut pairs {
            even = even.wrapping_add(count(pair[0]));
            odd = odd.wrapping_add(count(pair[1]));
        }
        for end in pairs.remainder() {
            even = even.wrapping_add(count(*end));
        }
        *next_count = even.wrapping_add(odd);
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 12];
    input.read_exact(&mut header)?;
    let number = |i: usize| i32::from_le_bytes([header[i], header[i + 1], header[i + 2], header[i + 3]]);
    let (n, m, t) = (number(0), number(4), number(8));
    if !(1..=MOST_NODES).contains(&n) || !(0..=MOST_EDGES).contains(&m) || !(0..=MOST_STEPS).contains(&t) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let n = n as usize;
    let mut edges = vec![0; 8 * m as usize];
    input.read_exact(&mut edges)?;
    let (degrees, ends) = sort_edges(n, &edges);
    let (mut counts, mut next_counts) = (vec![1; n], vec![0; n]);
    for _ in 0..t {
        step(&degrees, &ends, &counts, &mut next_counts);
        mem::swap(&mut counts, &mut next_counts);
    }
    let mut output = Vec::with_capacity(4 * n);
    for count in counts {
        output.extend_from_slice(&count.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
