//! Walk counts: all edges lie in one array, and each knows the next one of its node. In each step, a node's
//! count becomes the sum of the counts where its edges end.
use std::io::{self, Read, Write};
use std::mem;

const MOST_NODES: i32 = 1_000_000;
const MOST_EDGES: i32 = 250_000;
const MOST_STEPS: i32 = 10_000;

struct Edge {
    end: u32,
    next: u32,
}

const NONE: u32 = u32::MAX;

struct Graph {
    first: Vec<u32>, // edge of each node
    edges: Vec<Edge>,
}

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

fn read_graph(reader: &mut Reader, n: i32, m: i32) -> io::Result<Graph> {
    let mut graph = Graph { first: vec![NONE; n as usize], edges: Vec::new() };
    for i in 0..m {
        let (start, end) = (reader.int()? as usize, reader.int()? as u32);
        graph.edges.push(Edge { end, next: graph.first[start] });
        graph.first[start] = i as u32;
    }
    Ok(graph)
}

fn step(graph: &Graph, counts: &[u32], next_counts: &mut [u32]) {
    for (first, next_count) in graph.first.iter().zip(next_counts) {
        let mut sum = 0_u32;
        let mut at = *first;
        while at != NONE {
            let edge = &graph.edges[at as usize];
            sum = sum.wrapping_add(counts[edge.end as usize]);
            at = edge.next;
        }
        *next_count = sum;
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let (n, m, t) = (reader.int()?, reader.int()?, reader.int()?);
    if !(1..=MOST_NODES).contains(&n) || !(0..=MOST_EDGES).contains(&m) || !(0..=MOST_STEPS).contains(&t) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let graph = read_graph(&mut reader, n, m)?;
    let mut counts = vec![1; n as usize];
    let mut next_counts = counts.clone();
    for _ in 0..t {
        step(&graph, &counts, &mut next_counts);
        mem::swap(&mut counts, &mut next_counts);
    }
    let mut output = Vec::new();
    for count in counts {
        output.extend(count.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
