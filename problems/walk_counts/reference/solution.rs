//! Walk counts: each node has a linked list of its edges. In each step, a node's count becomes the sum of the
//! counts where its edges end.
use std::io::{self, Read, Write};
use std::mem;

const MOST_NODES: i32 = 1_000_000;
const MOST_EDGES: i32 = 250_000;
const MOST_STEPS: i32 = 10_000;

struct Edge {
    end: u32,
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

fn read_graph(reader: &mut Reader, n: i32, m: i32) -> io::Result<Graph> {
    let mut edges_of: Graph = (0..n).map(|_| None).collect();
    for _ in 0..m {
        let (start, end) = (reader.int()? as usize, reader.int()? as u32);
        let next = edges_of[start].take();
        edges_of[start] = Some(Box::new(Edge { end, next }));
    }
    Ok(edges_of)
}

#[inline(never)] // the same code, whatever it is called from
fn step(edges_of: &Graph, counts: &[u32], next_counts: &mut [u32]) {
    for (first, next_count) in edges_of.iter().zip(next_counts) {
        let mut sum = 0_u32;
        let mut edge = first.as_ref();
        while let Some(there) = edge {
            sum = sum.wrapping_add(counts[there.end as usize]);
            edge = there.next.as_ref();
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
    let edges_of = read_graph(&mut reader, n, m)?;
    let mut counts = vec![1; n as usize];
    let mut next_counts = counts.clone();
    for _ in 0..t {
        step(&edges_of, &counts, &mut next_counts);
        mem::swap(&mut counts, &mut next_counts);
    }
    mem::forget(edges_of); // a list is dropped by recursion, which a long one does not survive
    let mut output = Vec::new();
    for count in counts {
        output.extend(count.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
