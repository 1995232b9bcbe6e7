//! Why it is fast: eight points step at once, as two vectors of four, whose chains of operations overlap; a
//! point that is done gives its place to the next one. Only after several steps it is tested which points are
//! done. A point that is where it was before will be there again and again, as numbers are integers, so it
//! never gets out: most points inside are found that way long before their last step.
use std::io::{self, Read, Write};

const MAX_POINTS: i32 = 1_000_000;
const MAX_STEPS: i32 = 65_535;
const FRACTION_BITS: u32 = 23;
const BORDER: i64 = 4 << FRACTION_BITS;
const PLACES: usize = 8;
const STEPS: usize = 8; // between tests
const KEPT: usize = 16; // tests, after which a point's position is kept anew
const NOWHERE: i32 = i32::MAX;

type Numbers = [i64; PLACES];

/// The product of two numbers that fit in 32 bits, without its last bits. Others make numbers that do not
/// matter.
#[inline(always)]
fn scaled_product(a: i64, b: i64, bits: u32) -> i64 {
    ((i64::from(a as i32) * i64::from(b as i32)) as u64 >> bits) as i64
}

/// The points that step at present. Only the lower halves of x and y count, until the point gets out.
#[derive(Default)]
struct Places {
    x: Numbers,
    y: Numbers,
    real: Numbers,
    imaginary: Numbers,
    steps: Numbers,
    stays: Numbers, // all bits, until the point gets out
    kept: [(i32, i32); PLACES],
    point: [Option<usize>; PLACES],
}

impl Places {
    #[inline(never)]
    fn take_steps(&mut self) {
        let (real, imaginary) = (self.real, self.imaginary);
        let (mut x, mut y, mut steps, mut stays) = (self.x, self.y, self.steps, self.stays);
        for _ in 0..STEPS {
            for i in 0..PLACES {
                let xx = scaled_product(x[i], x[i], FRACTION_BITS);
                let yy = scaled_product(y[i], y[i], FRACTION_BITS);
                let xy = scaled_product(x[i], y[i], FRACTION_BITS - 1);
                stays[i] = if xx + yy > BORDER { 0 } else { stays[i] };
                steps[i] -= stays[i];
                x[i] = xx - yy + real[i];
                y[i] = xy + imaginary[i];
            }
        }
        (self.x, self.y, self.steps, self.stays) = (x, y, steps, stays);
    }

    fn position(&self, place: usize) -> (i32, i32) {
        (self.x[place] as i32, self.y[place] as i32)
    }

    /// A bit for each place whose point is done.
    fn done(&self, most: i64) -> u32 {
        let mut done = 0;
        for i in 0..PLACES {
            let (x, y) = self.position(i);
            let same = x == self.kept[i].0 && y == self.kept[i].1;
            done |= u32::from(same | (self.steps[i] >= most) | (self.stays[i] == 0)) << i;
        }
        done
    }

    fn time(&self, place: usize, most: i64) -> u16 {
        if self.stays[place] == 0 { self.steps[place].min(most) as u16 } else { most as u16 }
    }

    fn put(&mut self, place: usize, next: Option<(usize, [i32; 2])>) {
        let [real, imaginary] = next.map_or([0, 0], |(_, parts)| parts);
        self.point[place] = next.map(|(i, _)| i);
        (self.x[place], self.y[place], self.steps[place], self.stays[place]) = (0, 0, 0, -1);
        self.kept[place] = (NOWHERE, NOWHERE);
        (self.real[place], self.imaginary[place]) = (i64::from(real), i64::from(imaginary));
    }

    fn keep_positions(&mut self) {
        for i in 0..PLACES {
            self.kept[i] = self.position(i);
        }
    }
}

fn escape_times(points: &[[i32; 2]], most: i64) -> Vec<u16> {
    let mut times = vec![0; points.len()];
    let mut left = points.iter().copied().enumerate();
    let mut places = Places::default();
    let mut busy = 0_u32;
    for place in 0..PLACES {
        places.put(place, left.next());
        busy |= u32::from(places.point[place].is_some()) << place;
    }
    for tests in 1.. {
        if busy == 0 {
            break;
        }
        places.take_steps();
        let mut done = places.done(most) & busy;
        while done != 0 {
            let place = done.trailing_zeros() as usize;
            done &= done - 1;
            if let Some(point) = places.point[place] {
                times[point] = places.time(place, most);
            }
            places.put(place, left.next());
            if places.point[place].is_none() {
                busy &= !(1 << place);
            }
        }
        if tests % KEPT == 0 {
            places.keep_positions();
        }
    }
    times
}

fn read_exactly(input: &mut impl Read, count: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; count];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let int = |b: &[u8]| i32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    let header = read_exactly(&mut input, 8)?;
    let (n, most) = (int(&header[..4]), int(&header[4..]));
    if !(1..=MAX_POINTS).contains(&n) || !(1..=MAX_STEPS).contains(&most) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let bytes = read_exactly(&mut input, 8 * n as usize)?;
    let points: Vec<[i32; 2]> = bytes.chunks_exact(8).map(|b| [int(&b[..4]), int(&b[4..])]).collect();
    let times = escape_times(&points, i64::from(most));
    let out: Vec<u8> = times.iter().flat_map(|time| time.to_le_bytes()).collect();
    io::stdout().write_all(&out)
}
