//! Where points lie: every edge is visited for every point, but computed with only if it is at its height.
use std::io::{self, Read, Write};

const MAX_VERTICES: i32 = 200_000;
const MAX_POINTS: i32 = 500_000;

#[derive(Clone, Copy)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outside,
    Inside,
    Border,
}

fn read_point(input: &mut impl Read) -> io::Result<Point> {
    let mut bytes = [0; 8];
    input.read_exact(&mut bytes)?;
    let [a, b, c, d, e, f, g, h] = bytes;
    Ok(Point { x: i32::from_le_bytes([a, b, c, d]), y: i32::from_le_bytes([e, f, g, h]) })
}

/// Positive when c lies to the left of the way from a to b, 0 when all three lie on a line.
fn turn(a: Point, b: Point, c: Point) -> i64 {
    i64::from(b.x - a.x) * i64::from(c.y - a.y) - i64::from(b.y - a.y) * i64::from(c.x - a.x)
}

fn between(value: i32, a: i32, b: i32) -> bool {
    if a < b { a <= value && value <= b } else { b <= value && value <= a }
}

#[inline(never)] // the same code, whatever it is called from
fn place_of(point: Point, polygon: &[Point]) -> Place {
    let mut place = Place::Outside;
    let mut a = polygon[polygon.len() - 1];
    for &b in polygon {
        if a.y.min(b.y) <= point.y && point.y <= a.y.max(b.y) {
            let side = turn(a, b, point);
            if side == 0 && between(point.x, a.x, b.x) && between(point.y, a.y, b.y) {
                return Place::Border;
            }
            if (a.y > point.y) != (b.y > point.y) && (side > 0) == (b.y > a.y) {
                place = if place == Place::Inside { Place::Outside } else { Place::Inside };
            }
        }
        a = b;
    }
    place
}

fn main() -> io::Result<()> {
    let mut input = io::BufReader::new(io::stdin().lock());
    let Point { x: vertices, y: points } = read_point(&mut input)?;
    if !(3..=MAX_VERTICES).contains(&vertices) || !(0..=MAX_POINTS).contains(&points) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut polygon = Vec::new();
    for _ in 0..vertices {
        polygon.push(read_point(&mut input)?);
    }
    let mut places = Vec::new();
    for _ in 0..points {
        places.push(place_of(read_point(&mut input)?, &polygon) as u8);
    }
    io::stdout().write_all(&places)
}
