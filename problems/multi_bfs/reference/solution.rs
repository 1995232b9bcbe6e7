//! Breadth-first search from one source after the other, with a queue and the distances of all nodes.
use std::collections::VecDeque;
use std::io::{self, BufWriter, Read, Write};

const MAX_NODES: i32 = 50_000;
const MAX_EDGES: i32 = 1_000_000;
const MAX_SOURCES: i32 = 100_000;

fn read_number(input: &mut impl Read, least: i32, most: i32) -> io::Result<usize> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let number = i32::from_le_bytes(bytes);
    if !(least..=most).contains(&number) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(number as usize)
}

fn read_node(input: &mut impl Read, nodes: usize) -> io::Result<usize> {
    read_number(input, 0, nodes as i32 - 1)
}

/// The neighbours of each node.
fn read_graph(input: &mut impl Read, nodes: usize, edges: usize) -> io::Result<Vec<Vec<u32>>> {
    let mut graph = vec![Vec::new(); nodes];
    for _ in 0..edges {
        let u = read_node(input, nodes)?;
        let v = read_node(input, nodes)?;
        graph[u].push(v as u32);
        graph[v].push(u as u32);
    }
    Ok(graph)
}

/// How many nodes are reached, and the sum of their distances.
#[inline(never)] // the same code, whatever it is called from
fn search(graph: &[Vec<u32>], source: usize) -> (i32, i64) {
    let mut distance = vec![-1; graph.len()];
    let mut queue = VecDeque::from([source]);
    distance[source] = 0;
    let (mut reached, mut sum) = (0, 0);
    while let Some(u) = queue.pop_front() {
        reached += 1;
        sum += i64::from(distance[u]);
        for &v in &graph[u] {
            let v = v as usize;
            if distance[v] < 0 {
                distance[v] = distance[u] + 1;
                queue.push_back(v);
            }
        }
    }
    (reached, sum)
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let nodes = read_number(&mut input, 1, MAX_NODES)?;
    let edges = read_number(&mut input, 0, MAX_EDGES)?;
    let sources = read_number(&mut input, 0, MAX_SOURCES)?;
    let graph = read_graph(&mut input, nodes, edges)?;
    for _ in 0..sources {
        let (reached, sum) = search(&graph, read_node(&mut input, nodes)?);
        output.write_all(&reached.to_le_bytes())?;
        output.write_all(&sum.to_le_bytes())?;
    }
    output.flush()
}
