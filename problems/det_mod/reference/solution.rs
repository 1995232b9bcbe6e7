//! Determinant modulo a prime, by Gaussian elimination.
use std::io::{self, Read, Write};
use std::ops::RangeInclusive;

const SIDES: RangeInclusive<i32> = 1..=1000;
const PRIMES: RangeInclusive<i32> = (1 << 25) + 1..=(1 << 26) - 1;

fn read_int(input: &mut impl Read, range: RangeInclusive<i32>) -> io::Result<i32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;
    let value = i32::from_le_bytes(bytes);
    if range.contains(&value) { Ok(value) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn power(mut base: i64, mut exponent: i64, p: i64) -> i64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % p;
        }
        base = base * base % p;
        exponent /= 2;
    }
    result
}

/// Adds `factor` times the pivot's row to another.
#[inline(never)] // the same code, whatever it is called from
fn add_row(row: &mut [i64], pivot: &[i64], factor: i64, p: i64) {
    for (x, y) in row.iter_mut().zip(pivot) {
        *x = (*x + factor * y) % p;
    }
}

fn determinant(mut rows: Vec<Vec<i64>>, p: i64) -> i64 {
    let n = rows.len();
    let mut result = 1;
    for column in 0..n {
        let Some(found) = (column..n).find(|&i| rows[i][column] != 0) else { return 0 };
        if found != column {
            rows.swap(found, column);
            result = p - result;
        }
        let (above, below) = rows.split_at_mut(column + 1);
        let pivot = &above[column][column..];
        result = result * pivot[0] % p;
        let inverse = power(pivot[0], p - 2, p);
        for row in below {
            let factor = p - row[column] * inverse % p;
            add_row(&mut row[column..], pivot, factor, p);
        }
    }
    result
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let n = read_int(&mut input, SIDES)?;
    let p = read_int(&mut input, PRIMES)?;
    let mut rows = Vec::new();
    for _ in 0..n {
        let mut row = Vec::new();
        for _ in 0..n {
            row.push(i64::from(read_int(&mut input, 0..=p - 1)?));
        }
        rows.push(row);
    }
    let result = determinant(rows, p.into());
    io::stdout().write_all(&(result as i32).to_le_bytes())
}
