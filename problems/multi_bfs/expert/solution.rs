//! Why it is fast: 256 searches go on at once, one bit of a node's set for each, so that an edge is followed
//! for all of them by one operation, and no branch depends on a single search. How many nodes a search has
//! reached is kept in vertical counters: plane p has bit p of the numbers of all searches. They are added up
//! once a step. A node at distance d is counted in all steps from d on, so these sums give the sum of
//! distances at the end. When few nodes are new, only their edges are followed.
use std::io::{self, Read, Write};
use std::mem;

const MAX_NODES: i32 = 50_000;
const MAX_EDGES: i32 = 1_000_000;
const MAX_SOURCES: i32 = 100_000;
const WORDS: usize = 4;
const TOGETHER: usize = WORDS * 64;
const COUNT_PLANES: usize = 17; // 2^17 > MAX_NODES
const SUM_PLANES: usize = 34; // and its square
const FEW: usize = 8; // less than one of so many nodes

type Set = [u64; WORDS];
const EMPTY: Set = [0; WORDS];

fn any(set: Set) -> bool {
    (set[0] | set[1] | set[2] | set[3]) != 0
}

fn combine(one: Set, other: Set, operation: impl Fn(u64, u64) -> u64) -> Set {
    let mut result = EMPTY;
    for i in 0..WORDS {
        result[i] = operation(one[i], other[i]);
    }
    result
}

fn or(one: Set, other: Set) -> Set {
    combine(one, other, |a, b| a | b)
}

fn and(one: Set, other: Set) -> Set {
    combine(one, other, |a, b| a & b)
}

fn xor(one: Set, other: Set) -> Set {
    combine(one, other, |a, b| a ^ b)
}

struct Graph {
    first: Vec<u32>,
    neighbours: Vec<u32>,
}

impl Graph {
    fn new(nodes: usize, ends: &[u32]) -> Graph {
        let mut first = vec![0; nodes + 2];
        for &u in ends {
            first[u as usize + 2] += 1;
        }
        for u in 1..first.len() {
            first[u] += first[u - 1];
        }
        let mut neighbours = vec![0; ends.len()];
        for edge in ends.chunks_exact(2) {
            for (u, v) in [(edge[0], edge[1]), (edge[1], edge[0])] {
                let next = &mut first[u as usize + 1];
                neighbours[*next as usize] = v;
                *next += 1;
            }
        }
        Graph { first, neighbours }
    }

    fn nodes(&self) -> usize {
        self.first.len() - 2
    }

    fn neighbours(&self, u: usize) -> &[u32] {
        &self.neighbours[self.first[u] as usize..self.first[u + 1] as usize]
    }
}

struct Search<'a> {
    graph: &'a Graph,
    seen: Vec<Set>, // by which searches a node was seen
    now: Vec<Set>,  // by which ones it was seen for the first time in this step
    next: Vec<Set>,
    fresh: Vec<u32>, // the nodes whose `now` is not empty
    touched: Vec<u32>,
    counts: [Set; COUNT_PLANES],
    sums: [Set; SUM_PLANES],
}

fn count(counts: &mut [Set; COUNT_PLANES], mut bits: Set) {
    for plane in counts {
        if !any(bits) {
            break;
        }
        let carry = and(*plane, bits);
        *plane = xor(*plane, bits);
        bits = carry;
    }
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph) -> Search<'a> {
        let sets = || vec![EMPTY; graph.nodes()];
        Search {
            graph,
            seen: sets(),
            now: sets(),
            next: sets(),
            fresh: Vec::new(),
            touched: Vec::new(),
            counts: [EMPTY; COUNT_PLANES],
            sums: [EMPTY; SUM_PLANES],
        }
    }

    fn begin(&mut self, sources: &[u32]) {
        self.seen.fill(EMPTY);
        self.now.fill(EMPTY);
        self.counts.fill(EMPTY);
        self.sums.fill(EMPTY);
        self.fresh.clear();
        for (i, &u) in sources.iter().enumerate() {
            let mut bit = EMPTY;
            bit[i / 64] = 1 << (i % 64);
            let now = &mut self.now[u as usize];
            if !any(*now) {
                self.fresh.push(u);
            }
            *now = or(*now, bit);
            self.seen[u as usize] = *now;
            count(&mut self.counts, bit);
        }
    }

    fn add_counts_to_sums(&mut self) {
        let mut carry = EMPTY;
        for (plane, sum) in self.sums.iter_mut().enumerate() {
            let (one, other) = (*sum, self.counts.get(plane).copied().unwrap_or(EMPTY));
            *sum = xor(xor(one, other), carry);
            carry = or(and(one, other), and(xor(one, other), carry));
        }
    }

    fn follow_all(&mut self) {
        self.fresh.clear();
        for u in 0..self.graph.nodes() {
            let mut bits = EMPTY;
            for &v in self.graph.neighbours(u) {
                bits = or(bits, self.now[v as usize]);
            }
            let seen = &mut self.seen[u];
            bits = combine(bits, *seen, |a, b| a & !b);
            self.next[u] = bits;
            if any(bits) {
                *seen = or(*seen, bits);
                self.fresh.push(u as u32);
                count(&mut self.counts, bits);
            }
        }
        mem::swap(&mut self.now, &mut self.next);
    }

    /// As above, by the edges of the fresh nodes alone.
    fn follow_few(&mut self) {
        for &u in &self.fresh {
            for &v in self.graph.neighbours(u as usize) {
                self.next[v as usize] = EMPTY;
            }
        }
        self.touched.clear();
        for &u in &self.fresh {
            let now = mem::take(&mut self.now[u as usize]);
            for &v in self.graph.neighbours(u as usize) {
                let next = &mut self.next[v as usize];
                if !any(*next) {
                    self.touched.push(v);
                }
                *next = or(*next, now);
            }
        }
        self.fresh.clear();
        for &v in &self.touched {
            let seen = &mut self.seen[v as usize];
            let bits = combine(self.next[v as usize], *seen, |a, b| a & !b);
            self.now[v as usize] = bits;
            if any(bits) {
                *seen = or(*seen, bits);
                self.fresh.push(v);
                count(&mut self.counts, bits);
            }
        }
    }

    fn run(&mut self, sources: &[u32], output: &mut Vec<u8>) {
        self.begin(sources);
        let mut steps = 0;
        while !self.fresh.is_empty() {
            self.add_counts_to_sums();
            if self.fresh.len() < self.graph.nodes() / FEW {
                self.follow_few();
            } else {
                self.follow_all();
            }
            steps += 1;
        }
        for i in 0..sources.len() {
            let number = |planes: &[Set]| {
                planes
                    .iter()
                    .rev()
                    .fold(0, |number, plane| number << 1 | (plane[i / 64] >> (i % 64) & 1) as i64)
            };
            let reached = number(&self.counts);
            output.extend((reached as i32).to_le_bytes());
            output.extend((steps * reached - number(&self.sums)).to_le_bytes());
        }
    }
}

fn read_numbers(input: &mut impl Read, count: usize) -> io::Result<Vec<u32>> {
    let mut bytes = vec![0; 4 * count];
    input.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let header: Vec<i32> = read_numbers(&mut input, 3)?.iter().map(|&number| number as i32).collect();
    if !(1..=MAX_NODES).contains(&header[0])
        || !(0..=MAX_EDGES).contains(&header[1])
        || !(0..=MAX_SOURCES).contains(&header[2])
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let ends = read_numbers(&mut input, 2 * header[1] as usize)?;
    let sources = read_numbers(&mut input, header[2] as usize)?;
    if ends.iter().chain(&sources).any(|&node| node >= header[0] as u32) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let graph = Graph::new(header[0] as usize, &ends);
    let mut search = Search::new(&graph);
    let mut output = Vec::new();
    for sources in sources.chunks(TOGETHER) {
        search.run(sources, &mut output);
    }
    io::stdout().write_all(&output)
}
