//! Why it is fast: the free columns of a row are the bits of one number. Three others, which are shifted from
//! row to row, hold the columns and diagonals that queens attack. The last row is not searched: its free
//! columns are counted. How often each cell is used is not counted way by way: the search returns how many
//! ways go on from a queen, and that number is added once.
use std::io::{self, Read, Write};
use std::ops::RangeInclusive;

const BOARDS: RangeInclusive<i32> = 0..=1_000_000;
const ROWS: RangeInclusive<i32> = 1..=12;
const COLUMNS: RangeInclusive<i32> = 1..=30;
const MAX_ROWS: usize = 12;

struct Board {
    rows: usize,
    allowed: [u32; MAX_ROWS],
    sums: [i64; MAX_ROWS],
}

impl Board {
    /// The number of ways for the last row: how many cells are free.
    fn last(&mut self, row: usize, mut free: u32) -> i64 {
        let ways = free.count_ones();
        let mut sum = 0;
        while free != 0 {
            sum += i64::from(free.trailing_zeros());
            free &= free - 1;
        }
        self.sums[row] += sum;
        ways.into()
    }

    /// The number of ways for this row and the following ones, if these columns and diagonals are attacked.
    fn place(&mut self, row: usize, straight: u32, left: u32, right: u32) -> i64 {
        let mut free = self.allowed[row] & !(straight | left | right);
        if row == self.rows - 1 {
            return self.last(row, free);
        }
        let (mut ways, mut sum) = (0, 0);
        while free != 0 {
            let queen = free & free.wrapping_neg();
            let here = self.place(row + 1, straight | queen, (left | queen) << 1, (right | queen) >> 1);
            sum += here * i64::from(queen.trailing_zeros());
            ways += here;
            free ^= queen;
        }
        self.sums[row] += sum;
        ways
    }
}

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let boards = read_int(&mut input, BOARDS)?;
    let rows = read_int(&mut input, ROWS)? as usize;
    let columns = read_int(&mut input, COLUMNS)? as usize;
    let mut cells = vec![0; rows * columns];
    let mut output = Vec::new();
    for _ in 0..boards {
        input.read_exact(&mut cells)?;
        let mut board = Board { rows, allowed: [0; MAX_ROWS], sums: [0; MAX_ROWS] };
        for (allowed, row) in board.allowed.iter_mut().zip(cells.chunks_exact(columns)) {
            for (column, blocked) in row.iter().enumerate() {
                *allowed |= u32::from(*blocked == 0) << column;
            }
        }
        output.extend(board.place(0, 0, 0, 0).to_le_bytes());
        output.extend(board.sums[..rows].iter().flat_map(|sum| sum.to_le_bytes()));
    }
    io::stdout().write_all(&output)
}
