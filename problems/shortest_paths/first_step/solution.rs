//! Shortest paths by Dijkstra's algorithm: a vector of edges for each node, and in the heap one number for a
//! distance and a node.
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Read, Write};

const MOST_NODES: i32 = 200_000;
const MOST_EDGES: i32 = 500_000;
const MOST_SOURCES: i32 = 10_000;
const NONE: i32 = i32::MAX;

struct Edge {
    end: u32,
    length: i32,
}

type Graph = Vec<Vec<Edge>>;

struct Reader<'a> {
    input: &'a [u8],
}

impl Reader<'_> {
    fn int(&mut self) -> io::Result<i32> {
        let (bytes, rest) = self.input.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
        self.input = rest;
        Ok(i32::from_le_bytes(*bytes))
    }
}

fn add_edge(edges_of: &mut Graph, start: i32, end: i32, length: i32) {
    edges_of[start as usize].push(Edge { end: end as u32, length });
}

fn find_distances(edges_of: &Graph, source: u32, distances: &mut [i32]) {
    distances.fill(NONE);
    distances[source as usize] = 0;
    let mut heap = BinaryHeap::from([Reverse(u64::from(source))]);
    while let Some(Reverse(entry)) = heap.pop() {
        let (nearest, node) = ((entry >> 32) as i32, entry as u32);
        if nearest > distances[node as usize] {
            continue;
        }
        for edge in &edges_of[node as usize] {
            let distance = nearest + edge.length;
            if distance < distances[edge.end as usize] {
                distances[edge.end as usize] = distance;
                heap.push(Reverse((distance as u64) << 32 | u64::from(edge.end)));
            }
        }
    }
}

fn checksum(distances: &[i32]) -> u32 {
    let mut sum = 0_u32;
    for distance in distances {
        let distance = if *distance == NONE { u32::MAX } else { *distance as u32 };
        sum = sum.wrapping_mul(31).wrapping_add(distance);
    }
    sum
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let (n, m, s) = (reader.int()?, reader.int()?, reader.int()?);
    if !(1..=MOST_NODES).contains(&n) || !(0..=MOST_EDGES).contains(&m) || !(0..=MOST_SOURCES).contains(&s) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut edges_of: Graph = (0..n).map(|_| Vec::new()).collect();
    for _ in 0..m {
        let (one, other, length) = (reader.int()?, reader.int()?, reader.int()?);
        add_edge(&mut edges_of, one, other, length);
        add_edge(&mut edges_of, other, one, length);
    }
    let mut distances = vec![NONE; n as usize];
    let mut output = Vec::new();
    for _ in 0..s {
        find_distances(&edges_of, reader.int()? as u32, &mut distances);
        output.extend(checksum(&distances).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
