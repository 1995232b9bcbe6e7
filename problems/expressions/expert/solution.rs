//! Why it is fast: the expression becomes a list of operations, each of which runs over a block of rows
//! before the next begins, in a loop that the compiler turns into vectors. Blocks are few enough for the
//! first-level cache.
use std::fs::File;
use std::io::{self, Read, Write};
use std::mem::{self, ManuallyDrop};
use std::ops::RangeInclusive;
use std::os::fd::FromRawFd;

const COLUMNS: usize = 8;
const ROW_BYTES: usize = 4 * COLUMNS;
const BLOCK: usize = 256; // rows
const LENGTHS: RangeInclusive<i32> = 1..=1_000_000;
const ROWS: RangeInclusive<i32> = 0..=10_000_000;

type Block = Vec<u32>;

#[derive(Clone, Copy)]
enum Operand {
    Constant(u32),
    Block(usize),
}

struct Operation {
    operator: u8,
    left: Operand,
    right: Operand,
    to: usize,
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

fn apply(operator: u8, left: u32, right: u32) -> u32 {
    match operator {
        b'+' => left.wrapping_add(right),
        b'-' => left.wrapping_sub(right),
        b'*' => left.wrapping_mul(right),
        b'&' => left & right,
        b'|' => left | right,
        b'^' => left ^ right,
        _ => u32::from((left as i32) < (right as i32)),
    }
}

/// Makes operations of a text. The first blocks are the columns; others are free as soon as they have been
/// read.
struct Compiler<'a> {
    text: &'a [u8],
    operations: Vec<Operation>,
    free: Vec<usize>,
    blocks: usize,
}

impl Compiler<'_> {
    fn take(&mut self) -> io::Result<u8> {
        let (first, rest) = self.text.split_first().ok_or_else(invalid)?;
        self.text = rest;
        Ok(*first)
    }

    fn release(&mut self, operand: Operand) {
        if let Operand::Block(block @ COLUMNS..) = operand {
            self.free.push(block);
        }
    }

    fn operation(&mut self) -> io::Result<Operand> {
        let left = self.operand()?;
        let operator = self.take()?;
        let right = self.operand()?;
        self.take()?;
        if let (Operand::Constant(a), Operand::Constant(b)) = (left, right) {
            return Ok(Operand::Constant(apply(operator, a, b)));
        }
        let to = self.free.pop().unwrap_or_else(|| {
            self.blocks += 1;
            self.blocks - 1
        });
        self.release(left);
        self.release(right);
        self.operations.push(Operation { operator, left, right, to });
        Ok(Operand::Block(to))
    }

    fn operand(&mut self) -> io::Result<Operand> {
        match self.take()? {
            b'(' => self.operation(),
            b'x' => Ok(Operand::Block(usize::from(self.take()?.wrapping_sub(b'0')) % COLUMNS)),
            digit => {
                let mut value = u32::from(digit.wrapping_sub(b'0'));
                while let Some(digit @ b'0'..=b'9') = self.text.first() {
                    value = value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
                    self.text = &self.text[1..];
                }
                Ok(Operand::Constant(value))
            }
        }
    }
}

/// One operation over a block of rows.
#[inline(always)]
fn each(to: &mut [u32], blocks: &[Block], operation: &Operation, value: impl Fn(u32, u32) -> u32) {
    let to = &mut to[..BLOCK];
    match (operation.left, operation.right) {
        (Operand::Block(left), Operand::Block(right)) => {
            let (left, right) = (&blocks[left][..BLOCK], &blocks[right][..BLOCK]);
            for i in 0..BLOCK {
                to[i] = value(left[i], right[i]);
            }
        }
        (Operand::Block(left), Operand::Constant(right)) => {
            let left = &blocks[left][..BLOCK];
            for i in 0..BLOCK {
                to[i] = value(left[i], right);
            }
        }
        (Operand::Constant(left), Operand::Block(right)) => {
            let right = &blocks[right][..BLOCK];
            for i in 0..BLOCK {
                to[i] = value(left, right[i]);
            }
        }
        (Operand::Constant(left), Operand::Constant(right)) => to.fill(value(left, right)),
    }
}

fn run(operation: &Operation, blocks: &mut [Block]) {
    let mut to = mem::take(&mut blocks[operation.to]);
    match operation.operator {
        b'+' => each(&mut to, blocks, operation, |a, b| apply(b'+', a, b)),
        b'-' => each(&mut to, blocks, operation, |a, b| apply(b'-', a, b)),
        b'*' => each(&mut to, blocks, operation, |a, b| apply(b'*', a, b)),
        b'&' => each(&mut to, blocks, operation, |a, b| apply(b'&', a, b)),
        b'|' => each(&mut to, blocks, operation, |a, b| apply(b'|', a, b)),
        b'^' => each(&mut to, blocks, operation, |a, b| apply(b'^', a, b)),
        _ => each(&mut to, blocks, operation, |a, b| apply(b'<', a, b)),
    }
    blocks[operation.to] = to;
}

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(invalid()) }
}

/// Standard input (0) or output (1) without a buffer in between.
fn stream(descriptor: i32) -> ManuallyDrop<File> {
    // SAFETY: the descriptor is open, and stays so.
    ManuallyDrop::new(unsafe { File::from_raw_fd(descriptor) })
}

fn fill_columns(table: &[u8], blocks: &mut [Block]) {
    for (column, block) in blocks.iter_mut().take(COLUMNS).enumerate() {
        for (to, row) in block.iter_mut().zip(table.chunks_exact(ROW_BYTES)) {
            *to = u32::from_le_bytes(row[4 * column..][..4].try_into().unwrap());
        }
    }
}

fn main() -> io::Result<()> {
    let mut input = stream(0);
    let mut text = vec![0; read_int(&mut *input, LENGTHS)? as usize];
    input.read_exact(&mut text)?;
    let mut compiler = Compiler { text: &text, operations: Vec::new(), free: Vec::new(), blocks: COLUMNS };
    let result = compiler.operand()?;
    let mut blocks = vec![vec![0; BLOCK]; compiler.blocks];
    let rows = read_int(&mut *input, ROWS)? as usize;
    let mut output = Vec::with_capacity(4 * rows);
    let mut table = [0; BLOCK * ROW_BYTES];
    for first in (0..rows).step_by(BLOCK) {
        let here = BLOCK.min(rows - first);
        input.read_exact(&mut table[..here * ROW_BYTES])?;
        fill_columns(&table, &mut blocks);
        for operation in &compiler.operations {
            run(operation, &mut blocks);
        }
        match result {
            Operand::Constant(value) => (0..here).for_each(|_| output.extend(value.to_le_bytes())),
            Operand::Block(block) => {
                output.extend(blocks[block][..here].iter().flat_map(|value| value.to_le_bytes()))
            }
        }
    }
    stream(1).write_all(&output)
}
