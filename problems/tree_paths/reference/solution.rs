//! Tree paths: for each pair of nodes, learns both depths by climbing to the root, and then climbs from both
//! until the ways meet.
use std::io::{self, Read, Write};

const MOST_NODES: i32 = 200_000;
const MOST_PAIRS: i32 = 1_000_000;

struct Node {
    parent: Option<u32>,
    weight: u32,
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

fn depth_of(nodes: &[Node], mut node: u32) -> i32 {
    let mut depth = 0;
    while let Some(parent) = nodes[node as usize].parent {
        node = parent;
        depth += 1;
    }
    depth
}

/// Adds the weight of a node to a sum, and climbs to its parent.
fn climb(nodes: &[Node], node: &mut u32, sum: &mut u32) {
    let Node { parent, weight } = nodes[*node as usize];
    *sum = sum.wrapping_add(weight);
    *node = parent.unwrap();
}

#[inline(never)] // the same code, whatever it is called from
fn path_sum(nodes: &[Node], mut one: u32, mut other: u32) -> u32 {
    let (depth, other_depth) = (depth_of(nodes, one), depth_of(nodes, other));
    let mut sum = 0;
    for _ in other_depth..depth {
        climb(nodes, &mut one, &mut sum);
    }
    for _ in depth..other_depth {
        climb(nodes, &mut other, &mut sum);
    }
    while one != other {
        climb(nodes, &mut one, &mut sum);
        climb(nodes, &mut other, &mut sum);
    }
    sum.wrapping_add(nodes[one as usize].weight)
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let (n, q) = (reader.int()?, reader.int()?);
    if !(1..=MOST_NODES).contains(&n) || !(0..=MOST_PAIRS).contains(&q) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut nodes = Vec::new();
    for _ in 0..n {
        nodes.push(Node { parent: u32::try_from(reader.int()?).ok(), weight: 0 });
    }
    for node in &mut nodes {
        node.weight = reader.int()? as u32;
    }
    let mut output = Vec::new();
    for _ in 0..q {
        let (one, other) = (reader.int()?, reader.int()?);
        output.extend(path_sum(&nodes, one as u32, other as u32).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
