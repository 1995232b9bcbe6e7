//! Why it is fast: a cell is one bit, 64 to a word; the neighbours of all these cells are added at once by
//! the logic of full adders, in loops that the compiler turns into vectors. Each row has one more bit on its
//! left and its right, which repeats the opposite border. Sums of three cells in a row serve three rows.
use std::io::{self, Read, Write};
use std::mem;

const MAX_SIDE: i32 = 4096;
const MAX_GENERATIONS: i32 = 10_000;
const BITS: usize = 64;

/// How many of each cell and its left and right neighbours live, in two bits.
#[derive(Clone)]
struct Sums {
    ones: Vec<u64>,
    twos: Vec<u64>,
}

impl Sums {
    /// The row has one word more on each side.
    fn fill(&mut self, row: &[u64]) {
        let words = self.ones.len();
        let (before, here, behind) = (&row[..words], &row[1..][..words], &row[2..][..words]);
        let (ones, twos) = (&mut self.ones[..words], &mut self.twos[..words]);
        for i in 0..words {
            let left = here[i] << 1 | before[i] >> (BITS - 1);
            let right = here[i] >> 1 | behind[i] << (BITS - 1);
            ones[i] = left ^ right ^ here[i];
            twos[i] = (left & right) | ((left ^ right) & here[i]);
        }
    }
}

/// Of all nine cells, three make a cell live, and four let one live.
fn decide(above: &Sums, row: &Sums, below: &Sums, cells: &mut [u64]) {
    let words = cells.len();
    let ones = (&above.ones[..words], &row.ones[..words], &below.ones[..words]);
    let twos = (&above.twos[..words], &row.twos[..words], &below.twos[..words]);
    for i in 0..words {
        let odd = ones.0[i] ^ ones.2[i];
        let one = odd ^ ones.1[i];
        let carry = (ones.0[i] & ones.2[i]) | (odd & ones.1[i]);
        let (one_of_two, both) = (twos.0[i] ^ twos.2[i], twos.0[i] & twos.2[i]);
        let (other_one_of_two, other_both) = (twos.1[i] ^ carry, twos.1[i] & carry);
        let two = one_of_two ^ other_one_of_two;
        let four_or_more = both | other_both | (one_of_two & other_one_of_two);
        let eight = both & other_both;
        let three = one & two & !four_or_more;
        let four = four_or_more & !(one | two | eight);
        cells[i] = three | (four & cells[i]);
    }
}

struct Grid {
    width: usize,
    height: usize,
    stride: usize, // words of a row, with one more on each side
    words: Vec<u64>,
    sums: [Sums; 3], // of the rows above, here and below
    first_sums: Sums,
}

impl Grid {
    fn new(width: usize, height: usize, cells: &[u8]) -> Grid {
        let inner = (width + 1).div_ceil(BITS);
        let stride = inner + 2;
        let sums = Sums { ones: vec![0; inner], twos: vec![0; inner] };
        let mut words = vec![0; height * stride];
        for (row, cells) in words.chunks_exact_mut(stride).zip(cells.chunks_exact(width)) {
            for (word, cells) in row[1..].iter_mut().zip(cells.chunks(BITS)) {
                *word = cells.iter().rev().fold(0, |word, &cell| word << 1 | u64::from(cell));
            }
        }
        let first_sums = sums.clone();
        Grid { width, height, stride, words, sums: [sums.clone(), sums.clone(), sums], first_sums }
    }

    fn row(&mut self, y: usize) -> &mut [u64] {
        &mut self.words[y * self.stride..][..self.stride]
    }

    /// The bit left of the first cell repeats the last one, that behind the last one the first.
    fn wrap(&mut self, y: usize) {
        let (last, behind) = (self.width - 1, self.width);
        let row = self.row(y);
        row[0] = (row[1 + last / BITS] >> (last % BITS)) << (BITS - 1);
        let word = &mut row[1 + behind / BITS];
        *word &= !(1 << (behind % BITS));
        let first = row[1] & 1;
        row[1 + behind / BITS] |= first << (behind % BITS);
    }

    /// Rows are overwritten in order; the sums of those that are still needed are kept.
    fn step(&mut self) {
        for y in 0..self.height {
            self.wrap(y);
        }
        let last = self.height - 1;
        self.sums[0].fill(&self.words[last * self.stride..][..self.stride]);
        self.sums[1].fill(&self.words[..self.stride]);
        self.first_sums.clone_from(&self.sums[1]);
        for y in 0..self.height {
            let [above, row, below] = &mut self.sums;
            if y < last {
                below.fill(&self.words[(y + 1) * self.stride..][..self.stride]);
            } else {
                mem::swap(below, &mut self.first_sums);
            }
            let cells = &mut self.words[y * self.stride + 1..][..self.stride - 2];
            decide(above, row, below, cells);
            self.sums.rotate_left(1);
        }
    }

    fn cells(&self) -> Vec<u8> {
        let mut cells = Vec::with_capacity(self.height * self.width);
        for row in self.words.chunks_exact(self.stride) {
            for x in (0..self.width).step_by(BITS) {
                let word = row[1 + x / BITS];
                cells.extend((0..BITS.min(self.width - x)).map(|bit| (word >> bit & 1) as u8));
            }
        }
        cells
    }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut header = [0; 12];
    input.read_exact(&mut header)?;
    let number = |i: usize| i32::from_le_bytes([header[i], header[i + 1], header[i + 2], header[i + 3]]);
    let (width, height, generations) = (number(0), number(4), number(8));
    if !(1..=MAX_SIDE).contains(&width)
        || !(1..=MAX_SIDE).contains(&height)
        || !(0..=MAX_GENERATIONS).contains(&generations)
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut cells = vec![0; (width * height) as usize];
    input.read_exact(&mut cells)?;
    let mut grid = Grid::new(width as usize, height as usize, &cells);
    for _ in 0..generations {
        grid.step();
    }
    io::stdout().write_all(&grid.cells())
}
