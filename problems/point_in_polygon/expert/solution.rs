//! Why it is fast: the rows are cut into bands, and each band has a list of the edges that reach into it. A
//! point meets only the edges of its band, and each is tested without a branch. Few bands suffice where edges
//! are long, since every band that an edge reaches costs an entry.
use std::io::{self, Read, Write};

const MAX_VERTICES: i32 = 200_000;
const MAX_POINTS: i32 = 500_000;
const ENTRIES_PER_EDGE: u64 = 12;

#[derive(Clone, Copy)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Clone, Copy)]
struct Edge {
    a: Point, // not above b
    b: Point,
}

impl Edge {
    fn between(a: Point, b: Point) -> Edge {
        if a.y <= b.y { Edge { a, b } } else { Edge { a: b, b: a } }
    }

    /// Positive when the edge is to the right of the point, 0 when the point is on its line.
    fn side(&self, point: Point) -> i64 {
        let Edge { a, b } = *self;
        i64::from(b.x - a.x) * i64::from(point.y - a.y) - i64::from(b.y - a.y) * i64::from(point.x - a.x)
    }

    fn surrounds(&self, point: Point) -> bool {
        let Edge { a, b } = *self;
        (a.y..=b.y).contains(&point.y) && (a.x.min(b.x)..=a.x.max(b.x)).contains(&point.x)
    }
}

struct Bands {
    lowest: i32,
    highest: i32,
    shift: u32,
    starts: Vec<u32>, // of each band's edges, and the end of the last
    entries: Vec<Edge>,
}

impl Bands {
    fn new(edges: &[Edge]) -> Bands {
        let lowest = edges.iter().map(|edge| edge.a.y).min().unwrap_or(0);
        let highest = edges.iter().map(|edge| edge.b.y).max().unwrap_or(0);
        let heights: u64 = edges.iter().map(|edge| (edge.b.y - edge.a.y) as u64).sum();
        let count = edges.len() as u64;
        let mut shift = 0;
        while heights >> shift > ENTRIES_PER_EDGE * count || (highest - lowest) as u64 >> shift > 2 * count {
            shift += 1;
        }
        let mut bands = Bands { lowest, highest, shift, starts: Vec::new(), entries: Vec::new() };
        bands.fill(edges);
        bands
    }

    fn fill(&mut self, edges: &[Edge]) {
        let count = self.band_of(self.highest) + 1;
        let mut starts = vec![0; count + 2];
        for edge in edges {
            for band in self.band_of(edge.a.y)..=self.band_of(edge.b.y) {
                starts[band + 2] += 1;
            }
        }
        for band in 2..count + 2 {
            starts[band] += starts[band - 1];
        }
        self.entries = vec![edges[0]; starts[count + 1] as usize];
        for edge in edges {
            for band in self.band_of(edge.a.y)..=self.band_of(edge.b.y) {
                self.entries[starts[band + 1] as usize] = *edge;
                starts[band + 1] += 1;
            }
        }
        self.starts = starts;
    }

    fn band_of(&self, y: i32) -> usize {
        (y - self.lowest) as usize >> self.shift
    }

    fn place_of(&self, point: Point) -> u8 {
        if point.y < self.lowest || point.y > self.highest {
            return 0;
        }
        let band = self.band_of(point.y);
        let mut crossings = 0;
        for edge in &self.entries[self.starts[band] as usize..self.starts[band + 1] as usize] {
            let side = edge.side(point);
            if side == 0 && edge.surrounds(point) {
                return 2;
            }
            crossings += u8::from(edge.a.y <= point.y) & u8::from(point.y < edge.b.y) & u8::from(side > 0);
            crossings &= 1;
        }
        crossings
    }
}

fn points_in(bytes: &[u8]) -> impl Iterator<Item = Point> + '_ {
    bytes.chunks_exact(8).map(|b| Point {
        x: i32::from_le_bytes([b[0], b[1], b[2], b[3]]),
        y: i32::from_le_bytes([b[4], b[5], b[6], b[7]]),
    })
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 8];
    input.read_exact(&mut header)?;
    let counts = points_in(&header).next().unwrap();
    if !(3..=MAX_VERTICES).contains(&counts.x) || !(0..=MAX_POINTS).contains(&counts.y) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; 8 * (counts.x as usize + counts.y as usize)];
    input.read_exact(&mut bytes)?;
    let (polygon, points) = bytes.split_at(8 * counts.x as usize);
    let polygon: Vec<Point> = points_in(polygon).collect();
    let next = polygon.iter().cycle().skip(1);
    let edges: Vec<Edge> = polygon.iter().zip(next).map(|(a, b)| Edge::between(*a, *b)).collect();
    let bands = Bands::new(&edges);
    let places: Vec<u8> = points_in(points).map(|point| bands.place_of(point)).collect();
    io::stdout().write_all(&places)
}
