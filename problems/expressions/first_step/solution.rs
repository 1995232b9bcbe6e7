//! Evaluates an expression for each row of a table, by a list of operations in postfix order and a stack.
use std::io::{self, BufRead, BufWriter, Read, Write};
use std::ops::RangeInclusive;

const COLUMNS: usize = 8;
const LENGTHS: RangeInclusive<i32> = 1..=1_000_000;
const DEEPEST: usize = 201; // values on the stack
const ROWS: RangeInclusive<i32> = 0..=10_000_000;

enum Operation {
    Constant(u32),
    Variable(usize),
    Operator(u8),
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(invalid()) }
}

struct Parser<'a> {
    text: &'a [u8],
    operations: Vec<Operation>,
}

impl Parser<'_> {
    fn peek(&self) -> u8 {
        self.text.first().copied().unwrap_or(0)
    }

    fn take(&mut self) -> io::Result<u8> {
        let (first, rest) = self.text.split_first().ok_or_else(invalid)?;
        self.text = rest;
        Ok(*first)
    }

    fn parse(&mut self) -> io::Result<()> {
        let operation = match self.take()? {
            b'(' => {
                self.parse()?;
                let operator = self.take()?;
                self.parse()?;
                if self.take()? != b')' {
                    return Err(invalid());
                }
                Operation::Operator(operator)
            }
            b'x' => Operation::Variable(usize::from(self.take()?.wrapping_sub(b'0'))),
            digit if digit.is_ascii_digit() => {
                let mut value = u32::from(digit - b'0');
                while self.peek().is_ascii_digit() {
                    value = value.wrapping_mul(10).wrapping_add(u32::from(self.take()? - b'0'));
                }
                Operation::Constant(value)
            }
            _ => return Err(invalid()),
        };
        self.operations.push(operation);
        Ok(())
    }
}

#[inline(never)] // the same code, whatever it is called from
fn evaluate(operations: &[Operation], row: &[u32; COLUMNS]) -> u32 {
    let mut stack = [0; DEEPEST];
    let mut used = 0;
    for operation in operations {
        match operation {
            Operation::Constant(value) => {
                stack[used] = *value;
                used += 1;
            }
            Operation::Variable(column) => {
                stack[used] = row[*column];
                used += 1;
            }
            Operation::Operator(operator) => {
                used -= 1;
                let (left, right) = (stack[used - 1], stack[used]);
                stack[used - 1] = match operator {
                    b'+' => left.wrapping_add(right),
                    b'-' => left.wrapping_sub(right),
                    b'*' => left.wrapping_mul(right),
                    b'&' => left & right,
                    b'|' => left | right,
                    b'^' => left ^ right,
                    _ => u32::from((left as i32) < (right as i32)),
                };
            }
        }
    }
    stack[0]
}

fn read_row(input: &mut impl BufRead) -> io::Result<[u32; COLUMNS]> {
    let mut bytes = [0; COLUMNS * 4];
    input.read_exact(&mut bytes)?;
    let mut row = [0; COLUMNS];
    for (value, bytes) in row.iter_mut().zip(bytes.chunks_exact(4)) {
        *value = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    Ok(row)
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let mut text = vec![0; read_int(&mut input, LENGTHS)? as usize];
    input.read_exact(&mut text)?;
    let mut parser = Parser { text: &text, operations: Vec::new() };
    parser.parse()?;
    for _ in 0..read_int(&mut input, ROWS)? {
        let row = read_row(&mut input)?;
        output.write_all(&evaluate(&parser.operations, &row).to_le_bytes())?;
    }
    output.flush()
}
