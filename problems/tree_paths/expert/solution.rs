//! Why it is fast: nodes are put in an order in which each is followed by its largest subtree. So the tree
//! falls into few chains of neighbours, and a pair climbs from chain to chain until both are on one; then the
//! path is known from sums between the root and each node.
use std::io::{self, Read, Write};

const MOST_NODES: i32 = 200_000;
const MOST_PAIRS: i32 = 1_000_000;
const NONE: u32 = u32::MAX;

/// A node, by its place in the order.
#[derive(Clone, Copy, Default)]
struct Place {
    sum: u32,   // of the weights from the root to here
    head: u32,  // place of the first node of the chain
    above: u32, // place of the parent of the head
    weight: u32,
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

/// Nodes in an order in which parents come before their children; the first is the root.
fn sorted_by_generation(parents: &[u32]) -> Vec<u32> {
    let mut first_child = vec![NONE; parents.len()];
    let mut next = vec![NONE; parents.len()];
    let mut order = Vec::with_capacity(parents.len());
    for (node, parent) in parents.iter().enumerate() {
        if *parent == NONE {
            order.push(node as u32);
            continue;
        }
        let first = &mut first_child[*parent as usize];
        next[node] = *first;
        *first = node as u32;
    }
    let mut i = 0;
    while i < order.len() {
        let mut child = first_child[order[i] as usize];
        while child != NONE {
            order.push(child);
            child = next[child as usize];
        }
        i += 1;
    }
    order
}

/// The places, and which one each node has.
fn arrange(parents: &[u32], weights: &[u32]) -> (Vec<Place>, Vec<u32>) {
    let n = parents.len();
    let order = sorted_by_generation(parents);
    let (mut size, mut heavy) = (vec![1_u32; n], vec![NONE; n]);
    for node in order[1..].iter().rev() {
        let node = *node as usize;
        let parent = parents[node] as usize;
        size[parent] += size[node];
        if heavy[parent] == NONE || size[node] > size[heavy[parent] as usize] {
            heavy[parent] = node as u32;
        }
    }
    let mut places = vec![Place::default(); n];
    let (mut place_of, mut end) = (vec![0_u32; n], vec![0_u32; n]);
    for node in order {
        let (parent, node) = (parents[node as usize], node as usize);
        let weight = weights[node];
        let mut at = 0;
        if parent == NONE {
            places[0] = Place { sum: weight, head: 0, above: 0, weight };
        } else {
            let over = place_of[parent as usize];
            let above = places[over as usize];
            let sum = above.sum.wrapping_add(weight);
            if heavy[parent as usize] == node as u32 {
                at = over + 1;
                places[at as usize] = Place { sum, weight, ..above };
            } else {
                at = end[parent as usize];
                end[parent as usize] += size[node];
                places[at as usize] = Place { sum, head: at, above: over, weight };
            }
        }
        place_of[node] = at;
        if heavy[node] != NONE {
            end[node] = at + 1 + size[heavy[node] as usize]; // where its other children begin
        }
    }
    (places, place_of)
}

fn path_sum(places: &[Place], mut one: u32, mut other: u32) -> u32 {
    let (mut a, mut b) = (&places[one as usize], &places[other as usize]);
    let sum = a.sum.wrapping_add(b.sum);
    while a.head != b.head {
        // The chain that begins later is not above the other.
        if a.head > b.head {
            one = a.above;
            a = &places[one as usize];
        } else {
            other = b.above;
            b = &places[other as usize];
        }
    }
    let top = if one < other { a } else { b };
    sum.wrapping_sub(top.sum.wrapping_mul(2)).wrapping_add(top.weight)
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let (header, rest) = input.split_first_chunk::<8>().ok_or(io::ErrorKind::InvalidData)?;
    let number = |i: usize| i32::from_le_bytes([header[i], header[i + 1], header[i + 2], header[i + 3]]);
    let (n, q) = (number(0), number(4));
    if !(1..=MOST_NODES).contains(&n) || !(0..=MOST_PAIRS).contains(&q) || rest.len() < 8 * (n + q) as usize {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (n, q) = (n as usize, q as usize);
    let (places, place_of) = arrange(&numbers(&rest[..4 * n]), &numbers(&rest[4 * n..8 * n]));
    let mut output = Vec::with_capacity(4 * q);
    for pair in rest[8 * n..].chunks_exact(8).take(q) {
        let one = u32::from_le_bytes([pair[0], pair[1], pair[2], pair[3]]);
        let other = u32::from_le_bytes([pair[4], pair[5], pair[6], pair[7]]);
        let sum = path_sum(&places, place_of[one as usize], place_of[other as usize]);
        output.extend_from_slice(&sum.to_le_bytes());
    }
    io::stdout().write_all(&output)
}
