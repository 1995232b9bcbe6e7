//! Triangles with depth: in a triangle's box, a pixel's tests follow from its neighbour's by adding.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 1024;
const MAX_TRIANGLES: i32 = 32767;

#[derive(Clone, Copy)]
struct Corner {
    x: i32,
    y: i32,
    z: i32,
}

struct Picture {
    width: i32,
    height: i32,
    depths: Vec<i32>,
    fronts: Vec<i16>,
}

fn read_int(input: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn read_corner(input: &mut impl Read) -> io::Result<Corner> {
    Ok(Corner { x: read_int(input)?, y: read_int(input)?, z: read_int(input)? })
}

fn side(a: Corner, b: Corner, x: i32, y: i32) -> i32 {
    (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
}

impl Picture {
    #[inline(never)] // the same code, whatever it is called from
    fn draw(&mut self, a: Corner, mut b: Corner, mut c: Corner, triangle: i16) {
        let mut area = side(a, b, c.x, c.y);
        if area == 0 {
            return;
        }
        if area < 0 {
            mem::swap(&mut b, &mut c);
            area = -area;
        }
        let (left, right) = (a.x.min(b.x).min(c.x).max(0), a.x.max(b.x).max(c.x).min(self.width - 1));
        let (top, bottom) = (a.y.min(b.y).min(c.y).max(0), a.y.max(b.y).max(c.y).min(self.height - 1));
        for y in top..=bottom {
            let (mut next_p, mut next_q, mut next_r) =
                (side(b, c, left, y), side(c, a, left, y), side(a, b, left, y));
            for x in left..=right {
                let (p, q, r) = (next_p, next_q, next_r);
                next_p += b.y - c.y;
                next_q += c.y - a.y;
                next_r += a.y - b.y;
                if p < 0 || q < 0 || r < 0 {
                    continue;
                }
                let products = [(p, a.z), (q, b.z), (r, c.z)].map(|(side, z)| i64::from(side) * i64::from(z));
                let depth = (products.iter().sum::<i64>() / i64::from(area)) as i32;
                let pixel = (y * self.width + x) as usize;
                if depth < self.depths[pixel] {
                    self.depths[pixel] = depth;
                    self.fronts[pixel] = triangle;
                }
            }
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = io::BufReader::new(io::stdin().lock());
    let (width, height) = (read_int(&mut input)?, read_int(&mut input)?);
    let triangles = read_int(&mut input)?;
    if !(1..=MAX_SIDE).contains(&width)
        || !(1..=MAX_SIDE).contains(&height)
        || !(0..=MAX_TRIANGLES).contains(&triangles)
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let pixels = (width * height) as usize;
    let mut picture = Picture { width, height, depths: vec![i32::MAX; pixels], fronts: vec![-1; pixels] };
    for i in 0..triangles {
        let (a, b, c) = (read_corner(&mut input)?, read_corner(&mut input)?, read_corner(&mut input)?);
        picture.draw(a, b, c, i as i16);
    }
    let output: Vec<u8> = picture.fronts.iter().flat_map(|front| front.to_le_bytes()).collect();
    io::stdout().write_all(&output)
}
