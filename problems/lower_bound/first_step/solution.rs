//! A binary search for each query in a tree that lies level by level, without branching.
use std::io::{self, Read, Write};

const MAX_COUNT: i32 = 5_000_000;

struct Reader<'a> {
    input: &'a [u8],
}

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> io::Result<&'a [u8]> {
        if count > self.input.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let (taken, rest) = self.input.split_at(count);
        self.input = rest;
        Ok(taken)
    }

    fn int(&mut self, least: i32, most: i32) -> io::Result<usize> {
        let value = i32::from_le_bytes(self.bytes(4)?.try_into().unwrap());
        if value < least || value > most {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(value as usize)
    }
}

fn take_ints(reader: &mut Reader, count: usize) -> io::Result<Vec<i32>> {
    let bytes = reader.bytes(4 * count)?;
    Ok(bytes.chunks_exact(4).map(|int| i32::from_le_bytes(int.try_into().unwrap())).collect())
}

/// Numbers; node i has the nodes 2i and 2i + 1 below it, and the root is 1.
struct Tree {
    nodes: Vec<i32>,
    indices: Vec<u32>,
}

impl Tree {
    fn new(numbers: &[i32]) -> Tree {
        let size = numbers.len() + 1;
        let mut tree = Tree { nodes: vec![0; size], indices: vec![numbers.len() as u32; size] };
        tree.fill(1, numbers, 0);
        tree
    }

    /// Fills a node and those below it with the numbers that are next; returns the index of the first one
    /// left.
    fn fill(&mut self, node: usize, numbers: &[i32], next: usize) -> usize {
        if node >= self.nodes.len() {
            return next;
        }
        let next = self.fill(2 * node, numbers, next);
        self.nodes[node] = numbers[next];
        self.indices[node] = next as u32;
        self.fill(2 * node + 1, numbers, next + 1)
    }

    fn lower_bound(&self, query: i32) -> u32 {
        let mut node = 1;
        while node < self.nodes.len() {
            node = 2 * node + usize::from(self.nodes[node] < query);
        }
        // Back to where the search went left for the last time; never left is node 0.
        self.indices[node >> (node.trailing_ones() + 1)]
    }
}

fn main() -> io::Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    let mut reader = Reader { input: &input };
    let (n, q) = (reader.int(0, MAX_COUNT)?, reader.int(0, MAX_COUNT)?);
    let tree = Tree::new(&take_ints(&mut reader, n)?);
    let queries = take_ints(&mut reader, q)?;
    let mut output = Vec::with_capacity(4 * q);
    for query in queries {
        output.extend(tree.lower_bound(query).to_le_bytes());
    }
    io::stdout().write_all(&output)
}
