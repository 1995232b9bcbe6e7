//! Shortest paths by Dijkstra's algorithm: linked lists of edges, and a binary heap in which outdated entries
//! stay until they come to the top.
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Read, Write};
use std::mem;

const MOST_NODES: i32 = 200_000;
const MOST_EDGES: i32 = 500_000;
const MOST_SOURCES: i32 = 10_000;
const NONE: i32 = i32::MAX;

struct Edge {
    end: u32,
    length: i32,
    next: Option<Box<Edge>>,
}

type Graph = Vec<Option<Box<Edge>>>;

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
    let next = edges_of[start as usize].take();
    edges_of[start as usize] = Some(Box::new(Edge { end: end as u32, length, next }));
}

#[inline(never)] // the same code, whatever it is called from
fn find_distances(edges_of: &Graph, source: u32, distances: &mut [i32]) {
    distances.fill(NONE);
    distances[source as usize] = 0;
    let mut heap = BinaryHeap::from([(Reverse(0), source)]);
    while let Some((Reverse(nearest), node)) = heap.pop() {
        if nearest > distances[node as usize] {
            continue;
        }
        let mut edge = edges_of[node as usize].as_ref();
        while let Some(there) = edge {
            let distance = nearest + there.length;
            if distance < distances[there.end as usize] {
                distances[there.end as usize] = distance;
                heap.push((Reverse(distance), there.end));
            }
            edge = there.next.as_ref();
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
    let mut edges_of: Graph = (0..n).map(|_| None).collect();
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
    mem::forget(edges_of); // a list is dropped by recursion, which a long one does not survive
    io::stdout().write_all(&output)
}
