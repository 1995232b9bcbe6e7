//! Why it is fast: the free columns of a row are the bits of one number. Three others, which are shifted from
//! row to row, hold the columns and diagonals that queens attack. The processor cannot predict how many
//! queens fit into a row, so a loop over them often costs a wrong guess. Instead, many queens of a row are
//! found together, from those of the row before: three are always written for each, and the number of free
//! columns says how many of them exist. The last row is not searched: its free columns are counted, and
//! tables give their sum. The numbers of ways are then added up from the last row to the first.
use std::io::{self, Read, Write};
use std::ops::RangeInclusive;

const BOARDS: RangeInclusive<i32> = 0..=1_000_000;
const ROWS: RangeInclusive<i32> = 1..=12;
const COLUMNS: RangeInclusive<i32> = 1..=30;
const MAX_ROWS: usize = 12;
const MAX_COLUMNS: usize = 30;
const ROOM: usize = 2048; // queens of a row that are found before the search goes on with the next row
const USUAL: usize = 3; // queens that are written for each queen of the row before, whether they exist or not
const PART: usize = 10; // columns in the index of a table of sums

#[derive(Clone, Copy, Default)]
struct Attacked {
    straight: u32,
    left: u32,
    right: u32,
}

impl Attacked {
    /// What is attacked in the next row, with a queen more.
    fn with(self, queen: u32) -> Self {
        Attacked {
            straight: self.straight | queen,
            left: (self.left | queen) << 1,
            right: (self.right | queen) >> 1,
        }
    }

    fn free(self, allowed: u32) -> u32 {
        allowed & !(self.straight | self.left | self.right)
    }
}

#[derive(Clone, Copy, Default)]
struct Queen {
    parent: u32, // the queen of the row before
    column_bit: u32,
}

/// Queens of one row.
#[derive(Clone)]
struct Queens {
    queens: Vec<Queen>,
    attacked: Vec<Attacked>, // in the next row
    ways: Vec<i64>,          // how many go on from here to the last row
}

impl Queens {
    fn new() -> Self {
        let room = ROOM + MAX_COLUMNS;
        Queens {
            queens: vec![Queen::default(); room],
            attacked: vec![Attacked::default(); room],
            ways: vec![0; room],
        }
    }

    /// Writes a queen for each free column, behind those that there are already, and returns how many.
    fn append(&mut self, at: usize, parent: u32, mut free: u32) -> usize {
        let made = free.count_ones() as usize;
        for queen in &mut self.queens[at..at + USUAL] {
            *queen = Queen { parent, column_bit: free & free.wrapping_neg() };
            free &= free.wrapping_sub(1);
        }
        let mut more = at + USUAL;
        while free != 0 {
            self.queens[more] = Queen { parent, column_bit: free & free.wrapping_neg() };
            free &= free - 1;
            more += 1;
        }
        made
    }
}

struct Search {
    rows: usize,
    allowed: [u32; MAX_ROWS],
    sums: [i64; MAX_ROWS],
    sum_of_columns: Vec<[u16; 1 << PART]>,
}

impl Search {
    fn new(rows: usize) -> Self {
        let mut sum_of_columns = vec![[0; 1 << PART]; MAX_COLUMNS / PART];
        for (part, sums) in sum_of_columns.iter_mut().enumerate() {
            for bits in 1..1_usize << PART {
                let first = part * PART + bits.trailing_zeros() as usize;
                sums[bits] = sums[bits & (bits - 1)] + first as u16;
            }
        }
        Search { rows, allowed: [0; MAX_ROWS], sums: [0; MAX_ROWS], sum_of_columns }
    }

    fn sum_of(&self, bits: u32) -> i64 {
        let bits = bits as usize;
        let part = |i: usize| i64::from(self.sum_of_columns[i][bits >> (i * PART) & ((1 << PART) - 1)]);
        part(0) + part(1) + part(2)
    }

    /// Counts the free columns of the last row for each queen of the row before it.
    fn count_last(&mut self, levels: &mut [Queens], count: usize) {
        let [before, here, ..] = levels else { unreachable!("each row has its queens") };
        let allowed = self.allowed[self.rows - 1];
        let (mut sum, mut sum_of_last) = (0, 0);
        for queen in &here.queens[..count] {
            let parent = queen.parent as usize;
            let free = before.attacked[parent].with(queen.column_bit).free(allowed);
            let ways = i64::from(free.count_ones());
            before.ways[parent] += ways;
            sum += ways * i64::from(queen.column_bit.trailing_zeros());
            sum_of_last += self.sum_of(free);
        }
        self.sums[self.rows - 2] += sum;
        self.sums[self.rows - 1] += sum_of_last;
    }

    /// Finds all ways that go on from queens of a row. `levels` begins with the queens of the row before.
    fn search(&mut self, row: usize, levels: &mut [Queens], count: usize) {
        if row == self.rows - 2 {
            return self.count_last(levels, count);
        }
        let mut i = 0;
        while i < count {
            let [before, here, next, ..] = levels else { unreachable!("each row has its queens") };
            let mut found = 0;
            while i < count && found < ROOM {
                let queen = here.queens[i];
                let attacked = before.attacked[queen.parent as usize].with(queen.column_bit);
                here.attacked[i] = attacked;
                here.ways[i] = 0;
                found += next.append(found, i as u32, attacked.free(self.allowed[row + 1]));
                i += 1;
            }
            self.search(row + 1, &mut levels[1..], found);
        }
        let [before, here, ..] = levels else { unreachable!("each row has its queens") };
        for (queen, ways) in here.queens[..count].iter().zip(&here.ways) {
            before.ways[queen.parent as usize] += ways;
            self.sums[row] += ways * i64::from(queen.column_bit.trailing_zeros());
        }
    }

    /// Returns the number of ways. The first of the levels is the empty board.
    fn ways_of_board(&mut self, levels: &mut [Queens]) -> i64 {
        if self.rows == 1 {
            self.sums[0] = self.sum_of(self.allowed[0]);
            return self.allowed[0].count_ones().into();
        }
        levels[0].ways[0] = 0;
        let count = levels[1].append(0, 0, self.allowed[0]);
        self.search(0, levels, count);
        levels[0].ways[0]
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
    let mut levels = vec![Queens::new(); rows + 1];
    let mut search = Search::new(rows);
    let mut output = Vec::new();
    for _ in 0..boards {
        input.read_exact(&mut cells)?;
        search.sums = [0; MAX_ROWS];
        for (allowed, row) in search.allowed.iter_mut().zip(cells.chunks_exact(columns)) {
            *allowed = 0;
            for (column, blocked) in row.iter().enumerate() {
                *allowed |= u32::from(*blocked == 0) << column;
            }
        }
        output.extend(search.ways_of_board(&mut levels).to_le_bytes());
        output.extend(search.sums[..rows].iter().flat_map(|sum| sum.to_le_bytes()));
    }
    io::stdout().write_all(&output)
}
