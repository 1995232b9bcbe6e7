//! Counts the ways to put a queen into each row of a board: tries every column of a row, and keeps the
//! attacked columns and diagonals as the bits of three numbers.
use std::io::{self, BufWriter, Read, Write};
use std::ops::RangeInclusive;

const BOARDS: RangeInclusive<i32> = 0..=1_000_000;
const ROWS: RangeInclusive<i32> = 1..=12;
const COLUMNS: RangeInclusive<i32> = 1..=30;

struct Board {
    rows: usize,
    columns: usize,
    blocked: Vec<u32>, // a bit for each column
    queens: Vec<usize>, // the column of each row's queen
    ways: i64,
    sums: Vec<i64>,
}

impl Board {
    /// Puts queens into this row and the following ones.
    #[inline(never)] // the same code, whatever it is called from
    fn place(&mut self, row: usize, straight: u32, left: u32, right: u32) {
        if row == self.rows {
            self.ways += 1;
            for (sum, queen) in self.sums.iter_mut().zip(&self.queens) {
                *sum += *queen as i64;
            }
            return;
        }
        let taken = self.blocked[row] | straight | left | right;
        for column in 0..self.columns {
            let queen = 1 << column;
            if taken & queen == 0 {
                self.queens[row] = column;
                self.place(row + 1, straight | queen, (left | queen) << 1, (right | queen) >> 1);
            }
        }
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
    let mut output = BufWriter::new(io::stdout().lock());
    let boards = read_int(&mut input, BOARDS)?;
    let rows = read_int(&mut input, ROWS)? as usize;
    let columns = read_int(&mut input, COLUMNS)? as usize;
    for _ in 0..boards {
        let mut blocked = vec![0; rows];
        for row in &mut blocked {
            let mut cells = vec![0; columns];
            input.read_exact(&mut cells)?;
            for (column, cell) in cells.iter().enumerate() {
                *row |= u32::from(*cell) << column;
            }
        }
        let mut board = Board { rows, columns, blocked, queens: vec![0; rows], ways: 0, sums: vec![0; rows] };
        board.place(0, 0, 0, 0);
        output.write_all(&board.ways.to_le_bytes())?;
        for sum in &board.sums {
            output.write_all(&sum.to_le_bytes())?;
        }
    }
    output.flush()
}
