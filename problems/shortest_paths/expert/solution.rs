//! Why it is fast: lengths are at most 100, so that nodes wait in a ring of 128 buckets, one for each
//! distance, and no heap is needed. Nodes are numbered anew, in the order of a search by breadth, so that
//! neighbours lie near each other. The edges of each lie in one vector, in groups of four; edges that lead
//! nowhere fill up the last group. Few branches depend on what is found: whether a node comes nearer decides
//! only if it stays in the bucket it was written to.
use std::io::{self, Read, Write};

const MOST_NODES: u32 = 200_000;
const MOST_EDGES: u32 = 500_000;
const MOST_SOURCES: u32 = 10_000;
const BUCKETS: usize = 128;
const FIRST_CAPACITY: usize = 256;
const GROUP: usize = 4;
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Default)]
struct Edge {
    end: u32,
    length: u32,
}

struct Graph {
    first: Vec<u32>, // edge of each node, and the end of all
    edges: Vec<Edge>,
}

/// Both directions of all edges, sorted by counting.
fn sorted(n: usize, given: &[u32]) -> Graph {
    let mut first = vec![0_u32; n + 2];
    for edge in given.chunks_exact(3) {
        first[edge[0] as usize + 2] += 1;
        first[edge[1] as usize + 2] += 1;
    }
    for i in 2..n + 2 {
        first[i] += first[i - 1];
    }
    let mut edges = vec![Edge::default(); given.len() / 3 * 2];
    for edge in given.chunks_exact(3) {
        for (start, end) in [(edge[0], edge[1]), (edge[1], edge[0])] {
            let place = &mut first[start as usize + 1];
            edges[*place as usize] = Edge { end, length: edge[2] };
            *place += 1;
        }
    }
    Graph { first, edges }
}

/// Nodes in the order of a search by breadth, and the number that each node has in it.
fn search(n: usize, graph: &Graph) -> (Vec<u32>, Vec<u32>) {
    let (mut order, mut number) = (Vec::with_capacity(n), vec![NONE; n]);
    let mut done = 0;
    for root in 0..n {
        if number[root] != NONE {
            continue;
        }
        number[root] = order.len() as u32;
        order.push(root as u32);
        while done < order.len() {
            let node = order[done] as usize;
            done += 1;
            for edge in &graph.edges[graph.first[node] as usize..graph.first[node + 1] as usize] {
                if number[edge.end as usize] == NONE {
                    number[edge.end as usize] = order.len() as u32;
                    order.push(edge.end);
                }
            }
        }
    }
    (order, number)
}

/// Nodes by their new numbers, with edges in groups; those that fill a group lead to node n.
fn renumbered(graph: &Graph, order: &[u32], number: &[u32]) -> Graph {
    let filler = Edge { end: order.len() as u32, length: 1 };
    let mut new =
        Graph { first: vec![0], edges: Vec::with_capacity(graph.edges.len() + order.len() * (GROUP - 1)) };
    for node in order {
        let node = *node as usize;
        for edge in &graph.edges[graph.first[node] as usize..graph.first[node + 1] as usize] {
            new.edges.push(Edge { end: number[edge.end as usize], ..*edge });
        }
        new.edges.resize(new.edges.len().next_multiple_of(GROUP), filler);
        new.first.push(new.edges.len() as u32);
    }
    new
}

/// There is room for one node more than there are.
struct Bucket {
    nodes: Vec<u32>,
    count: usize,
}

fn relax(edge: &Edge, now: u32, buckets: &mut [Bucket; BUCKETS], distances: &mut [u32]) {
    let distance = now + edge.length;
    let old = distances[edge.end as usize];
    let bucket = &mut buckets[distance as usize % BUCKETS];
    bucket.nodes[bucket.count] = edge.end;
    bucket.count += usize::from(distance < old);
    distances[edge.end as usize] = distance.min(old);
    if bucket.count == bucket.nodes.len() {
        bucket.nodes.resize(2 * bucket.count, 0);
    }
}

/// Distances that are not found stay at `NONE`. That of node n is 0, so that it never comes nearer.
fn find_distances(graph: &Graph, buckets: &mut [Bucket; BUCKETS], source: u32, distances: &mut [u32]) {
    distances.fill(NONE);
    *distances.last_mut().unwrap() = 0;
    distances[source as usize] = 0;
    buckets[0].nodes[0] = source;
    buckets[0].count = 1;
    let (mut now, mut empty) = (0, 0); // buckets that were empty, one after another
    while empty < BUCKETS {
        let here = now as usize % BUCKETS;
        let nodes = std::mem::take(&mut buckets[here].nodes); // no edge leads into the same bucket
        let count = std::mem::take(&mut buckets[here].count);
        empty = if count == 0 { empty + 1 } else { 0 };
        for node in &nodes[..count] {
            let node = *node as usize;
            if distances[node] != now {
                continue;
            }
            let edges = &graph.edges[graph.first[node] as usize..graph.first[node + 1] as usize];
            for group in edges.chunks_exact(GROUP) {
                for edge in group {
                    relax(edge, now, buckets, distances);
                }
            }
        }
        buckets[here].nodes = nodes;
        now += 1;
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let numbers: Vec<u32> =
        input.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    let Some(([n, m, s], rest)) = numbers.split_first_chunk() else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let (n, m, s) = (*n, *m, *s);
    if n < 1 || n > MOST_NODES || m > MOST_EDGES || s > MOST_SOURCES || rest.len() < (3 * m + s) as usize {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (given, sources) = rest.split_at(3 * m as usize);
    let graph = sorted(n as usize, given);
    let (order, number) = search(n as usize, &graph);
    let graph = renumbered(&graph, &order, &number);
    let mut buckets = [(); BUCKETS].map(|()| Bucket { nodes: vec![0; FIRST_CAPACITY], count: 0 });
    let mut distances = vec![NONE; n as usize + 1];
    let mut output = Vec::new();
    for source in &sources[..s as usize] {
        find_distances(&graph, &mut buckets, number[*source as usize], &mut distances);
        let mut sum = 0_u32;
        for i in &number {
            sum = sum.wrapping_mul(31).wrapping_add(distances[*i as usize]);
        }
        output.extend(sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
